//! A sheet of many rows, written one after the other; what is written is no longer in memory.

use chrono::{DateTime, Utc};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use super::{CELL_LIMIT, Cell, SheetColumn, WorkbookError};

/// 令和8年4月1日, and still a date.
const WAREKI: &str = "[$-411]ggge\"年\"m\"月\"d\"日\";@";
/// A4 (a number of the format).
const A4: u8 = 9;

/// A workbook with one long sheet.
pub(crate) struct SheetStream {
    workbook: Workbook,
    formats: Formats,
    last_column: u16,
    row: u32,
}

struct Formats {
    head: Format,
    text: Format,
    /// A text that could be taken for a formula when somebody goes into the cell.
    quoted: Format,
    date: Format,
    number: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let text = || top().set_num_format("@").set_text_wrap();
        Self {
            head: text().set_bold().set_border_bottom(FormatBorder::Thin),
            text: text(),
            quoted: text().set_quote_prefix(),
            date: top().set_num_format(WAREKI),
            number: top().set_num_format("#,##0"),
        }
    }
}

impl SheetStream {
    /// With its head.
    pub(crate) fn begin(
        name: &str,
        columns: &[SheetColumn],
        made_at: DateTime<Utc>,
    ) -> Result<Self, WorkbookError> {
        begin(name, columns, made_at).map_err(WorkbookError)
    }

    pub(crate) fn push(&mut self, row: &[Cell]) -> Result<(), WorkbookError> {
        self.row += 1;
        self.write(row).map_err(WorkbookError)
    }

    fn write(&mut self, row: &[Cell]) -> Result<(), XlsxError> {
        let formats = &self.formats;
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) => {
                    let could_run = domain::export::could_be_formula(text);
                    let format = if could_run {
                        &formats.quoted
                    } else {
                        &formats.text
                    };
                    let text: String = text.chars().take(CELL_LIMIT).collect();
                    sheet.write_string_with_format(self.row, column, text, format)?;
                }
                #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
                Cell::Number(value) => {
                    sheet.write_number_with_format(
                        self.row,
                        column,
                        *value as f64,
                        &formats.number,
                    )?;
                }
                Cell::Date(day) => {
                    let day = ExcelDateTime::parse_from_str(&day.format("%Y-%m-%d").to_string())?;
                    sheet.write_datetime_with_format(self.row, column, &day, &formats.date)?;
                }
                Cell::Empty => {}
            }
        }
        Ok(())
    }

    /// The bytes, with a second sheet of names and values.
    pub(crate) fn finish(
        mut self,
        name: &str,
        conditions: &[(String, String)],
    ) -> Result<Vec<u8>, WorkbookError> {
        self.close(name, conditions).map_err(WorkbookError)
    }

    fn close(&mut self, name: &str, conditions: &[(String, String)]) -> Result<Vec<u8>, XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        sheet.autofilter(0, 0, self.row, self.last_column)?;
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_column_width(0, 16)?;
        sheet.set_column_width(1, 60)?;
        for (row, (label, value)) in (0..).zip(conditions) {
            sheet.write_string_with_format(row, 0, label, &self.formats.head)?;
            sheet.write_string_with_format(row, 1, value, &self.formats.text)?;
        }
        self.workbook.save_to_buffer()
    }
}

fn begin(
    name: &str,
    columns: &[SheetColumn],
    made_at: DateTime<Utc>,
) -> Result<SheetStream, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(made_at.timestamp())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let formats = Formats::new();
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_landscape().set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_header("&L&A&R&D");
    sheet.set_footer("&C&P / &N");
    sheet.set_freeze_panes(1, 0)?;
    for (column, label) in (0..).zip(columns) {
        sheet.set_column_width(column, label.width)?;
        sheet.write_string_with_format(0, column, &label.label, &formats.head)?;
    }
    Ok(SheetStream {
        workbook,
        formats,
        last_column,
        row: 0,
    })
}
