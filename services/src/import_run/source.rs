//! Where a record came from: the rows of files it was made of or changed by.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    id::ImportRunId,
    import_run::{ImportState, RecordSource, RowPart},
};
use entities::{import_change, import_row, import_run};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{is_visible, kind_of, sees_all, store::file_heads};
use crate::{Context, ServiceError};

/// Sources of a record that are shown.
const SHOWN: u64 = 20;

/// Run, sheet, its place, row, and what became of it.
type Place = (i64, Option<String>, usize, Option<u32>, RowPart);

/// The rows a record came from, the latest first: what was taken in, also when it was taken back. A vendor came
/// with the rows of a contract ledger; then the rows of its contracts are named.
///
/// # Errors
/// Without the right to see contracts.
pub async fn of_record(
    ctx: &Context,
    kind: &str,
    id: i64,
) -> Result<Vec<RecordSource>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let rows = import_row::Entity::find()
        .filter(import_row::Column::RecordKind.eq(kind))
        .filter(import_row::Column::RecordId.eq(id))
        .filter(import_row::Column::Part.is_in([RowPart::Added, RowPart::Updated]))
        .order_by_desc(import_row::Column::RunId)
        .limit(SHOWN)
        .all(&ctx.db)
        .await?;
    let mut places: Vec<Place> = rows
        .into_iter()
        .map(|row| {
            (
                row.run_id,
                row.sheet,
                usize::try_from(row.sheet_index).unwrap_or_default(),
                u32::try_from(row.row_number).ok(),
                row.part,
            )
        })
        .collect();
    if places.is_empty() {
        places = beside(ctx, kind, id).await?;
    }
    let runs = import_run::Entity::find()
        .filter(import_run::Column::Id.is_in(places.iter().map(|(run, ..)| *run)))
        .filter(import_run::Column::State.is_in([ImportState::Applied, ImportState::Undone]))
        .all(&ctx.db)
        .await?;
    let runs: BTreeMap<i64, import_run::Model> =
        runs.into_iter().map(|run| (run.id, run)).collect();
    let files = file_heads(&ctx.db, runs.values().map(|run| run.file_id)).await?;
    let mut sources = Vec::new();
    for (run, sheet, sheet_index, row, part) in places {
        let Some(run) = runs.get(&run) else { continue };
        let ledger = kind_of(run)?;
        let may = ctx.authorize(Action::Import, ledger.resource()).is_ok() || sees_all(ctx);
        sources.push(RecordSource {
            run: ImportRunId(run.id),
            file_name: files.get(&run.file_id).cloned().unwrap_or_default().0,
            sheet,
            sheet_index,
            row,
            part,
            taken_at: run.decided_at.unwrap_or(run.sent_at),
            is_undone: run.state == ImportState::Undone,
            can_open: may && is_visible(ctx, run, ledger),
        });
    }
    Ok(sources)
}

/// Imports that added or changed a record that is none of their rows.
async fn beside(ctx: &Context, kind: &str, id: i64) -> Result<Vec<Place>, ServiceError> {
    let changes = import_change::Entity::find()
        .filter(import_change::Column::SubjectKind.eq(kind))
        .filter(import_change::Column::SubjectId.eq(id))
        .order_by_desc(import_change::Column::RunId)
        .limit(SHOWN)
        .all(&ctx.db)
        .await?;
    Ok(changes
        .into_iter()
        .map(|change| {
            let part = match change.effect {
                domain::import_run::Effect::Added => RowPart::Added,
                domain::import_run::Effect::Updated => RowPart::Updated,
            };
            (change.run_id, None, 0, None, part)
        })
        .collect())
}
