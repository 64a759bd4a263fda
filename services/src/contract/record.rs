//! Rows of a contract ⇄ the record: the contract itself, its terms.

use domain::{
    contract::{
        Contract, ContractTerm,
        preparation::{Preparation, PreparationStage},
    },
    fiscal_year::FiscalYear,
    fold,
    id::{ContractId, OrganizationUnitId, PersonId, VendorId},
};
use entities::{contract, contract_term};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use crate::{Context, ServiceError, error::conflict};

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
        return Err(conflict(&contract.title, &saved, contract));
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
