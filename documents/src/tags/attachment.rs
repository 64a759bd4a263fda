//! The manifest as an attachment (ISO 32000-1, 7.11.4): what the document was made of goes with it.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::metadata::pdf_date;
use super::{number, text};
use crate::print::IssueRecord;

const NAME: &str = "manifest.json";
const DESCRIPTION: &str = "この文書の発行の記録（条項とその版、条件、設定）";

/// An attached file.
pub(super) struct Attached {
    /// The file itself.
    pub(super) file: ObjectId,
    /// The catalog's `Names`, which lists it.
    pub(super) names: Dictionary,
}

/// Attaches the manifest, if there is one.
pub(super) fn attach(document: &mut Document, record: &IssueRecord) -> Option<Attached> {
    let manifest = record.manifest.as_ref()?;
    let about = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => "application/json",
        "Params" => dictionary! {
            "Size" => number(manifest.len()),
            "ModDate" => Object::string_literal(pdf_date(record)),
        },
    };
    let content = document.add_object(Stream::new(about, manifest.clone().into_bytes()));
    let file = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(NAME),
        "UF" => text(NAME),
        "Desc" => text(DESCRIPTION),
        "AFRelationship" => "Data",
        "EF" => dictionary! { "F" => content, "UF" => content },
    });
    let listed: Vec<Object> = vec![Object::string_literal(NAME), file.into()];
    let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => listed } };
    Some(Attached { file, names })
}
