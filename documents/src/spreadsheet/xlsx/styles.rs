//! What a cell's style says that a ledger means: date format, strike-through, background colour.

use std::collections::HashMap;

use super::xml::{Element, Node, Parser, is_on};
use crate::spreadsheet::SpreadsheetError;

/// The styles of a workbook, by the index cells use.
#[derive(Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
}

/// One style.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) is_date: bool,
    pub(super) is_struck: bool,
    pub(super) is_coloured: bool,
}

impl Styles {
    /// The style of a cell; an unknown index means the default.
    pub(super) fn get(&self, index: usize) -> Style {
        self.styles.get(index).copied().unwrap_or_default()
    }

    /// Reads `styles.xml`.
    pub(super) fn read(text: &str, path: &str) -> Result<Self, SpreadsheetError> {
        let mut tables = Tables::default();
        let mut section = Section::Other;
        let mut parser = Parser::new(text, path);
        while let Some(node) = parser.next()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "fonts" => section = Section::Fonts,
                "fills" => section = Section::Fills,
                "cellXfs" => section = Section::CellFormats,
                "cellStyleXfs" | "dxfs" | "borders" | "cellStyles" | "numFmts" => {
                    section = Section::Other;
                }
                _ => {}
            }
            tables.note(section, &element);
        }
        Ok(Self {
            styles: tables.styles(),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Fonts,
    Fills,
    CellFormats,
    Other,
}

/// What the parts of `styles.xml` said, before they are joined.
#[derive(Default)]
struct Tables {
    date_formats: HashMap<u32, bool>,
    struck_fonts: Vec<bool>,
    coloured_fills: Vec<bool>,
    formats: Vec<(u32, usize, usize)>,
}

impl Tables {
    fn note(&mut self, section: Section, element: &Element<'_>) {
        match (section, element.name()) {
            (_, "numFmt") => {
                if let (Some(id), Some(code)) =
                    (element.number("numFmtId"), element.attribute("formatCode"))
                {
                    self.date_formats.insert(id, is_date_format(&code));
                }
            }
            (Section::Fonts, "font") => self.struck_fonts.push(false),
            (Section::Fonts, "strike") => {
                if let Some(last) = self.struck_fonts.last_mut() {
                    *last = element.attribute("val").is_none_or(|value| is_on(&value));
                }
            }
            (Section::Fills, "fill") => self.coloured_fills.push(false),
            (Section::Fills, "patternFill") => {
                let pattern = element.attribute("patternType").unwrap_or_default();
                self.colour(!matches!(pattern.as_str(), "" | "none" | "gray125"));
            }
            (Section::Fills, "gradientFill") => self.colour(true),
            (Section::Fills, "fgColor") if is_white(element) => self.colour(false),
            (Section::CellFormats, "xf") => self.formats.push((
                element.number("numFmtId").unwrap_or(0),
                element.number("fontId").unwrap_or(0),
                element.number("fillId").unwrap_or(0),
            )),
            _ => {}
        }
    }

    fn colour(&mut self, coloured: bool) {
        if let Some(last) = self.coloured_fills.last_mut() {
            *last = coloured;
        }
    }

    fn styles(&self) -> Vec<Style> {
        let flag = |table: &Vec<bool>, index: usize| table.get(index).copied().unwrap_or(false);
        self.formats
            .iter()
            .map(|(format, font, fill)| Style {
                is_date: match self.date_formats.get(format) {
                    Some(is_date) => *is_date,
                    None => is_builtin_date(*format),
                },
                is_struck: flag(&self.struck_fonts, *font),
                is_coloured: flag(&self.coloured_fills, *fill),
            })
            .collect()
    }
}

/// White is no colour: people paint over lines with it.
fn is_white(element: &Element<'_>) -> bool {
    let is_plain_theme =
        element.attribute("theme").as_deref() == Some("0") && element.attribute("tint").is_none();
    is_plain_theme
        || element
            .attribute("rgb")
            .is_some_and(|rgb| rgb.len() == 8 && rgb.ends_with("FFFFFF"))
}

/// Built-in date formats; 27–36 and 50–58 are the era and 年月日 formats of Japanese Excel.
pub(in crate::spreadsheet) fn is_builtin_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// True when a format shows a day, month or year: `ge.m.d`, `ggge年m月d日`, `yyyy/m/d`, `m月d日`.
pub(in crate::spreadsheet) fn is_date_format(code: &str) -> bool {
    let first = code.split(';').next().unwrap_or_default();
    let mut letters = String::new();
    let mut characters = first.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => {
                characters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                characters.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            c => letters.push(c.to_ascii_lowercase()),
        }
    }
    if letters == "general" || letters.contains('#') || letters.contains('0') {
        return false;
    }
    let has = |wanted: char| letters.contains(wanted);
    has('y') || has('d') || has('e') || has('g') || (has('m') && !has('h') && !has('s'))
}

#[cfg(test)]
mod tests {
    use super::is_date_format;

    #[test]
    fn formats_that_show_a_day_are_dates() {
        for code in [
            "[$-411]ge\\.m\\.d;@",
            "[$-411]ggge\"年\"m\"月\"d\"日\";@",
            "yyyy/m/d",
            "m\"月\"d\"日\"",
            "yyyy\\-mm\\-dd",
        ] {
            assert!(is_date_format(code), "{code}");
        }
        for code in [
            "#,##0",
            "#,##0\"円\"",
            "General",
            "0.0E+00",
            "@",
            "h:mm:ss",
            "0\"年\"",
        ] {
            assert!(!is_date_format(code), "{code}");
        }
    }
}
