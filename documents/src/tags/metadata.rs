//! Who made the document and when: XMP and the document information. It knows no clock: both come
//! from the issue record.

use chrono::{DateTime, FixedOffset};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::text;
use crate::print::IssueRecord;

const NUMBER: &str = "<daicho:DocumentNumber>";
const NUMBER_END: &str = "</daicho:DocumentNumber>";
const XMP_HEAD: &str = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\" \
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:daicho=\"urn:itaku-daicho:1\">\n";
const XMP_END: &str = "\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
const SCHEMAS: &str = "<pdfaExtension:schemas><rdf:Bag>";
const SCHEMAS_END: &str = "</rdf:Bag></pdfaExtension:schemas>";
/// What our own property is: PDF/A (6.6.2.3) wants every one that is not predefined described.
const OUR_SCHEMA: &str = "<rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>Itaku Daicho</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>urn:itaku-daicho:1</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>daicho</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>DocumentNumber</pdfaProperty:name>\
<pdfaProperty:valueType>Text</pdfaProperty:valueType>\
<pdfaProperty:category>external</pdfaProperty:category>\
<pdfaProperty:description>Number under which the document was issued</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>";
/// The label of PDF/UA-1 (ISO 14289-1, 5), which PDF/A does not know either.
const ACCESSIBLE: &str = "<pdfuaid:part>1</pdfuaid:part>";
const SCHEMA_OF_ACCESSIBLE: &str = "<rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 the document conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>";
/// No 文書番号 is longer, in bytes.
const LONGEST_NUMBER: usize = 1000;

/// What a file says of itself.
pub(super) struct About<'a> {
    /// Its title.
    pub(super) title: String,
    /// Who issues it. May be empty.
    pub(super) author: String,
    /// The program.
    pub(super) producer: String,
    /// 文書番号.
    pub(super) number: Option<String>,
    /// The part of PDF/A it conforms to, level U.
    pub(super) conformance: Option<u8>,
    /// When it was issued, and its number for machines.
    pub(super) record: &'a IssueRecord,
}

/// 文書情報 (ISO 32000-1, 14.3.3).
pub(super) fn document_information(about: &About<'_>) -> Dictionary {
    let created = Object::string_literal(pdf_date(about.record));
    let mut information = dictionary! { "CreationDate" => created.clone(), "ModDate" => created };
    for (name, value) in [
        ("Title", &about.title),
        ("Author", &about.author),
        ("Producer", &about.producer),
    ] {
        if !value.is_empty() {
            information.set(name, text(value));
        }
    }
    information
}

/// Adds the same as XMP, with the labels of PDF/A and PDF/UA.
pub(super) fn write_metadata(document: &mut Document, about: &About<'_>) -> ObjectId {
    let created = japanese_time(about.record)
        .map(|time| time.format("%Y-%m-%dT%H:%M:%S%:z").to_string())
        .unwrap_or_default();
    let id = about.record.document_id.iter();
    let id: String = id.map(|byte| format!("{byte:02x}")).collect();
    let mut lines = vec!["<dc:format>application/pdf</dc:format>".to_owned()];
    let mut add = |before: &str, value: &str, after: &str| {
        if !value.is_empty() {
            lines.push(format!("{before}{}{after}", escape(value)));
        }
    };
    add(
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
        &about.title,
        "</rdf:li></rdf:Alt></dc:title>",
    );
    add(
        "<dc:creator><rdf:Seq><rdf:li>",
        &about.author,
        "</rdf:li></rdf:Seq></dc:creator>",
    );
    add(
        "<dc:language><rdf:Bag><rdf:li>",
        "ja-JP",
        "</rdf:li></rdf:Bag></dc:language>",
    );
    add("<xmp:CreateDate>", &created, "</xmp:CreateDate>");
    add("<xmp:ModifyDate>", &created, "</xmp:ModifyDate>");
    add("<pdf:Producer>", &about.producer, "</pdf:Producer>");
    add("<xmpMM:DocumentID>uuid:", &id, "</xmpMM:DocumentID>");
    let mut schemas = String::new();
    if let Some(number) = &about.number {
        add(NUMBER, number, NUMBER_END);
        schemas.push_str(OUR_SCHEMA);
    }
    if let Some(part) = about.conformance {
        let label = "<pdfaid:conformance>U</pdfaid:conformance>";
        lines.push(format!(
            "<pdfaid:part>{part}</pdfaid:part>{label}{ACCESSIBLE}"
        ));
        schemas.push_str(SCHEMA_OF_ACCESSIBLE);
    }
    if !schemas.is_empty() {
        lines.push(format!("{SCHEMAS}{schemas}{SCHEMAS_END}"));
    }
    let xmp = format!("{XMP_HEAD}{}{XMP_END}", lines.join("\n"));
    let about = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Left uncompressed: tools that do not read PDF find the title all the same.
    document.add_object(Stream::new(about, xmp.into_bytes()).with_compression(false))
}

/// The 文書番号 the XMP of a file names. The XMP is not compressed, so it is found in a file that some
/// other program has added to; one that rewrote all of it has left nothing to find.
pub(crate) fn claimed_number(file: &[u8]) -> Option<String> {
    let find = |bytes: &[u8], wanted: &str| {
        let wanted = wanted.as_bytes();
        bytes
            .windows(wanted.len())
            .position(|window| window == wanted)
    };
    let start = find(file, NUMBER)? + NUMBER.len();
    let rest = file.get(start..)?;
    let rest = &rest[..rest.len().min(LONGEST_NUMBER)];
    let end = find(rest, NUMBER_END)?;
    let number = std::str::from_utf8(&rest[..end]).ok()?;
    Some(unescape(number))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// 日本標準時. Japan has had no summer time since 1951.
fn japanese_time(record: &IssueRecord) -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(9 * 3600)?;
    Some(record.created_at.with_timezone(&offset))
}

pub(super) fn pdf_date(record: &IssueRecord) -> String {
    japanese_time(record)
        .map(|time| time.format("D:%Y%m%d%H%M%S+09'00'").to_string())
        .unwrap_or_default()
}
