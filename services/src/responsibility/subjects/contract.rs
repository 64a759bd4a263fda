//! 契約: concluded ones, from the first day of the first term to the last day of the last.

use chrono::NaiveDate;
use domain::{
    authorization::Scope,
    contract::ContractState,
    responsibility::{Span, SubjectKind},
};
use entities::contract;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::{Found, Wanted, owned_on};
use crate::ServiceError;

/// Contracts as asked for, by unit and number.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
) -> Result<Vec<Found>, ServiceError> {
    let mut query = of_scope(wanted.scope);
    if let Some(day) = wanted.on {
        query = in_use(query, day);
    }
    if let Some(id) = wanted.id {
        query = query.filter(contract::COLUMN.id.eq(id));
    }
    let rows: Vec<(i64, String, i64, NaiveDate, NaiveDate)> = query
        .order_by_asc(contract::Column::UnitId)
        .order_by_asc(contract::Column::ContractNo)
        .order_by_asc(contract::Column::Id)
        .select_only()
        .columns([
            contract::Column::Id,
            contract::Column::Title,
            contract::Column::UnitId,
            contract::Column::StartsOn,
            contract::Column::EndsOn,
        ])
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name, unit_id, starts_on, ends_on)| Found {
            id,
            name,
            unit_id,
            active: Span::closed(starts_on, Some(ends_on)),
        })
        .collect())
}

/// How many in use on the day have nobody.
pub(super) async fn vacant_count(
    db: &impl ConnectionTrait,
    scope: &Scope,
    day: NaiveDate,
) -> Result<u64, ServiceError> {
    let owned = owned_on(SubjectKind::Contract, day);
    Ok(in_use(of_scope(scope), day)
        .filter(contract::Column::Id.not_in_subquery(owned))
        .count(db)
        .await?)
}

fn of_scope(scope: &Scope) -> Select<contract::Entity> {
    let query = contract::Entity::find().filter(
        contract::COLUMN
            .state
            .is_in([ContractState::Concluded, ContractState::Closed]),
    );
    match scope {
        Scope::Town => query,
        Scope::Units(units) => {
            query.filter(contract::COLUMN.unit_id.is_in(units.iter().map(|id| id.0)))
        }
    }
}

fn in_use(query: Select<contract::Entity>, day: NaiveDate) -> Select<contract::Entity> {
    query
        .filter(contract::COLUMN.starts_on.lte(day))
        .filter(contract::COLUMN.ends_on.gte(day))
}
