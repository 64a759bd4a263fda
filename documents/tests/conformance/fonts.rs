//! The fonts, and each code a page shows.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Operation;
use lopdf::{Dictionary, Object};
use ttf_parser::GlyphId;

use super::content::pages;
use super::{File, bytes_of, is_name, unless};

/// A font, and the codes of it that pages show.
struct Font<'a> {
    name: Vec<u8>,
    about: &'a Dictionary,
    shown: BTreeSet<u16>,
}

fn fonts<'a>(file: &'a File<'_>) -> Vec<Font<'a>> {
    let mut fonts: Vec<Font<'a>> = Vec::new();
    for (operations, resources) in pages(file) {
        let listed = file.dictionary(resources, "Font").expect("fonts");
        for (name, about) in listed {
            if fonts.iter().all(|font| font.name != *name) {
                fonts.push(Font {
                    name: name.clone(),
                    about: file.at(about).as_dict().expect("a font"),
                    shown: BTreeSet::new(),
                });
            }
        }
        let mut current = None;
        for Operation { operator, operands } in &operations {
            match (operator.as_str(), operands.first()) {
                ("Tf", Some(Object::Name(name))) => {
                    current = fonts.iter_mut().find(|font| font.name == *name);
                }
                ("TJ", Some(Object::Array(items))) => {
                    let shown = &mut current.as_mut().expect("a font is set").shown;
                    for text in items.iter().filter_map(|item| item.as_str().ok()) {
                        let (codes, rest) = text.as_chunks::<2>();
                        assert!(rest.is_empty(), "half a code");
                        shown.extend(codes.iter().map(|code| u16::from_be_bytes(*code)));
                    }
                }
                _ => {}
            }
        }
    }
    fonts
}

impl<'a> Font<'a> {
    fn descendant(&self, file: &'a File<'_>) -> &'a Dictionary {
        let listed = self
            .about
            .get(b"DescendantFonts")
            .and_then(Object::as_array);
        let [descendant] = listed.expect("descendants").as_slice() else {
            panic!("one descendant")
        };
        file.at(descendant).as_dict().expect("a font")
    }
}

pub(super) fn embedded(file: &File<'_>) -> Vec<String> {
    let mut offences = Vec::new();
    for font in fonts(file) {
        let descendant = font.descendant(file);
        let system = file.dictionary(descendant, "CIDSystemInfo");
        let is_identity = system.is_some_and(|system| {
            let ordering = system.get(b"Ordering").and_then(Object::as_str);
            ordering.is_ok_and(|ordering| ordering == b"Identity")
        });
        let base = font.about.get(b"BaseFont").and_then(Object::as_name);
        let base = base.expect("a name");
        let is_tagged = base.get(6) == Some(&b'+') && base[..6].iter().all(u8::is_ascii_uppercase);
        let descriptor = file
            .dictionary(descendant, "FontDescriptor")
            .expect("a descriptor");
        let program = file.stream(descriptor, "FontFile2").map(bytes_of);
        let is_whole = program.as_ref().is_some_and(|program| {
            let length = file
                .stream(descriptor, "FontFile2")
                .expect("a stream")
                .dict
                .get(b"Length1");
            length
                .and_then(Object::as_i64)
                .is_ok_and(|length| length as usize == program.len())
                && ttf_parser::Face::parse(program, 0).is_ok()
        });
        let named =
            |of: &Dictionary, key: &[u8]| of.get(key).and_then(Object::as_name).ok() == Some(base);
        offences.extend(
            [
                unless(is_name(font.about, "Subtype", "Type0"), "kind"),
                unless(is_name(font.about, "Encoding", "Identity-H"), "encoding"),
                unless(
                    is_name(descendant, "Subtype", "CIDFontType2"),
                    "kind of descendant",
                ),
                unless(is_identity, "CIDSystemInfo"),
                unless(
                    file.stream(descendant, "CIDToGIDMap").is_some(),
                    "no CIDToGIDMap",
                ),
                unless(is_tagged, "no tag of a subset"),
                unless(
                    named(descendant, b"BaseFont") && named(descriptor, b"FontName"),
                    "name",
                ),
                unless(is_whole, "program"),
                unless(
                    !descriptor.has(b"CIDSet"),
                    "a CIDSet, which would have to be complete",
                ),
            ]
            .concat(),
        );
    }
    offences
}

/// The widths a font says, by code.
fn said_widths(file: &File<'_>, descendant: &Dictionary) -> BTreeMap<u16, f32> {
    let mut widths = BTreeMap::new();
    let said = descendant
        .get(b"W")
        .and_then(Object::as_array)
        .expect("widths");
    for pair in said.chunks(2) {
        let first = pair[0].as_i64().expect("a code");
        for (code, width) in (first..).zip(file.at(&pair[1]).as_array().expect("widths")) {
            widths.insert(code as u16, width.as_float().expect("a width"));
        }
    }
    widths
}

pub(super) fn widths(file: &File<'_>) -> Vec<String> {
    let mut offences = Vec::new();
    for font in fonts(file) {
        let descendant = font.descendant(file);
        let said = said_widths(file, descendant);
        let map = bytes_of(file.stream(descendant, "CIDToGIDMap").expect("a map"));
        let (map, _) = map.as_chunks::<2>();
        let descriptor = file
            .dictionary(descendant, "FontDescriptor")
            .expect("a descriptor");
        let Some(program) = file.stream(descriptor, "FontFile2").map(bytes_of) else {
            continue;
        };
        let Ok(face) = ttf_parser::Face::parse(&program, 0) else {
            continue;
        };
        for code in &font.shown {
            let glyph = map
                .get(usize::from(*code))
                .map_or(0, |glyph| u16::from_be_bytes(*glyph));
            offences.extend(unless(glyph != 0, format!("code {code} shows .notdef")));
            let advance = face.glyph_hor_advance(GlyphId(glyph)).unwrap_or_default();
            let drawn = f32::from(advance) * 1000.0 / f32::from(face.units_per_em());
            let said = said.get(code).copied().unwrap_or(1000.0);
            let differs = (drawn - said).abs();
            offences.extend(unless(
                differs <= 1.0,
                format!("code {code}: {said}, drawn {drawn}"),
            ));
        }
    }
    offences
}

pub(super) fn unicode(file: &File<'_>) -> Vec<String> {
    let mut offences = Vec::new();
    for font in fonts(file) {
        let Some(map) = file.stream(font.about, "ToUnicode") else {
            offences.push("no ToUnicode".to_owned());
            continue;
        };
        let map = String::from_utf8(bytes_of(map)).expect("a map is text");
        let hexadecimal = |text: &str| text.trim_matches(['<', '>']).to_owned();
        let mut texts: BTreeMap<u16, Vec<u16>> = BTreeMap::new();
        for line in map.lines() {
            if let Some((code, text)) = line
                .split_once(' ')
                .filter(|(code, _)| code.starts_with('<'))
            {
                let (code, text) = (hexadecimal(code), hexadecimal(text));
                let units = text.as_bytes().chunks(4);
                let unit = |digits: &[u8]| {
                    let digits = std::str::from_utf8(digits).expect("digits");
                    u16::from_str_radix(digits, 16).unwrap_or_default()
                };
                if let Ok(code) = u16::from_str_radix(&code, 16) {
                    texts.insert(code, units.map(unit).collect());
                }
            }
        }
        for code in &font.shown {
            let text = texts.get(code).cloned().unwrap_or_default();
            let is_text =
                !text.is_empty() && !text.iter().any(|unit| [0, 0xFEFF, 0xFFFE].contains(unit));
            offences.extend(unless(is_text, format!("code {code} means {text:?}")));
        }
    }
    offences
}
