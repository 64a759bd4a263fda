//! Accounts from a ledger that is taken in, inside the transaction of the import. What the ledger says happened
//! before, or was seen, is nobody's deed here: those rows name no person.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    id::{SocialMediaAccountId, SocialMediaServiceId},
    social_media::{
        AccountState, EventKind, Observation, SocialMediaAccount,
        input::{AccountDraft, AccountInput, ServiceDraft},
    },
};
use entities::{
    social_media_account, social_media_event, social_media_observation, social_media_service,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};
use serde_json::Value;

use super::keep::{account_row, name_taken, service_row};
use crate::{Context, ServiceError, audit_log::Event, batch};

/// An event of the ledger: what happened, when, and why we know.
pub(crate) type Happened = (EventKind, NaiveDate, String);

/// Adds a platform.
pub(crate) async fn add_service(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    draft: &ServiceDraft,
) -> Result<(SocialMediaServiceId, Event), ServiceError> {
    let mut row = service_row(ctx, draft);
    row.revision = Set(1);
    let inserted = social_media_service::Entity::insert(row)
        .exec(tx)
        .await
        .map_err(|error| name_taken(error, &draft.name))?;
    let id = SocialMediaServiceId(inserted.last_insert_id);
    let event = Event::new(
        "SNSの追加（取込み）",
        "social_media_service",
        id.0,
        &draft.name,
    )
    .change(None::<&()>, draft)?;
    Ok((id, event))
}

/// What an account is, for the log: the platform by its name.
fn words(
    draft: &AccountDraft,
    state: AccountState,
    names: &HashMap<SocialMediaServiceId, String>,
) -> Result<Value, ServiceError> {
    let mut words = serde_json::to_value(draft)?;
    if let Some(fields) = words.as_object_mut() {
        fields.remove("service_id");
        let name = names.get(&draft.service_id).cloned().unwrap_or_default();
        fields.insert("platform".to_owned(), name.into());
        fields.insert("state".to_owned(), state.code().into());
    }
    Ok(words)
}

/// Adds an account in a state. `names` has every platform.
pub(crate) async fn add_account(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    (draft, state): (&AccountDraft, AccountState),
    names: &HashMap<SocialMediaServiceId, String>,
) -> Result<(SocialMediaAccountId, Event), ServiceError> {
    let mut row = account_row(ctx, draft);
    row.state = Set(state);
    row.registered_on = Set(ctx.today());
    row.revision = Set(1);
    let inserted = social_media_account::Entity::insert(row).exec(tx).await?;
    let id = SocialMediaAccountId(inserted.last_insert_id);
    let event = Event::new(
        "SNSアカウントの取込み",
        "social_media_account",
        id.0,
        &draft.name,
    )
    .after(words(draft, state, names)?);
    Ok((id, event))
}

/// Changes what an account is, and its state.
pub(crate) async fn change_account(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    before: &SocialMediaAccount,
    (draft, state): (&AccountDraft, AccountState),
    names: &HashMap<SocialMediaServiceId, String>,
) -> Result<Event, ServiceError> {
    let mut row = account_row(ctx, draft);
    row.id = Set(before.id.0);
    row.state = Set(state);
    row.revision = Set(before.revision + 1);
    row.update(tx).await?;
    let action = "SNSアカウントの変更（取込み）";
    let mut event = Event::new(action, "social_media_account", before.id.0, &draft.name)
        .after(words(draft, state, names)?);
    if let Ok(draft) = AccountInput::from(before).check() {
        event.before = Some(words(&draft, before.state, names)?);
    }
    Ok(event)
}

/// Writes what happened to an account, in its order.
pub(crate) async fn add_events(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: SocialMediaAccountId,
    events: Vec<Happened>,
) -> Result<(), ServiceError> {
    let rows = events
        .into_iter()
        .map(|(kind, day, note)| social_media_event::ActiveModel {
            id: NotSet,
            account_id: Set(id.0),
            kind: Set(kind),
            happened_on: Set(day),
            person_id: Set(None),
            note: Set(Some(note)),
            recorded_at: Set(ctx.now()),
        });
    batch::insert(tx, rows.collect()).await?;
    Ok(())
}

/// Writes what was seen of an account.
pub(crate) async fn add_observations(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: SocialMediaAccountId,
    seen: Vec<Observation>,
) -> Result<(), ServiceError> {
    let rows = seen
        .into_iter()
        .map(|it| social_media_observation::ActiveModel {
            id: NotSet,
            account_id: Set(id.0),
            kind: Set(it.kind),
            observed_on: Set(it.observed_on),
            answer: Set(it.answer),
            posted_on: Set(it.posted_on),
            note: Set(it.note),
            person_id: Set(None),
            recorded_at: Set(ctx.now()),
        });
    batch::insert(tx, rows.collect()).await?;
    Ok(())
}
