//! Old Excel workbooks (.xls) and `OpenDocument` spreadsheets through calamine: values only.
//!
//! Neither tells strike-through, colours or notes here; users are better served by .xlsx.

use std::io::{Cursor, Read, Seek};

use calamine::{Data, Reader, SheetVisible};
use chrono::NaiveDate;
use domain::import::raw::{Container, MergedCells, RawCell, RawRow, RawValue, Sheet, Workbook};

use super::SpreadsheetError;

/// Reads what begins like an OLE compound file: an old workbook, or an encrypted new one.
pub(super) fn read_compound_file(bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    if contains_utf16(bytes, "EncryptedPackage") {
        return Err(SpreadsheetError::Encrypted);
    }
    if !contains_utf16(bytes, "Workbook") && !contains_utf16(bytes, "Book") {
        return Err(SpreadsheetError::NotALedger {
            found: "Office文書（Excel以外）",
        });
    }
    let book: calamine::Xls<_> =
        calamine::Xls::new(Cursor::new(bytes)).map_err(|error| match error {
            calamine::XlsError::Password => SpreadsheetError::Encrypted,
            _ => SpreadsheetError::broken("xls"),
        })?;
    sheets(book, Container::Xls)
}

/// Reads an `OpenDocument` spreadsheet.
pub(super) fn read_ods(bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    super::xlsx::Parts::open(bytes)?; // its limits guard this reader too
    let book: calamine::Ods<_> =
        calamine::Ods::new(Cursor::new(bytes)).map_err(|error| match error {
            calamine::OdsError::Password => SpreadsheetError::Encrypted,
            _ => SpreadsheetError::broken("ods"),
        })?;
    sheets(book, Container::Ods)
}

fn contains_utf16(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn sheets<R: Read + Seek, B: Reader<R>>(
    mut book: B,
    container: Container,
) -> Result<Workbook, SpreadsheetError> {
    let metadata = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for sheet in metadata {
        let range = book
            .worksheet_range(&sheet.name)
            .map_err(|_| SpreadsheetError::broken(&sheet.name))?;
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        let rows: Vec<RawRow> = (first_row + 1..)
            .zip(range.rows())
            .map(|(number, row)| raw_row(number, first_column, row))
            .filter(|row| !row.is_blank())
            .collect();
        sheets.push(Sheet {
            name: Some(sheet.name),
            hidden: sheet.visible != SheetVisible::Visible,
            last_row: rows.last().map_or(0, |row| row.number),
            rows,
            merges: Vec::<MergedCells>::new(),
            hidden_columns: Vec::new(),
        });
    }
    Ok(Workbook { container, sheets })
}

fn raw_row(number: u32, first_column: u32, row: &[Data]) -> RawRow {
    let before = (0..first_column).map(|_| RawCell::default());
    RawRow {
        number,
        cells: before.chain(row.iter().map(raw_cell)).collect(),
        ..RawRow::default()
    }
}

fn raw_cell(data: &Data) -> RawCell {
    let value = match data {
        Data::Empty => RawValue::Empty,
        Data::String(text) | Data::DurationIso(text) => return RawCell::text(text.clone()),
        #[expect(clippy::cast_precision_loss, reason = "a cell holds 15 digits at most")]
        Data::Int(number) => RawValue::Number(*number as f64),
        Data::Float(number) => RawValue::Number(*number),
        Data::Bool(value) => RawValue::Boolean(*value),
        Data::Error(error) => RawValue::Error(error.to_string()),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
                .filter(|_| moment.is_datetime())
                .map_or(RawValue::Number(moment.as_f64()), RawValue::Date)
        }
        Data::DateTimeIso(text) => text
            .get(..10)
            .and_then(|day| day.parse::<NaiveDate>().ok())
            .map_or_else(|| RawValue::Text(text.clone()), RawValue::Date),
    };
    RawCell {
        value,
        ..RawCell::default()
    }
}
