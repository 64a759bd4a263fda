//! A warning while a vendor's name is typed: the company may be in the list already. Needs JavaScript;
//! without it nothing is shown, and nothing is lost.

use std::time::Duration;

use domain::id::VendorId;
use leptos::prelude::*;

use super::api::similar_vendors;
use crate::{
    components::{Banner, BannerKind},
    paths,
};

/// How long typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(400);

/// Names the vendors whose folded name is the one typed, other than `except`.
#[component]
pub(super) fn SimilarVendors(name: RwSignal<String>, except: Option<VendorId>) -> impl IntoView {
    let found = Action::new(move |name: &String| {
        let name = name.clone();
        async move { similar_vendors(name, except).await.unwrap_or_default() }
    });
    let mut ask = debounce(REST, move |name: String| {
        found.dispatch(name);
    });
    Effect::watch(
        move || name.get(),
        move |name, _, _: Option<()>| ask(name.clone()),
        false,
    );
    let others = move || {
        let is_empty = name.with(|name| domain::fold::search_key(name).is_empty());
        found
            .value()
            .get()
            .filter(|found| !found.is_empty() && !is_empty)
    };
    view! {
        {move || others().map(|others| view! {
            <Banner kind=BannerKind::Warning heading="同じ名称と読める委託先が、すでにあります">
                <ul>
                    {others.into_iter().map(|(id, name)| view! { <li><a href=paths::vendor(id)>{name}</a></li> }).collect_view()}
                </ul>
                <p>"別の事業者であれば、このまま続けてください。"</p>
            </Banner>
        })}
    }
}
