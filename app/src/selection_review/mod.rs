//! 選定: reviews of the candidates of a contract, by criteria, approved by somebody else.

pub mod api;
mod comparison;
mod fields;
mod list_page;
mod record;
mod review_page;
mod today;

pub use list_page::SelectionPage;
pub use review_page::SelectionReviewPage;
pub(crate) use today::ReviewGroup;

use domain::{
    id::SelectionReviewId,
    selection_review::{Answer, ReviewState},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::components::Chip;

/// The review the address names; one that cannot be is 0, which nobody has.
fn review_id() -> SelectionReviewId {
    use_params_map().with_untracked(|params| {
        params
            .get("review")
            .and_then(|id| id.parse().ok())
            .unwrap_or(SelectionReviewId(0))
    })
}

/// 段階 as a chip.
fn state_chip(state: ReviewState) -> impl IntoView {
    let color = match state {
        ReviewState::Drafting => "gray",
        ReviewState::Submitted => "blue",
        ReviewState::Approved => "green",
        ReviewState::Rejected => "orange",
        ReviewState::Void => "red",
    };
    view! { <Chip label=state.label() color/> }
}

/// 適・否・該当なし as a chip.
fn answer_chip(answer: Option<Answer>) -> impl IntoView {
    let (label, color) = match answer {
        Some(Answer::Met) => (Answer::Met.label(), "green"),
        Some(Answer::Unmet) => (Answer::Unmet.label(), "red"),
        Some(Answer::NotApplicable) => (Answer::NotApplicable.label(), "gray"),
        None => ("未回答", "orange"),
    };
    view! { <Chip label color/> }
}
