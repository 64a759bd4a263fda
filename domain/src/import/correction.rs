//! 画面での訂正: what a person typed in the place of a cell. The file stays as it was sent.

use super::raw::{RawCell, Workbook, column_index};

/// The longest text that may be typed in the place of a cell, in characters: what Excel allows.
pub const MOST_CHARACTERS: usize = 32_767;

/// What was typed in the place of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Place of the sheet in the file, from 0.
    pub sheet: usize,
    /// Number of the row, as Excel counts.
    pub row: u32,
    /// Letters of the column.
    pub column: String,
    /// What is read instead of the cell; may be empty.
    pub text: String,
}

/// Puts what people typed into the cells. The note on a cell stays; a cell that is nowhere stays away.
pub fn correct(workbook: &mut Workbook, corrections: &[Correction]) {
    for correction in corrections {
        let Some(column) = column_index(&correction.column) else {
            continue;
        };
        let row = workbook.sheets.get_mut(correction.sheet);
        let row = row.and_then(|sheet| {
            let rows = &mut sheet.rows;
            let at = rows.binary_search_by_key(&correction.row, |row| row.number);
            at.ok().and_then(|at| rows.get_mut(at))
        });
        let Some(row) = row else { continue };
        if row.cells.len() <= column {
            row.cells.resize(column + 1, RawCell::default());
        }
        if let Some(cell) = row.cells.get_mut(column) {
            *cell = RawCell {
                note: cell.note.take(),
                coloured: cell.coloured,
                ..RawCell::text(correction.text.clone())
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::raw::{Container, RawRow, RawValue, Sheet, Struck};

    fn workbook() -> Workbook {
        let damaged = RawCell {
            value: RawValue::Number(8.99e12),
            formula: Some("=A1".to_owned()),
            struck: Struck::Wholly,
            coloured: true,
            note: Some("要確認".to_owned()),
        };
        Workbook {
            container: Container::Ods,
            sheets: vec![Sheet {
                rows: vec![RawRow {
                    number: 4,
                    cells: vec![damaged],
                    ..RawRow::default()
                }],
                ..Sheet::default()
            }],
        }
    }

    fn correction(sheet: usize, row: u32, column: &str, text: &str) -> Correction {
        Correction {
            sheet,
            row,
            column: column.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_cell_is_what_was_typed_and_keeps_its_note() {
        let mut workbook = workbook();
        correct(&mut workbook, &[correction(0, 4, "A", "8991234567890")]);
        let cell = &workbook.sheets[0].rows[0].cells[0];
        assert_eq!(cell.value, RawValue::Text("8991234567890".to_owned()));
        assert_eq!(cell.formula, None);
        assert_eq!(cell.struck, Struck::default());
        assert_eq!(cell.note.as_deref(), Some("要確認"));
    }

    #[test]
    fn a_row_grows_and_a_cell_is_emptied() {
        let mut workbook = workbook();
        let typed = [correction(0, 4, "C", "R8.4.1"), correction(0, 4, "A", "")];
        correct(&mut workbook, &typed);
        let cells = &workbook.sheets[0].rows[0].cells;
        assert_eq!(cells[0].value, RawValue::Empty);
        assert_eq!(cells[2].value, RawValue::Text("R8.4.1".to_owned()));
    }

    #[test]
    fn what_is_nowhere_changes_nothing() {
        let mut changed = workbook();
        let nowhere = [
            correction(1, 4, "A", "x"),
            correction(0, 5, "A", "x"),
            correction(0, 4, "", "x"),
            correction(0, 4, "A1", "x"),
        ];
        correct(&mut changed, &nowhere);
        assert_eq!(changed, workbook());
    }
}
