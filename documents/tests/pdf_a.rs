//! PDF/A: every kind of document meets every requirement we claim (`conformance`), and the checker finds
//! what does not.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use chrono::DateTime;
use conformance::offences;
use documents::{Appearance, IssueRecord, pdf};
use domain::document::{Document, DocumentMark};
use lopdf::{Dictionary, Object, dictionary};

mod conformance;
mod kinds;
mod sample;

fn record(manifest: Option<&str>) -> IssueRecord {
    IssueRecord {
        created_at: DateTime::from_timestamp_micros(1_775_000_000_123_456).unwrap(),
        document_id: [3; 16],
        author: "芽室町 & <総務課>".to_owned(),
        producer: "委託台帳".to_owned(),
        manifest: manifest.map(str::to_owned),
        appearance: Appearance::PLAIN,
    }
}

fn part(pdf: &[u8]) -> &'static str {
    let says = |wanted: &[u8]| pdf.windows(wanted.len()).any(|part| part == wanted);
    match (says(b"<pdfaid:part>2<"), says(b"<pdfaid:part>3<")) {
        (true, false) => "2",
        (false, true) => "3",
        _ => "none",
    }
}

#[test]
fn every_kind_of_document_is_what_its_label_says() {
    for (name, document) in kinds::every_kind() {
        let numbered = Document {
            number: Some("特記R8-0001".to_owned()),
            ..document.clone()
        };
        for (document, manifest, wanted) in [(&document, None, "2"), (&numbered, Some("{}"), "3")] {
            let file = pdf(document, &record(manifest)).unwrap();
            assert_eq!(offences(&file), [""; 0], "{name}");
            assert_eq!(part(&file), wanted, "{name}");
            assert_eq!(file, pdf(document, &record(manifest)).unwrap(), "{name}");
        }
    }
}

#[test]
fn titles_nobody_should_give_do_no_harm() {
    for title in [
        "",
        "<&>\"]]>",
        "\u{0}\u{7}\u{FFFE}題",
        &"長い表題𠮷".repeat(5000),
    ] {
        let document = Document {
            title: title.to_owned(),
            ..sample::full_annex(DocumentMark::Issued)
        };
        let record = IssueRecord {
            author: String::new(),
            producer: title.to_owned(),
            ..record(None)
        };
        assert_eq!(offences(&pdf(&document, &record).unwrap()), [""; 0]);
    }
}

/// The file with a change, written by another program.
fn changed(change: impl FnOnce(&mut lopdf::Document)) -> Vec<String> {
    let file = pdf(&sample::full_annex(DocumentMark::Draft), &record(None)).unwrap();
    let mut document = lopdf::Document::load_mem(&file).unwrap();
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    offences(&bytes)
}

fn set(document: &mut lopdf::Document, key: &str, value: impl Into<Object>) {
    document.catalog_mut().unwrap().set(key, value);
}

/// Changes every dictionary that has such a key.
fn change_where(document: &mut lopdf::Document, key: &str, change: impl Fn(&mut Dictionary)) {
    let mut count = 0;
    for object in document.objects.values_mut() {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        if dictionary.has(key.as_bytes()) {
            change(dictionary);
            count += 1;
        }
    }
    assert_ne!(count, 0, "nothing has {key}");
}

fn replace_in_xmp(document: &mut lopdf::Document, from: &str, to: &str) {
    let id = document
        .catalog()
        .unwrap()
        .get(b"Metadata")
        .unwrap()
        .as_reference()
        .unwrap();
    let stream = document
        .get_object_mut(id)
        .unwrap()
        .as_stream_mut()
        .unwrap();
    let text = String::from_utf8(stream.content.clone()).unwrap();
    assert!(text.contains(from), "{from}");
    stream.set_plain_content(text.replace(from, to).into_bytes());
}

#[test]
fn what_does_not_conform_is_found() {
    type Change = fn(&mut lopdf::Document);
    let cases: [(&str, Change); 16] = [
        ("6.2.3 output intent: none", |file| {
            file.catalog_mut().unwrap().remove(b"OutputIntents");
        }),
        ("OpenAction", |file| {
            set(
                file,
                "OpenAction",
                dictionary! { "S" => "JavaScript", "JS" => "x" },
            )
        }),
        ("AcroForm", |file| set(file, "AcroForm", dictionary! {})),
        ("Annots", |file| {
            change_where(file, "MediaBox", |page| page.set("Annots", vec![]))
        }),
        ("transparency: Group", |file| {
            change_where(file, "MediaBox", |page| page.set("Group", dictionary! {}));
        }),
        ("size of a page", |file| {
            let edges = vec![0.into(), 0.into(), 2.into(), 841.into()];
            change_where(file, "MediaBox", |page| page.set("MediaBox", edges.clone()));
        }),
        ("program", |file| {
            change_where(file, "FontFile2", |font| {
                font.remove(b"FontFile2");
            });
        }),
        ("no ToUnicode", |file| {
            change_where(file, "ToUnicode", |font| {
                font.remove(b"ToUnicode");
            });
        }),
        ("widths of glyphs", |file| {
            change_where(file, "DescendantFonts", |font| {
                let fonts = font
                    .get_mut(b"DescendantFonts")
                    .unwrap()
                    .as_array_mut()
                    .unwrap();
                let narrow = vec![1.into(), vec![Object::Integer(123)].into()];
                fonts[0].as_dict_mut().unwrap().set("W", narrow);
            });
        }),
        ("a long string", |file| {
            set(file, "Lang", Object::string_literal("x".repeat(40_000)));
        }),
        ("Title", |file| {
            replace_in_xmp(file, "</rdf:li></rdf:Alt>", "?</rdf:li></rdf:Alt>")
        }),
        ("CreationDate", |file| {
            replace_in_xmp(file, "<xmp:CreateDate>2026", "<xmp:CreateDate>2025")
        }),
        ("no level", |file| {
            replace_in_xmp(file, "conformance>U", "conformance>B")
        }),
        ("xmp:Rating is not described", |file| {
            replace_in_xmp(file, "<dc:format>", "<xmp:Rating>1</xmp:Rating><dc:format>");
        }),
        ("not well formed", |file| {
            replace_in_xmp(file, "</dc:format>", "</dc:forma>")
        }),
        ("needs part 3", |file| {
            replace_in_xmp(file, "part>2", "part>3")
        }),
    ];
    for (wanted, change) in cases {
        let found = changed(change);
        assert!(
            found.iter().any(|offence| offence.contains(wanted)),
            "{wanted}: {found:#?}"
        );
    }
}
