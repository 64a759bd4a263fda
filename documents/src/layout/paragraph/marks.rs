//! 下線 and ルビ: room for readings before lines are broken, and the place of every mark after.

use super::spacing::Spaced;
use super::{Glyph, Line, LineMark};
use crate::shape::{Cluster, MarkKind, ShapedText};

/// Widens what is narrower than its reading, and keeps together what is under one.
pub(super) fn make_room(text: &ShapedText, allowed: &mut [bool], spaced: &mut [Spaced]) {
    for mark in &text.marks {
        let MarkKind::Ruby(reading) = &mark.kind else {
            continue;
        };
        for index in mark.range.clone().skip(1) {
            allowed[index] = false;
        }
        let base = &mut spaced[mark.range.clone()];
        let width: i32 = base.iter().map(Spaced::width).sum();
        let missing = ruby_width(reading) - width;
        let count = i32::try_from(base.len()).unwrap_or(i32::MAX);
        if 0 < missing {
            // Equally around each character: half a share before it, half after.
            let share = (missing + count - 1) / count;
            for spaced in base {
                spaced.back -= share / 2;
                spaced.advance += share - share / 2;
            }
        }
    }
}

/// Says on each line where its marks are.
pub(super) fn place(text: &ShapedText, lines: &mut [Line]) {
    let mut start = 0;
    for line in lines {
        let end = start + line.glyphs.len();
        for mark in &text.marks {
            let first = mark.range.start.max(start);
            let last = mark.range.end.min(end);
            if last <= first {
                continue;
            }
            let (from, to) = extent(line, first - start, last - start);
            line.marks.push(match &mark.kind {
                MarkKind::Underline => LineMark {
                    from,
                    to,
                    ruby: Vec::new(),
                },
                MarkKind::Ruby(reading) => centred(reading, from, to),
            });
        }
        start = end;
    }
}

/// Left and right end of some glyphs of a line.
fn extent(line: &Line, first: usize, last: usize) -> (i32, i32) {
    let step = |glyph: &Glyph| glyph.advance + glyph.stretch - glyph.back;
    let before: i32 = line.glyphs[..first].iter().map(step).sum();
    let within: i32 = line.glyphs[first..last].iter().map(step).sum();
    // What is added after the last to make the edges flush is not under the mark.
    let after = line.glyphs[last - 1].stretch.max(0);
    let from = line.indent + before;
    (from, from + within - after)
}

fn ruby_width(reading: &[Cluster]) -> i32 {
    reading.iter().map(|cluster| cluster.advance).sum::<i32>() / 2
}

/// A reading over the middle of what it reads, spread when it is shorter.
fn centred(reading: &[Cluster], from: i32, to: i32) -> LineMark {
    let slack = to - from - ruby_width(reading);
    let count = i32::try_from(reading.len()).unwrap_or(i32::MAX).max(1);
    // In thousandths of the em of the reading, which is half as large.
    let share = (2 * slack / count).max(0);
    let glyph = |cluster: &Cluster| Glyph {
        face: cluster.face,
        id: cluster.glyph,
        base: cluster.base,
        mark: cluster.mark,
        back: 0,
        advance: cluster.advance,
        stretch: share,
    };
    let start = from + slack.min(0) / 2 + share / 4;
    LineMark {
        from: start,
        to,
        ruby: reading.iter().map(glyph).collect(),
    }
}
