//! Tables over pages: the head is repeated on each, a row is cut only when it is higher than a page.

use std::ops::Range;

use super::{Pager, TOLERANCE, lines_in};
use crate::layout::table::{Cell, CellKind, PADDING_X, Row, Rules, TableLines};
use crate::layout::{Area, Item};

/// Rules of a table.
const THIN: f32 = 0.4;
const THICK: f32 = 0.8;

impl Pager {
    pub(super) fn place_table(&mut self, table: &TableLines) {
        if !self.is_at_top() {
            self.y += table.space_before;
        }
        if self.room() < table.first_height() && !self.is_at_top() {
            self.break_page();
        }
        let mut frame = self.start_table(table, HeadUse::First);
        for (index, row) in table.rows.iter().enumerate() {
            let mut from = 0;
            // The heading of rows does not stay behind without the first of them.
            let kept = match table.rows.get(index + 1) {
                Some(next) if row.is_heading() => {
                    table.height(row.line_count()) + table.height(next.line_count().min(3))
                }
                Some(_) | None => 0.0,
            };
            if self.room() < kept && !frame.is_fresh(self.y) {
                self.finish_table(table, frame);
                self.break_page();
                frame = self.start_table(table, HeadUse::Repeated);
            }
            while from < row.line_count() {
                let rest = row.line_count() - from;
                let fitting = lines_in(self.room() - 2.0 * table.padding, table.leading);
                if fitting < rest && !frame.is_fresh(self.y) {
                    self.finish_table(table, frame);
                    self.break_page();
                    frame = self.start_table(table, HeadUse::Repeated);
                    continue;
                }
                let count = rest.min(fitting.max(1));
                self.place_row(table, row, from..from + count, RowKind::Body, &mut frame);
                from += count;
            }
        }
        self.finish_table(table, frame);
        self.y += table.space_after;
    }

    /// Sets the head.
    fn start_table(&mut self, table: &TableLines, head: HeadUse) -> Frame {
        let mut frame = Frame {
            top: self.y,
            body: self.y + table.head_height(),
            since: vec![None; table.edges.len()],
        };
        let kind = match head {
            HeadUse::First => RowKind::Body,
            HeadUse::Repeated => RowKind::Furniture,
        };
        for row in &table.head {
            self.place_row(table, row, 0..row.line_count(), kind, &mut frame);
        }
        frame
    }

    fn place_row(
        &mut self,
        table: &TableLines,
        row: &Row,
        lines: Range<usize>,
        kind: RowKind,
        frame: &mut Frame,
    ) {
        let height = table.height(lines.len());
        self.shade_heads(table, row, height);
        if table.rules == Rules::Grid {
            self.rules_above(table, row, frame);
        }
        for cell in &row.cells {
            let element = match kind {
                RowKind::Body => Some(cell.element),
                RowKind::Furniture => None,
            };
            let mut y = self.y + table.padding + self.head_room(table, cell);
            for line in cell.lines.iter().take(lines.end).skip(lines.start) {
                let baseline = y + table.leading / 2.0 + 0.38 * table.size;
                let x = table.edges[cell.column] + PADDING_X;
                self.text(x, baseline, table.size, line, element);
                y += table.leading;
            }
            if table.rules == Rules::Blanks && cell.kind == CellKind::Blank {
                let y = self.y + height - 1.0;
                self.rule(
                    table.edges[cell.column],
                    y,
                    right_edge(table, cell),
                    y,
                    THIN,
                );
            }
        }
        self.y += height;
    }

    /// Blank above a head that stands beside two rows, so that it is in the middle of them.
    fn head_room(&self, table: &TableLines, cell: &Cell) -> f32 {
        if cell.rows == 1 {
            return 0.0;
        }
        let text = table.height(cell.lines.len());
        ((table.head_height() - text) / 2.0).max(0.0)
    }

    fn shade_heads(&mut self, table: &TableLines, row: &Row, height: f32) {
        if table.rules != Rules::Grid {
            return;
        }
        let is_head = |cell: &Cell| matches!(cell.kind, CellKind::Head(_));
        for heads in row
            .cells
            .chunk_by(|one, other| is_head(one) && is_head(other) && one.rows == other.rows)
        {
            let (Some(first), Some(last)) = (heads.first(), heads.last()) else {
                continue;
            };
            if is_head(first) {
                let x = table.edges[first.column];
                self.shade(
                    x,
                    right_edge(table, last) - x,
                    if first.rows == 1 {
                        height
                    } else {
                        table.head_height()
                    },
                );
            }
        }
    }

    fn shade(&mut self, x: f32, width: f32, height: f32) {
        let (x, y) = (self.left() + x, self.y);
        self.push(Item::Shade(Area {
            x,
            y,
            width,
            height,
        }));
    }

    /// The rule above a row, and those between columns as far as this row has no use for them.
    fn rules_above(&mut self, table: &TableLines, row: &Row, frame: &mut Frame) {
        let y = self.y;
        let (Some(first), Some(last)) = (row.cells.first(), row.cells.last()) else {
            return;
        };
        let reached = y < frame.body && frame.top < y;
        if reached {
            // Under a head that reaches down from above there is no rule.
            for cell in &row.cells {
                self.rule(
                    table.edges[cell.column],
                    y,
                    right_edge(table, cell),
                    y,
                    THIN,
                );
            }
        } else {
            self.rule(
                table.edges[first.column].min(table.edges[0]),
                y,
                right_edge(table, last).max(table.right()),
                y,
                THIN,
            );
        }
        for (index, edge) in table.edges.iter().enumerate() {
            let crossed = |cell: &Cell| cell.column < index && index < cell.column + cell.columns;
            if row.cells.iter().any(crossed) {
                if let Some(from) = frame.since[index].take() {
                    self.rule(*edge, from, *edge, y, THIN);
                }
            } else {
                frame.since[index].get_or_insert(y);
            }
        }
    }

    /// The frame and the rules between columns, from the head to here.
    fn finish_table(&mut self, table: &TableLines, frame: Frame) {
        if table.rules != Rules::Grid || self.y <= frame.top {
            return;
        }
        let (top, bottom, right) = (frame.top, self.y, table.right());
        let left = table.edges.first().copied().unwrap_or_default();
        for (index, edge) in table.edges.iter().enumerate() {
            let is_outer = index == 0 || index + 1 == table.edges.len();
            if is_outer {
                self.rule(*edge, top, *edge, bottom, THICK);
            } else if let Some(from) = frame.since[index] {
                self.rule(*edge, from, *edge, bottom, THIN);
            }
        }
        self.rule(left, top, right, top, THICK);
        self.rule(left, bottom, right, bottom, THICK);
    }
}

fn right_edge(table: &TableLines, cell: &Cell) -> f32 {
    table.edges[cell.column + cell.columns]
}

/// What is drawn of a table on this page.
struct Frame {
    /// Upper edge.
    top: f32,
    /// Upper edge of the first row below the head.
    body: f32,
    /// By edge of a column: from where its rule is to be drawn.
    since: Vec<Option<f32>>,
}

impl Frame {
    /// Whether nothing but the head stands on this page.
    fn is_fresh(&self, y: f32) -> bool {
        y - self.body <= TOLERANCE
    }
}

#[derive(Clone, Copy)]
enum HeadUse {
    First,
    Repeated,
}

#[derive(Clone, Copy)]
enum RowKind {
    Body,
    Furniture,
}
