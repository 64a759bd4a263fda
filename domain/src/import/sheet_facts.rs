//! What a sheet tells about all its rows: its fiscal year, 長期継続契約, how 所管課 is written.

use super::{
    LedgerKind,
    field::Field,
    header::{self, Header},
    layout::LayoutChoices,
    raw::{RawCell, Sheet},
    text::folded,
};
use crate::fiscal_year::FiscalYear;

/// The fiscal year a ledger sheet names above its header or in its name. Records are not asked:
/// a contract may well be named after another year.
pub(super) fn sheet_year(
    sheet: &Sheet,
    kind: LedgerKind,
    choices: &LayoutChoices,
) -> Option<FiscalYear> {
    if sheet.hidden {
        return None;
    }
    let header = header::find(sheet, kind, None, choices)?;
    titles(sheet, header.first_row)
        .chain(sheet.name.clone())
        .find_map(|text| named_year(&text))
}

/// The year before the word 年度, as in 令和８年度　業務委託契約台帳; or `R8` at the very beginning.
pub(super) fn named_year(text: &str) -> Option<FiscalYear> {
    const LONGEST: usize = 6; // 西暦2026, 令和08
    let folded = folded(text);
    if let Some((before, _)) = folded.split_once("年度") {
        let characters: Vec<char> = before.chars().collect();
        return (1..=LONGEST.min(characters.len())).rev().find_map(|count| {
            let tail: String = characters.iter().skip(characters.len() - count).collect();
            FiscalYear::parse(&format!("{tail}年度")).ok()
        });
    }
    let digits = folded.strip_prefix(['R', 'H'])?;
    let count = digits.chars().take_while(char::is_ascii_digit).count();
    let head: String = folded.chars().take(count + 1).collect();
    (0 < count && count <= 2)
        .then(|| FiscalYear::parse(&head).ok())
        .flatten()
}

/// True when blocks of 所管課 are merged: then an empty cell outside a merge is really empty. Where
/// nothing is merged, or merges are lost, only the first row of a block names it.
pub(super) fn has_merged_sections(sheet: &Sheet, header: &Header) -> bool {
    let section = header
        .columns
        .iter()
        .find(|column| column.field == Some(Field::OrganizationUnit));
    section.is_some_and(|section| {
        sheet.merges.iter().any(|merged| {
            header.last_row < merged.first_row
                && (merged.first_column..=merged.last_column).contains(&section.index)
        })
    })
}

/// A sheet of its own for 長期継続契約 makes every contract on it one.
pub(super) fn is_long_term(sheet: &Sheet, header: &Header) -> bool {
    let is_named = |text: &str| text.contains("長期継続契約");
    sheet.name.as_deref().is_some_and(is_named)
        || titles(sheet, header.first_row).any(|text| is_named(&text))
}

/// The texts above the header.
pub(super) fn titles(sheet: &Sheet, first_row: u32) -> impl Iterator<Item = String> {
    sheet
        .rows
        .iter()
        .take_while(move |row| row.number < first_row)
        .flat_map(|row| &row.cells)
        .filter(|cell| !cell.is_blank())
        .map(RawCell::shown)
}
