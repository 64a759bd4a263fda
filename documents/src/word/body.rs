//! The parts of a document to paragraphs of Word.

use domain::document::{
    Alignment, Article, ArticleParagraph, Block, Document, Emphasis, Heading, HeadingLevel,
    Letterhead, List, Numbering, Part, Signatures, Span, Text, TextSize, article_name, digits,
};

use super::numbering::{Numbered, Numberings};
use super::package::{REFERENCES, WORD};
use super::styles::{self, Style};
use super::twips;
use super::xml::Xml;
use crate::error::DocumentError;
use crate::layout::flow::{BODY_SIZE, Orientation};
use crate::layout::table::CELL_SIZE;

/// One character, in twentieths of a point.
pub(super) const EM: i32 = 210;
/// Lists in lists are indented no further.
const DEEPEST: u32 = 20;
/// Word counts ア to ン; what comes after is written out.
const LONGEST_KANA: usize = 46;

/// The body of the file as it is written.
pub(super) struct Body<'a> {
    pub(super) xml: Xml,
    document: &'a Document,
    numberings: Numberings,
    orientation: Orientation,
    /// Whether the next paragraph begins a page.
    begins_page: bool,
}

/// What stands in the middle of a foot.
pub(super) enum Footing {
    /// Nothing.
    Text,
    /// The page and the pages.
    Pages,
}

/// How a paragraph differs from its style.
pub(super) struct Look {
    pub(super) style: Style,
    pub(super) alignment: Option<&'static str>,
    /// Of the first line and of the others, and at the right, in characters.
    pub(super) indents: (i32, i32, i32),
    pub(super) numbered: Option<Numbered>,
    pub(super) size: TextSize,
}

impl Look {
    pub(super) fn of(style: Style) -> Self {
        Self {
            style,
            alignment: None,
            indents: (0, 0, 0),
            numbered: None,
            size: TextSize::Normal,
        }
    }

    pub(super) fn aligned(self, alignment: &'static str) -> Self {
        let alignment = Some(alignment);
        Self { alignment, ..self }
    }

    fn indented(self, first: i32, others: i32) -> Self {
        let indents = (first, others, 0);
        Self { indents, ..self }
    }

    fn numbered(self, numbered: Numbered) -> Self {
        let numbered = Some(numbered);
        Self { numbered, ..self }
    }
}

impl<'a> Body<'a> {
    pub(super) fn of(document: &'a Document) -> Result<Self, DocumentError> {
        let mut xml = Xml::part();
        xml.open("w:document", &[("xmlns:w", WORD), ("xmlns:r", REFERENCES)]);
        xml.open("w:body", &[]);
        let first = document.parts.first();
        let mut body = Self {
            xml,
            document,
            numberings: Numberings::new(),
            orientation: first.map_or(Orientation::Portrait, Orientation::of),
            begins_page: false,
        };
        for (index, part) in document.parts.iter().enumerate() {
            body.begin(index, Orientation::of(part));
            body.part(part)?;
        }
        body.section();
        Ok(body)
    }

    pub(super) fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// The parts `document.xml` and `numbering.xml`.
    pub(super) fn finish(self) -> (String, String) {
        (self.xml.finish(), self.numberings.part())
    }

    /// Begins a part: on a new page, in a section of its own when the paper turns.
    fn begin(&mut self, index: usize, orientation: Orientation) {
        self.begins_page = 0 < index && orientation == self.orientation;
        if orientation != self.orientation {
            self.xml.open("w:p", &[]);
            self.xml.open("w:pPr", &[]);
            self.xml.value("w:pStyle", Style::Gap.id());
            self.section();
            self.xml.close();
            self.xml.close();
            self.orientation = orientation;
        }
    }

    /// The properties of the section that ends here.
    fn section(&mut self) {
        let index = usize::from(self.orientation == Orientation::Landscape);
        let (width, height) = self.orientation.paper();
        let xml = &mut self.xml;
        xml.open("w:sectPr", &[]);
        for (name, id) in [
            ("w:headerReference", "rIdHeader"),
            ("w:footerReference", "rIdFooter"),
        ] {
            xml.empty(
                name,
                &[("w:type", "default"), ("r:id", &format!("{id}{index}"))],
            );
        }
        xml.value("w:type", "nextPage");
        let [width, height] = [width, height].map(|points| twips(points).to_string());
        let orientation = ["portrait", "landscape"][index];
        let size = [
            ("w:w", width.as_str()),
            ("w:h", &height),
            ("w:orient", orientation),
        ];
        xml.empty("w:pgSz", &size);
        let (left, right) = [("1701", "1134"), ("1417", "1417")][index];
        let margins = [
            ("w:top", "1701"),
            ("w:right", right),
            ("w:bottom", "1417"),
            ("w:left", left),
            ("w:header", "964"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &margins);
        xml.close();
    }

    fn part(&mut self, part: &Part) -> Result<(), DocumentError> {
        if let Some(label) = &part.label {
            self.paragraph(&label.into(), &Look::of(Style::Normal));
        }
        if let Some(letterhead) = &part.letterhead {
            self.letterhead(letterhead);
        }
        self.paragraph(&(&part.heading).into(), &Look::of(Style::PartHeading));
        for block in &part.blocks {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(paragraph) => self.text(paragraph),
                Block::Article(article) => self.article(article),
                Block::List(list) => self.list(list, 0),
                Block::Table(table) => self.table(table)?,
                Block::Pairs(pairs) => self.pairs(pairs),
                Block::Frame(frame) => self.frame(frame),
                Block::Signatures(signatures) => self.signatures(signatures),
            }
        }
        Ok(())
    }

    fn letterhead(&mut self, letterhead: &Letterhead) {
        let number = letterhead.number.as_ref().or(self.document.number.as_ref());
        let date = Some(&letterhead.date).filter(|date| !date.is_empty());
        let right = Look {
            indents: (0, 0, 1),
            ..Look::of(Style::Normal).aligned("right")
        };
        for text in [number, date].into_iter().flatten() {
            self.paragraph(&text.into(), &right);
        }
        for addressee in &letterhead.addressee {
            self.paragraph(&addressee.into(), &Look::of(Style::Normal).indented(1, 1));
        }
        match &letterhead.sender {
            Some(sender) if sender.entries.iter().any(|entry| !entry.label.is_empty()) => {
                self.sender(sender);
            }
            Some(sender) => {
                for entry in &sender.entries {
                    let text = format!("{}{}", sender.role, entry.value);
                    self.paragraph(&text.into(), &right);
                }
            }
            None => {}
        }
    }

    fn signatures(&mut self, signatures: &Signatures) {
        if !signatures.date.is_empty() {
            let date = (&signatures.date).into();
            self.paragraph(&date, &Look::of(Style::Normal).indented(1, 1));
        }
        for party in &signatures.parties {
            self.sender(party);
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let style = match heading.level {
            HeadingLevel::Section => Style::SectionHeading,
            HeadingLevel::Subsection => Style::SubsectionHeading,
        };
        self.paragraph(&(&heading.text).into(), &Look::of(style));
    }

    fn text(&mut self, paragraph: &domain::document::Paragraph) {
        let count = |count: u32| i32::try_from(count.min(DEEPEST)).unwrap_or(0);
        let look = Look {
            alignment: match paragraph.alignment {
                Alignment::Justified => None,
                Alignment::Start => Some("left"),
                Alignment::Centre => Some("center"),
                Alignment::End => Some("right"),
            },
            size: paragraph.size,
            ..Look::of(Style::Normal)
                .indented(count(paragraph.first_indent), count(paragraph.indent))
        };
        for line in paragraph.text.lines() {
            self.paragraph(&line, &look);
        }
    }

    fn article(&mut self, article: &Article) {
        let heading = format!("（{}）", article.heading);
        let look = Look::of(Style::SectionHeading).indented(1, 1);
        self.paragraph(&heading.into(), &look);
        let numbering = self.numberings.article(article.number);
        let counts = (1..).zip(&article.paragraphs).all(|(number, paragraph)| {
            let items = (1..).zip(&paragraph.items);
            paragraph.number == number
                && items
                    .into_iter()
                    .all(|(number, item)| item.number == number)
        });
        for paragraph in &article.paragraphs {
            let numbering = Some(numbering).filter(|_| counts);
            self.article_paragraph(article.number, paragraph, numbering);
        }
    }

    /// What does not count on is written out.
    fn article_paragraph(
        &mut self,
        article: u32,
        paragraph: &ArticleParagraph,
        numbering: Option<usize>,
    ) {
        let (style, level, label) = if paragraph.number == 1 {
            (Style::Article, 0, article_name(article))
        } else {
            (Style::Paragraph, 1, digits(paragraph.number))
        };
        let look = Look::of(style).indented(0, 1);
        self.labelled(&label, &(&paragraph.text).into(), look, level, numbering);
        for item in &paragraph.items {
            let label = format!("({})", item.number);
            let look = Look::of(Style::Item).indented(1, 2);
            self.labelled(&label, &(&item.text).into(), look, 2, numbering);
        }
    }

    fn labelled(
        &mut self,
        label: &str,
        text: &Text,
        look: Look,
        level: u32,
        numbering: Option<usize>,
    ) {
        match numbering {
            Some(numbering) => {
                let numbered = Numbered { numbering, level };
                self.paragraph(text, &look.numbered(numbered));
            }
            None => self.paragraph(&after(&format!("{label}　"), text), &look),
        }
    }

    fn list(&mut self, list: &List, depth: u32) {
        let is_kana = matches!(list.numbering, Numbering::Kana | Numbering::BracketedKana);
        let counts = !is_kana || list.items.len() <= LONGEST_KANA;
        let shown = depth.min(DEEPEST);
        let numbered = counts.then(|| self.numberings.list(list.numbering, shown));
        for (number, item) in (1..).zip(&list.items) {
            let indent = i32::try_from(shown).unwrap_or(0);
            let look = Look::of(Style::Item).indented(indent, indent + 1);
            match numbered {
                Some(numbered) => self.paragraph(&item.text, &look.numbered(numbered)),
                None => {
                    let label = format!("{}　", list.numbering.label(number));
                    self.paragraph(&after(&label, &item.text), &look);
                }
            }
            if let Some(inner) = &item.inner {
                self.list(inner, depth + 1);
            }
        }
    }

    /// A paragraph; its lines stay in it.
    pub(super) fn paragraph(&mut self, text: &Text, look: &Look) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml.value("w:pStyle", look.style.id());
        if std::mem::take(&mut self.begins_page) {
            self.xml.empty("w:pageBreakBefore", &[]);
        }
        if let Some(Numbered { numbering, level }) = look.numbered {
            self.xml.open("w:numPr", &[]);
            self.xml.number("w:ilvl", level.into());
            self.xml.value("w:numId", &numbering.to_string());
            self.xml.close();
        }
        let (first, others, right) = look.indents;
        if look.numbered.is_none() && look.indents != (0, 0, 0) {
            let [left, right] = [others * EM, right * EM].map(|length| length.to_string());
            let special = (first - others).abs() * EM;
            let kind = if first < others {
                "w:hanging"
            } else {
                "w:firstLine"
            };
            let special = special.to_string();
            let attributes = [
                ("w:left", left.as_str()),
                ("w:right", &right),
                (kind, &special),
            ];
            self.xml.empty("w:ind", &attributes);
        }
        if let Some(alignment) = look.alignment {
            self.xml.value("w:jc", alignment);
        }
        self.xml.close();
        for (index, line) in text.lines().iter().enumerate() {
            if 0 < index {
                self.xml.open("w:r", &[]);
                self.xml.empty("w:br", &[]);
                self.xml.close();
            }
            for span in &line.0 {
                self.span(span, look.size);
            }
        }
        self.xml.close();
    }

    fn span(&mut self, span: &Span, size: TextSize) {
        let xml = &mut self.xml;
        let points = match size {
            TextSize::Normal => None,
            TextSize::Small => Some(CELL_SIZE),
        };
        match &span.emphasis {
            Emphasis::Ruby(reading) => {
                xml.open("w:r", &[]);
                xml.open("w:ruby", &[]);
                let half = i64::from(twips(points.unwrap_or(BODY_SIZE)) / 10);
                xml.open("w:rubyPr", &[]);
                xml.value("w:rubyAlign", "distributeSpace");
                xml.number("w:hps", half / 2);
                xml.number("w:hpsRaise", half - 2);
                xml.number("w:hpsBaseText", half);
                xml.value("w:lid", "ja-JP");
                xml.close();
                xml.open("w:rt", &[]);
                run(xml, reading, |xml| {
                    styles::sizes(xml, points.unwrap_or(BODY_SIZE) / 2.0)
                });
                xml.close();
                xml.open("w:rubyBase", &[]);
                run(xml, &span.text, |_| {});
                xml.close();
                xml.close();
                xml.close();
            }
            emphasis => run(xml, &span.text, |xml| {
                if let Emphasis::Strong = emphasis {
                    styles::strong(xml);
                }
                if let Some(points) = points {
                    styles::sizes(xml, points);
                }
                if let Emphasis::Underlined = emphasis {
                    xml.value("w:u", "single");
                }
            }),
        }
    }
}

fn run(xml: &mut Xml, text: &str, properties: impl FnOnce(&mut Xml)) {
    xml.open("w:r", &[]);
    xml.open("w:rPr", &[]);
    properties(xml);
    xml.close();
    xml.open("w:t", &[("xml:space", "preserve")]);
    xml.characters(text);
    xml.close();
    xml.close();
}

/// The text after this.
fn after(label: &str, text: &Text) -> Text {
    let label = std::iter::once(Span::plain(label));
    Text(label.chain(text.0.iter().cloned()).collect())
}
