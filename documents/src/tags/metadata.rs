//! Who made the document and when: XMP and the document information. It knows no clock: both come
//! from the issue record.

use chrono::{DateTime, FixedOffset};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::text;
use crate::print::IssueRecord;

const NUMBER: &str = "<daicho:DocumentNumber>";
const NUMBER_END: &str = "</daicho:DocumentNumber>";
/// No 文書番号 is longer, in bytes.
const LONGEST_NUMBER: usize = 1000;

/// 文書情報 (ISO 32000-1, 14.3.3).
pub(super) fn document_information(title: &str, record: &IssueRecord) -> Dictionary {
    let created = Object::string_literal(pdf_date(record));
    let mut about = dictionary! {
        "Title" => text(title),
        "Producer" => text(&record.producer),
        "CreationDate" => created.clone(),
        "ModDate" => created,
    };
    if !record.author.is_empty() {
        about.set("Author", text(&record.author));
    }
    about
}

/// Adds the same as XMP.
pub(super) fn write_metadata(
    document: &mut Document,
    title: &str,
    number: Option<&str>,
    record: &IssueRecord,
) -> ObjectId {
    let created = japanese_time(record)
        .map(|time| time.to_rfc3339())
        .unwrap_or_default();
    let id: String = record
        .document_id
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let number = number
        .map(escape)
        .map(|number| format!("\n{NUMBER}{number}{NUMBER_END}"));
    let number = number.unwrap_or_default();
    let [title, author, producer] = [title, &record.author, &record.producer].map(escape);
    let xmp = format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:daicho=\"urn:itaku-daicho:1\">\n\
<dc:format>application/pdf</dc:format>\n\
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
<dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>\n\
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate>\n\
<pdf:Producer>{producer}</pdf:Producer>\n\
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>{number}\n\
</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
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
