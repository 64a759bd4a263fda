//! 禁則処理: where a line may end. Unicode's line breaking (UAX #14, strict) with what Japanese
//! contracts want on top: curly quotes are brackets, a number stays with its unit, 行頭・行末禁則 hold
//! whatever the Unicode class. It measures nothing.

use std::sync::{LazyLock, OnceLock};

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use crate::shape::{Class, Cluster};

/// For each cluster whether a line may begin with it. The first is always false.
#[must_use]
pub fn break_opportunities(clusters: &[Cluster]) -> Vec<bool> {
    let mut text = String::with_capacity(clusters.len() * 3);
    let mut starts = Vec::with_capacity(clusters.len());
    for cluster in clusters {
        starts.push(text.len());
        text.extend(cluster.characters().map(with_japanese_class));
    }
    let mut allowed = vec![false; clusters.len()];
    let mut next = 0;
    for offset in segmenter().segment_str(&text) {
        while next < starts.len() && starts[next] < offset {
            next += 1;
        }
        if 0 < next && next < starts.len() && starts[next] == offset {
            allowed[next] = !is_kept_together(clusters, next);
        }
    }
    allowed
}

/// 行頭禁則: may a line never begin with this character?
#[must_use]
pub fn is_forbidden_at_line_head(character: char) -> bool {
    static SET: LazyLock<CharacterSet> = LazyLock::new(|| {
        CharacterSet::of(
            "、。，．・：；？！‼⁇⁈⁉）」』］｝〉》】〕〙〗〟”’｠»ゝゞヽヾ々〻ー゠–〜～‐゛゜\
             ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ\
             )]},.:;?!%％‰℃°′″｡｣､･ｰﾞﾟｧｨｩｪｫｬｭｮｯ",
        )
    });
    SET.contains(character)
}

/// 行末禁則: may a line never end with this character?
#[must_use]
pub fn is_forbidden_at_line_tail(character: char) -> bool {
    static SET: LazyLock<CharacterSet> =
        LazyLock::new(|| CharacterSet::of("（「『［｛〈《【〔〘〖〝“‘｟«([{｢￥＄￡¥$£№＃"));
    SET.contains(character)
}

/// 行末禁則 for a line that would end before `end`: blanks at its end do not count.
pub(super) fn has_forbidden_tail(clusters: &[Cluster], end: usize) -> bool {
    let is_blank = |cluster: &&Cluster| matches!(cluster.class, Class::Space | Class::WideSpace);
    let mut inked = clusters[..end].iter().rev().skip_while(is_blank);
    inked
        .next()
        .is_some_and(|cluster| is_forbidden_at_line_tail(cluster.base))
}

/// 分離禁止: … and ― are not separated from their like.
#[must_use]
pub fn is_inseparable(before: char, after: char) -> bool {
    before == after && matches!(before, '…' | '‥' | '―' | '—' | '─' | '〳' | '〴' | '〵')
}

/// Characters of the basic plane, to look up at once: asked for every character of every line.
struct CharacterSet(Vec<bool>);

impl CharacterSet {
    fn of(characters: &str) -> Self {
        let mut set = vec![false; 0x1_0000];
        for character in characters.chars() {
            if let Some(is_member) = set.get_mut(character as usize) {
                *is_member = true;
            }
        }
        Self(set)
    }

    fn contains(&self, character: char) -> bool {
        self.0.get(character as usize).copied().unwrap_or_default()
    }
}

fn segmenter() -> LineSegmenterBorrowed<'static> {
    static SEGMENTER: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    *SEGMENTER.get_or_init(|| {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        LineSegmenter::new_for_non_complex_scripts(options)
    })
}

/// Unicode calls the curly quotes neither opening nor closing (class QU), because languages differ;
/// in Japanese they are brackets.
fn with_japanese_class(character: char) -> char {
    match character {
        '“' => '「',
        '”' => '」',
        other => other,
    }
}

fn is_kept_together(clusters: &[Cluster], index: usize) -> bool {
    let before = clusters[index - 1].base;
    let after = clusters[index].base;
    let beyond = clusters.get(index + 1).map(|cluster| cluster.base);
    is_forbidden_at_line_head(after)
        || has_forbidden_tail(clusters, index)
        || is_inseparable(before, after)
        || is_within_number(clusters, index)
        || (is_digit(before) && is_unit(after, beyond))
        || (before == '第' && is_digit(after))
}

/// Between digits of any width, and around the point or comma of a full-width number (１．５).
fn is_within_number(clusters: &[Cluster], index: usize) -> bool {
    let before = clusters[index - 1].base;
    let after = clusters[index].base;
    let is_point = |character| matches!(character, '．' | '，' | '.' | ',' | '／' | '/');
    let two_before = index.checked_sub(2).map(|two| clusters[two].base);
    is_digit(after) && (is_digit(before) || (is_point(before) && two_before.is_some_and(is_digit)))
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '０'..='９')
}

/// 10日, 第14条, 6か月, 3万円, 24時間: the unit stays with its number.
fn is_unit(character: char, next: Option<char>) -> bool {
    let counts_something = |next: char| "月所年国日".contains(next);
    match character {
        'か' | 'カ' | 'ヶ' | 'ヵ' | 'ケ' | '箇' => next.is_some_and(counts_something),
        _ => "年月日時分秒週回度人名件個台枚部通者社条項号章節款目編表円銭千万億兆割倍歳才点級種階頁本冊％‰℃㎡㎥㎞㎏㎜㎝"
            .contains(character),
    }
}
