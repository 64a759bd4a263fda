//! What the screens of external services ask of the server.

use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource},
    bulk::BulkLedger,
    external_service::{
        input::ServiceInput,
        steps::{
            ApplicationInput, DayInput, DecisionInput, ErasureInput, JudgementInput, ReviewInput,
        },
        summary::{ServiceDetail, ServiceFilter, ServiceList},
    },
    id::ExternalServiceId,
    vendor::CertificationInput,
    verification::subject::SubjectSheetSummary,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{bulk, components::HeldInput, error::AppError, paths, server_context};

/// Value and label of the choices in a list.
pub(super) type Options = Vec<(String, String)>;

/// A page of the list.
pub(super) struct ListData {
    pub(super) list: ServiceList,
    pub(super) units: Options,
    pub(super) today: chrono::NaiveDate,
    /// 一括変更.
    pub(super) can_change: bool,
}

pub(super) async fn load_list(filter: ServiceFilter, size: u64) -> Result<ListData, AppError> {
    let ctx = server_context::context()?;
    Ok(ListData {
        list: services::external_service::page(&ctx, &filter, size).await?,
        units: units(&ctx, Action::View).await?,
        today: ctx.today(),
        can_change: bulk::is_offered(&ctx, BulkLedger::Services),
    })
}

/// Units that exist and whose services the person may act on.
async fn units(ctx: &services::Context, action: Action) -> Result<Options, AppError> {
    let scope = ctx.scope(action, Resource::ExternalService);
    Ok(services::organization::list_units(ctx)
        .await?
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()) && scope.contains(unit.id))
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect())
}

/// The typed part `input[…]` of a form as it was refused, sent to the server function.
async fn held_input<F: ServerFn, T: DeserializeOwned + Default>(
    token: &str,
) -> Result<Option<T>, AppError> {
    let held: Option<HeldInput<T>> = server_context::held(Some(token), F::PATH).await?;
    Ok(held.map(|held| held.input))
}

/// The form of a service: what is changed, what is in the fields, what can be chosen.
pub(super) struct FormData {
    pub(super) service: Option<ServiceDetail>,
    pub(super) input: ServiceInput,
    pub(super) units: Options,
    pub(super) vendors: Options,
    pub(super) contracts: Options,
}

pub(super) async fn load_form(
    id: Option<ExternalServiceId>,
    token: &str,
) -> Result<FormData, AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let service = match id {
        Some(id) => {
            let detail = services::external_service::load(&ctx, id).await?;
            ctx.authorize_in(
                Action::Edit,
                Resource::ExternalService,
                detail.service.unit_id,
            )?;
            Some(detail)
        }
        None => None,
    };
    let typed = held_input::<RegisterService, ServiceInput>(token).await?;
    let typed = typed.or(held_input::<ChangeExternalService, _>(token).await?);
    let saved = service.as_ref().and_then(|detail| {
        let profile = detail.service.profiles.last()?;
        Some(ServiceInput::of(&detail.service, profile))
    });
    let mut contracts = services::external_service::choosable_contracts(&ctx).await?;
    let mut vendors: Options = services::vendor::choosable(&ctx)
        .await?
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    if let Some(detail) = &service {
        let profile = detail.service.profiles.last();
        let contract = profile.and_then(|it| it.contract_id);
        keep_choice(
            &mut contracts,
            contract.map(|id| id.0),
            &detail.contract_title,
        );
        let vendor = profile.and_then(|it| it.vendor_id);
        keep_choice(&mut vendors, vendor.map(|id| id.0), &detail.provider);
    }
    Ok(FormData {
        input: typed.or(saved).unwrap_or_default(),
        units: units(&ctx, Action::Edit).await?,
        vendors,
        contracts,
        service,
    })
}

/// What is chosen stays a choice, even when it could not be chosen anew.
fn keep_choice(options: &mut Options, chosen: Option<i64>, name: &Option<String>) {
    if let Some(id) = chosen.map(|id| id.to_string())
        && !options.iter().any(|(known, _)| *known == id)
    {
        options.insert(0, (id, name.clone().unwrap_or_default()));
    }
}

/// What was typed in the forms of the page when one of them was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeldForms {
    pub(super) application: Option<ApplicationInput>,
    pub(super) decision: Option<DecisionInput>,
    pub(super) start: DayInput,
    pub(super) end: Option<DayInput>,
    pub(super) erasure: ErasureInput,
    pub(super) review: ReviewInput,
    pub(super) judgement: JudgementInput,
    pub(super) certificate: CertificationInput,
    /// Why an approval is taken back.
    pub(super) revocation: String,
    /// Why the record is taken out of use.
    pub(super) void: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct HeldReason {
    reason: String,
}

async fn held_reason<F: ServerFn>(token: &str) -> Result<String, AppError> {
    let held: Option<HeldReason> = server_context::held(Some(token), F::PATH).await?;
    Ok(held.unwrap_or_default().reason)
}

async fn held_forms(token: &str) -> Result<HeldForms, AppError> {
    Ok(HeldForms {
        application: held_input::<ApplyForUse, _>(token).await?,
        decision: held_input::<DecideOnUse, _>(token).await?,
        start: held_input::<StartUse, _>(token).await?.unwrap_or_default(),
        end: held_input::<EndUse, _>(token).await?,
        erasure: held_input::<ConfirmErasure, _>(token)
            .await?
            .unwrap_or_default(),
        review: held_input::<AskReview, _>(token).await?.unwrap_or_default(),
        judgement: held_input::<FinishReview, _>(token)
            .await?
            .unwrap_or_default(),
        certificate: held_input::<AddServiceCertificate, _>(token)
            .await?
            .unwrap_or_default(),
        revocation: held_reason::<RevokeApproval>(token).await?,
        void: held_reason::<VoidExternalService>(token).await?,
    })
}

/// A service with its sheets and history.
pub(super) struct ServiceData {
    pub(super) detail: ServiceDetail,
    pub(super) history: Vec<AuditEntry>,
    pub(super) sheets: Vec<SubjectSheetSummary>,
    pub(super) held: HeldForms,
}

pub(super) async fn load_service(
    id: ExternalServiceId,
    token: &str,
) -> Result<ServiceData, AppError> {
    let ctx = server_context::context()?;
    let detail = services::external_service::load(&ctx, id).await?;
    Ok(ServiceData {
        history: services::external_service::history(&ctx, id).await?,
        sheets: services::verification::list_of_subject(&ctx, id.into()).await?,
        held: held_forms(token).await?,
        detail,
    })
}

fn done(id: ExternalServiceId, words: &str) {
    server_context::done(&paths::external_service(id), words);
}

#[server(endpoint = "external-service/register")]
pub async fn register_service(input: ServiceInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let id = services::external_service::register(&ctx, input.check(ctx.today())?).await?;
    done(
        id,
        "外部サービスを登録しました。続けて、利用を申請してください。",
    );
    Ok(())
}

#[server(endpoint = "external-service/change")]
pub async fn change_external_service(
    id: ExternalServiceId,
    revision: i32,
    input: ServiceInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let draft = input.check(ctx.today())?;
    services::external_service::change(&ctx, id, revision, draft).await?;
    done(id, "外部サービスの内容を保存しました。");
    Ok(())
}

#[server(endpoint = "external-service/apply")]
pub async fn apply_for_use(
    id: ExternalServiceId,
    revision: i32,
    input: ApplicationInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let draft = input.check(ctx.today())?;
    services::external_service::apply(&ctx, id, revision, draft).await?;
    done(id, "利用を申請しました。ほかの人の承認を待ちます。");
    Ok(())
}

#[server(endpoint = "external-service/withdraw")]
pub async fn withdraw_application(id: ExternalServiceId, revision: i32) -> Result<(), AppError> {
    services::external_service::withdraw(&server_context::context()?, id, revision).await?;
    done(id, "利用申請を取り下げました。");
    Ok(())
}

#[server(endpoint = "external-service/decide")]
pub async fn decide_on_use(
    id: ExternalServiceId,
    revision: i32,
    input: DecisionInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Approve, Resource::ExternalService)?;
    let draft = input.check(ctx.today())?;
    let words = format!("「{}」を記録しました。", draft.decision().label());
    services::external_service::decide(&ctx, id, revision, draft).await?;
    done(id, &words);
    Ok(())
}

#[server(endpoint = "external-service/revoke")]
pub async fn revoke_approval(
    id: ExternalServiceId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::external_service::revoke(&ctx, id, revision, &reason).await?;
    done(id, "利用承認を取り消しました。");
    Ok(())
}

#[server(endpoint = "external-service/start")]
pub async fn start_use(
    id: ExternalServiceId,
    revision: i32,
    input: DayInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let day = input.check_start(ctx.today())?;
    services::external_service::start(&ctx, id, revision, day).await?;
    done(id, "利用開始を記録しました。");
    Ok(())
}

#[server(endpoint = "external-service/ask-review")]
pub async fn ask_review(
    id: ExternalServiceId,
    revision: i32,
    input: ReviewInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    services::external_service::ask_review(&ctx, id, revision, input.check()?).await?;
    done(id, "見直しを始めました。");
    Ok(())
}

#[server(endpoint = "external-service/finish-review")]
pub async fn finish_review(
    id: ExternalServiceId,
    revision: i32,
    review: i64,
    input: JudgementInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let draft = input.check()?;
    services::external_service::finish_review(&ctx, id, revision, review, draft).await?;
    done(id, "見直しの結果を記録しました。");
    Ok(())
}

#[server(endpoint = "external-service/end")]
pub async fn end_use(
    id: ExternalServiceId,
    revision: i32,
    input: DayInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let last = input.check_end(ctx.today())?;
    services::external_service::end(&ctx, id, revision, last).await?;
    done(
        id,
        "利用終了を記録しました。データの消去とアカウントの廃棄を確認してください。",
    );
    Ok(())
}

#[server(endpoint = "external-service/erasure")]
pub async fn confirm_erasure(
    id: ExternalServiceId,
    revision: i32,
    input: ErasureInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let draft = input.check(ctx.today())?;
    services::external_service::confirm_erasure(&ctx, id, revision, draft).await?;
    done(id, "消去の確認を記録しました。");
    Ok(())
}

#[server(endpoint = "external-service/add-certificate")]
pub async fn add_service_certificate(
    id: ExternalServiceId,
    revision: i32,
    input: CertificationInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    services::external_service::add_certificate(&ctx, id, revision, input.check()?).await?;
    done(id, "認証・登録を追加しました。");
    Ok(())
}

#[server(endpoint = "external-service/remove-certificate")]
pub async fn remove_service_certificate(
    id: ExternalServiceId,
    revision: i32,
    certificate: i64,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::external_service::remove_certificate(&ctx, id, revision, certificate).await?;
    done(id, "認証・登録を取り消しました。");
    Ok(())
}

#[server(endpoint = "external-service/void")]
pub async fn void_external_service(
    id: ExternalServiceId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::external_service::void(&ctx, id, revision, &reason).await?;
    done(id, "外部サービスを無効にしました。");
    Ok(())
}
