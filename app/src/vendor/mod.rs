//! stub
use leptos::prelude::*;
#[component]
pub fn VendorFormPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn VendorListPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn VendorPage() -> impl IntoView { view! { <p></p> } }
