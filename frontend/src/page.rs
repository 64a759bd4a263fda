//! The fields of the page around an island.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

/// The element of that id.
pub(crate) fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// What stands in the field of that id.
pub(crate) fn value_of(id: &str) -> Option<String> {
    let element = element(id)?;
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    element
        .dyn_ref::<HtmlSelectElement>()
        .map(HtmlSelectElement::value)
}

/// Values of the boxes or radio buttons of that name that are ticked.
pub(crate) fn ticked(name: &str) -> Vec<String> {
    boxes(name)
        .into_iter()
        .filter(HtmlInputElement::checked)
        .map(|input| input.value())
        .collect()
}

/// The boxes or radio buttons of that name.
pub(crate) fn boxes(name: &str) -> Vec<HtmlInputElement> {
    let Ok(found) = document().query_selector_all(&format!("input[name=\"{name}\"]")) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.get(place)?.dyn_into().ok())
        .collect()
}

/// Calls back whenever the field of that id is changed, and once now: the browser may have kept what was
/// typed before the page was loaded again.
pub(crate) fn follow(id: &str, mut changed: impl FnMut(String) + 'static) {
    let Some(field) = element(id) else { return };
    if let Some(value) = value_of(id) {
        changed(value);
    }
    let id = id.to_owned();
    keep(field.on(leptos::ev::input, move |_| {
        if let Some(value) = value_of(&id) {
            changed(value);
        }
    }));
}

/// Calls back with what is ticked under that name, whenever it changes, and once now.
pub(crate) fn follow_ticks(name: &str, mut changed: impl FnMut(Vec<String>) + 'static) {
    changed(ticked(name));
    let changed = std::rc::Rc::new(std::cell::RefCell::new(changed));
    for input in boxes(name) {
        let (name, changed) = (name.to_owned(), changed.clone());
        let element: Element = input.into();
        keep(element.on(leptos::ev::change, move |_| {
            if let Ok(mut changed) = changed.try_borrow_mut() {
                changed(ticked(&name));
            }
        }));
    }
}

/// An island lives as long as its page: what it listens to is never let go.
pub(crate) fn keep<T>(handler: T) {
    std::mem::forget(handler);
}
