//! `/documents/{id}/versions/new`: the form of a new version. Its text is attached on the page of the document.

use domain::{
    input::FieldErrors,
    regulation::{RegulationDetail, VersionInput},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{DraftVersion, load_version_form},
    document_id,
    parts::Keys,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, LongDate, PageHead, TextAreaField, TextField,
        WarnOfUnsavedChanges, error_of,
    },
    error::AppError,
    paths,
};

/// The form.
#[component]
pub fn RegulationVersionPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    view! {
        <Loaded data=load(id, held) children=|(detail, input): (RegulationDetail, VersionInput)| {
            view! { <Form detail input/> }
        }/>
    }
}

async fn load(id: String, held: String) -> Result<(RegulationDetail, VersionInput), AppError> {
    load_version_form(document_id(&id)?, &held).await
}

#[component]
fn Form(detail: RegulationDetail, input: VersionInput) -> impl IntoView {
    let action = ServerAction::<DraftVersion>::new();
    let (error, errors) = error_of(move || action.value().get());
    let current = detail.current().map(|it| (it.version_no, it.in_force_on));
    let document = detail.document;
    let path = paths::regulation(document.id);
    let links = vec![
        (paths::REGULATIONS.to_owned(), "規程・手順".to_owned()),
        (path.clone(), document.title.clone()),
    ];
    view! {
        <Breadcrumb links here="新しい版"/>
        <PageHead title="新しい版の起案" window=format!("{} - 新しい版の起案", document.title)/>
        {current.map(|(no, date)| view! { <p>{format!("施行中：第{no}版（")}<LongDate date/>"施行）"</p> })}
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <Keys id=document.id revision=document.revision/>
            <Fields input errors/>
            <p>"起案したあと、本文のファイルを添付してください。ほかの承認者が承認すると、施行日から有効になります。"</p>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"起案"</button>
                <a class="button-row__end" href=path>{format!("{}に戻る", document.title)}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Fields(input: VersionInput, errors: Signal<FieldErrors>) -> impl IntoView {
    view! {
        <div class="form__fields">
            <TextField field="number" label="番号" value=input.number errors width="20" support="例）令和8年訓令第5号"/>
            <DateField field="enacted_on" label="制定・改正日" value=input.enacted_on errors required=true/>
            <DateField field="in_force_on" label="施行日" value=input.in_force_on errors required=true
                support="前の版の施行日より後の日。過去の日付にするときは、決裁番号を入力してください。例）令和9年4月1日、R9.4.1"/>
            <TextField field="decision_no" label="決裁番号" value=input.decision_no errors width="20"
                support="すでに紙で決裁したときに入力します。これから決裁するときは、承認者が入力します。"/>
            <DateField field="next_review_on" label="次の見直し日" value=input.next_review_on errors
                support="施行日から1年以内が目安です。例）令和10年3月31日、R10.3.31"/>
            <TextAreaField field="summary" label="制定・改正の概要" value=input.summary errors/>
        </div>
    }
}
