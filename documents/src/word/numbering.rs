//! What counts: articles with their paragraphs and items, and lists. Word numbers them, so that what is put
//! in between moves what follows. Numbers of more digits stand in full width, as Word counts (第１０条).

use domain::document::Numbering;

use super::xml::Xml;

/// Number of the kind of numbering of articles.
const ARTICLES: usize = 0;

/// Every numbering of a document.
pub(super) struct Numberings {
    /// Kinds of lists, each at its depth.
    kinds: Vec<(Numbering, u32)>,
    /// Numberings in use.
    uses: Vec<Use>,
    /// The articles: which numbering, and the number that comes next.
    articles: Option<(usize, u32)>,
}

/// A numbering that begins anew.
struct Use {
    kind: usize,
    start: u32,
}

/// A number of a paragraph: which numbering, and how deep.
#[derive(Clone, Copy)]
pub(super) struct Numbered {
    pub(super) numbering: usize,
    pub(super) level: u32,
}

impl Numberings {
    pub(super) fn new() -> Self {
        Self {
            kinds: Vec::new(),
            uses: Vec::new(),
            articles: None,
        }
    }

    /// An article of this number. Articles count on as long as their numbers do.
    pub(super) fn article(&mut self, number: u32) -> usize {
        let numbering = match self.articles {
            Some((numbering, next)) if next == number => numbering,
            Some(_) | None => self.begin(ARTICLES, number),
        };
        self.articles = Some((numbering, number.saturating_add(1)));
        numbering
    }

    /// A list that begins to count.
    pub(super) fn list(&mut self, numbering: Numbering, depth: u32) -> Numbered {
        let known = self
            .kinds
            .iter()
            .position(|kind| *kind == (numbering, depth));
        let kind = known.unwrap_or_else(|| {
            self.kinds.push((numbering, depth));
            self.kinds.len() - 1
        });
        Numbered {
            numbering: self.begin(kind + 1, 1),
            level: 0,
        }
    }

    fn begin(&mut self, kind: usize, start: u32) -> usize {
        self.uses.push(Use { kind, start });
        self.uses.len()
    }

    /// The part `numbering.xml`.
    pub(super) fn part(&self) -> String {
        let mut xml = Xml::part();
        xml.open("w:numbering", &[("xmlns:w", super::package::WORD)]);
        self.articles_kind(&mut xml);
        for (index, (numbering, depth)) in self.kinds.iter().enumerate() {
            kind(&mut xml, index + 1, "singleLevel", |xml| {
                let indent = i64::from(*depth + 1) * 210;
                let (format, text) = format(*numbering);
                level(xml, 0, 1, format, text, (indent, 210));
            });
        }
        for (index, used) in self.uses.iter().enumerate() {
            xml.open("w:num", &[("w:numId", &(index + 1).to_string())]);
            xml.value("w:abstractNumId", &used.kind.to_string());
            xml.open("w:lvlOverride", &[("w:ilvl", "0")]);
            xml.number("w:startOverride", used.start.into());
            xml.close();
            xml.close();
        }
        xml.finish()
    }

    /// 第N条, ２ and (1).
    fn articles_kind(&self, xml: &mut Xml) {
        kind(xml, ARTICLES, "multilevel", |xml| {
            level(xml, 0, 1, "decimalFullWidth", "第%1条　", (210, 210));
            // The first 項 has no number.
            level(xml, 1, 2, "decimalFullWidth", "%2　", (210, 210));
            level(xml, 2, 1, "decimal", "(%3)　", (420, 210));
        });
    }
}

fn kind(xml: &mut Xml, id: usize, levels: &str, write: impl FnOnce(&mut Xml)) {
    xml.open("w:abstractNum", &[("w:abstractNumId", &id.to_string())]);
    xml.value("w:multiLevelType", levels);
    write(xml);
    xml.close();
}

fn level(
    xml: &mut Xml,
    level: u32,
    start: i64,
    format: &str,
    text: &str,
    (left, hanging): (i64, i64),
) {
    xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
    xml.number("w:start", start);
    xml.value("w:numFmt", format);
    xml.value("w:suff", "nothing");
    xml.value("w:lvlText", text);
    xml.value("w:lvlJc", "left");
    xml.open("w:pPr", &[]);
    let (left, hanging) = (left.to_string(), hanging.to_string());
    xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
    xml.close();
    xml.close();
}

/// How Word counts so, and what stands before an item.
fn format(numbering: Numbering) -> (&'static str, &'static str) {
    match numbering {
        Numbering::Bullet => ("bullet", "・"),
        Numbering::Number => ("decimalFullWidth", "%1　"),
        Numbering::Bracketed => ("decimal", "(%1)　"),
        Numbering::Kana => ("aiueoFullWidth", "%1　"),
        Numbering::BracketedKana => ("aiueoFullWidth", "(%1)　"),
    }
}
