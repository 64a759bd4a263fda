//! 別紙 of a contract: the rows somebody fills in.

use std::collections::BTreeMap;

use domain::{
    contract::{detail::AppendixDetail, input::AppendixRowsInput},
    id::ContractId,
};
use entities::contract_appendix_row;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use crate::{ServiceError, library::LoadedLibrary};

/// 別紙１ starts with the policy itself; the drafter adds the rules that apply.
pub(crate) fn default_appendices(library: &LoadedLibrary) -> BTreeMap<String, AppendixRowsInput> {
    let document = &library.library.document;
    let row = vec![
        document.title.clone(),
        document.chapter.clone(),
        document.number.clone(),
        String::new(),
    ];
    BTreeMap::from([("1".to_owned(), vec![row])])
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
