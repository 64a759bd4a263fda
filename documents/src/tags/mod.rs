//! What makes a PDF accessible and traceable: structure tree, bookmarks, language, title, XMP, dates
//! and /ID. The only file that names lopdf. It draws nothing and knows no clock: dates and /ID come
//! from the issue record.

pub(crate) mod structure;

mod attachment;
mod bookmarks;
mod code;
mod file;
mod merge;
mod metadata;
mod output_intent;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use self::bookmarks::write_outline;
pub use self::merge::Merger;
pub(crate) use self::metadata::claimed_number;
use self::metadata::{About, document_information, write_metadata};
use self::output_intent::write_output_intent;
use self::structure::Structure;
use crate::error::DocumentError;
use crate::layout::{ElementId, Layout};
use crate::print::IssueRecord;

/// What pages call the code for a camera.
pub(crate) const CODE: &str = "Code";

/// Drawn pages which do not say yet what they are.
pub(crate) struct Unfinished {
    /// What printpdf made.
    pub(crate) document: Document,
    /// Per page the element of each marked piece of content.
    pub(crate) marked: Vec<Vec<ElementId>>,
    /// What printpdf does not write of the fonts.
    pub(crate) embedded: Vec<EmbeddedFont>,
}

/// A face cut down to what is used of it.
pub(crate) struct EmbeddedFont {
    /// The font's `BaseFont`: name of the face, with a tag that differs between subsets.
    pub(crate) name: String,
    /// A TrueType file.
    pub(crate) program: Vec<u8>,
    /// Which glyph of it each code stands for: two bytes per code (`CIDToGIDMap`).
    pub(crate) glyph_map: Vec<u8>,
    /// Whether its licence lets a PDF carry it.
    pub(crate) is_embeddable: bool,
}

/// Completes the document and writes it.
///
/// # Errors
/// [`DocumentError::Write`].
pub(crate) fn finish(
    unfinished: Unfinished,
    layout: &Layout,
    about: &domain::document::Document,
    record: &IssueRecord,
) -> Result<Vec<u8>, DocumentError> {
    let Unfinished {
        mut document,
        marked,
        embedded,
    } = unfinished;
    "1.7".clone_into(&mut document.version);
    let pages = take_specimen(&mut document)?;
    let about = About {
        title: presentable(&about.title),
        author: presentable(&record.author),
        producer: presentable(&record.producer),
        number: about.number.as_deref().map(presentable),
        conformance: conformance(&embedded, record),
        record,
    };
    for font in embedded {
        embed(&mut document, font)?;
    }
    for (index, page) in pages.iter().enumerate() {
        let page = document
            .get_dictionary_mut(*page)
            .map_err(|_| DocumentError::Write)?;
        page.remove(b"Annots");
        page.set("StructParents", number(index));
        // 視線の順序: tab moves through the structure.
        page.set("Tabs", "S");
    }
    if let Some(code) = &layout.code {
        code::write_code(&mut document, code, &pages)?;
    }
    let structure = Structure {
        layout,
        marked: &marked,
        pages: &pages,
    }
    .write(&mut document);
    let outline = write_outline(&mut document, layout, &pages);
    let metadata = write_metadata(&mut document, &about);
    let output_intent = write_output_intent(&mut document);
    let attached = attachment::attach(&mut document, record);
    let catalog = document.catalog_mut().map_err(|_| DocumentError::Write)?;
    catalog.set("Lang", text("ja-JP"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    catalog.set("StructTreeRoot", structure);
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![output_intent.into()]);
    if let Some(manifest) = attached {
        catalog.set("Names", manifest.names);
        catalog.set("AF", vec![manifest.file.into()]);
    }
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    set_trailer(&mut document, &about)?;
    file::write(document)
}

/// The part of PDF/A a file conforms to, level U (every character has its Unicode): 2, and 3 where
/// something is attached, which in 2 would have to be PDF/A itself. None when a face may not be embedded.
fn conformance(embedded: &[EmbeddedFont], record: &IssueRecord) -> Option<u8> {
    let part = if record.manifest.is_some() { 3 } else { 2 };
    let is_free = embedded.iter().all(|font| font.is_embeddable);
    is_free.then_some(part)
}

/// Text as the file may name it: no longer than PDF/A (6.1.13) lets a string be, and without what XML
/// does not let stand.
fn presentable(text: &str) -> String {
    /// Of two bytes each; a string may have 32,767 bytes, two of them the mark of UTF-16.
    const LONGEST: usize = 16_000;
    let may_stand = |character: &char| {
        matches!(character, '\t' | '\n' | '\r' | ' '..)
            && !matches!(character, '\u{FFFE}' | '\u{FFFF}')
    };
    let mut units = 0;
    let fits = |character: &char| {
        units += character.len_utf16();
        units <= LONGEST
    };
    text.chars().filter(may_stand).take_while(fits).collect()
}

/// Takes the last page away, which only told printpdf what codes there are; returns the others.
fn take_specimen(document: &mut Document) -> Result<Vec<ObjectId>, DocumentError> {
    let mut pages: Vec<ObjectId> = document.page_iter().collect();
    let specimen = pages.pop().and_then(|id| document.objects.remove(&id));
    let specimen = specimen.ok_or(DocumentError::Write)?;
    let specimen = specimen.as_dict().map_err(|_| DocumentError::Write)?;
    let reference = |name: &[u8]| specimen.get(name).and_then(Object::as_reference);
    for name in [b"Contents".as_slice(), b"Resources"] {
        let id = reference(name).map_err(|_| DocumentError::Write)?;
        document.objects.remove(&id);
    }
    let parent = reference(b"Parent").map_err(|_| DocumentError::Write)?;
    let parent = document.get_dictionary_mut(parent);
    let parent = parent.map_err(|_| DocumentError::Write)?;
    let kids: Vec<Object> = pages.iter().map(|page| (*page).into()).collect();
    parent.set("Kids", kids);
    parent.set("Count", number(pages.len()));
    Ok(pages)
}

/// Puts in the program, and says which glyph each code stands for: printpdf takes code and glyph
/// number for the same; here they differ.
fn embed(document: &mut Document, embedded: EmbeddedFont) -> Result<(), DocumentError> {
    let map = document.add_object(Stream::new(Dictionary::new(), embedded.glyph_map));
    let is_named = |dictionary: &Dictionary, key| {
        let name = dictionary.get(key).and_then(Object::as_name);
        name.is_ok_and(|name| name == embedded.name.as_bytes())
    };
    let mut program = None;
    for object in document.objects.values_mut() {
        let Ok(dictionary) = object.as_dict_mut() else {
            continue;
        };
        if is_named(dictionary, b"FontName") {
            program = dictionary
                .get(b"FontFile2")
                .and_then(Object::as_reference)
                .ok();
        } else if is_named(dictionary, b"BaseFont") {
            let descendants = dictionary
                .get_mut(b"DescendantFonts")
                .and_then(Object::as_array_mut);
            for descendant in descendants.into_iter().flatten() {
                if let Ok(descendant) = descendant.as_dict_mut() {
                    descendant.set("CIDToGIDMap", map);
                }
            }
        }
    }
    let program = program.ok_or(DocumentError::Write)?;
    let about = dictionary! { "Length1" => number(embedded.program.len()) };
    document.set_object(program, Stream::new(about, embedded.program));
    Ok(())
}

fn set_trailer(document: &mut Document, about: &About<'_>) -> Result<(), DocumentError> {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    let info = info.map_err(|_| DocumentError::Write)?;
    document.set_object(info, document_information(about));
    let id = about.record.document_id.to_vec();
    let id = Object::String(id, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

/// A text string: UTF-16 with its mark (ISO 32000-1, 7.9.2.2).
fn text(text: &str) -> Object {
    let text = presentable(text);
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

fn number(index: usize) -> Object {
    Object::Integer(i64::try_from(index).unwrap_or(i64::MAX))
}
