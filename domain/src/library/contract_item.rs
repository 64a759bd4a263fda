//! Records of `contract_items.toml`: what a contract has to say, by list (K, N, P). Types only; the rule of
//! cover is in [`crate::contract::coverage`].

use serde::{Deserialize, Serialize};

use super::{Condition, Mark, Severity};
use crate::finding::measure::MeasureKind;

/// `contract_items.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractItemsFile {
    /// `[[list]]`.
    pub list: Vec<ContractItemList>,
    /// `[[contract_item]]`.
    pub contract_item: Vec<ContractItem>,
    /// `[[measure]]`, from the mildest.
    pub measure: Vec<MeasureRule>,
}

/// 契約に基づく措置: what gives the right to it, what normally precedes it, who decides, and its notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureRule {
    /// Which measure.
    pub kind: MeasureKind,
    /// Its name in lists.
    pub title: String,
    /// Clauses that give the right to it; the first on the contract is cited.
    pub clauses: Vec<String>,
    /// Measures one of which normally precedes it.
    pub after: Vec<MeasureKind>,
    /// At a finding of this severity nothing need precede.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_once: Option<Severity>,
    /// Who normally decides.
    pub decided_by: String,
    /// Title of the notice.
    pub document: String,
    /// How the notice asks.
    pub request: String,
    /// Number of the form the notice is, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// A day to answer by is set.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reply: bool,
    /// It holds from a day on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub period: bool,
    /// It is about an amount.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub amount: bool,
}

/// A list of items: K 契約項目, N 番号法, P 個人情報.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractItemList {
    /// `K`, `N` or `P`.
    pub id: String,
    /// Title.
    pub title: String,
    /// When it has to be satisfied, in words.
    pub condition: String,
    /// When it has to be satisfied.
    pub applies: Condition,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// Provenance.
    pub mark: Mark,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the town itself has to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub town_duties: Vec<String>,
}

/// One thing a contract has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractItem {
    /// `K01`, `N07`, `P03`.
    pub id: String,
    /// Id of its list.
    pub list: String,
    /// Title.
    pub title: String,
    /// Clauses that cover it.
    pub clauses: Vec<String>,
    /// Clauses that touch it without covering it.
    pub related: Vec<String>,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// Provenance.
    pub mark: Mark,
}
