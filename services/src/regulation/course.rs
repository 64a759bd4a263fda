//! The course of versions: drafted by one person, agreed to by another, in force, looked at again.

use domain::{
    authorization::{Action, Resource},
    id::{RegulationDocumentId, RegulationVersionId},
    input::{FieldError, line, required},
    regulation::{
        RegulationDocument, RegulationRuleError, RegulationVersion, ReviewDraft, VersionDraft,
        check_succession,
    },
};
use entities::{regulation_review, regulation_version};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    EntityTrait,
};

use super::{begin, is_own};
use crate::{Context, ServiceError};

fn wrong(field: &str, error: RegulationRuleError) -> ServiceError {
    ServiceError::field(field, FieldError::Other(error.to_string()))
}

/// Drafts a version. It waits until another person agrees; its text is attached meanwhile.
///
/// # Errors
/// Without the right; while another waits; a day not after the version before; a past day without 決裁番号;
/// when somebody else saved first.
pub async fn draft_version(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    draft: VersionDraft,
) -> Result<RegulationVersionId, ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let change = begin(ctx, Action::Edit, id, revision).await?;
    let versions = &change.document.versions;
    if versions.iter().any(RegulationVersion::is_waiting) {
        return Err(RegulationRuleError::OneIsWaiting.into());
    }
    check_succession(versions, draft.in_force_on).map_err(|error| wrong("in_force_on", error))?;
    if draft.in_force_on < ctx.today() && draft.decision_no.is_none() {
        let error = RegulationRuleError::PastWithoutDecision;
        return Err(wrong("decision_no", error));
    }
    let number = versions.iter().map(|it| it.version_no).max().unwrap_or(0) + 1;
    let row = regulation_version::ActiveModel {
        id: NotSet,
        document_id: Set(id.0),
        version_no: Set(number),
        number: Set(draft.number.clone()),
        enacted_on: Set(draft.enacted_on),
        in_force_on: Set(draft.in_force_on),
        next_review_on: Set(draft.next_review_on),
        decision_no: Set(draft.decision_no.clone()),
        summary: Set(draft.summary.clone()),
        file_id: Set(None),
        drafted_by: Set(ctx.actor.person_id.map(|id| id.0)),
        drafted_on: Set(ctx.today()),
        approved_by: Set(None),
        approved_on: Set(None),
        returned_by: Set(None),
        returned_on: Set(None),
        returned_because: Set(None),
        abolished_on: Set(None),
        abolished_because: Set(None),
        abolished_by: Set(None),
        revision: Set(1),
    };
    let inserted = regulation_version::Entity::insert(row)
        .exec(&change.tx)
        .await?;
    let mut after = serde_json::to_value(&draft)?;
    after["version"] = number.into();
    change.finish(ctx, "規程・手順の版の起案", &after).await?;
    Ok(RegulationVersionId(inserted.last_insert_id))
}

/// The version of the document.
pub(super) fn version_of(
    document: &RegulationDocument,
    id: RegulationVersionId,
) -> Result<RegulationVersion, ServiceError> {
    let found = document.versions.iter().find(|it| it.id == id).cloned();
    found.ok_or(ServiceError::NotFound("規程・手順の版"))
}

/// Agrees to a version under a 決裁番号. It is in force from its day; the version before ends the day before.
///
/// # Errors
/// Without the right; for the drafter; without a text; a past day without 決裁番号; a day that another version
/// took; when somebody else was first.
pub async fn approve(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    version: RegulationVersionId,
    decision_no: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let decision_no =
        line(decision_no).map_err(|error| ServiceError::field("decision_no", error))?;
    let change = begin(ctx, Action::Approve, id, revision).await?;
    let version = version_of(&change.document, version)?;
    let (by, today) = (ctx.actor.person_id, ctx.today());
    version
        .approvable(by, decision_no.as_deref(), today)
        .map_err(|error| match error {
            RegulationRuleError::InForceBeforeApproval => wrong("decision_no", error),
            other => other.into(),
        })?;
    check_succession(&change.document.versions, version.in_force_on)?;
    let decision_no = decision_no.or(version.decision_no);
    regulation_version::ActiveModel {
        id: Set(version.id.0),
        decision_no: Set(decision_no.clone()),
        approved_by: Set(by.map(|id| id.0)),
        approved_on: Set(Some(today)),
        revision: Set(version.revision + 1),
        ..Default::default()
    }
    .update(&change.tx)
    .await?;
    let after = serde_json::json!({
        "version": version.version_no,
        "decision_no": decision_no,
        "in_force_on": version.in_force_on,
    });
    change.finish(ctx, "規程・手順の版の承認", &after).await
}

/// Sends a version back with a reason; the drafter takes it back the same way.
///
/// # Errors
/// Without the right to approve, unless it is one's own; without a reason; when somebody else was first.
pub async fn send_back(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    version: RegulationVersionId,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let document = super::record::load(&ctx.db, id).await?;
    let own = is_own(ctx, &version_of(&document, version)?);
    let action = if own { Action::Edit } else { Action::Approve };
    let change = begin(ctx, action, id, revision).await?;
    let version = version_of(&change.document, version)?;
    if !version.is_waiting() {
        return Err(RegulationRuleError::NotWaiting.into());
    }
    regulation_version::ActiveModel {
        id: Set(version.id.0),
        returned_by: Set(ctx.actor.person_id.map(|id| id.0)),
        returned_on: Set(Some(ctx.today())),
        returned_because: Set(Some(reason.clone())),
        revision: Set(version.revision + 1),
        ..Default::default()
    }
    .update(&change.tx)
    .await?;
    let after = serde_json::json!({ "version": version.version_no, "reason": reason });
    let words = if own {
        "規程・手順の版の取下げ"
    } else {
        "規程・手順の版の差し戻し"
    };
    change.finish(ctx, words, &after).await
}

/// 見直し: the document was looked at today, and is to be looked at again on a day.
///
/// # Errors
/// Without the right; while no version is in force; when somebody else saved first.
pub async fn review(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    draft: ReviewDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let change = begin(ctx, Action::Edit, id, revision).await?;
    let today = ctx.today();
    if change.document.in_force_on(today).is_none() {
        return Err(ServiceError::Rule(
            "施行中の版がないため、見直しを記録できません。先に、版を登録して承認を受けてください。"
                .to_owned(),
        ));
    }
    let row = regulation_review::ActiveModel {
        id: NotSet,
        document_id: Set(id.0),
        reviewed_on: Set(today),
        reviewed_by: Set(ctx.actor.person_id.map(|id| id.0)),
        outcome: Set(draft.outcome),
        note: Set(draft.note.clone()),
        next_review_on: Set(draft.next_review_on),
    };
    regulation_review::Entity::insert(row)
        .exec_without_returning(&change.tx)
        .await?;
    change.finish(ctx, "規程・手順の見直し", &draft).await
}
