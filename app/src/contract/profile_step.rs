//! 業務と情報: the facts of the work. With JavaScript, the clauses they call for appear as they are ticked.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    contract::{
        clauses::required_clauses,
        input::ProfileInput,
        profile::{Availability, Confidentiality, Integrity, Profile, Segment},
    },
    input::FieldErrors,
    library::{FactSource, SelectionRules},
};
use leptos::{form::ActionForm, html, prelude::*};

use super::{
    api::{ProfileForm, SaveProfile, load_profile_form},
    appendix_rows::AppendixRows,
    contract_id, held_token,
    steps::StepHead,
};
use crate::{
    components::{
        CheckboxField, ErrorSummary, Loaded, SelectField, TextField, error_of, level_chip,
    },
    paths,
};

/// `/contracts/{id}/draft/profile`.
#[component]
pub fn ProfileStepPage() -> impl IntoView {
    let (id, held) = (contract_id(), held_token());
    let action = ServerAction::<SaveProfile>::new();
    let (error, errors) = error_of(move || action.value().get());
    let data = Resource::new(
        move || (id.get(), held.get()),
        |(id, held)| load_profile_form(id, held),
    );
    view! {
        <Loaded data=data children=move |form: ProfileForm| {
            let revision = form.detail.contract.revision;
            let class = RwSignal::new(form.input.confidentiality.clone());
            let facts = RwSignal::new(form.input.facts.iter().cloned().collect::<BTreeSet<String>>());
            let starts_on = form.detail.contract.starts_on;
            let rules = form.rules.clone();
            view! {
                <StepHead detail=form.detail.clone() step="profile"/>
                <ErrorSummary error/>
                <div class="wizard" data-preview="">
                    <ActionForm action=action attr:class="form" attr:novalidate="">
                        <input type="hidden" name="id" value=id.get_untracked().to_string()/>
                        <input type="hidden" name="revision" value=revision/>
                        // Enter in a field saves; it does not press the first button of a table.
                        <button class="dads-u-visually-hidden" type="submit" name="then" value="stay" tabindex="-1" aria-hidden="true">"保存"</button>
                        <ProfileFields form=form.clone() errors class facts/>
                        <div class="button-row">
                            <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit" name="then" value="next">"保存して次へ"</button>
                            <button class="dads-button" data-type="outline" data-size="lg" type="submit" name="then" value="stay">"保存して条項を確かめる"</button>
                            <a href=paths::draft_step(id.get_untracked(), "party")>"前へ"</a>
                        </div>
                    </ActionForm>
                    <ClausePreview rules class facts starts_on/>
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
fn ProfileFields(
    form: ProfileForm,
    errors: Signal<FieldErrors>,
    class: RwSignal<String>,
    facts: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let ProfileForm {
        detail,
        input,
        rules,
    } = form;
    let place = NodeRef::<html::Section>::new();
    crate::components::warn_of_unsaved_changes(place);
    let classes = options(
        &Confidentiality::ALL,
        Confidentiality::code,
        Confidentiality::label,
    );
    let integrities = options(&Integrity::ALL, Integrity::code, Integrity::label);
    let availabilities = options(&Availability::ALL, Availability::code, Availability::label);
    let segments = options(&Segment::ALL, Segment::code, Segment::label);
    view! {
        <section class="form__section" aria-labelledby="step-heading" node_ref=place>
            <h2 class="dads-heading" data-size="22" id="step-heading">"業務と情報　2 / 5"</h2>
            <div class="form__fields">
                <SelectField field="confidentiality" label="機密性の分類" value=input.confidentiality.clone() options=classes errors required=true typed=class
                    support="取り扱う情報のうち、最も高い分類を選びます。個人情報は自治体機密性３に区分されます。"/>
                <FactBoxes input=input.clone() rules facts/>
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
fn FactBoxes(
    input: ProfileInput,
    rules: SelectionRules,
    facts: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
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
                        let name = id.clone();
                        let toggled = Callback::new(move |ticked: bool| facts.update(|facts| {
                            if ticked { facts.insert(name.clone()); } else { facts.remove(&name); }
                        }));
                        view! {
                            <CheckboxField name="input[facts][]" value=id label=fact.label note=fact.meaning checked toggled/>
                        }
                    }).collect_view()}
                </div>
            </fieldset>
        </div>
    }
}

/// What the facts call for, by the same rule the server applies on save.
#[component]
fn ClausePreview(
    rules: SelectionRules,
    class: RwSignal<String>,
    facts: RwSignal<BTreeSet<String>>,
    starts_on: NaiveDate,
) -> impl IntoView {
    let rules = StoredValue::new(rules);
    let profile = Memo::new(move |_| {
        let confidentiality = class.get().parse().ok()?;
        Some(Profile {
            confidentiality,
            given: facts.get(),
            starts_on,
        })
    });
    view! {
        <aside class="clause-preview" aria-labelledby="preview-heading" tabindex="0">
            <h2 class="dads-heading" data-size="18" id="preview-heading">"この内容で必要な条項"</h2>
            {move || match profile.get() {
                Some(profile) => rules.with_value(|rules| preview(rules, &profile)).into_any(),
                None => view! { <p class="clause-preview__summary" role="status">"機密性の分類を選ぶと、必要な条項が理由とともに示されます。"</p> }.into_any(),
            }}
        </aside>
    }
}

fn preview(rules: &SelectionRules, profile: &Profile) -> AnyView {
    use domain::contract::clauses::Level::{Mandatory, Optional, Recommended};
    let Ok(required) = required_clauses(rules, profile) else {
        return view! { <p role="status">"条項集と画面の版が違います。画面を再読み込みしてください。"</p> }.into_any();
    };
    let count = |level| {
        required
            .iter()
            .filter(|clause| clause.level == level)
            .count()
    };
    let summary = format!(
        "必須 {}条、推奨 {}条、任意 {}条",
        count(Mandatory),
        count(Recommended),
        count(Optional)
    );
    let warnings = profile
        .warnings(rules)
        .unwrap_or_default()
        .into_iter()
        .map(|check| check.message.clone())
        .collect::<Vec<_>>();
    let title = |id: &str| {
        rules
            .clauses
            .iter()
            .find(|rule| rule.id == id)
            .map(|rule| rule.title.clone())
            .unwrap_or_default()
    };
    view! {
        <p class="clause-preview__summary" role="status">{summary}</p>
        {warnings.into_iter().map(|words| view! { <p class="clause-preview__warning">{words}</p> }).collect_view()}
        <ol>
            {required.iter().map(|clause| view! {
                <li class="clause-preview__item">
                    <p class="clause-preview__name">
                        {level_chip(Some(clause.level))}
                        <span>{format!("{}（{}）", title(&clause.clause), clause.clause)}</span>
                    </p>
                    <p class="clause-preview__because">{clause.because.sentence(rules)}</p>
                </li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}
