//! What makes a PDF accessible and traceable: structure tree, bookmarks, language, title, XMP, dates
//! and /ID. The only file that names lopdf. It draws nothing and knows no clock: dates and /ID come
//! from the issue record.

pub(crate) mod structure;

mod bookmarks;
mod file;
mod metadata;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use self::bookmarks::write_outline;
use self::metadata::{document_information, write_metadata};
use self::structure::Structure;
use crate::annex::IssueRecord;
use crate::error::DocumentError;
use crate::layout::{ElementId, Layout};

/// Drawn pages which do not say yet what they are.
pub(crate) struct Unfinished {
    /// What printpdf made.
    pub(crate) document: Document,
    /// Per page the element of each marked piece of content.
    pub(crate) marked: Vec<Vec<ElementId>>,
    /// Code to glyph, per font.
    pub(crate) glyph_maps: Vec<GlyphMap>,
}

/// Which glyph each code of a font stands for.
pub(crate) struct GlyphMap {
    /// The font's `BaseFont`.
    pub(crate) font: String,
    /// Two bytes per code (`CIDToGIDMap`).
    pub(crate) map: Vec<u8>,
}

/// Completes the document and writes it.
///
/// # Errors
/// [`DocumentError::Write`].
pub(crate) fn finish(
    unfinished: Unfinished,
    layout: &Layout,
    title: &str,
    record: &IssueRecord,
) -> Result<Vec<u8>, DocumentError> {
    let Unfinished {
        mut document,
        marked,
        glyph_maps,
    } = unfinished;
    "1.7".clone_into(&mut document.version);
    let pages = take_specimen(&mut document)?;
    for glyph_map in glyph_maps {
        set_glyph_map(&mut document, glyph_map);
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
    let structure = Structure {
        layout,
        marked: &marked,
        pages: &pages,
    }
    .write(&mut document);
    let outline = write_outline(&mut document, layout, &pages);
    let metadata = write_metadata(&mut document, title, record);
    let catalog = document.catalog_mut().map_err(|_| DocumentError::Write)?;
    catalog.set("Lang", text("ja-JP"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    catalog.set("StructTreeRoot", structure);
    catalog.set("Metadata", metadata);
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    set_trailer(&mut document, title, record)?;
    file::write(document)
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

/// printpdf takes code and glyph number for the same; here they differ.
fn set_glyph_map(document: &mut Document, glyph_map: GlyphMap) {
    let map = document.add_object(Stream::new(Dictionary::new(), glyph_map.map));
    for object in document.objects.values_mut() {
        let Ok(font) = object.as_dict_mut() else {
            continue;
        };
        let is_wanted =
            font.get(b"BaseFont").and_then(Object::as_name).ok() == Some(glyph_map.font.as_bytes());
        if !is_wanted {
            continue;
        }
        if let Ok(descendants) = font
            .get_mut(b"DescendantFonts")
            .and_then(Object::as_array_mut)
        {
            for descendant in descendants
                .iter_mut()
                .filter_map(|font| font.as_dict_mut().ok())
            {
                descendant.set("CIDToGIDMap", map);
            }
        }
    }
}

fn set_trailer(
    document: &mut Document,
    title: &str,
    record: &IssueRecord,
) -> Result<(), DocumentError> {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    let info = info.map_err(|_| DocumentError::Write)?;
    document.set_object(info, document_information(title, record));
    let id = Object::String(record.document_id.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

/// A text string: UTF-16 with its mark (ISO 32000-1, 7.9.2.2).
fn text(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

fn number(index: usize) -> Object {
    Object::Integer(i64::try_from(index).unwrap_or(i64::MAX))
}
