//! Excel workbooks, read part by part from the zip.
//!
//! calamine answers values; a ledger also speaks through strike-through, colours, notes, hidden rows
//! and rich text, and its furigana must stay out of the text. Hence this reader. It executes nothing:
//! formulas keep the value they had, macros and external links are never opened.

mod notes;
pub(super) mod parts;
mod rich_text;
mod sheet;
mod styles;
pub(super) mod xml;

use domain::import::raw::{Container, DateSystem, Sheet, Workbook};

use parts::Parts;
use styles::Styles;
pub(super) use styles::{is_builtin_date, is_date_format};

use super::SpreadsheetError;

/// Reads a zip: an `.xlsx`, or an `.ods`, which says so itself.
pub(super) fn read_package(bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    let mut parts = Parts::open(bytes)?;
    let mimetype = parts.text("mimetype")?.unwrap_or_default();
    if mimetype.contains("opendocument.spreadsheet") {
        super::ods::read(&mut parts)
    } else {
        read(&mut parts)
    }
}

/// Reads an `.xlsx`.
fn read(parts: &mut Parts<'_>) -> Result<Workbook, SpreadsheetError> {
    refuse_others(parts)?;
    let workbook_path = workbook_path(parts)?;
    let workbook = parts
        .text(&workbook_path)?
        .ok_or_else(|| SpreadsheetError::broken(&workbook_path))?;
    let index = read_index(&workbook, &workbook_path)?;
    let relations = parts.relations(&workbook_path)?;
    let styles = match relations.of_kind("/styles") {
        Some(path) => Styles::read(&parts.text(path)?.unwrap_or_default(), path)?,
        None => Styles::default(),
    };
    let strings = match relations.of_kind("/sharedStrings") {
        Some(path) => rich_text::shared_strings(&parts.text(path)?.unwrap_or_default(), path)?,
        None => Vec::new(),
    };
    let mut sheets = Vec::new();
    for entry in &index.sheets {
        let Some(path) = relations.by_id(&entry.relation) else {
            return Err(SpreadsheetError::broken(&entry.name));
        };
        if !path.contains("worksheets/") {
            continue; // a chart sheet holds no rows
        }
        let context = sheet::SheetContext {
            styles: &styles,
            strings: &strings,
            date_system: index.date_system,
            path,
        };
        sheets.push(Sheet {
            name: Some(entry.name.clone()),
            hidden: entry.hidden,
            ..read_sheet(parts, &context)?
        });
    }
    Ok(Workbook {
        container: Container::Xlsx {
            date_system: index.date_system,
        },
        sheets,
    })
}

fn read_sheet(
    parts: &mut Parts<'_>,
    context: &sheet::SheetContext<'_>,
) -> Result<Sheet, SpreadsheetError> {
    let text = parts
        .text(context.path)?
        .ok_or_else(|| SpreadsheetError::broken(context.path))?;
    let mut sheet = sheet::read(&text, context)?;
    if let Some(path) = parts.relations(context.path)?.of_kind("/comments") {
        let text = parts.text(path)?.unwrap_or_default();
        notes::attach(&text, path, &mut sheet)?;
    }
    Ok(sheet)
}

/// Recognises what is a zip but no `.xlsx`.
fn refuse_others(parts: &mut Parts<'_>) -> Result<(), SpreadsheetError> {
    if parts.has("xl/vbaProject.bin") {
        return Err(SpreadsheetError::Macro);
    }
    let types = parts.text("[Content_Types].xml")?.unwrap_or_default();
    if types.contains("macroEnabled") {
        return Err(SpreadsheetError::Macro);
    }
    let found = if parts.has("word/document.xml") {
        "Word文書"
    } else if parts.has("ppt/presentation.xml") {
        "PowerPoint"
    } else if parts.has("xl/workbook.bin") {
        "Excelバイナリブック（.xlsb）"
    } else if parts.has("content.xml") {
        "OpenDocument文書"
    } else if types.is_empty() {
        "ZIPファイル"
    } else {
        return Ok(());
    };
    Err(SpreadsheetError::NotALedger { found })
}

fn workbook_path(parts: &mut Parts<'_>) -> Result<String, SpreadsheetError> {
    let relations = parts.relations("")?;
    Ok(relations
        .of_kind("/officeDocument")
        .unwrap_or("xl/workbook.xml")
        .to_owned())
}

/// The table of contents of a workbook.
struct Index {
    date_system: DateSystem,
    sheets: Vec<IndexEntry>,
}

struct IndexEntry {
    name: String,
    hidden: bool,
    relation: String,
}

fn read_index(text: &str, path: &str) -> Result<Index, SpreadsheetError> {
    let mut index = Index {
        date_system: DateSystem::From1900,
        sheets: Vec::new(),
    };
    let mut reader = xml::Parser::new(text, path);
    while let Some(node) = reader.next()? {
        let xml::Node::Open(element) = node else {
            continue;
        };
        match element.name() {
            "workbookPr" if element.flag("date1904") => index.date_system = DateSystem::From1904,
            "sheet" => index.sheets.push(IndexEntry {
                name: element.attribute("name").unwrap_or_default(),
                hidden: element
                    .attribute("state")
                    .is_some_and(|state| state != "visible"),
                relation: element.attribute("id").unwrap_or_default(),
            }),
            _ => {}
        }
    }
    if index.sheets.is_empty() {
        return Err(SpreadsheetError::broken(path));
    }
    Ok(index)
}
