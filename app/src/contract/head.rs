//! The head of a contract: what it is called, its tabs.

use domain::contract::detail::ContractDetail;
use leptos::prelude::*;

use crate::components::PageHead;

/// Title and window title of a contract's tab.
#[component]
pub fn ContractHead(detail: ContractDetail, tab: &'static str) -> impl IntoView {
    view! { <PageHead window=format!("{} - {tab}", detail.contract.title) title=detail.contract.title/> }
}
