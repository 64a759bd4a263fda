//! 契約番号: typed, or the next free one of the 年度.

use std::collections::HashSet;

use domain::{contract::input::PartyDraft, fiscal_year::FiscalYear};
use entities::contract;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::{ServiceError, counter};

/// The typed number, or the next free one of the 年度: `R8-0001`.
pub(super) async fn contract_no(
    tx: &impl ConnectionTrait,
    party: &PartyDraft,
) -> Result<String, ServiceError> {
    if let Some(number) = &party.contract_no {
        return Ok(number.clone());
    }
    next_contract_no(tx, FiscalYear::containing(party.starts_on)).await
}

/// The next free number of a 年度.
async fn next_contract_no(
    tx: &impl ConnectionTrait,
    year: FiscalYear,
) -> Result<String, ServiceError> {
    loop {
        let number = counter::next(tx, &format!("contract:{}", year.0)).await?;
        let contract_no = contract_no_of(year, number);
        let used = contract::Entity::find()
            .filter(contract::COLUMN.fiscal_year.eq(year.0))
            .filter(contract::COLUMN.contract_no.eq(contract_no.clone()))
            .count(tx)
            .await?;
        if used == 0 {
            return Ok(contract_no);
        }
    }
}

/// So many free numbers of a 年度, none of them among `others`.
pub(crate) async fn free_contract_nos(
    tx: &impl ConnectionTrait,
    year: FiscalYear,
    count: usize,
    others: &HashSet<String>,
) -> Result<Vec<String>, ServiceError> {
    let used: HashSet<String> = contract::Entity::find()
        .select_only()
        .column(contract::Column::ContractNo)
        .filter(contract::COLUMN.fiscal_year.eq(year.0))
        .into_tuple()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let mut numbers = Vec::with_capacity(count);
    while numbers.len() < count {
        let missing = i64::try_from(count - numbers.len()).map_err(ServiceError::unexpected)?;
        let first = counter::reserve(tx, &format!("contract:{}", year.0), missing).await?;
        let given = (first..first + missing).map(|number| contract_no_of(year, number));
        numbers.extend(given.filter(|number| !used.contains(number) && !others.contains(number)));
    }
    Ok(numbers)
}

/// 令和n年度 = 2018 + n (domain notes §7.3); the number names the 年度 as ledgers do.
fn contract_no_of(year: FiscalYear, number: i64) -> String {
    format!("R{}-{number:04}", year.0 - 2018)
}
