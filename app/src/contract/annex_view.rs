//! placeholder
use leptos::prelude::*;
#[component]
pub fn AnnexView(document: domain::annex::AnnexDocument) -> impl IntoView { view! { <p>{document.title}</p> } }
