//! 出力インテント: what the colours of the pages mean (PDF/A, 6.2.3). The profile is sRGB as IEC 61966-2-1
//! defines it, written here from its numbers: 500 bytes, without a licence of anybody.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::number;

const NAME: &str = "sRGB IEC61966-2.1";
const COPYRIGHT: &str = "No copyright, use freely";
/// Head and table of tags, before the tags themselves.
const HEADER: usize = 128;
/// The white of the profile connection space (D50) in 1/65536.
const WHITE: [u32; 3] = [0xF6D6, 0x1_0000, 0xD32D];
/// Red, green and blue under that white. Their sum is the white.
const RED: [u32; 3] = [0x6FA0, 0x38F5, 0x0390];
const GREEN: [u32; 3] = [0x6296, 0xB786, 0x18DA];
const BLUE: [u32; 3] = [0x24A0, 0x0F85, 0xB6C3];
/// From D65, the white of a screen, to D50 (Bradford).
const ADAPTATION: [u32; 9] = [
    0x0001_0C42,
    0x0000_05DE,
    0xFFFF_F325,
    0x0000_0793,
    0x0000_FD90,
    0xFFFF_FBA1,
    0xFFFF_FDA2,
    0x0000_03DC,
    0x0000_C06E,
];
/// The curve of sRGB: 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045.
const CURVE: [u32; 5] = [0x0002_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B];

/// Adds the intent; belongs in the catalog's `OutputIntents`.
pub(super) fn write_output_intent(document: &mut Document) -> ObjectId {
    let about = dictionary! { "N" => number(3), "Alternate" => "DeviceRGB" };
    let profile = document.add_object(Stream::new(about, profile()));
    document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal(NAME),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => Object::string_literal(NAME),
        "DestOutputProfile" => profile,
    })
}

/// A display profile of version 4.2 (ISO 15076-1): primaries, white and one curve for all three.
fn profile() -> Vec<u8> {
    let curve = with_head(
        *b"para",
        &[&[0, 3, 0, 0], words(&CURVE).as_slice()].concat(),
    );
    let tags: [([u8; 4], Vec<u8>); 10] = [
        (*b"desc", localized(NAME)),
        (*b"cprt", localized(COPYRIGHT)),
        (*b"wtpt", with_head(*b"XYZ ", &words(&WHITE))),
        (*b"chad", with_head(*b"sf32", &words(&ADAPTATION))),
        (*b"rXYZ", with_head(*b"XYZ ", &words(&RED))),
        (*b"gXYZ", with_head(*b"XYZ ", &words(&GREEN))),
        (*b"bXYZ", with_head(*b"XYZ ", &words(&BLUE))),
        (*b"rTRC", curve.clone()),
        (*b"gTRC", curve.clone()),
        (*b"bTRC", curve),
    ];
    let mut table = word(tags.len()).to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = HEADER + 4 + 12 * tags.len();
    let mut last: Option<(&Vec<u8>, usize)> = None;
    for (name, content) in &tags {
        // Equal tags that follow each other share their place.
        let place = match last {
            Some((same, place)) if same == content => place,
            Some(_) | None => {
                let place = start + data.len();
                data.extend(content);
                data.resize(data.len().next_multiple_of(4), 0);
                place
            }
        };
        last = Some((content, place));
        table.extend(name);
        table.extend(word(place));
        table.extend(word(content.len()));
    }
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = word(size).to_vec();
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // 2026-04-01, so that the profile is the same in every file.
    header.extend([2026_u16, 4, 1, 0, 0, 0].map(u16::to_be_bytes).concat());
    header.extend(b"acsp");
    // Platform, flags, device, attributes, rendering intent: none, perceptual.
    header.extend([0; 28]);
    header.extend(words(&WHITE));
    header.resize(HEADER, 0);
    header
}

/// A text in one language (`mluc`).
fn localized(text: &str) -> Vec<u8> {
    let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut content = [word(1), word(12)].concat();
    content.extend(b"enUS");
    content.extend(word(text.len()));
    content.extend(word(28));
    content.extend(text);
    with_head(*b"mluc", &content)
}

fn with_head(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    [&kind, [0; 4].as_slice(), content].concat()
}

fn words(values: &[u32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect()
}

fn word(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or_default().to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_primaries_add_up_to_the_white() {
        for axis in 0..3 {
            assert_eq!(RED[axis] + GREEN[axis] + BLUE[axis], WHITE[axis]);
        }
    }

    #[test]
    fn the_profile_says_how_long_it_is_and_where_its_tags_are() {
        let profile = profile();
        let at = |place: usize| {
            let bytes = profile[place..place + 4].try_into().unwrap();
            u32::from_be_bytes(bytes) as usize
        };
        assert_eq!(at(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(at(HEADER), 10);
        for tag in 0..10 {
            let entry = HEADER + 4 + 12 * tag;
            let (place, length) = (at(entry + 4), at(entry + 8));
            assert!(place % 4 == 0 && place + length <= profile.len());
            assert_eq!(at(place + 4), 0);
        }
    }
}
