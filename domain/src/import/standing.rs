//! What a cell says once struck-through text and ditto marks are resolved.

use super::raw::{RawCell, RawRow, RawValue, Struck};

/// A row counts as struck through when nearly everything written in it is.
pub(super) fn is_struck(row: &RawRow) -> bool {
    let filled: Vec<&RawCell> = row.cells.iter().filter(|cell| !cell.is_blank()).collect();
    let struck = filled
        .iter()
        .filter(|cell| cell.struck == Struck::Wholly)
        .count();
    2 < struck && filled.len() * 2 < struck * 3
}

/// The value without struck-through text; in a row that is struck as a whole it stays.
pub(super) fn standing(cell: &RawCell, row_is_struck: bool) -> (RawValue, bool) {
    match &cell.struck {
        Struck::Not => (cell.value.clone(), false),
        Struck::Partly { standing } => (RawValue::Text(standing.trim().to_owned()), true),
        Struck::Wholly if row_is_struck => (cell.value.clone(), false),
        Struck::Wholly => (RawValue::Empty, true),
    }
}

/// 同上, 〃 and their kin become the value above; what follows the mark is kept behind it.
pub(super) fn expand(value: RawValue, above: Option<&RawValue>) -> RawValue {
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
