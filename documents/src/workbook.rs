//! 表計算のファイル (xlsx): cells in, bytes out. The only module that names `rust_xlsxwriter`.
//!
//! Text is written as text (a number with leading zeros stays what it is, and nothing is a formula), a date
//! as a date, so that a filter of the spreadsheet program knows it.

pub mod marked;
mod stream;

use chrono::{DateTime, NaiveDate, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

pub(crate) use stream::SheetStream;

/// A sheet of a workbook: a head and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Name on the tab; not more than 31 characters.
    pub name: String,
    /// Lines above the table: title, conditions.
    pub title: Vec<String>,
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    pub label: String,
    /// Width in half-width characters.
    pub width: u16,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(i64),
    Date(NaiveDate),
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<NaiveDate> for Cell {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// What keeps a workbook from being written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written")]
pub struct WorkbookError(#[source] XlsxError);

/// Longest text of a cell (a limit of the format).
const CELL_LIMIT: usize = 32_000;

/// A workbook of these sheets. The same content and time give the same bytes.
///
/// # Errors
/// A name of a sheet the format does not take; more rows than it holds.
pub fn workbook(sheets: &[Sheet], made_at: DateTime<Utc>) -> Result<Vec<u8>, WorkbookError> {
    write(sheets, made_at).map_err(WorkbookError)
}

fn write(sheets: &[Sheet], made_at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(made_at.timestamp())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        write_sheet(&mut workbook, sheet)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(workbook: &mut Workbook, sheet: &Sheet) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap();
    let text = Format::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let date = Format::new()
        .set_num_format("yyyy/mm/dd")
        .set_align(FormatAlign::Top);
    let number = Format::new().set_align(FormatAlign::Top);
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(&sheet.name)?;
    let mut line = 0;
    for title in &sheet.title {
        worksheet.write_string(line, 0, title)?;
        line += 1;
    }
    let head_line = line;
    for (column, label) in (0..).zip(&sheet.columns) {
        worksheet.set_column_width(column, label.width)?;
        worksheet.write_string_with_format(line, column, &label.label, &head)?;
    }
    for row in &sheet.rows {
        line += 1;
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(words) => {
                    let words: String = words.chars().take(CELL_LIMIT).collect();
                    worksheet.write_string_with_format(line, column, words, &text)?;
                }
                #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
                Cell::Number(value) => {
                    worksheet.write_number_with_format(line, column, *value as f64, &number)?;
                }
                Cell::Date(day) => {
                    let day = ExcelDateTime::parse_from_str(&day.format("%Y-%m-%d").to_string())?;
                    worksheet.write_datetime_with_format(line, column, &day, &date)?;
                }
                Cell::Empty => {}
            }
        }
    }
    worksheet.set_freeze_panes(head_line + 1, 0)?;
    if let Some(last) = u16::try_from(sheet.columns.len())
        .ok()
        .and_then(|count| count.checked_sub(1))
    {
        worksheet.autofilter(head_line, 0, line, last)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
        let sheet = Sheet {
            name: "遵守状況".to_owned(),
            title: vec!["第6節(8)".to_owned()],
            columns: ["番号", "式ではない", "日付", "数"]
                .map(|label| SheetColumn {
                    label: label.to_owned(),
                    width: 12,
                })
                .to_vec(),
            rows: vec![vec!["00123".into(), "=1+1".into(), day.into(), 12.into()]],
        };
        let made = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let bytes = workbook(std::slice::from_ref(&sheet), made).unwrap();
        assert_eq!(bytes, workbook(&[sheet], made).unwrap());
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let range = calamine::Reader::worksheet_range(&mut book, "遵守状況").unwrap();
        let cell = |row, column| range.get_value((row, column)).unwrap();
        assert_eq!(cell(2, 0), &calamine::Data::String("00123".to_owned()));
        assert_eq!(cell(2, 1), &calamine::Data::String("=1+1".to_owned()));
        assert!(matches!(cell(2, 2), calamine::Data::DateTime(_)));
        assert_eq!(cell(2, 3), &calamine::Data::Float(12.0));
    }
}
