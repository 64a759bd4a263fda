//! 契約番号: typed, or the next free one of the 年度.

use domain::{contract::input::PartyDraft, fiscal_year::FiscalYear};
use entities::contract;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

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
pub(crate) async fn next_contract_no(
    tx: &impl ConnectionTrait,
    year: FiscalYear,
) -> Result<String, ServiceError> {
    loop {
        let number = counter::next(tx, &format!("contract:{}", year.0)).await?;
        // 令和n年度 = 2018 + n (domain notes §7.3); the number names the 年度 as ledgers do.
        let contract_no = format!("R{}-{number:04}", year.0 - 2018);
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
