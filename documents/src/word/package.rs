//! The parts of the file (ECMA-376, part 2), zipped. No part has a date but the one the record gives.

use std::io::{Cursor, Write as _};

use chrono::SecondsFormat;
use domain::document::Document;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::{Body, Footing};
use super::styles::{self, Style};
use super::twips;
use super::xml::Xml;
use crate::error::DocumentError;
use crate::layout::flow::Orientation;
use crate::print::IssueRecord;

/// Namespace of the words of Word.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Namespace of references between parts.
pub(super) const REFERENCES: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_REFERENCES: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// Parts the document refers to: id, kind, name.
const PARTS: [(&str, &str, &str); 7] = [
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdHeader0", "header", "header0.xml"),
    ("rIdFooter0", "footer", "footer0.xml"),
    ("rIdHeader1", "header", "header1.xml"),
    ("rIdFooter1", "footer", "footer1.xml"),
];

/// Puts the file together.
pub(super) fn pack(
    document: &Document,
    record: &IssueRecord,
    body: Body<'_>,
) -> Result<Vec<u8>, DocumentError> {
    let (content, numbering) = body.finish();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types()),
        ("_rels/.rels".to_owned(), package_references()),
        ("docProps/core.xml".to_owned(), core(document, record)),
        ("word/_rels/document.xml.rels".to_owned(), references()),
        ("word/document.xml".to_owned(), content),
        ("word/styles.xml".to_owned(), styles::part()),
        ("word/numbering.xml".to_owned(), numbering),
        ("word/settings.xml".to_owned(), settings()),
    ];
    for (index, orientation) in [Orientation::Portrait, Orientation::Landscape]
        .into_iter()
        .enumerate()
    {
        parts.push((
            format!("word/header{index}.xml"),
            header(document, orientation),
        ));
        parts.push((
            format!("word/footer{index}.xml"),
            footer(document, orientation),
        ));
    }
    zip(&parts).ok_or(DocumentError::WriteWord)
}

fn zip(parts: &[(String, String)]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(content.as_bytes()).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

fn content_types() -> String {
    let mut xml = Xml::part();
    xml.open("Types", &[("xmlns", CONTENT_TYPES)]);
    let references = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty(
        "Default",
        &[("Extension", "rels"), ("ContentType", references)],
    );
    xml.empty(
        "Default",
        &[("Extension", "xml"), ("ContentType", "application/xml")],
    );
    let mut part = |name: String, kind: String| {
        xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
    };
    part(
        "/word/document.xml".to_owned(),
        format!("{TYPE}document.main+xml"),
    );
    for (_, kind, name) in PARTS {
        part(format!("/word/{name}"), format!("{TYPE}{kind}+xml"));
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    part("/docProps/core.xml".to_owned(), core.to_owned());
    xml.finish()
}

fn package_references() -> String {
    let mut xml = Xml::part();
    xml.open("Relationships", &[("xmlns", PACKAGE_REFERENCES)]);
    let document = format!("{REFERENCES}/officeDocument");
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    for (id, kind, target) in [
        ("rId1", document.as_str(), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
    ] {
        xml.empty(
            "Relationship",
            &[("Id", id), ("Type", kind), ("Target", target)],
        );
    }
    xml.finish()
}

fn references() -> String {
    let mut xml = Xml::part();
    xml.open("Relationships", &[("xmlns", PACKAGE_REFERENCES)]);
    for (id, kind, name) in PARTS {
        let kind = format!("{REFERENCES}/{kind}");
        xml.empty(
            "Relationship",
            &[("Id", id), ("Type", &kind), ("Target", name)],
        );
    }
    xml.finish()
}

fn core(document: &Document, record: &IssueRecord) -> String {
    let mut xml = Xml::part();
    let namespaces = [
        ("xmlns:cp", CORE),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.open("cp:coreProperties", &namespaces);
    let created = record.created_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let time = [("xsi:type", "dcterms:W3CDTF")];
    let mut element = |name, attributes: &[_], text: &str| {
        xml.open(name, attributes);
        xml.characters(text);
        xml.close();
    };
    element("dcterms:created", &time, &created);
    element("dc:creator", &[], &record.author);
    element(
        "dc:identifier",
        &[],
        document.number.as_deref().unwrap_or_default(),
    );
    element("dc:language", &[], "ja-JP");
    element("dcterms:modified", &time, &created);
    element("dc:title", &[], &document.title);
    xml.finish()
}

fn settings() -> String {
    let mut xml = Xml::part();
    xml.open("w:settings", &[("xmlns:w", WORD)]);
    xml.number("w:defaultTabStop", 840);
    xml.value("w:characterSpacingControl", "compressPunctuation");
    xml.open("w:compat", &[]);
    let attributes = [
        ("w:name", "compatibilityMode"),
        ("w:uri", "http://schemas.microsoft.com/office/word"),
        ("w:val", "15"),
    ];
    xml.empty("w:compatSetting", &attributes);
    xml.close();
    xml.empty(
        "w:themeFontLang",
        &[("w:val", "en-US"), ("w:eastAsia", "ja-JP")],
    );
    xml.finish()
}

/// The running head: 柱, and 案, 写 or 控 at the right.
fn header(document: &Document, orientation: Orientation) -> String {
    let mut xml = Xml::part();
    xml.open("w:hdr", &[("xmlns:w", WORD)]);
    let mark = document.mark.label().unwrap_or_default();
    line(
        &mut xml,
        Style::Header,
        orientation,
        [&document.header, "", mark],
        Footing::Text,
    );
    xml.finish()
}

/// The foot: what the document says there, the page and the pages, the number of the document.
fn footer(document: &Document, orientation: Orientation) -> String {
    let mut xml = Xml::part();
    xml.open("w:ftr", &[("xmlns:w", WORD)]);
    let number = document.number.as_deref().unwrap_or_default();
    line(
        &mut xml,
        Style::Footer,
        orientation,
        [&document.footer, "", number],
        Footing::Pages,
    );
    xml.finish()
}

/// Text at the left, in the middle and at the right.
fn line(xml: &mut Xml, style: Style, orientation: Orientation, texts: [&str; 3], middle: Footing) {
    let width = twips(orientation.text_width());
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", style.id());
    xml.open("w:tabs", &[]);
    for (kind, place) in [("center", width / 2), ("right", width)] {
        xml.empty("w:tab", &[("w:val", kind), ("w:pos", &place.to_string())]);
    }
    xml.close();
    xml.close();
    let [left, _, right] = texts;
    run(xml, left);
    tab(xml);
    if let Footing::Pages = middle {
        field(xml, "PAGE");
        run(xml, " / ");
        field(xml, "NUMPAGES");
    }
    tab(xml);
    run(xml, right);
    xml.close();
}

fn run(xml: &mut Xml, text: &str) {
    xml.open("w:r", &[]);
    xml.open("w:t", &[("xml:space", "preserve")]);
    xml.characters(text);
    xml.close();
    xml.close();
}

fn tab(xml: &mut Xml) {
    xml.open("w:r", &[]);
    xml.empty("w:tab", &[]);
    xml.close();
}

/// A number Word fills in.
fn field(xml: &mut Xml, instruction: &str) {
    xml.open("w:fldSimple", &[("w:instr", instruction)]);
    run(xml, "1");
    xml.close();
}
