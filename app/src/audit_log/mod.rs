//! stub
use leptos::prelude::*;
#[component]
pub fn AuditLogPage() -> impl IntoView { view! { <p></p> } }
