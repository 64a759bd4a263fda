//! しおり: parts, and articles within them.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{number, text};
use crate::layout::{Bookmark, Layout};

/// Adds the bookmarks; none when there is nothing to point to.
pub(super) fn write_outline(
    document: &mut Document,
    layout: &Layout,
    pages: &[ObjectId],
) -> Option<ObjectId> {
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
