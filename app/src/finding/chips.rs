//! States and severities in words and colour.

use domain::{
    finding::{FindingState, measure::MeasureState},
    library::Severity,
};
use leptos::prelude::*;

use crate::components::Chip;

/// Where a finding stands.
pub(super) fn state_chip(state: FindingState) -> impl IntoView {
    let color = match state {
        FindingState::Open => "red",
        FindingState::Instructed => "orange",
        FindingState::Planned => "yellow",
        FindingState::Reported => "blue",
        FindingState::Verified => "green",
        FindingState::RiskAccepted => "light-blue",
        FindingState::Withdrawn => "gray",
    };
    view! { <Chip label=state.label() color/> }
}

/// How severe it is.
pub(super) fn severity_chip(severity: Severity) -> impl IntoView {
    let color = match severity {
        Severity::Critical => "red",
        Severity::Medium => "orange",
        Severity::Minor => "gray",
    };
    view! { <Chip label=severity.label() color/> }
}

/// Where a measure stands.
pub(super) fn measure_chip(state: MeasureState) -> impl IntoView {
    let color = match state {
        MeasureState::Drafted => "blue",
        MeasureState::Refused => "gray",
        MeasureState::Approved => "light-blue",
        MeasureState::Notified => "orange",
        MeasureState::Closed => "green",
    };
    view! { <Chip label=state.label() color/> }
}
