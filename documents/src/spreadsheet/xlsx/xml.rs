//! A thin layer over quick-xml: opening tags, text and closing tags, entities resolved.
//!
//! Namespace prefixes are dropped: writers differ in them, the local names are unambiguous here.

use std::borrow::Cow;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::spreadsheet::SpreadsheetError;

/// One step through a part. An empty element is an `Open` followed by a `Close`.
pub(in crate::spreadsheet) enum Node<'x> {
    Open(Element<'x>),
    Text(Cow<'x, str>),
    Close,
}

/// An opening tag.
pub(in crate::spreadsheet) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// The name without its prefix.
    pub(in crate::spreadsheet) fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The value of an attribute, looked up without its prefix.
    pub(in crate::spreadsheet) fn attribute(&self, name: &str) -> Option<String> {
        let attribute = self
            .0
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()
            .map(Cow::into_owned)
    }

    /// True when an attribute says so; `1`, `true` and `on` do.
    pub(in crate::spreadsheet) fn flag(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| is_on(&value))
    }

    /// An attribute that is a number.
    pub(in crate::spreadsheet) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.parse().ok()
    }
}

/// Whether a boolean attribute's value means yes.
pub(in crate::spreadsheet) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

/// Walks over a part. Broken XML names the part.
pub(in crate::spreadsheet) struct Parser<'x> {
    reader: Reader<&'x [u8]>,
    path: &'x str,
}

impl<'x> Parser<'x> {
    pub(in crate::spreadsheet) fn new(text: &'x str, path: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, path }
    }

    /// The next node; `None` at the end.
    pub(in crate::spreadsheet) fn next(&mut self) -> Result<Option<Node<'x>>, SpreadsheetError> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|_| SpreadsheetError::broken(self.path))?;
            return Ok(Some(match event {
                Event::Start(start) | Event::Empty(start) => Node::Open(Element(start)),
                Event::End(_) => Node::Close,
                Event::Text(text) => Node::Text(text.xml10_content()),
                Event::CData(text) => Node::Text(text.xml10_content()),
                Event::GeneralRef(reference) => Node::Text(entity(&reference)),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            }));
        }
    }

    /// Skips the rest of the element that was just opened.
    pub(in crate::spreadsheet) fn skip(&mut self) -> Result<(), SpreadsheetError> {
        self.text_within(|_| {}, false)
    }

    /// The text of the element that was just opened, children included.
    pub(in crate::spreadsheet) fn text(&mut self) -> Result<String, SpreadsheetError> {
        let mut collected = String::new();
        self.text_within(|text| collected.push_str(text), true)?;
        Ok(collected)
    }

    fn text_within(
        &mut self,
        mut take: impl FnMut(&str),
        wanted: bool,
    ) -> Result<(), SpreadsheetError> {
        let mut depth = 1;
        while let Some(node) = self.next()? {
            match node {
                Node::Open(_) => depth += 1,
                Node::Text(text) if wanted => take(&text),
                Node::Text(_) => {}
                Node::Close => depth -= 1,
            }
            if depth == 0 {
                return Ok(());
            }
        }
        Err(SpreadsheetError::broken(self.path))
    }
}

/// The five entities of XML and character references. Entities a document declares itself are not expanded.
fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Cow::Owned(character.to_string());
    }
    let name = reference.xml10_content();
    Cow::Owned(
        quick_xml::escape::resolve_predefined_entity(&name)
            .unwrap_or_default()
            .to_owned(),
    )
}
