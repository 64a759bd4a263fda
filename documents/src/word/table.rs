//! What stands in columns, as tables of Word: those whose heads repeat, names with their values, boxes, and
//! those who sign.

use domain::document::{
    ColumnAlignment, Frame, Pairs, Row, RowHeads, Ruling, Seal, Sender, Table, Text,
};

use super::body::{Body, EM, Look};
use super::styles::Style;
use super::twips;
use crate::error::DocumentError;
use crate::layout::flow::BODY_LEADING;
use crate::layout::table::{CELL_SIZE, check_shape};

/// A cell of so few characters stands in the middle, when all of its column are so short.
const SHORT: usize = 4;

/// A cell about to be written.
struct Cell<'a> {
    text: &'a Text,
    style: Style,
    width: i32,
    columns: usize,
    merge: Merge,
    alignment: Option<&'static str>,
    rule: Below,
}

/// Whether a cell goes on below.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Begins,
    GoesOn,
}

/// What is drawn below a cell without rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Nothing,
    /// A line to write on.
    Line,
}

/// Whether a row is repeated on every page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Head,
    Usual,
}

impl<'a> Cell<'a> {
    fn new(text: &'a Text, style: Style, width: i32) -> Self {
        Self {
            text,
            style,
            width,
            columns: 1,
            merge: Merge::None,
            alignment: None,
            rule: Below::Nothing,
        }
    }
}

impl Body<'_> {
    pub(super) fn table(&mut self, table: &Table) -> Result<(), DocumentError> {
        check_shape(table)?;
        let count = table.columns.len();
        if count == 0 {
            return Ok(());
        }
        let weights: Vec<u32> = table.columns.iter().map(|column| column.weight).collect();
        let widths = self.widths(&weights);
        self.open_table("Grid", &table.caption, 0, &widths);
        self.heads(table, &widths);
        let alignments: Vec<_> = (0..count).map(|column| alignment(table, column)).collect();
        for row in &table.rows {
            self.open_row(RowKind::Usual, CELL_SIZE * 1.45, table.row_lines);
            match row {
                Row::Heading(text) => {
                    let text = text.into();
                    let cell = Cell::new(&text, Style::RowHeading, widths.iter().sum());
                    self.cell(&Cell {
                        columns: count,
                        ..cell
                    });
                }
                Row::Cells(cells) => {
                    for (column, text) in cells.iter().enumerate() {
                        let is_head = column == 0 && table.row_heads == RowHeads::First;
                        let style = if is_head {
                            Style::CellHead
                        } else {
                            Style::Cell
                        };
                        let alignment = alignments[column];
                        let cell = Cell::new(text, style, widths[column]);
                        self.cell(&Cell { alignment, ..cell });
                    }
                }
            }
            self.xml.close();
        }
        self.close_table();
        Ok(())
    }

    /// One row of heads, or two when some stand over several columns.
    fn heads(&mut self, table: &Table, widths: &[i32]) {
        let labels: Vec<Text> = table
            .columns
            .iter()
            .map(|column| (&column.label).into())
            .collect();
        let head = |column: usize| Cell {
            alignment: Some("center"),
            ..Cell::new(&labels[column], Style::CellHead, widths[column])
        };
        let nothing = Text::default();
        let mut is_grouped = vec![false; labels.len()];
        if !table.groups.is_empty() {
            self.open_row(RowKind::Head, 0.0, 0);
            let mut column = 0;
            for group in &table.groups {
                let under = column..column + group.columns;
                if group.label.is_empty() {
                    for column in under.clone() {
                        let merge = Merge::Begins;
                        self.cell(&Cell {
                            merge,
                            ..head(column)
                        });
                    }
                } else if !under.is_empty() {
                    is_grouped[under.clone()].fill(true);
                    let text = (&group.label).into();
                    self.cell(&Cell {
                        text: &text,
                        width: widths[under.clone()].iter().sum(),
                        columns: group.columns,
                        ..head(column)
                    });
                }
                column = under.end;
            }
            self.xml.close();
        }
        self.open_row(RowKind::Head, 0.0, 0);
        for (column, is_grouped) in is_grouped.iter().enumerate() {
            let cell = head(column);
            if table.groups.is_empty() || *is_grouped {
                self.cell(&cell);
            } else {
                let (text, merge) = (&nothing, Merge::GoesOn);
                self.cell(&Cell {
                    text,
                    merge,
                    ..cell
                });
            }
        }
        self.xml.close();
    }

    pub(super) fn pairs(&mut self, pairs: &Pairs) {
        if pairs.pairs.is_empty() {
            return;
        }
        let (style, label, value) = match pairs.ruling {
            Ruling::Ruled => ("Grid", Style::CellHead, Style::Cell),
            Ruling::Open => ("Plain", Style::Normal, Style::Normal),
        };
        let longest = pairs
            .pairs
            .iter()
            .map(|pair| pair.label.chars().count())
            .max();
        let em = if label == Style::Normal {
            EM
        } else {
            twips(CELL_SIZE)
        };
        let wanted = i32::try_from(longest.unwrap_or(0) + 2).unwrap_or(i32::MAX / EM) * em;
        let whole: i32 = self.widths(&[1]).iter().sum();
        let first = wanted.clamp(whole / 8, whole * 2 / 5);
        let widths = [first, whole - first];
        self.open_table(style, &pairs.caption, 0, &widths);
        for pair in &pairs.pairs {
            self.open_row(RowKind::Usual, CELL_SIZE * 1.45, pair.lines);
            let name = (&pair.label).into();
            self.cell(&Cell::new(&name, label, widths[0]));
            self.cell(&Cell::new(&pair.value, value, widths[1]));
            self.xml.close();
        }
        self.close_table();
    }

    pub(super) fn frame(&mut self, frame: &Frame) {
        let widths = self.widths(&[1]);
        let mut text = Text::default();
        if !frame.label.is_empty() {
            text.0.push(domain::document::Span::strong(&frame.label));
            if !frame.text.is_empty() {
                text.0.push(domain::document::Span::plain("\n"));
            }
        }
        text.0.extend(frame.text.0.iter().cloned());
        self.open_table("Grid", &frame.label, 0, &widths);
        self.open_row(RowKind::Usual, CELL_SIZE * 1.45, frame.lines);
        self.cell(&Cell::new(&text, Style::Cell, widths[0]));
        self.xml.close();
        self.close_table();
    }

    /// In the right half: what they are, what is asked, what they write, and where the seal goes.
    pub(super) fn sender(&mut self, sender: &Sender) {
        if sender.entries.is_empty() {
            return;
        }
        let whole: i32 = self.widths(&[1]).iter().sum();
        let ems = |texts: &mut dyn Iterator<Item = &String>| {
            let longest = texts.map(|text| text.chars().count()).max().unwrap_or(0);
            let count = if longest == 0 { 0 } else { longest + 1 };
            i32::try_from(count).unwrap_or(i32::MAX / EM) * EM
        };
        let left = whole * 2 / 5;
        let role = ems(&mut std::iter::once(&sender.role)).clamp(160, whole / 5);
        let label = ems(&mut sender.entries.iter().map(|entry| &entry.label)).clamp(160, whole / 4);
        let seal = 2 * EM;
        let widths = [role, label, whole - left - role - label - seal, seal];
        self.open_table("Plain", "", left, &widths);
        for (index, entry) in sender.entries.iter().enumerate() {
            self.open_row(RowKind::Usual, BODY_LEADING, 1);
            let role = if index == 0 { sender.role.as_str() } else { "" };
            let seal = match entry.seal {
                Seal::Printed => "印",
                Seal::None => "",
            };
            for (text, width) in [role, &entry.label, &entry.value, seal]
                .into_iter()
                .zip(widths)
            {
                let is_blank = text.is_empty() && width == widths[2];
                let rule = if is_blank {
                    Below::Line
                } else {
                    Below::Nothing
                };
                let text = text.into();
                self.cell(&Cell {
                    rule,
                    ..Cell::new(&text, Style::Normal, width)
                });
            }
            self.xml.close();
        }
        self.close_table();
    }

    /// Widths of columns of these weights, as wide as the text together.
    fn widths(&self, weights: &[u32]) -> Vec<i32> {
        let whole = i64::from(twips(self.orientation().text_width()));
        let weights: Vec<i64> = weights
            .iter()
            .map(|weight| i64::from((*weight).max(1)))
            .collect();
        let total: i64 = weights.iter().sum();
        let mut passed = 0;
        let mut place = 0;
        let width = |weight: &i64| {
            passed += weight;
            let end = whole * passed / total;
            let width = end - place;
            place = end;
            i32::try_from(width).unwrap_or_default()
        };
        weights.iter().map(width).collect()
    }

    fn open_table(&mut self, style: &str, caption: &str, indent: i32, widths: &[i32]) {
        let xml = &mut self.xml;
        xml.open("w:tbl", &[]);
        xml.open("w:tblPr", &[]);
        xml.value("w:tblStyle", style);
        let whole: i32 = widths.iter().sum();
        xml.empty("w:tblW", &[("w:w", &whole.to_string()), ("w:type", "dxa")]);
        xml.empty(
            "w:tblInd",
            &[("w:w", &indent.to_string()), ("w:type", "dxa")],
        );
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        if !caption.is_empty() {
            xml.value("w:tblCaption", caption);
        }
        xml.close();
        xml.open("w:tblGrid", &[]);
        for width in widths {
            xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
        xml.close();
    }

    /// Between two tables goes a paragraph, or Word takes them for one.
    fn close_table(&mut self) {
        self.xml.close();
        self.paragraph(&Text::default(), &Look::of(Style::Gap));
    }

    fn open_row(&mut self, kind: RowKind, leading: f32, lines: u32) {
        let xml = &mut self.xml;
        xml.open("w:tr", &[]);
        xml.open("w:trPr", &[]);
        xml.empty("w:cantSplit", &[]);
        if 1 < lines {
            let lines = u16::try_from(lines).unwrap_or(u16::MAX);
            let height = twips(leading * f32::from(lines)).min(12_000).to_string();
            xml.empty("w:trHeight", &[("w:val", &height), ("w:hRule", "atLeast")]);
        }
        if kind == RowKind::Head {
            xml.empty("w:tblHeader", &[]);
        }
        xml.close();
    }

    fn cell(&mut self, cell: &Cell<'_>) {
        let xml = &mut self.xml;
        xml.open("w:tc", &[]);
        xml.open("w:tcPr", &[]);
        xml.empty(
            "w:tcW",
            &[("w:w", &cell.width.to_string()), ("w:type", "dxa")],
        );
        if 1 < cell.columns {
            xml.value("w:gridSpan", &cell.columns.to_string());
        }
        match cell.merge {
            Merge::None => {}
            Merge::Begins => xml.value("w:vMerge", "restart"),
            Merge::GoesOn => xml.value("w:vMerge", "continue"),
        }
        if cell.rule == Below::Line {
            xml.open("w:tcBorders", &[]);
            xml.empty(
                "w:bottom",
                &[("w:val", "single"), ("w:sz", "4"), ("w:color", "auto")],
            );
            xml.close();
        }
        if cell.style.is_head() {
            let grey = [
                ("w:val", "clear"),
                ("w:color", "auto"),
                ("w:fill", "EDEDED"),
            ];
            xml.empty("w:shd", &grey);
        }
        xml.close();
        let look = Look {
            alignment: cell.alignment,
            ..Look::of(cell.style)
        };
        self.paragraph(cell.text, &look);
        self.xml.close();
    }
}

fn alignment(table: &Table, column: usize) -> Option<&'static str> {
    let is_short = |row: &Row| match row {
        Row::Heading(_) => true,
        Row::Cells(cells) => cells
            .get(column)
            .is_none_or(|text| text.plain().chars().count() <= SHORT),
    };
    match table.columns[column].alignment {
        ColumnAlignment::Automatic if table.rows.iter().all(is_short) => Some("center"),
        ColumnAlignment::Automatic | ColumnAlignment::Start => None,
        ColumnAlignment::Centre => Some("center"),
        ColumnAlignment::End => Some("right"),
    }
}
