//! 表, and names with their values.

use serde::{Deserialize, Serialize};

use super::Text;

/// A table. Its head is repeated on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the table shows; read out by a screen reader.
    pub caption: String,
    /// Heads of the columns.
    pub columns: Vec<Column>,
    /// Heads over several columns, from left to right. Empty, or as many columns as the table has.
    #[serde(default)]
    pub groups: Vec<HeadGroup>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether the first cell of a row is its head.
    #[serde(default)]
    pub row_heads: RowHeads,
    /// Least height of a row in lines: room to write in. 0 and 1 are the same.
    #[serde(default)]
    pub row_lines: u32,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The head.
    pub label: String,
    /// Share of the table's width, relative to the other columns.
    pub weight: u32,
    /// How its cells are set.
    #[serde(default)]
    pub alignment: ColumnAlignment,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnAlignment {
    /// In the middle when all are short (No, 有無), else from the left.
    #[default]
    Automatic,
    /// From the left.
    Start,
    /// In the middle.
    Centre,
    /// To the right: amounts and counts.
    End,
}

/// A head over several columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadGroup {
    /// Its text. Empty over columns whose own heads take the whole height.
    pub label: String,
    /// How many columns it is over.
    pub columns: usize,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Row {
    /// As many cells as there are columns. A cell may hold line breaks.
    Cells(Vec<Text>),
    /// A heading over the rows that follow, across the table.
    Heading(String),
}

/// Whether the first cell of a row is its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowHeads {
    /// It is a cell as the others.
    #[default]
    None,
    /// It names the row.
    First,
}

/// Names with their values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairs {
    /// What they are about; read out by a screen reader.
    pub caption: String,
    /// With rules or without.
    pub ruling: Ruling,
    /// In order.
    pub pairs: Vec<Pair>,
}

/// A name with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The name, with its number if it has one: `１　契約番号及び件名`.
    pub label: String,
    /// The value. Empty when it is to be written in.
    pub value: Text,
    /// Least height in lines. 0 and 1 are the same.
    #[serde(default)]
    pub lines: u32,
}

/// With rules or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ruling {
    /// A ruled table of two columns, the names grey.
    Ruled,
    /// No rules: the list under 記.
    Open,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            caption: caption.into(),
            columns,
            groups: Vec::new(),
            rows: Vec::new(),
            row_heads: RowHeads::None,
            row_lines: 1,
        }
    }

    /// The same with so many rows to write in.
    #[must_use]
    pub fn with_blank_rows(mut self, count: usize, lines: u32) -> Self {
        let blank = Row::Cells(vec![Text::default(); self.columns.len()]);
        self.rows.extend(std::iter::repeat_n(blank, count));
        self.row_lines = lines;
        self
    }
}

impl Pairs {
    /// Names with values in a ruled table; those without a value are left out.
    #[must_use]
    pub fn ruled<'a>(
        caption: impl Into<String>,
        pairs: impl IntoIterator<Item = (&'a str, Option<String>)>,
    ) -> Self {
        let pairs = pairs.into_iter();
        Self {
            caption: caption.into(),
            ruling: Ruling::Ruled,
            pairs: pairs
                .filter_map(|(label, value)| Some(Pair::new(label, value?)))
                .collect(),
        }
    }
}

impl Column {
    /// A column that sets its cells as it sees fit.
    #[must_use]
    pub fn new(label: impl Into<String>, weight: u32) -> Self {
        Self {
            label: label.into(),
            weight,
            alignment: ColumnAlignment::Automatic,
        }
    }

    /// The same with its cells set so.
    #[must_use]
    pub fn aligned(self, alignment: ColumnAlignment) -> Self {
        Self { alignment, ..self }
    }
}

impl Pair {
    /// A name with its value.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<Text>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            lines: 1,
        }
    }
}

impl<T: Into<Text>> From<Vec<T>> for Row {
    fn from(cells: Vec<T>) -> Self {
        Self::Cells(cells.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Text>, const N: usize> From<[T; N]> for Row {
    fn from(cells: [T; N]) -> Self {
        Self::Cells(cells.into_iter().map(Into::into).collect())
    }
}
