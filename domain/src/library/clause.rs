//! Records of `clauses.toml`: clauses, the facts that decide them, the terms they define. Types only.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Condition, FactId, Mark};

/// `clauses.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClausesFile {
    /// The one record about the library itself.
    pub library: LibraryHead,
    /// `[[fact]]`.
    pub fact: Vec<Fact>,
    /// `[[term]]`.
    pub term: Vec<Term>,
    /// `[[profile_check]]`.
    pub profile_check: Vec<ProfileCheck>,
    /// `[[preset]]`.
    pub preset: Vec<Preset>,
    /// `[[clause]]`.
    pub clause: Vec<Clause>,
}

/// The library as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibraryHead {
    /// Its name.
    pub title: String,
    /// Edition of the delivered data.
    pub version: u32,
    /// Date the data was made.
    pub as_of: NaiveDate,
    /// Provenance of the wording.
    pub mark: Mark,
    /// Word for the municipality in clause texts: 甲.
    pub party_a: String,
    /// Word for the contractor: 乙.
    pub party_b: String,
}

/// A named fact a condition may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Name, e.g. `pi`.
    pub id: FactId,
    /// Verb phrase in Japanese, e.g. 個人情報を取り扱う.
    pub label: String,
    /// When to tick it.
    pub meaning: String,
    /// Facts that hold whenever this one does.
    pub implies: Vec<FactId>,
    /// Who decides it.
    pub source: FactSource,
}

/// Who decides a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactSource {
    /// Ticked by the drafter.
    Given,
    /// Computed from classification or dates.
    Computed,
}

/// A word one clause defines and others use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word, e.g. 従事者.
    pub term: String,
    /// Clauses that define it.
    pub defined_in: Vec<String>,
    /// Clauses that use it.
    pub used_in: Vec<String>,
    /// Definition to print when no defining clause is selected. Empty: none, composing stops.
    pub fallback: String,
}

/// A contradiction in a profile worth a warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileCheck {
    /// Id.
    pub id: String,
    /// Facts that must all hold for the warning.
    pub when: Vec<FactId>,
    /// Fact that silences it.
    pub unless: FactId,
    /// The warning.
    pub message: String,
}

/// A ready-made selection, e.g. the short form for 機密性１.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Id.
    pub id: String,
    /// Name in lists.
    pub title: String,
    /// The preset is used when this is false.
    pub unless: Condition,
    /// Clauses that start selected; those mandatory for the profile are added.
    pub clauses: Vec<String>,
    /// How it is meant.
    pub note: String,
    /// Reason recorded with a recommended clause it leaves out. Absent: the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// 条項.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Id, e.g. `SEC-13`.
    pub id: String,
    /// Name in lists.
    pub title: String,
    /// Printed in （ ） above the article.
    pub heading: String,
    /// Place in the annex.
    pub order: u32,
    /// The annex it belongs to when annexes are split by law.
    pub annex: AnnexKind,
    /// What it rests on: the policy sentence first.
    pub basis: Vec<String>,
    /// When it is 必須.
    pub mandatory: Condition,
    /// When it is 推奨.
    pub recommended: Condition,
    /// When it is 任意.
    pub optional: Condition,
    /// Checks its presence on a contract creates.
    pub check_items: Vec<String>,
    /// Short words for the article. Never printed by themselves: see [`ClauseReference`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<String>,
    /// Text with tokens; the first line is 第１項.
    pub body: String,
    /// What becomes of references whose target is not selected.
    #[serde(default, rename = "reference", skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ClauseReference>,
}

/// The annex a clause belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnexKind {
    /// 情報セキュリティ特記事項.
    Security,
    /// 個人情報取扱特記事項.
    PersonalInfo,
    /// 特定個人情報取扱特記事項.
    MyNumber,
}

impl AnnexKind {
    /// All kinds, in the order of 別記１, ２, ３.
    pub const ALL: [Self; 3] = [Self::Security, Self::PersonalInfo, Self::MyNumber];

    /// The annex's name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Security => "情報セキュリティ特記事項",
            Self::PersonalInfo => "個人情報取扱特記事項",
            Self::MyNumber => "特定個人情報取扱特記事項",
        }
    }
}

/// What becomes of a reference when its target is not selected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseReference {
    /// Clauses referred to.
    pub targets: Vec<String>,
    /// How the words change.
    pub mode: ReferenceMode,
    /// The words in the body.
    pub find: String,
    /// The words put in their place (mode phrase).
    pub replace: String,
}

/// How a reference changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceMode {
    /// `find` becomes `replace` when a target is not selected.
    Phrase,
    /// `find` is rebuilt from the targets that are selected: A、B及びC.
    Enumeration,
}
