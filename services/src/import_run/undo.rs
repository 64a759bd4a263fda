//! 取り込みを取り消す: every record as it was before. What was added goes, if nothing was hung on it since; what
//! was changed gets its values back, if nobody changed it since. Otherwise nothing happens, and what stands in
//! the way is named.
//!
//! A record that goes is not made 無効: the import that is taken back was a mistake, and the next one must be able
//! to add the same row again. The log keeps the whole record.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, Utc};
use domain::{
    authorization::{Action, Resource},
    id::ImportRunId,
    import_run::{Effect, ImportRefusal, ImportState},
};
use entities::{audit_event, import_change, import_run};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::{Value, json};

use super::{
    SUBJECT,
    hung_on::hung_on,
    image::{self, Key, own_row},
    open, overtaken, store,
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    database::among,
};

/// Records in the way that are named.
const NAMED: usize = 30;
/// Kinds of records, those that hang on others first.
const ORDER: [&str; 4] = ["contract", "vendor", "person", "organization_unit"];

/// Takes an import back.
///
/// # Errors
/// Without the right; when it is not taken in, or somebody else was first; with the list of records that were
/// changed or used since.
pub async fn undo(ctx: &Context, id: ImportRunId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let tx = ctx.begin().await?;
    let (row, kind) = open(&tx, ctx, id).await?;
    if !kind.can_be_taken_back() {
        return Err(ServiceError::Rule(
            ImportRefusal::NotTakenBack(kind).to_string(),
        ));
    }
    let file_name = store::file_name(&tx, row.file_id).await?;
    close(&tx, ctx, &row, revision, &file_name).await?;
    let changes = import_change::Entity::find()
        .filter(import_change::COLUMN.run_id.eq(id.0))
        .order_by_asc(import_change::Column::Position)
        .all(&tx)
        .await?;
    let undoing = Undoing::load(&tx, changes).await?;
    let mut in_the_way = undoing.changed_since();
    in_the_way.extend(undoing.used_since(&tx).await?);
    if !in_the_way.is_empty() {
        return Err(ServiceError::Rule(
            refusal(&tx, &in_the_way, row.decided_at).await?,
        ));
    }
    undoing.take_back(&tx, ctx).await?;
    let event = Event::new("台帳の取込みの取消し", SUBJECT, id.0, &file_name).after(json!({
        "records_removed": undoing.count(Effect::Added),
        "records_restored": undoing.count(Effect::Updated),
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Marks the run as taken back; first, so that two who press at once queue here.
async fn close(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    row: &import_run::Model,
    revision: i32,
    file_name: &str,
) -> Result<(), ServiceError> {
    let head = import_run::ActiveModel {
        id: NotSet,
        state: Set(ImportState::Undone),
        undone_by: Set(ctx.actor.person_id.map(|id| id.0)),
        undone_at: Set(Some(ctx.now())),
        revision: Set(revision + 1),
        ..import_run::ActiveModel::default()
    };
    let updated = import_run::Entity::update_many()
        .set(head)
        .filter(import_run::COLUMN.id.eq(row.id))
        .filter(import_run::COLUMN.revision.eq(revision))
        .filter(import_run::COLUMN.state.eq(ImportState::Applied))
        .exec(tx)
        .await?;
    if 0 < updated.rows_affected {
        return Ok(());
    }
    match row.state {
        ImportState::Applied | ImportState::Undone => {
            Err(overtaken(file_name, row.state, "取込みの取消し"))
        }
        state @ (ImportState::Checking | ImportState::Abandoned) => Err(ServiceError::Rule(
            ImportRefusal::WrongState(state).to_string(),
        )),
    }
}

/// A record of the import.
struct Record {
    key: Key,
    label: String,
    effect: Effect,
    before: Option<Value>,
    hash_after: String,
}

/// A record that stands in the way, and why.
struct InTheWay {
    key: Key,
    label: String,
    /// What was hung on it; empty when it was changed.
    uses: BTreeSet<&'static str>,
}

/// All records of the import, and how they stand now.
struct Undoing {
    records: Vec<Record>,
    now: BTreeMap<Key, Value>,
    /// Records that go.
    going: BTreeSet<Key>,
}

impl Undoing {
    async fn load(
        tx: &impl ConnectionTrait,
        changes: Vec<import_change::Model>,
    ) -> Result<Self, ServiceError> {
        let records: Vec<Record> = changes
            .into_iter()
            .filter_map(|change| {
                Some(Record {
                    key: (change.subject_kind, change.subject_id?),
                    label: change.label,
                    effect: change.effect,
                    before: change.image_before,
                    hash_after: change.hash_after?,
                })
            })
            .collect();
        let keys: BTreeSet<Key> = records.iter().map(|record| record.key.clone()).collect();
        let going = records
            .iter()
            .filter(|record| record.effect == Effect::Added)
            .map(|record| record.key.clone())
            .collect();
        Ok(Self {
            now: image::images(tx, &keys).await?,
            records,
            going,
        })
    }

    fn count(&self, effect: Effect) -> usize {
        let records = self.records.iter();
        records.filter(|record| record.effect == effect).count()
    }

    /// Records somebody changed since.
    fn changed_since(&self) -> Vec<InTheWay> {
        let is_as_left = |record: &&Record| {
            let now = self.now.get(&record.key);
            now.is_some_and(|now| image::hash(now) == record.hash_after)
        };
        let records = self.records.iter().filter(|record| !is_as_left(record));
        records
            .map(|record| InTheWay {
                key: record.key.clone(),
                label: record.label.clone(),
                uses: BTreeSet::new(),
            })
            .collect()
    }

    /// Records that were added, and that something was hung on since. What an import changed and gets its
    /// values back does not count.
    async fn used_since(&self, tx: &impl ConnectionTrait) -> Result<Vec<InTheWay>, ServiceError> {
        let all: BTreeSet<Key> = self.records.iter().map(|it| it.key.clone()).collect();
        let mut in_the_way = Vec::new();
        for kind in ORDER {
            let added = self
                .records
                .iter()
                .filter(|record| record.effect == Effect::Added && record.key.0 == kind);
            let labels: BTreeMap<i64, &str> = added
                .map(|record| (record.key.1, record.label.as_str()))
                .collect();
            let ids: Vec<i64> = labels.keys().copied().collect();
            for (id, uses) in hung_on(tx, kind, &ids, &all).await? {
                in_the_way.push(InTheWay {
                    key: (kind.to_owned(), id),
                    label: labels.get(&id).copied().unwrap_or_default().to_owned(),
                    uses,
                });
            }
        }
        Ok(in_the_way)
    }

    /// Values first, so that nothing points any more at what goes.
    async fn take_back(
        &self,
        tx: &impl ConnectionTrait,
        ctx: &Context,
    ) -> Result<(), ServiceError> {
        for record in &self.records {
            let (Some(before), Some(now)) = (&record.before, self.now.get(&record.key)) else {
                continue;
            };
            image::put_back(tx, ctx, &record.key, now, before).await?;
        }
        for kind in ORDER {
            let ids: Vec<i64> = self
                .going
                .iter()
                .filter(|(it, _)| it == kind)
                .map(|(_, id)| *id)
                .collect();
            image::remove(tx, kind, &ids).await?;
        }
        for record in &self.records {
            audit_log::record(tx, ctx, self.event(record)).await?;
        }
        Ok(())
    }

    fn event(&self, record: &Record) -> Event {
        let (kind, id) = (&record.key.0, record.key.1);
        let now = self.now.get(&record.key).and_then(|now| own_row(kind, now));
        let before = record.before.as_ref().and_then(|it| own_row(kind, it));
        let known = ORDER.into_iter().find(|it| it == kind);
        let mut event = Event::new(
            "取込みの取消し",
            known.unwrap_or(SUBJECT),
            id,
            &record.label,
        );
        event.before = now.map(readable);
        event.after = before.map(readable);
        event
    }
}

/// A row without the columns the program makes of the others.
fn readable(mut row: Value) -> Value {
    if let Some(fields) = row.as_object_mut() {
        fields.retain(|field, _| !field.ends_with("_key"));
    }
    row
}

/// What stands in the way, and what to do.
async fn refusal(
    tx: &impl ConnectionTrait,
    in_the_way: &[InTheWay],
    since: Option<DateTime<Utc>>,
) -> Result<String, ServiceError> {
    let who = last_changes(tx, in_the_way, since).await?;
    let mut lines = vec![format!(
        "取り込んだ後に変わった記録が{}件あるため、取り消せません。何も変えていません。",
        in_the_way.len()
    )];
    lines.extend(in_the_way.iter().take(NAMED).map(|it| {
        let name = format!("{}「{}」", noun(&it.key.0), it.label);
        if it.uses.is_empty() {
            let who = who.get(&it.key).cloned();
            let who = who.unwrap_or_else(|| "内容が変更されました".to_owned());
            format!("{name}：{who}")
        } else {
            let uses: Vec<&str> = it.uses.iter().copied().collect();
            format!("{name}：{}が登録されています", uses.join("・"))
        }
    }));
    if NAMED < in_the_way.len() {
        lines.push(format!("ほか{}件", in_the_way.len() - NAMED));
    }
    lines.push(
        "この取込みをすべて取り消すには、先に上の変更を元に戻してください。間違いが一部だけのときは、取り消さずに、記録の画面で1件ずつ直すか、直した台帳をもう一度取り込んでください。"
            .to_owned(),
    );
    Ok(lines.join("\n"))
}

fn noun(kind: &str) -> &'static str {
    match kind {
        "contract" => "契約",
        "vendor" => "委託先",
        "person" => "職員",
        "organization_unit" => "組織",
        _ => "記録",
    }
}

/// When, who, what: the last entry of the log for each record.
async fn last_changes(
    tx: &impl ConnectionTrait,
    in_the_way: &[InTheWay],
    since: Option<DateTime<Utc>>,
) -> Result<BTreeMap<Key, String>, ServiceError> {
    let ids: BTreeSet<i64> = in_the_way.iter().map(|it| it.key.1).collect();
    let mut last = BTreeMap::new();
    let mut query = audit_event::Entity::find()
        .filter(among(tx, audit_event::Column::SubjectId, ids))
        .filter(audit_event::Column::SubjectKind.is_in(ORDER));
    if let Some(since) = since {
        query = query.filter(audit_event::Column::At.gte(since));
    }
    let entries = query
        .order_by_asc(audit_event::Column::Number)
        .all(tx)
        .await?;
    for entry in entries {
        let Some(id) = entry.subject_id else { continue };
        let when = FixedOffset::east_opt(9 * 3600).map_or_else(
            || entry.at.naive_utc(),
            |jst| entry.at.with_timezone(&jst).naive_local(),
        );
        let words = format!(
            "{} {}（{}）",
            when.format("%Y/%m/%d %H:%M"),
            entry.actor,
            entry.action
        );
        last.insert((entry.subject_kind, id), words);
    }
    Ok(last)
}
