//! 画面での訂正: what people type in the place of the cells of a row. The file stays as it was sent; after each
//! correction it is looked at again.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    id::ImportRunId,
    import::correction::{Correction, MOST_CHARACTERS},
    import_run::{ColumnView, CorrectedText, ImportState, RowPart, RowView},
    input::{FieldError, FieldErrors},
};
use entities::import_correction;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use serde_json::{Map, Value};

use super::{
    SUBJECT,
    cells::{columns, corrected, row_view, written, written_in},
    file_id, open, overtaken,
    send::planned_again,
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    file,
    import::Content,
};

/// Everything typed in the place of cells of a run.
pub(super) async fn of_run(
    db: &impl ConnectionTrait,
    id: ImportRunId,
) -> Result<Vec<Correction>, ServiceError> {
    let rows = import_correction::Entity::find()
        .filter(import_correction::COLUMN.run_id.eq(id.0))
        .order_by_asc(import_correction::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(correction_of).collect())
}

/// How many cells something was typed in the place of.
pub(super) async fn count(db: &impl ConnectionTrait, id: ImportRunId) -> Result<u64, ServiceError> {
    let rows = import_correction::Entity::find().filter(import_correction::COLUMN.run_id.eq(id.0));
    Ok(rows.count(db).await?)
}

fn correction_of(row: import_correction::Model) -> Correction {
    Correction {
        sheet: usize::try_from(row.sheet_index).unwrap_or_default(),
        row: u32::try_from(row.row_number).unwrap_or_default(),
        column: row.column_letters,
        text: row.corrected,
    }
}

/// Reads the cells of a row as typed, and looks at the file again. What says the same as the file is no
/// correction. Answers what would become of the row now.
///
/// # Errors
/// Without the right; when the run is no longer looked at or somebody else was first; texts that are too long.
pub async fn correct_row(
    ctx: &Context,
    id: ImportRunId,
    revision: i32,
    (sheet, row): (usize, u32),
    typed: &BTreeMap<String, String>,
) -> Result<RowPart, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let (head, kind) = open(&ctx.db, ctx, id).await?;
    let stored = file::load(&ctx.db, file_id(&head)).await?;
    if head.state != ImportState::Checking || head.revision != revision {
        return Err(overtaken(&stored.name, head.state, "行の訂正"));
    }
    let view = row_view(&ctx.db, id, sheet, row).await?;
    let columns = columns(&head, sheet)?;
    let written = written(stored.clone(), sheet, row).await?;
    let before = corrected(ctx, id, sheet, row).await?;
    let now = corrections(&columns, &written, &before, typed, (sheet, row))?;
    let mut all = of_run(&ctx.db, id).await?;
    all.retain(|it| (it.sheet, it.row) != (sheet, row));
    all.extend(now.iter().cloned());
    let content = Content {
        bytes: stored.content,
        corrections: all,
    };
    let (tx, plan) = planned_again(ctx, &head, kind, &stored.name, &content).await?;
    save(&tx, ctx, id, (sheet, row), &now, &written).await?;
    audit_log::record(
        &tx,
        ctx,
        event(id, &stored.name, &view, &before, &now, &written),
    )
    .await?;
    tx.commit().await?;
    let part = plan.rows.iter().find(|it| {
        it.sheet_index == sheet && it.view.row == row && it.view.part != RowPart::Skipped
    });
    Ok(part.map_or(RowPart::Skipped, |it| it.view.part))
}

/// What is typed differently from the file, for the columns that are read. A column that was not in the form
/// keeps what was typed before.
fn corrections(
    columns: &[ColumnView],
    written: &[String],
    before: &BTreeMap<String, CorrectedText>,
    typed: &BTreeMap<String, String>,
    (sheet, row): (usize, u32),
) -> Result<Vec<Correction>, ServiceError> {
    let mut errors = FieldErrors::default();
    let mut corrections = Vec::new();
    for column in columns.iter().filter(|column| column.label.is_some()) {
        let known = before.get(&column.letters).map(|it| it.text.clone());
        // Browsers send line ends of their own.
        let text = typed.get(&column.letters);
        let text = text.map(|text| text.replace("\r\n", "\n")).or(known);
        let Some(text) = text else { continue };
        if MOST_CHARACTERS < text.chars().count() {
            let words = format!("長すぎます。{MOST_CHARACTERS}文字以内で入力してください。");
            errors.add(
                &format!("cells[{}]", column.letters),
                FieldError::Other(words),
            );
        }
        if text != written_in(written, &column.letters).replace("\r\n", "\n") {
            corrections.push(Correction {
                sheet,
                row,
                column: column.letters.clone(),
                text,
            });
        }
    }
    errors.into_result().map_err(ServiceError::Invalid)?;
    Ok(corrections)
}

async fn save(
    tx: &DatabaseTransaction,
    ctx: &Context,
    id: ImportRunId,
    (sheet, row): (usize, u32),
    corrections: &[Correction],
    written: &[String],
) -> Result<(), ServiceError> {
    let sheet_index = i32::try_from(sheet).unwrap_or(-1);
    let row_number = i32::try_from(row).unwrap_or(-1);
    import_correction::Entity::delete_many()
        .filter(import_correction::COLUMN.run_id.eq(id.0))
        .filter(import_correction::COLUMN.sheet_index.eq(sheet_index))
        .filter(import_correction::COLUMN.row_number.eq(row_number))
        .exec(tx)
        .await?;
    if corrections.is_empty() {
        return Ok(());
    }
    let rows = corrections.iter().map(|it| import_correction::ActiveModel {
        id: NotSet,
        run_id: Set(id.0),
        sheet_index: Set(sheet_index),
        row_number: Set(row_number),
        column_letters: Set(it.column.clone()),
        written: Set(written_in(written, &it.column).to_owned()),
        corrected: Set(it.text.clone()),
        corrected_by: Set(ctx.actor.person_id.map(|id| id.0)),
        corrected_at: Set(ctx.now()),
    });
    let rows: Vec<_> = rows.collect();
    import_correction::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// What the cells said before and say now, by column: `J列`.
fn event(
    id: ImportRunId,
    file_name: &str,
    view: &RowView,
    before: &BTreeMap<String, CorrectedText>,
    now: &[Correction],
    written: &[String],
) -> Event {
    let now: BTreeMap<&str, &str> = now
        .iter()
        .map(|it| (it.column.as_str(), it.text.as_str()))
        .collect();
    let mut letters: Vec<&str> = before.keys().map(String::as_str).collect();
    letters.extend(now.keys().copied());
    let (mut said, mut says) = (Map::new(), Map::new());
    for letters in letters {
        let in_file = written_in(written, letters);
        let old = before.get(letters).map_or(in_file, |it| it.text.as_str());
        let new = now.get(letters).copied().unwrap_or(in_file);
        if old != new {
            said.insert(format!("{letters}列"), Value::from(old));
            says.insert(format!("{letters}列"), Value::from(new));
        }
    }
    let sheet = view.sheet.as_ref().map(|sheet| format!("{sheet} "));
    let subject = format!("{file_name} {}{}行", sheet.unwrap_or_default(), view.row);
    let mut event = Event::new("取り込む行の訂正", SUBJECT, id.0, &subject);
    event.before = Some(Value::Object(said));
    event.after = Some(Value::Object(says));
    event
}
