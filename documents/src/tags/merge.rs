//! Files of ours in one: their pages as they are, one structure tree, and the bookmarks of each below its
//! title. What a file carried with it, and that it was issued, stays with the file itself: this is a copy to
//! print and to read.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::metadata::{About, document_information, write_metadata};
use super::output_intent::write_output_intent;
use super::{file, number, presentable, text};
use crate::error::DocumentError;
use crate::print::IssueRecord;

/// A PDF that other PDFs are added to.
#[derive(Debug)]
pub struct Merger {
    document: Document,
    /// Root of the pages, root of the structure, its one element, root of the bookmarks.
    roots: [ObjectId; 4],
    pages: Vec<Object>,
    /// Elements right below the one.
    elements: Vec<Object>,
    /// From `StructParents` of a page back to its elements.
    parent_tree: Vec<Object>,
    bookmarks: Vec<ObjectId>,
    /// Whether every file says that it is PDF/A.
    is_archival: bool,
}

impl Default for Merger {
    fn default() -> Self {
        let mut document = Document::with_version("1.7");
        let roots = [(); 4].map(|()| document.new_object_id());
        Self {
            document,
            roots,
            pages: Vec::new(),
            elements: Vec::new(),
            parent_tree: Vec::new(),
            bookmarks: Vec::new(),
            is_archival: true,
        }
    }
}

impl Merger {
    /// Adds a file of ours under a title.
    ///
    /// # Errors
    /// [`DocumentError::Write`] when it is not built as ours are.
    pub fn add(&mut self, title: &str, file: &[u8]) -> Result<(), DocumentError> {
        let mut part = Document::load_mem(file).map_err(|_| DocumentError::Write)?;
        move_up(&mut part, self.document.max_id);
        let catalog = part.catalog().map_err(|_| DocumentError::Write)?.clone();
        self.is_archival &= says_archival(&part, &catalog);
        let pages: Vec<ObjectId> = part.page_iter().collect();
        self.take_structure(&mut part, &catalog, title)?;
        self.take_pages(&mut part, &pages)?;
        let first = pages.first().copied().ok_or(DocumentError::Write)?;
        self.take_bookmarks(&mut part, &catalog, title, first);
        drop_what_was_of_the_file(&mut part, &catalog);
        self.document.max_id = self.document.max_id.max(part.max_id);
        self.document.objects.append(&mut part.objects);
        Ok(())
    }

    fn take_pages(&mut self, part: &mut Document, pages: &[ObjectId]) -> Result<(), DocumentError> {
        let before = self.pages.len();
        for (index, id) in pages.iter().enumerate() {
            let page = part
                .get_dictionary_mut(*id)
                .map_err(|_| DocumentError::Write)?;
            page.set("Parent", self.roots[0]);
            page.set("StructParents", number(before + index));
            self.pages.push((*id).into());
        }
        Ok(())
    }

    /// The file's `Document` becomes a `Part` of ours, with the title of the file.
    fn take_structure(
        &mut self,
        part: &mut Document,
        catalog: &Dictionary,
        title: &str,
    ) -> Result<(), DocumentError> {
        let failed = |_| DocumentError::Write;
        let root = catalog.get(b"StructTreeRoot").map_err(failed)?;
        let root = part.dereference(root).map_err(failed)?.1;
        let root = root.as_dict().map_err(failed)?.clone();
        let tree = root.get(b"ParentTree").map_err(failed)?;
        let tree = part.dereference(tree).map_err(failed)?.1;
        let numbers = tree.as_dict().and_then(|tree| tree.get(b"Nums"));
        let numbers = numbers.and_then(Object::as_array).map_err(failed)?.clone();
        for pair in numbers.chunks(2) {
            let [page, elements] = pair else {
                return Err(DocumentError::Write);
            };
            let page = page.as_i64().map_err(failed)?;
            let page = usize::try_from(page).map_err(|_| DocumentError::Write)?;
            self.parent_tree.push(number(self.pages.len() + page));
            self.parent_tree.push(elements.clone());
        }
        let id = root.get(b"K").and_then(Object::as_reference);
        let id = id.map_err(failed)?;
        let element = part.get_dictionary_mut(id).map_err(failed)?;
        element.set("S", "Part");
        element.set("P", self.roots[2]);
        element.set("T", text(title));
        self.elements.push(id.into());
        Ok(())
    }

    /// A bookmark with the title, closed, and those of the file below it.
    fn take_bookmarks(
        &mut self,
        part: &mut Document,
        catalog: &Dictionary,
        title: &str,
        first_page: ObjectId,
    ) {
        let id = part.new_object_id();
        let destination: Vec<Object> = vec![first_page.into(), "Fit".into()];
        let mut item = dictionary! {
            "Title" => text(title), "Parent" => self.roots[3], "Dest" => destination,
        };
        let outlines = catalog.get(b"Outlines").and_then(Object::as_reference);
        let outlines = outlines.and_then(|id| part.get_dictionary(id)).cloned();
        if let Ok(outlines) = outlines {
            let mut next = outlines.get(b"First").and_then(Object::as_reference).ok();
            let mut count = 0;
            while let Some(child) = next {
                let Ok(child) = part.get_dictionary_mut(child) else {
                    break;
                };
                child.set("Parent", id);
                next = child.get(b"Next").and_then(Object::as_reference).ok();
                count += 1;
            }
            for name in ["First", "Last"] {
                if let Ok(child) = outlines.get(name.as_bytes()) {
                    item.set(name, child.clone());
                }
            }
            item.set("Count", Object::Integer(-count));
        }
        part.set_object(id, item);
        self.bookmarks.push(id);
    }

    /// The bytes of the whole: a PDF/A-2u where every file is one.
    ///
    /// # Errors
    /// [`DocumentError::Write`] when nothing was added, or a length does not fit the format.
    pub fn finish(mut self, title: &str, record: &IssueRecord) -> Result<Vec<u8>, DocumentError> {
        if self.pages.is_empty() {
            return Err(DocumentError::Write);
        }
        self.write_roots(title);
        self.link_bookmarks()?;
        let [pages, structure, _, outlines] = self.roots;
        let mut document = self.document;
        let about = About {
            title: presentable(title),
            author: presentable(&record.author),
            producer: presentable(&record.producer),
            number: None,
            conformance: self.is_archival.then_some(2),
            record,
        };
        let metadata = write_metadata(&mut document, &about);
        let intent = write_output_intent(&mut document);
        let information = document.add_object(document_information(&about));
        let catalog = document.add_object(dictionary! {
            "Type" => "Catalog",
            "Pages" => pages,
            "Lang" => text("ja-JP"),
            "MarkInfo" => dictionary! { "Marked" => true },
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "StructTreeRoot" => structure,
            "Metadata" => metadata,
            "OutputIntents" => vec![intent.into()],
            "Outlines" => outlines,
            "PageMode" => "UseOutlines",
        });
        let id = Object::String(
            record.document_id.to_vec(),
            lopdf::StringFormat::Hexadecimal,
        );
        document.trailer = dictionary! {
            "Root" => catalog, "Info" => information, "ID" => vec![id.clone(), id],
        };
        file::write(document)
    }

    fn write_roots(&mut self, title: &str) {
        let [pages, structure, element, outlines] = self.roots;
        let count = number(self.pages.len());
        self.document.set_object(
            pages,
            dictionary! {
                "Type" => "Pages", "Kids" => std::mem::take(&mut self.pages), "Count" => count.clone(),
            },
        );
        let tree = dictionary! { "Nums" => std::mem::take(&mut self.parent_tree) };
        let tree = self.document.add_object(tree);
        let root = dictionary! {
            "Type" => "StructTreeRoot", "K" => element, "ParentTree" => tree,
            "ParentTreeNextKey" => count,
        };
        self.document.set_object(structure, root);
        let whole = dictionary! {
            "S" => "Document", "P" => structure, "T" => text(title),
            "K" => std::mem::take(&mut self.elements),
        };
        self.document.set_object(element, whole);
        let mut root = dictionary! {
            "Type" => "Outlines", "Count" => number(self.bookmarks.len()),
        };
        if let (Some(first), Some(last)) = (self.bookmarks.first(), self.bookmarks.last()) {
            root.set("First", *first);
            root.set("Last", *last);
        }
        self.document.set_object(outlines, root);
    }

    fn link_bookmarks(&mut self) -> Result<(), DocumentError> {
        for pair in self.bookmarks.windows(2) {
            if let [one, other] = pair {
                for (of, name, to) in [(one, "Next", other), (other, "Prev", one)] {
                    let item = self.document.get_dictionary_mut(*of);
                    item.map_err(|_| DocumentError::Write)?.set(name, *to);
                }
            }
        }
        Ok(())
    }
}

/// Gives every object a number that is `by` higher. What is compressed stays as it is.
fn move_up(part: &mut Document, by: u32) {
    let objects = std::mem::take(&mut part.objects);
    let is_packing = |object: &Object| {
        let kind = object.as_stream().and_then(|it| it.dict.get_type());
        kind.is_ok_and(|kind| matches!(kind, b"ObjStm" | b"XRef"))
    };
    for ((id, generation), mut object) in objects {
        if is_packing(&object) {
            continue;
        }
        shift(&mut object, by);
        part.objects.insert((id + by, generation), object);
    }
    for (_, object) in part.trailer.iter_mut() {
        shift(object, by);
    }
    part.max_id += by;
}

fn shift(object: &mut Object, by: u32) {
    match object {
        Object::Reference((id, _)) => *id += by,
        Object::Array(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Object::Dictionary(dictionary) => {
            dictionary
                .iter_mut()
                .for_each(|(_, value)| shift(value, by));
        }
        Object::Stream(stream) => {
            stream
                .dict
                .iter_mut()
                .for_each(|(_, value)| shift(value, by));
            stream.allows_compression = !stream.dict.has(b"Filter");
        }
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => {}
    }
}

fn says_archival(part: &Document, catalog: &Dictionary) -> bool {
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference);
    let metadata = metadata.and_then(|id| part.get_object(id)?.as_stream());
    let content = metadata.map(|stream| {
        let plain = stream.decompressed_content();
        plain.unwrap_or_else(|_| stream.content.clone())
    });
    content.is_ok_and(|content| {
        let mark = b"<pdfaid:part>".as_slice();
        content.windows(mark.len()).any(|window| window == mark)
    })
}

/// Roots, metadata, what is attached: of the file, not of its pages.
fn drop_what_was_of_the_file(part: &mut Document, catalog: &Dictionary) {
    let mut gone = Vec::new();
    let references = |value: &Object| -> Vec<ObjectId> {
        match value {
            Object::Reference(id) => vec![*id],
            Object::Array(items) => items
                .iter()
                .filter_map(|it| it.as_reference().ok())
                .collect(),
            _ => Vec::new(),
        }
    };
    for name in [
        b"StructTreeRoot".as_slice(),
        b"Metadata",
        b"OutputIntents",
        b"Outlines",
        b"Names",
        b"AF",
        b"Pages",
    ] {
        gone.extend(catalog.get(name).map(references).unwrap_or_default());
    }
    for name in [b"Root".as_slice(), b"Info"] {
        gone.extend(part.trailer.get(name).map(references).unwrap_or_default());
    }
    // What only these held: the tree of parents, the profile of colours, the attached file.
    for id in gone.clone() {
        let Ok(dictionary) = part.get_dictionary(id) else {
            continue;
        };
        for name in [b"ParentTree".as_slice(), b"DestOutputProfile"] {
            gone.extend(dictionary.get(name).map(references).unwrap_or_default());
        }
        if let Ok(files) = dictionary.get(b"EF").and_then(Object::as_dict) {
            gone.extend(files.iter().flat_map(|(_, file)| references(file)));
        }
    }
    for id in gone {
        part.objects.remove(&id);
    }
}
