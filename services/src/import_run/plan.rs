//! The plan of an import: what a trial said would become of every row, in the words of the screen, and a digest
//! by which the same result is known again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    import::{
        LedgerKind,
        layout::{self, label},
        message::{ImportCode, ImportMessage, Level},
        raw::column_letters,
        reading::{Ignored, LedgerReading, Records, SheetReading, SheetRole},
    },
    import_run::{
        ColumnView, Effect, MessageView, OtherRecord, RowCounts, RowPart, RowView, SheetView,
    },
};

use super::names::{Changes, Names};
use crate::{
    Context, ServiceError,
    audit_log::Event,
    file::sha256_of,
    import::{ImportOutcome, What},
};

/// What would become of a file.
pub(super) struct Plan {
    pub(super) sheets: Vec<SheetView>,
    pub(super) rows: Vec<PlanRow>,
    /// Every record that is added or changed, in the order of the changes.
    pub(super) records: Vec<OtherRecord>,
    pub(super) candidates: Vec<Vec<String>>,
    pub(super) counts: RowCounts,
}

/// A row, and where it stands.
pub(super) struct PlanRow {
    pub(super) sheet_index: usize,
    pub(super) view: RowView,
}

impl PlanRow {
    pub(super) fn is_split(&self) -> bool {
        self.view
            .messages
            .iter()
            .any(|message| !message.split.is_empty())
    }
}

impl Plan {
    /// Of what a trial, or the real thing, said. `existed` holds the records that were there before.
    pub(super) async fn of(
        ctx: &Context,
        kind: LedgerKind,
        outcome: &ImportOutcome,
        existed: &BTreeSet<(String, i64)>,
    ) -> Result<Self, ServiceError> {
        let names = Names::of(ctx, &outcome.trail).await?;
        let mut plan = Self::of_reading(&outcome.reading);
        plan.rows.extend(rows(kind, outcome, &names));
        plan.rows
            .sort_by_key(|row| (row.sheet_index, row.view.row, row.view.part));
        plan.records = records(outcome, &names, existed);
        plan.candidates = outcome
            .vendor_candidates
            .iter()
            .map(|candidate| candidate.vendor_names.clone())
            .collect();
        plan.count();
        Ok(plan)
    }

    /// Of a file nothing can be taken from.
    pub(super) fn of_reading(reading: &LedgerReading) -> Self {
        let sheets = reading.sheets.iter();
        let mut plan = Self {
            sheets: sheets
                .map(|sheet| sheet_view(reading.ledger, sheet))
                .collect(),
            rows: skipped(reading),
            records: Vec::new(),
            candidates: Vec::new(),
            counts: RowCounts::default(),
        };
        plan.count();
        plan
    }

    fn count(&mut self) {
        let count = |is: &dyn Fn(&PlanRow) -> bool| {
            u32::try_from(self.rows.iter().filter(|row| is(row)).count()).unwrap_or(u32::MAX)
        };
        let of = |part: RowPart| count(&|row| row.view.part == part);
        let is_taken = |row: &PlanRow| {
            matches!(
                row.view.part,
                RowPart::Added | RowPart::Updated | RowPart::Unchanged
            )
        };
        self.counts = RowCounts {
            refused: of(RowPart::Refused),
            added: of(RowPart::Added),
            updated: of(RowPart::Updated),
            unchanged: of(RowPart::Unchanged),
            skipped: self.sheets.iter().map(|sheet| sheet.skipped_count).sum(),
            warned: count(&|row| is_taken(row) && !row.view.messages.is_empty()),
            split: count(&|row| is_taken(row) && row.is_split()),
        };
    }

    /// SHA-256 of what would become of rows and records; keys the database gives are no part of it.
    pub(super) fn digest(&self) -> Result<String, ServiceError> {
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                let it = &row.view;
                (
                    row.sheet_index,
                    it.row,
                    it.part,
                    &it.label,
                    &it.reason,
                    &it.changes,
                    &it.kept,
                )
            })
            .collect();
        let records: Vec<_> = self
            .records
            .iter()
            .map(|it| (&it.kind, it.effect, &it.label, &it.changes))
            .collect();
        Ok(sha256_of(&serde_json::to_vec(&(rows, records))?))
    }
}

/// Rows that are no records, but for blank ones.
fn skipped(reading: &LedgerReading) -> Vec<PlanRow> {
    let sheets = reading.sheets.iter().enumerate();
    sheets
        .flat_map(|(sheet_index, sheet)| {
            let rows = sheet.skipped.iter().filter(|row| !row.text.is_empty());
            rows.map(move |row| PlanRow {
                sheet_index,
                view: RowView {
                    sheet: sheet.name.clone(),
                    sheet_index,
                    row: row.row,
                    part: RowPart::Skipped,
                    label: row.text.clone(),
                    reason: Some(row.reason.label().to_owned()),
                    kept: Vec::new(),
                    messages: Vec::new(),
                    changes: Vec::new(),
                    record_id: None,
                },
            })
        })
        .collect()
}

/// Rows with a record, taken or refused.
fn rows(kind: LedgerKind, outcome: &ImportOutcome, names: &Names) -> Vec<PlanRow> {
    let reading = &outcome.reading;
    let places: HashMap<&Option<String>, usize> = reading
        .sheets
        .iter()
        .enumerate()
        .map(|(index, sheet)| (&sheet.name, index))
        .collect();
    let messages = messages(reading);
    let changes = changes_by_record(kind.record_kind(), &outcome.trail, names);
    let row = |sheet: &Option<String>, row: u32, part: RowPart, label: &str| {
        let sheet_index = places.get(sheet).copied().unwrap_or_default();
        PlanRow {
            sheet_index,
            view: RowView {
                sheet: sheet.clone(),
                sheet_index,
                row,
                part,
                label: label.to_owned(),
                reason: None,
                kept: Vec::new(),
                messages: messages
                    .get(&(sheet_index, row))
                    .cloned()
                    .unwrap_or_default(),
                changes: Vec::new(),
                record_id: None,
            },
        }
    };
    let taken = outcome.taken.iter().map(|taken| {
        let part = match taken.what {
            What::Added => RowPart::Added,
            What::Updated => RowPart::Updated,
            What::Unchanged => RowPart::Unchanged,
        };
        let mut row = row(&taken.sheet, taken.row, part, &taken.label);
        row.view.kept = taken.kept.iter().map(|kept| (*kept).to_owned()).collect();
        row.view.record_id = Some(taken.record);
        row.view.changes = changes.get(&taken.record).cloned().unwrap_or_default();
        row
    });
    let refused = outcome.refused.iter().map(|refused| {
        let mut row = row(
            &refused.sheet,
            refused.row,
            RowPart::Refused,
            &refused.label,
        );
        // The messages say the same, cell by cell.
        let is_said = row.view.messages.iter().any(|message| message.is_error);
        row.view.reason = (!is_said).then(|| refused.reason.clone());
        row
    });
    taken.chain(refused).collect()
}

fn changes_by_record(kind: &str, trail: &[Event], names: &Names) -> HashMap<i64, Changes> {
    let mut changes: HashMap<i64, Changes> = HashMap::new();
    for event in trail.iter().filter(|event| event.subject_kind == kind) {
        if let Some(id) = event.subject_id {
            changes.entry(id).or_default().extend(names.changes(event));
        }
    }
    changes
}

/// Records in the order they were first touched, each once.
fn records(
    outcome: &ImportOutcome,
    names: &Names,
    existed: &BTreeSet<(String, i64)>,
) -> Vec<OtherRecord> {
    let mut records: Vec<OtherRecord> = Vec::new();
    let mut places: HashMap<(&str, i64), usize> = HashMap::new();
    for event in &outcome.trail {
        let Some(id) = event.subject_id else { continue };
        let changes = names.changes(event);
        match places.get(&(event.subject_kind, id)) {
            Some(place) => {
                if let Some(record) = records.get_mut(*place) {
                    record.changes.extend(changes);
                }
            }
            None => {
                places.insert((event.subject_kind, id), records.len());
                let is_known = existed.contains(&(event.subject_kind.to_owned(), id));
                records.push(OtherRecord {
                    kind: event.subject_kind.to_owned(),
                    id: Some(id),
                    label: event.subject.clone(),
                    effect: if is_known {
                        Effect::Updated
                    } else {
                        Effect::Added
                    },
                    changes,
                });
            }
        }
    }
    records
}

/// What was noticed, by row. What was only handled is not said.
fn messages(reading: &LedgerReading) -> HashMap<(usize, u32), Vec<MessageView>> {
    let mut by_row: HashMap<(usize, u32), Vec<MessageView>> = HashMap::new();
    for (index, sheet) in reading.sheets.iter().enumerate() {
        let splits = splits(sheet);
        for message in sheet.warnings.iter().filter(|it| it.level != Level::Info) {
            let view = message_view(sheet, message, &splits);
            by_row.entry((index, message.row)).or_default().push(view);
        }
    }
    by_row
}

fn message_view(
    sheet: &SheetReading,
    message: &ImportMessage,
    splits: &HashMap<u32, Vec<String>>,
) -> MessageView {
    let column = message.column.as_ref().and_then(|letters| {
        let columns = sheet.columns.iter();
        columns
            .clone()
            .find(|column| column_letters(column.index) == *letters)
    });
    let split = match message.code {
        ImportCode::MultipleValuesInCell => splits.get(&message.row).cloned(),
        _ => None,
    };
    MessageView {
        column: message.column.clone(),
        head: column.map(|column| column.header.clone()),
        value: message.value.clone(),
        is_error: message.level == Level::Error,
        text: message.text.clone(),
        split: split.unwrap_or_default(),
    }
}

/// The values a cell was split into, by row.
fn splits(sheet: &SheetReading) -> HashMap<u32, Vec<String>> {
    let Records::Contracts(records) = &sheet.records else {
        return HashMap::new();
    };
    records
        .iter()
        .filter(|record| 1 < record.fields.subcontractors.len())
        .map(|record| (record.row, record.fields.subcontractors.clone()))
        .collect()
}

fn sheet_view(kind: LedgerKind, sheet: &SheetReading) -> SheetView {
    let (columns, header_rows, missing) = match &sheet.ignored {
        Some(Ignored::Incomplete {
            columns,
            header_rows,
            missing,
        }) => (columns, header_rows, missing.clone()),
        Some(Ignored::Hidden | Ignored::NoHeader) | None => {
            (&sheet.columns, &sheet.header_rows, Vec::new())
        }
    };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    SheetView {
        name: sheet.name.clone(),
        is_read: sheet.role == SheetRole::Ledger,
        notes: notes(sheet),
        record_count: count(sheet.records.count()),
        skipped_count: count(sheet.skipped.len()),
        header_rows: header_rows.clone(),
        heads: layout::heads(columns),
        columns: layout::places(columns)
            .map(|(place, column)| ColumnView {
                place,
                letters: column_letters(column.index),
                head: column.header.clone(),
                field: column.field.map(|field| field.code().to_owned()),
                label: column.field.map(|field| label(kind, field).to_owned()),
            })
            .collect(),
        missing,
    }
}

/// What to know about a sheet before it is taken in, or why it is not read.
fn notes(sheet: &SheetReading) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(sheet.ignored.as_ref().map(|why| match why {
        Ignored::Hidden => "非表示のシートのため、読みません。".to_owned(),
        Ignored::NoHeader => "台帳の見出しの行がないため、読みません。".to_owned(),
        Ignored::Incomplete { missing, .. } => format!(
            "「{}」の列が見つからないため、読めません。「列の読み方」で列を選んでください。",
            missing.join("」「")
        ),
    }));
    if !sheet.hidden_columns.is_empty() {
        let columns: Vec<&str> = sheet
            .hidden_columns
            .iter()
            .map(|hidden| hidden.column.as_str())
            .collect();
        notes.push(format!(
            "非表示の列（{}列）も読みます。見せてよい内容か、取り込む前に確かめてください。",
            columns.join("・")
        ));
    }
    if let Some(coloured) = &sheet.coloured_rows {
        let rows: Vec<String> = coloured.rows.iter().map(u32::to_string).collect();
        notes.push(format!(
            "色の付いた行（{}行）があります。色の意味は取り込まれません。必要なら備考に書いてください。",
            rows.join("・")
        ));
    }
    notes
}

/// Rows of a plan by sheet and number, to tell two plans apart.
pub(super) fn parts<'p>(
    rows: impl Iterator<Item = (&'p RowView, usize)>,
) -> BTreeMap<(usize, u32), (String, String)> {
    rows.filter(|(row, _)| row.part != RowPart::Skipped)
        .map(|(row, sheet)| {
            (
                (sheet, row.row),
                (row.label.clone(), row.part.label().to_owned()),
            )
        })
        .collect()
}
