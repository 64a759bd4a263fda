//! From sheet rows to rows of a ledger: what is no record is skipped with a reason, merged cells and
//! ditto marks get their value, struck-through text is taken out.

use std::collections::HashMap;

use serde::Serialize;

use super::{
    field::Field,
    header::Header,
    raw::{RawCell, RawRow, RawValue, Sheet, Struck},
    text::{folded, is_dash, without_brackets},
};

/// A row below the header that is no record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SkippedRow {
    pub row: u32,
    pub reason: SkipReason,
    /// The first thing written in it.
    pub text: String,
}

/// Why a row is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Nothing in it.
    Blank,
    /// 小計.
    Subtotal,
    /// 合計.
    Total,
    /// ※, （注）.
    Note,
    /// The header again, at a page break.
    RepeatedHeader,
    /// 【各課】.
    SectionHeading,
    /// （例）.
    Example,
}

/// A cell ready to be read as a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// The value to read: of a merge its origin's, of a ditto mark the one above.
    pub(super) value: RawValue,
    /// What stands in the cell itself, for messages.
    pub(super) written: String,
    /// True when part of the text was struck through and left out.
    pub(super) is_partly_struck: bool,
}

impl Cell {
    /// The text to read.
    pub(super) fn text(&self) -> String {
        RawCell {
            value: self.value.clone(),
            ..RawCell::default()
        }
        .shown()
    }

    /// True when there is nothing to read.
    pub(super) fn is_blank(&self) -> bool {
        self.text().chars().all(char::is_whitespace)
    }
}

/// A row of the ledger, its cells by field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LedgerRow {
    pub(super) number: u32,
    pub(super) line: Option<u32>,
    pub(super) hidden: bool,
    pub(super) struck: bool,
    pub(super) coloured: bool,
    pub(super) cells: HashMap<Field, Cell>,
    /// Notes with the column they hang on.
    pub(super) notes: Vec<(usize, String)>,
}

/// Splits what is below the header into records and skipped rows.
pub(super) fn split(sheet: &Sheet, header: &Header) -> (Vec<LedgerRow>, Vec<SkippedRow>) {
    let mut rows = Vec::new();
    let mut skipped = Vec::new();
    let mut above: HashMap<Field, RawValue> = HashMap::new();
    let merged = MergeOrigins::new(sheet, header);
    let last = sheet
        .rows
        .iter()
        .rev()
        .find(|row| !row.is_blank())
        .map_or(0, |row| row.number);
    for number in header.last_row + 1..=last {
        let row = sheet.row(number);
        match row.map_or(Some(SkipReason::Blank), |row| skip_reason(row, header)) {
            Some(reason) => skipped.push(SkippedRow {
                row: number,
                reason,
                text: row.map(first_text).unwrap_or_default(),
            }),
            None => {
                if let Some(row) = row {
                    rows.push(ledger_row(row, header, &merged, &mut above));
                }
            }
        }
    }
    (rows, skipped)
}

fn first_text(row: &RawRow) -> String {
    let text = row
        .cells
        .iter()
        .find(|cell| !cell.is_blank())
        .map(RawCell::shown)
        .unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn skip_reason(row: &RawRow, header: &Header) -> Option<SkipReason> {
    let filled: Vec<(usize, &RawCell)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_blank())
        .collect();
    let (first_column, first) = filled.first()?;
    let cell_of = |field: Field| {
        let column = header
            .columns
            .iter()
            .find(|column| column.field == Some(field))?;
        row.cell(column.index).filter(|cell| !cell.is_blank())
    };
    let has = |field: Field| cell_of(field).is_some();
    let first = first.shown();
    let first = first.trim();
    if header.is_repeated_by(&row.cells) {
        return Some(SkipReason::RepeatedHeader);
    }
    if is_example(first) || cell_of(Field::Title).is_some_and(|cell| is_example(&cell.shown())) {
        return Some(SkipReason::Example);
    }
    if !has(Field::VendorName) && !has(Field::SignedOn) {
        for (_, cell) in &filled {
            if let RawValue::Text(text) = &cell.value
                && let Some(reason) = sum_reason(text)
            {
                return Some(reason);
            }
        }
    }
    if is_note(first) && filled.len() <= 2 {
        return Some(SkipReason::Note);
    }
    let named = [Field::Title, Field::PersonName, Field::UnitName];
    let is_named = header.columns.iter().any(|column| {
        column.index == *first_column && column.field.is_some_and(|f| named.contains(&f))
    });
    (filled.len() == 1 && (!is_named || is_heading(first))).then_some(SkipReason::SectionHeading)
}

fn is_example(text: &str) -> bool {
    let text = folded(text);
    [
        "(例)",
        "【例】",
        "(記入例)",
        "記入例",
        "例:",
        "[例]",
        "<例>",
        "例)",
    ]
    .iter()
    .any(|mark| text.starts_with(mark))
}

fn is_note(text: &str) -> bool {
    let text = folded(text);
    [
        "※", "(注", "注)", "注:", "*", "注1", "(備考)", "備考:", "〈注",
    ]
    .iter()
    .any(|mark| text.starts_with(mark))
}

fn is_heading(text: &str) -> bool {
    text.starts_with(['【', '■', '●', '◆', '◎', '□', '＜', '<', '［', '〔'])
}

/// 小計 in any dress; a title that merely contains the word is none.
fn sum_reason(text: &str) -> Option<SkipReason> {
    const UNITS: &[&str] = &[
        "課", "局", "室", "所", "館", "部", "係", "院", "会", "年度", "月",
    ];
    let plain: String = folded(&without_brackets(&folded(text)))
        .chars()
        .filter(|c| !"【】[]<>〈〉《》「」『』〔〕*・:".contains(*c) && !is_dash(*c))
        .collect();
    let is_total = |word: &str| matches!(word, "合計" | "総計" | "総合計" | "全体計" | "累計");
    if plain == "小計" || plain == "中計" {
        return Some(SkipReason::Subtotal);
    }
    if plain == "計" {
        // 計（保健福祉課） sums a part, a bare 計 the whole list.
        return Some(if folded(text).contains('(') {
            SkipReason::Subtotal
        } else {
            SkipReason::Total
        });
    }
    if is_total(&plain) {
        return Some(SkipReason::Total);
    }
    let before = ["小計", "合計", "計"]
        .iter()
        .find_map(|word| plain.strip_suffix(word))?;
    UNITS
        .iter()
        .any(|unit| before.ends_with(unit))
        .then_some(SkipReason::Subtotal)
        .filter(|_| before.chars().count() <= 15)
}

/// Which cells take their value from the first cell of a merge.
struct MergeOrigins {
    origins: HashMap<(u32, usize), RawCell>,
}

impl MergeOrigins {
    /// Only merges below the header. Sideways, only a mark for 該当なし means every column; anything
    /// else belongs to the column it is written in.
    fn new(sheet: &Sheet, header: &Header) -> Self {
        let mut origins = HashMap::new();
        for merged in &sheet.merges {
            if merged.first_row <= header.last_row {
                continue;
            }
            let Some(origin) = sheet
                .row(merged.first_row)
                .and_then(|row| row.cell(merged.first_column))
                .filter(|cell| !cell.is_blank())
            else {
                continue;
            };
            let last_column = if super::flag::is_not_applicable(&origin.shown()) {
                merged.last_column
            } else {
                merged.first_column
            };
            let last_row = merged.last_row.min(sheet.last_row);
            for row in merged.first_row..=last_row {
                for column in merged.first_column..=last_column {
                    if (row, column) != (merged.first_row, merged.first_column) {
                        let mut copy = origin.clone();
                        copy.note = None;
                        origins.insert((row, column), copy);
                    }
                }
            }
        }
        Self { origins }
    }
}

fn ledger_row(
    row: &RawRow,
    header: &Header,
    merged: &MergeOrigins,
    above: &mut HashMap<Field, RawValue>,
) -> LedgerRow {
    let struck = is_struck(row);
    let mut result = LedgerRow {
        number: row.number,
        line: row.line,
        hidden: row.hidden,
        struck,
        coloured: row.cells.iter().any(|cell| cell.coloured),
        ..LedgerRow::default()
    };
    for (column, cell) in row.cells.iter().enumerate() {
        if let Some(note) = &cell.note {
            result.notes.push((column, note.clone()));
        }
    }
    let blank = RawCell::default();
    for column in &header.columns {
        let Some(field) = column.field else { continue };
        let own = row.cell(column.index).unwrap_or(&blank);
        let raw = if own.is_blank() {
            merged
                .origins
                .get(&(row.number, column.index))
                .unwrap_or(own)
        } else {
            own
        };
        let (value, is_partly_struck) = standing(raw, struck);
        let value = expand(value, above.get(&field));
        above.insert(field, value.clone());
        let cell = Cell {
            value,
            written: raw.formula.clone().unwrap_or_else(|| raw.shown()),
            is_partly_struck,
        };
        result.cells.insert(field, cell);
    }
    result
}

/// A row counts as struck through when nearly everything written in it is.
fn is_struck(row: &RawRow) -> bool {
    let filled: Vec<&RawCell> = row.cells.iter().filter(|cell| !cell.is_blank()).collect();
    let struck = filled
        .iter()
        .filter(|cell| cell.struck == Struck::Wholly)
        .count();
    2 < struck && filled.len() * 2 < struck * 3
}

/// The value without struck-through text; in a row that is struck as a whole it stays.
fn standing(cell: &RawCell, row_is_struck: bool) -> (RawValue, bool) {
    match &cell.struck {
        Struck::Not => (cell.value.clone(), false),
        Struck::Partly { standing } => (RawValue::Text(standing.trim().to_owned()), true),
        Struck::Wholly if row_is_struck => (cell.value.clone(), false),
        Struck::Wholly => (RawValue::Empty, true),
    }
}

/// 同上, 〃 and their kin become the value above; what follows the mark is kept behind it.
fn expand(value: RawValue, above: Option<&RawValue>) -> RawValue {
    let RawValue::Text(text) = &value else {
        return value;
    };
    let Some(rest) = after_ditto(text) else {
        return value;
    };
    let above = above.cloned().unwrap_or_default();
    if rest.is_empty() {
        return above;
    }
    let cell = RawCell {
        value: above,
        ..RawCell::default()
    };
    RawValue::Text(format!("{}{rest}", cell.shown().trim()))
}

/// What follows a ditto mark; `None` when the text does not begin with one.
fn after_ditto(text: &str) -> Option<&str> {
    let text = crate::input::trimmed(text);
    if matches!(
        text,
        "々" | "仝" | "同" | "\"" | "”" | "\u{2033}" | "同じ" | "上に同じ" | "同 上"
    ) {
        return Some("");
    }
    let rest = ["同上", "〃", "\u{2033}", "同　上"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))?;
    let is_apart =
        rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || "(（".contains(c));
    is_apart.then(|| rest.trim_start())
}
