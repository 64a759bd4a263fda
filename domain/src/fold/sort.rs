//! The key that sorts kana in the order of 五十音.
//!
//! It sorts by bytes (SQLite `BINARY`, PostgreSQL `COLLATE "C"`), after the idea of JIS X 4061: first
//! without voicing, size and long vowels, then with them. Kanji come in the order of their code.

use unicode_normalization::UnicodeNormalization;

use super::{
    company_form, is_dash, is_invisible,
    kana::{is_kana, to_hiragana, to_large, to_unvoiced, vowel},
};

/// The key of a フリガナ or a name. Blanks, ・ and the kind of company do not count.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let plain: String = text
        .nfkc()
        .filter(|c| !is_invisible(*c) && !c.is_whitespace() && *c != '・')
        .flat_map(char::to_lowercase)
        .map(to_hiragana)
        .collect();
    let exact = company_form::without_forms(&plain);
    let mut first = String::with_capacity(exact.len());
    let mut previous = None;
    for c in exact.chars() {
        let c = match (c, previous) {
            ('ゝ' | 'ゞ', Some(kana)) => kana,
            (dash, Some(kana)) if is_dash(dash) && is_kana(kana) => vowel(kana).unwrap_or(kana),
            (c, _) => to_unvoiced(to_large(c)),
        };
        first.push(c);
        previous = Some(c);
    }
    if first == exact {
        first
    } else {
        // A blank sorts before every other character: かき, then がき, then かきく.
        format!("{first} {exact}")
    }
}
