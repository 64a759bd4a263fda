//! Records of `guideline_items.toml`: guideline items, laws and notices that others cite. Types only.

use serde::{Deserialize, Serialize};

use super::{DatePrecision, Mark};

/// `guideline_items.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineItemsFile {
    /// `[[source]]`.
    pub source: Vec<Source>,
    /// `[[edition]]`.
    pub edition: Vec<Edition>,
    /// `[[chapter]]`.
    pub chapter: Vec<Chapter>,
    /// `[[guideline_item]]`.
    pub guideline_item: Vec<GuidelineItem>,
    /// `[[selection_condition]]`.
    pub selection_condition: Vec<SelectionCondition>,
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id, e.g. `S7`.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it was used for.
    pub note: String,
}

/// An edition of the ministry's guideline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Id, e.g. `R8.3`.
    pub id: String,
    /// ISO date, as exact as `precision` says.
    pub date: String,
    /// How exact the date is.
    pub precision: DatePrecision,
    /// Name.
    pub label: String,
    /// What changed.
    pub change: String,
    /// Provenance.
    pub mark: Mark,
    /// Ids of sources.
    pub sources: Vec<String>,
}

/// A chapter of the guideline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Number.
    pub number: u32,
    /// Title.
    pub title: String,
    /// Provenance.
    pub mark: Mark,
    /// Ids of sources.
    pub sources: Vec<String>,
}

/// Something others cite: an item of the guideline, of a law, of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineItem {
    /// Id, e.g. `PIPA-66-2-1`.
    pub id: String,
    /// What kind of text.
    pub kind: GuidelineKind,
    /// Edition whose numbering `number` follows; empty when bound to none.
    pub edition: String,
    /// Number in the text.
    pub number: String,
    /// Title.
    pub title: String,
    /// How a person cites it.
    pub cite: String,
    /// Paraphrase, never a quotation.
    pub gist: String,
    /// Provenance.
    pub mark: Mark,
    /// Ids of sources.
    pub sources: Vec<String>,
}

/// What kind of text is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuidelineKind {
    /// 総務省ガイドライン.
    Guideline,
    /// 法律.
    Law,
    /// 政令・省令.
    Ordinance,
    /// 通知.
    Notice,
}

/// What a specification for information-system outsourcing should ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionCondition {
    /// Id.
    pub id: String,
    /// Place in lists.
    pub order: u32,
    /// Title.
    pub title: String,
    /// What it rests on.
    pub basis: Vec<String>,
    /// Provenance.
    pub mark: Mark,
    /// Ids of sources.
    pub sources: Vec<String>,
}
