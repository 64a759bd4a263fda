//! Small parts the pages of external services share.

use domain::{
    external_service::{ExternalService, ServiceIssue, UseState},
    id::ExternalServiceId,
};
use leptos::prelude::*;

use crate::components::Chip;

/// 利用の状態.
pub(super) fn state_chip(state: UseState) -> impl IntoView {
    let color = match state {
        UseState::InUse => "green",
        UseState::Applied | UseState::Approved => "light-blue",
        UseState::ReviewDue | UseState::Ending => "orange",
        UseState::Unapplied => "yellow",
        UseState::Refused | UseState::Ended => "gray",
        UseState::Expired | UseState::Void => "red",
    };
    view! { <Chip label=state.label() color/> }
}

/// What is to be put right.
pub(super) fn issue_chips(issues: &[ServiceIssue]) -> impl IntoView + use<> {
    let chips = issues.iter().map(|it| {
        let color = match it {
            ServiceIssue::Expired
            | ServiceIssue::TermsBasedWithClass2
            | ServiceIssue::InUseWithoutApproval
            | ServiceIssue::BeyondApproval
            | ServiceIssue::ErasureNotConfirmed => "red",
            ServiceIssue::ExpiresSoon
            | ServiceIssue::ReviewOpen
            | ServiceIssue::HandlingUnknown
            | ServiceIssue::CertificateExpired => "orange",
            ServiceIssue::Waiting => "light-blue",
        };
        view! { <Chip label=it.label() color/> }
    });
    chips.collect_view()
}

/// The hidden fields every form of the page carries.
#[derive(Clone, Copy)]
pub(super) struct Key {
    id: ExternalServiceId,
    revision: i32,
}

impl Key {
    pub(super) fn of(service: &ExternalService) -> Self {
        Self {
            id: service.id,
            revision: service.revision,
        }
    }

    pub(super) fn fields(self) -> impl IntoView {
        view! {
            <input type="hidden" name="id" value=self.id.to_string()/>
            <input type="hidden" name="revision" value=self.revision.to_string()/>
        }
    }
}

/// Values and labels of a closed list.
pub(super) fn options<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|it| (code(*it).to_owned(), label(*it).to_owned()))
        .collect()
}
