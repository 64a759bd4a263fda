//! Services from a ledger that is taken in, inside the transaction of the import: what the town kept before —
//! approvals and reviews with their days, certificates, ends.

use chrono::NaiveDate;
use domain::{
    external_service::{
        ExternalService, Judgement, Occasion, ReviewOccasion, UseApproval, UseDecision,
        input::ServiceDraft,
    },
    id::ExternalServiceId,
    vendor::CertificationKind,
};
use entities::{
    external_service, external_service_certificate, external_service_review, use_approval,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};

use super::keep;
use crate::{Context, ServiceError, audit_log::Event};

/// What a ledger says of an application and its approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LedgerApproval {
    pub(crate) applied_on: NaiveDate,
    pub(crate) approved_on: Option<NaiveDate>,
    pub(crate) approval_no: Option<String>,
    pub(crate) expires_on: Option<NaiveDate>,
    /// Who approved, as the ledger has it.
    pub(crate) comment: Option<String>,
}

/// Adds a service.
pub(crate) async fn add(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    draft: &ServiceDraft,
    source: String,
) -> Result<(ExternalServiceId, Event), ServiceError> {
    keep::insert(tx, ctx, draft, Some(source)).await
}

/// Changes a service.
pub(crate) async fn change(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    before: &ExternalService,
    draft: &ServiceDraft,
) -> Result<Event, ServiceError> {
    let (saved, read) = (
        keep::words_of(tx, before).await?,
        keep::words(tx, draft).await?,
    );
    keep::overwrite(tx, ctx, before, draft).await?;
    let action = "外部サービスの変更（取込み）";
    let mut event = Event::new(action, "external_service", before.id.0, &draft.name).after(read);
    event.before = Some(saved);
    Ok(event)
}

/// Writes an approval of the ledger: over the round it continues, else as a round of its own.
pub(crate) async fn approve(
    tx: &impl ConnectionTrait,
    id: ExternalServiceId,
    draft: &ServiceDraft,
    approval: &LedgerApproval,
    (continued, last_round): (Option<&UseApproval>, i32),
) -> Result<(), ServiceError> {
    let mut row = use_approval::ActiveModel {
        decision: Set(approval.approved_on.map(|_| UseDecision::Approved)),
        decided_on: Set(approval.approved_on),
        approval_no: Set(approval.approval_no.clone()),
        comment: Set(approval.comment.clone()),
        expires_on: Set(approval.expires_on),
        ..Default::default()
    };
    if let Some(continued) = continued {
        row.id = Set(continued.id.0);
        row.revision = Set(continued.revision + 1);
        row.update(tx).await?;
        return Ok(());
    }
    row.id = NotSet;
    row.service_id = Set(id.0);
    row.round = Set(last_round + 1);
    row.occasion = Set(if last_round == 0 {
        Occasion::Initial
    } else {
        Occasion::Renewal
    });
    row.kind = Set(draft.profile.kind);
    row.confidentiality = Set(draft.profile.confidentiality);
    row.personal_info = Set(draft.profile.personal_info);
    row.applied_on = Set(approval.applied_on);
    row.revision = Set(1);
    use_approval::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Writes a yearly review that took place.
pub(crate) async fn add_review(
    tx: &impl ConnectionTrait,
    id: ExternalServiceId,
    day: NaiveDate,
) -> Result<(), ServiceError> {
    let row = external_service_review::ActiveModel {
        id: NotSet,
        service_id: Set(id.0),
        occasion: Set(ReviewOccasion::Yearly),
        asked_on: Set(day),
        asked_by: Set(None),
        terms_version: Set(None),
        note: Set(None),
        done_on: Set(Some(day)),
        done_by: Set(None),
        judgement: Set(Some(Judgement::Continue)),
        finding: Set(Some("台帳の記載による。".to_owned())),
    };
    external_service_review::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Writes an ISMAP registration.
pub(crate) async fn add_ismap(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ExternalServiceId,
    (number, expires_on): (&str, Option<NaiveDate>),
) -> Result<(), ServiceError> {
    let row = external_service_certificate::ActiveModel {
        id: NotSet,
        service_id: Set(id.0),
        kind: Set(CertificationKind::Ismap),
        number: Set(Some(number.to_owned())),
        scope: Set(None),
        expires_on: Set(expires_on),
        confirmed_on: Set(ctx.today()),
        removed_on: Set(None),
    };
    external_service_certificate::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Writes the end of use.
pub(crate) async fn end(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ExternalServiceId,
    ended_on: NaiveDate,
) -> Result<(), ServiceError> {
    external_service::ActiveModel {
        id: Set(id.0),
        ended_on: Set(Some(ended_on)),
        ended_by: Set(ctx.actor.person_id.map(|id| id.0)),
        end_reason: Set(Some("台帳の状態が「終了」のため。".to_owned())),
        updated_at: Set(ctx.now()),
        ..Default::default()
    }
    .update(tx)
    .await?;
    Ok(())
}
