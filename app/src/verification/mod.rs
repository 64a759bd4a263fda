//! stub
use leptos::prelude::*;
#[component]
pub fn SheetPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn VerificationListPage() -> impl IntoView { view! { <p></p> } }
