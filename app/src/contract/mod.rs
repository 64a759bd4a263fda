//! 契約: the ledger, the drafting wizard, the contract with its tabs.

mod annex_page;
pub mod api;
mod appendix_rows;
mod bundle_page;
mod clauses_page;
mod clauses_step;
mod comparison_page;
mod confirm_step;
mod contract_page;
mod coverage;
mod decisions;
mod forms_page;
pub mod head;
mod history_page;
mod list_page;
mod party_step;
mod plan_step;
mod profile_step;
mod related;
mod steps;
mod verifications_page;

pub use annex_page::AnnexPage;
pub use bundle_page::{BundleAnnexes, BundlePage};
pub use clauses_page::ClausesPage;
pub use clauses_step::ClausesStepPage;
pub use comparison_page::ComparisonPage;
pub use confirm_step::ConfirmStepPage;
pub use contract_page::ContractPage;
pub use forms_page::FormsPage;
pub use history_page::HistoryPage;
pub use list_page::ContractListPage;
pub(crate) use list_page::filter_of;
pub use party_step::{NewContractPage, PartyStepPage};
pub use plan_step::PlanStepPage;
pub use profile_step::ProfileStepPage;
pub use verifications_page::VerificationsPage;

use domain::id::ContractId;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The contract the address names; one that cannot be is `ContractId(0)`, which nobody has.
pub(crate) fn contract_id() -> ContractId {
    use_params_map().with_untracked(|params| {
        params
            .get("id")
            .and_then(|id| id.parse().ok())
            .unwrap_or(ContractId(0))
    })
}

/// The form that was held, if the address names one.
pub(crate) fn held_token() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("held"))
}
