//! A ledger file as it was found: sheets, rows and cells, before anything is understood.
//!
//! `documents::spreadsheet` fills these types from bytes; [`super::read_ledger`] gives them meaning.
//! Nothing here trims, folds or guesses.

use chrono::NaiveDate;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A whole file.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// How the bytes were wrapped.
    pub container: Container,
    /// The sheets in the order of the file. A CSV is one sheet without a name.
    pub sheets: Vec<Sheet>,
}

/// What kind of file it was, and what had to be found out to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Text with one delimiter.
    Csv(CsvContainer),
    /// An Excel workbook (Office Open XML).
    Xlsx { date_system: DateSystem },
    /// An old Excel workbook (before 2007): values only, no colours, notes or strike-through.
    Xls,
    /// An `OpenDocument` spreadsheet: values only.
    Ods,
}

/// What was found out about a CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvContainer {
    /// How characters are written.
    pub encoding: Encoding,
    /// True when the file begins with a byte order mark.
    pub bom: bool,
    /// How the first line ends.
    pub line_end: LineEnd,
    /// What separates the cells.
    pub delimiter: char,
}

/// Character encodings a Japanese office writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Windows-31J, which users call `Shift_JIS`.
    Cp932,
    /// UTF-16, little endian: Excel's 「Unicode テキスト」.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

impl Encoding {
    /// The name for reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Cp932 => "cp932",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }
}

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// Windows.
    Crlf,
    /// Unix.
    Lf,
    /// Old Macintosh.
    Cr,
}

impl LineEnd {
    /// The name for reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Crlf => "crlf",
            Self::Lf => "lf",
            Self::Cr => "cr",
        }
    }
}

/// The day a serial number counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSystem {
    /// Windows Excel.
    From1900,
    /// Old Macintosh Excel.
    From1904,
}

impl DateSystem {
    /// The day of a serial number, its time of day dropped. `None` outside the years 1900–2200.
    ///
    /// The 1900 system believes in 1900-02-29: serials up to 60 are one day off and refused.
    #[must_use]
    pub fn date(self, serial: f64) -> Option<NaiveDate> {
        let (base, first) = match self {
            Self::From1900 => (NaiveDate::from_ymd_opt(1899, 12, 30)?, 61.0),
            Self::From1904 => (NaiveDate::from_ymd_opt(1904, 1, 1)?, 0.0),
        };
        if !(first..=110_000.0).contains(&serial) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 110,000 was checked above"
        )]
        let days = serial.floor() as u64;
        base.checked_add_days(chrono::Days::new(days))
    }

    /// The year of its name.
    #[must_use]
    pub fn year(self) -> u16 {
        match self {
            Self::From1900 => 1900,
            Self::From1904 => 1904,
        }
    }
}

impl Serialize for Container {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Csv(csv) => {
                map.serialize_entry("kind", "csv")?;
                map.serialize_entry("encoding", csv.encoding.as_str())?;
                map.serialize_entry("bom", &csv.bom)?;
                map.serialize_entry("line_end", csv.line_end.as_str())?;
                map.serialize_entry("delimiter", &csv.delimiter)?;
            }
            Self::Xlsx { date_system } => {
                map.serialize_entry("kind", "xlsx")?;
                map.serialize_entry("date_system", &date_system.year())?;
            }
            Self::Xls => map.serialize_entry("kind", "xls")?,
            Self::Ods => map.serialize_entry("kind", "ods")?,
        }
        map.end()
    }
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name; `None` for a CSV.
    pub name: Option<String>,
    /// True when the sheet is hidden.
    pub hidden: bool,
    /// Every row that has something in it or is hidden, ascending by number.
    pub rows: Vec<RawRow>,
    /// Merged cells.
    pub merges: Vec<MergedCells>,
    /// Hidden columns, 0-based, ascending.
    pub hidden_columns: Vec<usize>,
    /// The number of the last row, also when it is empty.
    pub last_row: u32,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawRow {
    /// The number a person sees in Excel, from 1.
    pub number: u32,
    /// The physical line in a CSV, where line breaks in cells have moved it away from the row.
    pub line: Option<u32>,
    /// True when the row is hidden.
    pub hidden: bool,
    /// The cells from column A; the row may be shorter than the sheet is wide.
    pub cells: Vec<RawCell>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawCell {
    /// What is in it; of a formula, the value it had when the file was saved.
    pub value: RawValue,
    /// The formula, with its equals sign.
    pub formula: Option<String>,
    /// Whether text is struck through (取消線).
    pub struck: Struck,
    /// True when the cell has a background colour.
    pub coloured: bool,
    /// The note (コメント) attached to it.
    pub note: Option<String>,
}

/// The value of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RawValue {
    /// Nothing.
    #[default]
    Empty,
    /// Text as typed, without furigana.
    Text(String),
    /// A number.
    Number(f64),
    /// A number formatted as a date.
    Date(NaiveDate),
    /// TRUE or FALSE.
    Boolean(bool),
    /// An error value such as `#VALUE!`.
    Error(String),
}

/// Strike-through of a cell's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Struck {
    /// None of it.
    #[default]
    Not,
    /// Part of it; the text that still stands.
    Partly { standing: String },
    /// All of it.
    Wholly,
}

/// A rectangle of merged cells; columns 0-based, rows from 1, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedCells {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: usize,
    pub last_column: usize,
}

impl RawCell {
    /// A cell that holds text and nothing else.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let value = if text.is_empty() {
            RawValue::Empty
        } else {
            RawValue::Text(text)
        };
        Self {
            value,
            ..Self::default()
        }
    }

    /// True when there is nothing to read in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.value {
            RawValue::Empty => true,
            RawValue::Text(text) => text.chars().all(char::is_whitespace),
            RawValue::Number(_) | RawValue::Date(_) | RawValue::Boolean(_) | RawValue::Error(_) => {
                false
            }
        }
    }

    /// What a person would see, for messages and for text fields.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.value {
            RawValue::Empty => String::new(),
            RawValue::Text(text) | RawValue::Error(text) => text.clone(),
            RawValue::Number(number) => format!("{number}"),
            RawValue::Date(date) => date.format("%Y/%-m/%-d").to_string(),
            RawValue::Boolean(true) => "TRUE".to_owned(),
            RawValue::Boolean(false) => "FALSE".to_owned(),
        }
    }
}

impl Sheet {
    /// The row of that number, when something is in it.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&RawRow> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number);
        self.rows.get(at.ok()?)
    }
}

impl RawRow {
    /// The cell of a column, when the row reaches that far.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&RawCell> {
        self.cells.get(column)
    }

    /// True when no cell has anything to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(RawCell::is_blank)
    }
}

/// The letters of a column: 0 is A, 26 is AA.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
