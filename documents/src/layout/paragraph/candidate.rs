//! One line: where it ends, and how its edges are made flush.

use super::spacing::{HALF, Spaced};
use super::{Glyph, Line, LineEnds};
use crate::layout::line_break;
use crate::shape::{Class, Cluster};

/// No gap is opened wider than this: a line with one long word stays short instead.
const WIDEST_STRETCH: i32 = 500;

/// A line that begins at `start` and may end at several places.
pub(super) struct Candidate<'a> {
    pub(super) clusters: &'a [Cluster],
    pub(super) spaced: &'a [Spaced],
    pub(super) start: usize,
}

/// 句読点, which may hang (JIS X 4051, 8.1 c).
fn may_hang(cluster: &Cluster) -> bool {
    matches!(cluster.base, '、' | '。' | '，' | '．')
}

impl Candidate<'_> {
    /// Index of the first cluster of the next line.
    pub(super) fn choose_end(&self, allowed: &[bool], room: i32, line_ends: LineEnds) -> usize {
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
            } else if line_ends == LineEnds::Hanging
                && may_end
                && may_hang(&self.clusters[index])
                && natural - self.spaced[index].width() <= room
            {
                return end;
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
                && !line_break::has_forbidden_tail(self.clusters, end)
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

    pub(super) fn line(&self, end: usize) -> Line {
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
            marks: Vec::new(),
        }
    }

    /// Lets the last glyph of a line that ends before `end` hang over the edge, if it is 句読点: it no
    /// longer counts for the width.
    pub(super) fn hang(&self, line: &mut Line, end: usize) -> bool {
        match line.glyphs.last() {
            Some(last) if may_hang(&self.clusters[end - 1]) => {
                line.width -= last.advance - last.back;
                true
            }
            Some(_) | None => false,
        }
    }

    /// Makes the edges flush.
    pub(super) fn justify(&self, line: &mut Line, room: i32) {
        let gaps = line.glyphs.len().saturating_sub(1);
        self.widen(line, room, gaps);
    }

    /// The same before a glyph that hangs.
    pub(super) fn justify_before(&self, line: &mut Line, room: i32) {
        let gaps = line.glyphs.len().saturating_sub(2);
        self.widen(line, room, gaps);
    }

    fn widen(&self, line: &mut Line, room: i32, gaps: usize) {
        let slack = room - line.width;
        let weights: Vec<i32> = (0..gaps).map(|offset| self.weight(offset, slack)).collect();
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
