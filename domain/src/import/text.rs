//! Small ways to look at a text while reading a ledger. What is stored is never folded.

use crate::fold::half_width;

/// For comparing labels and marks: half width, upper case, no blanks at all.
pub(super) fn folded(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect()
}

/// The text without what stands in round brackets, of either width.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// What stands before the first round bracket, and what stands in it.
pub(super) fn head_and_note(text: &str) -> (&str, Option<&str>) {
    let Some(open) = text.find(['(', '（']) else {
        return (text.trim(), None);
    };
    let (head, rest) = text.split_at(open);
    let mut rest = rest.chars();
    rest.next();
    let inner = rest.as_str().trim_end();
    let inner = inner.strip_suffix([')', '）']).unwrap_or(inner);
    (
        head.trim(),
        Some(inner.trim()).filter(|note| !note.is_empty()),
    )
}

/// Trimmed, and `None` when nothing is left.
pub(super) fn filled(text: &str) -> Option<&str> {
    let text = crate::input::trimmed(text);
    (!text.is_empty()).then_some(text)
}

/// One line: trimmed, line breaks taken out.
pub(super) fn one_line(text: &str) -> Option<String> {
    filled(text).map(|text| {
        text.lines()
            .map(crate::input::trimmed)
            .collect::<Vec<_>>()
            .concat()
    })
}

/// Several lines: trimmed, line breaks as `\n`.
pub(super) fn lines(text: &str) -> Option<String> {
    filled(text).map(|text| {
        text.lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    })
}

/// A line whose every character was set apart by blanks for looks: 町 道 台 帳.
pub(super) fn without_layout_blanks(text: &str) -> String {
    let parts: Vec<&str> = text.split_whitespace().collect();
    if 3 <= parts.len() && parts.iter().all(|part| part.chars().count() == 1) {
        parts.concat()
    } else {
        text.to_owned()
    }
}

/// Notes follow the remarks, a line each.
pub(super) fn append(remarks: &mut Option<String>, notes: &[String]) {
    if !notes.is_empty() {
        let texts: Vec<String> = remarks
            .take()
            .into_iter()
            .chain(notes.iter().cloned())
            .collect();
        *remarks = Some(texts.join("\n"));
    }
}

/// Only its digits.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Any of the dashes people type.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | 'ー' | '\u{FF70}' | '─' | '━'
    )
}
