//! 従事者名簿: several workers are entered at once, each may end or be taken out of use.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    id::{ContractId, RosterEntryId},
    input::{FieldError, required},
    subcontract::roster::{RosterDraft, RosterEntry},
};
use entities::roster_entry;
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::{changeable, rows};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
};

/// 従事者の追加. The log names employers and their number, not the workers: they are personal information.
///
/// # Errors
/// Without the right; when the contract is over.
pub async fn add(
    ctx: &Context,
    id: ContractId,
    drafts: Vec<RosterDraft>,
) -> Result<usize, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Subcontract)?;
    let tx = ctx.begin().await?;
    let contract = changeable(&tx, ctx, id, Action::Edit).await?;
    let count = drafts.len();
    let mut employers: Vec<String> = drafts.iter().map(|draft| draft.employer.clone()).collect();
    employers.sort();
    employers.dedup();
    let workers = drafts.into_iter().map(|draft| {
        rows::entry_row(&RosterEntry {
            id: RosterEntryId(0),
            contract_id: id,
            name: draft.name,
            employer: draft.employer,
            employment_kind: draft.employment_kind,
            role: draft.role,
            scope: draft.scope,
            from_on: draft.from_on,
            to_on: draft.to_on,
            pledge_on: draft.pledge_on,
            training_on: draft.training_on,
            recorded_on: ctx.today(),
            recorded_by: ctx.actor.person_id,
            voided_on: None,
            void_reason: None,
            revision: 1,
        })
    });
    for chunk in workers.collect::<Vec<_>>().chunks(50) {
        roster_entry::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(&tx)
            .await?;
    }
    let event = Event::new("従事者名簿への追加", "contract", id.0, &contract.title)
        .after(serde_json::json!({ "count": count, "employers": employers }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(count)
}

/// 従事の終了.
///
/// # Errors
/// Without the right; an end before the beginning; when somebody else saved first.
pub async fn end(
    ctx: &Context,
    id: RosterEntryId,
    revision: i32,
    to_on: NaiveDate,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Subcontract)?;
    let tx = ctx.begin().await?;
    let before = rows::load_entry(&tx, id).await?;
    changeable(&tx, ctx, before.contract_id, Action::Edit).await?;
    if to_on < before.from_on {
        let error = FieldError::EndBeforeStart {
            start: before.from_on,
            end: to_on,
        };
        return Err(ServiceError::field("to_on", error));
    }
    let after = RosterEntry {
        to_on: Some(to_on),
        ..before
    };
    save(tx, ctx, "従事の終了", &after, revision, Action::Edit).await
}

/// 無効化 of an entry that was wrong, with a reason.
///
/// # Errors
/// Without the right; without a reason; when somebody else saved first.
pub async fn void(
    ctx: &Context,
    id: RosterEntryId,
    revision: i32,
    reason: &str,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Void, Resource::Subcontract)?;
    let tx = ctx.begin().await?;
    let before = rows::load_entry(&tx, id).await?;
    changeable(&tx, ctx, before.contract_id, Action::Void).await?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let after = RosterEntry {
        voided_on: Some(ctx.today()),
        void_reason: Some(reason),
        ..before
    };
    save(tx, ctx, "従事者の無効化", &after, revision, Action::Void).await
}

async fn save(
    tx: DatabaseTransaction,
    ctx: &Context,
    action: &'static str,
    after: &RosterEntry,
    revision: i32,
    right: Action,
) -> Result<ContractId, ServiceError> {
    let contract = changeable(&tx, ctx, after.contract_id, right).await?;
    rows::touch_entry(&tx, after, revision).await?;
    let event =
        Event::new(action, "contract", contract.id.0, &contract.title).after(serde_json::json!({
            "worker": after.id.0,
            "employer": after.employer,
            "to_on": after.to_on,
            "reason": after.void_reason,
        }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(contract.id)
}
