//! 業務と情報: the facts of the work. With JavaScript, the clauses they call for appear as they are ticked.

use std::collections::BTreeSet;

use domain::{
    contract::{
        input::ProfileInput,
        profile::{Availability, Confidentiality, Integrity, Segment},
    },
    input::FieldErrors,
    library::{FactSource, SelectionRules},
};
use frontend::ClausePreview;
use leptos::{form::ActionForm, prelude::*};

use super::{
    api::{ProfileForm, SaveProfile, load_profile_form},
    appendix_rows::AppendixRows,
    contract_id, held_token,
    steps::StepHead,
};
use crate::{
    components::{
        CheckboxField, ErrorSummary, Loaded, SelectField, TextField, WarnOfUnsavedChanges,
        error_of, field_id,
    },
    paths,
};

/// Name of the boxes of the facts.
const FACTS: &str = "input[facts][]";

/// `/contracts/{id}/draft/profile`.
#[component]
pub fn ProfileStepPage() -> impl IntoView {
    let (id, held) = (contract_id(), held_token());
    let action = ServerAction::<SaveProfile>::new();
    let (error, errors) = error_of(move || action.value().get());
    let data = load_profile_form(id, held);
    view! {
        <Loaded data=data children=move |form: ProfileForm| {
            let revision = form.detail.contract.revision;
            let class = form.input.confidentiality.clone();
            let facts = form.input.facts.iter().cloned().collect::<BTreeSet<String>>();
            let starts_on = form.detail.contract.starts_on;
            let rules = form.rules.clone();
            view! {
                <StepHead detail=form.detail.clone() step="profile"/>
                <ErrorSummary error/>
                <div class="wizard" data-preview="">
                    <ActionForm action=action attr:class="form" attr:novalidate="">
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="revision" value=revision/>
                        // Enter in a field saves; it does not press the first button of a table.
                        <button class="dads-u-visually-hidden" type="submit" name="then" value="stay" tabindex="-1" aria-hidden="true">"保存"</button>
                        <ProfileFields form errors/>
                        <div class="button-row">
                            <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit" name="then" value="next">"保存して次へ"</button>
                            <button class="dads-button" data-type="outline" data-size="lg" type="submit" name="then" value="stay">"保存して条項を確かめる"</button>
                            <a href=paths::draft_step(id, "party")>"前へ"</a>
                        </div>
                    </ActionForm>
                    <ClausePreview rules starts_on class_control=field_id("confidentiality") class facts_name=FACTS.to_owned() facts/>
                </div>
            }
        }/>
    }
}

fn options<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|it| (code(*it).to_owned(), label(*it).to_owned()))
        .collect()
}

#[component]
fn ProfileFields(form: ProfileForm, errors: Signal<FieldErrors>) -> impl IntoView {
    let ProfileForm {
        detail,
        input,
        rules,
    } = form;
    let classes = options(
        &Confidentiality::ALL,
        Confidentiality::code,
        Confidentiality::label,
    );
    let integrities = options(&Integrity::ALL, Integrity::code, Integrity::label);
    let availabilities = options(&Availability::ALL, Availability::code, Availability::label);
    let segments = options(&Segment::ALL, Segment::code, Segment::label);
    view! {
        <section class="form__section" aria-labelledby="step-heading">
            <WarnOfUnsavedChanges/>
            <h2 class="dads-heading" data-size="22" id="step-heading">"業務と情報　2 / 5"</h2>
            <div class="form__fields">
                <SelectField field="confidentiality" label="機密性の分類" value=input.confidentiality.clone() options=classes errors required=true
                    support="取り扱う情報のうち、最も高い分類を選びます。個人情報は自治体機密性３に区分されます。"/>
                <FactBoxes input=input.clone() rules/>
                <TextField field="personal_info_count" label="個人情報の件数" value=input.personal_info_count.clone() errors width="8" support="おおよその人数。例）18,000"/>
                <SelectField field="segment" label="接続系統" value=input.segment.clone() options=segments errors/>
                <SelectField field="integrity" label="完全性の分類" value=input.integrity.clone() options=integrities errors/>
                <SelectField field="availability" label="可用性の分類" value=input.availability.clone() options=availabilities errors/>
            </div>
            {detail.appendices.into_iter().map(|appendix| {
                let rows = input.appendices.get(&appendix.number).cloned().unwrap_or_default();
                view! { <AppendixRows number=appendix.number title=appendix.title columns=appendix.columns rows/> }
            }).collect_view()}
        </section>
    }
}

/// The facts a drafter ticks.
#[component]
fn FactBoxes(input: ProfileInput, rules: SelectionRules) -> impl IntoView {
    let given = rules
        .facts
        .into_iter()
        .filter(|fact| fact.source == FactSource::Given);
    view! {
        <div class="dads-form-control-label" data-size="md">
            <fieldset id="f-facts">
                <legend class="dads-form-control-label__label">
                    "業務の内容"<span class="dads-form-control-label__requirement" data-required="false">"※任意"</span>
                </legend>
                <div class="form__group" data-columns="2">
                    {given.map(|fact| {
                        let id = fact.id.to_string();
                        let checked = input.facts.contains(&id);
                        view! {
                            <CheckboxField name=FACTS value=id label=fact.label note=fact.meaning checked/>
                        }
                    }).collect_view()}
                </div>
            </fieldset>
        </div>
    }
}
