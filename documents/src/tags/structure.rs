//! The structure tree: what each piece of marked content is part of (ISO 32000-1, 14.7).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{number, text};
use crate::layout::{Element, ElementId, Layout, Role, Scope};

/// The name of a role in PDF (ISO 32000-1, 14.8.4).
pub(crate) fn tag(role: &Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::PartHeading => "H1",
        Role::SectionHeading => "H2",
        Role::SubsectionHeading => "H3",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::ListLabel => "Lbl",
        Role::ListBody => "LBody",
        Role::Table(_) => "Table",
        Role::Row => "TR",
        Role::HeadCell { .. } => "TH",
        Role::Cell => "TD",
        Role::Ruby => "Span",
    }
}

/// Writes the structure tree.
pub(super) struct Structure<'a> {
    pub(super) layout: &'a Layout,
    pub(super) marked: &'a [Vec<ElementId>],
    pub(super) pages: &'a [ObjectId],
}

/// What an element holds.
#[derive(Clone, Default)]
struct Content {
    /// The page its first marked content is on.
    page: Option<ObjectId>,
    kids: Vec<Object>,
}

impl Structure<'_> {
    pub(super) fn write(&self, document: &mut Document) -> ObjectId {
        let root = document.new_object_id();
        let elements = &self.layout.elements;
        let ids: Vec<_> = elements.iter().map(|_| document.new_object_id()).collect();
        for ((id, element), content) in ids.iter().zip(elements).zip(self.contents(&ids)) {
            let parent = element.parent.map_or(root, |parent| ids[parent.0]);
            document.set_object(*id, structure_element(element, parent, content));
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

    fn contents(&self, ids: &[ObjectId]) -> Vec<Content> {
        let mut contents = vec![Content::default(); ids.len()];
        for (id, element) in ids.iter().zip(&self.layout.elements) {
            // A reading stands among the characters of its parent, see below.
            if let Some(parent) = element.parent.filter(|_| element.role != Role::Ruby) {
                contents[parent.0].kids.push((*id).into());
            }
        }
        for (marked, page) in self.marked.iter().zip(self.pages) {
            for (mcid, element) in marked.iter().enumerate() {
                let about = &self.layout.elements[element.0];
                if let (Role::Ruby, Some(parent)) = (&about.role, about.parent) {
                    contents[parent.0].kids.push(ids[element.0].into());
                }
                let content = &mut contents[element.0];
                let is_at_home = *content.page.get_or_insert(*page) == *page;
                content.kids.push(if is_at_home {
                    number(mcid)
                } else {
                    let elsewhere = dictionary! {
                        "Type" => "MCR", "Pg" => *page, "MCID" => number(mcid),
                    };
                    elsewhere.into()
                });
            }
        }
        contents
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

fn structure_element(element: &Element, parent: ObjectId, mut content: Content) -> Dictionary {
    let mut dictionary = dictionary! { "S" => tag(&element.role), "P" => parent };
    if let Some(page) = content.page {
        dictionary.set("Pg", page);
    }
    match content.kids.len() {
        0 => {}
        1 => dictionary.set("K", content.kids.remove(0)),
        _ => dictionary.set("K", content.kids),
    }
    match &element.role {
        Role::HeadCell {
            scope,
            columns,
            rows,
        } => {
            let mut about = dictionary! { "O" => "Table" };
            about.set(
                "Scope",
                match scope {
                    Scope::Column => "Column",
                    Scope::Row => "Row",
                },
            );
            for (name, span) in [("ColSpan", *columns), ("RowSpan", *rows)] {
                if 1 < span {
                    about.set(name, number(span));
                }
            }
            dictionary.set("A", about);
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
        | Role::SectionHeading
        | Role::SubsectionHeading
        | Role::Paragraph
        | Role::List
        | Role::ListItem
        | Role::ListLabel
        | Role::ListBody
        | Role::Row
        | Role::Cell
        | Role::Ruby => {}
    }
    dictionary
}
