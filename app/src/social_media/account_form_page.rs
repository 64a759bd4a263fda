//! `/social-media/accounts/new` (an application, or with `?existing=1` the entry of an account that is
//! already there) and `/social-media/accounts/{id}/edit`.

use domain::{
    input::FieldErrors,
    social_media::{Ownership, SocialMediaAccount, input::AccountInput},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    account_id,
    api::{AccountForm, AddAccount, ChangeAccount, Options, RegisterAccount, load_account_form},
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField,
        TextField, WarnOfUnsavedChanges, error_of,
    },
    error::AppError,
    paths,
};

/// The form of an account.
#[component]
pub fn AccountFormPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let query = use_query_map();
    let parameter = |name: &str| query.with_untracked(|query| query.get(name).unwrap_or_default());
    let is_existing = parameter("existing") == "1";
    let data = load(id, is_existing, parameter("held"));
    view! {
        <Loaded data=data children=move |form: AccountForm| {
            let AccountForm { account, input, opened_on, services, units, contracts } = form;
            let choices = Choices { services, units, contracts };
            match account {
                Some(detail) => view! { <ChangeForm account=detail.account input choices/> }.into_any(),
                None if is_existing => view! { <RegisterForm input opened_on choices/> }.into_any(),
                None => view! { <ApplyForm input choices/> }.into_any(),
            }
        }/>
    }
}

/// What can be chosen in the form.
struct Choices {
    services: Options,
    units: Options,
    contracts: Options,
}

async fn load(
    id: Option<String>,
    is_existing: bool,
    held: String,
) -> Result<AccountForm, AppError> {
    let id = id.map(|id| account_id(&id)).transpose()?;
    load_account_form(id, is_existing, &held).await
}

#[component]
fn ApplyForm(input: AccountInput, choices: Choices) -> impl IntoView {
    let action = ServerAction::<AddAccount>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Breadcrumb links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned())] here="開設の申請"/>
        <PageHead title="アカウントの開設の申請"/>
        <p class="page-lead">"申請は、本人ではない承認者が承認します。承認の後に開設し、開設日を記録してください。"</p>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <Fields input choices errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"申請"</button>
                <a class="button-row__end" href=paths::SOCIAL_MEDIA>"SNSに戻る"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn RegisterForm(input: AccountInput, opened_on: String, choices: Choices) -> impl IntoView {
    let action = ServerAction::<RegisterAccount>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Breadcrumb links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned())] here="既設アカウントの登録"/>
        <PageHead title="既設アカウントの登録"/>
        <p class="page-lead">"すでにあるアカウントを台帳に載せます。休眠中のもの、関係団体や受託者のものも登録してください。"</p>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <DateField prefix="" field="opened_on" label="開設日" value=opened_on errors required=true/>
            <Fields input choices errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"登録"</button>
                <a class="button-row__end" href=paths::SOCIAL_MEDIA>"SNSに戻る"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn ChangeForm(account: SocialMediaAccount, input: AccountInput, choices: Choices) -> impl IntoView {
    let action = ServerAction::<ChangeAccount>::new();
    let (error, errors) = error_of(move || action.value().get());
    let path = paths::social_media_account(account.id);
    view! {
        <Breadcrumb
            links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned()), (path.clone(), account.name.clone())]
            here="編集"
        />
        <PageHead title="アカウントの編集" window=format!("{} - アカウントの編集", account.name)/>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <input type="hidden" name="id" value=account.id.to_string()/>
            <input type="hidden" name="revision" value=account.revision.to_string()/>
            <Fields input choices errors/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                <a class="button-row__end" href=path>{format!("{}に戻る", account.name)}</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn Fields(input: AccountInput, choices: Choices, errors: Signal<FieldErrors>) -> impl IntoView {
    let ownerships = Ownership::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <section class="form__section" aria-labelledby="account-name">
            <h2 class="dads-heading" data-size="22" id="account-name">"アカウント"</h2>
            <div class="form__fields">
                <SelectField field="service_id" label="SNS" value=input.service_id options=choices.services errors required=true
                    support="ないときは、先に「SNSを追加」でサービスを追加してください。"/>
                <TextField field="name" label="アカウント名" value=input.name errors required=true/>
                <TextField field="handle" label="ID（@）" value=input.handle errors width="20"/>
                <TextField field="url" label="URL" value=input.url errors support="例）https://x.example.com/mihoncho"/>
                <SelectField field="unit_id" label="所管課" value=input.unit_id options=choices.units errors required=true/>
                <SelectField field="ownership" label="区分" value=input.ownership options=ownerships errors required=true/>
                <TextField field="body" label="関係団体・受託者の名称" value=input.body errors
                    support="区分が関係団体又は受託者のときに入力してください。例）見本町観光協会"/>
                <SelectField field="contract_id" label="運用を委託する契約" value=input.contract_id options=choices.contracts errors empty="委託していない"/>
            </div>
        </section>
        <section class="form__section" aria-labelledby="account-use">
            <h2 class="dads-heading" data-size="22" id="account-use">"目的と運用"</h2>
            <div class="form__fields">
                <TextField field="purpose" label="目的" value=input.purpose errors required=true/>
                <TextField field="audience" label="対象者" value=input.audience errors required=true/>
                <TextField field="content" label="発信内容" value=input.content errors required=true/>
                <TextField field="hours" label="対応時間" value=input.hours errors support="例）8:30〜17:15（災害時を除く）"/>
                <TextField field="reply_policy" label="返信方針" value=input.reply_policy errors support="例）個別の返信はしない"/>
                <TextField field="policy_url" label="運用方針のURL" value=input.policy_url errors/>
                <TextField field="listing_url" label="公式ホームページの掲載先のURL" value=input.listing_url errors
                    support="町のアカウントであることを示すページです。"/>
            </div>
        </section>
        <section class="form__section" aria-labelledby="account-access">
            <h2 class="dads-heading" data-size="22" id="account-access">"認証情報"</h2>
            <div class="form__fields">
                <TextField field="recovery_mail" label="登録メール" value=input.recovery_mail errors kind="email"
                    support="復旧に使うメールアドレス。町が管理するものにします。"/>
                <TextField field="recovery_phone" label="登録電話" value=input.recovery_phone errors width="20" kind="tel"/>
                <TextField field="credential_custodian" label="認証情報の管理者" value=input.credential_custodian errors
                    support="パスワードと記録媒体を管理する人又は係。パスワードは書かないでください。"/>
                <TextAreaField field="note" label="備考" value=input.note errors/>
            </div>
        </section>
    }
}
