//! What was decided about each clause of a contract, and how decisions survive a changed profile.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::clauses::{Because, Level, RequiredClause};
use crate::{choice::choices, id::LibraryEntryId};

choices! {
    /// Whether a clause is in the annex.
    Decision {
        Included = "included", "入れる";
        LeftOut = "left_out", "入れない";
    }

    /// How a clause came to the contract.
    Origin {
        Proposed = "proposed", "提案";
        Added = "added", "追加";
    }
}

/// 契約に付けた条項: a clause, why it is proposed, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractClause {
    /// Id in the library, e.g. `SEC-13`.
    pub clause: String,
    /// The version in force when the contract was drafted; pinned when the annex is issued.
    pub entry_id: LibraryEntryId,
    /// 必須・推奨・任意; `None` for a clause the facts do not call for.
    pub level: Option<Level>,
    /// Which facts call for it.
    pub because: Option<Because>,
    /// Proposed by the rule or added by hand.
    pub origin: Origin,
    /// In or out.
    pub decision: Decision,
    /// Why it is left out (必須 and 推奨).
    pub reason: Option<String>,
    /// Until when leaving out a mandatory clause is accepted.
    pub expires_on: Option<NaiveDate>,
    /// Who agreed to leaving it out.
    pub approver: Option<String>,
}

impl ContractClause {
    /// True when a mandatory clause is left out: a waiver, which needs a reason and an approver.
    #[must_use]
    pub fn is_waiver(&self) -> bool {
        self.level == Some(Level::Mandatory) && self.decision == Decision::LeftOut
    }
}

/// Brings the clauses of a contract in line with what its facts require now.
///
/// Decisions already taken stay; a clause that is no longer proposed goes, unless it was added by
/// hand; a newly required clause comes in with the decision the rule proposes. `entry` names the
/// version of a clause in force.
#[must_use]
pub fn reconcile(
    existing: &[ContractClause],
    required: &[RequiredClause],
    entry: impl Fn(&str) -> Option<LibraryEntryId>,
) -> Vec<ContractClause> {
    let mut clauses: Vec<ContractClause> = required
        .iter()
        .filter_map(|rule| {
            let entry_id = entry(&rule.clause)?;
            let kept = existing.iter().find(|clause| clause.clause == rule.clause);
            Some(proposed(rule, entry_id, kept))
        })
        .collect();
    let added = existing.iter().filter(|clause| {
        clause.origin == Origin::Added && !required.iter().any(|rule| rule.clause == clause.clause)
    });
    clauses.extend(added.cloned().map(|clause| ContractClause {
        level: None,
        because: None,
        ..clause
    }));
    clauses
}

fn proposed(
    rule: &RequiredClause,
    entry_id: LibraryEntryId,
    kept: Option<&ContractClause>,
) -> ContractClause {
    let fresh = ContractClause {
        clause: rule.clause.clone(),
        entry_id,
        level: Some(rule.level),
        because: Some(rule.because.clone()),
        origin: Origin::Proposed,
        decision: if rule.preselected {
            Decision::Included
        } else {
            Decision::LeftOut
        },
        reason: rule.left_out_because.clone(),
        expires_on: None,
        approver: None,
    };
    match kept {
        // A decision taken under a weaker level does not waive what has become mandatory.
        Some(old) if rule.level == Level::Mandatory && old.level != Some(Level::Mandatory) => fresh,
        Some(old) => ContractClause {
            decision: old.decision,
            reason: old.reason.clone(),
            expires_on: old.expires_on,
            approver: old.approver.clone(),
            ..fresh
        },
        None => fresh,
    }
}
