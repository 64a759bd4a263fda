//! The key `/`: goes to the search field of the frame. It can be switched off (WCAG 2.2, 2.1.4), for this
//! browser.

use leptos::{
    ev::{self, KeyboardEvent},
    leptos_dom::helpers::window_event_listener,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

use crate::page::{element, keep};

/// Where the browser remembers that the key is off.
const KEPT: &str = "itaku-search-shortcut";
const OFF: &str = "off";

fn is_on() -> bool {
    let kept = window().local_storage().ok().flatten();
    kept.and_then(|kept| kept.get_item(KEPT).ok().flatten())
        .as_deref()
        != Some(OFF)
}

/// A browser that keeps nothing forgets it with the page.
fn switch(is_on: bool) {
    if let Ok(Some(kept)) = window().local_storage() {
        let _ = if is_on {
            kept.remove_item(KEPT)
        } else {
            kept.set_item(KEPT, OFF)
        };
    }
}

/// Listens for the key and goes to the field of that id.
#[island]
pub fn SearchShortcut(field: String) -> impl IntoView {
    Effect::new(move |_| {
        let field = field.clone();
        keep(window_event_listener(ev::keydown, move |event| {
            if is_the_key(&event)
                && !is_typing(&event)
                && is_on()
                && let Some(input) =
                    element(&field).and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
            {
                event.prevent_default();
                let _ = input.focus();
                input.select();
            }
        }));
    });
}

fn is_the_key(event: &KeyboardEvent) -> bool {
    let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
    event.key() == "/" && !has_modifier && !event.is_composing() && event.key_code() != 229
}

/// The key belongs to whoever types, and to an open dialog.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        let within = element.closest("input, textarea, select, [contenteditable], dialog");
        matches!(within, Ok(Some(_)))
    })
}

/// The box that switches the key on and off. Nothing without JavaScript, as the key is nothing then.
#[island]
pub fn SearchShortcutSwitch() -> impl IntoView {
    let (shown, show) = signal(false);
    let (on, set_on) = signal(true);
    Effect::new(move |_| {
        set_on.set(is_on());
        show.set(true);
    });
    view! {
        <label class="dads-checkbox" hidden=move || !shown.get()>
            <span class="dads-checkbox__checkbox">
                <input
                    class="dads-checkbox__input"
                    type="checkbox"
                    prop:checked=on
                    on:change=move |event| {
                        let is_on = event_target_checked(&event);
                        set_on.set(is_on);
                        switch(is_on);
                    }
                />
            </span>
            <span class="dads-checkbox__label">"「/」キーで画面上部の検索欄に移る（このブラウザーの設定）"</span>
        </label>
    }
}
