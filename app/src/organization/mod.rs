//! stub
use leptos::prelude::*;
#[component]
pub fn OrganizationPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn PersonPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn UnitPage() -> impl IntoView { view! { <p></p> } }
