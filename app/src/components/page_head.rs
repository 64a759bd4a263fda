//! The head of a page: where it is, what it is called, its few buttons; tabs as links.

use leptos::prelude::*;
use leptos_meta::Title;

/// 現在位置. Links above, then the page itself.
#[component]
pub fn Breadcrumb(links: Vec<(String, String)>, #[prop(into)] here: String) -> impl IntoView {
    view! {
        <nav class="dads-breadcrumb" aria-label="現在位置">
            <ol class="dads-breadcrumb__list">
                {links.into_iter().map(|(path, label)| view! {
                    <li class="dads-breadcrumb__item"><a class="dads-breadcrumb__link" href=path>{label}</a></li>
                }).collect_view()}
                <li class="dads-breadcrumb__item"><span aria-current="page">{here}</span></li>
            </ol>
        </nav>
    }
}

/// Title of the page and of the window, a line below it, buttons beside it.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    /// Title of the window, when it says more than the page's.
    #[prop(optional, into)]
    window: Option<String>,
    #[prop(optional_no_strip, into)] meta: Option<AnyView>,
    #[prop(optional_no_strip, into)] actions: Option<AnyView>,
) -> impl IntoView {
    view! {
        <Title text=window.unwrap_or_else(|| title.clone())/>
        <div class="page-head">
            <div class="page-head__title">
                <h1 class="dads-heading" data-size="28">{title}</h1>
                {meta.map(|meta| view! { <div class="page-head__meta">{meta}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="page-head__actions">{actions}</div> })}
        </div>
    }
}

/// Tabs: each a page of its own.
#[component]
pub fn Tabs(
    label: &'static str,
    tabs: Vec<(String, &'static str)>,
    current: &'static str,
) -> impl IntoView {
    view! {
        <nav class="dads-tab" aria-label=label>
            <ul class="dads-tab__list">
                {tabs.into_iter().map(|(path, label)| view! {
                    <li>
                        <a class="dads-tab__tab" href=path aria-current=(label == current).then_some("page")>
                            <span>{label}</span>
                        </a>
                    </li>
                }).collect_view()}
            </ul>
        </nav>
    }
}
