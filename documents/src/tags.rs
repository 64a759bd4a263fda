//! What makes a PDF accessible and traceable: structure tree, bookmarks, language, title, XMP, dates
//! and /ID. The only file that names lopdf. It draws nothing and knows no clock: dates and /ID come
//! from the issue record.

use chrono::{DateTime, FixedOffset};
use lopdf::{
    Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary,
};

use crate::annex::IssueRecord;
use crate::error::DocumentError;
use crate::layout::{Bookmark, Element, ElementId, Layout, Role};
use crate::pdf::tag;

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
    let pages: Vec<ObjectId> = document.page_iter().collect();
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
    write(document)
}

fn write(mut document: Document) -> Result<Vec<u8>, DocumentError> {
    document.compress();
    let mut bytes = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(6);
    document
        .save_with_options(&mut bytes, options.build())
        .map_err(|_| DocumentError::Write)?;
    Ok(bytes)
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
    let created = Object::string_literal(pdf_date(record));
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    let info = info.map_err(|_| DocumentError::Write)?;
    let mut about = dictionary! {
        "Title" => text(title),
        "Producer" => text(&record.producer),
        "CreationDate" => created.clone(),
        "ModDate" => created,
    };
    if !record.author.is_empty() {
        about.set("Author", text(&record.author));
    }
    document.set_object(info, about);
    let id = Object::String(record.document_id.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

fn write_metadata(document: &mut Document, title: &str, record: &IssueRecord) -> ObjectId {
    let created = japanese_time(record)
        .map(|time| time.to_rfc3339())
        .unwrap_or_default();
    let id: String = record
        .document_id
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let [title, author, producer] = [title, &record.author, &record.producer].map(escape);
    let xmp = format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n\
<dc:format>application/pdf</dc:format>\n\
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
<dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>\n\
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate>\n\
<pdf:Producer>{producer}</pdf:Producer>\n\
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>\n\
</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    );
    let about = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Left uncompressed: tools that do not read PDF find the title all the same.
    document.add_object(Stream::new(about, xmp.into_bytes()).with_compression(false))
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

fn pdf_date(record: &IssueRecord) -> String {
    japanese_time(record)
        .map(|time| time.format("D:%Y%m%d%H%M%S+09'00'").to_string())
        .unwrap_or_default()
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

fn write_outline(document: &mut Document, layout: &Layout, pages: &[ObjectId]) -> Option<ObjectId> {
    if layout.outline.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<_> = layout
        .outline
        .iter()
        .map(|_| document.new_object_id())
        .collect();
    let parents: Vec<_> = (0..ids.len())
        .map(|index| parent_bookmark(&layout.outline, index))
        .collect();
    for (index, bookmark) in layout.outline.iter().enumerate() {
        let parent = parents[index].map_or(root, |parent| ids[parent]);
        let height = layout
            .pages
            .get(bookmark.page)
            .map_or(0.0, |page| page.height);
        let page = pages.get(bookmark.page).copied()?;
        let destination: Vec<Object> = vec![
            page.into(),
            "XYZ".into(),
            Object::Null,
            (height - bookmark.y).into(),
            Object::Null,
        ];
        let mut item = dictionary! {
            "Title" => text(&bookmark.title), "Parent" => parent, "Dest" => destination,
        };
        let is_sibling = |other: &usize| parents[*other] == parents[index];
        if let Some(previous) = (0..index).rev().find(is_sibling) {
            item.set("Prev", ids[previous]);
        }
        if let Some(next) = (index + 1..ids.len()).find(is_sibling) {
            item.set("Next", ids[next]);
        }
        set_children(&mut item, &ids, &parents, Some(index));
        document.set_object(ids[index], item);
    }
    let mut outlines = dictionary! { "Type" => "Outlines" };
    set_children(&mut outlines, &ids, &parents, None);
    outlines.set("Count", number(ids.len()));
    document.set_object(root, outlines);
    Some(root)
}

fn parent_bookmark(outline: &[Bookmark], index: usize) -> Option<usize> {
    let depth = outline[index].depth;
    (0..index).rev().find(|other| outline[*other].depth < depth)
}

fn set_children(
    item: &mut Dictionary,
    ids: &[ObjectId],
    parents: &[Option<usize>],
    parent: Option<usize>,
) {
    let mut children =
        (0..ids.len()).filter(|child| parents[*child] == parent && Some(*child) != parent);
    let count = children.clone().count();
    let Some(first) = children.next() else { return };
    item.set("First", ids[first]);
    item.set("Last", ids[children.next_back().unwrap_or(first)]);
    item.set("Count", number(count));
}

/// Writes the structure tree.
struct Structure<'a> {
    layout: &'a Layout,
    marked: &'a [Vec<ElementId>],
    pages: &'a [ObjectId],
}

impl Structure<'_> {
    fn write(&self, document: &mut Document) -> ObjectId {
        let root = document.new_object_id();
        let elements = &self.layout.elements;
        let ids: Vec<_> = elements.iter().map(|_| document.new_object_id()).collect();
        let mut children: Vec<Vec<Object>> = vec![Vec::new(); elements.len()];
        for (id, element) in ids.iter().zip(elements) {
            if let Some(parent) = element.parent {
                children[parent.0].push((*id).into());
            }
        }
        for (marked, page) in self.marked.iter().zip(self.pages) {
            for (mcid, element) in marked.iter().enumerate() {
                children[element.0].push(Object::Dictionary(dictionary! {
                    "Type" => "MCR", "Pg" => *page, "MCID" => number(mcid),
                }));
            }
        }
        for ((id, element), children) in ids.iter().zip(elements).zip(children) {
            let parent = element.parent.map_or(root, |parent| ids[parent.0]);
            document.set_object(*id, structure_element(element, parent, children));
        }
        let parent_tree = self.parent_tree(&ids);
        let parent_tree = document.add_object(parent_tree);
        let root_dictionary = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => ids.first().copied().map_or(Object::Null, Object::from),
            "ParentTree" => parent_tree,
            "ParentTreeNextKey" => number(self.pages.len()),
        };
        document.set_object(root, root_dictionary);
        root
    }

    /// From each page's marked content back to its element.
    fn parent_tree(&self, ids: &[ObjectId]) -> Dictionary {
        let mut numbers = Vec::new();
        for (page, marked) in self.marked.iter().enumerate() {
            numbers.push(number(page));
            let elements: Vec<Object> =
                marked.iter().map(|element| ids[element.0].into()).collect();
            numbers.push(elements.into());
        }
        dictionary! { "Nums" => numbers }
    }
}

fn structure_element(element: &Element, parent: ObjectId, children: Vec<Object>) -> Dictionary {
    let mut dictionary = dictionary! {
        "Type" => "StructElem", "S" => tag(&element.role), "P" => parent, "K" => children,
    };
    match &element.role {
        Role::HeadCell => {
            dictionary.set("A", dictionary! { "O" => "Table", "Scope" => "Column" });
        }
        Role::Table(caption) => {
            dictionary.set(
                "A",
                dictionary! { "O" => "Table", "Summary" => text(caption) },
            );
        }
        Role::Document
        | Role::Part
        | Role::PartHeading
        | Role::ArticleHeading
        | Role::Paragraph
        | Role::List
        | Role::ListItem
        | Role::ListBody
        | Role::Row
        | Role::Cell => {}
    }
    dictionary
}
