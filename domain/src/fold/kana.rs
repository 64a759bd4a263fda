//! Kana: フリガナ in its one spelling, and the mappings keys are made of.

use unicode_normalization::UnicodeNormalization;

use super::{is_dash, is_invisible};

/// フリガナ as it is stored: full-width katakana, ー for every dash behind a kana, one half-width
/// blank between words. `None` when the text holds other characters, or nothing.
#[must_use]
pub fn katakana(text: &str) -> Option<String> {
    let mut out = String::new();
    for c in with_combining_marks(text)
        .nfkc()
        .filter(|c| !is_invisible(*c))
    {
        let behind_kana = out
            .chars()
            .last()
            .is_some_and(|last| is_kana(last) || last == 'ー');
        match c {
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            // 一 is the numeral one, which looks like ー.
            c if (is_dash(c) || c == '一') && behind_kana => out.push('ー'),
            '・' => out.push('・'),
            c if is_kana(c) => out.push(to_katakana(c)),
            _ => return None,
        }
    }
    out.truncate(out.trim_end().len());
    (!out.is_empty()).then_some(out)
}

/// ゛ and ゜ typed on their own join the kana before them.
fn with_combining_marks(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| match c {
        '゛' => '\u{3099}',
        '゜' => '\u{309A}',
        c => c,
    })
}

/// Half-width katakana to full width. Nothing else changes.
pub(super) fn widen_kana(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if matches!(c, '\u{FF65}'..='\u{FF9F}') {
            run.push(c);
            continue;
        }
        out.extend(run.nfkc());
        run.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// Hiragana, katakana and their iteration marks; not ー and ・.
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ァ'..='ヺ' | 'ヽ' | 'ヾ')
}

pub(super) fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => shifted(c, 0x60),
        c => c,
    }
}

pub(super) fn to_hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => shifted(c, -0x60),
        c => c,
    }
}

fn shifted(c: char, by: i32) -> char {
    u32::try_from((c as u32).cast_signed() + by)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or(c)
}

/// Small hiragana to large: ゃ to や, ゖ to け.
pub(super) fn to_large(c: char) -> char {
    match c {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        c => c,
    }
}

/// Voiced and half-voiced hiragana to plain: が to か, ぱ to は.
pub(super) fn to_unvoiced(c: char) -> char {
    match c.to_string().nfd().next() {
        Some(plain) if is_kana(c) => plain,
        Some(_) | None => c,
    }
}

/// The vowel a hiragana ends in, which ー behind it repeats.
pub(super) fn vowel(c: char) -> Option<char> {
    const ROWS: [(char, &str); 5] = [
        ('あ', "あかさたなはまやらわ"),
        ('い', "いきしちにひみりゐ"),
        ('う', "うくすつぬふむゆる"),
        ('え', "えけせてねへめれゑ"),
        ('お', "おこそとのほもよろを"),
    ];
    let plain = to_unvoiced(to_large(c));
    ROWS.iter()
        .find(|(_, row)| row.contains(plain))
        .map(|(vowel, _)| *vowel)
}
