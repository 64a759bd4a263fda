//! The key by which a person finds a record whatever way it was typed.

use unicode_normalization::UnicodeNormalization;

use super::{
    company_form, is_dash, is_invisible,
    kana::{to_hiragana, to_large},
    kanji,
};

/// 髙橋, 高橋; ㈱ｶﾌﾞｼｷ, 株式会社かぶしき; サーバ, サーバー: each pair has one key.
///
/// Widths, case, hiragana and katakana, small kana, long vowels, old forms of kanji, variation
/// selectors, blanks, ・, hyphens and 法人格 do not count. A text of nothing else has an empty key: a
/// search for it finds everything, so ask before searching. Folding a key again changes nothing.
#[must_use]
pub fn search_key(text: &str) -> String {
    let mut key = fold_once(text);
    // What is left out can bring a letter and its mark, or the brackets of （株）, together.
    loop {
        let again = fold_once(&key);
        if again == key {
            return key;
        }
        key = again;
    }
}

fn fold_once(text: &str) -> String {
    let key: String = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_ignored(*c))
        .map(|c| to_large(to_hiragana(kanji::to_current(c))))
        .collect();
    company_form::without_forms(&key)
}

fn is_ignored(c: char) -> bool {
    c.is_whitespace()
        || is_invisible(c)
        || is_dash(c)
        || matches!(c, '・' | '·' | '‧' | '゠' | '\u{3099}' | '\u{309A}')
}
