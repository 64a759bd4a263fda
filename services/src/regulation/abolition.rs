//! 廃止 of the version in force: one person asks, another decides. From the day on no older one comes back.

use domain::{
    authorization::{Action, Resource},
    finding::DecisionResult,
    id::{RegulationDocumentId, RegulationVersionId},
    input::{FieldError, required},
    regulation::{AbolitionDraft, AbolitionRequest, RegulationRuleError, RegulationVersion},
};
use entities::{regulation_abolition, regulation_version};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    EntityTrait,
};

use super::{Change, begin, course::version_of};
use crate::{Context, ServiceError};

/// 廃止の申請: waits until another person agrees.
///
/// # Errors
/// Without the right; when it is not in force, or another application waits; a past day without 決裁番号; when
/// somebody else was first.
pub async fn ask_abolition(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    version: RegulationVersionId,
    draft: AbolitionDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let change = begin(ctx, Action::Edit, id, revision).await?;
    if change.document.abolition.is_some() {
        return Err(RegulationRuleError::AbolitionIsWaiting.into());
    }
    let version = version_of(&change.document, version)?;
    check(ctx, &change, &version, &draft)?;
    let row = regulation_abolition::ActiveModel {
        id: NotSet,
        version_id: Set(version.id.0),
        abolished_on: Set(draft.abolished_on),
        decision_no: Set(draft.decision_no.clone()),
        reason: Set(draft.reason.clone()),
        asked_by: Set(ctx.actor.person_id.map(|id| id.0)),
        asked_on: Set(ctx.today()),
        decision: Set(None),
        decided_by: Set(None),
        decided_on: Set(None),
        refused_because: Set(None),
    };
    regulation_abolition::Entity::insert(row)
        .exec_without_returning(&change.tx)
        .await?;
    change.finish(ctx, "規程・手順の廃止の申請", &draft).await
}

/// The day fits the version as it stands today.
fn check(
    ctx: &Context,
    change: &Change,
    version: &RegulationVersion,
    draft: &AbolitionDraft,
) -> Result<(), ServiceError> {
    let wrong = |field: &str, error: RegulationRuleError| {
        ServiceError::field(field, FieldError::Other(error.to_string()))
    };
    version
        .abolishable(
            &change.document.versions,
            draft.abolished_on,
            draft.decision_no.as_deref(),
            ctx.today(),
        )
        .map_err(|error| match error {
            RegulationRuleError::AbolishedBeforeForce(_) => wrong("abolished_on", error),
            RegulationRuleError::PastWithoutDecision => wrong("decision_no", error),
            other => other.into(),
        })
}

/// Agrees to the application: from its day on the version is in force no longer. An application whose day
/// has passed meanwhile counts from today.
///
/// # Errors
/// Without the right to approve; for the person who asked; when none waits; when somebody else was first.
pub async fn approve_abolition(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let change = begin(ctx, Action::Approve, id, revision).await?;
    let request = waiting(&change)?;
    request.decidable(ctx.actor.person_id)?;
    let version = version_of(&change.document, request.version_id)?;
    let has_passed = request.abolished_on < ctx.today() && request.decision_no.is_none();
    let draft = AbolitionDraft {
        abolished_on: if has_passed {
            ctx.today()
        } else {
            request.abolished_on
        },
        decision_no: request.decision_no.clone(),
        reason: request.reason.clone(),
    };
    check(ctx, &change, &version, &draft)?;
    regulation_version::ActiveModel {
        id: Set(version.id.0),
        abolished_on: Set(Some(draft.abolished_on)),
        abolished_because: Set(Some(request.because())),
        abolished_by: Set(ctx.actor.person_id.map(|id| id.0)),
        revision: Set(version.revision + 1),
        ..Default::default()
    }
    .update(&change.tx)
    .await?;
    decide(ctx, &change, request.id, DecisionResult::Approved, None).await?;
    change.finish(ctx, "規程・手順の廃止", &draft).await
}

/// Does not agree to the application; the person who asked takes it back the same way.
///
/// # Errors
/// Without the right to approve, unless it is one's own; without a reason; when none waits; when somebody
/// else was first.
pub async fn refuse_abolition(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let document = super::record::load(&ctx.db, id).await?;
    let own = document
        .abolition
        .is_some_and(|it| it.asked_by == ctx.actor.person_id);
    let action = if own { Action::Edit } else { Action::Approve };
    let change = begin(ctx, action, id, revision).await?;
    let request = waiting(&change)?.id;
    let refused = DecisionResult::Refused;
    decide(ctx, &change, request, refused, Some(reason.clone())).await?;
    let words = if own {
        "規程・手順の廃止の申請の取下げ"
    } else {
        "規程・手順の廃止の不承認"
    };
    let after = serde_json::json!({ "reason": reason });
    change.finish(ctx, words, &after).await
}

fn waiting(change: &Change) -> Result<AbolitionRequest, ServiceError> {
    let waiting = change.document.abolition.clone();
    waiting.ok_or_else(|| RegulationRuleError::NoAbolitionWaits.into())
}

async fn decide(
    ctx: &Context,
    change: &Change,
    request: i64,
    decision: DecisionResult,
    refused_because: Option<String>,
) -> Result<(), ServiceError> {
    regulation_abolition::ActiveModel {
        id: Set(request),
        decision: Set(Some(decision)),
        decided_by: Set(ctx.actor.person_id.map(|id| id.0)),
        decided_on: Set(Some(ctx.today())),
        refused_because: Set(refused_because),
        ..Default::default()
    }
    .update(&change.tx)
    .await?;
    Ok(())
}
