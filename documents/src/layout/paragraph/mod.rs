//! 行組: characters to lines of one measure. Lines are filled greedily, 約物 give up their blank
//! halves where two meet and at both ends of a line, a line is squeezed when that is the smaller
//! change (追込み), else the next word goes over (追出し); then both edges are made flush. Lengths are
//! in thousandths of the em of the paragraph. It knows no page.

mod candidate;
mod marks;
mod spacing;

use self::candidate::Candidate;
use self::spacing::{Spaced, space};
use super::line_break::break_opportunities;
use crate::font::FaceId;
use crate::shape::{Cluster, ShapedText};

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParagraphStyle {
    /// Width of the lines.
    pub measure: i32,
    /// Indent of the first line.
    pub first_indent: i32,
    /// Indent of the others.
    pub hanging_indent: i32,
    /// How lines fill the measure.
    pub alignment: Alignment,
    /// Whether 句読点 may hang over the edge.
    pub line_ends: LineEnds,
}

/// Where lines end that fill the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// Within the measure.
    Inside,
    /// ぶら下げ: 、 。 ， ． that find no room stand beyond it.
    Hanging,
}

/// How lines fill the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Both edges flush, the last line as it comes.
    Justified,
    /// Left edge flush.
    Start,
    /// Centred.
    Centre,
    /// Right edge flush.
    End,
}

/// A line of glyphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Distance of the first glyph from the left edge.
    pub indent: i32,
    /// Width without the indent and without what hangs at the end: a space, or 句読点.
    pub width: i32,
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
    /// What is marked of them.
    pub marks: Vec<LineMark>,
}

/// Something drawn below or above glyphs of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineMark {
    /// Its left end, from the left edge of the line's measure.
    pub from: i32,
    /// Its right end.
    pub to: i32,
    /// Glyphs above, at half the size; none for a line below.
    pub ruby: Vec<Glyph>,
}

/// A glyph in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its face.
    pub face: FaceId,
    /// Its number in the face.
    pub id: u16,
    /// The character it shows.
    pub base: char,
    /// What modifies the character.
    pub mark: Option<char>,
    /// How far the pen goes back before it is drawn (the blank half of an opening bracket).
    pub back: i32,
    /// How far the pen goes on by the rules of spacing.
    pub advance: i32,
    /// How much further (negative: less far) it goes to make the edges flush.
    pub stretch: i32,
}

impl Line {
    /// The text of the line, as typed.
    #[must_use]
    pub fn text(&self) -> String {
        let characters = |glyph: &Glyph| [Some(glyph.base), glyph.mark];
        self.glyphs.iter().flat_map(characters).flatten().collect()
    }
}

/// Breaks `clusters` into lines. No line is wider than the measure unless a single character is.
#[must_use]
pub fn lay_out_paragraph(clusters: &[Cluster], style: ParagraphStyle) -> Vec<Line> {
    let allowed = break_opportunities(clusters);
    break_lines(clusters, &allowed, &space(clusters), style)
}

/// The same for text with marks. Characters under one reading stay together.
#[must_use]
pub fn lay_out_text(text: &ShapedText, style: ParagraphStyle) -> Vec<Line> {
    if text.marks.is_empty() {
        return lay_out_paragraph(&text.clusters, style);
    }
    let mut allowed = break_opportunities(&text.clusters);
    let mut spaced = space(&text.clusters);
    marks::make_room(text, &mut allowed, &mut spaced);
    let mut lines = break_lines(&text.clusters, &allowed, &spaced, style);
    marks::place(text, &mut lines);
    lines
}

fn break_lines(
    clusters: &[Cluster],
    allowed: &[bool],
    spaced: &[Spaced],
    style: ParagraphStyle,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    // Only at an edge that is flush does it show that something hangs over it.
    let line_ends = match style.alignment {
        Alignment::Justified => style.line_ends,
        Alignment::Start | Alignment::Centre | Alignment::End => LineEnds::Inside,
    };
    while start < clusters.len() {
        let indent = if start == 0 {
            style.first_indent
        } else {
            style.hanging_indent
        };
        let candidate = Candidate {
            clusters,
            spaced,
            start,
        };
        let room = style.measure - indent;
        let end = candidate.choose_end(allowed, room, line_ends);
        let mut line = candidate.line(end);
        line.indent = indent;
        let hangs =
            line_ends == LineEnds::Hanging && room < line.width && candidate.hang(&mut line, end);
        match style.alignment {
            _ if hangs && (end < clusters.len() || room < line.width) => {
                candidate.justify_before(&mut line, room);
            }
            _ if room < line.width => candidate.justify(&mut line, room),
            Alignment::Justified if end < clusters.len() => candidate.justify(&mut line, room),
            Alignment::Justified | Alignment::Start => {}
            Alignment::Centre => line.indent += (room - line.width) / 2,
            Alignment::End => line.indent += room - line.width,
        }
        lines.push(line);
        start = end;
    }
    lines
}
