//! One sheet of an old workbook: its cells, in the order of rows and columns.

use std::collections::{BTreeMap, BTreeSet};

use domain::import::raw::{MergedCells, RawCell, RawRow, RawValue, Sheet, Struck};

use super::{
    BOF, EOF, Globals, Records, Style,
    compound::{u16_at, u32_at},
    strings::{self, Version},
};
use crate::spreadsheet::{ROW_LIMIT, SpreadsheetError};

/// Columns beyond this are not read: the format has no more.
const READ_COLUMNS: u16 = 256;
/// Most cells with something in them: 10,000 rows of a wide ledger.
const CELL_LIMIT: usize = 2_000_000;

#[derive(Default)]
struct Cells {
    by_row: BTreeMap<u16, BTreeMap<u16, RawCell>>,
    count: usize,
    hidden: BTreeSet<u16>,
    merges: Vec<MergedCells>,
    hidden_columns: BTreeSet<usize>,
    /// The formula whose text comes in the next record.
    waiting: Option<(u16, u16, Style)>,
}

/// Reads the records of a sheet.
pub(super) fn read(
    stream: &[u8],
    globals: &Globals,
    name: &str,
) -> Result<Sheet, SpreadsheetError> {
    let mut cells = Cells::default();
    let mut depth = 0_usize;
    for (kind, content) in (Records { stream }) {
        match kind {
            // A chart within the sheet has cells of its own.
            BOF => depth += 1,
            EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            kind if depth <= 1 => cells.note(kind, content, globals),
            _ => {}
        }
        if CELL_LIMIT < cells.count {
            return Err(SpreadsheetError::TooManyRows {
                sheet: name.to_owned(),
            });
        }
    }
    Ok(cells.into_sheet())
}

impl Cells {
    fn note(&mut self, kind: u16, content: &[u8], globals: &Globals) {
        // Malformed records say nothing.
        let _ = match kind {
            0x0203 => self.number(content, globals),
            0x027E => self.compact(content, globals),
            0x00BD => self.compact_row(content, globals),
            0x00FD => self.shared(content, globals),
            0x0204 | 0x00D6 => self.label(content, globals),
            0x0205 => self.boolean(content, globals),
            0x0006 => self.formula(content, globals),
            0x0207 => self.formula_text(content, globals),
            0x0208 => self.row(content),
            0x007D => self.columns(content),
            0x00E5 => self.merged(content),
            _ => Some(()),
        };
    }

    fn set(&mut self, row: u16, column: u16, style: Style, value: RawValue) {
        if READ_COLUMNS <= column || value == RawValue::Empty {
            return;
        }
        let cell = RawCell {
            value,
            struck: if style.is_struck {
                Struck::Wholly
            } else {
                Struck::Not
            },
            coloured: style.is_coloured,
            ..RawCell::default()
        };
        self.count += 1;
        self.by_row.entry(row).or_default().insert(column, cell);
    }

    fn put(&mut self, content: &[u8], globals: &Globals, value: RawValue) -> Option<()> {
        let style = globals.style(u16_at(content, 4));
        self.set(u16_at(content, 0)?, u16_at(content, 2)?, style, value);
        Some(())
    }

    fn number(&mut self, content: &[u8], globals: &Globals) -> Option<()> {
        let value = of_number(
            double(content, 6)?,
            globals.style(u16_at(content, 4)),
            globals,
        );
        self.put(content, globals, value)
    }

    fn compact(&mut self, content: &[u8], globals: &Globals) -> Option<()> {
        let number = compact(u32_at(content, 6)?);
        let value = of_number(number, globals.style(u16_at(content, 4)), globals);
        self.put(content, globals, value)
    }

    fn compact_row(&mut self, content: &[u8], globals: &Globals) -> Option<()> {
        let (row, first) = (u16_at(content, 0)?, u16_at(content, 2)?);
        let (cells, _) = content
            .get(4..content.len().checked_sub(2)?)?
            .as_chunks::<6>();
        for (column, cell) in (first..).zip(cells) {
            let style = globals.style(u16_at(cell, 0));
            let value = of_number(compact(u32_at(cell, 2)?), style, globals);
            self.set(row, column, style, value);
        }
        Some(())
    }

    fn shared(&mut self, content: &[u8], globals: &Globals) -> Option<()> {
        let index = usize::try_from(u32_at(content, 6)?).ok()?;
        let text = globals.strings.get(index)?.clone();
        self.put(content, globals, of_text(text))
    }

    fn label(&mut self, content: &[u8], globals: &Globals) -> Option<()> {
        let text = strings::long(content.get(6..)?, globals.version)?;
        self.put(content, globals, of_text(text))
    }

    fn boolean(&mut self, content: &[u8], globals: &Globals) -> Option<()> {
        let (value, is_error) = (*content.get(6)?, *content.get(7)? != 0);
        self.put(content, globals, boolean_or_error(value, is_error))
    }

    fn formula(&mut self, content: &[u8], globals: &Globals) -> Option<()> {
        let style = globals.style(u16_at(content, 4));
        if u16_at(content, 12)? != 0xFFFF {
            return self.number(content, globals);
        }
        match *content.get(6)? {
            0 => self.waiting = Some((u16_at(content, 0)?, u16_at(content, 2)?, style)),
            kind @ (1 | 2) => {
                let value = boolean_or_error(*content.get(8)?, kind == 2);
                return self.put(content, globals, value);
            }
            _ => {}
        }
        Some(())
    }

    fn formula_text(&mut self, content: &[u8], globals: &Globals) -> Option<()> {
        let (row, column, style) = self.waiting.take()?;
        let text = match globals.version {
            Version::Biff5 | Version::Biff8 => strings::long(content, globals.version)?,
        };
        self.set(row, column, style, of_text(text));
        Some(())
    }

    fn row(&mut self, content: &[u8]) -> Option<()> {
        if u16_at(content, 12)? & 0x20 != 0 {
            self.hidden.insert(u16_at(content, 0)?);
        }
        Some(())
    }

    fn columns(&mut self, content: &[u8]) -> Option<()> {
        if u16_at(content, 8)? & 1 != 0 {
            let last = u16_at(content, 2)?.min(READ_COLUMNS - 1);
            let columns = u16_at(content, 0)?..=last;
            self.hidden_columns.extend(columns.map(usize::from));
        }
        Some(())
    }

    fn merged(&mut self, content: &[u8]) -> Option<()> {
        let (ranges, _) = content.get(2..)?.as_chunks::<8>();
        for range in ranges {
            self.merges.push(MergedCells {
                first_row: u32::from(u16_at(range, 0)?) + 1,
                last_row: u32::from(u16_at(range, 2)?) + 1,
                first_column: usize::from(u16_at(range, 4)?),
                last_column: usize::from(u16_at(range, 6)?),
            });
        }
        Some(())
    }

    fn into_sheet(self) -> Sheet {
        let mut rows: Vec<RawRow> = Vec::new();
        let mut numbers: BTreeSet<u16> = self.by_row.keys().copied().collect();
        numbers.extend(&self.hidden);
        let mut by_row = self.by_row;
        for number in numbers {
            let cells = by_row.remove(&number).unwrap_or_default();
            let width = cells
                .keys()
                .next_back()
                .map_or(0, |last| usize::from(*last) + 1);
            let mut row = RawRow {
                number: u32::from(number) + 1,
                hidden: self.hidden.contains(&number),
                cells: vec![RawCell::default(); width],
                ..RawRow::default()
            };
            for (column, cell) in cells {
                if let Some(place) = row.cells.get_mut(usize::from(column)) {
                    *place = cell;
                }
            }
            if row.hidden || !row.is_blank() {
                rows.push(row);
            }
            if ROW_LIMIT < rows.len() {
                break; // the caller refuses it
            }
        }
        Sheet {
            last_row: rows.last().map_or(0, |row| row.number),
            rows,
            merges: self.merges,
            hidden_columns: self.hidden_columns.into_iter().collect(),
            ..Sheet::default()
        }
    }
}

fn double(content: &[u8], at: usize) -> Option<f64> {
    let bytes = content.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}

/// A number in four bytes: the upper half of a double, or an integer of 30 bits; perhaps a hundredth of it.
fn compact(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}

fn of_number(number: f64, style: Style, globals: &Globals) -> RawValue {
    let date = style
        .is_date
        .then(|| globals.date_system.date(number))
        .flatten();
    date.map_or(RawValue::Number(number), RawValue::Date)
}

fn of_text(text: String) -> RawValue {
    if text.is_empty() {
        RawValue::Empty
    } else {
        RawValue::Text(text)
    }
}

fn boolean_or_error(value: u8, is_error: bool) -> RawValue {
    if !is_error {
        return RawValue::Boolean(value != 0);
    }
    let name = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    RawValue::Error(name.to_owned())
}
