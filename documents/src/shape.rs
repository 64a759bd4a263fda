//! Text to glyphs: one [`Cluster`] per printed character, with the face that has it. Characters no
//! face has are collected with their place. It neither breaks lines nor places anything.

use std::{collections::BTreeSet, ops::Range};

use domain::document::{Emphasis, Span, Text};

use crate::error::{DocumentError, MissingGlyph};
use crate::font::{Face, FaceId, FontSet};

/// A printed character. Lengths are in thousandths of the em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The character as typed.
    pub base: char,
    /// What modifies it: a variation selector (異体字), or a combining 濁点 or 半濁点.
    pub mark: Option<char>,
    /// The face that has it.
    pub face: FaceId,
    /// Its glyph in that face.
    pub glyph: u16,
    /// Advance width of the glyph.
    pub advance: i32,
    /// How it behaves in a line.
    pub class: Class,
}

/// Text as clusters, and what is marked of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShapedText {
    /// The clusters.
    pub clusters: Vec<Cluster>,
    /// What is marked, from left to right.
    pub marks: Vec<Mark>,
}

/// Marked clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which.
    pub range: Range<usize>,
    /// How.
    pub kind: MarkKind,
}

/// How clusters are marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// With a line below.
    Underline,
    /// With a reading above.
    Ruby(Vec<Cluster>),
}

/// How a character behaves in a line (JIS X 4051, reduced to what horizontal contracts need).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 始め括弧: ink in the right half of its box.
    Opening,
    /// 終わり括弧, 句読点: ink in the left half.
    Closing,
    /// 中点類: ink in the middle.
    MiddleDot,
    /// … and ― which are not separated from their like.
    Inseparable,
    /// 漢字, kana, full-width letters and digits.
    Ideographic,
    /// Letters, digits and signs of half width.
    Western,
    /// A space of the Western kind.
    Space,
    /// 全角空白.
    WideSpace,
}

/// What a list prints where a face lacks a character: 下駄.
const GETA: char = '〓';

/// A longer reading is no ruby: it stands in brackets behind what it reads.
const LONGEST_RUBY: usize = 16;

/// Shapes text and remembers what could not be.
pub struct Shaper<'a> {
    fonts: FontSet<'a>,
    handling: domain::document::GlyphPolicy,
    missing: Vec<MissingGlyph>,
}

impl<'a> Shaper<'a> {
    /// A shaper that has met no missing character yet.
    #[must_use]
    pub fn new(fonts: FontSet<'a>, handling: domain::document::GlyphPolicy) -> Self {
        Self {
            fonts,
            handling,
            missing: Vec::new(),
        }
    }

    /// One cluster per printed character of `text`, in order. `place` names the place of the text
    /// should a character be missing. Line breaks must have been taken out before.
    pub fn shape(&mut self, text: &str, face: FaceId, place: &dyn Fn() -> String) -> Vec<Cluster> {
        let mut clusters = Vec::with_capacity(text.len() / 3 + 1);
        let mut characters = text.chars().peekable();
        while let Some(base) = characters.next() {
            let mark = characters.next_if(|next| is_mark(*next));
            match self.find(base, mark, face) {
                Some(cluster) => clusters.push(cluster),
                None => {
                    self.missing.push(MissingGlyph {
                        character: [Some(base), mark].into_iter().flatten().collect(),
                        place: place(),
                    });
                    if self.handling == domain::document::GlyphPolicy::Geta {
                        clusters.extend(self.find(GETA, None, face));
                    }
                }
            }
        }
        clusters
    }

    /// A line of text without marks.
    pub fn shape_plain(
        &mut self,
        text: &str,
        face: FaceId,
        place: &dyn Fn() -> String,
    ) -> ShapedText {
        ShapedText {
            clusters: self.shape(text, face, place),
            marks: Vec::new(),
        }
    }

    /// The lines of a text, as typed.
    pub fn shape_lines(
        &mut self,
        text: &Text,
        face: FaceId,
        place: &dyn Fn() -> String,
    ) -> Vec<ShapedText> {
        match text.0.as_slice() {
            [
                Span {
                    text,
                    emphasis: Emphasis::Plain,
                },
            ] => text
                .lines()
                .map(|line| self.shape_plain(line, face, place))
                .collect(),
            _ => {
                let lines = text.lines();
                lines
                    .iter()
                    .map(|line| self.shape_text(line, face, place))
                    .collect()
            }
        }
    }

    /// A line of text.
    pub fn shape_text(
        &mut self,
        text: &Text,
        face: FaceId,
        place: &dyn Fn() -> String,
    ) -> ShapedText {
        let mut shaped = ShapedText::default();
        for span in &text.0 {
            let face = match span.emphasis {
                Emphasis::Strong => FaceId::Heading,
                Emphasis::Plain | Emphasis::Underlined | Emphasis::Ruby(_) => face,
            };
            let start = shaped.clusters.len();
            shaped.clusters.extend(self.shape(&span.text, face, place));
            let range = start..shaped.clusters.len();
            let kind = match &span.emphasis {
                Emphasis::Plain | Emphasis::Strong => continue,
                Emphasis::Ruby(reading) if LONGEST_RUBY < reading.chars().count() => {
                    let beside = format!("（{reading}）");
                    shaped.clusters.extend(self.shape(&beside, face, place));
                    continue;
                }
                Emphasis::Underlined => MarkKind::Underline,
                Emphasis::Ruby(reading) => MarkKind::Ruby(self.shape(reading, face, place)),
            };
            if !range.is_empty() {
                shaped.marks.push(Mark { range, kind });
            }
        }
        shaped
    }

    /// What stands for the characters without a glyph, in words; none when every character has one.
    ///
    /// # Errors
    /// [`DocumentError::MissingGlyphs`] with every missing character once per place, where they are refused.
    pub fn finish(mut self) -> Result<Option<String>, DocumentError> {
        self.missing.dedup();
        if self.missing.is_empty() {
            return Ok(None);
        }
        if self.handling == domain::document::GlyphPolicy::Refuse {
            return Err(DocumentError::MissingGlyphs(self.missing));
        }
        let characters = self.missing.iter().map(|it| it.codes());
        let characters: BTreeSet<String> = characters.collect();
        let characters: Vec<String> = characters.into_iter().collect();
        Ok(Some(format!(
            "備考　「{GETA}」は、印刷できる字形がない文字（外字）です（{}）。",
            characters.join("、")
        )))
    }

    fn find(&self, base: char, mark: Option<char>, first: FaceId) -> Option<Cluster> {
        let others = FaceId::ALL.into_iter().filter(|id| *id != first);
        std::iter::once(first).chain(others).find_map(|id| {
            let face = self.fonts.face(id)?;
            let glyph = glyph_of(face, base, mark)?;
            let advance = face.advance(glyph);
            let class = Class::of(base, advance);
            Some(Cluster {
                base,
                mark,
                face: id,
                glyph,
                advance,
                class,
            })
        })
    }
}

impl ShapedText {
    /// Width in thousandths of the em, before anything is made of it.
    #[must_use]
    pub fn width(&self) -> i32 {
        self.clusters.iter().map(|cluster| cluster.advance).sum()
    }
}

impl Cluster {
    /// The text of the cluster, as typed.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        [Some(self.base), self.mark].into_iter().flatten()
    }
}

impl Class {
    fn of(character: char, advance: i32) -> Self {
        match character {
            '\u{3000}' => Self::WideSpace,
            ' ' | '\t' | '\u{A0}' => Self::Space,
            _ if advance < 1000 => Self::Western,
            '（' | '「' | '『' | '［' | '｛' | '〈' | '《' | '【' | '〔' | '〘' | '〖' | '〝'
            | '“' | '‘' | '｟' | '«' => Self::Opening,
            '、' | '。' | '，' | '．' | '）' | '」' | '』' | '］' | '｝' | '〉' | '》' | '】'
            | '〕' | '〙' | '〗' | '〟' | '”' | '’' | '｠' | '»' => Self::Closing,
            '・' | '：' | '；' => Self::MiddleDot,
            '…' | '‥' | '―' | '—' | '─' => Self::Inseparable,
            _ => Self::Ideographic,
        }
    }
}

/// Variation selectors (standardised and ideographic) and combining 濁点 and 半濁点.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{3099}' | '\u{309A}') || is_variation_selector(character)
}

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn glyph_of(face: &Face<'_>, base: char, mark: Option<char>) -> Option<u16> {
    match mark {
        // A tab prints as the space it stands for.
        None if base == '\t' => face.glyph(' '),
        None => face.glyph(base),
        Some(mark) if is_variation_selector(mark) => {
            let variant = face.variant(base, mark);
            // The sixteen standardised selectors only choose between text and emoji form here.
            let plain = || face.glyph(base).filter(|_| mark < '\u{E0000}');
            variant.or_else(plain)
        }
        Some(mark) => face.glyph(voiced(base, mark)?),
    }
}

/// か + U+3099 → が: file names typed on a Mac come decomposed. Stored text stays as typed; only
/// the glyph is that of the composed kana.
fn voiced(base: char, mark: char) -> Option<char> {
    let step = if mark == '\u{3099}' { 1 } else { 2 };
    let composed = match (base, step) {
        ('う', 1) => 'ゔ',
        ('ウ', 1) => 'ヴ',
        ('か'..='ぢ' | 'カ'..='ヂ' | 'つ' | 'て' | 'と' | 'ツ' | 'テ' | 'ト' | 'ゝ' | 'ヽ', 1)
        | ('は'..='ぽ' | 'ハ'..='ポ', _) => char::from_u32(u32::from(base) + step)?,
        _ => return None,
    };
    Some(composed)
}
