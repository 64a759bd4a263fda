//! The last island of a page.

use leptos::prelude::*;

/// Islands come alive in the order of the page; this one stands last and tells stylesheets and tests that
/// live checks are at work.
#[island]
pub fn Hydrated() -> impl IntoView {
    Effect::new(|_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "true");
        }
    });
}
