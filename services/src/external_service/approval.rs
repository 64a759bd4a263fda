//! 利用申請 and 利用承認: applied for by one person, decided by another under the regulation in force that day.

use domain::{
    authorization::{Action, Resource},
    external_service::{
        ServiceRuleError, UseApproval,
        steps::{ApplicationDraft, DecisionDraft},
    },
    id::ExternalServiceId,
    input::{FieldError, required},
    regulation::Topic,
};
use entities::use_approval;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    EntityTrait,
};
use serde_json::json;

use super::{Opened, exception_of, open};
use crate::{Context, ServiceError, regulation};

/// Applies for the use of a service as it is today.
///
/// # Errors
/// Without the right for the unit; while an application waits; 約款型 × 機密性２以上 without an exception; terms
/// or place of the data not looked at; when somebody else saved first.
pub async fn apply(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    draft: ApplicationDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let opened = open(ctx, Action::Edit, id, revision, &draft).await?;
    let (service, today) = (&opened.service, ctx.today());
    let exception = exception_of(&opened.tx, id, today).await?;
    service.appliable(exception.is_some(), today)?;
    let profile = service
        .profile_on(today)
        .ok_or(ServiceError::NotFound("外部サービスの内容"))?;
    let occasion = service.occasion(today);
    let round = service.approvals.iter().map(|it| it.round).max();
    let row = use_approval::ActiveModel {
        id: NotSet,
        service_id: Set(id.0),
        round: Set(round.unwrap_or_default() + 1),
        occasion: Set(occasion),
        kind: Set(profile.kind),
        confidentiality: Set(profile.confidentiality),
        personal_info: Set(profile.personal_info),
        terms_version: Set(profile.terms_version.clone()),
        reason: Set(Some(draft.reason.clone())),
        wanted_until: Set(Some(draft.wanted_until)),
        applied_on: Set(today),
        applied_by: Set(ctx.actor.person_id.map(|id| id.0)),
        revision: Set(1),
        ..Default::default()
    };
    use_approval::Entity::insert(row)
        .exec_without_returning(&opened.tx)
        .await?;
    let event = opened.event("外部サービスの利用申請").after(json!({
        "application_occasion": occasion.label(),
        "service_kind": profile.kind.label(),
        "confidentiality": profile.confidentiality,
        "reason": draft.reason,
        "wanted_until": draft.wanted_until,
    }));
    opened.save(ctx, Default::default(), event).await
}

/// The application that waits.
fn waiting(ctx: &Context, opened: &Opened) -> Result<UseApproval, ServiceRuleError> {
    let waiting = opened.service.waiting_on(ctx.today());
    waiting.cloned().ok_or(ServiceRuleError::NotWaiting)
}

/// The applicant takes the application back.
///
/// # Errors
/// Without the right for the unit; an application of somebody else; when nothing waits; when somebody else
/// saved first.
pub async fn withdraw(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let opened = open(ctx, Action::Edit, id, revision, &json!({})).await?;
    let application = waiting(ctx, &opened)?;
    if application.applied_by != ctx.actor.person_id {
        return Err(ServiceRuleError::OthersApplication.into());
    }
    use_approval::ActiveModel {
        id: Set(application.id.0),
        withdrawn_on: Set(Some(ctx.today())),
        withdrawn_by: Set(ctx.actor.person_id.map(|id| id.0)),
        revision: Set(application.revision + 1),
        ..Default::default()
    }
    .update(&opened.tx)
    .await?;
    let event = opened
        .event("外部サービスの利用申請の取下げ")
        .after(json!({ "round": application.round }));
    opened.save(ctx, Default::default(), event).await
}

/// Decides on the application that waits, under the version of the regulation in force today. The checks of
/// the service are planned with the approval.
///
/// # Errors
/// Without the right, for the class too; one's own application; without a regulation in force; 約款型 × 機密性２
/// 以上 without an exception, or beyond it; when somebody else saved first.
pub async fn decide(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    draft: DecisionDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::ExternalService)?;
    let opened = open(ctx, Action::Approve, id, revision, &typed(&draft)).await?;
    let today = ctx.today();
    let application = waiting(ctx, &opened)?;
    let unit = opened.service.unit_id;
    application.decidable(ctx.actor.person_id, &ctx.actor.roles, unit, today)?;
    let mut row = use_approval::ActiveModel {
        id: Set(application.id.0),
        decision: Set(Some(draft.decision())),
        decided_on: Set(Some(today)),
        decided_by: Set(ctx.actor.person_id.map(|id| id.0)),
        revision: Set(application.revision + 1),
        ..Default::default()
    };
    match draft.clone() {
        DecisionDraft::Refused { comment } => row.comment = Set(Some(comment)),
        DecisionDraft::Given {
            expires_on,
            conditions,
            approval_no,
            comment,
        } => {
            let regulation =
                regulation::in_force(&opened.tx, Topic::ExternalService, today).await?;
            let regulation = regulation.map(|version| version.version_id);
            let exception = exception_of(&opened.tx, id, today).await?;
            let grant = application
                .grantable(regulation, exception, expires_on)
                .map_err(refused)?;
            row.expires_on = Set(Some(expires_on));
            row.conditions = Set(conditions);
            row.approval_no = Set(approval_no);
            row.comment = Set(comment);
            row.regulation_version_id = Set(Some(grant.regulation.0));
            row.exception_id = Set(grant.exception.map(|id| id.0));
        }
    }
    row.update(&opened.tx).await?;
    let event = opened
        .event("外部サービスの利用承認の決定")
        .after(typed(&draft));
    opened.save(ctx, Default::default(), event).await
}

/// What is about a field stands beside it.
fn refused(error: ServiceRuleError) -> ServiceError {
    match error {
        ServiceRuleError::BeyondException(_) => {
            ServiceError::field("expires_on", FieldError::Other(error.to_string()))
        }
        other => other.into(),
    }
}

fn typed(draft: &DecisionDraft) -> serde_json::Value {
    let decision = draft.decision().label();
    match draft {
        DecisionDraft::Refused { comment } => json!({
            "decision": decision,
            "decision_comment": comment,
        }),
        DecisionDraft::Given {
            expires_on,
            conditions,
            approval_no,
            comment,
        } => json!({
            "decision": decision,
            "expires_on": expires_on,
            "conditions": conditions,
            "approval_no": approval_no,
            "decision_comment": comment,
        }),
    }
}

/// 承認の取消し: the use is not covered any more from today, not by an earlier approval either.
///
/// # Errors
/// Without the right for the unit; without a reason; when no approval holds; when somebody else saved first.
pub async fn revoke(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::ExternalService)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let typed = json!({ "reason": reason });
    let opened = open(ctx, Action::Approve, id, revision, &typed).await?;
    let today = ctx.today();
    let approvals = opened.service.approvals.iter();
    let valid: Vec<&UseApproval> = approvals.filter(|it| it.is_valid_on(today)).collect();
    if valid.is_empty() {
        return Err(ServiceRuleError::NotValid.into());
    }
    for approval in valid {
        use_approval::ActiveModel {
            id: Set(approval.id.0),
            revoked_on: Set(Some(today)),
            revoked_by: Set(ctx.actor.person_id.map(|id| id.0)),
            revoked_because: Set(Some(reason.clone())),
            revision: Set(approval.revision + 1),
            ..Default::default()
        }
        .update(&opened.tx)
        .await?;
    }
    let event = opened.event("外部サービスの利用承認の取消し").after(typed);
    opened.save(ctx, Default::default(), event).await
}
