//! Rows of an import ⇄ the plan.

use std::collections::BTreeMap;

use domain::{
    id::{FileId, ImportRunId},
    import::LedgerKind,
    import_run::{Effect, ImportRun, MessageView, RowView},
};
use entities::{file, import_change, import_row, import_run};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    CHUNK,
    plan::{Plan, PlanRow},
};
use crate::ServiceError;

/// What a row says beyond its columns in the table.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Details {
    messages: Vec<MessageView>,
    changes: Vec<(String, String, String)>,
    kept: Vec<String>,
}

/// How a record was before, and what it is afterwards; empty for what is only planned.
#[derive(Default)]
pub(super) struct Images {
    pub(super) before: BTreeMap<(String, i64), Value>,
    /// SHA-256 of the record as it stands now.
    pub(super) after: BTreeMap<(String, i64), String>,
}

/// Writes rows and records of a plan in the place of those that were there.
pub(super) async fn save(
    tx: &impl ConnectionTrait,
    run: ImportRunId,
    kind: LedgerKind,
    plan: &Plan,
    images: Option<&Images>,
) -> Result<(), ServiceError> {
    import_row::Entity::delete_many()
        .filter(import_row::COLUMN.run_id.eq(run.0))
        .exec(tx)
        .await?;
    import_change::Entity::delete_many()
        .filter(import_change::COLUMN.run_id.eq(run.0))
        .exec(tx)
        .await?;
    let mut rows = Vec::new();
    for (position, row) in (0..).zip(&plan.rows) {
        rows.push(row_of(run, kind, position, row, images.is_some())?);
    }
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(CHUNK));
        import_row::Entity::insert_many(std::mem::replace(&mut rows, rest))
            .exec_without_returning(tx)
            .await?;
    }
    let mut records = records_of(run, plan, images)?;
    while !records.is_empty() {
        let rest = records.split_off(records.len().min(CHUNK));
        import_change::Entity::insert_many(std::mem::replace(&mut records, rest))
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn row_of(
    run: ImportRunId,
    kind: LedgerKind,
    position: i32,
    row: &PlanRow,
    is_taken: bool,
) -> Result<import_row::ActiveModel, ServiceError> {
    use domain::import_run::RowPart::{Added, Refused, Skipped, Unchanged, Updated};
    let view = &row.view;
    // What is only planned to be added has no record yet.
    let record_id = view.record_id.filter(|_| match view.part {
        Added => is_taken,
        Updated | Unchanged => true,
        Refused | Skipped => false,
    });
    let details = Details {
        messages: view.messages.clone(),
        changes: view.changes.clone(),
        kept: view.kept.clone(),
    };
    Ok(import_row::ActiveModel {
        id: NotSet,
        run_id: Set(run.0),
        part: Set(view.part),
        position: Set(position),
        sheet_index: Set(i32::try_from(row.sheet_index).unwrap_or(i32::MAX)),
        sheet: Set(view.sheet.clone()),
        row_number: Set(i32::try_from(view.row).unwrap_or(i32::MAX)),
        label: Set(view.label.clone()),
        reason: Set(view.reason.clone()),
        is_split: Set(view.part != Refused && row.is_split()),
        details: Set(serde_json::to_value(details)?),
        record_kind: Set(record_id.map(|_| kind.record_kind().to_owned())),
        record_id: Set(record_id),
    })
}

fn records_of(
    run: ImportRunId,
    plan: &Plan,
    images: Option<&Images>,
) -> Result<Vec<import_change::ActiveModel>, ServiceError> {
    let mut records = Vec::new();
    for (position, record) in (0..).zip(&plan.records) {
        let key = record.id.map(|id| (record.kind.clone(), id));
        let key = key.filter(|_| images.is_some() || record.effect == Effect::Updated);
        let image = |key: &(String, i64)| images.and_then(|it| it.before.get(key)).cloned();
        let hash = |key: &(String, i64)| images.and_then(|it| it.after.get(key)).cloned();
        records.push(import_change::ActiveModel {
            id: NotSet,
            run_id: Set(run.0),
            position: Set(position),
            subject_kind: Set(record.kind.clone()),
            subject_id: Set(key.as_ref().map(|(_, id)| *id)),
            label: Set(record.label.clone()),
            effect: Set(record.effect),
            changes: Set(serde_json::to_value(&record.changes)?),
            image_before: Set(key
                .as_ref()
                .filter(|_| record.effect == Effect::Updated)
                .and_then(image)),
            hash_after: Set(key.as_ref().and_then(hash)),
        });
    }
    Ok(records)
}

/// Writes what the head of a run says of its plan.
pub(super) async fn save_head(
    tx: &impl ConnectionTrait,
    run: ImportRunId,
    plan: &Plan,
) -> Result<(), ServiceError> {
    let row = import_run::ActiveModel {
        id: Set(run.0),
        sheets: Set(serde_json::to_value(&plan.sheets)?),
        counts: Set(serde_json::to_value(plan.counts)?),
        candidates: Set(serde_json::to_value(&plan.candidates)?),
        digest: Set(plan.digest()?),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// A row as the page shows it.
pub(super) fn view_of(row: import_row::Model) -> Result<RowView, ServiceError> {
    let details: Details = serde_json::from_value(row.details)?;
    Ok(RowView {
        sheet: row.sheet,
        sheet_index: usize::try_from(row.sheet_index).unwrap_or_default(),
        row: u32::try_from(row.row_number).unwrap_or_default(),
        part: row.part,
        label: row.label,
        reason: row.reason,
        kept: details.kept,
        messages: details.messages,
        changes: details.changes,
        record_id: row.record_id,
    })
}

/// The run of a row, with the name and hash of its file and the names of people.
pub(super) fn run_of(
    row: &import_run::Model,
    kind: LedgerKind,
    file: (String, String),
    name: impl Fn(Option<i64>) -> Option<String>,
) -> Result<ImportRun, ServiceError> {
    let (file_name, sha256) = file;
    Ok(ImportRun {
        id: ImportRunId(row.id),
        kind,
        state: row.state,
        file_id: FileId(row.file_id),
        file_name,
        sha256,
        counts: serde_json::from_value(row.counts.clone())?,
        sent_by: name(row.sent_by),
        sent_at: row.sent_at,
        decided_by: name(row.decided_by),
        decided_at: row.decided_at,
        extent: row.extent,
        undone_by: name(row.undone_by),
        undone_at: row.undone_at,
        revision: row.revision,
    })
}

/// Names and hashes of files, by id; their content stays where it is.
pub(super) async fn file_heads(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, (String, String)>, ServiceError> {
    let rows: Vec<(i64, String, String)> = file::Entity::find()
        .select_only()
        .column(file::Column::Id)
        .column(file::Column::Name)
        .column(file::Column::Sha256)
        .filter(file::COLUMN.id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name, sha256)| (id, (name, sha256)))
        .collect())
}

/// The name of a file.
pub(super) async fn file_name(db: &impl ConnectionTrait, id: i64) -> Result<String, ServiceError> {
    let mut heads = file_heads(db, [id]).await?;
    Ok(heads.remove(&id).map(|(name, _)| name).unwrap_or_default())
}
