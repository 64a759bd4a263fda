//! Every kind of document as a reader gets it: no line of any PDF begins or ends with a character that must
//! not stand there, the text is all there, and every file is sound. The files are left in `target/tmp`, to
//! be looked at. Needs `pdftotext` and `qpdf`.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::DateTime;
use documents::layout::line_break::{is_forbidden_at_line_head, is_forbidden_at_line_tail};
use documents::{Appearance, IssueRecord, claimed_number, pdf};
use domain::document::Document;

mod kinds;
mod sample;

fn record() -> IssueRecord {
    IssueRecord {
        created_at: DateTime::from_timestamp(1_775_000_000, 0).unwrap(),
        document_id: [3; 16],
        author: "芽室町".to_owned(),
        producer: "委託台帳".to_owned(),
        manifest: Some("{\"number\": \"特記R8-0001\"}".to_owned()),
        appearance: Appearance::PLAIN,
    }
}

fn write(name: &str, document: &Document) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kinds");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.pdf"));
    let bytes = pdf(document, &record()).unwrap_or_else(|error| panic!("{name}: {error}"));
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The lines of a file as a reader sees them.
fn lines(file: &Path) -> Vec<String> {
    let output = Command::new("pdftotext")
        .arg("-bbox-layout")
        .arg(file)
        .arg("-")
        .output()
        .expect("pdftotext is needed by this test: install poppler-utils");
    let mut lines = Vec::new();
    for tag in String::from_utf8_lossy(&output.stdout).lines() {
        if tag.trim_start().starts_with("<line ") {
            lines.push(String::new());
        }
        let word = tag
            .split_once("<word ")
            .and_then(|(_, rest)| rest.split_once('>'));
        if let (Some(line), Some((_, word))) = (lines.last_mut(), word) {
            let word = word.trim_end_matches("</word>");
            let word = word
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"");
            line.push_str(&word.replace("&amp;", "&"));
        }
    }
    lines
}

#[test]
fn no_line_of_any_document_begins_or_ends_as_it_must_not() {
    let mut offences = Vec::new();
    let mut count = 0;
    for (name, document) in kinds::every_kind() {
        for line in lines(&write(&name, &document)) {
            count += 1;
            let is_wrong = line.chars().next().is_some_and(is_forbidden_at_line_head)
                || line
                    .chars()
                    .next_back()
                    .is_some_and(is_forbidden_at_line_tail);
            if is_wrong {
                offences.push(format!("{name}: {line}"));
            }
        }
    }
    assert!(2000 < count, "{count} lines read");
    assert_eq!(offences, [""; 0]);
}

#[test]
fn every_file_is_sound_and_names_its_number() {
    for (name, document) in kinds::every_kind() {
        let document = Document {
            number: Some("特記R8-0001".to_owned()),
            ..document
        };
        let path = write(&format!("numbered-{name}"), &document);
        let check = Command::new("qpdf").arg("--check").arg(&path).output();
        let check = check.expect("qpdf is needed by this test");
        assert!(
            check.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&check.stdout)
        );
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(
            claimed_number(&bytes).as_deref(),
            Some("特記R8-0001"),
            "{name}"
        );
        assert_eq!(claimed_number(&bytes[..200]), None);
    }
}
