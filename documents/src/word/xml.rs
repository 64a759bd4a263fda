//! Tags and text to XML. Every tag that is opened is closed; what XML does not let stand is left out.

use quick_xml::escape::escape;

/// A part of the file as it is written.
#[derive(Default)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A part that begins as every part does.
    pub(super) fn part() -> Self {
        Self {
            text: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str("/>");
    }

    /// The usual kind of property: `<w:jc w:val="center"/>`.
    pub(super) fn value(&mut self, name: &'static str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    pub(super) fn number(&mut self, name: &'static str, value: i64) {
        self.value(name, &value.to_string());
    }

    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push('>');
        }
    }

    pub(super) fn characters(&mut self, text: &str) {
        let text: String = text.chars().filter(may_stand).collect();
        self.text.push_str(&escape(&text));
    }

    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            let value: String = value.chars().filter(may_stand).collect();
            self.text
                .push_str(&format!(" {key}=\"{}\"", escape(&value)));
        }
    }
}

/// Characters of XML 1.0 (2.2).
pub(super) fn may_stand(character: &char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..) && !matches!(character, '\u{FFFE}' | '\u{FFFF}')
}
