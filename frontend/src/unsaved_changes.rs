//! A warning before leaving a page with changes that are not saved.

use leptos::{
    ev, html,
    leptos_dom::helpers::window_event_listener,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use crate::page::keep;

/// Stands inside a form. Warns once something was typed in it; sending any form ends it. A form that came
/// back with what was typed before (`unsaved`) warns from the start.
#[island]
pub fn UnsavedChanges(unsaved: bool) -> impl IntoView {
    let place = NodeRef::<html::Span>::new();
    Effect::new(move |_| {
        let Some(span) = place.get() else { return };
        let span: HtmlElement = span.unchecked_into();
        let Ok(Some(form)) = span.closest("form") else {
            return;
        };
        let changed = StoredValue::new(unsaved);
        let form: Element = form;
        keep(form.on(ev::input, move |_| changed.set_value(true)));
        keep(window_event_listener(ev::submit, move |_| {
            changed.set_value(false);
        }));
        keep(window_event_listener(ev::beforeunload, move |event| {
            if changed.get_value() {
                event.prevent_default();
            }
        }));
    });
    view! { <span hidden="" node_ref=place></span> }
}
