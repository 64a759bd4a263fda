//! Rows of many contracts at once, for a ledger that is taken in.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    contract::{Contract, ContractTerm, input::AppendixRowsInput},
    id::ContractId,
};
use entities::{contract, contract_appendix_row, contract_clause, contract_term};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, ExprTrait, Iterable, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, OnConflict},
};

use super::record::row_of;
use crate::{Context, ServiceError, batch, database, database::among};

fn taken(error: sea_orm::DbErr) -> ServiceError {
    match database::violated(&error).as_deref() {
        Some("uq_contracts__fiscal_year_contract_no") => ServiceError::Rule(
            "取り込む間に、ほかの人が同じ契約番号の契約を登録しました。もう一度取り込んでください。"
                .to_owned(),
        ),
        _ => error.into(),
    }
}

/// Inserts contracts; their keys are in the order of the contracts.
pub(crate) async fn insert_all(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    contracts: impl Iterator<Item = &Contract>,
) -> Result<Vec<ContractId>, ServiceError> {
    let rows: Result<Vec<_>, ServiceError> = contracts
        .map(|contract| {
            let mut row = row_of(contract)?;
            row.revision = Set(1);
            row.updated_at = Set(ctx.now());
            Ok(row)
        })
        .collect();
    let keys = batch::insert_with_keys(tx, rows?).await.map_err(taken)?;
    Ok(keys.into_iter().map(ContractId).collect())
}

/// Saves changed contracts, unless somebody saved one of them since its revision.
pub(crate) async fn touch_all(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    contracts: impl Iterator<Item = &Contract>,
) -> Result<(), ServiceError> {
    let mut rows = Vec::new();
    for contract in contracts {
        let mut row = row_of(contract)?;
        row.id = Set(contract.id.0);
        row.revision = Set(contract.revision + 1);
        row.updated_at = Set(ctx.now());
        rows.push(row);
    }
    let columns = contract::Column::iter().filter(|it| !matches!(it, contract::Column::Id));
    let excluded = Expr::col((Alias::new("excluded"), contract::Column::Revision));
    let unchanged = Expr::col((contract::Entity, contract::Column::Revision)).eq(excluded.sub(1));
    let conflict = OnConflict::column(contract::Column::Id)
        .update_columns(columns)
        .action_and_where(unchanged)
        .to_owned();
    let count = rows.len() as u64;
    if batch::overwrite(tx, rows, conflict).await.map_err(taken)? == count {
        return Ok(());
    }
    Err(ServiceError::Rule(
        "取り込む間に、ほかの人が契約を変更しました。もう一度取り込んでください。".to_owned(),
    ))
}

/// The terms of contracts, in order.
pub(crate) async fn terms_of(
    db: &impl ConnectionTrait,
    contracts: &[i64],
) -> Result<HashMap<ContractId, Vec<ContractTerm>>, ServiceError> {
    let mut terms: HashMap<ContractId, Vec<ContractTerm>> = HashMap::new();
    let of_them = among(
        db,
        contract_term::Column::ContractId,
        contracts.iter().copied(),
    );
    let rows = contract_term::Entity::find()
        .filter(of_them)
        .order_by_asc(contract_term::Column::Number)
        .all(db)
        .await?;
    for row in rows {
        let term = ContractTerm {
            number: row.number,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        };
        terms
            .entry(ContractId(row.contract_id))
            .or_default()
            .push(term);
    }
    Ok(terms)
}

/// Writes the only term of each contract anew.
pub(crate) async fn save_only_terms(
    tx: &impl ConnectionTrait,
    terms: &[(ContractId, ContractTerm)],
) -> Result<(), ServiceError> {
    let keys = terms.iter().map(|(id, _)| id.0);
    contract_term::Entity::delete_many()
        .filter(among(tx, contract_term::Column::ContractId, keys))
        .exec(tx)
        .await?;
    add_terms(tx, terms).await
}

/// Writes a term of contracts that have none.
pub(crate) async fn add_terms(
    tx: &impl ConnectionTrait,
    terms: &[(ContractId, ContractTerm)],
) -> Result<(), ServiceError> {
    let rows = terms.iter().map(|(id, term)| contract_term::ActiveModel {
        id: NotSet,
        contract_id: Set(id.0),
        number: Set(term.number),
        starts_on: Set(term.starts_on),
        ends_on: Set(term.ends_on),
    });
    batch::insert(tx, rows.collect()).await?;
    Ok(())
}

/// Writes the appendix rows of contracts that have none.
pub(crate) async fn add_appendices(
    tx: &impl ConnectionTrait,
    contracts: &[(ContractId, BTreeMap<String, AppendixRowsInput>)],
) -> Result<(), ServiceError> {
    let mut rows = Vec::new();
    for (id, appendices) in contracts {
        let cells = appendices
            .iter()
            .flat_map(|(number, rows)| rows.iter().map(move |row| (number, row)));
        for (position, (appendix, cells)) in (0..).zip(cells) {
            rows.push(contract_appendix_row::ActiveModel {
                id: NotSet,
                contract_id: Set(id.0),
                appendix: Set(appendix.clone()),
                position: Set(position),
                cells: Set(serde_json::to_value(cells)?),
            });
        }
    }
    batch::insert(tx, rows).await?;
    Ok(())
}

/// Which of the contracts have clauses.
pub(crate) async fn with_clauses(
    db: &impl ConnectionTrait,
    contracts: &[i64],
) -> Result<HashSet<i64>, ServiceError> {
    let of_them = among(
        db,
        contract_clause::Column::ContractId,
        contracts.iter().copied(),
    );
    let found: Vec<i64> = contract_clause::Entity::find()
        .select_only()
        .column(contract_clause::Column::ContractId)
        .distinct()
        .filter(of_them)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}
