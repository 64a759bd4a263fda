//! A record or list as PDF, made as it stands.

use leptos::prelude::*;

/// The button among the actions of a page.
#[component]
pub fn PdfLink(#[prop(into)] path: String, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <a class="dads-button" data-type="outline" data-size="md" href=path rel="external">{format!("{label}（PDF）")}</a>
    }
}
