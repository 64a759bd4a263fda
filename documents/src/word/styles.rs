//! How it looks: the styles of a document, by the names Word's users know or can read.

use super::package::WORD;
use super::twips;
use super::xml::Xml;
use crate::layout::flow::{BODY_LEADING, BODY_SIZE};
use crate::layout::table::CELL_SIZE;

/// A style of paragraphs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// 標準.
    Normal,
    /// Heading of a part.
    PartHeading,
    /// Heading of an article or a section.
    SectionHeading,
    /// Heading within a section.
    SubsectionHeading,
    /// 条.
    Article,
    /// 項.
    Paragraph,
    /// 号, and items of lists.
    Item,
    /// A cell of a table.
    Cell,
    /// A head of a table.
    CellHead,
    /// A heading over rows of a table; stays with them.
    RowHeading,
    /// What keeps tables apart.
    Gap,
    /// 柱.
    Header,
    /// The foot of a page.
    Footer,
}

/// Faces that come with Windows since 2018, of the same design as those of the PDF.
const MINCHO: &str = "BIZ UD明朝 Medium";
const GOTHIC: &str = "BIZ UDゴシック";

impl Style {
    const ALL: [Self; 13] = [
        Self::Normal,
        Self::PartHeading,
        Self::SectionHeading,
        Self::SubsectionHeading,
        Self::Article,
        Self::Paragraph,
        Self::Item,
        Self::Cell,
        Self::CellHead,
        Self::RowHeading,
        Self::Gap,
        Self::Header,
        Self::Footer,
    ];

    /// What paragraphs call it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::PartHeading => "Heading1",
            Self::SectionHeading => "Heading2",
            Self::SubsectionHeading => "Heading3",
            Self::Article => "Article",
            Self::Paragraph => "ArticleParagraph",
            Self::Item => "Item",
            Self::Cell => "Cell",
            Self::CellHead => "CellHead",
            Self::RowHeading => "RowHeading",
            Self::Gap => "Gap",
            Self::Header => "Header",
            Self::Footer => "Footer",
        }
    }

    /// Its name; Word shows those it knows in the language of its user.
    fn name(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::PartHeading => "heading 1",
            Self::SectionHeading => "heading 2",
            Self::SubsectionHeading => "heading 3",
            Self::Article => "条",
            Self::Paragraph => "項",
            Self::Item => "号",
            Self::Cell => "表の内容",
            Self::CellHead => "表の見出し",
            Self::RowHeading => "表の中見出し",
            Self::Gap => "間隔",
            Self::Header => "header",
            Self::Footer => "footer",
        }
    }

    /// Whether it stands grey in ゴシック over or before cells.
    pub(super) fn is_head(self) -> bool {
        matches!(self, Self::CellHead | Self::RowHeading)
    }

    fn heading_level(self) -> Option<i64> {
        match self {
            Self::PartHeading => Some(0),
            Self::SectionHeading => Some(1),
            Self::SubsectionHeading => Some(2),
            _ => None,
        }
    }

    fn paragraph(self, xml: &mut Xml) {
        if self.heading_level().is_some() || self == Self::RowHeading {
            xml.empty("w:keepNext", &[]);
        }
        let line = |xml: &mut Xml, before: f32, after: f32, line: f32| {
            let [before, after, line] =
                [before, after, line].map(|points| twips(points).to_string());
            let attributes = [
                ("w:before", before.as_str()),
                ("w:after", &after),
                ("w:line", &line),
                ("w:lineRule", "atLeast"),
            ];
            xml.empty("w:spacing", &attributes);
        };
        if self == Self::Normal {
            // ぶら下げ, as Word has it by itself. LibreOffice 7.4 has it only where a style says so, and without it leaves
            // 句読点 out at the end of justified lines.
            xml.value("w:overflowPunct", "1");
        }
        match self {
            Self::PartHeading => line(xml, 0.0, 12.0, 24.0),
            Self::SectionHeading | Self::SubsectionHeading => line(xml, 6.0, 0.0, BODY_LEADING),
            Self::Cell | Self::CellHead | Self::RowHeading => line(xml, 0.0, 0.0, CELL_SIZE * 1.45),
            Self::Gap => line(xml, 0.0, 0.0, 6.0),
            _ => {}
        }
        match self {
            Self::PartHeading => xml.value("w:jc", "center"),
            Self::Cell | Self::CellHead | Self::RowHeading | Self::Header | Self::Footer => {
                xml.value("w:jc", "left");
            }
            _ => {}
        }
        if let Some(level) = self.heading_level() {
            xml.number("w:outlineLvl", level);
        }
    }

    fn run(self, xml: &mut Xml) {
        if self.is_head() || matches!(self, Self::PartHeading | Self::SubsectionHeading) {
            fonts(xml, GOTHIC);
        }
        let size = match self {
            Self::PartHeading => Some(14.0),
            Self::Cell | Self::CellHead | Self::RowHeading | Self::Header | Self::Footer => {
                Some(CELL_SIZE)
            }
            Self::Gap => Some(4.0),
            _ => None,
        };
        if let Some(size) = size {
            sizes(xml, size);
        }
    }
}

/// The part `styles.xml`.
pub(super) fn part() -> String {
    let mut xml = Xml::part();
    xml.open("w:styles", &[("xmlns:w", WORD)]);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    fonts(&mut xml, MINCHO);
    sizes(&mut xml, BODY_SIZE);
    xml.empty("w:lang", &[("w:val", "ja-JP"), ("w:eastAsia", "ja-JP")]);
    xml.close();
    xml.close();
    xml.open("w:pPrDefault", &[]);
    xml.open("w:pPr", &[]);
    let line = twips(BODY_LEADING).to_string();
    xml.empty("w:spacing", &[("w:line", &line), ("w:lineRule", "atLeast")]);
    xml.value("w:jc", "both");
    xml.close();
    xml.close();
    xml.close();
    for style in Style::ALL {
        let is_normal = style == Style::Normal;
        let default: &[_] = if is_normal {
            &[("w:default", "1")]
        } else {
            &[]
        };
        let attributes = [
            &[("w:type", "paragraph"), ("w:styleId", style.id())],
            default,
        ]
        .concat();
        xml.open("w:style", &attributes);
        xml.value("w:name", style.name());
        if !is_normal {
            xml.value("w:basedOn", Style::Normal.id());
        }
        xml.empty("w:qFormat", &[]);
        xml.open("w:pPr", &[]);
        style.paragraph(&mut xml);
        xml.close();
        xml.open("w:rPr", &[]);
        style.run(&mut xml);
        xml.close();
        xml.close();
    }
    table_styles(&mut xml);
    xml.finish()
}

/// 表（格子）, and without rules.
fn table_styles(xml: &mut Xml) {
    let attributes = [
        ("w:type", "table"),
        ("w:styleId", "Plain"),
        ("w:default", "1"),
    ];
    xml.open("w:style", &attributes);
    xml.value("w:name", "Normal Table");
    xml.open("w:tblPr", &[]);
    margins(xml);
    xml.close();
    xml.close();
    xml.open("w:style", &[("w:type", "table"), ("w:styleId", "Grid")]);
    xml.value("w:name", "Table Grid");
    xml.value("w:basedOn", "Plain");
    xml.open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for edge in [
        "w:top",
        "w:left",
        "w:bottom",
        "w:right",
        "w:insideH",
        "w:insideV",
    ] {
        let attributes = [
            ("w:val", "single"),
            ("w:sz", "4"),
            ("w:space", "0"),
            ("w:color", "auto"),
        ];
        xml.empty(edge, &attributes);
    }
    xml.close();
    margins(xml);
    xml.close();
    xml.close();
}

fn margins(xml: &mut Xml) {
    xml.open("w:tblCellMar", &[]);
    for (edge, width) in [
        ("w:top", "40"),
        ("w:left", "80"),
        ("w:bottom", "40"),
        ("w:right", "80"),
    ] {
        xml.empty(edge, &[("w:w", width), ("w:type", "dxa")]);
    }
    xml.close();
}

/// ゴシック for a run.
pub(super) fn strong(xml: &mut Xml) {
    fonts(xml, GOTHIC);
}

fn fonts(xml: &mut Xml, name: &str) {
    let attributes = [
        ("w:ascii", name),
        ("w:hAnsi", name),
        ("w:eastAsia", name),
        ("w:cs", name),
    ];
    xml.empty("w:rFonts", &attributes);
}

/// Word counts type in half points.
pub(super) fn sizes(xml: &mut Xml, points: f32) {
    let half = i64::from(twips(points) / 10);
    xml.number("w:sz", half);
    xml.number("w:szCs", half);
}
