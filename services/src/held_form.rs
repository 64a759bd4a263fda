//! 入力の預かり: what was typed in a form that could not be taken — the session had ended, a field was
//! wrong, somebody else saved first — is kept for a while and put back into the form.

use chrono::TimeDelta;
use domain::id::PersonId;
use entities::held_form;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter};

use crate::{ServiceError, Store, session};

/// How long a held form is kept.
const KEPT_FOR: TimeDelta = TimeDelta::hours(12);

/// Keeps the body of a form under a secret known to the browser only.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(
    store: &Store,
    secret: &str,
    person: Option<PersonId>,
    path: &str,
    body: &str,
) -> Result<(), ServiceError> {
    held_form::Entity::delete_many()
        .filter(held_form::COLUMN.expires_at.lte(store.now()))
        .exec(&store.db)
        .await?;
    let row = held_form::ActiveModel {
        token_hash: Set(session::key_of(secret)),
        person_id: Set(person.map(|id| id.0)),
        path: Set(path.to_owned()),
        body: Set(body.to_owned()),
        expires_at: Set(store.now() + KEPT_FOR),
    };
    held_form::Entity::insert(row)
        .exec_without_returning(&store.db)
        .await?;
    Ok(())
}

/// The body held under a secret for this form. A form typed by one person is not shown to another.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    store: &Store,
    secret: &str,
    person: Option<PersonId>,
    path: &str,
) -> Result<Option<String>, ServiceError> {
    let row = held_form::Entity::find_by_id(session::key_of(secret))
        .one(&store.db)
        .await?;
    Ok(row
        .filter(|row| store.now() < row.expires_at && row.path == path)
        .filter(|row| row.person_id.is_none() || row.person_id == person.map(|id| id.0))
        .map(|row| row.body))
}
