//! Outlines on a coarser grid: a face draws on 2,048 units to the em, a printed page shows five hundred at
//! most (at 10.5 points, a unit is 0.02 points, a sixth of a dot at 600 dpi), and small numbers take fewer
//! bytes. Only numbers are rounded: points, curves and contours stay what they are.

use std::sync::OnceLock;

use super::program::GLYPH_HEADER;

/// Units to the em of what is embedded. Twice as many make the thousandths a PDF counts in.
pub(super) const UNITS: i32 = 500;

/// Outlines of a face on our grid by the number of the glyph, kept as long as the face: a document asks for the same
/// ones as the last.
pub(super) struct Outlines(Vec<OnceLock<Box<[u8]>>>);

impl Outlines {
    /// None is made yet of a face of so many glyphs.
    pub(super) fn none_of(glyph_count: u16) -> Self {
        Self((0..glyph_count).map(|_| OnceLock::new()).collect())
    }

    /// The outline of a simple glyph; made when it is not there. None when it is damaged.
    pub(super) fn simple(&self, number: u16, grid: Grid, glyph: &[u8]) -> Option<&[u8]> {
        let kept = self.0.get(usize::from(number))?;
        if let Some(outline) = kept.get() {
            return Some(outline);
        }
        let mut outline = Vec::with_capacity(glyph.len());
        grid.simple(glyph, &mut outline)?;
        Some(kept.get_or_init(|| outline.into()))
    }
}

/// From the grid of a face to ours.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    from: i32,
    to: i32,
}

/// Flags of a point (OpenType, `glyf`).
mod point {
    pub(super) const IS_ON_CURVE: u8 = 0x01;
    pub(super) const X_IS_SHORT: u8 = 0x02;
    pub(super) const Y_IS_SHORT: u8 = 0x04;
    pub(super) const REPEATS: u8 = 0x08;
    pub(super) const X_IS_SAME_OR_POSITIVE: u8 = 0x10;
    pub(super) const Y_IS_SAME_OR_POSITIVE: u8 = 0x20;
    pub(super) const OVERLAPS: u8 = 0x40;
}

impl Grid {
    /// A face whose grid is no finer keeps it.
    pub(super) fn of(units_per_em: u16) -> Self {
        let from = i32::from(units_per_em).max(1);
        let to = from.min(UNITS);
        Self { from, to }
    }

    pub(super) fn units_per_em(self) -> u16 {
        u16::try_from(self.to).unwrap_or_default()
    }

    /// To the nearest unit.
    pub(super) fn round(self, length: i32) -> i32 {
        (2 * length * self.to + self.from).div_euclid(2 * self.from)
    }

    /// An advance, so that it is within a thousandth of the em of what the PDF says.
    pub(super) fn advance(self, thousandths: i32) -> u16 {
        u16::try_from((thousandths * self.to + 500) / 1000).unwrap_or_default()
    }

    /// The numbers of two bytes in a table from `start` to `end`.
    pub(super) fn round_words(self, data: &mut [u8], start: usize, end: usize) -> Option<()> {
        for word in data.get_mut(start..end)?.as_chunks_mut::<2>().0 {
            *word = self.word(i16::from_be_bytes(*word)).to_be_bytes();
        }
        Some(())
    }

    /// A simple glyph without its instructions. None when it is damaged.
    fn simple(self, glyph: &[u8], data: &mut Vec<u8>) -> Option<()> {
        let contours = usize::from(u16::from_be_bytes(two(glyph, 0)?));
        let instructions = GLYPH_HEADER + 2 * contours;
        let mut header = glyph.get(..instructions)?.to_vec();
        self.round_words(&mut header, 2, GLYPH_HEADER)?;
        data.extend(header);
        data.extend([0, 0]);
        if contours == 0 {
            return Some(());
        }
        let count = usize::from(u16::from_be_bytes(two(glyph, instructions - 2)?)) + 1;
        let length = usize::from(u16::from_be_bytes(two(glyph, instructions)?));
        let mut rest = glyph.get(instructions + 2 + length..)?;
        let flags = flags(&mut rest, count)?;
        let x = coordinates(
            &mut rest,
            &flags,
            point::X_IS_SHORT,
            point::X_IS_SAME_OR_POSITIVE,
        )?;
        let y = coordinates(
            &mut rest,
            &flags,
            point::Y_IS_SHORT,
            point::Y_IS_SAME_OR_POSITIVE,
        )?;
        let mut kept: Vec<u8> = flags
            .iter()
            .map(|flag| flag & (point::IS_ON_CURVE | point::OVERLAPS))
            .collect();
        let x = self.steps(
            &x,
            &mut kept,
            point::X_IS_SHORT,
            point::X_IS_SAME_OR_POSITIVE,
        );
        let y = self.steps(
            &y,
            &mut kept,
            point::Y_IS_SHORT,
            point::Y_IS_SAME_OR_POSITIVE,
        );
        for same in kept.chunk_by(|one, other| one == other) {
            for part in same.chunks(256) {
                match (part.first(), u8::try_from(part.len() - 1)) {
                    (Some(flag), Ok(more)) if 1 < more => {
                        data.extend([flag | point::REPEATS, more])
                    }
                    _ => data.extend(part),
                }
            }
        }
        data.extend(x);
        data.extend(y);
        Some(())
    }

    fn word(self, length: i16) -> i16 {
        i16::try_from(self.round(length.into())).unwrap_or_default()
    }

    /// From one point to the next, on our grid.
    fn steps(self, places: &[i32], flags: &mut [u8], short: u8, positive: u8) -> Vec<u8> {
        let mut data = Vec::with_capacity(places.len());
        let mut last = 0;
        for (place, flag) in places.iter().zip(flags) {
            let place = self.round(*place);
            let step = place - last;
            last = place;
            match (step, u8::try_from(step.unsigned_abs())) {
                (0, _) => *flag |= positive,
                (_, Ok(length)) => {
                    *flag |= if 0 < step { short | positive } else { short };
                    data.push(length);
                }
                (_, Err(_)) => {
                    data.extend(i16::try_from(step).unwrap_or_default().to_be_bytes());
                }
            }
        }
        data
    }
}

fn flags(rest: &mut &[u8], count: usize) -> Option<Vec<u8>> {
    let mut flags = Vec::with_capacity(count);
    while flags.len() < count {
        let flag = *rest.split_off_first()?;
        let more = if flag & point::REPEATS == 0 {
            0
        } else {
            *rest.split_off_first()?
        };
        flags.extend(std::iter::repeat_n(flag, usize::from(more) + 1));
    }
    (flags.len() == count).then_some(flags)
}

/// Places of the points on one axis.
fn coordinates(rest: &mut &[u8], flags: &[u8], short: u8, positive: u8) -> Option<Vec<i32>> {
    let mut places = Vec::with_capacity(flags.len());
    let mut place = 0_i32;
    for flag in flags {
        place += match (flag & short != 0, flag & positive != 0) {
            (true, true) => i32::from(*rest.split_off_first()?),
            (true, false) => -i32::from(*rest.split_off_first()?),
            (false, true) => 0,
            (false, false) => {
                let step = rest.split_off(..2)?;
                i32::from(i16::from_be_bytes(step.try_into().ok()?))
            }
        };
        places.push(place);
    }
    Some(places)
}

fn two(data: &[u8], at: usize) -> Option<[u8; 2]> {
    data.get(at..at + 2)?.try_into().ok()
}
