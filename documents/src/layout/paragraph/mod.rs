//! 行組: characters to lines of one measure. Lines are filled greedily, 約物 give up their blank
//! halves where two meet and at both ends of a line, a line is squeezed when that is the smaller
//! change (追込み), else the next word goes over (追出し); then both edges are made flush. Lengths are
//! in thousandths of the em of the paragraph. It knows no page.

mod candidate;
mod spacing;

use self::candidate::Candidate;
use self::spacing::space;
use super::line_break::break_opportunities;
use crate::font::FaceId;
use crate::shape::Cluster;

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
}

/// A line of glyphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Distance of the first glyph from the left edge.
    pub indent: i32,
    /// Width without the indent and without a hanging space at the end.
    pub width: i32,
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
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
    let spaced = space(clusters);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < clusters.len() {
        let indent = if start == 0 {
            style.first_indent
        } else {
            style.hanging_indent
        };
        let candidate = Candidate {
            clusters,
            spaced: &spaced,
            start,
        };
        let end = candidate.choose_end(&allowed, style.measure - indent);
        let mut line = candidate.line(end);
        line.indent = indent;
        let room = style.measure - indent;
        match style.alignment {
            _ if room < line.width => candidate.justify(&mut line, room),
            Alignment::Justified if end < clusters.len() => candidate.justify(&mut line, room),
            Alignment::Justified | Alignment::Start => {}
            Alignment::Centre => line.indent += (room - line.width) / 2,
        }
        lines.push(line);
        start = end;
    }
    lines
}
