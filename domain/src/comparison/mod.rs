//! 新旧対照表: clauses in two versions side by side, new at the left, with the characters that differ
//! underlined.

pub mod diff;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    document::{
        Block, Column, ColumnAlignment, Document, Orientation, Part, Row, Table, Text, digits,
        written_date,
    },
    id::ContractId,
    library::{
        Clause,
        form::form_name,
        token::{Piece, Token, pieces},
    },
};

/// One version of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseVersion {
    /// The clause.
    pub clause: Clause,
    /// Its number: 1 for the first.
    pub version: i32,
    /// From when it is in force.
    pub effective_from: NaiveDate,
}

/// A clause in two versions. Without a new one it is gone, without an old one it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseChange {
    /// The version that takes its place.
    pub new: Option<ClauseVersion>,
    /// The version before.
    pub old: Option<ClauseVersion>,
}

/// A version in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionSummary {
    /// Its number: 1 for the first.
    pub version: i32,
    /// From when it is in force.
    pub effective_from: NaiveDate,
}

/// A clause in the list of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseSummary {
    /// `SEC-13`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its versions, oldest first.
    pub versions: Vec<VersionSummary>,
    /// Contracts in course whose annex carries an older version than the one in force.
    pub outdated_contracts: Vec<OutdatedContract>,
}

/// A contract that carries an older version of a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutdatedContract {
    /// Which.
    pub id: ContractId,
    /// 契約番号.
    pub contract_no: String,
    /// 件名.
    pub title: String,
    /// The version it carries.
    pub version: i32,
}

impl ClauseChange {
    /// Whether a reader would see a difference: the rules that select a clause are not its words.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        let words = |version: &Option<ClauseVersion>| {
            let clause = version.as_ref().map(|version| &version.clause);
            clause.map(|clause| (clause.heading.clone(), clause.body.clone()))
        };
        words(&self.new) != words(&self.old)
    }

    fn clause(&self) -> Option<&Clause> {
        let version = self.new.as_ref().or(self.old.as_ref());
        version.map(|version| &version.clause)
    }
}

/// What the table is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heads {
    /// Title, e.g. `新旧対照表`.
    pub title: String,
    /// At the foot, e.g. `契約番号　R8-0123`. May be empty.
    pub footer: String,
    /// Head of the new side: `新（現在の条項集）`.
    pub new: String,
    /// Head of the old side: `旧（この契約）`.
    pub old: String,
}

/// Composes the table of the changes a reader would see, in their order. `headings` names every clause that
/// is referred to, `settings` the numbers; none has a number of its own here.
#[must_use]
pub fn compose(
    heads: &Heads,
    changes: &[ClauseChange],
    headings: &BTreeMap<String, String>,
    settings: &BTreeMap<String, u32>,
) -> Document {
    let words = Words { headings, settings };
    let visible = changes.iter().filter(|change| change.is_visible());
    let rows: Vec<Row> = visible.flat_map(|change| words.rows(change)).collect();
    let blocks = if rows.is_empty() {
        vec![Block::paragraph("文言の異なる条項はありません。")]
    } else {
        let column = |label: &String| Column::new(label, 1).aligned(ColumnAlignment::Start);
        let table = Table {
            rows,
            ..Table::new(&heads.title, vec![column(&heads.new), column(&heads.old)])
        };
        vec![
            Block::Table(table),
            Block::note(
                "備考　下線は、異なる部分を示す。〔見出し〕は、それを見出しとする条を示す。",
            ),
        ]
    };
    Document {
        footer: heads.footer.clone(),
        parts: vec![Part {
            orientation: Orientation::Landscape,
            ..Part::new(&heads.title, blocks)
        }],
        ..Document::new(&heads.title)
    }
}

struct Words<'a> {
    headings: &'a BTreeMap<String, String>,
    settings: &'a BTreeMap<String, u32>,
}

impl Words<'_> {
    /// The clause and its versions, then a row for what is printed of each.
    fn rows(&self, change: &ClauseChange) -> Vec<Row> {
        let Some(clause) = change.clause() else {
            return Vec::new();
        };
        let version = |version: &Option<ClauseVersion>| {
            version.as_ref().map_or_else(
                || "なし".to_owned(),
                |it| {
                    format!(
                        "第{}版、{}施行",
                        digits_of(it.version),
                        written_date(it.effective_from)
                    )
                },
            )
        };
        let head = format!(
            "{}　{}（新：{}／旧：{}）",
            clause.id,
            clause.title,
            version(&change.new),
            version(&change.old)
        );
        let (new, old) = match (&change.new, &change.old) {
            (Some(new), Some(old)) => {
                diff::marked(&self.text(&new.clause), &self.text(&old.clause))
            }
            (Some(new), None) => (
                diff::marked(&self.text(&new.clause), "").0,
                Text::from("（新設）"),
            ),
            (None, Some(old)) => (
                Text::from("（削除）"),
                diff::marked("", &self.text(&old.clause)).1,
            ),
            (None, None) => (Text::default(), Text::default()),
        };
        vec![Row::Heading(head), Row::Cells(vec![new, old])]
    }

    /// （見出し） and the body below it, its tokens in words.
    fn text(&self, clause: &Clause) -> String {
        let body = pieces(clause.body.trim_matches('\n'));
        let body = body.into_iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Broken(text) => text.to_owned(),
            Piece::Token(Token::Reference(id)) => {
                let heading = self.headings.get(id);
                format!("〔{}〕", heading.map_or(id, String::as_str))
            }
            Piece::Token(Token::Form(number)) => form_name(number).unwrap_or_default(),
            Piece::Token(Token::Setting(key)) => self
                .settings
                .get(key)
                .map_or_else(|| "　".to_owned(), |value| digits(*value)),
        });
        format!("（{}）\n{}", clause.heading, body.collect::<String>())
    }
}

fn digits_of(version: i32) -> String {
    digits(u32::try_from(version).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::tests::library;

    fn version(id: &str, version: i32, change: impl FnOnce(&mut Clause)) -> ClauseVersion {
        let mut clause = library().find_clause(id).unwrap().clone();
        change(&mut clause);
        ClauseVersion {
            clause,
            version,
            effective_from: NaiveDate::from_ymd_opt(2026, 4, version.unsigned_abs()).unwrap(),
        }
    }

    fn composed(changes: &[ClauseChange]) -> Document {
        let heads = Heads {
            title: "新旧対照表".to_owned(),
            footer: String::new(),
            new: "新".to_owned(),
            old: "旧".to_owned(),
        };
        let library = library();
        let headings = library
            .clauses
            .iter()
            .map(|clause| (clause.id.clone(), clause.heading.clone()));
        let settings = library.setting_values(&crate::library::Facts::default());
        compose(&heads, changes, &headings.collect(), &settings)
    }

    #[test]
    fn what_reads_the_same_is_left_out() {
        let same = ClauseChange {
            new: Some(version("SEC-12", 2, |clause| clause.check_items.clear())),
            old: Some(version("SEC-12", 1, |_| {})),
        };
        let document = composed(&[same]);
        assert_eq!(
            document.parts[0].blocks,
            [Block::paragraph("文言の異なる条項はありません。")]
        );
    }

    #[test]
    fn a_changed_clause_stands_new_beside_old() {
        let change = ClauseChange {
            new: Some(version("SEC-12", 2, |clause| {
                clause.body = clause.body.replace("毎年度", "半年に");
            })),
            old: Some(version("SEC-12", 1, |_| {})),
        };
        let gone = ClauseChange {
            new: None,
            old: Some(version("SEC-13", 1, |_| {})),
        };
        let blocks = &composed(&[change, gone]).parts[0].blocks;
        insta::assert_snapshot!(serde_json::to_string_pretty(blocks).unwrap());
    }
}
