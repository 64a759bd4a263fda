//! A ledger file as it was found: sheets, rows and cells, before anything is understood.
//!
//! `documents::spreadsheet` fills these types from bytes; [`super::read_ledger`] gives them meaning.
//! Nothing here trims, folds or guesses.

mod container;

use chrono::NaiveDate;

pub use container::{Container, CsvContainer, DateSystem, Encoding, LineEnd};

/// A whole file.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// How the bytes were wrapped.
    pub container: Container,
    /// The sheets in the order of the file. A CSV is one sheet without a name.
    pub sheets: Vec<Sheet>,
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

/// Columns of the widest sheet Excel knows.
const MOST_COLUMNS: usize = 16_384;

/// The column of these letters: A is 0, AA is 26. `None` for what is no column of a sheet.
#[must_use]
pub fn column_index(letters: &str) -> Option<usize> {
    let mut column = 0_usize;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + usize::from(letter - b'A') + 1;
        if MOST_COLUMNS < column {
            return None;
        }
    }
    column.checked_sub(1)
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
