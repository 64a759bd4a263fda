//! Records of `policy.toml`: the town's policy word for word, and the duties of 第6節(8). Types only.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Mark;

/// `policy.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// The one record about the document.
    pub document: PolicyDocument,
    /// `[[section]]`.
    pub section: Vec<PolicySection>,
    /// `[[item]]`.
    pub item: Vec<PolicyItem>,
    /// `[[sentence]]`.
    pub sentence: Vec<PolicySentence>,
    /// `[[duty]]`.
    pub duty: Vec<Duty>,
}

/// The policy as a published document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDocument {
    /// Title.
    pub title: String,
    /// The municipality.
    pub municipality: String,
    /// 全国地方公共団体コード, six digits.
    pub municipality_code: String,
    /// Kind of instrument, e.g. 訓令.
    pub instrument: String,
    /// Its number.
    pub number: String,
    /// Its number as printed.
    pub number_as_published: String,
    /// Date of the instrument.
    pub date: NaiveDate,
    /// What it replaced.
    pub supersedes: String,
    /// 全部改正 or 一部改正.
    pub revision_kind: String,
    /// The part of the policy the file holds.
    pub chapter: String,
    /// Layer of the policy (`basic_policy`, …).
    pub layer: String,
    /// Version in this program.
    pub version: u32,
    /// Disclosure level.
    pub disclosure_level: String,
    /// Provenance.
    pub mark: Mark,
    /// Ids of sources.
    pub sources: Vec<String>,
}

/// 節.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicySection {
    /// Id, e.g. `P6`.
    pub id: String,
    /// Number of the 節.
    pub number: u32,
    /// Title.
    pub title: String,
    /// Heading as printed.
    pub heading: String,
}

/// 号 of a 節.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyItem {
    /// Id, e.g. `P6-8`.
    pub id: String,
    /// Number of the 節.
    pub section: u32,
    /// Number of the 号.
    pub number: u32,
    /// Title.
    pub title: String,
}

/// One sentence, verbatim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicySentence {
    /// Id, e.g. `P6-8-1`. Never changes.
    pub id: String,
    /// Place in the document.
    pub order: u32,
    /// How a person cites it, e.g. 第6節(8)第1段.
    pub cite: String,
    /// Headings above it.
    pub path: Vec<String>,
    /// Number of the 節; 0 for the heading of the document.
    pub section: u32,
    /// Number of the 号; 0 for the lead.
    pub item: u32,
    /// ア, イ, ウ, or empty.
    pub mark: String,
    /// 段 in the item; 0 under a mark.
    pub paragraph: u32,
    /// 前段 1, 後段 2, whole 0.
    pub part: u32,
    /// What the sentence does.
    pub kind: SentenceKind,
    /// Code of a threat of 第3節.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threat: Option<String>,
    /// The sentence, verbatim.
    pub text: String,
    /// The raw text where the publication cut the sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_text: Option<String>,
}

/// What a sentence of the policy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentenceKind {
    /// 題名・改正文.
    Heading,
    /// 目的.
    Purpose,
    /// 定義.
    Definition,
    /// 脅威.
    Threat,
    /// 適用範囲.
    Scope,
    /// 遵守義務.
    Obligation,
    /// 対策.
    Measure,
}

/// A duty of 第6節(8), or a completeness condition before one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// `O1` … `O9`, or `O0a` … `O0c`.
    pub id: String,
    /// Place in lists.
    pub order: u32,
    /// Duty or completeness condition.
    pub kind: DutyKind,
    /// Row of the analysis, e.g. `8-1b`.
    pub reference: String,
    /// Id of the sentence it is part of.
    pub sentence: String,
    /// The words of the sentence.
    pub quote: String,
    /// Short name.
    pub title: String,
    /// What the auditor asks.
    pub question: String,
    /// When it is met.
    pub pass_condition: String,
    /// English gloss of the question.
    pub question_en: String,
    /// English gloss of the condition.
    pub pass_condition_en: String,
    /// Features that serve it.
    pub features: Vec<String>,
    /// Reports that show it.
    pub reports: Vec<String>,
}

/// Duty or completeness condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// Stated by the sentence.
    Duty,
    /// Needed before a duty can be proved: everything is in the ledger.
    Completeness,
}
