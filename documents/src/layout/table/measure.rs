//! Tables with a head.

use domain::document::{self, ColumnAlignment, RowHeads, Table};

use super::{
    CELL_SIZE, Cell, CellKind, PADDING_X, PADDING_Y, Parting, Row, Rules, Structure, TableLines,
};
use crate::error::DocumentError;
use crate::font::FaceId;
use crate::layout::flow::measure;
use crate::layout::paragraph::{Alignment, Line, LineEnds, ParagraphStyle, lay_out_text};
use crate::layout::{ElementId, Scope};
use crate::shape::{ShapedText, Shaper};

/// Size in tables of many columns.
const SMALL_CELL_SIZE: f32 = 8.0;
const MANY_COLUMNS: usize = 8;
/// A column is centred when no cell is wider, in thousandths of the em: No, 分類, 有無.
const WIDEST_CENTRED: i32 = 3500;
/// The narrowest column that can be read, in thousandths of the em.
const NARROWEST: i32 = 1000;
/// A head stands on every page of its table: no higher than half of a landscape page between the margins, in
/// points.
const HIGHEST_HEAD: f32 = 200.0;

/// Breaks the cells of a table that is `width` points wide into lines. `part` names the part for the
/// place of missing characters.
///
/// # Errors
/// [`DocumentError::RaggedTable`] when a row has not as many cells as there are columns,
/// [`DocumentError::NarrowColumns`] when there is no room for them, [`DocumentError::HighHead`] when there is none
/// below the head.
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
    let narrowest = edges
        .windows(2)
        .map(|pair| inner_measure(pair[1] - pair[0], size))
        .min();
    if narrowest.is_some_and(|measure| measure < NARROWEST) {
        return Err(DocumentError::NarrowColumns {
            caption: table.caption.clone(),
            columns: table.columns.len(),
        });
    }
    let grid = Grid {
        table,
        part,
        edges: &edges,
        size,
    };
    let head = grid.head(shaper);
    let rows = grid.rows(shaper);
    let lines = TableLines {
        structure: Structure::Table,
        caption: table.caption.clone(),
        size,
        leading: size * 1.45,
        padding: PADDING_Y,
        space_before: size * 1.45 * 0.4,
        space_after: size * 1.45,
        head,
        rows,
        edges,
        rules: Rules::Grid,
        parting: Parting::AfterRows,
    };
    if HIGHEST_HEAD < lines.head_height() {
        return Err(DocumentError::HighHead(table.caption.clone()));
    }
    Ok(lines)
}

/// Every row has as many cells as there are columns, and the heads above heads stand over all of them.
///
/// # Errors
/// [`DocumentError::RaggedTable`].
pub(crate) fn check_shape(table: &Table) -> Result<(), DocumentError> {
    let columns = table.columns.len();
    let ragged = |row: usize, cells: usize| DocumentError::RaggedTable {
        caption: table.caption.clone(),
        row,
        cells,
        columns,
    };
    let grouped: usize = table.groups.iter().map(|group| group.columns).sum();
    if !table.groups.is_empty() && grouped != columns {
        return Err(ragged(0, grouped));
    }
    if table.groups.iter().any(|group| group.columns == 0) {
        return Err(ragged(0, table.groups.len()));
    }
    for (index, row) in table.rows.iter().enumerate() {
        match row {
            document::Row::Cells(cells) if cells.len() != columns => {
                return Err(ragged(index + 1, cells.len()));
            }
            document::Row::Cells(_) | document::Row::Heading(_) => {}
        }
    }
    Ok(())
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

/// Measure of the text in a column so wide.
pub(super) fn inner_measure(width: f32, size: f32) -> i32 {
    measure(width - 2.0 * PADDING_X, size)
}

/// Breaks the lines of a cell.
pub(super) fn break_lines(lines: &[ShapedText], measure: i32, alignment: Alignment) -> Vec<Line> {
    let style = ParagraphStyle {
        measure,
        first_indent: 0,
        hanging_indent: 0,
        alignment,
        line_ends: LineEnds::Inside,
    };
    let broken = |line: &ShapedText| match lay_out_text(line, style) {
        lines if lines.is_empty() => vec![Line::default()],
        lines => lines,
    };
    lines.iter().flat_map(broken).collect()
}

struct Grid<'a> {
    table: &'a Table,
    part: &'a str,
    edges: &'a [f32],
    size: f32,
}

impl Grid<'_> {
    fn head(&self, shaper: &mut Shaper<'_>) -> Vec<Row> {
        let labels = self.table.columns.iter().enumerate();
        let mut labels: Vec<Cell> = labels
            .map(|(column, head)| self.head_cell(&head.label, column, 1, shaper))
            .collect();
        if self.table.groups.is_empty() {
            return vec![row(labels)];
        }
        let mut above = Vec::new();
        let mut column = 0;
        for group in &self.table.groups {
            if group.label.is_empty() {
                // These heads take the whole height.
                above.extend(
                    labels
                        .extract_if(.., |cell| {
                            column <= cell.column && cell.column < column + group.columns
                        })
                        .map(|cell| Cell { rows: 2, ..cell }),
                );
            } else {
                above.push(self.head_cell(&group.label, column, group.columns, shaper));
            }
            column += group.columns;
        }
        vec![row(above), row(labels)]
    }

    fn head_cell(
        &self,
        label: &str,
        column: usize,
        columns: usize,
        shaper: &mut Shaper<'_>,
    ) -> Cell {
        let place = || format!("{}の表の見出し「{label}」", self.part);
        let lines: Vec<_> = label
            .lines()
            .map(|line| shaper.shape_plain(line, FaceId::Heading, &place))
            .collect();
        Cell {
            element: ElementId(0),
            kind: CellKind::Head(Scope::Column),
            column,
            columns,
            rows: 1,
            lines: break_lines(&lines, self.measure(column, columns), Alignment::Centre),
        }
    }

    fn rows(&self, shaper: &mut Shaper<'_>) -> Vec<Row> {
        let shaped: Vec<_> = self
            .table
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| self.shape_row(index, row, shaper))
            .collect();
        let alignments: Vec<_> = (0..self.table.columns.len())
            .map(|column| self.alignment(&shaped, column))
            .collect();
        shaped
            .into_iter()
            .map(|row| self.break_row(&row, &alignments))
            .collect()
    }

    fn shape_row(&self, index: usize, row: &document::Row, shaper: &mut Shaper<'_>) -> ShapedRow {
        let cells = match row {
            document::Row::Heading(text) => {
                let place = || format!("{}の表の{}行目「{text}」", self.part, index + 1);
                return ShapedRow::Heading(shaper.shape_plain(text, FaceId::Heading, &place));
            }
            document::Row::Cells(cells) => cells.iter().zip(&self.table.columns).enumerate(),
        };
        let shape = |(column, (text, head)): (usize, (&document::Text, &document::Column))| {
            let place = || format!("{}の表の{}行目「{}」", self.part, index + 1, head.label);
            let face = match self.table.row_heads {
                RowHeads::First if column == 0 => FaceId::Heading,
                RowHeads::First | RowHeads::None => FaceId::Body,
            };
            shaper.shape_lines(text, face, &place)
        };
        ShapedRow::Cells(cells.map(shape).collect())
    }

    fn alignment(&self, rows: &[ShapedRow], column: usize) -> Alignment {
        let is_short = |row: &ShapedRow| match row {
            ShapedRow::Heading(_) => true,
            ShapedRow::Cells(cells) => {
                let lines = &cells[column];
                lines.len() <= 1 && lines.iter().all(|line| line.width() <= WIDEST_CENTRED)
            }
        };
        match self.table.columns[column].alignment {
            ColumnAlignment::Automatic if rows.iter().all(is_short) => Alignment::Centre,
            ColumnAlignment::Automatic | ColumnAlignment::Start => Alignment::Start,
            ColumnAlignment::Centre => Alignment::Centre,
            ColumnAlignment::End => Alignment::End,
        }
    }

    fn break_row(&self, shaped: &ShapedRow, alignments: &[Alignment]) -> Row {
        let cells = match shaped {
            ShapedRow::Heading(line) => {
                let columns = self.table.columns.len();
                let measure = self.measure(0, columns);
                let kind = CellKind::Head(Scope::Row);
                let lines = break_lines(std::slice::from_ref(line), measure, Alignment::Start);
                return row(vec![Cell {
                    element: ElementId(0),
                    kind,
                    column: 0,
                    columns,
                    rows: 1,
                    lines,
                }]);
            }
            ShapedRow::Cells(cells) => cells.iter().enumerate(),
        };
        let cells = cells.map(|(column, lines)| Cell {
            element: ElementId(0),
            kind: match self.table.row_heads {
                RowHeads::First if column == 0 => CellKind::Head(Scope::Row),
                RowHeads::First | RowHeads::None => CellKind::Data,
            },
            column,
            columns: 1,
            rows: 1,
            lines: break_lines(lines, self.measure(column, 1), alignments[column]),
        });
        Row {
            cells: cells.collect(),
            least_lines: usize::try_from(self.table.row_lines).unwrap_or(1),
        }
    }

    fn measure(&self, column: usize, columns: usize) -> i32 {
        inner_measure(self.edges[column + columns] - self.edges[column], self.size)
    }
}

fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        least_lines: 1,
    }
}

/// A row as characters: the lines of each cell as typed.
enum ShapedRow {
    Heading(ShapedText),
    Cells(Vec<Vec<ShapedText>>),
}
