//! Which rows below a header are no records, and why.

use serde::Serialize;

use super::{
    field::Field,
    header::Header,
    raw::{RawCell, RawRow, RawValue},
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

impl SkippedRow {
    /// A row with nothing in it.
    pub(super) fn blank(row: u32) -> Self {
        Self {
            row,
            reason: SkipReason::Blank,
            text: String::new(),
        }
    }
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

impl SkipReason {
    /// The reason on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Blank => "空の行",
            Self::Subtotal => "小計の行",
            Self::Total => "合計の行",
            Self::Note => "注記の行",
            Self::RepeatedHeader => "見出しの繰返し",
            Self::SectionHeading => "区切りの見出し",
            Self::Example => "記入例",
        }
    }
}

/// The first thing written in a row.
pub(super) fn first_text(row: &RawRow) -> String {
    let text = row
        .cells
        .iter()
        .find(|cell| !cell.is_blank())
        .map(RawCell::shown)
        .unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a row is no record; `None` when it is one.
pub(super) fn skip_reason(row: &RawRow, header: &Header) -> Option<SkipReason> {
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
    let named = [
        Field::Title,
        Field::PersonName,
        Field::UnitName,
        Field::ServiceName,
        Field::AccountName,
    ];
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
