//! 変更契約: contracts that carry older clauses, drafts for many of them at once, and the draft of one with
//! what its drafter does with it.

mod api;
mod confirm_page;
mod outdated_page;
mod page;

pub use api::{PrepareChanges, RecordChangeSigning, SubmitChange, TakeUpChange, WithdrawChange};
pub use confirm_page::ConfirmChangesPage;
pub use outdated_page::OutdatedPage;
pub use page::ChangePage;

use domain::contract::change::{ChangedClause, ContractChangeState};
use leptos::prelude::*;

use crate::components::Chip;

fn state_chip(state: ContractChangeState) -> impl IntoView {
    let color = match state {
        ContractChangeState::Prepared => "orange",
        ContractChangeState::TakenUp => "blue",
        ContractChangeState::Issued => "green",
        ContractChangeState::Withdrawn => "gray",
    };
    view! { <Chip label=state.label() color/> }
}

/// `SEC-12 教育　第1版 → 第2版`, one line for each.
#[component]
fn ClauseLines(clauses: Vec<ChangedClause>) -> impl IntoView {
    view! {
        <ul>
            {clauses.into_iter().map(|clause| view! {
                <li>{format!("{} {}　{}", clause.clause, clause.title, clause.versions())}</li>
            }).collect_view()}
        </ul>
    }
}
