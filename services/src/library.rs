//! 条項集の版: the rules as data, loaded from the delivered library as versioned rows, and read back as
//! they are in force on a day. A version that exists is never changed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    id::LibraryEntryId,
    library::{Clause, Library, LibraryFiles, LibraryRecord, RecordKind, SelectionRules},
};
use entities::library_entry;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Actor, Context, ServiceError, Store, audit_log, file::sha256_of};

/// Rows in one INSERT.
const CHUNK: usize = 200;
/// Origin of what came with the program.
const DELIVERED: &str = "delivered";
/// Origin of what the security office of the town wrote.
const TOWN: &str = "town";

/// A library as it is in force on a day, with the row of each record.
#[derive(Debug)]
pub struct LoadedLibrary {
    /// The records.
    pub library: Library,
    /// What the browser needs of it to select clauses.
    pub rules: SelectionRules,
    entries: HashMap<(RecordKind, String), LibraryEntryId>,
}

impl LoadedLibrary {
    /// The row of a clause in force.
    #[must_use]
    pub fn clause_entry(&self, clause: &str) -> Option<LibraryEntryId> {
        self.entry(RecordKind::Clause, clause)
    }

    /// The row of a record in force.
    #[must_use]
    pub fn entry(&self, kind: RecordKind, key: &str) -> Option<LibraryEntryId> {
        self.entries.get(&(kind, key.to_owned())).copied()
    }
}

/// The library in force, kept as long as no version was added and the day is the same.
#[derive(Clone, Default)]
pub(crate) struct LibraryCache(Arc<Mutex<Option<CachedLibrary>>>);

type CachedLibrary = (i64, NaiveDate, Arc<LoadedLibrary>);

impl LibraryCache {
    fn get(&self, newest: i64, day: NaiveDate) -> Option<Arc<LoadedLibrary>> {
        let cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cached
            .as_ref()
            .filter(|(id, on, _)| *id == newest && *on == day)
            .map(|(_, _, library)| Arc::clone(library))
    }

    fn put(&self, newest: i64, day: NaiveDate, library: &Arc<LoadedLibrary>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((newest, day, Arc::clone(library)));
    }
}

/// The library that comes with the program.
///
/// # Errors
/// A file that is not TOML or not a library; a rule that speaks of what does not exist.
pub fn delivered() -> Result<Library, ServiceError> {
    let library = Library::from(LibraryFiles {
        clauses: parse(include_str!("../../library/clauses.toml"))?,
        check_items: parse(include_str!("../../library/check_items.toml"))?,
        settings: parse(include_str!("../../library/settings.toml"))?,
        forms: parse(include_str!("../../library/forms.toml"))?,
        policy: parse(include_str!("../../library/policy.toml"))?,
        contract_items: parse(include_str!("../../library/contract_items.toml"))?,
        guideline_items: parse(include_str!("../../library/guideline_items.toml"))?,
        calendar: parse(include_str!("../../library/calendar.toml"))?,
        selection: parse(include_str!("../../library/selection.toml"))?,
    });
    library.check().map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        ServiceError::unexpected(lines.join("\n"))
    })?;
    Ok(library)
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ServiceError> {
    toml::from_str(text).map_err(ServiceError::unexpected)
}

/// Brings the rows up to the library given: what is new or changed becomes a new version. What the
/// town edited is left as it is. Loading the same library again changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn load(store: &Store, library: &Library) -> Result<usize, ServiceError> {
    let ctx = store.acting(Actor::operator());
    let latest = latest_versions(store).await?;
    let first_day = library.document.date;
    let mut rows = Vec::new();
    for record in library.records() {
        let content_hash = sha256_of(audit_log::canonical(&record.content).as_bytes());
        let known = latest.get(&(record.kind.as_str().to_owned(), record.key.clone()));
        match known {
            Some(entry) if entry.content_hash == content_hash || entry.origin != DELIVERED => {}
            Some(entry) => rows.push(row(
                record,
                entry.version + 1,
                ctx.today(),
                content_hash,
                &ctx,
            )),
            None => rows.push(row(record, 1, first_day, content_hash, &ctx)),
        }
    }
    let count = rows.len();
    if count == 0 {
        return Ok(0);
    }
    let tx = store.begin().await?;
    insert(&tx, rows).await?;
    let mut event = audit_log::Event::new("条項集の読込み", "library", 0, &library.head.title);
    event.after = Some(serde_json::json!({ "version": library.head.version, "records": count }));
    audit_log::record(&tx, &ctx, event).await?;
    tx.commit().await?;
    Ok(count)
}

/// 改正: a new version of a record, in force from today. Versions before it stay, and with them what is
/// pinned to them; a later delivery does not replace it.
///
/// # Errors
/// Without the right; when there is no such record; when the library would no longer be one — a content
/// that is no such record, another key, a fact or token that does not exist — in words.
pub async fn revise(
    ctx: &Context,
    kind: RecordKind,
    key: &str,
    content: Value,
) -> Result<i32, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Library)?;
    let tx = ctx.begin().await?;
    let before = library_entry::Entity::find()
        .filter(library_entry::COLUMN.kind.eq(kind.as_str()))
        .filter(library_entry::COLUMN.key.eq(key))
        .order_by_desc(library_entry::Column::Version)
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("条項集の記録"))?;
    check_with(&tx, ctx.today(), kind, key, &content).await?;
    let version = before.version + 1;
    let revised = library_entry::ActiveModel {
        id: NotSet,
        version: Set(version),
        effective_from: Set(ctx.today()),
        content_hash: Set(sha256_of(audit_log::canonical(&content).as_bytes())),
        content: Set(content.clone()),
        origin: Set(TOWN.to_owned()),
        created_at: Set(ctx.now()),
        kind: Set(before.kind),
        key: Set(before.key),
        position: Set(before.position),
    };
    let id = library_entry::Entity::insert(revised)
        .exec(&tx)
        .await?
        .last_insert_id;
    let subject = format!("{} {key}", kind.label());
    let event = audit_log::Event::new("条項集の改正", "library", id, &subject)
        .change(Some(&before.content), &content)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(version)
}

/// The library as it would be with a revised record has to be a library still.
async fn check_with(
    db: &impl ConnectionTrait,
    day: NaiveDate,
    kind: RecordKind,
    key: &str,
    content: &Value,
) -> Result<(), ServiceError> {
    let latest = latest_in_force(db, day).await?;
    let revised = (kind, key.to_owned());
    let records = latest.into_iter().map(|(at, row)| LibraryRecord {
        content: if at == revised {
            content.clone()
        } else {
            row.content
        },
        kind: at.0,
        key: at.1,
        position: u32::try_from(row.position).unwrap_or_default(),
    });
    let refused =
        |words: String| ServiceError::Rule(format!("この内容では改正できません。\n{words}"));
    let library = Library::from_records(records).map_err(|error| refused(error.to_string()))?;
    if !library
        .records()
        .iter()
        .any(|record| record.kind == kind && record.key == key)
    {
        return Err(refused(format!("「{key}」の識別番号は変えられません。")));
    }
    library.check().map_err(|errors| {
        refused(
            errors
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n"),
        )
    })
}

async fn insert(
    tx: &impl ConnectionTrait,
    rows: Vec<library_entry::ActiveModel>,
) -> Result<(), ServiceError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        library_entry::Entity::insert_many(chunk)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn row(
    record: LibraryRecord,
    version: i32,
    effective_from: NaiveDate,
    content_hash: String,
    ctx: &Context,
) -> library_entry::ActiveModel {
    library_entry::ActiveModel {
        id: NotSet,
        kind: Set(record.kind.as_str().to_owned()),
        key: Set(record.key),
        version: Set(version),
        position: Set(i32::try_from(record.position).unwrap_or(i32::MAX)),
        effective_from: Set(effective_from),
        content: Set(record.content),
        content_hash: Set(content_hash),
        origin: Set(DELIVERED.to_owned()),
        created_at: Set(ctx.now()),
    }
}

async fn latest_versions(
    store: &Store,
) -> Result<HashMap<(String, String), library_entry::Model>, ServiceError> {
    let rows = library_entry::Entity::find()
        .order_by_asc(library_entry::Column::Version)
        .all(&store.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.kind.clone(), row.key.clone()), row))
        .collect())
}

/// The library as it is in force on a day. Everybody who is signed in may know the rules.
///
/// # Errors
/// When the rows cannot be read as a library.
pub async fn in_force(store: &Store, day: NaiveDate) -> Result<Arc<LoadedLibrary>, ServiceError> {
    let newest = *store
        .kept
        .library
        .answer(store, (), || newest_version(store))
        .await?;
    if let Some(library) = store.library.get(newest, day) {
        return Ok(library);
    }
    let loaded = Arc::new(read(store, day).await?);
    store.library.put(newest, day, &loaded);
    Ok(loaded)
}

/// The row added last, of the rules.
async fn newest_version(store: &Store) -> Result<i64, ServiceError> {
    let newest: Option<i64> = library_entry::Entity::find()
        .select_only()
        .column(library_entry::Column::Id)
        .order_by_desc(library_entry::Column::Id)
        .into_tuple()
        .one(&store.db)
        .await?;
    newest.ok_or(ServiceError::NotFound("条項集"))
}

/// The first day with a library in force; `None` without one.
pub(crate) async fn first_day(store: &Store) -> Result<Option<NaiveDate>, ServiceError> {
    let first: Option<Option<NaiveDate>> = library_entry::Entity::find()
        .select_only()
        .column_as(library_entry::COLUMN.effective_from.min(), "first")
        .filter(library_entry::COLUMN.kind.eq(RecordKind::Library.as_str()))
        .into_tuple()
        .one(&store.db)
        .await?;
    Ok(first.flatten())
}

/// The row of every record in force on a day.
async fn latest_in_force(
    db: &impl ConnectionTrait,
    day: NaiveDate,
) -> Result<HashMap<(RecordKind, String), library_entry::Model>, ServiceError> {
    let rows = library_entry::Entity::find()
        .filter(library_entry::COLUMN.effective_from.lte(day))
        .order_by_asc(library_entry::Column::Version)
        .all(db)
        .await?;
    let mut latest: HashMap<(RecordKind, String), library_entry::Model> = HashMap::new();
    for row in rows {
        let kind: RecordKind = row
            .kind
            .parse()
            .map_err(|_| ServiceError::unexpected(format!("kind {}", row.kind)))?;
        latest.insert((kind, row.key.clone()), row);
    }
    Ok(latest)
}

async fn read(store: &Store, day: NaiveDate) -> Result<LoadedLibrary, ServiceError> {
    let latest = latest_in_force(&store.db, day).await?;
    let entries = latest
        .iter()
        .map(|(key, row)| (key.clone(), LibraryEntryId(row.id)))
        .collect();
    let records = latest.into_iter().map(|((kind, key), row)| LibraryRecord {
        kind,
        key,
        position: u32::try_from(row.position).unwrap_or_default(),
        content: row.content,
    });
    let library = Library::from_records(records).map_err(ServiceError::unexpected)?;
    let rules = library.selection_rules();
    Ok(LoadedLibrary {
        library,
        rules,
        entries,
    })
}

/// Clauses by the rows they are pinned to.
pub(crate) async fn pinned_clauses(
    db: &impl ConnectionTrait,
    ids: &[LibraryEntryId],
) -> Result<HashMap<LibraryEntryId, (i32, Clause)>, ServiceError> {
    let rows = library_entry::Entity::find()
        .filter(library_entry::COLUMN.id.is_in(ids.iter().map(|id| id.0)))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok((
                LibraryEntryId(row.id),
                (row.version, serde_json::from_value(row.content)?),
            ))
        })
        .collect()
}

/// The part of the library in force today that selects clauses: facts, rules, contract items.
///
/// # Errors
/// Without the right to see the library.
pub async fn selection_rules(ctx: &Context) -> Result<SelectionRules, ServiceError> {
    ctx.authorize(Action::View, Resource::Library)?;
    Ok(in_force(ctx, ctx.today()).await?.rules.clone())
}
