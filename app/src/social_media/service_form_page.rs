//! `/social-media/services/new` and `/social-media/services/{id}/edit`.

use domain::{
    input::FieldErrors,
    social_media::{SocialMediaService, input::ServiceInput},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{AddService, ChangeService, Options, ServiceForm, load_service_form},
    service_id,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField,
        TextField, WarnOfUnsavedChanges, error_of,
    },
    error::AppError,
    paths,
};

/// The form of a platform.
#[component]
pub fn ServiceFormPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    view! {
        <Loaded data=load(id, held) children=|form: ServiceForm| {
            let ServiceForm { service, input, units } = form;
            match service {
                Some(detail) => view! { <ChangeForm service=detail.service input units/> }.into_any(),
                None => view! { <AddForm input units/> }.into_any(),
            }
        }/>
    }
}

async fn load(id: Option<String>, held: String) -> Result<ServiceForm, AppError> {
    let id = id.map(|id| service_id(&id)).transpose()?;
    load_service_form(id, &held).await
}

#[component]
fn AddForm(input: ServiceInput, units: Options) -> impl IntoView {
    let action = ServerAction::<AddService>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Breadcrumb links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned())] here="追加"/>
        <PageHead title="SNSの追加"/>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <Fields input units errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"追加"</button>
                <a class="button-row__end" href=paths::SOCIAL_MEDIA>"SNSに戻る"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn ChangeForm(service: SocialMediaService, input: ServiceInput, units: Options) -> impl IntoView {
    let action = ServerAction::<ChangeService>::new();
    let (error, errors) = error_of(move || action.value().get());
    let path = paths::social_media_service(service.id);
    view! {
        <Breadcrumb
            links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned()), (path.clone(), service.name.clone())]
            here="編集"
        />
        <PageHead title="SNSの編集" window=format!("{} - SNSの編集", service.name)/>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <input type="hidden" name="id" value=service.id.to_string()/>
            <input type="hidden" name="revision" value=service.revision.to_string()/>
            <Fields input units errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                <a class="button-row__end" href=path>{format!("{}に戻る", service.name)}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Fields(input: ServiceInput, units: Options, errors: Signal<FieldErrors>) -> impl IntoView {
    view! {
        <div class="form__fields">
            <TextField field="name" label="サービス名" value=input.name errors required=true width="20" support="例）LINE公式アカウント"/>
            <TextField field="provider" label="提供者" value=input.provider errors support="例）ＬＩＮＥヤフー株式会社"/>
            <SelectField field="unit_id" label="統括する課" value=input.unit_id options=units errors required=true/>
            <DateField field="used_from" label="利用開始日" value=input.used_from errors required=true/>
            <TextField field="terms_version" label="確認した約款の版" value=input.terms_version errors width="20" support="町に不利な定めがないかを、利用の前と改定のときに確かめます。"/>
            <DateField field="terms_checked_on" label="約款を確認した日" value=input.terms_checked_on errors/>
            <TextAreaField field="note" label="備考" value=input.note errors/>
        </div>
    }
}
