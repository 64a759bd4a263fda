//! `/social-media/accounts/{id}/publishing`: a new version of what may be published.

use domain::{
    contract::profile::Confidentiality,
    social_media::{publishing::PublishingInput, summary::AccountDetail},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    account_id,
    api::{DraftRule, load_publishing_form},
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField,
        WarnOfUnsavedChanges, error_of,
    },
    error::AppError,
    paths,
};

type Form = (AccountDetail, PublishingInput);

/// The form of a new version.
#[component]
pub fn PublishingPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    view! {
        <Loaded data=load(id, held) children=|(detail, input): Form| view! { <DraftForm detail input/> }/>
    }
}

async fn load(id: String, held: String) -> Result<Form, AppError> {
    load_publishing_form(account_id(&id)?, &held).await
}

#[component]
fn DraftForm(detail: AccountDetail, input: PublishingInput) -> impl IntoView {
    let action = ServerAction::<DraftRule>::new();
    let (error, errors) = error_of(move || action.value().get());
    let account = detail.account;
    let path = paths::social_media_account(account.id);
    let classes = Confidentiality::ALL
        .iter()
        .map(|class| (class.code().to_owned(), class.label().to_owned()))
        .collect();
    view! {
        <Breadcrumb
            links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned()), (path.clone(), account.name.clone())]
            here="発信できる情報の規定"
        />
        <PageHead title="発信できる情報の規定の起案" window=format!("{} - 発信できる情報の規定", account.name)/>
        <p class="page-lead">"1行に1項目を書きます。起案した本人ではない承認者が承認すると、施行日から有効になります。"</p>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <input type="hidden" name="id" value=account.id.to_string()/>
            <div class="form__fields">
                <SelectField field="class" label="発信できる情報の分類" value=input.class options=classes errors required=true
                    support="自治体機密性１の情報だけを発信できます。"/>
                <TextAreaField field="allowed" label="発信できる情報" value=input.allowed errors required=true rows=8
                    support="例）町の行事、災害・避難の情報、募集、観光・特産品の紹介"/>
                <TextAreaField field="forbidden" label="発信してはならない情報" value=input.forbidden errors required=true rows=8
                    support="例）要配慮個人情報、政治・宗教に関する意見、他者の著作物、うわさ、特定の事業者の宣伝"/>
                <TextAreaField field="consent_rule" label="同意の決まり" value=input.consent_rule errors required=true
                    support="例）顔や名前が分かる写真は、本人（未成年は保護者）の書面の同意を得る。"/>
                <TextAreaField field="disaster_rule" label="災害時の決まり" value=input.disaster_rule errors required=true
                    support="例）避難情報は、町のホームページにも同時に掲載する。夜間は危機管理担当が発信する。"/>
                <DateField field="from_on" label="施行日" value=input.from_on errors required=true/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"起案"</button>
                <a class="button-row__end" href=path>{format!("{}に戻る", account.name)}</a>
            </div>
        </ActionForm>
    }
}
