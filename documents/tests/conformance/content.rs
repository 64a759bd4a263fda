//! What pages draw with.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object};

use super::{File, bytes_of, unless};

/// The operators of ISO 32000-1 (annex A) that our pages use. Shadings and inline pictures are not
/// among them.
const OPERATORS: [&str; 30] = [
    "q", "Q", "cm", "w", "J", "j", "M", "d", "m", "l", "c", "h", "re", "S", "s", "f", "f*", "B",
    "n", "BT", "ET", "Tf", "Tc", "Td", "TJ", "g", "G", "BMC", "EMC", "Do",
];
const WITH_PROPERTIES: &str = "BDC";

/// The operations of each page, and its resources.
pub(super) fn pages<'a>(file: &'a File<'_>) -> Vec<(Vec<Operation>, &'a Dictionary)> {
    let page = |id| {
        let page = file.document.get_dictionary(id).expect("a page");
        let resources = file
            .dictionary(page, "Resources")
            .expect("a page names its resources");
        let content = file.document.get_page_content(id);
        let operations = Content::decode(&content).expect("operators").operations;
        (operations, resources)
    };
    file.document.page_iter().map(page).collect()
}

pub(super) fn content(file: &File<'_>) -> Vec<String> {
    let mut offences = Vec::new();
    for (operations, resources) in pages(file) {
        let fonts = file.dictionary(resources, "Font");
        let (mut saved, mut marked) = (0_i32, 0_i32);
        for Operation { operator, operands } in &operations {
            let is_known = OPERATORS.contains(&operator.as_str()) || operator == WITH_PROPERTIES;
            offences.extend(unless(is_known, format!("operator {operator}")));
            match operator.as_str() {
                "q" => saved += 1,
                "Q" => saved -= 1,
                "BMC" | "BDC" => marked += 1,
                "EMC" => marked -= 1,
                "Do" => {
                    let name = operands[0].as_name().expect("a name");
                    let drawn = file.dictionary(resources, "XObject").expect("drawings");
                    let drawn = drawn.get(name).map(|drawn| file.at(drawn));
                    let drawn = drawn.and_then(Object::as_stream).expect("a drawing");
                    offences.extend(drawing(&bytes_of(drawn)));
                }
                "Tf" => {
                    let name = operands[0].as_name().expect("a name");
                    let is_there = fonts.is_some_and(|fonts| fonts.has(name));
                    offences.extend(unless(is_there, "a font that is not there"));
                }
                _ => {}
            }
            offences.extend(unless((0..=28).contains(&saved), "nesting of q"));
            offences.extend(unless(
                (0..=1).contains(&marked),
                "nesting of marked content",
            ));
        }
        offences.extend(unless(saved == 0 && marked == 0, "left open"));
    }
    offences
}

/// A drawing has rectangles in black, nothing else.
fn drawing(content: &[u8]) -> Vec<String> {
    let operations = Content::decode(content).expect("operators").operations;
    let is_plain = |operation: &Operation| ["g", "re", "f"].contains(&operation.operator.as_str());
    unless(operations.iter().all(is_plain), "a drawing")
}

/// Only grey of the device, which means the output intent.
pub(super) fn colours(file: &File<'_>) -> Vec<String> {
    const COLOURS: [&str; 14] = [
        "g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri",
    ];
    let mut offences = Vec::new();
    for (operations, _) in pages(file) {
        for Operation { operator, operands } in &operations {
            if COLOURS.contains(&operator.as_str()) {
                let level = operands.first().map(Object::as_float);
                let is_grey = matches!(operator.as_str(), "g" | "G")
                    && matches!(level, Some(Ok(level)) if (0.0..=1.0).contains(&level));
                offences.extend(unless(is_grey, operator.as_str()));
            }
        }
    }
    offences
}
