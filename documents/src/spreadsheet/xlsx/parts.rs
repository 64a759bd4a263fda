//! The parts of a zip package, with limits against files made to exhaust memory.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::xml::{Node, Parser};
use crate::spreadsheet::SpreadsheetError;

/// Most bytes all read parts may have together; a ledger of 10,000 rows × 60 columns has about 40 MB.
const EXPANDED_LIMIT: u64 = 200 * 1024 * 1024;
/// Most entries a package may list.
const ENTRY_LIMIT: usize = 2_000;

/// An opened package.
pub(in crate::spreadsheet) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Parts<'b> {
    /// Opens a package and checks what it says of its own size.
    pub(in crate::spreadsheet) fn open(bytes: &'b [u8]) -> Result<Self, SpreadsheetError> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| SpreadsheetError::broken("zip"))?;
        if ENTRY_LIMIT < archive.len() {
            return Err(SpreadsheetError::Bomb);
        }
        let declared = archive.decompressed_size().unwrap_or(0);
        if u128::from(EXPANDED_LIMIT) < declared {
            return Err(SpreadsheetError::Bomb);
        }
        Ok(Self {
            archive,
            left: EXPANDED_LIMIT,
        })
    }

    /// True when a part of that path exists.
    pub(in crate::spreadsheet) fn has(&self, path: &str) -> bool {
        self.archive.index_for_name(path).is_some()
    }

    /// A part as text, or `None` when there is none of that path. The declared size is not believed.
    pub(in crate::spreadsheet) fn text(
        &mut self,
        path: &str,
    ) -> Result<Option<String>, SpreadsheetError> {
        let Some(index) = self.archive.index_for_name(path) else {
            return Ok(None);
        };
        let file = self
            .archive
            .by_index(index)
            .map_err(|_| SpreadsheetError::broken(path))?;
        let mut bytes = Vec::new();
        file.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| SpreadsheetError::broken(path))?;
        let length = bytes.len() as u64;
        if self.left < length {
            return Err(SpreadsheetError::Bomb);
        }
        self.left -= length;
        decode(&bytes)
            .map(Some)
            .ok_or_else(|| SpreadsheetError::broken(path))
    }

    /// The relations of a part (`""` for the package itself).
    pub(in crate::spreadsheet) fn relations(
        &mut self,
        path: &str,
    ) -> Result<Relations, SpreadsheetError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let path = format!("{prefix}_rels/{name}.rels");
        let Some(text) = self.text(&path)? else {
            return Ok(Relations::default());
        };
        let mut relations = Relations::default();
        let mut parser = Parser::new(&text, &path);
        while let Some(node) = parser.next()? {
            if let Node::Open(element) = node
                && element.name() == "Relationship"
                && element.attribute("TargetMode").as_deref() != Some("External")
                && let (Some(id), Some(kind), Some(target)) = (
                    element.attribute("Id"),
                    element.attribute("Type"),
                    element.attribute("Target"),
                )
            {
                relations.add(id, kind, resolve(folder, &target));
            }
        }
        Ok(relations)
    }
}

fn decode(bytes: &[u8]) -> Option<String> {
    let (encoding, rest) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..)?),
        None => (encoding_rs::UTF_8, bytes),
    };
    encoding
        .decode_without_bom_handling_and_without_replacement(rest)
        .map(std::borrow::Cow::into_owned)
}

/// A target is absolute within the package, or relative to the folder of the part.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Where a part points to.
#[derive(Default)]
pub(in crate::spreadsheet) struct Relations {
    by_id: HashMap<String, String>,
    by_kind: Vec<(String, String)>,
}

impl Relations {
    fn add(&mut self, id: String, kind: String, target: String) {
        self.by_id.insert(id, target.clone());
        self.by_kind.push((kind, target));
    }

    /// The path behind an id.
    pub(in crate::spreadsheet) fn by_id(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(String::as_str)
    }

    /// The first path whose kind ends so (transitional and strict files differ before it).
    pub(in crate::spreadsheet) fn of_kind(&self, ending: &str) -> Option<&str> {
        self.by_kind
            .iter()
            .find(|(kind, _)| kind.ends_with(ending))
            .map(|(_, target)| target.as_str())
    }
}
