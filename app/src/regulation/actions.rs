//! The actions of a document's page. They and their errors live above the forms: a form that somebody else's
//! step made needless is gone, and the words about it must still be read.

use leptos::prelude::*;

use super::api::{
    Acknowledge, AddAudience, ApproveAbolition, ApproveVersion, AskAbolition, EndAudience,
    RecordReadings, RefuseAbolition, ReviewRegulation, SendBackVersion, VoidRegulation,
};
use crate::components::{ErrorSummary, error_of};

/// Every action of the page.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub(super) approve: ServerAction<ApproveVersion>,
    pub(super) send_back: ServerAction<SendBackVersion>,
    pub(super) read: ServerAction<Acknowledge>,
    pub(super) add_audience: ServerAction<AddAudience>,
    pub(super) end_audience: ServerAction<EndAudience>,
    pub(super) record_readings: ServerAction<RecordReadings>,
    pub(super) review: ServerAction<ReviewRegulation>,
    pub(super) abolish: ServerAction<AskAbolition>,
    pub(super) approve_abolition: ServerAction<ApproveAbolition>,
    pub(super) refuse_abolition: ServerAction<RefuseAbolition>,
    pub(super) void: ServerAction<VoidRegulation>,
}

impl Actions {
    /// Of a page that is being made.
    pub(super) fn new() -> Self {
        Self {
            approve: ServerAction::new(),
            send_back: ServerAction::new(),
            read: ServerAction::new(),
            add_audience: ServerAction::new(),
            end_audience: ServerAction::new(),
            record_readings: ServerAction::new(),
            review: ServerAction::new(),
            abolish: ServerAction::new(),
            approve_abolition: ServerAction::new(),
            refuse_abolition: ServerAction::new(),
            void: ServerAction::new(),
        }
    }
}

/// What went wrong, whichever form it was.
#[component]
pub(super) fn Problems(actions: Actions) -> impl IntoView {
    let (approve, _) = error_of(move || actions.approve.value().get());
    let (send_back, _) = error_of(move || actions.send_back.value().get());
    let (read, _) = error_of(move || actions.read.value().get());
    let (add_audience, _) = error_of(move || actions.add_audience.value().get());
    let (end_audience, _) = error_of(move || actions.end_audience.value().get());
    let (readings, _) = error_of(move || actions.record_readings.value().get());
    let (review, _) = error_of(move || actions.review.value().get());
    let (abolish, _) = error_of(move || actions.abolish.value().get());
    let (agree, _) = error_of(move || actions.approve_abolition.value().get());
    let (refuse, _) = error_of(move || actions.refuse_abolition.value().get());
    let (void, _) = error_of(move || actions.void.value().get());
    view! {
        <ErrorSummary error=approve form="approve"/>
        <ErrorSummary error=send_back form="send-back"/>
        <ErrorSummary error=read form="read"/>
        <ErrorSummary error=add_audience form="audience"/>
        <ErrorSummary error=end_audience form="end-audience"/>
        <ErrorSummary error=readings form="reading"/>
        <ErrorSummary error=review form="review"/>
        <ErrorSummary error=abolish form="abolish"/>
        <ErrorSummary error=agree form="approve-abolition"/>
        <ErrorSummary error=refuse form="refuse-abolition"/>
        <ErrorSummary error=void form="void"/>
    }
}
