//! Boxes of a list: all of the page at once, and how many are ticked. Without it each is ticked by itself.

use leptos::{ev, html, prelude::*, web_sys};

use crate::page::{boxes, follow_ticks};

/// The box in the head of the table. `name` is that of the boxes of the rows. Without JavaScript it could do
/// nothing, so it comes with it.
#[island]
pub fn TickAll(name: String, label: String) -> impl IntoView {
    let is_alive = RwSignal::new(false);
    let ticked = RwSignal::new(0);
    let total = RwSignal::new(0);
    let head = NodeRef::<html::Input>::new();
    let followed = name.clone();
    Effect::new(move |_| {
        is_alive.set(true);
        total.set(boxes(&followed).len());
        follow_ticks(&followed, move |values| ticked.set(values.len()));
    });
    Effect::new(move |_| {
        let (ticked, total) = (ticked.get(), total.get());
        if let Some(head) = head.get() {
            head.set_checked(0 < total && ticked == total);
            head.set_indeterminate(0 < ticked && ticked < total);
        }
    });
    let tick = StoredValue::new(move |_: ev::Event| {
        let to = head.get_untracked().is_some_and(|head| head.checked());
        for input in boxes(&name) {
            if input.checked() != to {
                input.set_checked(to);
                if let Ok(event) = web_sys::Event::new("change") {
                    let _ = input.dispatch_event(&event);
                }
            }
        }
    });
    view! {
        {move || is_alive.get().then(|| view! {
            <label class="dads-checkbox">
                <span class="dads-checkbox__checkbox">
                    <input class="dads-checkbox__input" type="checkbox" node_ref=head
                        on:change=move |event| tick.with_value(|tick| tick(event))/>
                </span>
                <span class="dads-u-visually-hidden">{label.clone()}</span>
            </label>
        })}
    }
}

/// 「3件の契約が選択されています。」; before anything is ticked, and without JavaScript, `otherwise`.
#[island]
pub fn TickCount(name: String, noun: String, otherwise: String) -> impl IntoView {
    let ticked = RwSignal::new(0);
    Effect::new(move |_| follow_ticks(&name, move |values| ticked.set(values.len())));
    view! {
        <span role="status">
            {move || match ticked.get() {
                0 => otherwise.clone(),
                count => format!("{count}件の{noun}が選択されています。"),
            }}
        </span>
    }
}
