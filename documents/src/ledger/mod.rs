//! 台帳のファイル: rows in, one after the other, bytes out — a workbook or CSV. A row is written and
//! forgotten, so that 100,000 rows take no more memory than 1,000.

mod csv;

use chrono::{DateTime, Utc};
use domain::export::ExportFormat;

use crate::workbook::{Cell, SheetColumn, SheetStream, WorkbookError};

/// Name of the sheet that tells how the file was made.
const CONDITIONS: &str = "出力条件";

/// What keeps a ledger from being written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The format of the workbook does not take it: too many rows.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// Characters CP932 has no code for.
    #[error("{} characters have no code in CP932", .0.len())]
    Unmappable(Vec<Unmappable>),
}

/// A character that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmappable {
    pub character: char,
    /// Row of the file, the head being 1.
    pub row: u32,
    /// Label of the column.
    pub column: String,
}

/// A ledger that is being written.
pub struct LedgerWriter(Form);

enum Form {
    Workbook(Box<SheetStream>),
    Csv(csv::CsvWriter),
}

impl LedgerWriter {
    /// With its head.
    ///
    /// # Errors
    /// A name of a sheet the format does not take.
    pub fn begin(
        format: ExportFormat,
        name: &str,
        columns: Vec<SheetColumn>,
        made_at: DateTime<Utc>,
    ) -> Result<Self, LedgerError> {
        Ok(Self(match format {
            ExportFormat::Xlsx => {
                Form::Workbook(Box::new(SheetStream::begin(name, &columns, made_at)?))
            }
            ExportFormat::Csv => Form::Csv(csv::CsvWriter::begin(columns, csv::Encoding::Utf8)),
            ExportFormat::CsvCp932 => {
                Form::Csv(csv::CsvWriter::begin(columns, csv::Encoding::Cp932))
            }
        }))
    }

    /// Adds a row: a cell for each column.
    ///
    /// # Errors
    /// More rows than the format holds.
    pub fn push(&mut self, row: &[Cell]) -> Result<(), LedgerError> {
        match &mut self.0 {
            Form::Workbook(sheet) => sheet.push(row)?,
            Form::Csv(csv) => csv.push(row),
        }
        Ok(())
    }

    /// The file. A workbook tells on a second sheet under what conditions it was made; CSV has no place.
    ///
    /// # Errors
    /// Characters CP932 does not have, each once.
    pub fn finish(self, conditions: &[(String, String)]) -> Result<Vec<u8>, LedgerError> {
        match self.0 {
            Form::Workbook(sheet) => Ok(sheet.finish(CONDITIONS, conditions)?),
            Form::Csv(csv) => csv.finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::import::raw::{RawCell, RawValue, Workbook};

    use super::*;

    /// What a person sees in a cell.
    fn text_of(cell: &RawCell) -> String {
        match &cell.value {
            RawValue::Empty => String::new(),
            RawValue::Text(text) => text.clone(),
            other => format!("{other:?}"),
        }
    }

    fn columns() -> Vec<SheetColumn> {
        let labels = ["法人番号", "名称", "契約日", "金額"];
        let columns = labels.map(|label| SheetColumn {
            label: label.to_owned(),
            width: 12,
        });
        columns.to_vec()
    }

    fn written(format: ExportFormat, name: &str) -> Result<Vec<u8>, LedgerError> {
        let made = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let mut ledger = LedgerWriter::begin(format, "台帳", columns(), made)?;
        let day = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
        ledger.push(&[
            "0123456789012".into(),
            name.into(),
            day.into(),
            Cell::Number(-5),
        ])?;
        ledger.push(&[
            Cell::Empty,
            "二行\n目\"引用\"".into(),
            Cell::Empty,
            Cell::Empty,
        ])?;
        ledger.finish(&[("出力者".to_owned(), "見本 太郎".to_owned())])
    }

    fn read(bytes: &[u8], name: &str) -> Workbook {
        crate::spreadsheet::read(bytes, name).unwrap()
    }

    #[test]
    fn csv_is_read_back_by_the_import_as_it_was() {
        for format in [ExportFormat::Csv, ExportFormat::CsvCp932] {
            let bytes = written(format, "=髙﨑～見本").unwrap();
            let book = read(&bytes, "a.csv");
            let rows = &book.sheets[0].rows;
            let texts =
                |row: usize| -> Vec<String> { rows[row].cells.iter().map(text_of).collect() };
            assert_eq!(texts(0), ["法人番号", "名称", "契約日", "金額"]);
            assert_eq!(
                texts(1),
                ["0123456789012", "=髙﨑～見本", "2026-04-01", "-5"]
            );
            assert_eq!(texts(2)[1], "二行\n目\"引用\"");
        }
        let bytes = written(ExportFormat::Csv, "=1").unwrap();
        assert!(bytes.starts_with(b"\xEF\xBB\xBF\""), "a byte order mark");
        assert!(bytes.windows(4).any(|it| it == b"\"'=1"), "no formula");
    }

    #[test]
    fn what_cp932_lacks_is_named_and_nothing_is_replaced() {
        let refused = written(ExportFormat::CsvCp932, "𠮷野\u{29e3d}𠮷");
        let Err(LedgerError::Unmappable(characters)) = refused else {
            panic!("written: {refused:?}");
        };
        let named: Vec<_> = characters.iter().map(|it| (it.character, it.row)).collect();
        assert_eq!(named, [('𠮷', 2), ('\u{29e3d}', 2)]);
        assert_eq!(characters[0].column, "名称");
    }

    #[test]
    fn a_workbook_has_dates_texts_and_its_conditions() {
        let bytes = written(ExportFormat::Xlsx, "=1+1").unwrap();
        assert_eq!(bytes, written(ExportFormat::Xlsx, "=1+1").unwrap());
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let range = calamine::Reader::worksheet_range(&mut book, "台帳").unwrap();
        let cell = |row, column| range.get_value((row, column)).unwrap();
        assert_eq!(
            cell(1, 0),
            &calamine::Data::String("0123456789012".to_owned())
        );
        assert_eq!(cell(1, 1), &calamine::Data::String("=1+1".to_owned()));
        assert!(
            matches!(cell(1, 2), calamine::Data::DateTime(_)),
            "{:?}",
            cell(1, 2)
        );
        assert_eq!(cell(1, 3), &calamine::Data::Float(-5.0));
        let range = calamine::Reader::worksheet_range(&mut book, "出力条件").unwrap();
        assert_eq!(
            range.get_value((0, 1)).unwrap(),
            &calamine::Data::String("見本 太郎".to_owned())
        );
    }
}
