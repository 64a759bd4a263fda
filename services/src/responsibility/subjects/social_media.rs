//! SNS: platforms while the town uses them, and accounts from 開設 to 廃止 — also dormant and affiliated
//! ones. There are few of them: the days of an account are worked out of its history by the domain's rule.

use std::collections::HashMap;

use domain::{
    authorization::Scope,
    responsibility::Span,
    social_media::history::{AccountEvent, History},
};
use entities::{social_media_account, social_media_event, social_media_service};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Found, Wanted};
use crate::ServiceError;

/// Platforms as asked for, by name.
pub(super) async fn services(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
) -> Result<Vec<Found>, ServiceError> {
    let mut query = social_media_service::Entity::find();
    if let Scope::Units(units) = wanted.scope {
        let units = units.iter().map(|id| id.0);
        query = query.filter(social_media_service::COLUMN.unit_id.is_in(units));
    }
    if let Some(id) = wanted.id {
        query = query.filter(social_media_service::COLUMN.id.eq(id));
    }
    let rows = query
        .order_by_asc(social_media_service::Column::NameKey)
        .order_by_asc(social_media_service::Column::Id)
        .all(db)
        .await?;
    let found = rows.into_iter().map(|row| Found {
        id: row.id,
        name: row.name,
        unit_id: row.unit_id,
        active: Span::closed(row.used_from, row.used_to),
    });
    Ok(found.filter(|found| wanted.includes(found)).collect())
}

/// Accounts as asked for, by name.
pub(super) async fn accounts(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
) -> Result<Vec<Found>, ServiceError> {
    let mut query = social_media_account::Entity::find();
    if let Scope::Units(units) = wanted.scope {
        let units = units.iter().map(|id| id.0);
        query = query.filter(social_media_account::COLUMN.unit_id.is_in(units));
    }
    if let Some(id) = wanted.id {
        query = query.filter(social_media_account::COLUMN.id.eq(id));
    }
    let rows = query
        .order_by_asc(social_media_account::Column::NameKey)
        .order_by_asc(social_media_account::Column::Id)
        .all(db)
        .await?;
    let mut histories = histories(db, wanted.id).await?;
    let found = rows.into_iter().filter_map(|row| {
        let existence = histories.remove(&row.id)?.existence()?;
        Some(Found {
            id: row.id,
            name: row.name,
            unit_id: row.unit_id,
            active: Span::closed(existence.from_on, existence.to_on),
        })
    });
    Ok(found.filter(|found| wanted.includes(found)).collect())
}

async fn histories(
    db: &impl ConnectionTrait,
    account: Option<i64>,
) -> Result<HashMap<i64, History>, ServiceError> {
    let mut query = social_media_event::Entity::find();
    if let Some(account) = account {
        query = query.filter(social_media_event::COLUMN.account_id.eq(account));
    }
    let rows = query
        .order_by_asc(social_media_event::Column::Id)
        .all(db)
        .await?;
    let mut histories: HashMap<i64, History> = HashMap::new();
    for row in rows {
        histories
            .entry(row.account_id)
            .or_default()
            .0
            .push(AccountEvent {
                kind: row.kind,
                happened_on: row.happened_on,
                person_id: row.person_id.map(domain::id::PersonId),
                person: None,
                note: row.note,
                recorded_at: row.recorded_at,
            });
    }
    Ok(histories)
}
