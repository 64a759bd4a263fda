//! Notes (コメント・メモ) of cells.

use domain::import::raw::{RawCell, RawRow, Sheet};

use super::{
    rich_text,
    sheet::parse_reference,
    xml::{Node, Parser},
};
use crate::spreadsheet::SpreadsheetError;

/// Reads a comments part and hangs each note on its cell.
pub(super) fn attach(text: &str, path: &str, sheet: &mut Sheet) -> Result<(), SpreadsheetError> {
    let mut parser = Parser::new(text, path);
    let mut place = None;
    while let Some(node) = parser.next()? {
        let Node::Open(element) = node else { continue };
        match element.name() {
            "comment" => {
                place = element
                    .attribute("ref")
                    .as_deref()
                    .and_then(parse_reference)
            }
            "text" => {
                let note = rich_text::read(&mut parser)?.whole;
                let note = note.trim();
                if let Some((column, row)) = place.take()
                    && !note.is_empty()
                {
                    hang(sheet, row, column, note);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn hang(sheet: &mut Sheet, number: u32, column: usize, note: &str) {
    let at = match sheet.rows.binary_search_by_key(&number, |row| row.number) {
        Ok(at) => at,
        Err(at) => {
            sheet.rows.insert(
                at,
                RawRow {
                    number,
                    ..RawRow::default()
                },
            );
            at
        }
    };
    let Some(row) = sheet.rows.get_mut(at) else {
        return;
    };
    if row.cells.len() <= column {
        row.cells.resize(column + 1, RawCell::default());
    }
    if let Some(cell) = row.cells.get_mut(column) {
        cell.note = Some(note.to_owned());
    }
}
