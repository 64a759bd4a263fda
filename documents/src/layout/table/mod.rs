//! 表: cells to lines and heights, for all that stands in columns: tables, names with their values,
//! boxes, those who sign. Cells wrap at the width of their column; a row is as high as its highest
//! cell. Where a table is cut by the end of a page is decided in [`super::pages`].

mod block;
mod measure;

pub use block::{measure_frame, measure_pairs, measure_sender};
pub(crate) use measure::check_shape;
pub use measure::measure_table;

use super::paragraph::Line;
use super::{Element, ElementId, Role, Scope};

/// Size of the type in cells, in points.
pub const CELL_SIZE: f32 = 9.0;
/// Blank between rule and text, in points.
pub const PADDING_X: f32 = 3.5;
/// The same above and below.
pub const PADDING_Y: f32 = 3.0;

/// A table broken into lines.
pub struct TableLines {
    /// What its cells are to a reader.
    pub structure: Structure,
    /// What it shows.
    pub caption: String,
    /// Left edges of the columns in points from the left of the text, and the right edge of the last.
    pub edges: Vec<f32>,
    /// Size of the type in points.
    pub size: f32,
    /// Height of a line in points.
    pub leading: f32,
    /// Blank above and below the text of a row.
    pub padding: f32,
    /// Blank above, in points; none at the head of a page.
    pub space_before: f32,
    /// Blank below, in points.
    pub space_after: f32,
    /// The head: no row, one, or two.
    pub head: Vec<Row>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Which rules are drawn.
    pub rules: Rules,
    /// Whether a page may end within it.
    pub parting: Parting,
}

/// What cells are to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// A table of rows.
    Table,
    /// A list whose labels are the first cells.
    LabelledList,
    /// A paragraph for each row.
    Paragraphs,
}

/// Which rules are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Around all cells.
    Grid,
    /// Under the cells that are to be written in.
    Blanks,
}

/// Whether a page may end within a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// After any row.
    AfterRows,
    /// It stays whole.
    Never,
}

/// A row.
pub struct Row {
    /// Its cells, from left to right. Together they span all columns that no cell above reaches into.
    pub cells: Vec<Cell>,
    /// Its least height in lines.
    pub least_lines: usize,
}

/// A cell.
pub struct Cell {
    /// What it is part of.
    pub element: ElementId,
    /// What it is.
    pub kind: CellKind,
    /// Its first column.
    pub column: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// The head of columns or of a row, on grey.
    Head(Scope),
    /// A cell.
    Data,
    /// A cell to write in.
    Blank,
}

impl Row {
    /// Whether it is a heading over the rows that follow.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        let is_head = |cell: &Cell| matches!(cell.kind, CellKind::Head(_)) && 1 < cell.columns;
        matches!(self.cells.as_slice(), [cell] if is_head(cell))
    }

    /// Lines of its highest cell.
    #[must_use]
    pub fn line_count(&self) -> usize {
        let own = self.cells.iter().filter(|cell| cell.rows == 1);
        own.map(|cell| cell.lines.len())
            .max()
            .unwrap_or_default()
            .max(self.least_lines)
            .max(1)
    }
}

impl TableLines {
    /// Height of a row of that many lines, in points.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a row has far fewer than 2^24 lines"
    )]
    pub fn height(&self, line_count: usize) -> f32 {
        line_count as f32 * self.leading + 2.0 * self.padding
    }

    /// Height of the head in points.
    #[must_use]
    pub fn head_height(&self) -> f32 {
        self.head
            .iter()
            .map(|row| self.height(row.line_count()))
            .sum()
    }

    /// Height of what must not be parted from what is above, in points.
    #[must_use]
    pub fn first_height(&self) -> f32 {
        let rows = match self.parting {
            Parting::AfterRows => 1,
            Parting::Never => self.rows.len(),
        };
        let rows = self.rows.iter().take(rows);
        self.head_height() + rows.map(|row| self.height(row.line_count())).sum::<f32>()
    }

    /// Right edge in points from the left of the text.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.edges.last().copied().unwrap_or_default()
    }

    /// The same table, with its place in the structure of the document.
    #[must_use]
    pub fn with_elements(mut self, part: ElementId, elements: &mut Vec<Element>) -> Self {
        let mut add = |role: Role, parent: ElementId| {
            elements.push(Element {
                role,
                parent: Some(parent),
            });
            ElementId(elements.len() - 1)
        };
        let whole = match self.structure {
            Structure::Table => add(Role::Table(self.caption.clone()), part),
            Structure::LabelledList => add(Role::List, part),
            Structure::Paragraphs => part,
        };
        for row in self.head.iter_mut().chain(&mut self.rows) {
            let parent = match self.structure {
                Structure::Table => add(Role::Row, whole),
                Structure::LabelledList => add(Role::ListItem, whole),
                Structure::Paragraphs => add(Role::Paragraph, whole),
            };
            for cell in &mut row.cells {
                cell.element = match self.structure {
                    Structure::Table => add(cell.role(), parent),
                    Structure::LabelledList if cell.column == 0 => add(Role::ListLabel, parent),
                    Structure::LabelledList => add(Role::ListBody, parent),
                    Structure::Paragraphs => parent,
                };
            }
        }
        self
    }
}

impl Cell {
    fn role(&self) -> Role {
        let (columns, rows) = (self.columns, self.rows);
        match self.kind {
            CellKind::Head(scope) => Role::HeadCell {
                scope,
                columns,
                rows,
            },
            CellKind::Data | CellKind::Blank => Role::Cell,
        }
    }
}
