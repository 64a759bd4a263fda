//! A warning before leaving a page with changes that are not saved.

use leptos::{ev, html, prelude::*};
use leptos::leptos_dom::helpers::window_event_listener;

/// Warns while the form has changes. Sending the form ends it. Does nothing without JavaScript.
pub fn warn_of_unsaved_changes(form: NodeRef<html::Form>) {
    let changed = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(form) = form.get() else { return };
        let typed = form.clone().on(ev::input, move |_| changed.set_value(true));
        let sent = form.on(ev::submit, move |_| changed.set_value(false));
        let listener = window_event_listener(ev::beforeunload, move |event| {
            if changed.get_value() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            listener.remove();
            drop((typed, sent));
        });
    });
}
