//! The course of an account: application, approval by another person, opening, rest, closing.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    id::SocialMediaAccountId,
    input::{FieldError, required},
    social_media::{
        ClosingStep, EventKind, SocialMediaAccount,
        history::{History, InvalidStep},
        steps::StepDraft,
    },
};
use entities::{social_media_account, social_media_event};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};

use super::{application_in, is_own, record, replan};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::conflict,
};

/// Which right a step needs.
fn action_of(step: EventKind) -> Option<Action> {
    match step {
        EventKind::Returned | EventKind::Approved | EventKind::Closed => Some(Action::Approve),
        EventKind::Applied
        | EventKind::Withdrawn
        | EventKind::Opened
        | EventKind::Suspended
        | EventKind::Resumed
        | EventKind::ClosingBegan
        | EventKind::ClosingCancelled => Some(Action::Edit),
        EventKind::Registered | EventKind::Voided => None,
    }
}

/// Takes a step of the course. The decision on an application is never the applicant's own.
///
/// # Errors
/// Without the right; a step the state does not allow; an own application; closing steps that are open;
/// when somebody else saved first.
pub async fn take_step(
    ctx: &Context,
    id: SocialMediaAccountId,
    revision: i32,
    step: EventKind,
    draft: StepDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let action = action_of(step).ok_or(ServiceError::NotFound("手続"))?;
    ctx.authorize(action, Resource::SocialMedia)?;
    let tx = ctx.begin().await?;
    let account = record::account(&tx, id).await?;
    ctx.authorize_in(action, Resource::SocialMedia, account.unit_id)?;
    check_revision(&account, revision)?;
    let history = record::facts_of(&tx, &account).await?.history;
    if action == Action::Approve {
        let application = application_in(account.state);
        let applicant = application.and_then(|kind| history.applicant(kind));
        if is_own(ctx, applicant) {
            return Err(InvalidStep::OwnApplication.into());
        }
    }
    if step == EventKind::Closed {
        check_closing(&tx, id).await?;
    }
    let day = day_of(ctx, step, &draft, &history)?;
    write(&tx, ctx, &account, step, day, draft.note).await?;
    replan(&tx, ctx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// 無効化: a wrong entry is taken out of use. The record stays, and never counted.
///
/// # Errors
/// Without the right; without a reason; when somebody else saved first.
pub async fn void(
    ctx: &Context,
    id: SocialMediaAccountId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::SocialMedia)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let tx = ctx.begin().await?;
    let account = record::account(&tx, id).await?;
    ctx.authorize_in(Action::Void, Resource::SocialMedia, account.unit_id)?;
    check_revision(&account, revision)?;
    write(
        &tx,
        ctx,
        &account,
        EventKind::Voided,
        ctx.today(),
        Some(reason),
    )
    .await?;
    replan(&tx, ctx, id).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) fn check_revision(
    account: &SocialMediaAccount,
    revision: i32,
) -> Result<(), ServiceError> {
    if account.revision == revision {
        return Ok(());
    }
    let saved = serde_json::json!({ "state": account.state });
    Err(conflict(&account.name, &saved, &serde_json::json!({})))
}

/// Decisions are of today; what happened outside has its own day.
fn day_of(
    ctx: &Context,
    step: EventKind,
    draft: &StepDraft,
    history: &History,
) -> Result<NaiveDate, ServiceError> {
    let today = ctx.today();
    let day = match step {
        EventKind::Opened | EventKind::Suspended | EventKind::Resumed | EventKind::Closed => {
            draft.happened_on.unwrap_or(today)
        }
        EventKind::Applied
        | EventKind::Returned
        | EventKind::Approved
        | EventKind::Withdrawn
        | EventKind::Registered
        | EventKind::ClosingBegan
        | EventKind::ClosingCancelled
        | EventKind::Voided => today,
    };
    history.check_day(day, today).map_err(|error| {
        ServiceError::field("happened_on", FieldError::Other(error.to_string()))
    })?;
    Ok(day)
}

/// Every step of the closing is done.
async fn check_closing(
    tx: &impl ConnectionTrait,
    id: SocialMediaAccountId,
) -> Result<(), ServiceError> {
    let done = record::closing_steps_of(tx, id).await?;
    let open: Vec<&str> = ClosingStep::ALL
        .iter()
        .filter(|step| !done.iter().any(|it| it.step == **step))
        .map(|step| step.label())
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    Err(InvalidStep::ClosingStepsOpen(open.join("、")).into())
}

/// Writes an event and the state it leads to, with its audit event.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    account: &SocialMediaAccount,
    step: EventKind,
    day: NaiveDate,
    note: Option<String>,
) -> Result<(), ServiceError> {
    let state = account.state.after(step)?;
    insert_event(tx, ctx, account.id, step, day, note.clone()).await?;
    social_media_account::ActiveModel {
        id: Set(account.id.0),
        state: Set(state),
        revision: Set(account.revision + 1),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
    .update(tx)
    .await?;
    let mut event = Event::new(
        action_name(step),
        "social_media_account",
        account.id.0,
        &account.name,
    )
    .after(serde_json::json!({ "state": state.label(), "happened_on": day, "note": note }));
    event.before = Some(serde_json::json!({ "state": account.state.label() }));
    audit_log::record(tx, ctx, event).await
}

pub(super) async fn insert_event(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    account: SocialMediaAccountId,
    step: EventKind,
    day: NaiveDate,
    note: Option<String>,
) -> Result<(), ServiceError> {
    let row = social_media_event::ActiveModel {
        id: NotSet,
        account_id: Set(account.0),
        kind: Set(step),
        happened_on: Set(day),
        person_id: Set(ctx.actor.person_id.map(|id| id.0)),
        note: Set(note),
        recorded_at: Set(ctx.now()),
    };
    social_media_event::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn action_name(step: EventKind) -> &'static str {
    match step {
        EventKind::Applied => "SNSアカウントの開設の申請",
        EventKind::Returned => "SNSアカウントの差し戻し",
        EventKind::Approved => "SNSアカウントの開設の承認",
        EventKind::Withdrawn => "SNSアカウントの申請の取下げ",
        EventKind::Registered => "既設のSNSアカウントの登録",
        EventKind::Opened => "SNSアカウントの開設",
        EventKind::Suspended => "SNSアカウントの休止",
        EventKind::Resumed => "SNSアカウントの再開",
        EventKind::ClosingBegan => "SNSアカウントの廃止の申請",
        EventKind::ClosingCancelled => "SNSアカウントの廃止の取りやめ",
        EventKind::Closed => "SNSアカウントの廃止",
        EventKind::Voided => "SNSアカウントの無効化",
    }
}
