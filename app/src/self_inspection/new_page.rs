//! `/self-inspections/new`: the form of a campaign.

use domain::{input::FieldErrors, self_inspection::CampaignKind};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::{CampaignForm, OpenCampaign, load_form};
use crate::{
    components::{
        Breadcrumb, CheckboxField, DateField, ErrorSummary, Loaded, PageHead, SelectField,
        TextAreaField, TextField, WarnOfUnsavedChanges, error_of, field_id,
    },
    paths,
};

/// The form.
#[component]
pub fn NewCampaignPage() -> impl IntoView {
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let data = load_form(held.unwrap_or_default());
    view! { <Loaded data=data children=|form: CampaignForm| view! { <Form form/> }/> }
}

#[component]
fn Form(form: CampaignForm) -> impl IntoView {
    let CampaignForm {
        input,
        units,
        questions,
    } = form;
    let action = ServerAction::<OpenCampaign>::new();
    let (error, errors) = error_of(move || action.value().get());
    let kinds = CampaignKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.label().to_owned()))
        .collect();
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (paths::SELF_INSPECTIONS.to_owned(), "自己点検".to_owned()),
    ];
    let asked = questions
        .into_iter()
        .map(|question| {
            let note = format!(
                "{}　{}",
                question.subject.label(),
                question.basis.join("、")
            );
            (question.id.clone(), question.question, note)
        })
        .collect();
    let addressed = units
        .into_iter()
        .map(|(id, name)| (id, name, String::new()))
        .collect();
    view! {
        <Breadcrumb links here="開始"/>
        <PageHead title="自己点検の開始"/>
        <ErrorSummary error/>
        <section>
            <ActionForm action attr:class="form">
                <WarnOfUnsavedChanges/>
                <div class="form__fields">
                    <TextField field="title" label="名称" value=input.title errors required=true support="例）令和8年度 情報セキュリティ自己点検"/>
                    <SelectField field="kind" label="区分" value=input.kind options=kinds errors required=true/>
                    <DateField field="opened_on" label="開始日" value=input.opened_on errors required=true/>
                    <DateField field="due_on" label="回答の期限" value=input.due_on errors required=true/>
                    <TextAreaField field="note" label="説明" value=input.note errors/>
                </div>
                <Choices field="questions" legend="設問" choices=asked chosen=input.questions errors/>
                <Choices field="units" legend="対象の課" choices=addressed chosen=input.units errors/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"始める"</button>
                    <a class="button-row__end" href=paths::SELF_INSPECTIONS>"自己点検に戻る"</a>
                </div>
            </ActionForm>
        </section>
    }
}

/// Boxes to tick: code, label, note.
#[component]
fn Choices(
    field: &'static str,
    legend: &'static str,
    choices: Vec<(String, String, String)>,
    chosen: Vec<String>,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let error = errors.with_untracked(|errors| errors.get(field).map(ToString::to_string));
    view! {
        <fieldset class="check-item" id=field_id(field)>
            <legend class="check-item__question">{legend}</legend>
            {error.map(|words| view! { <p class="dads-form-control-label__error-text">{format!("＊{words}")}</p> })}
            {choices.into_iter().map(|(code, label, note)| {
                let checked = chosen.contains(&code);
                view! { <CheckboxField name=format!("input[{field}][]") value=code label note checked/> }
            }).collect_view()}
        </fieldset>
    }
}
