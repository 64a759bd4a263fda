//! stub
use leptos::prelude::*;
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
pub fn HistoryPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn NewContractPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn PartyStepPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn PlanStepPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn ProfileStepPage() -> impl IntoView { view! { <p></p> } }
#[component]
pub fn VerificationsPage() -> impl IntoView { view! { <p></p> } }
