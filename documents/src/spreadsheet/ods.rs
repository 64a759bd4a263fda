//! `OpenDocument` spreadsheets: values, dates, notes, merges, hidden rows.
//!
//! A few bytes may repeat a row a million times; what is repeated is written out only as far as a ledger may go.

use std::collections::HashSet;

use domain::import::raw::{Container, MergedCells, RawCell, RawRow, RawValue, Sheet, Workbook};

use super::{
    ROW_LIMIT, SpreadsheetError,
    xlsx::{
        parts::Parts,
        xml::{Element, Node, Parser},
    },
};

const CONTENT: &str = "content.xml";
/// Columns beyond this are not read: no ledger is that wide.
const READ_COLUMNS: usize = 256;

/// Reads an `OpenDocument` spreadsheet.
pub(super) fn read(parts: &mut Parts<'_>) -> Result<Workbook, SpreadsheetError> {
    let manifest = parts.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(SpreadsheetError::Encrypted);
    }
    let text = parts
        .text(CONTENT)?
        .ok_or_else(|| SpreadsheetError::broken(CONTENT))?;
    let mut parser = Parser::new(&text, CONTENT);
    let mut hidden_styles = HashSet::new();
    let mut style = String::new();
    let mut sheets: Vec<Reading> = Vec::new();
    while let Some(node) = parser.next()? {
        let Node::Open(element) = node else { continue };
        match element.name() {
            "style" => style = element.attribute("name").unwrap_or_default(),
            "table-properties" if element.attribute("display").as_deref() == Some("false") => {
                hidden_styles.insert(style.clone());
            }
            "table" => {
                let style = element.attribute("style-name").unwrap_or_default();
                sheets.push(Reading::new(&element, hidden_styles.contains(&style)));
            }
            "table-row" => {
                let row = Row::read(&mut parser, &element)?;
                if let Some(sheet) = sheets.last_mut() {
                    sheet.add(row);
                }
            }
            _ => {}
        }
    }
    if sheets.is_empty() {
        return Err(SpreadsheetError::broken(CONTENT));
    }
    Ok(Workbook {
        container: Container::Ods,
        sheets: sheets.into_iter().map(|reading| reading.sheet).collect(),
    })
}

/// A sheet under way.
struct Reading {
    sheet: Sheet,
    next_row: u32,
}

impl Reading {
    fn new(element: &Element<'_>, hidden: bool) -> Self {
        let sheet = Sheet {
            name: Some(element.attribute("name").unwrap_or_default()),
            hidden,
            ..Sheet::default()
        };
        Self { sheet, next_row: 1 }
    }

    fn add(&mut self, row: Row) {
        let first = self.next_row;
        self.next_row = first.saturating_add(row.repeats);
        if row
            .cells
            .iter()
            .all(|cell| cell.is_blank() && cell.note.is_none())
        {
            return;
        }
        for span in row.spans {
            self.sheet.merges.push(MergedCells {
                first_row: first,
                last_row: first.saturating_add(span.rows - 1),
                first_column: span.column,
                last_column: span.column.saturating_add(span.columns - 1),
            });
        }
        for number in first..self.next_row {
            if ROW_LIMIT < self.sheet.rows.len() {
                return; // the caller refuses it
            }
            self.sheet.rows.push(RawRow {
                number,
                hidden: row.hidden,
                cells: row.cells.clone(),
                ..RawRow::default()
            });
            self.sheet.last_row = number;
        }
    }
}

/// A cell that covers others.
struct Span {
    column: usize,
    rows: u32,
    columns: usize,
}

struct Row {
    repeats: u32,
    hidden: bool,
    cells: Vec<RawCell>,
    spans: Vec<Span>,
}

impl Row {
    fn read(parser: &mut Parser<'_>, element: &Element<'_>) -> Result<Self, SpreadsheetError> {
        let visibility = element.attribute("visibility");
        let mut row = Self {
            repeats: element.number("number-rows-repeated").unwrap_or(1).max(1),
            hidden: matches!(visibility.as_deref(), Some("collapse" | "filter")),
            cells: Vec::new(),
            spans: Vec::new(),
        };
        let mut column = 0_usize;
        while let Some(node) = parser.next()? {
            match node {
                Node::Open(element)
                    if matches!(element.name(), "table-cell" | "covered-table-cell") =>
                {
                    column = row.read_cell(parser, &element, column)?;
                }
                Node::Open(_) => parser.skip()?,
                Node::Text(_) => {}
                Node::Close => break,
            }
        }
        Ok(row)
    }

    /// Reads a cell, and answers the column after it.
    fn read_cell(
        &mut self,
        parser: &mut Parser<'_>,
        element: &Element<'_>,
        column: usize,
    ) -> Result<usize, SpreadsheetError> {
        let repeats = element
            .number("number-columns-repeated")
            .unwrap_or(1_usize)
            .max(1);
        let rows = element
            .number("number-rows-spanned")
            .unwrap_or(1_u32)
            .max(1);
        let columns = element
            .number("number-columns-spanned")
            .unwrap_or(1_usize)
            .max(1);
        if 1 < rows || 1 < columns {
            self.spans.push(Span {
                column,
                rows,
                columns,
            });
        }
        let cell = cell(parser, element)?;
        let next = column.saturating_add(repeats);
        if cell != RawCell::default() && column < READ_COLUMNS {
            self.cells.resize(column, RawCell::default());
            self.cells.resize(next.min(READ_COLUMNS), cell);
        }
        Ok(next)
    }
}

fn cell(parser: &mut Parser<'_>, element: &Element<'_>) -> Result<RawCell, SpreadsheetError> {
    let mut lines = Vec::new();
    let mut note = None;
    while let Some(node) = parser.next()? {
        match node {
            Node::Open(child) => match child.name() {
                "p" => lines.push(line(parser)?),
                "annotation" => note = Some(annotation(parser)?),
                _ => parser.skip()?,
            },
            Node::Text(_) => {}
            Node::Close => break,
        }
    }
    let formula = element.attribute("formula");
    Ok(RawCell {
        value: value(element, lines.join("\n")),
        formula: formula.filter(|formula| 1 < formula.len()),
        note: note.filter(|note| !note.is_empty()),
        ..RawCell::default()
    })
}

fn value(element: &Element<'_>, text: String) -> RawValue {
    let number = || element.number::<f64>("value");
    let date = || {
        let value = element.attribute("date-value")?;
        value.get(..10)?.parse().ok()
    };
    let known = match element.attribute("value-type").as_deref() {
        Some("float" | "currency" | "percentage") => number().map(RawValue::Number),
        Some("date") => date().map(RawValue::Date),
        Some("boolean") => {
            let value = element.attribute("boolean-value");
            value.map(|value| RawValue::Boolean(value == "true"))
        }
        Some("error") => Some(RawValue::Error(text.clone())),
        _ => None,
    };
    known.unwrap_or_else(|| RawCell::text(text).value)
}

/// The text of a paragraph, without furigana.
fn line(parser: &mut Parser<'_>) -> Result<String, SpreadsheetError> {
    let mut text = String::new();
    let mut depth = 1;
    while let Some(node) = parser.next()? {
        match node {
            Node::Open(element) => match element.name() {
                "ruby-text" => parser.skip()?,
                name => {
                    match name {
                        "s" => {
                            let count = element.number("c").unwrap_or(1_usize);
                            text.extend(std::iter::repeat_n(' ', count.min(READ_COLUMNS)));
                        }
                        "tab" => text.push('\t'),
                        "line-break" => text.push('\n'),
                        _ => {}
                    }
                    depth += 1;
                }
            },
            Node::Text(part) => text.push_str(&part),
            Node::Close => depth -= 1,
        }
        if depth == 0 {
            return Ok(text);
        }
    }
    Err(SpreadsheetError::broken(CONTENT))
}

/// A note: its paragraphs, without who wrote it and when.
fn annotation(parser: &mut Parser<'_>) -> Result<String, SpreadsheetError> {
    let mut lines = Vec::new();
    while let Some(node) = parser.next()? {
        match node {
            Node::Open(child) if child.name() == "p" => lines.push(line(parser)?),
            Node::Open(_) => parser.skip()?,
            Node::Text(_) => {}
            Node::Close => break,
        }
    }
    Ok(lines.join("\n"))
}
