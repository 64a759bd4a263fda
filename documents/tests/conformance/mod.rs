//! What PDF/A-2u (and 3u, for what carries its manifest) asks of the files we make: ISO 19005-2, clause by
//! clause, as far as our files have anything to do with it. Each requirement is a function that names what
//! offends it. The standard has more: pictures, forms, annotations and signatures, of which
//! [`NOTHING_OF`] proves that there are none.

mod content;
mod fonts;
mod xmp;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, Stream};

/// A file, as bytes and as objects.
pub(crate) struct File<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) document: Document,
}

type Requirement = (&'static str, fn(&File<'_>) -> Vec<String>);

/// Every requirement we claim, by its clause.
pub(crate) const REQUIREMENTS: [Requirement; 14] = [
    ("6.1.2 head of the file", head),
    ("6.1.3 trailer", trailer),
    ("6.1.7 streams", streams),
    ("6.1.13 limits", limits),
    ("6.2.2 content and its resources", content::content),
    ("6.2.3 output intent", output_intent),
    ("6.2.4 colours", content::colours),
    ("6.2.10 no transparency", transparency),
    ("6.2.11 fonts are embedded", fonts::embedded),
    ("6.2.11.5 widths of glyphs", fonts::widths),
    ("6.2.11.7 every character has its Unicode", fonts::unicode),
    ("6.3–6.5, 6.9–6.11 nothing that acts or changes", active),
    ("6.6 XMP", xmp::xmp),
    ("6.8 attachments", attachments),
];

/// Keys of dictionaries that have no place in our files.
pub(crate) const NOTHING_OF: [&str; 23] = [
    "AA",
    "AcroForm",
    "AlternatePresentations",
    "Alternates",
    "Annots",
    "Encrypt",
    "FDecodeParms",
    "FFilter",
    "HTP",
    "JS",
    "JavaScript",
    "OCProperties",
    "OPI",
    "OpenAction",
    "PS",
    "Perms",
    "PresSteps",
    "Requirements",
    "TR",
    "TR2",
    "XFA",
    "NeedAppearances",
    "NeedsRendering",
];

/// What a file offends.
pub(crate) fn offences(bytes: &[u8]) -> Vec<String> {
    let document = match Document::load_mem(bytes) {
        Ok(document) => document,
        Err(error) => return vec![format!("cannot be read: {error}")],
    };
    let file = File { bytes, document };
    let of = |(clause, check): &Requirement| {
        let clause = *clause;
        let found = check(&file).into_iter();
        found.map(move |offence| format!("{clause}: {offence}"))
    };
    REQUIREMENTS.iter().flat_map(of).collect()
}

impl File<'_> {
    pub(crate) fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("there is a catalog")
    }

    /// What an object stands for.
    pub(crate) fn at<'a>(&'a self, object: &'a Object) -> &'a Object {
        match object {
            Object::Reference(id) => self.document.get_object(*id).expect("it is in the file"),
            other => other,
        }
    }

    pub(crate) fn dictionary<'a>(
        &'a self,
        of: &'a Dictionary,
        key: &str,
    ) -> Option<&'a Dictionary> {
        self.at(of.get(key.as_bytes()).ok()?).as_dict().ok()
    }

    pub(crate) fn stream<'a>(&'a self, of: &'a Dictionary, key: &str) -> Option<&'a Stream> {
        self.at(of.get(key.as_bytes()).ok()?).as_stream().ok()
    }

    /// Every dictionary, also those of streams and those within others.
    fn dictionaries(&self) -> Vec<&Dictionary> {
        let mut found = Vec::new();
        for object in self.document.objects.values() {
            collect(object, &mut found);
        }
        found
    }
}

fn collect<'a>(object: &'a Object, found: &mut Vec<&'a Dictionary>) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        Object::Array(items) => return items.iter().for_each(|item| collect(item, found)),
        _ => return,
    };
    found.push(dictionary);
    dictionary
        .iter()
        .for_each(|(_, value)| collect(value, found));
}

/// An offence when it does not hold.
pub(crate) fn unless(holds: bool, offence: impl Into<String>) -> Vec<String> {
    if holds {
        Vec::new()
    } else {
        vec![offence.into()]
    }
}

pub(crate) fn bytes_of(stream: &Stream) -> Vec<u8> {
    if stream.dict.has(b"Filter") {
        stream.decompressed_content().expect("it can be unpacked")
    } else {
        stream.content.clone()
    }
}

pub(crate) fn is_name(dictionary: &Dictionary, key: &str, wanted: &str) -> bool {
    let name = dictionary.get(key.as_bytes()).and_then(Object::as_name);
    name.is_ok_and(|name| name == wanted.as_bytes())
}

fn head(file: &File<'_>) -> Vec<String> {
    let mut lines = file.bytes.split(|byte| *byte == b'\n');
    let version = lines.next().unwrap_or_default();
    let comment = lines.next().unwrap_or_default();
    let is_version =
        version.starts_with(b"%PDF-1.") && matches!(version.get(7..), Some([b'0'..=b'7']));
    let is_binary =
        comment.first() == Some(&b'%') && 4 <= comment.iter().filter(|byte| 127 < **byte).count();
    [unless(is_version, "version"), unless(is_binary, "comment")].concat()
}

fn trailer(file: &File<'_>) -> Vec<String> {
    let id = file.document.trailer.get(b"ID").and_then(Object::as_array);
    let is_id = id.is_ok_and(|id| id.len() == 2 && id.iter().all(|half| half.as_str().is_ok()));
    let ends = |end: &[u8]| {
        file.bytes
            .windows(end.len())
            .filter(|part| *part == end)
            .count()
    };
    [
        unless(is_id, "no /ID"),
        unless(!file.document.trailer.has(b"Encrypt"), "encrypted"),
        unless(file.bytes.ends_with(b"%%EOF\n"), "something after the end"),
        unless(ends(b"startxref") == 1, "more than one end"),
    ]
    .concat()
}

fn streams(file: &File<'_>) -> Vec<String> {
    let mut offences = Vec::new();
    for (number, entry) in &file.document.reference_table.entries {
        let XrefEntry::Normal { offset, .. } = entry else {
            continue;
        };
        let raw = &file.bytes[*offset as usize..];
        let head = format!("{number} 0 obj\n");
        offences.extend(unless(
            raw.starts_with(head.as_bytes()),
            format!("head of {number}"),
        ));
        let Ok(Object::Stream(stream)) = file.document.get_object((*number, 0)) else {
            continue;
        };
        let start = raw.windows(7).position(|part| part == b"stream\n");
        let is_framed = start.is_some_and(|start| {
            // As it stands in the file: lopdf changes it when it unpacks a stream.
            let head = String::from_utf8_lossy(&raw[..start]).into_owned();
            let length = head.split_once("/Length ").and_then(|(_, rest)| {
                let digits = rest.split(|other: char| !other.is_ascii_digit()).next()?;
                digits.parse::<usize>().ok()
            });
            let end = length.and_then(|length| raw.get(start + 7 + length..));
            end.is_some_and(|end| end.starts_with(b"\nendstream\nendobj\n"))
        });
        offences.extend(unless(is_framed, format!("length of {number}")));
        let filter = stream.dict.get(b"Filter").and_then(Object::as_name);
        let is_usual =
            filter.is_ok_and(|name| name == b"FlateDecode") || !stream.dict.has(b"Filter");
        offences.extend(unless(is_usual, format!("filter of {number}")));
        offences.extend(unless(
            !stream.dict.has(b"F"),
            format!("{number} is elsewhere"),
        ));
    }
    offences
}

fn limits(file: &File<'_>) -> Vec<String> {
    fn check(object: &Object, offences: &mut Vec<String>) {
        match object {
            Object::Integer(value) => {
                offences.extend(unless(i32::try_from(*value).is_ok(), format!("{value}")));
            }
            Object::Real(value) => offences.extend(unless(value.is_finite(), "a number")),
            Object::String(text, _) => {
                offences.extend(unless(text.len() <= 32_767, "a long string"));
            }
            Object::Name(name) => offences.extend(unless(name.len() <= 127, "a long name")),
            Object::Array(items) => items.iter().for_each(|item| check(item, offences)),
            Object::Dictionary(dictionary) => within(dictionary, offences),
            Object::Stream(stream) => within(&stream.dict, offences),
            Object::Null | Object::Boolean(_) | Object::Reference(_) => {}
        }
    }
    fn within(dictionary: &Dictionary, offences: &mut Vec<String>) {
        for (name, value) in dictionary {
            offences.extend(unless(name.len() <= 127, "a long key"));
            check(value, offences);
        }
    }
    let mut offences = unless(file.document.objects.len() < 8_388_607, "many objects");
    for object in file.document.objects.values() {
        check(object, &mut offences);
    }
    for page in file.document.page_iter() {
        let page = file.document.get_dictionary(page).expect("a page");
        let edges = page
            .get(b"MediaBox")
            .and_then(Object::as_array)
            .expect("a box");
        for edge in &edges[2..] {
            let length = edge.as_float().expect("a number");
            offences.extend(unless((3.0..=14_400.0).contains(&length), "size of a page"));
        }
    }
    offences
}

fn output_intent(file: &File<'_>) -> Vec<String> {
    let Ok(intents) = file
        .catalog()
        .get(b"OutputIntents")
        .and_then(Object::as_array)
    else {
        return vec!["none".to_owned()];
    };
    let [intent] = intents.as_slice() else {
        return vec![format!("{} of them", intents.len())];
    };
    let intent = file.at(intent).as_dict().expect("a dictionary");
    let Some(profile) = file.stream(intent, "DestOutputProfile") else {
        return vec!["no profile".to_owned()];
    };
    let is_rgb = profile
        .dict
        .get(b"N")
        .and_then(Object::as_i64)
        .is_ok_and(|n| n == 3);
    let profile = bytes_of(profile);
    let says = |range: std::ops::Range<usize>, wanted: &[u8]| profile.get(range) == Some(wanted);
    let size = u32::try_from(profile.len())
        .expect("a small profile")
        .to_be_bytes();
    [
        unless(is_name(intent, "S", "GTS_PDFA1"), "not for PDF/A"),
        unless(intent.has(b"OutputConditionIdentifier"), "no identifier"),
        unless(is_rgb && says(16..20, b"RGB "), "not of three colours"),
        unless(says(36..40, b"acsp") && says(0..4, &size), "not a profile"),
        unless(says(12..16, b"mntr"), "not of a screen"),
        unless(
            profile.get(8).is_some_and(|version| *version <= 4),
            "too new",
        ),
    ]
    .concat()
}

/// There is none; so that nothing needs a blending space either.
fn transparency(file: &File<'_>) -> Vec<String> {
    let mut offences = Vec::new();
    for dictionary in file.dictionaries() {
        for key in ["SMask", "Group", "CA", "ca", "BM"] {
            offences.extend(unless(!dictionary.has(key.as_bytes()), key));
        }
    }
    offences
}

fn active(file: &File<'_>) -> Vec<String> {
    let mut offences = Vec::new();
    for dictionary in file.dictionaries() {
        for key in NOTHING_OF {
            offences.extend(unless(!dictionary.has(key.as_bytes()), key));
        }
        let is_action = is_name(dictionary, "Type", "Action") || dictionary.has(b"URI");
        offences.extend(unless(!is_action, "an action"));
        let is_picture =
            is_name(dictionary, "Type", "XObject") && !is_name(dictionary, "Subtype", "Form");
        offences.extend(unless(!is_picture, "a picture"));
    }
    if let Some(names) = file.dictionary(file.catalog(), "Names") {
        let known = names.iter().all(|(name, _)| name == b"EmbeddedFiles");
        offences.extend(unless(known, "other names than those of attachments"));
    }
    offences
}

fn attachments(file: &File<'_>) -> Vec<String> {
    let is_file = |dictionary: &&Dictionary| is_name(dictionary, "Type", "Filespec");
    let files: Vec<_> = file.dictionaries().into_iter().filter(is_file).collect();
    let part = xmp::part(file);
    let mut offences = unless(
        files.is_empty() == (part == Some(2)),
        "an attachment that is not PDF/A needs part 3, and only that",
    );
    let associated = file.catalog().get(b"AF").and_then(Object::as_array);
    let associated = associated.map_or(0, Vec::len);
    offences.extend(unless(associated == files.len(), "not associated"));
    for attached in files {
        for key in ["F", "UF", "AFRelationship"] {
            offences.extend(unless(attached.has(key.as_bytes()), format!("no {key}")));
        }
        let embedded = file.dictionary(attached, "EF");
        let embedded = embedded.and_then(|embedded| file.stream(embedded, "F"));
        let about = embedded.map(|stream| &stream.dict);
        let is_typed =
            about.is_some_and(|about| about.get(b"Subtype").and_then(Object::as_name).is_ok());
        offences.extend(unless(is_typed, "no media type"));
        let parameters = about.and_then(|about| file.dictionary(about, "Params"));
        let is_dated = parameters.is_some_and(|parameters| parameters.has(b"ModDate"));
        offences.extend(unless(is_dated, "no date"));
    }
    offences
}
