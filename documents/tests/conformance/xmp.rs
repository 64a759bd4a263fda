//! The XMP: well formed, labelled, consistent with the document information, nothing undescribed.

use lopdf::{Dictionary, Object};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{File, is_name, unless};

/// Properties of PDF/A (6.6.2.3.2), of those we write.
const PREDEFINED: [&str; 10] = [
    "dc:format",
    "dc:title",
    "dc:creator",
    "dc:language",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "pdf:Producer",
    "xmpMM:DocumentID",
    "pdfaid:part",
    "pdfaid:conformance",
];

/// The text of the first element of this name, with what is in it.
fn value(xmp: &str, name: &str) -> Option<String> {
    let rest = xmp.split_once(&format!("<{name}>"))?.1;
    let inner = rest.split_once(&format!("</{name}>"))?.0;
    let mut text = String::new();
    let mut is_tag = false;
    for character in inner.chars() {
        match character {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => text.push(character),
            _ => {}
        }
    }
    Some(
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

fn packet(file: &File<'_>) -> Option<String> {
    let stream = file.stream(file.catalog(), "Metadata")?;
    String::from_utf8(stream.content.clone()).ok()
}

/// The part of PDF/A the file says it conforms to.
pub(super) fn part(file: &File<'_>) -> Option<u8> {
    value(&packet(file)?, "pdfaid:part")?.parse().ok()
}

pub(super) fn xmp(file: &File<'_>) -> Vec<String> {
    let Some(xmp) = packet(file) else {
        return vec!["none".to_owned()];
    };
    let stream = file.stream(file.catalog(), "Metadata").expect("a stream");
    let is_labelled =
        is_name(&stream.dict, "Type", "Metadata") && is_name(&stream.dict, "Subtype", "XML");
    let head = xmp.lines().next().unwrap_or_default();
    let level = value(&xmp, "pdfaid:conformance");
    let mut offences = [
        unless(is_labelled && !stream.dict.has(b"Filter"), "stream"),
        unless(
            head.starts_with("<?xpacket begin=")
                && !head.contains("bytes=")
                && !head.contains("encoding="),
            "head",
        ),
        unless(xmp.trim_end().ends_with("?>"), "end"),
        unless(matches!(part(file), Some(2 | 3)), "no part"),
        unless(level.as_deref() == Some("U"), "no level"),
    ]
    .concat();
    offences.extend(undescribed(&xmp));
    offences.extend(inconsistent(file, &xmp));
    offences
}

/// Properties that are neither predefined nor described by an extension schema.
fn undescribed(xmp: &str) -> Vec<String> {
    let mut offences = Vec::new();
    let mut reader = Reader::from_str(xmp);
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if depth == 3
                    && !PREDEFINED.contains(&name.as_str())
                    && name != "pdfaExtension:schemas"
                {
                    offences.extend(unless(
                        is_described(xmp, &name),
                        format!("{name} is not described"),
                    ));
                }
                depth += 1;
            }
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                offences.push(format!("not well formed: {error}"));
                break;
            }
        }
    }
    offences.extend(unless(depth == 0, "left open"));
    offences
}

fn is_described(xmp: &str, name: &str) -> bool {
    let Some((prefix, property)) = name.split_once(':') else {
        return false;
    };
    let uri = xmp
        .split_once(&format!("xmlns:{prefix}=\""))
        .and_then(|(_, rest)| rest.split_once('"'));
    let Some((uri, _)) = uri else { return false };
    let Some(schemas) = xmp
        .split_once("<pdfaExtension:schemas>")
        .map(|(_, rest)| rest)
    else {
        return false;
    };
    let says = |name: &str, wanted: &str| schemas.contains(&format!("<{name}>{wanted}</{name}>"));
    says("pdfaSchema:namespaceURI", uri)
        && says("pdfaSchema:prefix", prefix)
        && says("pdfaProperty:name", property)
        && value(schemas, "pdfaProperty:valueType").is_some()
        && value(schemas, "pdfaProperty:description").is_some()
        && ["internal", "external"]
            .iter()
            .any(|kind| says("pdfaProperty:category", kind))
}

/// What the document information says otherwise.
fn inconsistent(file: &File<'_>, xmp: &str) -> Vec<String> {
    let info = file.document.trailer.get(b"Info").expect("information");
    let info = file.at(info).as_dict().expect("a dictionary");
    let mut offences = Vec::new();
    for (key, name) in [
        ("Title", "dc:title"),
        ("Author", "dc:creator"),
        ("Producer", "pdf:Producer"),
    ] {
        let (ours, theirs) = (text(info, key), value(xmp, name));
        offences.extend(unless(
            ours == theirs,
            format!("{key}: {ours:?}, {name}: {theirs:?}"),
        ));
    }
    for (key, name) in [
        ("CreationDate", "xmp:CreateDate"),
        ("ModDate", "xmp:ModifyDate"),
    ] {
        let digits = |text: String| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let date = info
            .get(key.as_bytes())
            .and_then(Object::as_str)
            .expect("a date");
        let ours = digits(String::from_utf8_lossy(date).into_owned());
        let theirs = value(xmp, name).map(digits);
        offences.extend(unless(
            Some(&ours) == theirs.as_ref(),
            format!("{key}: {ours}, {name}: {theirs:?}"),
        ));
    }
    offences
}

/// A text of the document information: UTF-16 with its mark.
fn text(info: &Dictionary, key: &str) -> Option<String> {
    let bytes = info.get(key.as_bytes()).and_then(Object::as_str).ok()?;
    let (units, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_be_bytes(*unit)).collect();
    assert_eq!(units.first(), Some(&0xFEFF));
    Some(String::from_utf16_lossy(&units[1..]))
}
