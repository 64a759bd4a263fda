//! Clauses on a contract, and what covers a contract item without one.

use domain::{
    contract::{
        Contract,
        coverage::{ClauseOnContract, ItemCover, ItemCoverage},
        decision::{ContractClause, Decision},
        detail::ClauseDetail,
    },
    id::{ContractId, LibraryEntryId},
};
use entities::{contract_clause, contract_item_cover};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use crate::{
    ServiceError,
    library::{LoadedLibrary, pinned_clauses},
};

/// Clauses, in the order of the library.
pub(crate) async fn clauses(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Vec<ContractClause>, ServiceError> {
    let rows = contract_clause::Entity::find()
        .filter(contract_clause::COLUMN.contract_id.eq(id.0))
        .order_by_asc(contract_clause::Column::Position)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ContractClause {
                clause: row.clause,
                entry_id: LibraryEntryId(row.entry_id),
                level: row.level,
                because: row.because.map(serde_json::from_value).transpose()?,
                origin: row.origin,
                decision: row.decision,
                reason: row.reason,
                expires_on: row.expires_on,
                approver: row.approver,
            })
        })
        .collect()
}

/// Writes the clauses anew, in the order of the library.
pub(crate) async fn save_clauses(
    tx: &impl ConnectionTrait,
    id: ContractId,
    clauses: &[ContractClause],
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    contract_clause::Entity::delete_many()
        .filter(contract_clause::COLUMN.contract_id.eq(id.0))
        .exec(tx)
        .await?;
    let order = |clause: &str| {
        library
            .rules
            .clauses
            .iter()
            .position(|rule| rule.id == clause)
            .unwrap_or(usize::MAX)
    };
    let mut rows = Vec::new();
    for clause in clauses {
        rows.push(contract_clause::ActiveModel {
            id: NotSet,
            contract_id: Set(id.0),
            position: Set(i32::try_from(order(&clause.clause)).unwrap_or(i32::MAX)),
            clause: Set(clause.clause.clone()),
            entry_id: Set(clause.entry_id.0),
            level: Set(clause.level),
            because: Set(clause
                .because
                .as_ref()
                .map(serde_json::to_value)
                .transpose()?),
            origin: Set(clause.origin),
            decision: Set(clause.decision),
            reason: Set(clause.reason.clone()),
            expires_on: Set(clause.expires_on),
            approver: Set(clause.approver.clone()),
        });
    }
    if !rows.is_empty() {
        contract_clause::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Clauses with their words, from the versions they are pinned to.
pub(crate) async fn clause_details(
    db: &impl ConnectionTrait,
    id: ContractId,
    library: &LoadedLibrary,
) -> Result<Vec<ClauseDetail>, ServiceError> {
    let clauses = clauses(db, id).await?;
    let ids: Vec<LibraryEntryId> = clauses.iter().map(|clause| clause.entry_id).collect();
    let mut words = pinned_clauses(db, &ids).await?;
    clauses
        .into_iter()
        .map(|on_contract| {
            let (version, clause) = words
                .remove(&on_contract.entry_id)
                .ok_or(ServiceError::NotFound("条項"))?;
            let because = on_contract
                .because
                .as_ref()
                .map(|because| because.sentence(&library.rules));
            Ok(ClauseDetail {
                because: because.unwrap_or_else(|| "担当者が追加しました。".to_owned()),
                title: clause.title,
                body: clause.body,
                on_contract,
                version,
            })
        })
        .collect()
}

/// What covers contract items without a clause.
pub(crate) async fn covers(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Vec<ItemCover>, ServiceError> {
    let rows = contract_item_cover::Entity::find()
        .filter(contract_item_cover::COLUMN.contract_id.eq(id.0))
        .order_by_asc(contract_item_cover::Column::Item)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| ItemCover {
            item: row.item,
            kind: row.kind,
            note: row.note,
        })
        .collect())
}

/// Writes the covers anew.
pub(crate) async fn save_covers(
    tx: &impl ConnectionTrait,
    id: ContractId,
    covers: &[ItemCover],
) -> Result<(), ServiceError> {
    contract_item_cover::Entity::delete_many()
        .filter(contract_item_cover::COLUMN.contract_id.eq(id.0))
        .exec(tx)
        .await?;
    let rows: Vec<_> = covers
        .iter()
        .map(|cover| contract_item_cover::ActiveModel {
            id: NotSet,
            contract_id: Set(id.0),
            item: Set(cover.item.clone()),
            kind: Set(cover.kind),
            note: Set(cover.note.clone()),
        })
        .collect();
    if !rows.is_empty() {
        contract_item_cover::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// How far the contract items are covered; empty while the class of information is open.
pub(crate) fn item_coverage<'a>(
    contract: &Contract,
    clauses: impl Iterator<Item = &'a ContractClause>,
    covers: &[ItemCover],
    library: &LoadedLibrary,
) -> Result<Vec<ItemCoverage>, ServiceError> {
    let Some(profile) = contract.profile() else {
        return Ok(Vec::new());
    };
    let on_contract: Vec<_> = clauses.map(on_contract).collect();
    domain::contract::coverage::item_coverage(&library.rules, &profile, &on_contract, covers)
        .map_err(|error| ServiceError::field("facts", error))
}

/// A clause as the coverage rule sees it. A mandatory clause left out counts as waived once it has a
/// reason; the approval of the contract approves the waiver.
pub(crate) fn on_contract(clause: &ContractClause) -> ClauseOnContract {
    ClauseOnContract {
        clause: clause.clause.clone(),
        included: clause.decision == Decision::Included,
        waived: clause.is_waiver() && clause.reason.is_some(),
    }
}
