//! A review with everything its pages show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Judgement, ReviewState, SelectionReview, Standing, VendorStanding};
use crate::{
    id::{ContractId, FileId, SelectionReviewId, VendorId},
    library::SelectionCriterion,
};

/// 選定 of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionOverview {
    /// 選定基準 in force.
    pub criteria: String,
    /// True when the contract may only be concluded with an approved review.
    pub is_required: bool,
    /// How the contract stands today.
    pub standing: Standing,
    /// True when whoever asks may begin a review.
    pub can_begin: bool,
    /// 委託先, proposed as the candidate.
    pub vendor_id: Option<VendorId>,
    /// Reviews, newest first.
    pub reviews: Vec<ReviewDetail>,
}

/// One review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDetail {
    /// The record.
    pub review: SelectionReview,
    /// Its state.
    pub state: ReviewState,
    /// The candidate.
    pub vendor_name: String,
    /// The criteria it was made with.
    pub criteria: String,
    /// The questions put.
    pub questions: Vec<SelectionCriterion>,
    /// Certificates and debarments of the candidate.
    pub standing: VendorStanding,
    /// What is missing, and what the approver should see.
    pub judgement: Judgement,
    /// True when the supply-chain declaration is a duty for this contract.
    pub is_declaration_required: bool,
    /// What is asked before it is one.
    pub declaration_note: String,
    /// Documents, oldest first.
    pub files: Vec<ReviewFile>,
    /// Who began it.
    pub drafted_by: Option<String>,
    /// Who submitted it.
    pub submitted_by: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// What whoever asks may do.
    pub can: ReviewAbilities,
}

/// A document of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewFile {
    pub file_id: FileId,
    /// Id of the criterion it shows, or `declaration`, or `other`.
    pub subject: String,
    pub name: String,
    pub attached_on: NaiveDate,
}

/// What somebody may do with a review in its present state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewAbilities {
    /// Change and submit.
    pub edit: bool,
    /// Approve or send back.
    pub decide: bool,
    /// Why an approver may not, where it is their own.
    pub own_submission: bool,
    /// Make a new one from one that was sent back.
    pub renew: bool,
    /// Take out of use.
    pub void: bool,
}

/// A review that waits for approval, as the start page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingReview {
    pub id: SelectionReviewId,
    pub contract_id: ContractId,
    pub title: String,
    pub vendor_name: String,
    pub submitted_on: NaiveDate,
}
