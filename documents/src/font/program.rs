//! The font program a PDF embeds: the outlines of the glyphs a document uses, under new numbers, in
//! the six tables ISO 32000-1 (9.9) asks for. Hinting is left out (it serves screens of two colours
//! and is a fifth of the bytes); outlines are put on a coarser grid ([`super::coarse`]). A glyph that a page sets narrower or
//! wider than the face does is there once more under that width, made of the other: PDF/A (6.2.11.5)
//! wants the widths of the program and of the PDF to be the same.

use std::collections::HashMap;

use ttf_parser::{GlyphId, RawFace, Tag, loca};

use super::coarse::{Grid, Outlines as Kept};

/// Fields of the component of a compound glyph (OpenType, `glyf`).
mod component {
    pub(super) const HAS_WORDS: u16 = 0x0001;
    pub(super) const IS_PLACED: u16 = 0x0002;
    pub(super) const HAS_SCALE: u16 = 0x0008;
    pub(super) const HAS_MORE: u16 = 0x0020;
    pub(super) const HAS_TWO_SCALES: u16 = 0x0040;
    pub(super) const HAS_MATRIX: u16 = 0x0080;
    pub(super) const HAS_INSTRUCTIONS: u16 = 0x0100;
}

/// A glyph, and the width it is set with in thousandths of the em; none for its own.
pub type Sized = (u16, Option<i32>);

/// How `loca` counts (`indexToLocFormat`).
#[derive(Clone, Copy)]
enum LocationForm {
    Short = 0,
    Long = 1,
}

/// Box and number of contours, before the outline proper.
pub(super) const GLYPH_HEADER: usize = 10;

/// The first bytes of every program: outlines of the TrueType kind.
pub const KIND: [u8; 4] = [0, 1, 0, 0];

/// A face cut down to some of its glyphs.
pub struct Program {
    /// A TrueType file.
    pub bytes: Vec<u8>,
    /// The new number of each glyph that was asked for.
    pub numbers: HashMap<Sized, u16>,
}

/// Cuts `face` down to `.notdef` and `glyphs`, numbered in their order from 1. What compound glyphs
/// are made of follows. None when the font file is damaged.
pub(super) fn cut_down(
    face: &ttf_parser::Face<'_>,
    kept: &Kept,
    glyphs: &[Sized],
) -> Option<Program> {
    let mut subset = Subset {
        face,
        kept,
        grid: Grid::of(face.units_per_em()),
        glyf: face.raw_face().table(Tag::from_bytes(b"glyf"))?,
        glyphs: Vec::with_capacity(glyphs.len() + 1),
        numbers: HashMap::with_capacity(glyphs.len() + 1),
    };
    for glyph in std::iter::once(&(0, None)).chain(glyphs) {
        subset.number(*glyph)?;
    }
    let outlines = subset.outlines()?;
    let bytes = file(&subset.tables(outlines)?)?;
    Some(Program {
        bytes,
        numbers: subset.numbers,
    })
}

struct Subset<'a, 'f> {
    face: &'a ttf_parser::Face<'f>,
    kept: &'a Kept,
    grid: Grid,
    glyf: &'f [u8],
    /// The number in the face of each glyph, and its width.
    glyphs: Vec<Sized>,
    numbers: HashMap<Sized, u16>,
}

/// The table `glyf`, and where each glyph begins in it.
struct Outlines {
    data: Vec<u8>,
    starts: Vec<usize>,
}

impl Subset<'_, '_> {
    fn number(&mut self, glyph: Sized) -> Option<u16> {
        if let Some(number) = self.numbers.get(&glyph) {
            return Some(*number);
        }
        let number = u16::try_from(self.glyphs.len()).ok()?;
        self.glyphs.push(glyph);
        self.numbers.insert(glyph, number);
        Some(number)
    }

    fn outlines(&mut self) -> Option<Outlines> {
        let tables = self.face.tables();
        let loca = loca::Table::parse(
            tables.maxp.number_of_glyphs,
            tables.head.index_to_location_format,
            self.face.raw_face().table(Tag::from_bytes(b"loca"))?,
        )?;
        let glyf = self.glyf;
        let mut outlines = Outlines {
            data: Vec::with_capacity(self.glyphs.len() * 300),
            starts: Vec::with_capacity(self.glyphs.len() + 1),
        };
        // Parts of compound glyphs are added while we go.
        let mut index = 0;
        while let Some((glyph, width)) = self.glyphs.get(index).copied() {
            outlines.starts.push(outlines.data.len());
            if let Some(range) = loca.glyph_range(GlyphId(glyph)) {
                let outline = glyf.get(range)?;
                match width {
                    None => self.outline(glyph, outline, &mut outlines.data)?,
                    Some(_) => self.same_as(glyph, outline, &mut outlines.data)?,
                }
            }
            index += 1;
        }
        outlines.starts.push(outlines.data.len());
        Some(outlines)
    }

    fn outline(&mut self, number: u16, glyph: &[u8], data: &mut Vec<u8>) -> Option<()> {
        if i16::from_be_bytes(bytes(glyph, 0)?) < 0 {
            self.compound(glyph, data)?;
        } else {
            data.extend(self.kept.simple(number, self.grid, glyph)?);
        }
        // The short form of `loca` counts in twos.
        if data.len() % 2 == 1 {
            data.push(0);
        }
        Some(())
    }

    /// A compound glyph of one part, where that part is.
    fn same_as(&mut self, glyph: u16, outline: &[u8], data: &mut Vec<u8>) -> Option<()> {
        let part = self.number((glyph, None))?;
        data.extend((-1_i16).to_be_bytes());
        self.bounds(outline, data)?;
        data.extend(component::IS_PLACED.to_be_bytes());
        data.extend(part.to_be_bytes());
        data.extend([0, 0]);
        Some(())
    }

    fn compound(&mut self, glyph: &[u8], data: &mut Vec<u8>) -> Option<()> {
        data.extend(glyph.get(..2)?);
        self.bounds(glyph, data)?;
        let mut at = GLYPH_HEADER;
        loop {
            let flags = u16_at(glyph, at)?;
            let part = self.number((u16_at(glyph, at + 2)?, None))?;
            data.extend((flags & !component::HAS_INSTRUCTIONS).to_be_bytes());
            data.extend(part.to_be_bytes());
            let length = 4 + placement_length(flags);
            let placement = data.len();
            data.extend(glyph.get(at + 4..at + length)?);
            if flags & component::IS_PLACED != 0 {
                self.place(flags, data.get_mut(placement..)?)?;
            }
            at += length;
            if flags & component::HAS_MORE == 0 {
                return Some(());
            }
        }
    }

    /// The box of a glyph.
    fn bounds(&self, glyph: &[u8], data: &mut Vec<u8>) -> Option<()> {
        let mut bounds = glyph.get(2..GLYPH_HEADER)?.to_vec();
        self.grid.round_words(&mut bounds, 0, 8)?;
        data.extend(bounds);
        Some(())
    }

    /// How far a part of a compound glyph is moved.
    fn place(&self, flags: u16, placement: &mut [u8]) -> Option<()> {
        if flags & component::HAS_WORDS != 0 {
            return self.grid.round_words(placement, 0, 4);
        }
        for offset in placement.get_mut(..2)? {
            let rounded = self.grid.round(i8::from_be_bytes([*offset]).into());
            *offset = i8::try_from(rounded).unwrap_or_default().to_be_bytes()[0];
        }
        Some(())
    }

    fn tables(&self, outlines: Outlines) -> Option<[(Tag, Vec<u8>); 6]> {
        let raw = self.face.raw_face();
        let (form, loca) = locations(&outlines);
        let [mut head, mut hhea, mut maxp] = [
            table(raw, b"head")?,
            table(raw, b"hhea")?,
            table(raw, b"maxp")?,
        ];
        let count = u16::try_from(self.glyphs.len()).ok()?;
        set(&mut head, 8, &[0; 4])?;
        set(&mut head, 18, &self.grid.units_per_em().to_be_bytes())?;
        // The box of all glyphs; heights, widths and bearings of all.
        self.grid.round_words(&mut head, 36, 44)?;
        self.grid.round_words(&mut hhea, 4, 18)?;
        set(&mut head, 50, &(form as u16).to_be_bytes())?;
        set(&mut hhea, 34, &count.to_be_bytes())?;
        set(&mut maxp, 4, &count.to_be_bytes())?;
        // What hinting programs would need, from `maxTwilightPoints` to `maxSizeOfInstructions`.
        set(&mut maxp, 16, &[0; 12])?;
        self.count_compounds(&mut maxp)?;
        let tables = [
            (*b"glyf", outlines.data),
            (*b"head", head),
            (*b"hhea", hhea),
            (*b"hmtx", self.metrics()),
            (*b"loca", loca),
            (*b"maxp", maxp),
        ];
        Some(tables.map(|(tag, data)| (Tag::from_bytes(&tag), data)))
    }

    /// Says how deep compound glyphs go: one deeper than in the face, for those of another width.
    fn count_compounds(&self, maxp: &mut [u8]) -> Option<()> {
        if self.glyphs.iter().all(|(_, width)| width.is_none()) {
            return Some(());
        }
        // Points and contours of compound glyphs are at least those of simple ones.
        for (simple, compound) in [(6, 10), (8, 12)] {
            let most = u16_at(maxp, simple)?.max(u16_at(maxp, compound)?);
            set(maxp, compound, &most.to_be_bytes())?;
        }
        let parts = u16_at(maxp, 28)?.max(1);
        set(maxp, 28, &parts.to_be_bytes())?;
        let depth = u16_at(maxp, 30)?.saturating_add(1);
        set(maxp, 30, &depth.to_be_bytes())
    }

    fn metrics(&self) -> Vec<u8> {
        let metric = |(glyph, width): &Sized| {
            let glyph = GlyphId(*glyph);
            let own = self.face.glyph_hor_advance(glyph).unwrap_or_default();
            let own = i32::from(own) * 1000 / i32::from(self.face.units_per_em().max(1));
            let advance = self.grid.advance(width.unwrap_or(own));
            let bearing = self.face.glyph_hor_side_bearing(glyph).unwrap_or_default();
            let bearing = i16::try_from(self.grid.round(bearing.into())).unwrap_or_default();
            advance
                .to_be_bytes()
                .into_iter()
                .chain(bearing.to_be_bytes())
        };
        self.glyphs.iter().flat_map(metric).collect()
    }
}

/// Bytes that say where a part of a compound glyph goes.
fn placement_length(flags: u16) -> usize {
    let offset = if flags & component::HAS_WORDS == 0 {
        2
    } else {
        4
    };
    let scale = if flags & component::HAS_SCALE != 0 {
        2
    } else if flags & component::HAS_TWO_SCALES != 0 {
        4
    } else if flags & component::HAS_MATRIX != 0 {
        8
    } else {
        0
    };
    offset + scale
}

/// The table `loca` in its form.
fn locations(outlines: &Outlines) -> (LocationForm, Vec<u8>) {
    let starts = outlines.starts.iter();
    if outlines.data.len() / 2 <= usize::from(u16::MAX) {
        let half = |start: &usize| u16::try_from(start / 2).unwrap_or_default().to_be_bytes();
        (LocationForm::Short, starts.flat_map(half).collect())
    } else {
        let whole = |start: &usize| u32::try_from(*start).unwrap_or_default().to_be_bytes();
        (LocationForm::Long, starts.flat_map(whole).collect())
    }
}

/// A TrueType file of these tables, which are sorted by their names.
fn file(tables: &[(Tag, Vec<u8>); 6]) -> Option<Vec<u8>> {
    const DIRECTORY: usize = 12 + 6 * 16;
    let size = tables.iter().map(|(_, data)| data.len() + 3).sum::<usize>();
    let mut file = Vec::with_capacity(DIRECTORY + size);
    file.extend(KIND);
    // Six tables, and 4 × 16, log2 4, 6 × 16 - 4 × 16 for binary search.
    for half in [6_u16, 64, 2, 32] {
        file.extend(half.to_be_bytes());
    }
    let mut start = DIRECTORY;
    for (tag, data) in tables {
        let length = u32::try_from(data.len()).ok()?;
        for word in [tag.0, checksum(data), u32::try_from(start).ok()?, length] {
            file.extend(word.to_be_bytes());
        }
        start += data.len().next_multiple_of(4);
    }
    let mut head = 0;
    for (tag, data) in tables {
        if *tag == Tag::from_bytes(b"head") {
            head = file.len();
        }
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file));
    set(&mut file, head + 8, &adjustment.to_be_bytes())?;
    Some(file)
}

/// Sum of the words, the last filled up with zeros.
fn checksum(data: &[u8]) -> u32 {
    let (words, rest) = data.as_chunks::<4>();
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    let sum = |sum: u32, word: &[u8; 4]| sum.wrapping_add(u32::from_be_bytes(*word));
    words.iter().chain([&last]).fold(0, sum)
}

fn table(raw: &RawFace<'_>, name: &[u8; 4]) -> Option<Vec<u8>> {
    Some(raw.table(Tag::from_bytes(name))?.to_vec())
}

fn set(data: &mut [u8], at: usize, value: &[u8]) -> Option<()> {
    data.get_mut(at..at + value.len())?.copy_from_slice(value);
    Some(())
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes(data, at)?))
}

fn bytes<const N: usize>(data: &[u8], at: usize) -> Option<[u8; N]> {
    data.get(at..at + N)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use ttf_parser::{Face, GlyphId, OutlineBuilder, Tag};

    use super::cut_down;

    static MINCHO: &[u8] = include_bytes!("../../assets/fonts/BIZUDMincho-Regular.ttf");
    static GOTHIC: &[u8] = include_bytes!("../../assets/fonts/BIZUDGothic-Bold.ttf");

    /// Everything that is drawn, in order.
    #[derive(Default, PartialEq, Debug)]
    struct Drawn(Vec<(char, [f32; 4])>);

    impl OutlineBuilder for Drawn {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(('m', [x, y, 0.0, 0.0]));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(('l', [x, y, 0.0, 0.0]));
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0.push(('q', [x1, y1, x, y]));
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, _: f32, _: f32) {
            self.0.push(('c', [x1, y1, x2, y2]));
        }
        fn close(&mut self) {
            self.0.push(('z', [0.0; 4]));
        }
    }

    fn drawn(face: &Face<'_>, glyph: u16) -> Drawn {
        let mut drawn = Drawn::default();
        face.outline_glyph(GlyphId(glyph), &mut drawn);
        drawn
    }

    /// The same on our grid, but for rounding.
    fn assert_same(face: &Drawn, cut: &Drawn, of: &str) {
        let scale = super::super::coarse::UNITS as f32 / 2048.0;
        assert_eq!(face.0.len(), cut.0.len(), "{of}");
        for ((kind, one), (other_kind, other)) in face.0.iter().zip(&cut.0) {
            assert_eq!(kind, other_kind, "{of}");
            for (one, other) in one.iter().zip(other) {
                assert!((one * scale - other).abs() <= 0.51, "{of}: {one}, {other}");
            }
        }
    }

    fn none_of(face: &Face<'_>) -> super::Kept {
        super::Kept::none_of(face.number_of_glyphs())
    }

    fn with_own_width(glyphs: &[u16]) -> Vec<super::Sized> {
        glyphs.iter().map(|glyph| (*glyph, None)).collect()
    }

    fn check(data: &[u8], glyphs: &[u16]) {
        let face = Face::parse(data, 0).unwrap();
        let program = cut_down(&face, &none_of(&face), &with_own_width(glyphs)).unwrap();
        let cut = Face::parse(&program.bytes, 0).unwrap();
        assert!(cut.raw_face().table(Tag::from_bytes(b"fpgm")).is_none());
        for glyph in glyphs {
            let number = program.numbers[&(*glyph, None)];
            let of = format!("glyph {glyph}");
            assert_same(&drawn(&face, *glyph), &drawn(&cut, number), &of);
            let thousandths =
                |face: &Face<'_>, length: i32| length * 1000 / i32::from(face.units_per_em());
            let advance = |face: &Face<'_>, glyph| {
                thousandths(face, face.glyph_hor_advance(GlyphId(glyph)).unwrap().into())
            };
            assert!(
                advance(&face, *glyph).abs_diff(advance(&cut, number)) <= 1,
                "{of}"
            );
            let bearing = |face: &Face<'_>, glyph| {
                thousandths(
                    face,
                    face.glyph_hor_side_bearing(GlyphId(glyph)).unwrap().into(),
                )
            };
            assert!(
                bearing(&face, *glyph).abs_diff(bearing(&cut, number)) <= 2,
                "{of}"
            );
        }
    }

    #[test]
    fn every_glyph_is_drawn_as_in_the_face_it_comes_from() {
        for data in [MINCHO, GOTHIC] {
            let count = Face::parse(data, 0).unwrap().number_of_glyphs();
            let all: Vec<u16> = (1..count).rev().collect();
            check(data, &all);
            for few in all.chunks(500).step_by(4) {
                check(data, few);
            }
        }
    }

    #[test]
    fn a_glyph_of_another_width_is_drawn_as_its_own() {
        for data in [MINCHO, GOTHIC] {
            let face = Face::parse(data, 0).unwrap();
            let glyph = face.glyph_index('。').unwrap().0;
            let blank = face.glyph_index('\u{3000}').unwrap().0;
            let asked = [(glyph, Some(500)), (glyph, None), (blank, Some(250))];
            let program = cut_down(&face, &none_of(&face), &asked).unwrap();
            let cut = Face::parse(&program.bytes, 0).unwrap();
            for (glyph, width) in asked {
                let number = program.numbers[&(glyph, width)];
                assert_same(&drawn(&face, glyph), &drawn(&cut, number), "a mark");
                let advance = cut.glyph_hor_advance(GlyphId(number)).unwrap();
                assert_eq!(i32::from(advance) * 2, width.unwrap_or(1000));
            }
            assert_eq!(program.numbers.len(), 4);
        }
    }

    #[test]
    fn the_checksum_of_a_file_is_the_number_the_format_wants() {
        let face = Face::parse(GOTHIC, 0).unwrap();
        let program = cut_down(&face, &none_of(&face), &with_own_width(&[40, 41, 42])).unwrap();
        assert_eq!(super::checksum(&program.bytes), 0xB1B0_AFBA);
        assert_eq!(program.numbers[&(40, None)], 1);
    }

    #[test]
    fn the_parts_of_a_compound_glyph_follow_under_new_numbers() {
        let face = Face::parse(GOTHIC, 0).unwrap();
        let mut subset = super::Subset {
            face: &face,
            kept: &none_of(&face),
            grid: super::Grid::of(2048),
            glyf: &[],
            glyphs: vec![(0, None)],
            numbers: [((0, None), 0)].into(),
        };
        // Part 300 in words and with a scale, more to come; part 7 in bytes, with instructions.
        let head = [0xFF, 0xFF, 0, 1, 0, 2, 0, 3, 0, 4];
        let parts = [0, 0x29, 0x01, 0x2C, 1, 2, 3, 4, 5, 6, 1, 0, 0, 7, 8, 9];
        let instructions = [0, 2, 0xAA, 0xBB];
        let glyph = [&head[..], &parts, &instructions].concat();
        let mut data = Vec::new();
        subset.outline(5, &glyph, &mut data).unwrap();
        let expected = [0, 0x29, 0, 1, 1, 2, 3, 4, 5, 6, 0, 0, 0, 2, 8, 9];
        let head = [0xFF, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1];
        assert_eq!(data, [&head[..], &expected].concat());
        assert_eq!(subset.glyphs, with_own_width(&[0, 300, 7]));
    }

    #[test]
    fn a_glyph_that_is_not_there_has_no_outline() {
        let face = Face::parse(GOTHIC, 0).unwrap();
        let program = cut_down(&face, &none_of(&face), &[(u16::MAX, None)]).unwrap();
        let cut = Face::parse(&program.bytes, 0).unwrap();
        assert_eq!(drawn(&cut, 1), Drawn::default());
    }
}
