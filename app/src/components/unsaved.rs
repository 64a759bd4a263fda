//! A warning before leaving a page with changes that are not saved.

use leptos::{
    ev, html::ElementType, leptos_dom::helpers::window_event_listener, prelude::*,
    wasm_bindgen::JsCast, web_sys,
};

/// Warns once something was typed inside the place; sending any form ends it. Without JavaScript it
/// does nothing.
pub fn warn_of_unsaved_changes<E>(place: NodeRef<E>)
where
    E: ElementType + 'static,
    E::Output: AsRef<web_sys::Element> + JsCast + Clone + 'static,
{
    let changed = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let typed = place.on(ev::input, move |_| changed.set_value(true));
        let sent = window_event_listener(ev::submit, move |_| changed.set_value(false));
        let leaving = window_event_listener(ev::beforeunload, move |event| {
            if changed.get_value() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            leaving.remove();
            sent.remove();
            drop(typed);
        });
    });
}
