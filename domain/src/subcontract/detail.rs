//! Subcontracts with everything their pages show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Assessed, ConsentKind, Subcontract, roster::AssessedWorker};
use crate::id::{ContractId, SubcontractDecisionId, SubcontractId};

/// The tab 再委託 of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubcontractOverview {
    /// The day it is as of.
    pub today: NaiveDate,
    /// 委託先.
    pub contractor: Option<String>,
    /// What every subcontract needs.
    pub needed: ConsentKind,
    /// The tree, parents before children.
    pub nodes: Vec<NodeDetail>,
    /// The roster.
    pub workers: Vec<AssessedWorker>,
    /// How many workers have an employer the town does not know or has not agreed to.
    pub red_employer_count: usize,
    /// What whoever asks may do.
    pub can: SubcontractAbilities,
}

/// A subcontract in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeDetail {
    /// Record, place and concerns.
    pub assessed: Assessed,
    /// Who entered the decision that waits.
    pub proposed_by: Option<String>,
    /// Who approved the decision that counts.
    pub approved_by: Option<String>,
    /// True when whoever asks may approve the decision that waits.
    pub can_decide: bool,
    /// Why they may not, where it is their own entry.
    pub is_own_proposal: bool,
}

/// What somebody may do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubcontractAbilities {
    /// Enter and change subcontracts, decisions and workers.
    pub edit: bool,
    /// Approve decisions of others.
    pub decide: bool,
    /// Take out of use.
    pub void: bool,
}

/// What the form of a subcontract needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubcontractForm {
    pub contract_id: ContractId,
    /// 件名.
    pub title: String,
    /// The record, when it exists.
    pub subcontract: Option<Subcontract>,
    /// What it can stand below: id and name.
    pub parents: Vec<(String, String)>,
    /// What it needs.
    pub needed: ConsentKind,
}

/// A decision that waits for approval, as the start page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingDecision {
    pub id: SubcontractDecisionId,
    pub subcontract_id: SubcontractId,
    pub contract_id: ContractId,
    pub title: String,
    /// 再委託先.
    pub name: String,
    /// 承諾 or 許諾.
    pub kind: ConsentKind,
    pub proposed_on: NaiveDate,
}
