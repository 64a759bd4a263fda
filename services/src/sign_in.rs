//! サインイン: names, passwords, lock-out, and what a person may do today.

use std::collections::BTreeSet;

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    authorization::{Action, HeldRole, Resource, Scope},
    id::{OrganizationUnitId, PersonId},
    input::{FieldError, required},
};
use entities::{account, organization_unit, person, role_assignment};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::{Actor, Context, ServiceError, Store, audit_log, error::taken};

/// Wrong passwords in a row before the account is locked.
const ATTEMPT_LIMIT: i32 = 10;
/// How long it stays locked.
const LOCKED_FOR: TimeDelta = TimeDelta::minutes(15);
/// Fewest characters of a password.
const PASSWORD_LENGTH: usize = 12;
/// What an unknown name is checked against, so that it takes as long as a known one.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$YWFhYWFhYWFhYWFhYWFhYQ$YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI";

const REFUSED: &str = "サインイン名又はパスワードが違います。確かめて、もう一度入力してください。";
const LOCKED: &str = "パスワードの間違いが続いたため、サインインを止めています。15分たってから、やり直してください。お急ぎのときは管理者に連絡してください。";

/// Checks name and password, and answers who it is.
///
/// # Errors
/// [`ServiceError::Rule`] in words that do not tell whether the name exists.
pub async fn sign_in(
    store: &Store,
    sign_in_name: &str,
    password: &str,
) -> Result<PersonId, ServiceError> {
    let name = domain::fold::half_width(domain::input::trimmed(sign_in_name)).to_lowercase();
    let found = account::Entity::find()
        .filter(account::COLUMN.sign_in_name.eq(name))
        .one(&store.db)
        .await?;
    let locked = found
        .as_ref()
        .and_then(|account| account.locked_until)
        .is_some_and(|until| store.now() < until);
    if locked {
        return Err(ServiceError::Rule(LOCKED.to_owned()));
    }
    let hash = found
        .as_ref()
        .map_or_else(|| DECOY.to_owned(), |account| account.password_hash.clone());
    let matches = verify(password.to_owned(), hash).await?;
    match found {
        Some(account) if matches => welcome(store, account).await,
        Some(account) => {
            count_failure(store, account).await?;
            Err(ServiceError::Rule(REFUSED.to_owned()))
        }
        None => Err(ServiceError::Rule(REFUSED.to_owned())),
    }
}

async fn welcome(store: &Store, account: account::Model) -> Result<PersonId, ServiceError> {
    let person_id = PersonId(account.person_id);
    let Some(actor) = actor(store, person_id).await? else {
        return Err(ServiceError::Rule(
            "この職員は在職していないか、役割がないため、サインインできません。管理者に連絡してください。".to_owned(),
        ));
    };
    let ctx = store.acting(actor);
    let tx = store.begin().await?;
    let name = account.sign_in_name.clone();
    let mut row = account.into_active_model();
    row.failed_count = Set(0);
    row.locked_until = Set(None);
    row.last_signed_in_at = Set(Some(store.now()));
    row.update(&tx).await?;
    let event = audit_log::Event::new("サインイン", "person", person_id.0, &name);
    audit_log::record(&tx, &ctx, event).await?;
    tx.commit().await?;
    Ok(person_id)
}

async fn count_failure(store: &Store, account: account::Model) -> Result<(), ServiceError> {
    let ctx = store.acting(Actor {
        person_id: None,
        name: account.sign_in_name.clone(),
        roles: Vec::new(),
    });
    let tx = store.begin().await?;
    let failed_count = account.failed_count + 1;
    let (person_id, name) = (account.person_id, account.sign_in_name.clone());
    let mut row = account.into_active_model();
    row.failed_count = Set(failed_count);
    if ATTEMPT_LIMIT <= failed_count {
        row.failed_count = Set(0);
        row.locked_until = Set(Some(store.now() + LOCKED_FOR));
    }
    row.update(&tx).await?;
    audit_log::record(
        &tx,
        &ctx,
        audit_log::Event::new("サインインの失敗", "person", person_id, &name),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Who a person is today, with roles; `None` when not in office or without a role.
///
/// # Errors
/// When the database does not answer.
pub async fn actor(store: &Store, person_id: PersonId) -> Result<Option<Actor>, ServiceError> {
    let kept = &store.kept.actors;
    let found = kept.answer(store, person_id, || find_actor(store, person_id));
    Ok(Option::clone(&*found.await?))
}

async fn find_actor(store: &Store, person_id: PersonId) -> Result<Option<Actor>, ServiceError> {
    let today = store.today();
    let Some(person) = person::Entity::find_by_id(person_id.0)
        .one(&store.db)
        .await?
    else {
        return Ok(None);
    };
    if today < person.in_office_from || person.in_office_to.is_some_and(|last| last < today) {
        return Ok(None);
    }
    let roles = held_roles(store, person_id, today).await?;
    Ok((!roles.is_empty()).then_some(Actor {
        person_id: Some(person_id),
        name: person.name,
        roles,
    }))
}

async fn held_roles(
    store: &Store,
    person_id: PersonId,
    today: NaiveDate,
) -> Result<Vec<HeldRole>, ServiceError> {
    let rows = role_assignment::Entity::find()
        .filter(role_assignment::COLUMN.person_id.eq(person_id.0))
        .all(&store.db)
        .await?;
    let held: Vec<_> = rows
        .into_iter()
        .filter(|row| row.from_on <= today && row.to_on.is_none_or(|last| today <= last))
        .collect();
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let units = organization_unit::Entity::find().all(&store.db).await?;
    Ok(held
        .into_iter()
        .map(|row| HeldRole {
            role: row.role,
            scope: row
                .unit_id
                .map_or(Scope::Town, |unit| Scope::Units(below(unit, &units))),
        })
        .collect())
}

/// A unit and all units below it.
pub(crate) fn below(unit: i64, units: &[organization_unit::Model]) -> BTreeSet<OrganizationUnitId> {
    let mut inside = BTreeSet::from([OrganizationUnitId(unit)]);
    loop {
        let before = inside.len();
        for row in units {
            if row
                .parent_id
                .is_some_and(|parent| inside.contains(&OrganizationUnitId(parent)))
            {
                inside.insert(OrganizationUnitId(row.id));
            }
        }
        if inside.len() == before {
            return inside;
        }
    }
}

/// Gives a person a sign-in name and a first password, or sets a new password.
///
/// # Errors
/// A name that is taken, a password that is too short.
pub async fn set_account(
    ctx: &Context,
    person_id: PersonId,
    sign_in_name: &str,
    password: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let name = required(&domain::fold::half_width(sign_in_name))
        .map_err(|error| ServiceError::field("sign_in_name", error))?
        .to_lowercase();
    if password.chars().count() < PASSWORD_LENGTH {
        return Err(ServiceError::field(
            "password",
            FieldError::TooShort(PASSWORD_LENGTH),
        ));
    }
    let password_hash = hash(password.to_owned()).await?;
    let tx = ctx.begin().await?;
    save_account(&tx, person_id, &name, password_hash).await?;
    let event = audit_log::Event::new("サインインの登録", "person", person_id.0, &name);
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn save_account(
    tx: &impl ConnectionTrait,
    person_id: PersonId,
    name: &str,
    password_hash: String,
) -> Result<(), ServiceError> {
    let existing = account::Entity::find()
        .filter(account::COLUMN.person_id.eq(person_id.0))
        .one(tx)
        .await?;
    let saved = match existing {
        Some(row) => {
            let mut row = row.into_active_model();
            row.sign_in_name = Set(name.to_owned());
            row.password_hash = Set(password_hash);
            row.failed_count = Set(0);
            row.locked_until = Set(None);
            row.update(tx).await.map(|_| ())
        }
        None => account::Entity::insert(account::ActiveModel {
            id: sea_orm::ActiveValue::NotSet,
            person_id: Set(person_id.0),
            sign_in_name: Set(name.to_owned()),
            password_hash: Set(password_hash),
            failed_count: Set(0),
            locked_until: Set(None),
            last_signed_in_at: Set(None),
        })
        .exec_without_returning(tx)
        .await
        .map(|_| ()),
    };
    saved.map_err(|error| taken(error, "uq_accounts__sign_in_name", "sign_in_name", name))
}

async fn hash(password: String) -> Result<String, ServiceError> {
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    });
    hashed
        .await
        .map_err(ServiceError::unexpected)?
        .map_err(|error| ServiceError::unexpected(error.to_string()))
}

async fn verify(password: String, hash: String) -> Result<bool, ServiceError> {
    let verified = tokio::task::spawn_blocking(move || {
        let hash = PasswordHash::new(&hash).ok()?;
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .ok()
    });
    Ok(verified.await.map_err(ServiceError::unexpected)?.is_some())
}
