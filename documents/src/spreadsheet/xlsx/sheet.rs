//! One worksheet: rows, cells, merges, hidden rows and columns.

use domain::import::raw::{DateSystem, MergedCells, RawCell, RawRow, RawValue, Sheet, Struck};

use super::{
    rich_text::{self, RichText},
    styles::{Style, Styles},
    xml::{Element, Node, Parser},
};
use crate::spreadsheet::{ROW_LIMIT, SpreadsheetError};

/// Most columns Excel has (XFD); a higher one is a broken file.
const COLUMN_LIMIT: usize = 16_384;
/// Columns beyond this are not read: no ledger is that wide, and cells are kept densely.
const READ_COLUMNS: usize = 256;

/// What a sheet refers to.
pub(super) struct SheetContext<'w> {
    pub(super) styles: &'w Styles,
    pub(super) strings: &'w [RichText],
    pub(super) date_system: DateSystem,
    pub(super) path: &'w str,
}

/// Reads a worksheet part.
pub(super) fn read(text: &str, context: &SheetContext<'_>) -> Result<Sheet, SpreadsheetError> {
    let mut sheet = Sheet::default();
    let mut parser = Parser::new(text, context.path);
    let mut next_row = 1;
    while let Some(node) = parser.next()? {
        let Node::Open(element) = node else { continue };
        match element.name() {
            "col" if element.flag("hidden") => hide_columns(&element, &mut sheet),
            "row" => {
                let number = element.number("r").unwrap_or(next_row);
                next_row = u32::saturating_add(number, 1);
                let row = read_row(&mut parser, number, element.flag("hidden"), context)?;
                if row.hidden || row.cells.iter().any(|cell| *cell != RawCell::default()) {
                    sheet.rows.push(row);
                }
                if ROW_LIMIT < sheet.rows.len() {
                    trim(&mut sheet);
                    if ROW_LIMIT < sheet.rows.len() {
                        break; // the caller refuses it
                    }
                }
            }
            "mergeCell" => {
                if let Some(merged) = element.attribute("ref").as_deref().and_then(parse_range) {
                    sheet.merges.push(merged);
                }
            }
            "rowBreaks" | "colBreaks" | "conditionalFormatting" | "dataValidations" => {
                parser.skip()?;
            }
            _ => {}
        }
    }
    trim(&mut sheet);
    sheet.rows.sort_by_key(|row| row.number);
    sheet.last_row = sheet.rows.last().map_or(0, |row| row.number);
    Ok(sheet)
}

/// Styled but empty rows say nothing: people format a thousand rows ahead.
fn trim(sheet: &mut Sheet) {
    sheet.rows.retain(|row| !row.is_blank() || row.hidden);
}

fn hide_columns(element: &Element<'_>, sheet: &mut Sheet) {
    let first = element.number::<usize>("min").unwrap_or(1).max(1);
    let last = element.number::<usize>("max").unwrap_or(first);
    sheet
        .hidden_columns
        .extend((first - 1)..last.min(READ_COLUMNS));
}

fn read_row(
    parser: &mut Parser<'_>,
    number: u32,
    hidden: bool,
    context: &SheetContext<'_>,
) -> Result<RawRow, SpreadsheetError> {
    let mut row = RawRow {
        number,
        hidden,
        ..RawRow::default()
    };
    while let Some(node) = parser.next()? {
        match node {
            Node::Open(element) if element.name() == "c" => {
                let column = match element.attribute("r").as_deref().map(parse_reference) {
                    Some(Some((column, _))) => column,
                    Some(None) => return Err(SpreadsheetError::broken(context.path)),
                    None => row.cells.len(),
                };
                let cell = read_cell(parser, &element, context)?;
                if column < READ_COLUMNS {
                    if row.cells.len() <= column {
                        row.cells.resize(column + 1, RawCell::default());
                    }
                    if let Some(place) = row.cells.get_mut(column) {
                        *place = cell;
                    }
                }
            }
            Node::Open(_) => parser.skip()?,
            Node::Text(_) => {}
            Node::Close => break,
        }
    }
    while row.cells.last() == Some(&RawCell::default()) {
        row.cells.pop();
    }
    Ok(row)
}

fn read_cell(
    parser: &mut Parser<'_>,
    element: &Element<'_>,
    context: &SheetContext<'_>,
) -> Result<RawCell, SpreadsheetError> {
    let style = context.styles.get(element.number("s").unwrap_or(0));
    let kind = element.attribute("t").unwrap_or_default();
    let mut value = None;
    let mut formula = None;
    let mut inline = None;
    while let Some(node) = parser.next()? {
        match node {
            Node::Open(child) => match child.name() {
                "v" => value = Some(parser.text()?),
                "f" => formula = Some(format!("={}", parser.text()?)),
                "is" => inline = Some(rich_text::read(parser)?),
                _ => parser.skip()?,
            },
            Node::Text(_) => {}
            Node::Close => break,
        }
    }
    let mut cell = RawCell {
        formula: formula.filter(|formula| 1 < formula.len()),
        coloured: style.is_coloured,
        ..RawCell::default()
    };
    set_value(&mut cell, &kind, value, inline, style, context);
    Ok(cell)
}

fn set_value(
    cell: &mut RawCell,
    kind: &str,
    value: Option<String>,
    inline: Option<RichText>,
    style: Style,
    context: &SheetContext<'_>,
) {
    let text = match (kind, value) {
        ("inlineStr", _) => inline,
        (_, None) => None,
        ("s", Some(index)) => shared(&index, context),
        ("str", Some(text)) => Some(RichText::plain(&text)),
        (kind, Some(value)) => {
            cell.value = plain_value(kind, value, style, context);
            None
        }
    };
    if let Some(text) = text {
        cell.struck = struck(&text, style);
        if !text.whole.is_empty() {
            cell.value = RawValue::Text(text.whole);
        }
    } else if style.is_struck && cell.value != RawValue::Empty {
        cell.struck = Struck::Wholly;
    }
}

fn shared(index: &str, context: &SheetContext<'_>) -> Option<RichText> {
    let index: usize = index.trim().parse().ok()?;
    context.strings.get(index).cloned()
}

fn plain_value(kind: &str, value: String, style: Style, context: &SheetContext<'_>) -> RawValue {
    match kind {
        "e" => RawValue::Error(value),
        "b" => RawValue::Boolean(value.trim() == "1"),
        "d" => value
            .get(..10)
            .and_then(|day| day.parse().ok())
            .map_or(RawValue::Text(value), RawValue::Date),
        _ => number_value(&value, style, context.date_system),
    }
}

fn number_value(text: &str, style: Style, date_system: DateSystem) -> RawValue {
    match text.trim().parse::<f64>() {
        Ok(number) if style.is_date => date_system
            .date(number)
            .map_or(RawValue::Number(number), RawValue::Date),
        Ok(number) => RawValue::Number(number),
        Err(_) if text.trim().is_empty() => RawValue::Empty,
        Err(_) => RawValue::Text(text.to_owned()),
    }
}

/// Runs carry their own font: with runs, the style of the cell does not matter.
fn struck(text: &RichText, style: Style) -> Struck {
    if text.whole.trim().is_empty() {
        Struck::Not
    } else if text.standing == text.whole {
        if style.is_struck {
            Struck::Wholly
        } else {
            Struck::Not
        }
    } else if text.standing.trim().is_empty() {
        Struck::Wholly
    } else {
        Struck::Partly {
            standing: text.standing.clone(),
        }
    }
}

/// `AB12` → (27, 12).
pub(super) fn parse_reference(reference: &str) -> Option<(usize, u32)> {
    let reference = reference.replace('$', "");
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at(digits);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        if COLUMN_LIMIT < column {
            return None;
        }
    }
    Some((column.checked_sub(1)?, row.parse().ok()?))
}

fn parse_range(range: &str) -> Option<MergedCells> {
    let (from, to) = range.split_once(':')?;
    let (first_column, first_row) = parse_reference(from)?;
    let (last_column, last_row) = parse_reference(to)?;
    Some(MergedCells {
        first_row,
        last_row,
        first_column,
        last_column,
    })
}
