//! A row cell by cell: what stands in the file, what was typed in its place, what was noticed.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource, permits},
    id::ImportRunId,
    import::raw::{RawCell, column_index},
    import_run::{
        CellView, ColumnView, CorrectedText, ImportState, RowDetail, RowPart, RowView, SheetView,
    },
};
use entities::{import_correction, import_row, import_run};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{file_id, is_visible, kind_of, list, load_row, sees_all, store::view_of};
use crate::{
    Context, ServiceError,
    file::{self, StoredFile},
    import, organization,
};

/// A row of a run, cell by cell: what stands in the file, what was typed in its place, what was noticed.
///
/// # Errors
/// Without the right to see the import; when there is no such row.
pub async fn row(
    ctx: &Context,
    id: ImportRunId,
    sheet: usize,
    row: u32,
) -> Result<RowDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let head = load_row(&ctx.db, id).await?;
    let kind = kind_of(&head)?;
    let can_import = permits(&ctx.actor.roles, Action::Import, kind.resource(), None);
    if !can_import && !sees_all(ctx) {
        ctx.authorize(Action::Import, kind.resource())?;
    }
    if !is_visible(ctx, &head, kind) {
        return Err(ServiceError::NotFound("取込み"));
    }
    let view = row_view(&ctx.db, id, sheet, row).await?;
    let stored = file::load(&ctx.db, file_id(&head)).await?;
    let columns = columns(&head, sheet)?;
    let written = written(stored, sheet, row).await?;
    let corrected = corrected(ctx, id, sheet, row).await?;
    let cells = columns
        .into_iter()
        .map(|column| cell_view(column, &written, &corrected, &view))
        .collect();
    let is_under_way = list::is_under_way(list::course(ctx, &head).await?.as_ref());
    let run = list::runs(&ctx.db, std::slice::from_ref(&head)).await?;
    let run = run.into_iter().next();
    Ok(RowDetail {
        run: run.ok_or(ServiceError::NotFound("取込み"))?,
        row: view,
        cells,
        can_correct: can_import && head.state == ImportState::Checking && !is_under_way,
    })
}

/// The row as it was planned or taken; rows that are no records have no cells to show.
pub(super) async fn row_view(
    db: &impl ConnectionTrait,
    id: ImportRunId,
    sheet: usize,
    row: u32,
) -> Result<RowView, ServiceError> {
    let found = import_row::Entity::find()
        .filter(import_row::COLUMN.run_id.eq(id.0))
        .filter(
            import_row::COLUMN
                .sheet_index
                .eq(i32::try_from(sheet).unwrap_or(-1)),
        )
        .filter(
            import_row::COLUMN
                .row_number
                .eq(i32::try_from(row).unwrap_or(-1)),
        )
        .filter(import_row::COLUMN.part.ne(RowPart::Skipped))
        .one(db)
        .await?;
    view_of(found.ok_or(ServiceError::NotFound("行"))?)
}

pub(super) fn columns(
    head: &import_run::Model,
    sheet: usize,
) -> Result<Vec<ColumnView>, ServiceError> {
    let sheets: Vec<SheetView> = serde_json::from_value(head.sheets.clone())?;
    let sheet = sheets.into_iter().nth(sheet);
    Ok(sheet.ok_or(ServiceError::NotFound("行"))?.columns)
}

/// The cells of a row as they stand in the file.
pub(super) async fn written(
    stored: StoredFile,
    sheet: usize,
    row: u32,
) -> Result<Vec<String>, ServiceError> {
    let workbook = tokio::task::spawn_blocking(move || import::open(&stored.name, &stored.content));
    let workbook = workbook.await.map_err(ServiceError::unexpected)?;
    let workbook = workbook.map_err(|refusal| ServiceError::Rule(refusal.message))?;
    let sheet = workbook.sheets.get(sheet);
    let row = sheet.and_then(|sheet| sheet.row(row));
    let row = row.ok_or(ServiceError::NotFound("行"))?;
    Ok(row.cells.iter().map(RawCell::shown).collect())
}

pub(super) fn written_in<'w>(written: &'w [String], letters: &str) -> &'w str {
    column_index(letters)
        .and_then(|column| written.get(column))
        .map_or("", String::as_str)
}

/// What was typed in a row, by letters of the column.
pub(super) async fn corrected(
    ctx: &Context,
    id: ImportRunId,
    sheet: usize,
    row: u32,
) -> Result<BTreeMap<String, CorrectedText>, ServiceError> {
    let rows = import_correction::Entity::find()
        .filter(import_correction::COLUMN.run_id.eq(id.0))
        .filter(
            import_correction::COLUMN
                .sheet_index
                .eq(i32::try_from(sheet).unwrap_or(-1)),
        )
        .filter(
            import_correction::COLUMN
                .row_number
                .eq(i32::try_from(row).unwrap_or(-1)),
        )
        .all(&ctx.db)
        .await?;
    let people: Vec<i64> = rows.iter().filter_map(|row| row.corrected_by).collect();
    let names = organization::people_names(&ctx.db, people).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let text = CorrectedText {
                text: row.corrected,
                by: row.corrected_by.and_then(|id| names.get(&id).cloned()),
                at: row.corrected_at,
            };
            (row.column_letters, text)
        })
        .collect())
}

fn cell_view(
    column: ColumnView,
    written: &[String],
    corrected: &BTreeMap<String, CorrectedText>,
    row: &RowView,
) -> CellView {
    CellView {
        written: written_in(written, &column.letters).to_owned(),
        corrected: corrected.get(&column.letters).cloned(),
        messages: row
            .messages
            .iter()
            .filter(|message| message.column.as_ref() == Some(&column.letters))
            .cloned()
            .collect(),
        letters: column.letters,
        head: column.head,
        label: column.label,
    }
}
