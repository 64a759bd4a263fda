//! 操作記録: who, when, what, on which record, before → after. Append-only; each entry carries the
//! hash of the one before, so that a change or a gap shows.

use chrono::SecondsFormat;
use domain::{
    audit::AuditEntry,
    authorization::{Action, Resource},
};
use entities::audit_event;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Context, ServiceError, batch, counter};

/// Of the numbers of the entries.
const COUNTER: &str = "audit_event";
/// The hash before the first entry.
const ORIGIN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What happened, to be recorded with the change itself.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Verb, in Japanese: 契約の起案.
    pub(crate) action: &'static str,
    /// Table-like noun of the record: `contract`, `vendor`, …
    pub(crate) subject_kind: &'static str,
    /// Key of the record.
    pub(crate) subject_id: Option<i64>,
    /// The record's name at the time.
    pub(crate) subject: String,
    /// The record before, if it existed.
    pub(crate) before: Option<Value>,
    /// The record after.
    pub(crate) after: Option<Value>,
}

impl Event {
    pub(crate) fn new(
        action: &'static str,
        subject_kind: &'static str,
        subject_id: i64,
        subject: &str,
    ) -> Self {
        Self {
            action,
            subject_kind,
            subject_id: Some(subject_id),
            subject: subject.to_owned(),
            before: None,
            after: None,
        }
    }

    pub(crate) fn change(
        mut self,
        before: Option<&impl Serialize>,
        after: &impl Serialize,
    ) -> Result<Self, ServiceError> {
        self.before = before.map(serde_json::to_value).transpose()?;
        self.after = Some(serde_json::to_value(after)?);
        Ok(self)
    }

    pub(crate) fn after(mut self, after: Value) -> Self {
        self.after = Some(after);
        self
    }
}

/// Appends an entry inside the transaction of the use case.
pub(crate) async fn record(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    event: Event,
) -> Result<(), ServiceError> {
    record_all(tx, ctx, vec![event]).await
}

/// The number of the last entry; 0 before the first.
pub(crate) async fn last_entry(db: &impl ConnectionTrait) -> Result<i64, ServiceError> {
    counter::current(db, COUNTER).await
}

/// Appends entries in their order, in few statements.
pub(crate) async fn record_all(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    events: Vec<Event>,
) -> Result<(), ServiceError> {
    let Ok(count) = i64::try_from(events.len()) else {
        return Err(ServiceError::unexpected("too many events"));
    };
    if count == 0 {
        return Ok(());
    }
    // Counting first takes the counter's lock: entries are written one after the other.
    let first = counter::reserve(tx, COUNTER, count).await?;
    let previous = audit_event::Entity::find()
        .filter(audit_event::COLUMN.number.eq(first - 1))
        .one(tx)
        .await?;
    let mut previous_hash = previous.map_or_else(|| ORIGIN.to_owned(), |previous| previous.hash);
    let mut rows = Vec::with_capacity(events.len());
    for (number, event) in (first..).zip(events) {
        let row = row_of(ctx, number, event, previous_hash);
        previous_hash = row.hash.clone();
        rows.push(audit_event::ActiveModel {
            id: sea_orm::ActiveValue::NotSet,
            number: Set(row.number),
            at: Set(row.at),
            person_id: Set(row.person_id),
            actor: Set(row.actor),
            action: Set(row.action),
            subject_kind: Set(row.subject_kind),
            subject_id: Set(row.subject_id),
            subject: Set(row.subject),
            before: Set(row.before),
            after: Set(row.after),
            previous_hash: Set(row.previous_hash),
            hash: Set(row.hash),
        });
    }
    batch::insert(tx, rows).await?;
    Ok(())
}

fn row_of(ctx: &Context, number: i64, event: Event, previous_hash: String) -> audit_event::Model {
    let mut row = audit_event::Model {
        id: 0,
        number,
        at: ctx.now(),
        person_id: ctx.actor.person_id.map(|id| id.0),
        actor: ctx.actor.name.clone(),
        action: event.action.to_owned(),
        subject_kind: event.subject_kind.to_owned(),
        subject_id: event.subject_id,
        subject: event.subject,
        before: event.before,
        after: event.after,
        previous_hash,
        hash: String::new(),
    };
    row.hash = hash_of(&row);
    row
}

/// SHA-256 over every field but the hash itself, each with its length in front.
fn hash_of(row: &audit_event::Model) -> String {
    let mut digest = Sha256::new();
    let mut field = |text: &str| {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    };
    field(&row.previous_hash);
    field(&row.number.to_string());
    field(&row.at.to_rfc3339_opts(SecondsFormat::Micros, true));
    field(&row.person_id.map(|id| id.to_string()).unwrap_or_default());
    field(&row.actor);
    field(&row.action);
    field(&row.subject_kind);
    field(&row.subject_id.map(|id| id.to_string()).unwrap_or_default());
    field(&row.subject);
    field(&row.before.as_ref().map(canonical).unwrap_or_default());
    field(&row.after.as_ref().map(canonical).unwrap_or_default());
    hex::encode(digest.finalize())
}

/// JSON with sorted keys, so that a hash does not depend on how an engine gives it back.
pub(crate) fn canonical(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.keys().collect();
            keys.sort();
            let fields: Vec<String> = keys
                .iter()
                .map(|key| {
                    format!(
                        "{}:{}",
                        Value::String((*key).clone()),
                        canonical(&map[*key])
                    )
                })
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(canonical).collect::<Vec<_>>().join(",")
        ),
        other => other.to_string(),
    }
}

fn entry(row: audit_event::Model) -> AuditEntry {
    AuditEntry {
        number: row.number,
        at: row.at,
        actor: row.actor,
        action: row.action,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        subject: row.subject,
        changes: changes(row.before.as_ref(), row.after.as_ref()),
    }
}

/// The fields that differ, as text.
pub(crate) fn changes(
    before: Option<&Value>,
    after: Option<&Value>,
) -> Vec<(String, String, String)> {
    let empty = serde_json::Map::new();
    let before = before.and_then(Value::as_object).unwrap_or(&empty);
    let Some(after) = after.and_then(Value::as_object) else {
        return Vec::new();
    };
    let mut fields: Vec<(String, String, String)> = after
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "id" | "revision" | "updated_at"))
        .map(|(key, value)| {
            (
                key.clone(),
                before.get(key).map(as_text).unwrap_or_default(),
                as_text(value),
            )
        })
        .filter(|(_, old, new)| old != new)
        .collect();
    fields.sort();
    fields
}

fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(as_text).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

/// Entries per page of the log.
pub const PAGE_SIZE: u64 = 50;

/// A page of the log, newest first, and the number of all entries.
///
/// # Errors
/// Without the right to read the log.
pub async fn list(ctx: &Context, page: u64) -> Result<(Vec<AuditEntry>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::AuditLog)?;
    let total = audit_event::Entity::find().count(&ctx.db).await?;
    let rows = audit_event::Entity::find()
        .order_by_desc(audit_event::Column::Number)
        .offset(page.saturating_sub(1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
        .all(&ctx.db)
        .await?;
    Ok((rows.into_iter().map(entry).collect(), total))
}

/// The history of one record, newest first. Whoever may see the record may see its history.
pub(crate) async fn of_subject(
    ctx: &Context,
    kind: &str,
    id: i64,
) -> Result<Vec<AuditEntry>, ServiceError> {
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::SubjectKind.eq(kind))
        .filter(audit_event::Column::SubjectId.eq(id))
        .order_by_desc(audit_event::Column::Number)
        .all(&ctx.db)
        .await?;
    Ok(rows.into_iter().map(entry).collect())
}

/// What checking the whole log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is there and unchanged; how many.
    Intact(i64),
    /// The first entry that is changed or missing.
    BrokenAt(i64),
}

/// Reads the whole log and checks numbers and hashes.
///
/// # Errors
/// Without the right to read the log.
pub async fn verify(ctx: &Context) -> Result<Verdict, ServiceError> {
    ctx.authorize(Action::View, Resource::AuditLog)?;
    let mut previous_hash = ORIGIN.to_owned();
    let mut number = 0;
    loop {
        let rows = audit_event::Entity::find()
            .filter(audit_event::COLUMN.number.gt(number))
            .order_by_asc(audit_event::Column::Number)
            .limit(1_000)
            .all(&ctx.db)
            .await?;
        if rows.is_empty() {
            // Entries cut off at the end show in the counter.
            let given = last_entry(&ctx.db).await?;
            return Ok(if given == number {
                Verdict::Intact(number)
            } else {
                Verdict::BrokenAt(number + 1)
            });
        }
        for row in rows {
            let intact = row.number == number + 1
                && row.previous_hash == previous_hash
                && row.hash == hash_of(&row);
            if !intact {
                return Ok(Verdict::BrokenAt(number + 1));
            }
            number = row.number;
            previous_hash = row.hash;
        }
    }
}
