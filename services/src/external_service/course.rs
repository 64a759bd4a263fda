//! The course of use: start, reviews, end, erasure.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    external_service::{
        ServiceRuleError,
        steps::{ErasureDraft, JudgementDraft, ReviewDraft},
    },
    id::ExternalServiceId,
    input::FieldError,
};
use entities::{external_service, external_service_review};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    EntityTrait,
};
use serde_json::json;

use super::open;
use crate::{Context, ServiceError};

/// 利用開始.
///
/// # Errors
/// Without the right for the unit; when it has begun or ended; a day on which no approval held; when
/// somebody else saved first.
pub async fn start(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    started_on: NaiveDate,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let typed = json!({ "use_started_on": started_on });
    let opened = open(ctx, Action::Edit, id, revision, &typed).await?;
    let service = &opened.service;
    if service.started_on.is_some() {
        return Err(ServiceRuleError::AlreadyStarted.into());
    }
    if service.ended_on.is_some() {
        return Err(ServiceRuleError::Ended.into());
    }
    if service.approval_on(ctx.today()).is_none() {
        return Err(ServiceRuleError::NotApproved.into());
    }
    if service.approval_on(started_on).is_none() {
        let words = "その日には承認がありません。承認の日以後の日を入力してください。";
        let error = FieldError::Other(words.to_owned());
        return Err(ServiceError::field("day", error));
    }
    let row = external_service::ActiveModel {
        started_on: Set(Some(started_on)),
        ..Default::default()
    };
    let event = opened.event("外部サービスの利用開始").after(typed);
    opened.save(ctx, row, event).await
}

/// 見直しの依頼: the terms changed, a year passed, something happened.
///
/// # Errors
/// Without the right for the unit; an ended or void service; when somebody else saved first.
pub async fn ask_review(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    draft: ReviewDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let opened = open(ctx, Action::Edit, id, revision, &draft).await?;
    if opened.service.ended_on.is_some() {
        return Err(ServiceRuleError::Ended.into());
    }
    if opened.service.void_on.is_some() {
        return Err(ServiceRuleError::Void.into());
    }
    let row = external_service_review::ActiveModel {
        id: NotSet,
        service_id: Set(id.0),
        occasion: Set(draft.occasion),
        asked_on: Set(ctx.today()),
        asked_by: Set(ctx.actor.person_id.map(|id| id.0)),
        terms_version: Set(draft.terms_version.clone()),
        note: Set(draft.note.clone()),
        done_on: Set(None),
        done_by: Set(None),
        judgement: Set(None),
        finding: Set(None),
    };
    external_service_review::Entity::insert(row)
        .exec_without_returning(&opened.tx)
        .await?;
    let event = opened.event("外部サービスの見直しの開始").after(json!({
        "review_occasion": draft.occasion.label(),
        "terms_version": draft.terms_version,
        "note": draft.note,
    }));
    opened.save(ctx, Default::default(), event).await
}

/// 見直しの結果.
///
/// # Errors
/// Without the right for the unit; a review that is not there or is done; when somebody else saved first.
pub async fn finish_review(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    review: i64,
    draft: JudgementDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let opened = open(ctx, Action::Edit, id, revision, &draft).await?;
    let mut reviews = opened.service.reviews.iter();
    let found = reviews.find(|it| it.id == review);
    let found = found.ok_or(ServiceError::NotFound("見直し"))?;
    if found.done_on.is_some() {
        return Err(ServiceRuleError::ReviewDone.into());
    }
    external_service_review::ActiveModel {
        id: Set(review),
        done_on: Set(Some(ctx.today())),
        done_by: Set(ctx.actor.person_id.map(|id| id.0)),
        judgement: Set(Some(draft.judgement)),
        finding: Set(Some(draft.review_finding.clone())),
        ..Default::default()
    }
    .update(&opened.tx)
    .await?;
    let event = opened.event("外部サービスの見直しの結果").after(json!({
        "judgement": draft.judgement.label(),
        "review_finding": draft.review_finding,
    }));
    opened.save(ctx, Default::default(), event).await
}

/// 利用終了: open checks are withdrawn, that of the end is asked for; an application that waits falls away.
///
/// # Errors
/// Without the right for the unit; when it was never used, or has ended; a day before it began; when somebody
/// else saved first.
pub async fn end(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    (ended_on, reason): (NaiveDate, String),
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let typed = json!({ "ended_on": ended_on, "reason": reason });
    let opened = open(ctx, Action::Edit, id, revision, &typed).await?;
    let service = &opened.service;
    if service.ended_on.is_some() {
        return Err(ServiceRuleError::Ended.into());
    }
    if service.void_on.is_some() {
        return Err(ServiceRuleError::Void.into());
    }
    if service.waiting_on(ctx.today()).is_some() {
        return Err(ServiceRuleError::OneIsWaiting.into());
    }
    let Some((start, _)) = service.looked_after(ctx.today()) else {
        return Err(ServiceRuleError::NotUsed.into());
    };
    if ended_on < start {
        let end = ended_on;
        let error = FieldError::EndBeforeStart { start, end };
        return Err(ServiceError::field("day", error));
    }
    let row = external_service::ActiveModel {
        ended_on: Set(Some(ended_on)),
        ended_by: Set(ctx.actor.person_id.map(|id| id.0)),
        end_reason: Set(Some(reason)),
        ..Default::default()
    };
    let event = opened.event("外部サービスの利用終了").after(typed);
    opened.save(ctx, row, event).await
}

/// 消去の確認: the data are erased and the accounts disposed of.
///
/// # Errors
/// Without the right for the unit; before the end of use; when it is confirmed; when somebody else saved
/// first.
pub async fn confirm_erasure(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    draft: ErasureDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let opened = open(ctx, Action::Edit, id, revision, &draft).await?;
    let service = &opened.service;
    if service.ended_on.is_none() {
        return Err(ServiceRuleError::NotEnded.into());
    }
    if service.erasure_confirmed_on.is_some() {
        return Err(ServiceRuleError::AlreadyErased.into());
    }
    let person = ctx.actor.person_id.map(|id| id.0);
    let row = external_service::ActiveModel {
        erasure_confirmed_on: Set(Some(draft.erased_on)),
        erasure_confirmed_by: Set(person),
        erasure_method: Set(Some(draft.erasure_method.clone())),
        accounts_disposed_on: Set(Some(draft.accounts_disposed_on)),
        accounts_disposed_by: Set(person),
        ..Default::default()
    };
    let event = opened
        .event("外部サービスの消去の確認")
        .change(None::<&()>, &draft)?;
    opened.save(ctx, row, event).await
}
