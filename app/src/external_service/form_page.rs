//! `/services/new` and `/services/{id}/edit`: what a service is.

use domain::{
    contract::profile::{Confidentiality, Segment},
    external_service::{
        Deployment, ProviderHandling, ServiceKind, input::ServiceInput, summary::ServiceDetail,
    },
    input::FieldErrors,
    wareki,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{ChangeExternalService, FormData, Options, RegisterService, load_form},
    parts::{Key, options},
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

/// The form of a service.
#[component]
pub fn ServiceFormPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    view! {
        <Loaded data=load(id, held) children=|data: FormData| {
            let FormData { service, input, units, vendors, contracts } = data;
            let choices = Choices { units, vendors, contracts };
            match service {
                Some(detail) => view! { <ChangeForm detail input choices/> }.into_any(),
                None => view! { <RegisterForm input choices/> }.into_any(),
            }
        }/>
    }
}

async fn load(id: Option<String>, held: String) -> Result<FormData, AppError> {
    let id = id.map(|id| service_id(&id)).transpose()?;
    load_form(id, &held).await
}

/// What can be chosen in the form.
struct Choices {
    units: Options,
    vendors: Options,
    contracts: Options,
}

fn ledger() -> (String, String) {
    (
        paths::EXTERNAL_SERVICES.to_owned(),
        "外部サービス".to_owned(),
    )
}

#[component]
fn RegisterForm(input: ServiceInput, choices: Choices) -> impl IntoView {
    let action = ServerAction::<RegisterService>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Breadcrumb links=vec![ledger()] here="登録"/>
        <PageHead title="外部サービスの登録"/>
        <p class="page-lead">"登録した後、利用を申請します。承認されるまで、利用を始めないでください。"</p>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <Fields input choices errors is_new=true/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"登録"</button>
                <a class="button-row__end" href=paths::EXTERNAL_SERVICES>"外部サービスに戻る"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn ChangeForm(detail: ServiceDetail, input: ServiceInput, choices: Choices) -> impl IntoView {
    let action = ServerAction::<ChangeExternalService>::new();
    let (error, errors) = error_of(move || action.value().get());
    let path = paths::external_service(detail.service.id);
    let name = detail.service.name.clone();
    let since = detail
        .service
        .profiles
        .last()
        .map(|it| format!("現在の内容は{}からです。", wareki::long(it.from_on)));
    view! {
        <Breadcrumb links=vec![ledger(), (path.clone(), name.clone())] here="内容の変更"/>
        <PageHead title="外部サービスの内容の変更" window=format!("{name} - 内容の変更")/>
        <p class="page-lead">
            {since}
            "変わった日を入力すると、それまでの内容は履歴に残ります。誤りを直すときは、その開始日を入力してください。機密性・種別などが承認と変わるときは、改めて申請してください。"
        </p>
        <ErrorSummary error/>
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            {Key::of(&detail.service).fields()}
            <DateField field="from_on" label="変わった日" value=input.from_on.clone() errors
                support="空欄のときは今日です。例）令和9年3月31日、R9.3.31"/>
            <Fields input choices errors is_new=false/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                <a class="button-row__end" href=path>{format!("{name}に戻る")}</a>
            </div>
        </ActionForm>
    }
}

/// はい・いいえ.
fn yes_no(yes: &str, no: &str) -> Options {
    vec![
        ("yes".to_owned(), yes.to_owned()),
        ("no".to_owned(), no.to_owned()),
    ]
}

#[component]
fn Fields(
    input: ServiceInput,
    choices: Choices,
    errors: Signal<FieldErrors>,
    is_new: bool,
) -> impl IntoView {
    let started = if is_new {
        "すでに使っているサービスを登録するときだけ入力してください。"
    } else {
        "利用開始日を直すときに変えてください。"
    };
    view! {
        <section class="form__section" aria-labelledby="service-name">
            <h2 class="dads-heading" data-size="22" id="service-name">"サービス"</h2>
            <div class="form__fields">
                <TextField field="name" label="名称" value=input.name.clone() errors required=true support="例）電子申請サービス「見本フォーム」"/>
                <TextField field="service_no" label="管理番号" value=input.service_no.clone() errors width="20" support="空欄のときは、自動で付けます。"/>
                <SelectField field="unit_id" label="所管課" value=input.unit_id.clone() options=choices.units errors required=true/>
                <SelectField field="kind" label="種別" value=input.kind.clone()
                    options=options(ServiceKind::ALL, ServiceKind::code, ServiceKind::label) errors required=true
                    support="約款に同意するだけで使えるもの、無料のものは「約款型・無料」です。"/>
                <SelectField field="deployment" label="提供の形" value=input.deployment.clone()
                    options=options(Deployment::ALL, Deployment::code, Deployment::label) errors empty="クラウドではない・分からない"/>
                <SelectField field="vendor_id" label="提供事業者" value=input.vendor_id.clone() options=choices.vendors errors
                    empty="事業者の一覧にない" support="ないときは、下に名称を入力してください。"/>
                <TextField field="provider_name" label="提供事業者の名称" value=input.provider_name.clone() errors/>
                <SelectField field="paid" label="有料・無料" value=input.paid.clone() options=yes_no("有料", "無料") errors required=true/>
                <SelectField field="contract_id" label="契約" value=input.contract_id.clone() options=choices.contracts errors
                    empty="契約の台帳にない" support="有料のときは、契約の台帳の記録を選んでください。"/>
                <TextField field="annual_cost_yen" label="年額（税込）" value=input.annual_cost_yen.clone() errors width="20"/>
                <TextField field="account_count" label="アカウント数" value=input.account_count.clone() errors width="8"/>
                <DateField field="use_started_on" label="利用開始日" value=input.use_started_on.clone() errors support=started/>
            </div>
        </section>
        <UseFields input=input.clone() errors/>
        <TermsFields input errors/>
    }
}

#[component]
fn UseFields(input: ServiceInput, errors: Signal<FieldErrors>) -> impl IntoView {
    let classes = options(
        &Confidentiality::ALL,
        Confidentiality::code,
        Confidentiality::label,
    );
    view! {
        <section class="form__section" aria-labelledby="service-use">
            <h2 class="dads-heading" data-size="22" id="service-use">"目的と情報"</h2>
            <div class="form__fields">
                <TextField field="purpose" label="目的" value=input.purpose errors required=true support="例）講座の申込みの受付"/>
                <TextField field="subject_information" label="取り扱う情報" value=input.subject_information errors support="例）申込者の氏名、連絡先"/>
                <SelectField field="confidentiality" label="機密性の分類" value=input.confidentiality options=classes errors required=true
                    support="取り扱う情報のうち、最も高い分類を選んでください。"/>
                <SelectField field="handles_personal_info" label="個人情報" value=input.handles_personal_info options=yes_no("取り扱う", "取り扱わない") errors required=true/>
                <SelectField field="provider_handling" label="提供者による個人情報の取扱い" value=input.provider_handling
                    options=options(ProviderHandling::ALL, ProviderHandling::code, ProviderHandling::label) errors
                    support="個人情報を取り扱うときに選んでください。分からないときは、委託とみなします。"/>
                <TextField field="provider_handling_reason" label="提供者の取扱いの判断の理由" value=input.provider_handling_reason errors
                    support="「取り扱わない」と判断したときは、契約の定めとアクセス制御を書いてください。"/>
                <SelectField field="segment" label="接続系統" value=input.segment
                    options=options(&Segment::ALL, Segment::code, Segment::label) errors required=true/>
                <TextField field="alternative" label="代替手段" value=input.alternative errors support="サービスが止まったときの方法。例）窓口と電話で受け付ける"/>
                <TextAreaField field="note" label="備考" value=input.note errors/>
            </div>
        </section>
    }
}

#[component]
fn TermsFields(input: ServiceInput, errors: Signal<FieldErrors>) -> impl IntoView {
    view! {
        <section class="form__section" aria-labelledby="service-terms">
            <h2 class="dads-heading" data-size="22" id="service-terms">"約款とデータの所在"</h2>
            <div class="form__fields">
                <TextField field="data_location" label="データの保存場所" value=input.data_location errors
                    support="国・地域。例）日本（東京・大阪）。機密性２以上では、申請に必要です。"/>
                <TextField field="governing_law" label="準拠法・裁判管轄" value=input.governing_law errors support="例）日本法、東京地方裁判所。機密性２以上では、申請に必要です。"/>
                <TextField field="terms_version" label="確認した約款の版" value=input.terms_version errors width="20" support="例）2026年4月1日改定"/>
                <DateField field="terms_confirmed_on" label="約款を確認した日" value=input.terms_confirmed_on errors
                    support="約款型では、申請に必要です。目的外の利用、権利の帰属、終了時の扱いを確かめてください。"/>
            </div>
        </section>
    }
}
