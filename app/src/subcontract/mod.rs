//! 再委託: the tree of subcontractors of a contract, the town's decisions, the roster of workers.

pub mod api;
mod decision;
mod form_page;
mod page;
mod roster_form;
mod roster_page;
mod today;
mod tree;
mod workers;

pub use form_page::SubcontractFormPage;
pub use page::SubcontractPage;
pub use roster_page::RosterPage;
pub(crate) use today::DecisionGroup;
pub use tree::SubcontractsPage;

use domain::{id::SubcontractId, subcontract::SubcontractState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::components::Chip;

/// The subcontract the address names, if it names one; one that cannot be is 0, which nobody has.
fn subcontract_id() -> Option<SubcontractId> {
    use_params_map().with_untracked(|params| {
        let id = params.get("subcontract")?;
        Some(id.parse().unwrap_or(SubcontractId(0)))
    })
}

/// 状態 as a chip.
fn state_chip(state: SubcontractState) -> impl IntoView {
    let color = match state {
        SubcontractState::Requested | SubcontractState::Ended => "gray",
        SubcontractState::Waiting => "blue",
        SubcontractState::Consented | SubcontractState::Active => "green",
        SubcontractState::Conditional => "yellow",
        SubcontractState::Refused => "orange",
        SubcontractState::Void => "red",
    };
    view! { <Chip label=state.label() color/> }
}
