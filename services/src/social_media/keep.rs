//! What platforms and accounts are: applied for, entered, changed.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    fold,
    id::{OrganizationUnitId, SocialMediaAccountId, SocialMediaServiceId},
    input::{FieldError, required},
    social_media::{
        AccountState, EventKind, SocialMediaAccount, SocialMediaService,
        input::{AccountDraft, ServiceDraft},
        summary::ServiceDetail,
    },
};
use entities::{social_media_account, social_media_service};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};

use super::{course::insert_event, list::of_service, may, record, replan};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract,
    error::{conflict, taken},
    organization,
};

/// A platform with its accounts.
///
/// # Errors
/// Without the right; when there is none.
pub async fn load_service(
    ctx: &Context,
    id: SocialMediaServiceId,
) -> Result<ServiceDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let service = record::service(&ctx.db, id).await?;
    let units = organization::unit_names(ctx).await?;
    Ok(ServiceDetail {
        unit_name: units.get(&service.unit_id.0).cloned().unwrap_or_default(),
        accounts: of_service(ctx, id).await?,
        can_edit: may(ctx, Action::Edit, service.unit_id),
        is_used: service.is_used_on(ctx.today()),
        service,
    })
}

/// Adds a platform.
///
/// # Errors
/// Without the right for the unit; a name that is already there.
pub async fn add_service(
    ctx: &Context,
    draft: ServiceDraft,
) -> Result<SocialMediaServiceId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, draft.unit_id)?;
    let tx = ctx.begin().await?;
    let mut row = service_row(ctx, &draft);
    row.revision = Set(1);
    let inserted = social_media_service::Entity::insert(row)
        .exec(&tx)
        .await
        .map_err(|error| name_taken(error, &draft.name))?;
    let id = SocialMediaServiceId(inserted.last_insert_id);
    let event = Event::new("SNSの追加", "social_media_service", id.0, &draft.name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

pub(super) fn name_taken(error: sea_orm::DbErr, name: &str) -> ServiceError {
    taken(error, "uq_social_media_services__name_key", "name", name)
}

pub(super) fn service_row(
    ctx: &Context,
    draft: &ServiceDraft,
) -> social_media_service::ActiveModel {
    social_media_service::ActiveModel {
        id: NotSet,
        name: Set(draft.name.clone()),
        name_key: Set(fold::search_key(&draft.name)),
        provider: Set(draft.provider.clone()),
        terms_version: Set(draft.terms_version.clone()),
        terms_checked_on: Set(draft.terms_checked_on),
        unit_id: Set(draft.unit_id.0),
        used_from: Set(draft.used_from),
        used_to: NotSet,
        end_reason: NotSet,
        note: Set(draft.note.clone()),
        revision: NotSet,
        updated_at: Set(ctx.now()),
    }
}

/// The platform somebody may change, at the revision that was read.
async fn changeable(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: SocialMediaServiceId,
    revision: i32,
    typed: &impl serde::Serialize,
) -> Result<SocialMediaService, ServiceError> {
    let before = record::service(tx, id).await?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, before.unit_id)?;
    if before.revision != revision {
        return Err(conflict(&before.name, &before, typed));
    }
    Ok(before)
}

/// Changes a platform.
///
/// # Errors
/// Without the right for the unit; when somebody else saved first; a name that is already there.
pub async fn change_service(
    ctx: &Context,
    id: SocialMediaServiceId,
    revision: i32,
    draft: ServiceDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, draft.unit_id)?;
    let tx = ctx.begin().await?;
    let before = changeable(&tx, ctx, id, revision, &draft).await?;
    let mut row = service_row(ctx, &draft);
    row.id = Set(id.0);
    row.revision = Set(revision + 1);
    row.update(&tx)
        .await
        .map_err(|error| name_taken(error, &draft.name))?;
    let event = Event::new("SNSの変更", "social_media_service", id.0, &draft.name)
        .change(Some(&before), &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// 利用終了: the town no longer uses the platform. Accounts that exist must be closed first.
///
/// # Errors
/// Without the right; without a reason; while accounts exist; when somebody else saved first.
pub async fn end_service(
    ctx: &Context,
    id: SocialMediaServiceId,
    revision: i32,
    last_day: NaiveDate,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let tx = ctx.begin().await?;
    let before = changeable(&tx, ctx, id, revision, &serde_json::json!({})).await?;
    if last_day < before.used_from {
        let (start, end) = (before.used_from, last_day);
        let error = FieldError::EndBeforeStart { start, end };
        return Err(ServiceError::field("used_to", error));
    }
    let live = super::list::live_accounts(&tx, id).await?;
    if 0 < live {
        return Err(ServiceError::Rule(format!(
            "このサービスには、廃止していないアカウントが{live}件あります。全て廃止してから、利用を終了してください。"
        )));
    }
    social_media_service::ActiveModel {
        id: Set(id.0),
        used_to: Set(Some(last_day)),
        end_reason: Set(Some(reason.clone())),
        revision: Set(revision + 1),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
    .update(&tx)
    .await?;
    let event = Event::new("SNSの利用終了", "social_media_service", id.0, &before.name)
        .after(serde_json::json!({ "used_to": last_day, "reason": reason }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// 開設の申請: the account waits for the approval of another person.
///
/// # Errors
/// Without the right for the unit; a platform or contract that cannot be chosen.
pub async fn add_account(
    ctx: &Context,
    draft: AccountDraft,
) -> Result<SocialMediaAccountId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, draft.unit_id)?;
    let entry = (AccountState::Applied, EventKind::Applied, ctx.today());
    insert(ctx, draft, entry, "SNSアカウントの開設の申請").await
}

/// An account that existed before the ledger knew of it: it is entered as it is, open since a day.
///
/// # Errors
/// Without the right to approve; a day to come; a platform or contract that cannot be chosen.
pub async fn register_account(
    ctx: &Context,
    draft: AccountDraft,
    opened_on: NaiveDate,
) -> Result<SocialMediaAccountId, ServiceError> {
    ctx.authorize(Action::Approve, Resource::SocialMedia)?;
    ctx.authorize_in(Action::Approve, Resource::SocialMedia, draft.unit_id)?;
    if ctx.today() < opened_on {
        let words =
            "開設日が今日より後です。これから開設するアカウントは、開設を申請してください。";
        return Err(ServiceError::field(
            "opened_on",
            FieldError::Other(words.to_owned()),
        ));
    }
    let entry = (AccountState::Open, EventKind::Registered, opened_on);
    insert(ctx, draft, entry, "既設のSNSアカウントの登録").await
}

async fn insert(
    ctx: &Context,
    draft: AccountDraft,
    (state, kind, day): (AccountState, EventKind, NaiveDate),
    action: &'static str,
) -> Result<SocialMediaAccountId, ServiceError> {
    let tx = ctx.begin().await?;
    check_choices(&tx, ctx, &draft).await?;
    let mut row = account_row(ctx, &draft);
    row.state = Set(state);
    row.registered_on = Set(ctx.today());
    row.revision = Set(1);
    let inserted = social_media_account::Entity::insert(row).exec(&tx).await?;
    let id = SocialMediaAccountId(inserted.last_insert_id);
    insert_event(&tx, ctx, id, kind, day, None).await?;
    let event = Event::new(action, "social_media_account", id.0, &draft.name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    replan(&tx, ctx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// The platform is in use, and the contract is there.
async fn check_choices(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    draft: &AccountDraft,
) -> Result<(), ServiceError> {
    let not_usable = |field: &str, what: &str| {
        ServiceError::field(field, FieldError::NotUsable(what.to_owned()))
    };
    match record::service(tx, draft.service_id).await {
        Ok(service) if service.is_used_on(ctx.today()) => {}
        Ok(_) | Err(ServiceError::NotFound(_)) => return Err(not_usable("service_id", "SNS")),
        Err(error) => return Err(error),
    }
    if let Some(contract) = draft.contract_id {
        match contract::load_row(tx, contract).await {
            Ok(_) => {}
            Err(ServiceError::NotFound(_)) => return Err(not_usable("contract_id", "契約")),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

pub(super) fn account_row(
    ctx: &Context,
    draft: &AccountDraft,
) -> social_media_account::ActiveModel {
    let handle = draft.handle.as_deref().unwrap_or_default();
    social_media_account::ActiveModel {
        id: NotSet,
        service_id: Set(draft.service_id.0),
        unit_id: Set(draft.unit_id.0),
        name: Set(draft.name.clone()),
        name_key: Set(fold::search_key(&format!("{} {handle}", draft.name))),
        handle: Set(draft.handle.clone()),
        url: Set(draft.url.clone()),
        ownership: Set(draft.ownership),
        body: Set(draft.body.clone()),
        contract_id: Set(draft.contract_id.map(|id| id.0)),
        purpose: Set(draft.purpose.clone()),
        audience: Set(draft.audience.clone()),
        content: Set(draft.content.clone()),
        hours: Set(draft.hours.clone()),
        reply_policy: Set(draft.reply_policy.clone()),
        policy_url: Set(draft.policy_url.clone()),
        listing_url: Set(draft.listing_url.clone()),
        recovery_mail: Set(draft.recovery_mail.clone()),
        recovery_phone: Set(draft.recovery_phone.clone()),
        credential_custodian: Set(draft.credential_custodian.clone()),
        note: Set(draft.note.clone()),
        state: NotSet,
        registered_on: NotSet,
        revision: NotSet,
        updated_at: Set(ctx.now()),
    }
}

/// Changes what an account is.
///
/// # Errors
/// Without the right for the old and the new unit; a closed account; when somebody else saved first.
pub async fn change_account(
    ctx: &Context,
    id: SocialMediaAccountId,
    revision: i32,
    draft: AccountDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SocialMedia)?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, draft.unit_id)?;
    let tx = ctx.begin().await?;
    let before = record::account(&tx, id).await?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, before.unit_id)?;
    if before.revision != revision {
        return Err(conflict(&draft.name, &before, &draft));
    }
    refuse_if_over(before.state)?;
    if before.service_id != draft.service_id || before.contract_id != draft.contract_id {
        check_choices(&tx, ctx, &draft).await?;
    }
    let mut row = account_row(ctx, &draft);
    row.id = Set(id.0);
    row.revision = Set(revision + 1);
    row.update(&tx).await?;
    let event = Event::new(
        "SNSアカウントの変更",
        "social_media_account",
        id.0,
        &draft.name,
    )
    .change(Some(&before), &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    replan(&tx, ctx, id).await?;
    tx.commit().await?;
    Ok(())
}

fn refuse_if_over(state: AccountState) -> Result<(), ServiceError> {
    if matches!(
        state,
        AccountState::Closed | AccountState::Withdrawn | AccountState::Void
    ) {
        return Err(ServiceError::Rule(format!(
            "「{}」のアカウントは変更できません。",
            state.label()
        )));
    }
    Ok(())
}

/// Gives an account to another unit, within the transaction of a job; answers the unit it was of.
///
/// # Errors
/// Without the right for the old and the new unit; a closed account; one that is of the unit already.
pub(crate) async fn move_to_unit(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: SocialMediaAccountId,
    unit_id: OrganizationUnitId,
) -> Result<OrganizationUnitId, ServiceError> {
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, unit_id)?;
    let before = record::account(tx, id).await?;
    ctx.authorize_in(Action::Edit, Resource::SocialMedia, before.unit_id)?;
    refuse_if_over(before.state)?;
    if before.unit_id == unit_id {
        return Err(ServiceError::Rule(
            "すでに、この所管課のアカウントです。変更していません。".to_owned(),
        ));
    }
    social_media_account::ActiveModel {
        id: Set(id.0),
        unit_id: Set(unit_id.0),
        revision: Set(before.revision + 1),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
    .update(tx)
    .await?;
    let after = SocialMediaAccount {
        unit_id,
        ..before.clone()
    };
    let event = Event::new(
        "SNSアカウントの所管課の変更",
        "social_media_account",
        id.0,
        &before.name,
    )
    .change(Some(&before), &after)?;
    audit_log::record(tx, ctx, event).await?;
    replan(tx, ctx, id).await?;
    Ok(before.unit_id)
}
