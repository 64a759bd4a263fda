//! 事故等: the list, the form, and one incident with its clocks and steps.

mod api;
mod form_page;
mod list_page;
mod outcome;
mod page;
mod steps;

pub use form_page::IncidentFormPage;
pub use list_page::IncidentListPage;
pub use page::IncidentPage;

use domain::{id::IncidentId, incident::IncidentState};
use leptos::prelude::*;

use crate::{components::Chip, error::AppError};

/// The incident an address speaks of.
fn incident_id(text: &str) -> Result<IncidentId, AppError> {
    text.parse()
        .map_err(|_| AppError::NotFound("事故等".to_owned()))
}

/// 状態 of an incident.
fn state_chip(state: IncidentState) -> impl IntoView {
    let color = match state {
        IncidentState::Open => "red",
        IncidentState::Contained => "orange",
        IncidentState::Reported => "light-blue",
        IncidentState::Closed => "gray",
    };
    view! { <Chip label=state.label() color/> }
}
