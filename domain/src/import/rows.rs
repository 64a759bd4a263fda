//! From sheet rows to rows of a ledger: what is no record is skipped with a reason, merged cells and
//! ditto marks get their value, struck-through text is taken out.

use std::collections::HashMap;

use super::{
    field::Field,
    header::Header,
    raw::{RawCell, RawRow, RawValue, Sheet},
    skip::{SkippedRow, first_text, skip_reason},
    standing::{expand, is_struck, standing},
};

/// Blank rows reported of one gap; a stray character a million rows below is no reason for a million
/// lines.
const MOST_BLANK_ROWS: usize = 100;

/// A cell ready to be read as a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// The value to read: of a merge its origin's, of a ditto mark the one above.
    pub(super) value: RawValue,
    /// What stands in the cell itself, for messages.
    pub(super) written: String,
    /// True when part of the text was struck through and left out.
    pub(super) is_partly_struck: bool,
}

impl Cell {
    /// The text to read.
    pub(super) fn text(&self) -> String {
        RawCell {
            value: self.value.clone(),
            ..RawCell::default()
        }
        .shown()
    }

    /// True when there is nothing to read.
    pub(super) fn is_blank(&self) -> bool {
        self.text().chars().all(char::is_whitespace)
    }
}

/// A row of the ledger, its cells by field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LedgerRow {
    pub(super) number: u32,
    pub(super) line: Option<u32>,
    pub(super) hidden: bool,
    pub(super) struck: bool,
    pub(super) coloured: bool,
    pub(super) cells: HashMap<Field, Cell>,
    /// Notes with the column they hang on.
    pub(super) notes: Vec<(usize, String)>,
}

/// Splits what is below the header into records and skipped rows.
pub(super) fn split(sheet: &Sheet, header: &Header) -> (Vec<LedgerRow>, Vec<SkippedRow>) {
    let mut rows = Vec::new();
    let mut skipped = Vec::new();
    let mut above: HashMap<Field, RawValue> = HashMap::new();
    let merged = MergeOrigins::new(sheet, header);
    let mut next = header.last_row + 1;
    for row in &sheet.rows {
        if row.number < next || row.is_blank() {
            continue;
        }
        let blank_rows = (next..row.number).take(MOST_BLANK_ROWS);
        skipped.extend(blank_rows.map(SkippedRow::blank));
        next = row.number + 1;
        match skip_reason(row, header) {
            Some(reason) => skipped.push(SkippedRow {
                row: row.number,
                reason,
                text: first_text(row),
            }),
            None => rows.push(ledger_row(row, header, &merged, &mut above)),
        }
    }
    (rows, skipped)
}

/// Which cells take their value from the first cell of a merge.
struct MergeOrigins {
    origins: HashMap<(u32, usize), RawCell>,
}

impl MergeOrigins {
    /// Only merges below the header. Sideways, only a mark for 該当なし means every column; anything
    /// else belongs to the column it is written in.
    fn new(sheet: &Sheet, header: &Header) -> Self {
        let mut origins = HashMap::new();
        for merged in &sheet.merges {
            if merged.first_row <= header.last_row {
                continue;
            }
            let Some(origin) = sheet
                .row(merged.first_row)
                .and_then(|row| row.cell(merged.first_column))
                .filter(|cell| !cell.is_blank())
            else {
                continue;
            };
            let last_column = if super::flag::is_not_applicable(&origin.shown()) {
                merged.last_column
            } else {
                merged.first_column
            };
            let rows = sheet
                .rows
                .iter()
                .map(|row| row.number)
                .skip_while(|number| *number < merged.first_row)
                .take_while(|number| *number <= merged.last_row);
            for row in rows {
                for column in merged.first_column..=last_column {
                    if (row, column) != (merged.first_row, merged.first_column) {
                        let mut copy = origin.clone();
                        copy.note = None;
                        origins.insert((row, column), copy);
                    }
                }
            }
        }
        Self { origins }
    }
}

fn ledger_row(
    row: &RawRow,
    header: &Header,
    merged: &MergeOrigins,
    above: &mut HashMap<Field, RawValue>,
) -> LedgerRow {
    let struck = is_struck(row);
    let mut result = LedgerRow {
        number: row.number,
        line: row.line,
        hidden: row.hidden,
        struck,
        coloured: row.cells.iter().any(|cell| cell.coloured),
        ..LedgerRow::default()
    };
    for (column, cell) in row.cells.iter().enumerate() {
        if let Some(note) = &cell.note {
            result.notes.push((column, note.clone()));
        }
    }
    let blank = RawCell::default();
    for column in &header.columns {
        let Some(field) = column.field else { continue };
        let own = row.cell(column.index).unwrap_or(&blank);
        let raw = if own.is_blank() {
            merged
                .origins
                .get(&(row.number, column.index))
                .unwrap_or(own)
        } else {
            own
        };
        let (value, is_partly_struck) = standing(raw, struck);
        let value = expand(value, above.get(&field));
        above.insert(field, value.clone());
        let cell = Cell {
            value,
            written: raw.formula.clone().unwrap_or_else(|| raw.shown()),
            is_partly_struck,
        };
        result.cells.insert(field, cell);
    }
    result
}
