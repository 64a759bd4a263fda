//! Whether a contract has the review it needs, as of any day: the gate before the conclusion and the
//! question of the coverage sheet.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Conclusion, ReviewState, SelectionReview};
use crate::{
    id::{SelectionReviewId, VendorId},
    wareki,
};

/// The contract the question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// True when the criteria demand a review (機密性２以上).
    pub is_required: bool,
    /// 委託先.
    pub vendor_id: Option<VendorId>,
    /// Ids of the questions that apply.
    pub asked: Vec<&'a str>,
    /// 契約日, recorded or about to be.
    pub signed_on: Option<NaiveDate>,
}

/// How a contract stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// None is needed, and none is there.
    NotRequired,
    /// An approved review on or before the 契約日.
    Fulfilled(SelectionReviewId),
    /// It is missing, and why.
    Missing(Missing),
}

/// Why there is no review that counts; what is closest comes last.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error, Serialize, Deserialize,
)]
pub enum Missing {
    /// Nothing at all.
    #[error("選定審査の記録がありません。「選定」で委託先を審査し、承認を受けてください。")]
    NoRecord,
    /// Only of other candidates.
    #[error("この委託先の選定審査がありません。「選定」で委託先を審査し、承認を受けてください。")]
    OtherVendor,
    /// Decided against.
    #[error("選定審査の結論が「選定しない」です。委託先を改めるか、新しい審査をしてください。")]
    NotSelected,
    /// Sent back.
    #[error("選定審査が差し戻されています。「選定」で作り直して、承認を受けてください。")]
    Rejected,
    /// Still being written.
    #[error("選定審査が申請されていません。「選定」で回答をそろえて、申請してください。")]
    Drafting,
    /// With the approver.
    #[error("選定審査が承認待ちです。承認者の承認を受けてから、契約日を記録してください。")]
    Submitted,
    /// Facts changed after the review.
    #[error("業務と情報が変わり、選定審査で回答していない条件があります（{}）。新しい審査をしてください。", .0.join("、"))]
    NotAsked(Vec<String>),
    /// Too late.
    #[error("選定審査の承認（{}）が契約日（{}）より後です。契約の前に審査を終える必要があります。", wareki::long(*.approved_on), wareki::long(*.signed_on))]
    Late {
        approved_on: NaiveDate,
        signed_on: NaiveDate,
    },
}

/// How the contract stands at the end of the day.
#[must_use]
pub fn standing(
    candidate: &Candidate<'_>,
    reviews: &[SelectionReview],
    day: NaiveDate,
) -> Standing {
    let of_vendor = |review: &&SelectionReview| Some(review.vendor_id) == candidate.vendor_id;
    let mut missing = Vec::new();
    for review in reviews.iter().filter(of_vendor) {
        match fault(candidate, review, day) {
            Some(fault) => missing.push(fault),
            None => return Standing::Fulfilled(review.id),
        }
    }
    let others = reviews.iter().any(|review| {
        Some(review.vendor_id) != candidate.vendor_id
            && !matches!(review.steps.state_on(day), None | Some(ReviewState::Void))
    });
    if !candidate.is_required {
        return Standing::NotRequired;
    }
    if others {
        missing.push(Missing::OtherVendor);
    }
    Standing::Missing(missing.into_iter().max().unwrap_or(Missing::NoRecord))
}

fn fault(candidate: &Candidate<'_>, review: &SelectionReview, day: NaiveDate) -> Option<Missing> {
    match review.steps.state_on(day) {
        None | Some(ReviewState::Void) => return Some(Missing::NoRecord),
        Some(ReviewState::Drafting) => return Some(Missing::Drafting),
        Some(ReviewState::Submitted) => return Some(Missing::Submitted),
        Some(ReviewState::Rejected) => return Some(Missing::Rejected),
        Some(ReviewState::Approved) => {}
    }
    if review.conclusion != Some(Conclusion::Selected) {
        return Some(Missing::NotSelected);
    }
    let unanswered: Vec<String> = candidate
        .asked
        .iter()
        .filter(|id| {
            !review
                .answers
                .iter()
                .any(|answer| answer.criterion == **id && answer.answer.is_some())
        })
        .map(|id| (*id).to_owned())
        .collect();
    if !unanswered.is_empty() {
        return Some(Missing::NotAsked(unanswered));
    }
    let approved_on = review.steps.decided_on.max(Some(review.reviewed_on));
    match (approved_on, candidate.signed_on) {
        (Some(approved_on), Some(signed_on)) if signed_on < approved_on => Some(Missing::Late {
            approved_on,
            signed_on,
        }),
        _ => None,
    }
}
