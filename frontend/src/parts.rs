//! Parts that pages and islands both show.

use domain::contract::clauses::Level;
use leptos::prelude::*;

/// A chip: a status in words, with a colour that says it again.
#[component]
pub fn Chip(#[prop(into)] label: String, color: &'static str) -> impl IntoView {
    view! { <span class="dads-chip-label" data-style="filled-outline" data-color=color data-size="sm">{label}</span> }
}

/// 必須・推奨・任意・追加.
#[must_use]
pub fn level_chip(level: Option<Level>) -> impl IntoView {
    let color = match level {
        Some(Level::Mandatory) => "red",
        Some(Level::Recommended) => "blue",
        Some(Level::Optional) => "gray",
        None => "purple",
    };
    view! { <Chip label=level.map_or("追加", Level::label) color/> }
}

/// ※必須 / ※任意.
#[component]
pub fn Requirement(required: bool) -> impl IntoView {
    view! {
        <span class="dads-form-control-label__requirement" data-required=required.to_string()>
            {if required { "※必須" } else { "※任意" }}
        </span>
    }
}
