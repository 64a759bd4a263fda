//! A ledger as a town keeps it: titles, one to three rows of heads, rows of any width. What is wrong is written
//! in red, without a background colour or a note, which would mean something when the file is read again.

use chrono::{DateTime, NaiveDate, Utc};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::{CELL_LIMIT, WorkbookError};

/// A sheet. The first column is the widest: it says what is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedSheet {
    /// Name on the tab.
    pub name: String,
    /// Rows above the heads.
    pub titles: Vec<Vec<String>>,
    /// Rows of heads.
    pub heads: Vec<Vec<String>>,
    pub rows: Vec<MarkedRow>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedRow {
    /// True when all of it is struck through.
    pub is_struck: bool,
    pub cells: Vec<MarkedCell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedCell {
    value: Value,
    is_marked: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Text(String),
    Number(f64),
    Date(NaiveDate),
}

impl MarkedCell {
    /// Text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::of(Value::Text(text.to_owned()))
    }

    /// A number.
    #[must_use]
    pub fn number(number: f64) -> Self {
        Self::of(Value::Number(number))
    }

    /// A date, written as one.
    #[must_use]
    pub fn date(date: NaiveDate) -> Self {
        Self::of(Value::Date(date))
    }

    /// The same in red, when it is marked.
    #[must_use]
    pub fn marked(self, is_marked: bool) -> Self {
        Self { is_marked, ..self }
    }

    fn of(value: Value) -> Self {
        Self {
            value,
            is_marked: false,
        }
    }
}

/// A workbook of these sheets. The same content and time give the same bytes.
///
/// # Errors
/// A name of a sheet the format does not take; more rows than it holds.
pub fn workbook(sheets: &[MarkedSheet], made_at: DateTime<Utc>) -> Result<Vec<u8>, WorkbookError> {
    write(sheets, made_at).map_err(WorkbookError)
}

fn write(sheets: &[MarkedSheet], made_at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(made_at.timestamp())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        write_sheet(worksheet, sheet)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &MarkedSheet) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top);
    let mut line = 0;
    for cells in &sheet.titles {
        for (column, text) in (0..).zip(cells) {
            if !text.is_empty() {
                worksheet.write_string(line, column, text)?;
            }
        }
        line += 1;
    }
    for cells in &sheet.heads {
        for (column, text) in (0..).zip(cells) {
            worksheet.set_column_width(column, if column == 0 { 48 } else { 16 })?;
            if !text.is_empty() {
                worksheet.write_string_with_format(line, column, text, &head)?;
            }
        }
        line += 1;
    }
    worksheet.set_freeze_panes(line, 1)?;
    for row in &sheet.rows {
        for (column, cell) in (0..).zip(&row.cells) {
            write_cell(worksheet, line, column, cell, row.is_struck && column != 0)?;
        }
        line += 1;
    }
    Ok(())
}

fn write_cell(
    worksheet: &mut Worksheet,
    line: u32,
    column: u16,
    cell: &MarkedCell,
    is_struck: bool,
) -> Result<(), XlsxError> {
    let mut format = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    if cell.is_marked {
        format = format.set_font_color(Color::Red).set_bold();
    }
    if is_struck {
        format = format.set_font_strikethrough();
    }
    match &cell.value {
        Value::Text(text) if text.is_empty() => {
            worksheet.write_blank(line, column, &format)?;
        }
        Value::Text(text) => {
            let text: String = text.chars().take(CELL_LIMIT).collect();
            let format = format.set_num_format("@");
            worksheet.write_string_with_format(line, column, text, &format)?;
        }
        Value::Number(number) => {
            worksheet.write_number_with_format(line, column, *number, &format)?;
        }
        Value::Date(date) => {
            let date = ExcelDateTime::parse_from_str(&date.format("%Y-%m-%d").to_string())?;
            let format = format.set_num_format("yyyy/mm/dd");
            worksheet.write_datetime_with_format(line, column, &date, &format)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mended_row_reads_as_it_was_written() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
        let sheet = MarkedSheet {
            name: "エラーの行".to_owned(),
            titles: vec![vec![String::new(), "令和８年度".to_owned()]],
            heads: vec![vec![
                "理由".to_owned(),
                "件名".to_owned(),
                "契約日".to_owned(),
            ]],
            rows: vec![MarkedRow {
                is_struck: false,
                cells: vec![
                    MarkedCell::text("元の12行目"),
                    MarkedCell::text("=1+1").marked(true),
                    MarkedCell::date(day),
                ],
            }],
        };
        let made = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let bytes = workbook(std::slice::from_ref(&sheet), made).unwrap();
        assert_eq!(bytes, workbook(&[sheet], made).unwrap());
        let read = crate::spreadsheet::read(&bytes, "エラーの行.xlsx").unwrap();
        let row = read.sheets[0].row(3).unwrap();
        assert_eq!(row.cells[1].shown(), "=1+1");
        assert_eq!(row.cells[2].value, domain::import::raw::RawValue::Date(day));
        assert!(
            row.cells
                .iter()
                .all(|cell| !cell.coloured && cell.note.is_none())
        );
    }
}
