//! Cause, prevention, publication.

use domain::incident::{IncidentDetail, Publication, input::OutcomeInput};
use leptos::prelude::*;

use super::{api::RecordOutcome, form_page::Judgements};
use crate::{
    components::{
        DateField, ErrorSummary, LongDate, SelectField, TextAreaField, TextField, error_of,
    },
    social_media::Description,
};

/// The section of the incident's page: a form for whoever works on it, else what was recorded.
#[component]
pub(super) fn Outcome(detail: IncidentDetail, input: OutcomeInput) -> impl IntoView {
    let incident = detail.incident;
    let date = |day| view! { <LongDate date=day/> }.into_any();
    view! {
        <section aria-labelledby="incident-outcome">
            <h2 class="dads-heading" data-size="22" id="incident-outcome">"原因・再発防止・公表"</h2>
            {if detail.can_edit {
                view! { <OutcomeForm id=incident.id revision=incident.revision input/> }.into_any()
            } else {
                let rows = vec![
                    ("原因", incident.cause.into_any()),
                    ("再発防止", incident.prevention.into_any()),
                    ("公表", incident.publication.label().into_any()),
                    ("公表・決定の日", incident.publication_on.map(date).into_any()),
                    ("公表した場所・公表しない理由", incident.publication_note.into_any()),
                ];
                view! { <Description rows/> }.into_any()
            }}
        </section>
    }
}

#[component]
fn OutcomeForm(id: domain::id::IncidentId, revision: i32, input: OutcomeInput) -> impl IntoView {
    let action = ServerAction::<RecordOutcome>::new();
    let (error, errors) = error_of(move || action.value().get());
    let publications = Publication::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <ErrorSummary error form="outcome"/>
        <ActionForm action attr:class="form">
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            <div class="form__fields">
                <Judgements personal_info=input.personal_info intent=input.intent affected_count=input.affected_count errors form="outcome"/>
                <TextAreaField form="outcome" field="cause" label="原因" value=input.cause errors/>
                <TextAreaField form="outcome" field="prevention" label="再発防止" value=input.prevention errors/>
                <SelectField form="outcome" field="publication" label="公表" value=input.publication options=publications errors required=true/>
                <DateField form="outcome" field="publication_on" label="公表・決定の日" value=input.publication_on errors/>
                <TextField form="outcome" field="publication_note" label="公表した場所・公表しない理由" value=input.publication_note errors/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="outline" data-size="md" type="submit">"保存"</button>
            </div>
        </ActionForm>
    }
}
