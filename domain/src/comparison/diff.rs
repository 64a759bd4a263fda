//! Which characters differ between two texts: longest common subsequence, with islands too small to read
//! counted as changed.

use crate::document::{Span, Text};

/// Common characters between two changes are left unmarked only when there are at least so many; fewer
/// would be noise.
const SMALLEST_ISLAND: usize = 2;
/// Beyond this many pairs of characters the middle of the texts counts as changed.
const MOST_PAIRS: usize = 4_000_000;

/// Both texts with what only one of them has underlined.
#[must_use]
pub fn marked(new: &str, old: &str) -> (Text, Text) {
    let new: Vec<char> = new.chars().collect();
    let old: Vec<char> = old.chars().collect();
    let kept = common(&new, &old);
    (spans(&new, &kept.new), spans(&old, &kept.old))
}

/// Which characters of each text are common to both.
struct Common {
    new: Vec<bool>,
    old: Vec<bool>,
}

fn common(new: &[char], old: &[char]) -> Common {
    let mut kept = Common {
        new: vec![false; new.len()],
        old: vec![false; old.len()],
    };
    let head = new
        .iter()
        .zip(old)
        .take_while(|(one, other)| one == other)
        .count();
    let (new_rest, old_rest) = (&new[head..], &old[head..]);
    let pairs = new_rest.iter().rev().zip(old_rest.iter().rev());
    let tail = pairs.take_while(|(one, other)| one == other).count();
    let (new_end, old_end) = (new.len() - tail, old.len() - tail);
    kept.new[..head].fill(true);
    kept.old[..head].fill(true);
    kept.new[new_end..].fill(true);
    kept.old[old_end..].fill(true);
    for (one, other) in matches(&new[head..new_end], &old[head..old_end]) {
        kept.new[head + one] = true;
        kept.old[head + other] = true;
    }
    kept
}

/// The longest common subsequence as pairs of places, without islands.
fn matches(new: &[char], old: &[char]) -> Vec<(usize, usize)> {
    if MOST_PAIRS < new.len().saturating_mul(old.len()) {
        return Vec::new();
    }
    let width = old.len() + 1;
    // lengths[i * width + j]: of the common subsequence of new[i..] and old[j..].
    let mut lengths = vec![0_u32; (new.len() + 1) * width];
    for i in (0..new.len()).rev() {
        for j in (0..old.len()).rev() {
            lengths[i * width + j] = if new[i] == old[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < new.len() && j < old.len() {
        if new[i] == old[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i * width + j + 1] <= lengths[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    let is_next =
        |one: &(usize, usize), other: &(usize, usize)| other.0 == one.0 + 1 && other.1 == one.1 + 1;
    pairs
        .chunk_by(is_next)
        .filter(|island| SMALLEST_ISLAND <= island.len())
        .flatten()
        .copied()
        .collect()
}

fn spans(characters: &[char], kept: &[bool]) -> Text {
    let mut spans = Vec::new();
    let mut start = 0;
    for run in kept.chunk_by(|one, other| one == other) {
        let text: String = characters[start..start + run.len()].iter().collect();
        spans.push(if run[0] {
            Span::plain(text)
        } else {
            Span::underlined(text)
        });
        start += run.len();
    }
    Text(spans)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Emphasis;

    /// Marked characters in brackets.
    fn shown(text: &Text) -> String {
        let spans = text.0.iter().map(|span| match span.emphasis {
            Emphasis::Underlined => format!("[{}]", span.text),
            _ => span.text.clone(),
        });
        spans.collect()
    }

    #[test]
    fn only_what_changed_is_marked() {
        let check = |new: &str, old: &str, expect_new: &str, expect_old: &str| {
            let (new, old) = marked(new, old);
            assert_eq!(
                (shown(&new), shown(&old)),
                (expect_new.to_owned(), expect_old.to_owned())
            );
        };
        check(
            "甲に報告する。",
            "甲に報告する。",
            "甲に報告する。",
            "甲に報告する。",
        );
        check(
            "12時間以内に",
            "24時間以内に",
            "[12]時間以内に",
            "[24]時間以内に",
        );
        check(
            "甲に書面により報告する。",
            "甲に報告する。",
            "甲に[書面により]報告する。",
            "甲に報告する。",
        );
        check("新しい。", "", "[新しい。]", "");
        check("かきくけこ", "さきせけそ", "[かきくけこ]", "[さきせけそ]");
    }

    proptest! {
        #[test]
        fn no_character_is_lost_and_what_is_unmarked_is_the_same(
            new in "[あいうえお乙甲。]{0,40}",
            old in "[あいうえお乙甲。]{0,40}",
        ) {
            let (new_marked, old_marked) = marked(&new, &old);
            prop_assert_eq!(new_marked.plain(), new);
            prop_assert_eq!(old_marked.plain(), old);
            let unmarked = |text: &Text| -> String {
                let plain = text.0.iter().filter(|span| span.emphasis == Emphasis::Plain);
                plain.map(|span| span.text.as_str()).collect()
            };
            prop_assert_eq!(unmarked(&new_marked), unmarked(&old_marked));
        }
    }
}
