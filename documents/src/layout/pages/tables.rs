//! Tables over pages: the head is repeated on each, a row is cut only when it is higher than a page.

use super::{Pager, TOLERANCE, lines_in};
use crate::layout::table::{PADDING_X, PADDING_Y, Row, TableLines};
use crate::layout::{Area, Item};

/// Rules of a table.
const THIN: f32 = 0.4;
const THICK: f32 = 0.8;
impl Pager {
    pub(super) fn place_table(&mut self, table: &TableLines) {
        let head = table.height(table.head.line_count());
        let first = table
            .rows
            .first()
            .map_or(0.0, |row| table.height(row.line_count()));
        if !self.is_at_top() {
            self.y += table.leading * 0.4;
        }
        if self.room() < head + first && !self.is_at_top() {
            self.break_page();
        }
        let mut top = self.start_table(table, HeadUse::First);
        for row in &table.rows {
            let mut from = 0;
            while from < row.line_count() {
                let rest = row.line_count() - from;
                let is_fresh = self.y - top <= head + TOLERANCE;
                let fitting = lines_in(self.room() - 2.0 * PADDING_Y, table.leading);
                if fitting < rest && !is_fresh {
                    self.finish_table(table, top);
                    self.break_page();
                    top = self.start_table(table, HeadUse::Repeated);
                    continue;
                }
                let count = rest.min(fitting.max(1));
                self.place_row(table, row, from..from + count, RowKind::Body);
                from += count;
            }
        }
        self.finish_table(table, top);
        self.y += table.leading;
    }

    /// Sets the head; returns its upper edge.
    fn start_table(&mut self, table: &TableLines, head: HeadUse) -> f32 {
        let top = self.y;
        let height = table.height(table.head.line_count());
        let width = table.edges.last().copied().unwrap_or_default();
        let x = self.left();
        self.push(Item::Shade(Area {
            x,
            y: top,
            width,
            height,
        }));
        let kind = match head {
            HeadUse::First => RowKind::Body,
            HeadUse::Repeated => RowKind::Furniture,
        };
        self.place_row(table, &table.head, 0..table.head.line_count(), kind);
        top
    }

    fn place_row(
        &mut self,
        table: &TableLines,
        row: &Row,
        lines: std::ops::Range<usize>,
        kind: RowKind,
    ) {
        self.rule(
            0.0,
            self.y,
            table.edges.last().copied().unwrap_or_default(),
            self.y,
            THIN,
        );
        for (cell, edge) in row.cells.iter().zip(&table.edges) {
            let element = match kind {
                RowKind::Body => Some(cell.element),
                RowKind::Furniture => None,
            };
            let mut y = self.y + PADDING_Y;
            for line in cell.lines.iter().take(lines.end).skip(lines.start) {
                let baseline = y + table.leading / 2.0 + 0.38 * table.size;
                self.text(edge + PADDING_X, baseline, table.size, line, element);
                y += table.leading;
            }
        }
        self.y += table.height(lines.len());
    }

    /// The frame and the rules between columns, from `top` to here.
    fn finish_table(&mut self, table: &TableLines, top: f32) {
        let (bottom, right) = (self.y, table.edges.last().copied().unwrap_or_default());
        for (index, edge) in table.edges.iter().enumerate() {
            let is_outer = index == 0 || index + 1 == table.edges.len();
            self.rule(
                *edge,
                top,
                *edge,
                bottom,
                if is_outer { THICK } else { THIN },
            );
        }
        self.rule(0.0, top, right, top, THICK);
        self.rule(0.0, bottom, right, bottom, THICK);
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
