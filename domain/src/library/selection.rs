//! The part of the library that decides clauses and coverage, without texts: small enough for a browser.

use serde::{Deserialize, Serialize};

use super::{
    AnnexKind, Clause, Condition, ContractItem, ContractItemList, Fact, FactId, Library, Preset,
    ProfileCheck,
};

/// What the browser needs to propose clauses live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionRules {
    /// Facts, in display order.
    pub facts: Vec<Fact>,
    /// Clauses without bodies, in the order of the annex.
    pub clauses: Vec<ClauseRule>,
    /// Contradictions worth a warning.
    pub profile_checks: Vec<ProfileCheck>,
    /// Ready-made selections.
    pub presets: Vec<Preset>,
    /// Lists of contract items.
    pub lists: Vec<ContractItemList>,
    /// 契約項目.
    pub contract_items: Vec<ContractItem>,
}

/// A clause without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseRule {
    /// Id.
    pub id: String,
    /// Name in lists.
    pub title: String,
    /// Place in the annex.
    pub order: u32,
    /// The annex it belongs to when annexes are split by law.
    pub annex: AnnexKind,
    /// What it rests on.
    pub basis: Vec<String>,
    /// When it is 必須.
    pub mandatory: Condition,
    /// When it is 推奨.
    pub recommended: Condition,
    /// When it is 任意.
    pub optional: Condition,
    /// Checks its presence creates.
    pub check_items: Vec<String>,
}

impl From<&Clause> for ClauseRule {
    fn from(clause: &Clause) -> Self {
        Self {
            id: clause.id.clone(),
            title: clause.title.clone(),
            order: clause.order,
            annex: clause.annex,
            basis: clause.basis.clone(),
            mandatory: clause.mandatory.clone(),
            recommended: clause.recommended.clone(),
            optional: clause.optional.clone(),
            check_items: clause.check_items.clone(),
        }
    }
}

impl SelectionRules {
    /// The fact with this name.
    #[must_use]
    pub fn find_fact(&self, id: &FactId) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == *id)
    }
}

impl Library {
    /// The rules that decide clauses and coverage.
    #[must_use]
    pub fn selection_rules(&self) -> SelectionRules {
        let mut clauses: Vec<ClauseRule> = self.clauses.iter().map(ClauseRule::from).collect();
        clauses.sort_by_key(|clause| clause.order);
        SelectionRules {
            facts: self.facts.clone(),
            clauses,
            profile_checks: self.profile_checks.clone(),
            presets: self.presets.clone(),
            lists: self.lists.clone(),
            contract_items: self.contract_items.clone(),
        }
    }
}
