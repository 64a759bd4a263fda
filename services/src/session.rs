//! サインインの状態 as rows, so that any server answers any request. The id in the cookie is never
//! stored; its SHA-256 is the key.

use chrono::{DateTime, Utc};
use entities::session;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, sea_query::OnConflict};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{ServiceError, Store, database};

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSession {
    /// Opaque values of the session layer.
    pub data: Value,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// The key of a secret handed to a browser.
#[must_use]
pub fn key_of(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// Adds a session; `false` when the id is taken.
///
/// # Errors
/// When the database does not answer.
pub async fn create(
    store: &Store,
    secret: &str,
    stored: &StoredSession,
) -> Result<bool, ServiceError> {
    match session::Entity::insert(row(secret, stored))
        .exec_without_returning(&store.db)
        .await
    {
        Ok(_) => Ok(true),
        Err(error) if database::violated(&error).is_some() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Saves a session, old or new.
///
/// # Errors
/// When the database does not answer.
pub async fn save(store: &Store, secret: &str, stored: &StoredSession) -> Result<(), ServiceError> {
    let conflict = OnConflict::column(session::Column::IdHash)
        .update_columns([
            session::Column::Data,
            session::Column::ExpiresAt,
            session::Column::PersonId,
        ])
        .to_owned();
    session::Entity::insert(row(secret, stored))
        .on_conflict(conflict)
        .exec_without_returning(&store.db)
        .await?;
    Ok(())
}

/// Finds a session that has not ended.
///
/// # Errors
/// When the database does not answer.
pub async fn find(store: &Store, secret: &str) -> Result<Option<StoredSession>, ServiceError> {
    let row = session::Entity::find_by_id(key_of(secret))
        .one(&store.db)
        .await?;
    Ok(row
        .filter(|row| store.now() < row.expires_at)
        .map(|row| StoredSession {
            data: row.data,
            expires_at: row.expires_at,
        }))
}

/// Ends a session.
///
/// # Errors
/// When the database does not answer.
pub async fn delete(store: &Store, secret: &str) -> Result<(), ServiceError> {
    session::Entity::delete_by_id(key_of(secret))
        .exec(&store.db)
        .await?;
    Ok(())
}

/// Removes sessions that ended.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(store: &Store) -> Result<(), ServiceError> {
    session::Entity::delete_many()
        .filter(session::COLUMN.expires_at.lte(store.now()))
        .exec(&store.db)
        .await?;
    Ok(())
}

fn row(secret: &str, stored: &StoredSession) -> session::ActiveModel {
    let person_id = stored.data.get("person_id").and_then(Value::as_i64);
    session::ActiveModel {
        id_hash: Set(key_of(secret)),
        person_id: Set(person_id),
        data: Set(stored.data.clone()),
        expires_at: Set(stored.expires_at),
    }
}
