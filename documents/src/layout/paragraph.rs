//! 行組: characters to lines of one measure. Lines are filled greedily, 約物 give up their blank
//! halves where two meet and at both ends of a line, a line is squeezed when that is the smaller
//! change (追込み), else the next word goes over (追出し); then both edges are made flush. Lengths are
//! in thousandths of the em of the paragraph. It knows no page.

use super::line_break::{self, break_opportunities};
use crate::font::FaceId;
use crate::shape::{Class, Cluster};

/// The blank half of an opening or closing mark.
const HALF: i32 = 500;
/// 四分アキ between Japanese and Western characters.
const QUARTER: i32 = 250;
/// No gap is opened wider than this: a line with one long word stays short instead.
const WIDEST_STRETCH: i32 = 500;

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

/// A cluster with the blanks it gives up or gains whatever the line.
#[derive(Clone, Copy)]
struct Spaced {
    back: i32,
    advance: i32,
    /// Blank after it which it loses at the end of a line.
    tail: i32,
    /// Blank around it that may be squeezed out.
    squeezable: i32,
}

fn space(clusters: &[Cluster]) -> Vec<Spaced> {
    let class = |index: usize| clusters.get(index).map(|cluster| cluster.class);
    let spaced = |(index, cluster): (usize, &Cluster)| {
        let previous = index.checked_sub(1).and_then(class);
        space_one(cluster, previous, class(index + 1))
    };
    clusters.iter().enumerate().map(spaced).collect()
}

fn space_one(cluster: &Cluster, previous: Option<Class>, next: Option<Class>) -> Spaced {
    let mut spaced = Spaced {
        back: 0,
        advance: cluster.advance,
        tail: 0,
        squeezable: 0,
    };
    match cluster.class {
        Class::Opening => {
            use Class::{Closing, MiddleDot, Opening, WideSpace};
            if matches!(previous, Some(Closing | Opening | MiddleDot | WideSpace)) {
                spaced.back = HALF;
            } else {
                spaced.squeezable = HALF / 2;
            }
        }
        Class::Closing => {
            if matches!(
                next,
                Some(Class::Closing | Class::MiddleDot | Class::WideSpace)
            ) {
                spaced.advance -= HALF;
            } else {
                spaced.tail = HALF;
                spaced.squeezable = if cluster.base == '。' { 0 } else { HALF / 2 };
            }
        }
        Class::Ideographic | Class::Inseparable if next == Some(Class::Western) => {
            spaced.widen(cluster);
        }
        Class::Western if matches!(next, Some(Class::Ideographic | Class::Inseparable)) => {
            spaced.widen(cluster);
        }
        Class::Space => spaced.tail = cluster.advance,
        Class::WideSpace => spaced.tail = cluster.advance,
        Class::Ideographic | Class::Inseparable | Class::Western | Class::MiddleDot => {}
    }
    spaced
}

impl Spaced {
    fn widen(&mut self, cluster: &Cluster) {
        self.advance = cluster.advance + QUARTER;
        self.tail = QUARTER;
        self.squeezable = QUARTER / 2;
    }

    fn width(&self) -> i32 {
        self.advance - self.back
    }
}

/// A line that begins at `start` and may end at several places.
struct Candidate<'a> {
    clusters: &'a [Cluster],
    spaced: &'a [Spaced],
    start: usize,
}

impl Candidate<'_> {
    /// Index of the first cluster of the next line.
    fn choose_end(&self, allowed: &[bool], room: i32) -> usize {
        let mut natural = -self.head_trim();
        let mut squeezable = -self.head_squeezable();
        let mut fitting = None;
        let mut emergency = self.start + 1;
        for index in self.start..self.clusters.len() {
            natural += self.spaced[index].width();
            squeezable += self.spaced[index].squeezable;
            let end = index + 1;
            let width = natural - self.spaced[index].tail;
            let may_end = end == self.clusters.len() || allowed[end];
            if width <= room {
                if may_end {
                    fitting = Some((end, room - width));
                }
                if self.may_end_in_emergency(end) {
                    emergency = end;
                }
            } else if let Some((fit, slack)) = fitting {
                // Squeezing must be possible without the blanks at the end of this line.
                let capacity = squeezable - self.spaced[index].squeezable;
                let excess = width - room;
                if may_end {
                    return if excess <= capacity && excess < slack {
                        end
                    } else {
                        fit
                    };
                }
                if capacity + 1500 < excess {
                    return fit;
                }
            } else if room + 2000 < width {
                break;
            }
        }
        fitting.map_or(emergency, |(end, _)| end)
    }

    /// A word longer than the line is cut, but still not before a closing or after an opening mark.
    fn may_end_in_emergency(&self, end: usize) -> bool {
        self.clusters.get(end).is_none_or(|next| {
            let last = self.clusters[end - 1].base;
            !line_break::is_forbidden_at_line_head(next.base)
                && !line_break::is_forbidden_at_line_tail(last)
                && !line_break::is_inseparable(last, next.base)
        })
    }

    /// 天付き: an opening bracket at the head of a line stands flush.
    fn head_trim(&self) -> i32 {
        let is_opening = self.clusters[self.start].class == Class::Opening;
        if is_opening {
            HALF - self.spaced[self.start].back
        } else {
            0
        }
    }

    /// A bracket that stands flush has no blank left to squeeze.
    fn head_squeezable(&self) -> i32 {
        let is_opening = self.clusters[self.start].class == Class::Opening;
        if is_opening {
            self.spaced[self.start].squeezable
        } else {
            0
        }
    }

    fn line(&self, end: usize) -> Line {
        let range = self.start..end;
        let glyph = |(cluster, spaced): (&Cluster, &Spaced)| Glyph {
            face: cluster.face,
            id: cluster.glyph,
            base: cluster.base,
            mark: cluster.mark,
            back: spaced.back,
            advance: spaced.advance,
            stretch: 0,
        };
        let pairs = self.clusters[range.clone()].iter().zip(&self.spaced[range]);
        let mut glyphs: Vec<Glyph> = pairs.map(glyph).collect();
        if let Some(first) = glyphs.first_mut() {
            first.back += self.head_trim();
        }
        let mut width: i32 = glyphs.iter().map(|glyph| glyph.advance - glyph.back).sum();
        if let Some(last) = glyphs.last_mut() {
            let tail = self.spaced[end - 1].tail;
            width -= tail;
            // A space hangs over the edge; any other blank is taken off.
            if !matches!(
                self.clusters[end - 1].class,
                Class::Space | Class::WideSpace
            ) {
                last.advance -= tail;
            }
        }
        Line {
            indent: 0,
            width,
            glyphs,
        }
    }

    fn justify(&self, line: &mut Line, room: i32) {
        let slack = room - line.width;
        let last = line.glyphs.len().saturating_sub(1);
        let weights: Vec<i32> = (0..last).map(|offset| self.weight(offset, slack)).collect();
        let total: i32 = weights.iter().sum();
        if total == 0 || WIDEST_STRETCH * total < slack {
            return;
        }
        let mut given = 0;
        let mut passed = 0;
        for (glyph, weight) in line.glyphs.iter_mut().zip(weights) {
            passed += weight;
            let due = slack * passed / total;
            glyph.stretch = due - given;
            given = due;
        }
        line.width = room;
    }

    /// Share of the gap after a glyph in what is to be added (or taken, when negative).
    fn weight(&self, offset: usize, slack: i32) -> i32 {
        let index = self.start + offset;
        if slack < 0 {
            // The blank of an opening bracket lies before it, that is in the gap of its neighbour.
            let next = self.clusters[index + 1].class == Class::Opening;
            let own = self.clusters[index].class != Class::Opening;
            let of_next = if next {
                self.spaced[index + 1].squeezable
            } else {
                0
            };
            return of_next
                + if own {
                    self.spaced[index].squeezable
                } else {
                    0
                };
        }
        let [before, after] = [index, index + 1].map(|index| self.clusters[index]);
        let is_fixed = match (before.class, after.class) {
            (Class::WideSpace, _) | (_, Class::WideSpace | Class::Space) => true,
            (Class::Western, Class::Western) => true,
            (Class::Inseparable, Class::Inseparable) => before.base == after.base,
            _ => false,
        };
        i32::from(!is_fixed)
    }
}
