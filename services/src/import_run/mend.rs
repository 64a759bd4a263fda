//! Files out: the rows that could not be taken, to be mended and sent again; the file as it was sent; an empty
//! ledger to begin with.

use std::collections::{BTreeMap, BTreeSet};

use documents::workbook::marked::{MarkedCell, MarkedRow, MarkedSheet, workbook};
use domain::{
    authorization::{Action, Resource},
    fiscal_year::FiscalYear,
    id::ImportRunId,
    import::{
        ImportContext, LedgerKind,
        layout::{self, REASON_HEAD},
        mend::{MendSheet, rows_of},
        raw::{RawCell, RawValue, column_letters},
    },
    import_run::{RowPart, RowView},
};
use entities::{import_row, import_run};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    choices, corrections, file_id, is_visible, kind_of, load_row, open, sees_all, store::view_of,
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    file::{self, StoredFile, sha256_of},
    import, organization,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The rows that could not be taken, in the layout they came in, with a column that says why.
///
/// # Errors
/// Without the right to take in such ledgers; when there are no such rows.
pub async fn errors_file(ctx: &Context, id: ImportRunId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let (row, kind) = open(&ctx.db, ctx, id).await?;
    let refused = refused(ctx, id).await?;
    if refused.is_empty() {
        return Err(ServiceError::NotFound("エラーの行"));
    }
    let stored = file::load(&ctx.db, file_id(&row)).await?;
    let name = stem(&stored.name).to_owned();
    let sheets = mend(ctx, kind, &row, stored, &refused).await?;
    let content = workbook(&sheets, ctx.now()).map_err(ServiceError::unexpected)?;
    record_export(ctx, "エラーの行の出力", id, &name).await?;
    Ok(StoredFile {
        name: format!("{name}_エラーの行.xlsx"),
        media_type: XLSX.to_owned(),
        sha256: sha256_of(&content),
        content,
    })
}

/// Rows that could not be taken, by sheet and number.
async fn refused(
    ctx: &Context,
    id: ImportRunId,
) -> Result<BTreeMap<(usize, u32), RowView>, ServiceError> {
    let rows = import_row::Entity::find()
        .filter(import_row::COLUMN.run_id.eq(id.0))
        .filter(import_row::COLUMN.part.eq(RowPart::Refused))
        .order_by_asc(import_row::Column::Position)
        .all(&ctx.db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let sheet = usize::try_from(row.sheet_index).unwrap_or_default();
            let view = view_of(row)?;
            Ok(((sheet, view.row), view))
        })
        .collect()
}

async fn mend(
    ctx: &Context,
    kind: LedgerKind,
    row: &import_run::Model,
    stored: StoredFile,
    refused: &BTreeMap<(usize, u32), RowView>,
) -> Result<Vec<MarkedSheet>, ServiceError> {
    let choices = choices(&ctx.db, kind).await?;
    let units = organization::units(&ctx.db).await?;
    let known: Vec<_> = units.iter().map(import::unit_record).collect();
    let staff = import::staff_of(ctx, kind, &units).await?;
    let content = import::Content {
        bytes: stored.content,
        corrections: corrections::of_run(&ctx.db, ImportRunId(row.id)).await?,
    };
    let name = stored.name;
    let wanted: BTreeSet<(usize, u32)> = refused.keys().copied().collect();
    let today = crate::clock::japan_date(row.sent_at);
    let sheets = tokio::task::spawn_blocking(move || {
        let workbook = content.open(&name)?;
        let context = ImportContext {
            file_name: &name,
            today,
            fiscal_year: Some(FiscalYear::containing(today)),
            units: &known,
            people: &staff,
        };
        Ok(rows_of(kind, &workbook, &context, &choices, &wanted))
    });
    let sheets: Result<Vec<MendSheet>, import::FileRefusal> =
        sheets.await.map_err(ServiceError::unexpected)?;
    let sheets = sheets.map_err(|refusal| ServiceError::Rule(refusal.message))?;
    let by_name: BTreeMap<(&Option<String>, u32), &RowView> = refused
        .values()
        .map(|row| ((&row.sheet, row.row), row))
        .collect();
    Ok(sheets
        .iter()
        .map(|sheet| marked(sheet, |row| by_name.get(&(&sheet.name, row)).copied()))
        .collect())
}

/// The sheet with the column of reasons before all others, where it is seen at once.
fn marked<'r>(sheet: &MendSheet, refused: impl Fn(u32) -> Option<&'r RowView>) -> MarkedSheet {
    // A file that was mended before has such a column already.
    let reasons: Vec<usize> = sheet
        .columns
        .iter()
        .filter(|column| column.header == REASON_HEAD)
        .map(|column| column.index)
        .collect();
    let texts = |cells: &[String], first: &str| {
        let own = cells.iter().enumerate();
        let own = own.filter(|(index, _)| !reasons.contains(index));
        std::iter::once(first.to_owned())
            .chain(own.map(|(_, cell)| cell.clone()))
            .collect::<Vec<String>>()
    };
    let last = sheet.heads.len().saturating_sub(1);
    let heads = sheet.heads.iter().enumerate();
    let rows = sheet.rows.iter().filter_map(|row| {
        let view = refused(row.row)?;
        let mut cells = vec![MarkedCell::text(&reason(view))];
        for (index, value) in row.cells.iter().enumerate() {
            if !reasons.contains(&index) {
                cells.push(cell(value, is_wrong(view, index)));
            }
        }
        Some(MarkedRow {
            is_struck: row.struck,
            cells,
        })
    });
    MarkedSheet {
        name: sheet
            .name
            .clone()
            .unwrap_or_else(|| "エラーの行".to_owned()),
        titles: sheet.titles.iter().map(|cells| texts(cells, "")).collect(),
        heads: heads
            .map(|(index, cells)| texts(cells, if index == last { REASON_HEAD } else { "" }))
            .collect(),
        rows: rows.collect(),
    }
}

fn is_wrong(view: &RowView, column: usize) -> bool {
    let letters = column_letters(column);
    view.messages
        .iter()
        .any(|message| message.is_error && message.column.as_deref() == Some(&letters))
}

/// 元の12行目　法人番号：…
fn reason(view: &RowView) -> String {
    let errors = view.messages.iter().filter(|message| message.is_error);
    let said = errors.map(|message| match &message.head {
        Some(head) => format!("{head}：{}", message.text),
        None => message.text.clone(),
    });
    let reasons: Vec<String> = said.chain(view.reason.clone()).collect();
    format!("元の{}行目　{}", view.row, reasons.join("\n"))
}

fn cell(value: &RawValue, is_wrong: bool) -> MarkedCell {
    let cell = RawCell {
        value: value.clone(),
        ..RawCell::default()
    };
    match value {
        RawValue::Date(date) => MarkedCell::date(*date),
        RawValue::Number(number) => MarkedCell::number(*number),
        RawValue::Empty | RawValue::Text(_) | RawValue::Boolean(_) | RawValue::Error(_) => {
            MarkedCell::text(&cell.shown())
        }
    }
    .marked(is_wrong)
}

/// The file as it was sent.
///
/// # Errors
/// Without the right to see the import; when there is none.
pub async fn original_file(ctx: &Context, id: ImportRunId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = load_row(&ctx.db, id).await?;
    let kind = kind_of(&row)?;
    if !sees_all(ctx) {
        ctx.authorize(Action::Import, kind.resource())?;
    }
    if !is_visible(ctx, &row, kind) {
        return Err(ServiceError::NotFound("取込み"));
    }
    let stored = file::load(&ctx.db, file_id(&row)).await?;
    record_export(ctx, "台帳の元のファイルの出力", id, &stored.name).await?;
    Ok(stored)
}

/// Rows of a ledger are records of others: who took them out is in the log.
async fn record_export(
    ctx: &Context,
    action: &'static str,
    id: ImportRunId,
    name: &str,
) -> Result<(), ServiceError> {
    let tx = ctx.begin().await?;
    audit_log::record(&tx, ctx, Event::new(action, super::SUBJECT, id.0, name)).await?;
    tx.commit().await?;
    Ok(())
}

/// An empty ledger with all columns that are read.
///
/// # Errors
/// Without the right to take in such ledgers.
pub async fn template(ctx: &Context, kind: LedgerKind) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::Import, kind.resource())?;
    let heads = layout::fields(kind).into_iter();
    let heads: Vec<String> = heads
        .filter(|(field, _)| !layout::is_twofold(*field))
        .map(|(_, label)| label.to_owned())
        .collect();
    let sheet = MarkedSheet {
        name: kind.label().to_owned(),
        titles: Vec::new(),
        heads: vec![heads],
        rows: Vec::new(),
    };
    let content = workbook(&[sheet], ctx.now()).map_err(ServiceError::unexpected)?;
    Ok(StoredFile {
        name: format!("{}_様式.xlsx", kind.label()),
        media_type: XLSX.to_owned(),
        sha256: sha256_of(&content),
        content,
    })
}

/// The name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
