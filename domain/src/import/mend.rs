//! Rows to be corrected, in the layout they came in: every cell with the value it stands for, so that a row
//! means the same without the rows above it.

use std::collections::BTreeSet;

use super::{
    ImportContext, LedgerKind,
    field::Field,
    fiscal_years,
    header::{self, Column, Header},
    layout::LayoutChoices,
    raw::{RawCell, RawRow, RawValue, Sheet, Workbook},
    rows::{self, LedgerRow},
    sheet_facts::has_merged_sections,
};

/// A sheet with the rows that were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct MendSheet {
    /// Its name; `None` for a CSV.
    pub name: Option<String>,
    /// The rows above the header: they may name the fiscal year.
    pub titles: Vec<Vec<String>>,
    /// The rows of the header, cell by cell.
    pub heads: Vec<Vec<String>>,
    /// The columns as understood.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<MendRow>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct MendRow {
    /// Its number in the file it came from.
    pub row: u32,
    /// True when the row is struck through.
    pub struck: bool,
    /// Its cells from column A.
    pub cells: Vec<RawValue>,
}

/// The rows `(place of the sheet, number)` of a ledger.
#[must_use]
pub fn rows_of(
    kind: LedgerKind,
    workbook: &Workbook,
    context: &ImportContext<'_>,
    choices: &LayoutChoices,
    wanted: &BTreeSet<(usize, u32)>,
) -> Vec<MendSheet> {
    let (fiscal_year, years) = fiscal_years(kind, workbook, context, choices);
    let sheets = workbook.sheets.iter().zip(years).enumerate();
    sheets
        .filter(|(index, (sheet, _))| {
            !sheet.hidden && wanted.iter().any(|(sheet, _)| sheet == index)
        })
        .filter_map(|(index, (sheet, year))| {
            let header = header::find(sheet, kind, year.or(fiscal_year), choices)?;
            Some(mend_sheet(sheet, header, |row| {
                wanted.contains(&(index, row))
            }))
        })
        .collect()
}

fn mend_sheet(sheet: &Sheet, header: Header, is_wanted: impl Fn(u32) -> bool) -> MendSheet {
    let shown = |row: &RawRow| row.cells.iter().map(RawCell::shown).collect();
    let between = |first: u32, last: u32| {
        sheet
            .rows
            .iter()
            .filter(move |row| (first..=last).contains(&row.number))
    };
    let is_lost = !has_merged_sections(sheet, &header);
    let (ledger_rows, _) = rows::split(sheet, &header);
    let mut section = RawValue::Empty;
    let mut mended = Vec::new();
    for row in &ledger_rows {
        if let Some(cell) = row.cells.get(&Field::OrganizationUnit)
            && !cell.is_blank()
        {
            section = cell.value.clone();
        }
        if is_wanted(row.number) {
            let section = is_lost.then_some(&section);
            mended.push(mend_row(sheet, &header, row, section));
        }
    }
    MendSheet {
        name: sheet.name.clone(),
        titles: between(1, header.first_row - 1).map(shown).collect(),
        heads: between(header.first_row, header.last_row)
            .map(shown)
            .collect(),
        columns: header.columns,
        rows: mended,
    }
}

fn mend_row(
    sheet: &Sheet,
    header: &Header,
    row: &LedgerRow,
    section: Option<&RawValue>,
) -> MendRow {
    let raw = sheet.row(row.number);
    let mut cells: Vec<RawValue> = raw.map_or_else(Vec::new, |raw| {
        raw.cells.iter().map(|cell| cell.value.clone()).collect()
    });
    for column in &header.columns {
        let Some(field) = column.field else { continue };
        let Some(cell) = row.cells.get(&field) else {
            continue;
        };
        let value = match (field, section) {
            (Field::OrganizationUnit, Some(section)) if cell.is_blank() => section.clone(),
            (Field::Remarks, _) => with_notes(&cell.text(), row),
            _ => cell.value.clone(),
        };
        if cells.len() <= column.index {
            cells.resize(column.index + 1, RawValue::Empty);
        }
        if let Some(place) = cells.get_mut(column.index) {
            *place = value;
        }
    }
    MendRow {
        row: row.number,
        struck: row.struck,
        cells,
    }
}

/// Notes on cells are read as remarks, and would be lost with the cells.
fn with_notes(remarks: &str, row: &LedgerRow) -> RawValue {
    let notes = row.notes.iter().map(|(_, note)| note.as_str());
    let lines: Vec<&str> = std::iter::once(remarks)
        .chain(notes)
        .filter(|line| !line.is_empty())
        .collect();
    RawCell::text(lines.join("\n")).value
}
