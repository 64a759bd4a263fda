//! APIトークン: issued by the administrator, shown once, taken back at any time. Who comes with one acts with
//! the rights its person has that day; what may be asked for with it is the server's business, and only
//! questions may.

use std::collections::HashMap;

use chrono::TimeDelta;
use domain::{
    api_token::{ApiToken, ApiTokenDraft, ApiTokenState, state_on},
    authorization::{Action, Resource},
    id::{ApiTokenId, PersonId},
    input::FieldError,
};
use entities::api_token;
use rand::RngExt;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use serde_json::json;

use crate::{
    Actor, Context, ServiceError, Store, audit_log, organization, session::key_of, sign_in,
};

/// What a token begins with, so that a lost one is recognised for what it is.
const PREFIX: &str = "itaku_";
/// The last use is written down again after this long, not at every request.
const USED_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(5);

/// Issues a token and answers it: the only time anybody sees it.
///
/// # Errors
/// Without the right; a last day that is over or too far off; a person who could not sign in today.
pub async fn issue(ctx: &Context, draft: ApiTokenDraft) -> Result<String, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    draft.check_days(ctx.today())?;
    let Some(person) = sign_in::actor(ctx, draft.person_id).await? else {
        let words = "この職員は在職していないか、役割がありません。別の職員を選んでください。";
        return Err(ServiceError::field(
            "person_id",
            FieldError::Other(words.to_owned()),
        ));
    };
    let token = format!("{PREFIX}{}", hex::encode(rand::rng().random::<[u8; 32]>()));
    let tx = ctx.begin().await?;
    let row = api_token::ActiveModel {
        id: NotSet,
        name: Set(draft.name.clone()),
        purpose: Set(draft.purpose.clone()),
        token_hash: Set(key_of(&token)),
        person_id: Set(draft.person_id.0),
        issued_by: Set(ctx.actor.person_id.map(|id| id.0)),
        issued_at: Set(ctx.now()),
        expires_on: Set(draft.expires_on),
        revoked_by: Set(None),
        revoked_at: Set(None),
        last_used_at: Set(None),
    };
    let inserted = api_token::Entity::insert(row).exec(&tx).await?;
    let event = audit_log::Event::new(
        "APIトークンの発行",
        "api_token",
        inserted.last_insert_id,
        &draft.name,
    )
    .after(json!({
        "name": draft.name,
        "purpose": draft.purpose,
        "person": person.name,
        "expires_on": draft.expires_on,
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(token)
}

/// All tokens, the newest first.
///
/// # Errors
/// Without the right to change the organization.
pub async fn list(ctx: &Context) -> Result<Vec<ApiToken>, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let rows = api_token::Entity::find()
        .order_by_desc(api_token::Column::IssuedAt)
        .order_by_desc(api_token::Column::Id)
        .all(&ctx.db)
        .await?;
    let people: Vec<i64> = rows
        .iter()
        .flat_map(|row| [Some(row.person_id), row.issued_by, row.revoked_by])
        .flatten()
        .collect();
    let names = organization::people_names(&ctx.db, people).await?;
    Ok(rows.into_iter().map(|row| token_of(row, &names)).collect())
}

fn token_of(row: api_token::Model, names: &HashMap<i64, String>) -> ApiToken {
    let name_of = |id: i64| names.get(&id).cloned();
    ApiToken {
        id: ApiTokenId(row.id),
        name: row.name,
        purpose: row.purpose,
        person_id: PersonId(row.person_id),
        person_name: name_of(row.person_id).unwrap_or_default(),
        issued_by: row.issued_by.and_then(name_of),
        issued_at: row.issued_at,
        expires_on: row.expires_on,
        revoked_by: row.revoked_by.and_then(name_of),
        revoked_at: row.revoked_at,
        last_used_at: row.last_used_at,
    }
}

/// Whom a token may act for: those who could sign in today, with their roles, in 五十音 order.
///
/// # Errors
/// Without the right to change the organization.
pub async fn choosable_people(ctx: &Context) -> Result<Vec<(PersonId, String)>, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let today = ctx.today();
    let mut roles: HashMap<PersonId, Vec<&str>> = HashMap::new();
    for held in organization::list_roles(ctx).await? {
        if held.from_on <= today && held.to_on.is_none_or(|last| today <= last) {
            let roles = roles.entry(held.person_id).or_default();
            if !roles.contains(&held.role.label()) {
                roles.push(held.role.label());
            }
        }
    }
    let people = organization::list_people(ctx).await?.into_iter();
    Ok(people
        .filter(|person| person.in_office_on(today))
        .filter_map(|person| {
            let roles = roles.get(&person.id)?.join("、");
            Some((person.id, format!("{}（{roles}）", person.name)))
        })
        .collect())
}

/// 失効: a token is taken back. Nothing can be read with it from now on.
///
/// # Errors
/// Without the right; when there is no such token; when it was taken back before.
pub async fn revoke(ctx: &Context, id: ApiTokenId) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::Organization)?;
    let tx = ctx.begin().await?;
    let row = api_token::Entity::find_by_id(id.0)
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("APIトークン"))?;
    if row.revoked_at.is_some() {
        let words = format!("「{}」は、すでに失効しています。", row.name);
        return Err(ServiceError::Rule(words));
    }
    let name = row.name.clone();
    let mut row = row.into_active_model();
    row.revoked_at = Set(Some(ctx.now()));
    row.revoked_by = Set(ctx.actor.person_id.map(|id| id.0));
    row.update(&tx).await?;
    let event = audit_log::Event::new("APIトークンの失効", "api_token", id.0, &name);
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Why nothing can be read with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRefusal {
    /// No such token was issued.
    Unknown,
    /// Its last day is over.
    Expired,
    /// It was taken back.
    Revoked,
    /// Its person is not in office today, or has no role.
    NobodyActs,
}

/// Who comes with a token: the person it acts for, with the roles held today.
///
/// # Errors
/// When the database does not answer.
pub async fn actor_of(
    store: &Store,
    token: &str,
) -> Result<Result<Actor, TokenRefusal>, ServiceError> {
    let found = api_token::Entity::find()
        .filter(api_token::COLUMN.token_hash.eq(key_of(token)))
        .one(&store.db)
        .await?;
    let Some(row) = found else {
        return Ok(Err(TokenRefusal::Unknown));
    };
    match state_on(row.expires_on, row.revoked_at, store.today()) {
        ApiTokenState::Expired => return Ok(Err(TokenRefusal::Expired)),
        ApiTokenState::Revoked => return Ok(Err(TokenRefusal::Revoked)),
        ApiTokenState::Active => {}
    }
    let Some(actor) = sign_in::actor(store, PersonId(row.person_id)).await? else {
        return Ok(Err(TokenRefusal::NobodyActs));
    };
    note_use(store, row).await?;
    Ok(Ok(actor))
}

async fn note_use(store: &Store, row: api_token::Model) -> Result<(), ServiceError> {
    let is_fresh = row
        .last_used_at
        .is_some_and(|at| store.now() - at < USED_AGAIN_AFTER);
    if is_fresh {
        return Ok(());
    }
    let mut row = row.into_active_model();
    row.last_used_at = Set(Some(store.now()));
    row.update(&store.db).await?;
    Ok(())
}
