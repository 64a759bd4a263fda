//! Records of `selection.toml`: the criteria vendors are selected by. Types only; what a review makes of
//! them is in [`crate::selection_review`].

use serde::{Deserialize, Serialize};

use super::{Condition, Mark};

/// `selection.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionFile {
    /// `[criteria]`.
    pub criteria: SelectionCriteria,
    /// `[[criterion]]`.
    pub criterion: Vec<SelectionCriterion>,
}

/// 選定基準 as a document: its version, and when it binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionCriteria {
    /// Title.
    pub title: String,
    /// 第１版.
    pub version: String,
    /// When a contract may be concluded only with an approved review.
    pub required: Condition,
    /// When the supply-chain declaration is demanded (施行規則第16条の3).
    pub declaration_required: Condition,
    /// The form of the declaration.
    pub declaration_form: String,
    /// What is asked before it is demanded.
    pub declaration_note: String,
    /// When re-outsourcing needs the town's 許諾 at every depth (番号法第10条).
    pub statutory_consent: Condition,
    /// What it rests on.
    pub basis: Vec<String>,
    /// Provenance.
    pub mark: Mark,
    /// Ids of sources.
    pub sources: Vec<String>,
}

/// One question of the 選定基準.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionCriterion {
    /// Id, e.g. `SEL-03`.
    pub id: String,
    /// Place in lists.
    pub order: u32,
    /// Short name.
    pub title: String,
    /// The question.
    pub question: String,
    /// What shows the answer.
    pub evidence: String,
    /// When it is put.
    pub applies: Condition,
    /// Conditions of the guideline it answers.
    pub conditions: Vec<String>,
    /// What it rests on.
    pub basis: Vec<String>,
    /// Provenance.
    pub mark: Mark,
    /// Ids of sources.
    pub sources: Vec<String>,
}
