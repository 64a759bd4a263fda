//! `/incidents/new` and `/incidents/{id}/edit`.

use domain::{
    incident::{Incident, IncidentKind, Intent, PersonalInfo, input::IncidentInput},
    input::FieldErrors,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{ChangeIncident, IncidentForm, Options, RecordIncident, load_form},
    incident_id,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField,
        TextField, WarnOfUnsavedChanges, error_of,
    },
    error::AppError,
    paths,
};

/// The form of an incident.
#[component]
pub fn IncidentFormPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let query = use_query_map();
    let parameter = |name: &str| query.with_untracked(|query| query.get(name).unwrap_or_default());
    let data = load(id, parameter("account"), parameter("held"));
    view! {
        <Loaded data=data children=|form: IncidentForm| {
            let IncidentForm { incident, input, units, subjects } = form;
            match incident {
                Some(incident) => view! { <ChangeForm incident input units subjects/> }.into_any(),
                None => view! { <RecordForm input units subjects/> }.into_any(),
            }
        }/>
    }
}

async fn load(id: Option<String>, account: String, held: String) -> Result<IncidentForm, AppError> {
    let id = id.map(|id| incident_id(&id)).transpose()?;
    load_form(id, &account, &held).await
}

#[component]
fn RecordForm(input: IncidentInput, units: Options, subjects: Options) -> impl IntoView {
    let action = ServerAction::<RecordIncident>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Breadcrumb links=vec![(paths::INCIDENTS.to_owned(), "事故等".to_owned())] here="記録"/>
        <PageHead title="事故等の記録"/>
        <p class="page-lead">"分かることだけで記録してください。知った時から、連絡と報告の期限を数えます。"</p>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <Fields input units subjects errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"記録"</button>
                <a class="button-row__end" href=paths::INCIDENTS>"事故等に戻る"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn ChangeForm(
    incident: Incident,
    input: IncidentInput,
    units: Options,
    subjects: Options,
) -> impl IntoView {
    let action = ServerAction::<ChangeIncident>::new();
    let (error, errors) = error_of(move || action.value().get());
    let path = paths::incident(incident.id);
    view! {
        <Breadcrumb
            links=vec![(paths::INCIDENTS.to_owned(), "事故等".to_owned()), (path.clone(), incident.title.clone())]
            here="編集"
        />
        <PageHead title="事故等の編集" window=format!("{} - 事故等の編集", incident.title)/>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <input type="hidden" name="id" value=incident.id.to_string()/>
            <input type="hidden" name="revision" value=incident.revision.to_string()/>
            <Fields input units subjects errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                <a class="button-row__end" href=path>"事故等に戻る"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Fields(
    input: IncidentInput,
    units: Options,
    subjects: Options,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let kinds = IncidentKind::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <div class="form__fields">
            <SelectField field="kind" label="種別" value=input.kind options=kinds errors required=true/>
            <TextField field="title" label="件名" value=input.title errors required=true support="例）公式Xの乗っ取り"/>
            <SelectField field="subject" label="対象のアカウント" value=input.subject options=subjects errors empty="なし・そのほか"/>
            <SelectField field="unit_id" label="所管課" value=input.unit_id options=units errors required=true/>
            <DateField field="known_on" label="知った日" value=input.known_on errors required=true
                support="町のどの課でも、最初に知った日です。例）令和8年11月2日、R8.11.2"/>
            <TextField field="known_time" label="知った時刻" value=input.known_time errors required=true width="8" support="例）9:05、21時30分"/>
            <DateField field="occurred_on" label="発生日" value=input.occurred_on errors support="分かるときに入力してください。"/>
            <TextAreaField field="description" label="概要" value=input.description errors required=true rows=5/>
            <Judgements personal_info=input.personal_info intent=input.intent affected_count=input.affected_count errors form=""/>
        </div>
    }
}

/// Facts the clocks depend on; they may become clear later.
#[component]
pub(super) fn Judgements(
    personal_info: String,
    intent: String,
    affected_count: String,
    errors: Signal<FieldErrors>,
    form: &'static str,
) -> impl IntoView {
    let infos = PersonalInfo::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    let intents = Intent::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <SelectField form field="personal_info" label="個人情報の漏えい" value=personal_info options=infos errors required=true
            support="ダイレクトメッセージの内容も個人情報です。"/>
        <SelectField form field="intent" label="原因となった行為" value=intent options=intents errors required=true/>
        <TextField form field="affected_count" label="本人の数" value=affected_count errors width="12" support="分かるときに入力してください。"/>
    }
}
