//! The code for a camera: drawn once, shown by every page (a form `XObject`; ISO 32000-1, 8.10).

use std::fmt::Write as _;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::{CODE, number};
use crate::error::DocumentError;
use crate::layout::code::Code;

/// Adds the code, and names it in the resources of every page. One unit is one square.
pub(super) fn write_code(
    document: &mut Document,
    code: &Code,
    pages: &[ObjectId],
) -> Result<(), DocumentError> {
    let width = code.width();
    let mut content = String::from("0 g\n");
    for (column, row, length) in code.dark() {
        // Writing to a String cannot fail. Rows count from above, PDF from below.
        let _ = writeln!(content, "{column} {} {length} 1 re", width - 1 - row);
    }
    content.push_str("f\n");
    let about = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), number(width), number(width)],
        "Resources" => dictionary! {},
    };
    let code = document.add_object(Stream::new(about, content.into_bytes()));
    let named = document.add_object(dictionary! { CODE => code });
    for page in pages {
        let page = document
            .get_dictionary(*page)
            .map_err(|_| DocumentError::Write)?;
        let resources = page.get(b"Resources").and_then(Object::as_reference);
        let resources = resources.map_err(|_| DocumentError::Write)?;
        let resources = document.get_dictionary_mut(resources);
        resources
            .map_err(|_| DocumentError::Write)?
            .set("XObject", named);
    }
    Ok(())
}
