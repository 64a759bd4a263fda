//! placeholder
use leptos::prelude::*;
#[component]
pub fn VerificationsPage() -> impl IntoView { view! { <p></p> } }
