//! Text of cells: plain, or in runs that may be struck through. Furigana (`rPh`) is never text.

use super::xml::{Node, Parser, is_on};
use crate::spreadsheet::SpreadsheetError;

/// The text of a cell and the part of it that is not struck through run by run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RichText {
    pub(super) whole: String,
    pub(super) standing: String,
}

impl RichText {
    /// Text without runs, as a formula answers it.
    pub(super) fn plain(text: &str) -> Self {
        let text = unescape(text);
        Self {
            standing: text.clone(),
            whole: text,
        }
    }

    fn push(&mut self, text: &str, struck: bool) {
        self.whole.push_str(text);
        if !struck {
            self.standing.push_str(text);
        }
    }
}

/// All shared strings in their order.
pub(super) fn shared_strings(text: &str, path: &str) -> Result<Vec<RichText>, SpreadsheetError> {
    let mut strings = Vec::new();
    let mut parser = Parser::new(text, path);
    while let Some(node) = parser.next()? {
        if let Node::Open(element) = node
            && element.name() == "si"
        {
            strings.push(read(&mut parser)?);
        }
    }
    Ok(strings)
}

/// The string item (`si`, `is`, or a note's `text`) that was just opened.
pub(super) fn read(parser: &mut Parser<'_>) -> Result<RichText, SpreadsheetError> {
    let mut rich = RichText::default();
    let mut depth = 1;
    let mut struck = false;
    while 0 < depth {
        let Some(node) = parser.next()? else { break };
        match node {
            Node::Open(element) => match element.name() {
                "rPh" | "phoneticPr" => parser.skip()?,
                "t" => {
                    let text = parser.text()?;
                    rich.push(&unescape(&text), struck);
                }
                "r" => {
                    struck = false;
                    depth += 1;
                }
                "strike" => {
                    struck = element.attribute("val").is_none_or(|value| is_on(&value));
                    depth += 1;
                }
                _ => depth += 1,
            },
            Node::Text(_) => {}
            Node::Close => depth -= 1,
        }
    }
    Ok(rich)
}

/// Excel writes characters XML cannot hold as `_x000D_`; a literal one as `_x005F_x000D_`.
fn unescape(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if !text.contains("_x") {
        return text;
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        result.push_str(before);
        let code = after
            .get(2..6)
            .filter(|_| after.get(6..7) == Some("_"))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        if let Some(character) = code {
            if character != '\r' {
                result.push(character);
            }
            rest = after.get(7..).unwrap_or_default();
        } else {
            result.push_str("_x");
            rest = after.get(2..).unwrap_or_default();
        }
    }
    result.push_str(rest);
    result
}
