//! 契約: the ledger, the drafting wizard, the contract with its tabs.

pub mod annex_view;
pub mod api;
pub mod head;
mod history_page;
mod verifications_page;

pub use history_page::HistoryPage;
pub use verifications_page::VerificationsPage;

use domain::id::ContractId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The contract the address names; one that cannot be is `ContractId(0)`, which nobody has.
pub(crate) fn contract_id() -> Memo<ContractId> {
    let params = use_params_map();
    Memo::new(move |_| {
        params.with(|params| params.get("id").and_then(|id| id.parse().ok()).unwrap_or(ContractId(0)))
    })
}

#[component]
pub fn AnnexPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn ClausesPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn ConfirmStepPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn ContractListPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn ContractPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn ClausesStepPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn NewContractPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn PartyStepPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn PlanStepPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn ProfileStepPage() -> impl IntoView { view! { <p></p> } }
