//! The same part of a page for each of many: rows of a table, choices of a list.

use leptos::{
    prelude::*,
    tachys::{
        html::InertElement,
        view::{Position, RenderHtml},
    },
};

/// Sets a part for each item, one after the other, straight into the text of the page. The parts must wait for
/// nothing: a [`Loaded`](super::Loaded) within one would be left out. The renderer, which lets any part of a page
/// wait, takes several buffers for every element; a ledger has a thousand.
pub fn each<T, V: IntoView>(
    items: impl IntoIterator<Item = T>,
    part: impl FnMut(T) -> V,
) -> impl IntoView {
    let mut html = String::new();
    for part in items.into_iter().map(part) {
        let mut position = Position::NextChild;
        part.into_view()
            .to_html_with_buf(&mut html, &mut position, true, false, vec![]);
    }
    InertElement::new(html)
}
