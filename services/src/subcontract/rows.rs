//! Rows of subcontracts, decisions and workers ⇄ records.

use std::collections::HashMap;

use domain::{
    id::{ContractId, PersonId, RosterEntryId, SubcontractDecisionId, SubcontractId, VendorId},
    subcontract::{Decision, DecisionState, Subcontract, roster::RosterEntry},
};
use entities::{roster_entry, subcontract, subcontract_decision};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::told::{told, told_decision};
use crate::{Context, ServiceError, database, error::conflict};

/// One subcontract with its decisions.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    id: SubcontractId,
) -> Result<Subcontract, ServiceError> {
    let row = subcontract::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("再委託"))?;
    with_decisions(db, vec![row])
        .await?
        .pop()
        .ok_or(ServiceError::NotFound("再委託"))
}

/// The subcontracts of a contract with their decisions, oldest first.
pub(crate) async fn of_contract(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Vec<Subcontract>, ServiceError> {
    let rows = subcontract::Entity::find()
        .filter(subcontract::COLUMN.contract_id.eq(id.0))
        .order_by_asc(subcontract::Column::Id)
        .all(db)
        .await?;
    with_decisions(db, rows).await
}

pub(super) async fn with_decisions(
    db: &impl ConnectionTrait,
    rows: Vec<subcontract::Model>,
) -> Result<Vec<Subcontract>, ServiceError> {
    let decisions = subcontract_decision::Entity::find()
        .filter(database::among(
            db,
            subcontract_decision::Column::SubcontractId,
            rows.iter().map(|row| row.id),
        ))
        .order_by_asc(subcontract_decision::Column::Id)
        .all(db)
        .await?;
    let mut of: HashMap<i64, Vec<Decision>> = HashMap::new();
    for row in decisions {
        of.entry(row.subcontract_id)
            .or_default()
            .push(decision_of(row));
    }
    Ok(rows
        .into_iter()
        .map(|row| Subcontract {
            decisions: of.remove(&row.id).unwrap_or_default(),
            ..of_row(row)
        })
        .collect())
}

fn of_row(row: subcontract::Model) -> Subcontract {
    Subcontract {
        id: SubcontractId(row.id),
        contract_id: ContractId(row.contract_id),
        parent_id: row.parent_id.map(SubcontractId),
        vendor_id: row.vendor_id.map(VendorId),
        name: row.name,
        address: row.address,
        scope: row.scope,
        reason: row.reason,
        information: row.information,
        work_place: row.work_place,
        safeguards: row.safeguards,
        supervision: row.supervision,
        requested_on: row.requested_on,
        recorded_on: row.recorded_on,
        recorded_by: row.recorded_by.map(PersonId),
        started_on: row.started_on,
        ended_on: row.ended_on,
        voided_on: row.voided_on,
        void_reason: row.void_reason,
        revision: row.revision,
        decisions: Vec::new(),
    }
}

pub(super) fn decision_of(row: subcontract_decision::Model) -> Decision {
    Decision {
        id: SubcontractDecisionId(row.id),
        kind: row.kind,
        outcome: row.outcome,
        conditions: row.conditions,
        document_no: row.document_no,
        decided_on: row.decided_on,
        proposed_on: row.proposed_on,
        proposed_by: row.proposed_by.map(PersonId),
        approved_on: row.approved_on,
        approved_by: row.approved_by.map(PersonId),
        returned_on: row.returned_on,
        comment: row.comment,
        revision: row.revision,
    }
}

fn row_of(ctx: &Context, it: &Subcontract) -> subcontract::ActiveModel {
    subcontract::ActiveModel {
        id: NotSet,
        contract_id: Set(it.contract_id.0),
        parent_id: Set(it.parent_id.map(|id| id.0)),
        vendor_id: Set(it.vendor_id.map(|id| id.0)),
        name: Set(it.name.clone()),
        address: Set(it.address.clone()),
        scope: Set(it.scope.clone()),
        reason: Set(it.reason.clone()),
        information: Set(it.information.clone()),
        work_place: Set(it.work_place.clone()),
        safeguards: Set(it.safeguards.clone()),
        supervision: Set(it.supervision.clone()),
        requested_on: Set(it.requested_on),
        recorded_on: Set(it.recorded_on),
        recorded_by: Set(it.recorded_by.map(|id| id.0)),
        started_on: Set(it.started_on),
        ended_on: Set(it.ended_on),
        voided_on: Set(it.voided_on),
        void_reason: Set(it.void_reason.clone()),
        revision: Set(it.revision),
        updated_at: Set(ctx.now()),
    }
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    it: &Subcontract,
) -> Result<SubcontractId, ServiceError> {
    let inserted = subcontract::Entity::insert(row_of(ctx, it))
        .exec(tx)
        .await?;
    Ok(SubcontractId(inserted.last_insert_id))
}

/// Saves a changed subcontract, unless somebody saved it since `revision`.
pub(super) async fn touch(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    it: &Subcontract,
    revision: i32,
) -> Result<(), ServiceError> {
    let mut row = row_of(ctx, it);
    row.revision = Set(revision + 1);
    let updated = subcontract::Entity::update_many()
        .set(row)
        .filter(subcontract::COLUMN.id.eq(it.id.0))
        .filter(subcontract::COLUMN.revision.eq(revision))
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        return Err(conflict(
            &it.name,
            &told(&load(tx, it.id).await?),
            &told(it),
        ));
    }
    Ok(())
}

pub(super) async fn insert_decision(
    tx: &impl ConnectionTrait,
    id: SubcontractId,
    it: &Decision,
) -> Result<(), ServiceError> {
    let mut row = decision_row(it);
    row.subcontract_id = Set(id.0);
    subcontract_decision::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Saves a changed decision, unless somebody decided on it since `revision`.
pub(super) async fn touch_decision(
    tx: &impl ConnectionTrait,
    before: &Decision,
    it: &Decision,
    returned_by: Option<PersonId>,
    revision: i32,
) -> Result<(), ServiceError> {
    let mut row = decision_row(it);
    row.revision = Set(revision + 1);
    row.returned_by = Set(returned_by.map(|id| id.0));
    let updated = subcontract_decision::Entity::update_many()
        .set(row)
        .filter(subcontract_decision::COLUMN.id.eq(it.id.0))
        .filter(subcontract_decision::COLUMN.revision.eq(revision))
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        return Err(conflict(
            "再委託の決定",
            &told_decision("", before),
            &told_decision("", it),
        ));
    }
    Ok(())
}

fn decision_row(it: &Decision) -> subcontract_decision::ActiveModel {
    let state = it
        .state_on(chrono::NaiveDate::MAX)
        .unwrap_or(DecisionState::Proposed);
    subcontract_decision::ActiveModel {
        id: NotSet,
        subcontract_id: NotSet,
        kind: Set(it.kind),
        outcome: Set(it.outcome),
        conditions: Set(it.conditions.clone()),
        document_no: Set(it.document_no.clone()),
        decided_on: Set(it.decided_on),
        state: Set(state),
        proposed_on: Set(it.proposed_on),
        proposed_by: Set(it.proposed_by.map(|id| id.0)),
        approved_on: Set(it.approved_on),
        approved_by: Set(it.approved_by.map(|id| id.0)),
        returned_on: Set(it.returned_on),
        returned_by: NotSet,
        comment: Set(it.comment.clone()),
        revision: Set(it.revision),
    }
}

/// The roster of a contract, in the order it was entered.
pub(crate) async fn roster_of(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Vec<RosterEntry>, ServiceError> {
    let rows = roster_entry::Entity::find()
        .filter(roster_entry::COLUMN.contract_id.eq(id.0))
        .order_by_asc(roster_entry::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(entry_of).collect())
}

pub(super) async fn load_entry(
    db: &impl ConnectionTrait,
    id: RosterEntryId,
) -> Result<RosterEntry, ServiceError> {
    roster_entry::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .map(entry_of)
        .ok_or(ServiceError::NotFound("従事者"))
}

pub(super) fn entry_of(row: roster_entry::Model) -> RosterEntry {
    RosterEntry {
        id: RosterEntryId(row.id),
        contract_id: ContractId(row.contract_id),
        name: row.name,
        employer: row.employer,
        employment_kind: row.employment_kind,
        role: row.role,
        scope: row.scope,
        from_on: row.from_on,
        to_on: row.to_on,
        pledge_on: row.pledge_on,
        training_on: row.training_on,
        recorded_on: row.recorded_on,
        recorded_by: row.recorded_by.map(PersonId),
        voided_on: row.voided_on,
        void_reason: row.void_reason,
        revision: row.revision,
    }
}

pub(super) fn entry_row(it: &RosterEntry) -> roster_entry::ActiveModel {
    roster_entry::ActiveModel {
        id: NotSet,
        contract_id: Set(it.contract_id.0),
        name: Set(it.name.clone()),
        employer: Set(it.employer.clone()),
        employment_kind: Set(it.employment_kind),
        role: Set(it.role.clone()),
        scope: Set(it.scope.clone()),
        from_on: Set(it.from_on),
        to_on: Set(it.to_on),
        pledge_on: Set(it.pledge_on),
        training_on: Set(it.training_on),
        recorded_on: Set(it.recorded_on),
        recorded_by: Set(it.recorded_by.map(|id| id.0)),
        voided_on: Set(it.voided_on),
        void_reason: Set(it.void_reason.clone()),
        revision: Set(it.revision),
    }
}

/// Saves a changed worker, unless somebody saved them since `revision`.
pub(super) async fn touch_entry(
    tx: &impl ConnectionTrait,
    it: &RosterEntry,
    revision: i32,
) -> Result<(), ServiceError> {
    let mut row = entry_row(it);
    row.revision = Set(revision + 1);
    let updated = roster_entry::Entity::update_many()
        .set(row)
        .filter(roster_entry::COLUMN.id.eq(it.id.0))
        .filter(roster_entry::COLUMN.revision.eq(revision))
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        return Err(conflict(&it.name, &load_entry(tx, it.id).await?, it));
    }
    Ok(())
}
