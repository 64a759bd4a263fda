//! 表: cells to lines and heights. Cells wrap at the width of their column; a row is as high as its
//! highest cell. Where a table is cut by the end of a page is decided in [`super::pages`].

use domain::annex::Table;

use super::flow::measure;
use super::paragraph::{Alignment, Line, ParagraphStyle, lay_out_paragraph};
use super::{Element, ElementId, Role};
use crate::error::DocumentError;
use crate::font::FaceId;
use crate::shape::{Cluster, Shaper};

/// Size of the type in cells, in points.
pub const CELL_SIZE: f32 = 9.0;
/// Size in tables of many columns.
const SMALL_CELL_SIZE: f32 = 8.0;
const MANY_COLUMNS: usize = 8;
/// Blank between rule and text, in points.
pub const PADDING_X: f32 = 3.5;
/// The same above and below.
pub const PADDING_Y: f32 = 3.0;
/// A column is centred when no cell is wider, in thousandths of the em: No, 分類, 有無.
const WIDEST_CENTRED: i32 = 3500;

/// A table broken into lines.
pub struct TableLines {
    /// The table itself.
    pub element: ElementId,
    /// What it shows.
    pub caption: String,
    /// Left edges of the columns in points from the left of the text, and the right edge of the last.
    pub edges: Vec<f32>,
    /// Size of the type in points.
    pub size: f32,
    /// Height of a line in points.
    pub leading: f32,
    /// The head.
    pub head: Row,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
pub struct Row {
    /// Its cells, one per column.
    pub cells: Vec<Cell>,
}

/// A cell.
pub struct Cell {
    /// What it is part of.
    pub element: ElementId,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Row {
    /// Lines of its highest cell.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.cells
            .iter()
            .map(|cell| cell.lines.len())
            .max()
            .unwrap_or_default()
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
        line_count as f32 * self.leading + 2.0 * PADDING_Y
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
        self.element = add(Role::Table(self.caption.clone()), part);
        let rows = std::iter::once((&mut self.head, Role::HeadCell))
            .chain(self.rows.iter_mut().map(|row| (row, Role::Cell)));
        for (row, role) in rows {
            let parent = add(Role::Row, self.element);
            for cell in &mut row.cells {
                cell.element = add(role.clone(), parent);
            }
        }
        self
    }
}

/// Breaks the cells of a table that is `width` points wide into lines. `part` names the part for the
/// place of missing characters.
///
/// # Errors
/// [`DocumentError::RaggedTable`] when a row has not as many cells as there are columns.
pub fn measure_table(
    table: &Table,
    width: f32,
    part: &str,
    shaper: &mut Shaper<'_>,
) -> Result<TableLines, DocumentError> {
    check_shape(table)?;
    let size = if table.columns.len() < MANY_COLUMNS {
        CELL_SIZE
    } else {
        SMALL_CELL_SIZE
    };
    let edges = column_edges(table, width);
    let labels: Vec<_> = table
        .columns
        .iter()
        .map(|column| column.label.as_str())
        .collect();
    let head = shape_row(&labels, FaceId::Heading, shaper, &|column| {
        format!("{part}の表の見出し「{}」", labels[column])
    });
    let rows: Vec<_> = (table.rows.iter().enumerate())
        .map(|(row, cells)| {
            let cells: Vec<_> = cells.iter().map(String::as_str).collect();
            shape_row(&cells, FaceId::Body, shaper, &|column| {
                format!("{part}の表の{}行目「{}」", row + 1, labels[column])
            })
        })
        .collect();
    let alignments: Vec<_> = (0..labels.len())
        .map(|column| alignment(&rows, column))
        .collect();
    let centred = vec![Alignment::Centre; labels.len()];
    Ok(TableLines {
        element: ElementId(0),
        caption: table.caption.clone(),
        size,
        leading: size * 1.45,
        head: break_row(head, &edges, size, &centred),
        rows: rows
            .into_iter()
            .map(|row| break_row(row, &edges, size, &alignments))
            .collect(),
        edges,
    })
}

fn check_shape(table: &Table) -> Result<(), DocumentError> {
    let columns = table.columns.len();
    let ragged = (table.rows.iter().enumerate()).find(|(_, cells)| cells.len() != columns);
    match ragged {
        None => Ok(()),
        Some((row, cells)) => Err(DocumentError::RaggedTable {
            caption: table.caption.clone(),
            row: row + 1,
            cells: cells.len(),
            columns,
        }),
    }
}

#[expect(clippy::cast_precision_loss, reason = "weights are small numbers")]
fn column_edges(table: &Table, width: f32) -> Vec<f32> {
    let weight = |weight: u32| weight.max(1) as f32;
    let total: f32 = table
        .columns
        .iter()
        .map(|column| weight(column.weight))
        .sum();
    let mut edges = vec![0.0];
    let mut passed = 0.0;
    for column in &table.columns {
        passed += weight(column.weight);
        edges.push(width * passed / total);
    }
    edges
}

/// The clusters of each line as typed, of each cell.
type ShapedRow = Vec<Vec<Vec<Cluster>>>;

fn shape_row(
    cells: &[&str],
    face: FaceId,
    shaper: &mut Shaper<'_>,
    place: &dyn Fn(usize) -> String,
) -> ShapedRow {
    let shape = |(column, text): (usize, &&str)| {
        text.lines()
            .map(|line| shaper.shape(line, face, &|| place(column)))
            .collect()
    };
    cells.iter().enumerate().map(shape).collect()
}

fn alignment(rows: &[ShapedRow], column: usize) -> Alignment {
    let is_short = |cell: &Vec<Vec<Cluster>>| {
        let width = |line: &Vec<Cluster>| line.iter().map(|cluster| cluster.advance).sum::<i32>();
        cell.len() <= 1 && cell.iter().all(|line| width(line) <= WIDEST_CENTRED)
    };
    if rows.iter().all(|row| is_short(&row[column])) {
        Alignment::Centre
    } else {
        Alignment::Start
    }
}

fn break_row(row: ShapedRow, edges: &[f32], size: f32, alignments: &[Alignment]) -> Row {
    let break_cell = |(column, cell): (usize, Vec<Vec<Cluster>>)| {
        let width = edges[column + 1] - edges[column] - 2.0 * PADDING_X;
        let style = ParagraphStyle {
            measure: measure(width, size),
            first_indent: 0,
            hanging_indent: 0,
            alignment: alignments[column],
        };
        let lines = |line: &Vec<Cluster>| match lay_out_paragraph(line, style) {
            lines if lines.is_empty() => vec![Line::default()],
            lines => lines,
        };
        Cell {
            element: ElementId(0),
            lines: cell.iter().flat_map(lines).collect(),
        }
    };
    Row {
        cells: row.into_iter().enumerate().map(break_cell).collect(),
    }
}
