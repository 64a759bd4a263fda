//! 外部サービス: from the approval, or from the use where that came first, to the end of use.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{authorization::Scope, external_service::UseDecision, responsibility::Span};
use entities::{external_service, use_approval};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Found, Wanted};
use crate::ServiceError;

/// Services as asked for, by name.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
) -> Result<Vec<Found>, ServiceError> {
    let mut query =
        external_service::Entity::find().filter(external_service::Column::VoidOn.is_null());
    if let Scope::Units(units) = wanted.scope {
        let units = units.iter().map(|id| id.0);
        query = query.filter(external_service::COLUMN.unit_id.is_in(units));
    }
    if let Some(id) = wanted.id {
        query = query.filter(external_service::COLUMN.id.eq(id));
    }
    let rows = query
        .order_by_asc(external_service::Column::NameKey)
        .order_by_asc(external_service::Column::Id)
        .all(db)
        .await?;
    let approved = first_approvals(db, wanted.id).await?;
    let found = rows.into_iter().filter_map(|row| {
        let days = [approved.get(&row.id).copied(), row.started_on];
        let first = days.into_iter().flatten().min()?;
        Some(Found {
            id: row.id,
            name: row.name,
            unit_id: row.unit_id,
            active: Span::closed(first, row.ended_on),
        })
    });
    Ok(found.filter(|found| wanted.includes(found)).collect())
}

/// The day each service was first approved.
async fn first_approvals(
    db: &impl ConnectionTrait,
    service: Option<i64>,
) -> Result<HashMap<i64, NaiveDate>, ServiceError> {
    let mut query = use_approval::Entity::find().filter(
        use_approval::Column::Decision.is_in([UseDecision::Approved, UseDecision::Conditional]),
    );
    if let Some(service) = service {
        query = query.filter(use_approval::COLUMN.service_id.eq(service));
    }
    let rows: Vec<(i64, Option<NaiveDate>)> = query
        .select_only()
        .column(use_approval::Column::ServiceId)
        .column_as(use_approval::Column::DecidedOn.min(), "first")
        .group_by(use_approval::Column::ServiceId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, first)| Some((id, first?)))
        .collect())
}
