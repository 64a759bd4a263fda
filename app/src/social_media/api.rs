//! What the screens of platforms and accounts ask of the server.

use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource},
    id::{PublishingRuleId, SocialMediaAccountId, SocialMediaServiceId},
    social_media::{
        EventKind, Ownership,
        input::{AccountInput, ServiceInput},
        publishing::PublishingInput,
        steps::{ClosingStepInput, DecisionInput, ObservationInput, ProcedureInput, StepInput},
        summary::{AccountDetail, AccountFilter, ServiceDetail, SocialMediaLists},
    },
    verification::subject::SubjectSheetSummary,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{components::HeldInput, error::AppError, paths, server_context};

/// Units to choose from: id and name.
pub(super) type Options = Vec<(String, String)>;

/// Platforms, accounts, and units to filter by.
pub(super) struct ListData {
    pub(super) lists: SocialMediaLists,
    /// Accounts that match.
    pub(super) total: u64,
    pub(super) units: Options,
}

pub(super) async fn load_lists(filter: AccountFilter, size: u64) -> Result<ListData, AppError> {
    let ctx = server_context::context()?;
    let (lists, total) = services::social_media::page(&ctx, &filter, size).await?;
    Ok(ListData {
        lists,
        total,
        units: units(&ctx, Action::View).await?,
    })
}

/// Units that exist and whose accounts the person may act on.
pub(super) async fn units(ctx: &services::Context, action: Action) -> Result<Options, AppError> {
    let scope = ctx.scope(action, Resource::SocialMedia);
    Ok(services::organization::list_units(ctx)
        .await?
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()) && scope.contains(unit.id))
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect())
}

/// A form as it was refused, sent to the server function.
async fn held<F: ServerFn, T: DeserializeOwned>(token: &str) -> Result<Option<T>, AppError> {
    server_context::held(Some(token), F::PATH).await
}

/// The typed part `input[…]` of such a form.
pub(super) async fn held_input<F: ServerFn, T: DeserializeOwned + Default>(
    token: &str,
) -> Result<Option<T>, AppError> {
    let held: Option<HeldInput<T>> = held::<F, _>(token).await?;
    Ok(held.map(|held| held.input))
}

pub(super) async fn load_service(id: SocialMediaServiceId) -> Result<ServiceDetail, AppError> {
    Ok(services::social_media::load_service(&server_context::context()?, id).await?)
}

/// The form of a platform: the platform that is changed, what is in the fields, units to choose from.
pub(super) struct ServiceForm {
    pub(super) service: Option<ServiceDetail>,
    pub(super) input: ServiceInput,
    pub(super) units: Options,
}

pub(super) async fn load_service_form(
    id: Option<SocialMediaServiceId>,
    token: &str,
) -> Result<ServiceForm, AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let service = match id {
        Some(id) => {
            let detail = services::social_media::load_service(&ctx, id).await?;
            ctx.authorize_in(Action::Edit, Resource::SocialMedia, detail.service.unit_id)?;
            Some(detail)
        }
        None => None,
    };
    let typed = held_input::<AddService, ServiceInput>(token).await?;
    let typed = typed.or(held_input::<ChangeService, _>(token).await?);
    let saved = service
        .as_ref()
        .map(|detail| ServiceInput::from(&detail.service));
    Ok(ServiceForm {
        input: typed.or(saved).unwrap_or_default(),
        units: units(&ctx, Action::Edit).await?,
        service,
    })
}

/// An account, its history and sheets, and what was typed in forms that were refused.
pub(super) struct AccountData {
    pub(super) detail: AccountDetail,
    pub(super) history: Vec<AuditEntry>,
    pub(super) sheets: Vec<SubjectSheetSummary>,
    pub(super) observation: ObservationInput,
    pub(super) decision: DecisionInput,
    pub(super) step: HeldStep,
    pub(super) closing: ClosingStepInput,
    pub(super) procedure: ProcedureInput,
    /// Versions of 運用手順 to choose from.
    pub(super) procedures: Options,
}

/// The form of a step as it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeldStep {
    /// Which step.
    pub step: String,
    pub input: StepInput,
}

pub(super) async fn load_account(
    id: SocialMediaAccountId,
    token: &str,
) -> Result<AccountData, AppError> {
    let ctx = server_context::context()?;
    let detail = services::social_media::load(&ctx, id).await?;
    let procedures = if detail.can_set_procedure {
        services::regulation::procedures(&ctx).await?
    } else {
        Vec::new()
    };
    Ok(AccountData {
        procedures,
        procedure: held_input::<SetProcedure, _>(token)
            .await?
            .unwrap_or_default(),
        history: services::social_media::history(&ctx, id).await?,
        sheets: services::verification::list_of_subject(&ctx, id.into()).await?,
        observation: held_input::<Observe, _>(token).await?.unwrap_or_default(),
        decision: held_input::<Decide, _>(token).await?.unwrap_or_default(),
        step: held::<TakeStep, _>(token).await?.unwrap_or_default(),
        closing: held_input::<NoteClosingStep, _>(token)
            .await?
            .unwrap_or_default(),
        detail,
    })
}

/// The form of an account: what is changed, what is in the fields, what can be chosen.
pub(super) struct AccountForm {
    pub(super) account: Option<AccountDetail>,
    pub(super) input: AccountInput,
    /// 開設日, for an account that already exists.
    pub(super) opened_on: String,
    pub(super) services: Options,
    pub(super) units: Options,
    pub(super) contracts: Options,
}

/// 開設日 of a form that was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct HeldOpening {
    opened_on: String,
}

pub(super) async fn load_account_form(
    id: Option<SocialMediaAccountId>,
    is_existing: bool,
    token: &str,
) -> Result<AccountForm, AppError> {
    let ctx = server_context::context()?;
    let action = if is_existing {
        Action::Approve
    } else {
        Action::Edit
    };
    ctx.authorize(action, Resource::SocialMedia)?;
    let account = match id {
        Some(id) => {
            let detail = services::social_media::load(&ctx, id).await?;
            ctx.authorize_in(Action::Edit, Resource::SocialMedia, detail.account.unit_id)?;
            Some(detail)
        }
        None => None,
    };
    let mut typed = held_input::<AddAccount, AccountInput>(token).await?;
    typed = typed.or(held_input::<ChangeAccount, _>(token).await?);
    typed = typed.or(held_input::<RegisterAccount, _>(token).await?);
    let opening: Option<HeldOpening> = held::<RegisterAccount, _>(token).await?;
    let saved = account
        .as_ref()
        .map(|detail| AccountInput::from(&detail.account));
    let empty = || AccountInput {
        ownership: Ownership::Town.code().to_owned(),
        ..AccountInput::default()
    };
    Ok(AccountForm {
        input: typed.or(saved).unwrap_or_else(empty),
        opened_on: opening.unwrap_or_default().opened_on,
        services: services::social_media::choosable_services(&ctx).await?,
        units: units(&ctx, action).await?,
        contracts: services::social_media::choosable_contracts(&ctx).await?,
        account,
    })
}

/// The form of a new version of the rule: the account, and what is in the fields.
pub(super) async fn load_publishing_form(
    id: SocialMediaAccountId,
    token: &str,
) -> Result<(AccountDetail, PublishingInput), AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let detail = services::social_media::load(&ctx, id).await?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, detail.account.unit_id)?;
    let typed = held_input::<DraftRule, _>(token).await?;
    let last = detail.rules.last().map(PublishingInput::from);
    let mut input = typed.or(last).unwrap_or_default();
    if input.from_on.is_empty() {
        input.from_on = domain::wareki::long(ctx.today());
    }
    Ok((detail, input))
}

/// The account whose post is judged.
pub(super) async fn load_for_check(id: SocialMediaAccountId) -> Result<AccountDetail, AppError> {
    Ok(services::social_media::load(&server_context::context()?, id).await?)
}

#[server(endpoint = "social-media/add-service")]
pub async fn add_service(input: ServiceInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let id = services::social_media::add_service(&ctx, input.check()?).await?;
    server_context::done(&paths::social_media_service(id), "SNSを追加しました。");
    Ok(())
}

#[server(endpoint = "social-media/change-service")]
pub async fn change_service(
    id: SocialMediaServiceId,
    revision: i32,
    input: ServiceInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::social_media::change_service(&ctx, id, revision, input.check()?).await?;
    server_context::done(&paths::social_media_service(id), "SNSを保存しました。");
    Ok(())
}

#[server(endpoint = "social-media/end-service")]
pub async fn end_service(
    id: SocialMediaServiceId,
    revision: i32,
    used_to: String,
    reason: String,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let last_day = domain::input::date(&used_to)
        .map_err(|error| domain::input::FieldErrors::one("used_to", error))?;
    services::social_media::end_service(&ctx, id, revision, last_day, &reason).await?;
    server_context::done(&paths::social_media_service(id), "利用を終了しました。");
    Ok(())
}

#[server(endpoint = "social-media/add-account")]
pub async fn add_account(input: AccountInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let id = services::social_media::add_account(&ctx, input.check()?).await?;
    let words = "開設を申請しました。ほかの承認者の承認を待ちます。";
    server_context::done(&paths::social_media_account(id), words);
    Ok(())
}

#[server(endpoint = "social-media/register-account")]
pub async fn register_account(input: AccountInput, opened_on: String) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let day = domain::input::date(&opened_on);
    let (draft, day) = match (input.check(), day) {
        (Ok(draft), Ok(day)) => (draft, day),
        (checked, day) => {
            let mut errors = checked.err().unwrap_or_default();
            errors.take("opened_on", day);
            return Err(errors.into());
        }
    };
    let id = services::social_media::register_account(&ctx, draft, day).await?;
    server_context::done(
        &paths::social_media_account(id),
        "アカウントを登録しました。",
    );
    Ok(())
}

#[server(endpoint = "social-media/change-account")]
pub async fn change_account(
    id: SocialMediaAccountId,
    revision: i32,
    input: AccountInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::social_media::change_account(&ctx, id, revision, input.check()?).await?;
    server_context::done(
        &paths::social_media_account(id),
        "アカウントを保存しました。",
    );
    Ok(())
}

#[server(endpoint = "social-media/step")]
pub async fn take_step(
    id: SocialMediaAccountId,
    revision: i32,
    step: String,
    input: StepInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let step: EventKind = step.parse().map_err(|_| AppError::BadRequest)?;
    let draft = input.check(step.needs_reason())?;
    services::social_media::take_step(&ctx, id, revision, step, draft).await?;
    let words = format!("「{}」を記録しました。", step.label());
    server_context::done(&paths::social_media_account(id), &words);
    Ok(())
}

#[server(endpoint = "social-media/void")]
pub async fn void_account(
    id: SocialMediaAccountId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    services::social_media::void(&server_context::context()?, id, revision, &reason).await?;
    server_context::done(
        &paths::social_media_account(id),
        "アカウントを無効にしました。",
    );
    Ok(())
}

#[server(endpoint = "social-media/observe")]
pub async fn observe(id: SocialMediaAccountId, input: ObservationInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::social_media::observe(&ctx, id, input.check(ctx.today())?).await?;
    server_context::done(&paths::social_media_account(id), "確認を記録しました。");
    Ok(())
}

#[server(endpoint = "social-media/decide")]
pub async fn decide(id: SocialMediaAccountId, input: DecisionInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let longest = services::social_media::dormant_days(&ctx).await?;
    let draft = input.check(ctx.today(), longest)?;
    services::social_media::decide(&ctx, id, draft).await?;
    server_context::done(&paths::social_media_account(id), "判断を記録しました。");
    Ok(())
}

#[server(endpoint = "social-media/closing-step")]
pub async fn note_closing_step(
    id: SocialMediaAccountId,
    input: ClosingStepInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::social_media::note_closing_step(&ctx, id, input.check(ctx.today())?).await?;
    server_context::done(
        &paths::social_media_account(id),
        "廃止の手順を記録しました。",
    );
    Ok(())
}

#[server(endpoint = "social-media/procedure")]
pub async fn set_procedure(
    id: SocialMediaAccountId,
    input: ProcedureInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::social_media::set_procedure(&ctx, id, input.check()?).await?;
    server_context::done(&paths::social_media_account(id), "運用手順を適用しました。");
    Ok(())
}

#[server(endpoint = "social-media/draft-rule")]
pub async fn draft_rule(id: SocialMediaAccountId, input: PublishingInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::social_media::draft_rule(&ctx, id, input.check()?).await?;
    let words = "発信できる情報の規定を起案しました。ほかの承認者の承認を待ちます。";
    server_context::done(&paths::social_media_account(id), words);
    Ok(())
}

#[server(endpoint = "social-media/approve-rule")]
pub async fn approve_rule(
    id: SocialMediaAccountId,
    rule: PublishingRuleId,
    revision: i32,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::social_media::approve_rule(&ctx, id, rule, revision).await?;
    server_context::done(&paths::social_media_account(id), "規定を承認しました。");
    Ok(())
}

#[server(endpoint = "social-media/withdraw-rule")]
pub async fn withdraw_rule(
    id: SocialMediaAccountId,
    rule: PublishingRuleId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::social_media::withdraw_rule(&ctx, id, rule, revision, &reason).await?;
    server_context::done(
        &paths::social_media_account(id),
        "規定の起案を取り下げました。",
    );
    Ok(())
}
