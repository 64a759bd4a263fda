//! 人事異動: the list of plans with the form of a new one, and a plan — who moves, everything the leavers
//! hold, who takes it over, and the decision of another person.

mod api;
mod decisions;
mod list_page;
mod movers;
mod moves;
mod page;

pub use api::{
    AddMover, ApproveTransfer, ChooseSuccessors, DraftTransfer, RemoveMover, SendBackTransfer,
    SubmitTransfer, VoidTransfer,
};
pub use list_page::TransferListPage;
pub use page::TransferPage;

use domain::{id::TransferId, transfer::TransferState};
use leptos::prelude::*;

use crate::{components::Chip, error::AppError};

/// The plan an address speaks of.
fn transfer_id(text: &str) -> Result<TransferId, AppError> {
    text.parse()
        .map_err(|_| AppError::NotFound("異動の計画".to_owned()))
}

fn state_chip(state: TransferState) -> impl IntoView {
    let color = match state {
        TransferState::Planning => "gray",
        TransferState::Submitted => "blue",
        TransferState::Returned => "orange",
        TransferState::Approved => "green",
        TransferState::Void => "gray",
    };
    view! { <Chip label=state.label() color/> }
}
