//! Old Excel workbooks (.xls), read record by record.
//!
//! Values, dates, strike-through, hidden rows and columns, merges. It executes nothing, believes no size the file
//! gives, and never stops the program: a file may be made to.

mod compound;
mod sheet;
mod strings;

use domain::import::raw::{Container, DateSystem, Sheet, Workbook};

use self::{
    compound::{CompoundFile, u16_at, u32_at},
    strings::{Table, Version},
};
use super::{
    SpreadsheetError,
    xlsx::{is_builtin_date, is_date_format},
};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;

/// Reads what begins like an OLE compound file: an old workbook, or an encrypted new one.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    // An encrypted new workbook, also one that is damaged besides.
    if contains_utf16(bytes, "EncryptedPackage") {
        return Err(SpreadsheetError::Encrypted);
    }
    let file = CompoundFile::open(bytes)?;
    if file.has("_VBA_PROJECT_CUR") {
        return Err(SpreadsheetError::Macro);
    }
    let stream = match file.stream("Workbook")? {
        Some(stream) => stream,
        None => file.stream("Book")?.ok_or(SpreadsheetError::NotALedger {
            found: "Office文書（Excel以外）",
        })?,
    };
    let globals = Globals::read(&stream)?;
    let mut sheets = Vec::new();
    for entry in &globals.sheets {
        let part = stream.get(entry.start..);
        let part = part.ok_or_else(|| SpreadsheetError::broken(&entry.name))?;
        sheets.push(Sheet {
            name: Some(entry.name.clone()),
            hidden: entry.hidden,
            ..sheet::read(part, &globals, &entry.name)?
        });
    }
    if sheets.is_empty() {
        return Err(SpreadsheetError::broken("xls"));
    }
    Ok(Workbook {
        container: Container::Xls,
        sheets,
    })
}

fn contains_utf16(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// The records of a stream: kind and content.
struct Records<'s> {
    stream: &'s [u8],
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.stream, 0)?;
        let length = usize::from(u16_at(self.stream, 2)?);
        let content = self.stream.get(4..4 + length)?;
        self.stream = self.stream.get(4 + length..)?;
        Some((kind, content))
    }
}

/// What is true of all sheets.
struct Globals {
    version: Version,
    date_system: DateSystem,
    strings: Vec<String>,
    styles: Vec<Style>,
    sheets: Vec<Entry>,
}

/// What a cell's style says that a ledger means.
#[derive(Clone, Copy, Default)]
struct Style {
    is_date: bool,
    is_struck: bool,
    is_coloured: bool,
}

/// A sheet, and where it begins in the stream.
struct Entry {
    name: String,
    hidden: bool,
    start: usize,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, SpreadsheetError> {
        let mut globals = Self {
            version: Version::Biff8,
            date_system: DateSystem::From1900,
            strings: Vec::new(),
            styles: Vec::new(),
            sheets: Vec::new(),
        };
        let mut tables = Tables::default();
        let mut texts: Vec<&[u8]> = Vec::new();
        let mut last = 0;
        for (kind, content) in (Records { stream }) {
            match kind {
                BOF if u16_at(content, 0) != Some(0x0600) => globals.version = Version::Biff5,
                EOF => break,
                0x002F => return Err(SpreadsheetError::Encrypted),
                0x0022 if u16_at(content, 0) == Some(1) => {
                    globals.date_system = DateSystem::From1904;
                }
                0x0085 => globals.sheets.extend(entry(content, globals.version)),
                0x00FC => texts.push(content),
                CONTINUE if last == 0x00FC => {
                    texts.push(content);
                    continue; // it stays the table's
                }
                _ => tables.note(kind, content, globals.version),
            }
            last = kind;
        }
        globals.strings = Table::new(texts).collect();
        globals.styles = tables.styles();
        Ok(globals)
    }

    fn style(&self, index: Option<u16>) -> Style {
        let style = index.and_then(|index| self.styles.get(usize::from(index)));
        style.copied().unwrap_or_default()
    }
}

/// A worksheet; charts and macro sheets hold no rows.
fn entry(content: &[u8], version: Version) -> Option<Entry> {
    if *content.get(5)? != 0 {
        return None;
    }
    Some(Entry {
        start: usize::try_from(u32_at(content, 0)?).ok()?,
        hidden: *content.get(4)? & 3 != 0,
        name: strings::short(content.get(6..)?, version)?,
    })
}

/// What the records of fonts, formats and styles said, before they are joined.
#[derive(Default)]
struct Tables {
    struck_fonts: Vec<bool>,
    date_formats: std::collections::HashMap<u16, bool>,
    styles: Vec<(u16, u16, bool)>,
}

impl Tables {
    fn note(&mut self, kind: u16, content: &[u8], version: Version) {
        match kind {
            0x0031 => {
                let flags = u16_at(content, 2).unwrap_or_default();
                self.struck_fonts.push(flags & 0x0008 != 0);
            }
            0x041E => {
                let code = content.get(2..).and_then(|rest| match version {
                    Version::Biff5 => strings::short(rest, version),
                    Version::Biff8 => strings::long(rest, version),
                });
                if let (Some(id), Some(code)) = (u16_at(content, 0), code) {
                    self.date_formats.insert(id, is_date_format(&code));
                }
            }
            0x00E0 => {
                // The pattern of the background: 0 is none, its colour 9 white and 64 the default.
                let pattern = u32_at(content, 14).map(|it| it >> 26).unwrap_or_default();
                let colour = u16_at(content, 18).map(|it| it & 0x7F).unwrap_or_default();
                let is_coloured =
                    version == Version::Biff8 && pattern != 0 && !matches!(colour, 9 | 64 | 65);
                self.styles.push((
                    u16_at(content, 0).unwrap_or_default(),
                    u16_at(content, 2).unwrap_or_default(),
                    is_coloured,
                ));
            }
            _ => {}
        }
    }

    fn styles(&self) -> Vec<Style> {
        // There is no font 4.
        let struck = |font: u16| {
            let place = if 4 < font { font - 1 } else { font };
            self.struck_fonts
                .get(usize::from(place))
                .copied()
                .unwrap_or_default()
        };
        self.styles
            .iter()
            .map(|(font, format, is_coloured)| Style {
                is_date: match self.date_formats.get(format) {
                    Some(is_date) => *is_date,
                    None => is_builtin_date(u32::from(*format)),
                },
                is_struck: struck(*font),
                is_coloured: *is_coloured,
            })
            .collect()
    }
}
