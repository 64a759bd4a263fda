//! Rows of a contract ⇄ records: the contract itself, its terms, clauses, covers and appendix rows.

use std::collections::BTreeMap;

use domain::{
    contract::{
        Contract, ContractTerm,
        coverage::{ClauseOnContract, ItemCover, ItemCoverage},
        decision::{ContractClause, Decision},
        detail::{AppendixDetail, ClauseDetail},
        input::AppendixRowsInput,
        preparation::{Preparation, PreparationStage},
    },
    fiscal_year::FiscalYear,
    fold,
    id::{ContractId, LibraryEntryId, OrganizationUnitId, PersonId, VendorId},
};
use entities::{
    contract, contract_appendix_row, contract_clause, contract_item_cover, contract_term,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use crate::{
    Context, ServiceError,
    library::{LoadedLibrary, pinned_clauses},
};

/// The row, or 「ありません」.
pub(crate) async fn load_row(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<contract::Model, ServiceError> {
    contract::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("契約"))
}

/// The record of a row.
pub(crate) fn of_row(row: contract::Model) -> Result<Contract, ServiceError> {
    Ok(Contract {
        id: ContractId(row.id),
        preparation: preparation(&row)?,
        contract_no: row.contract_no,
        fiscal_year: FiscalYear(row.fiscal_year),
        title: row.title,
        unit_id: OrganizationUnitId(row.unit_id),
        vendor_id: row.vendor_id.map(VendorId),
        vendor_branch: row.vendor_branch,
        procurement_method: row.procurement_method,
        document_kind: row.document_kind,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        amount_yen: row.amount_yen,
        amount_kind: row.amount_kind,
        prior_notice_on: row.prior_notice_on,
        signed_on: row.signed_on,
        signing_method: row.signing_method,
        confidentiality: row.confidentiality,
        integrity: row.integrity,
        availability: row.availability,
        segment: row.segment,
        facts: serde_json::from_value(row.facts)?,
        personal_info_count: row.personal_info_count,
        note: row.note,
        state: row.state,
        void_reason: row.void_reason,
        drafted_by: row.drafted_by.map(PersonId),
        source: row.source,
        revision: row.revision,
        updated_at: row.updated_at,
    })
}

/// The stage with its data; a stage without it is a broken row.
fn preparation(row: &contract::Model) -> Result<Preparation, ServiceError> {
    let broken =
        || ServiceError::unexpected(format!("contract {}: stage without its data", row.id));
    let submitted_by = || row.submitted_by.map(PersonId).ok_or_else(broken);
    let decided_by = || row.decided_by.map(PersonId).ok_or_else(broken);
    let decided_at = || row.decided_at.ok_or_else(broken);
    Ok(match row.stage {
        PreparationStage::Editing => Preparation::Editing,
        PreparationStage::Submitted => Preparation::Submitted {
            by: submitted_by()?,
            at: row.submitted_at.ok_or_else(broken)?,
        },
        PreparationStage::Returned => Preparation::Returned {
            by: decided_by()?,
            at: decided_at()?,
            comment: row.decision_comment.clone().unwrap_or_default(),
        },
        PreparationStage::Approved => Preparation::Approved {
            submitted_by: submitted_by()?,
            by: decided_by()?,
            at: decided_at()?,
        },
        PreparationStage::Issued => Preparation::Issued {
            submitted_by: submitted_by()?,
            by: decided_by()?,
            at: decided_at()?,
        },
    })
}

/// Every column of a contract as it shall stand, but for key and revision.
pub(crate) fn row_of(contract: &Contract) -> Result<contract::ActiveModel, ServiceError> {
    let (submitted_by, submitted_at, decided_by, decided_at, decision_comment) =
        match &contract.preparation {
            Preparation::Editing => (None, None, None, None, None),
            Preparation::Submitted { by, at } => (Some(by.0), Some(*at), None, None, None),
            Preparation::Returned { by, at, comment } => {
                (None, None, Some(by.0), Some(*at), Some(comment.clone()))
            }
            Preparation::Approved {
                submitted_by,
                by,
                at,
            }
            | Preparation::Issued {
                submitted_by,
                by,
                at,
            } => (Some(submitted_by.0), None, Some(by.0), Some(*at), None),
        };
    Ok(contract::ActiveModel {
        id: NotSet,
        contract_no: Set(contract.contract_no.clone()),
        fiscal_year: Set(contract.fiscal_year.0),
        title: Set(contract.title.clone()),
        title_key: Set(fold::search_key(&contract.title)),
        unit_id: Set(contract.unit_id.0),
        vendor_id: Set(contract.vendor_id.map(|id| id.0)),
        vendor_branch: Set(contract.vendor_branch.clone()),
        procurement_method: Set(contract.procurement_method),
        document_kind: Set(contract.document_kind),
        starts_on: Set(contract.starts_on),
        ends_on: Set(contract.ends_on),
        amount_yen: Set(contract.amount_yen),
        amount_kind: Set(contract.amount_kind),
        prior_notice_on: Set(contract.prior_notice_on),
        signed_on: Set(contract.signed_on),
        signing_method: Set(contract.signing_method),
        confidentiality: Set(contract.confidentiality),
        integrity: Set(contract.integrity),
        availability: Set(contract.availability),
        segment: Set(contract.segment),
        facts: Set(serde_json::to_value(&contract.facts)?),
        personal_info: Set(contract
            .facts
            .iter()
            .any(|fact| fact == "pi" || fact == "mynumber")),
        personal_info_count: Set(contract.personal_info_count),
        note: Set(contract.note.clone()),
        state: Set(contract.state),
        stage: Set(contract.preparation.stage()),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        decided_by: Set(decided_by),
        decided_at: Set(decided_at),
        decision_comment: Set(decision_comment),
        void_reason: Set(contract.void_reason.clone()),
        drafted_by: Set(contract.drafted_by.map(|id| id.0)),
        source: Set(contract.source.clone()),
        revision: NotSet,
        updated_at: NotSet,
    })
}

/// Saves a changed contract, unless somebody saved it since `revision`; answers the new revision.
pub(crate) async fn touch(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    contract: &Contract,
    revision: i32,
) -> Result<i32, ServiceError> {
    let mut row = row_of(contract)?;
    row.revision = Set(revision + 1);
    row.updated_at = Set(ctx.now());
    let updated = contract::Entity::update_many()
        .set(row)
        .filter(contract::COLUMN.id.eq(contract.id.0))
        .filter(contract::COLUMN.revision.eq(revision))
        .exec(tx)
        .await
        .map_err(|error| number_taken(error, contract))?;
    if updated.rows_affected == 0 {
        let saved = of_row(load_row(tx, contract.id).await?)?;
        return Err(crate::organization::conflict(
            &contract.title,
            &saved,
            contract,
        ));
    }
    Ok(revision + 1)
}

/// Inserts a contract; its `id` and `revision` are given by the database.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    contract: &Contract,
) -> Result<ContractId, ServiceError> {
    let mut row = row_of(contract)?;
    row.revision = Set(1);
    row.updated_at = Set(ctx.now());
    let inserted = contract::Entity::insert(row)
        .exec(tx)
        .await
        .map_err(|error| number_taken(error, contract))?;
    Ok(ContractId(inserted.last_insert_id))
}

fn number_taken(error: sea_orm::DbErr, contract: &Contract) -> ServiceError {
    crate::error::taken(
        error,
        "uq_contracts__fiscal_year_contract_no",
        "contract_no",
        &contract.contract_no,
    )
}

/// Terms, in order.
pub(crate) async fn terms(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Vec<ContractTerm>, ServiceError> {
    let rows = contract_term::Entity::find()
        .filter(contract_term::COLUMN.contract_id.eq(id.0))
        .order_by_asc(contract_term::Column::Number)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| ContractTerm {
            number: row.number,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        })
        .collect())
}

/// Writes the terms anew.
pub(crate) async fn save_terms(
    tx: &impl ConnectionTrait,
    id: ContractId,
    terms: &[ContractTerm],
) -> Result<(), ServiceError> {
    contract_term::Entity::delete_many()
        .filter(contract_term::COLUMN.contract_id.eq(id.0))
        .exec(tx)
        .await?;
    let rows = terms.iter().map(|term| contract_term::ActiveModel {
        id: NotSet,
        contract_id: Set(id.0),
        number: Set(term.number),
        starts_on: Set(term.starts_on),
        ends_on: Set(term.ends_on),
    });
    contract_term::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

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

/// Rows of the appendices, by number.
pub(crate) async fn appendices(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<BTreeMap<String, AppendixRowsInput>, ServiceError> {
    let rows = contract_appendix_row::Entity::find()
        .filter(contract_appendix_row::COLUMN.contract_id.eq(id.0))
        .order_by_asc(contract_appendix_row::Column::Position)
        .all(db)
        .await?;
    let mut appendices: BTreeMap<String, AppendixRowsInput> = BTreeMap::new();
    for row in rows {
        appendices
            .entry(row.appendix)
            .or_default()
            .push(serde_json::from_value(row.cells)?);
    }
    Ok(appendices)
}

/// Writes the appendix rows anew.
pub(crate) async fn save_appendices(
    tx: &impl ConnectionTrait,
    id: ContractId,
    appendices: &BTreeMap<String, AppendixRowsInput>,
) -> Result<(), ServiceError> {
    contract_appendix_row::Entity::delete_many()
        .filter(contract_appendix_row::COLUMN.contract_id.eq(id.0))
        .exec(tx)
        .await?;
    let mut rows = Vec::new();
    for (appendix, cells) in appendices
        .iter()
        .flat_map(|(number, rows)| rows.iter().map(move |row| (number, row)))
    {
        rows.push(contract_appendix_row::ActiveModel {
            id: NotSet,
            contract_id: Set(id.0),
            appendix: Set(appendix.clone()),
            position: Set(i32::try_from(rows.len()).unwrap_or(i32::MAX)),
            cells: Set(serde_json::to_value(cells)?),
        });
    }
    if !rows.is_empty() {
        contract_appendix_row::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The appendices of the library with the rows of the contract.
pub(crate) async fn appendix_details(
    db: &impl ConnectionTrait,
    id: ContractId,
    library: &LoadedLibrary,
) -> Result<Vec<AppendixDetail>, ServiceError> {
    let mut rows = appendices(db, id).await?;
    Ok(library
        .library
        .appendices
        .iter()
        .map(|appendix| AppendixDetail {
            number: appendix.number.clone(),
            title: appendix.title.clone(),
            columns: appendix.columns.clone(),
            rows: rows.remove(&appendix.number).unwrap_or_default(),
        })
        .collect())
}
