//! A warning before leaving a form with changes that are not saved.

use frontend::UnsavedChanges;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Stands inside a form. A form that came back with what was typed has changes from the start.
#[component]
pub fn WarnOfUnsavedChanges() -> impl IntoView {
    let unsaved = use_query_map().with_untracked(|query| query.get("held").is_some());
    view! { <UnsavedChanges unsaved/> }
}
