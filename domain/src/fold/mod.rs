//! Folding text into keys: for searching, sorting, matching, and for codes.
//!
//! What is stored stays as it was typed: a folded text is a key beside it, never its replacement.
//! The exceptions are codes and フリガナ, whose one spelling is fixed ([`code`], [`katakana`]).

mod company_form;
mod company_name;
mod kana;
mod kana_row;
mod kanji;
mod search;
mod sort;

use unicode_normalization::UnicodeNormalization;

pub use self::{
    company_form::CorporateForm,
    company_name::{CompanyName, FormPosition},
    kana::katakana,
    kana_row::{KANA_ROWS, KanaRange},
    search::search_key,
    sort::sort_key,
};

/// Full-width letters, digits and signs to half width (NFKC). For codes, never for stored text.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.nfkc().collect()
}

/// The one spelling of a 契約番号, a telephone number, an ID or a mail address: half width, every
/// dash a hyphen, no blanks. A ー beside a kana is a long vowel and stays. Case stays.
#[must_use]
pub fn code(text: &str) -> String {
    // A blank that is left out can bring a letter and its mark together (`E¨`): once more, then.
    let once = code_once(text);
    let twice = code_once(&once);
    if twice == once { once } else { code(&twice) }
}

fn code_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc() {
        let behind_kana = out.ends_with(|last| kana::is_kana(last) || last == 'ー');
        match c {
            c if c.is_whitespace() || is_invisible(c) => {}
            'ー' if behind_kana => out.push('ー'),
            c if is_dash(c) => out.push('-'),
            c => out.push(c),
        }
    }
    out
}

/// All characters people type for a hyphen, after NFKC. ー is among them.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | '─' | '━' | '⁃' | '➖'
    )
}

/// Variation selectors and other characters nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{200B}'..='\u{200F}' | '\u{2060}'
            | '\u{FEFF}' | '\u{00AD}'
    )
}

#[cfg(test)]
mod tests;
