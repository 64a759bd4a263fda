//! `/documents/new` and `/documents/{id}/edit`: what a document is.

use domain::{
    input::FieldErrors,
    regulation::{Disclosure, Layer, RegulationDetail, RegulationInput, Topic},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{ChangeRegulation, DocumentForm, Options, RegisterRegulation, load_form},
    document_id,
    parts::{Keys, options},
};
use crate::{
    components::{
        Breadcrumb, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField, TextField,
        WarnOfUnsavedChanges, error_of,
    },
    error::AppError,
    paths,
};

/// The form of a document.
#[component]
pub fn RegulationFormPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    view! {
        <Loaded data=load(id, held) children=|form: DocumentForm| {
            let DocumentForm { detail, input, units } = form;
            match detail {
                Some(detail) => view! { <ChangeForm detail input units/> }.into_any(),
                None => view! { <RegisterForm input units/> }.into_any(),
            }
        }/>
    }
}

async fn load(id: Option<String>, held: String) -> Result<DocumentForm, AppError> {
    let id = id.map(|id| document_id(&id)).transpose()?;
    load_form(id, &held).await
}

fn links() -> Vec<(String, String)> {
    vec![(paths::REGULATIONS.to_owned(), "規程・手順".to_owned())]
}

#[component]
fn RegisterForm(input: RegulationInput, units: Options) -> impl IntoView {
    let action = ServerAction::<RegisterRegulation>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Breadcrumb links=links() here="登録"/>
        <PageHead title="規程・手順の登録"/>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <Fields input units errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"登録"</button>
                <a class="button-row__end" href=paths::REGULATIONS>"規程・手順に戻る"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn ChangeForm(detail: RegulationDetail, input: RegulationInput, units: Options) -> impl IntoView {
    let action = ServerAction::<ChangeRegulation>::new();
    let (error, errors) = error_of(move || action.value().get());
    let document = detail.document;
    let path = paths::regulation(document.id);
    let mut links = links();
    links.push((path.clone(), document.title.clone()));
    view! {
        <Breadcrumb links here="編集"/>
        <PageHead title="規程・手順の編集" window=format!("{} - 規程・手順の編集", document.title)/>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <Keys id=document.id revision=document.revision/>
            <Fields input units errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                <a class="button-row__end" href=path>{format!("{}に戻る", document.title)}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Fields(input: RegulationInput, units: Options, errors: Signal<FieldErrors>) -> impl IntoView {
    let layers = options(Layer::ALL, Layer::code, Layer::label);
    let topics = options(Topic::ALL, Topic::code, Topic::label);
    let disclosures = options(Disclosure::ALL, Disclosure::code, Disclosure::label);
    view! {
        <div class="form__fields">
            <TextField field="title" label="名称" value=input.title errors required=true support="例）見本町外部サービス利用規程"/>
            <SelectField field="layer" label="階層" value=input.layer options=layers errors required=true/>
            <SelectField field="topic" label="対象とする業務" value=input.topic options=topics errors required=true
                support="外部サービスの利用承認とSNSの運用手順は、ここで選んだ業務の規程・手順から選びます。"/>
            <SelectField field="disclosure" label="公開区分" value=input.disclosure options=disclosures errors required=true
                support="実施手順は非公開です（情報セキュリティポリシー第10節）。非公開のものは、所管課の所属長、情報セキュリティ統括、監査人だけが開けます。"/>
            <SelectField field="unit_id" label="所管課" value=input.unit_id options=units errors required=true/>
            <TextAreaField field="note" label="備考" value=input.note errors/>
        </div>
    }
}
