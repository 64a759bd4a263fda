//! The list of imports, and one import with a page of its rows.

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource, Scope, permits},
    id::{ImportRunId, JobId},
    import::LedgerKind,
    import_run::{ImportDetail, ImportRun, ImportState, OtherRecord, RowPart, SheetView},
    job::{JobState, JobSummary},
};
use entities::{import_change, import_row, import_run};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    corrections, is_visible, kind_of, load_row, sees_all,
    store::{file_heads, run_of, view_of},
};
use crate::{Context, ServiceError, job, organization};

/// Imports on a page of the list.
pub const LIST_PAGE: u64 = 50;
/// Rows on a page of an import.
pub const ROW_PAGE: u64 = 50;
/// Most unfinished imports on the start page.
const UNFINISHED: u64 = 10;
/// Most imports whose layouts are looked at.
const TAKEN_IN: u64 = 30;
/// Most records shown that are changed beside those of the rows.
const OTHERS: u64 = 200;

/// A page of the imports the actor may see, the latest first, and the number of all.
///
/// # Errors
/// Without a role.
pub async fn list(ctx: &Context, page: u64) -> Result<(Vec<ImportRun>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let mut query = import_run::Entity::find();
    if !sees_all(ctx) {
        let own = ctx.actor.person_id.map(|id| id.0);
        let kinds = LedgerKind::ALL
            .into_iter()
            .filter(|kind| ctx.scope(Action::Import, kind.resource()) == Scope::Town);
        let visible = Condition::any()
            .add(import_run::Column::SentBy.eq(own))
            .add(import_run::Column::Kind.is_in(kinds.map(LedgerKind::as_str)));
        query = query.filter(visible);
    }
    let total = query.clone().count(&ctx.db).await?;
    let rows = query
        .order_by_desc(import_run::Column::SentAt)
        .order_by_desc(import_run::Column::Id)
        .offset(page.saturating_sub(1) * LIST_PAGE)
        .limit(LIST_PAGE)
        .all(&ctx.db)
        .await?;
    Ok((runs(&ctx.db, &rows).await?, total))
}

/// Imports the actor sent and has not finished, the latest first; for the start page.
///
/// # Errors
/// Without a role.
pub async fn unfinished(ctx: &Context) -> Result<Vec<ImportRun>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let Some(person) = ctx.actor.person_id else {
        return Ok(Vec::new());
    };
    let rows = import_run::Entity::find()
        .filter(import_run::Column::SentBy.eq(person.0))
        .filter(import_run::Column::State.eq(ImportState::Checking))
        .order_by_desc(import_run::Column::SentAt)
        .limit(UNFINISHED)
        .all(&ctx.db)
        .await?;
    runs(&ctx.db, &rows).await
}

/// Imports of a kind that were taken in, the latest first, with the names of their files and their sheets.
pub(crate) async fn taken_in(
    db: &impl ConnectionTrait,
    kind: LedgerKind,
) -> Result<Vec<(ImportRunId, String, Vec<SheetView>)>, ServiceError> {
    let rows = import_run::Entity::find()
        .filter(import_run::Column::Kind.eq(kind.as_str()))
        .filter(import_run::Column::State.eq(ImportState::Applied))
        .order_by_desc(import_run::Column::Id)
        .limit(TAKEN_IN)
        .all(db)
        .await?;
    let files: Vec<i64> = rows.iter().map(|row| row.file_id).collect();
    let files = file_heads(db, files).await?;
    rows.into_iter()
        .map(|row| {
            let name = files.get(&row.file_id).cloned().unwrap_or_default().0;
            Ok((
                ImportRunId(row.id),
                name,
                serde_json::from_value(row.sheets)?,
            ))
        })
        .collect()
}

pub(super) async fn runs(
    db: &impl ConnectionTrait,
    rows: &[import_run::Model],
) -> Result<Vec<ImportRun>, ServiceError> {
    // Lists, not iterators: those would be held while the database answers.
    let files: Vec<i64> = rows.iter().map(|row| row.file_id).collect();
    let files = file_heads(db, files).await?;
    let people: Vec<i64> = rows
        .iter()
        .flat_map(|row| [row.sent_by, row.decided_by, row.undone_by])
        .flatten()
        .collect();
    let names: HashMap<i64, String> = organization::people_names(db, people).await?;
    rows.iter()
        .map(|row| {
            let file = files.get(&row.file_id).cloned().unwrap_or_default();
            let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
            run_of(row, kind_of(row)?, file, name)
        })
        .collect()
}

/// An import with a page of the rows of a part.
///
/// # Errors
/// Without the right to see it; when there is none.
pub async fn load(
    ctx: &Context,
    id: ImportRunId,
    part: Option<RowPart>,
    page: u64,
) -> Result<ImportDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = load_row(&ctx.db, id).await?;
    let kind = kind_of(&row)?;
    let can_import = permits(&ctx.actor.roles, Action::Import, kind.resource(), None);
    if !can_import && !sees_all(ctx) {
        ctx.authorize(Action::Import, kind.resource())?;
    }
    if !is_visible(ctx, &row, kind) {
        return Err(ServiceError::NotFound("取込み"));
    }
    let run = runs(&ctx.db, std::slice::from_ref(&row)).await?;
    let run = run.into_iter().next();
    let run = run.ok_or(ServiceError::NotFound("取込み"))?;
    let part = part.or_else(|| first_part(&run));
    let (rows, total) = match part {
        Some(part) => page_of(ctx, id, part, page).await?,
        None => (Vec::new(), 0),
    };
    let course = course(ctx, &row).await?;
    Ok(ImportDetail {
        sheets: serde_json::from_value(row.sheets.clone())?,
        candidates: serde_json::from_value(row.candidates.clone())?,
        corrected: corrections::count(&ctx.db, id).await?,
        splits: splits(ctx, id).await?,
        others: others(ctx, id, kind).await?,
        part,
        rows,
        total,
        can_import: can_import && !is_under_way(course.as_ref()),
        course,
        run,
    })
}

/// True while a job takes the file in.
pub(super) fn is_under_way(course: Option<&(JobSummary, Option<String>)>) -> bool {
    course.is_some_and(|(job, _)| job.state.is_open())
}

/// The job that takes the file in, while that goes on, and when it could not.
pub(super) async fn course(
    ctx: &Context,
    row: &import_run::Model,
) -> Result<Option<(JobSummary, Option<String>)>, ServiceError> {
    let (Some(job), ImportState::Checking) = (row.job_id, row.state) else {
        return Ok(None);
    };
    let course = job::summary_of(ctx, JobId(job)).await?;
    Ok(course.filter(|(job, _)| job.state.is_open() || job.state == JobState::Failed))
}

/// What needs attention comes first.
fn first_part(run: &ImportRun) -> Option<RowPart> {
    let mut parts = RowPart::ALL.iter().copied();
    parts.find(|part| 0 < run.counts.of(*part))
}

async fn page_of(
    ctx: &Context,
    id: ImportRunId,
    part: RowPart,
    page: u64,
) -> Result<(Vec<domain::import_run::RowView>, u64), ServiceError> {
    let query = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(id.0))
        .filter(import_row::Column::Part.eq(part));
    let total = query.clone().count(&ctx.db).await?;
    let rows = query
        .order_by_asc(import_row::Column::Position)
        .offset(page.saturating_sub(1) * ROW_PAGE)
        .limit(ROW_PAGE)
        .all(&ctx.db)
        .await?;
    let rows = rows.into_iter().map(view_of).collect::<Result<_, _>>()?;
    Ok((rows, total))
}

/// Rows with a cell of several values.
async fn splits(
    ctx: &Context,
    id: ImportRunId,
) -> Result<Vec<domain::import_run::RowView>, ServiceError> {
    let rows = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(id.0))
        .filter(import_row::Column::IsSplit.eq(true))
        .order_by_asc(import_row::Column::Position)
        .limit(OTHERS)
        .all(&ctx.db)
        .await?;
    rows.into_iter().map(view_of).collect()
}

/// Records that are added or changed beside those of the rows.
async fn others(
    ctx: &Context,
    id: ImportRunId,
    kind: LedgerKind,
) -> Result<Vec<OtherRecord>, ServiceError> {
    let rows = import_change::Entity::find()
        .filter(import_change::Column::RunId.eq(id.0))
        .filter(import_change::Column::SubjectKind.ne(kind.record_kind()))
        .order_by_asc(import_change::Column::Position)
        .limit(OTHERS)
        .all(&ctx.db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OtherRecord {
                kind: row.subject_kind,
                id: row.subject_id,
                label: row.label,
                effect: row.effect,
                changes: serde_json::from_value(row.changes)?,
            })
        })
        .collect()
}
