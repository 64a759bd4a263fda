//! 選定審査: was the vendor chosen by the criteria, before the contract, and did somebody else agree?
//!
//! Every step has its date and is written once, so that the state on any past day can be told. A review
//! that was sent back is over; a new one is made from it.

pub mod comparison;
pub mod detail;
mod input;
mod judgement;
pub mod paper;
mod standing;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use input::{AnswerInput, ReviewDraft, ReviewInput};
pub use judgement::{Judgement, VendorStanding, judge};
pub use standing::{Candidate, Missing, Standing, standing};

use crate::{
    choice::choices,
    id::{ContractId, PersonId, SelectionReviewId, VendorId},
    library::{Facts, SelectionCriterion},
};

choices! {
    /// 審査の段階.
    ReviewState {
        Drafting = "drafting", "審査中";
        Submitted = "submitted", "承認待ち";
        Approved = "approved", "承認済み";
        /// Sent back, which ends it.
        Rejected = "rejected", "差し戻し";
        Void = "void", "無効";
    }

    /// The answer to a criterion. None is not an answer.
    Answer {
        Met = "met", "適";
        Unmet = "unmet", "否";
        NotApplicable = "not_applicable", "該当なし";
    }

    /// サプライチェーン・リスクに関する申告書.
    Declaration {
        Received = "received", "提出あり";
        NotReceived = "not_received", "提出なし";
        NotApplicable = "not_applicable", "求める対象でない";
    }

    /// What the approver decided.
    ReviewDecision {
        Approved = "approved", "承認";
        Rejected = "rejected", "差し戻し";
    }

    /// 審査の結論.
    Conclusion {
        Selected = "selected", "選定する";
        NotSelected = "not_selected", "選定しない";
    }
}

/// 選定審査 of one candidate for one contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionReview {
    /// Key of the record.
    pub id: SelectionReviewId,
    /// The contract it is for.
    pub contract_id: ContractId,
    /// The candidate.
    pub vendor_id: VendorId,
    /// 審査日; certificates and debarments are judged on it.
    pub reviewed_on: NaiveDate,
    /// 特記事項を候補者に示した日.
    pub prior_notice_on: Option<NaiveDate>,
    /// Why it was not shown.
    pub prior_notice_reason: Option<String>,
    /// 申告書.
    pub declaration: Option<Declaration>,
    /// Day of the declaration.
    pub declaration_on: Option<NaiveDate>,
    /// Why there is none.
    pub declaration_reason: Option<String>,
    /// やむを得ない理由 for a contract with a debarred vendor (随意契約 only).
    pub debarment_reason: Option<String>,
    /// 結論.
    pub conclusion: Option<Conclusion>,
    /// Its reason.
    pub conclusion_reason: Option<String>,
    /// Answers, in the order of the criteria.
    pub answers: Vec<CriterionAnswer>,
    /// Certificates and debarments as they stood when it was submitted.
    pub standing: Option<VendorStanding>,
    /// Steps with their dates.
    pub steps: Steps,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

/// The answer to one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionAnswer {
    /// Id of the criterion.
    pub criterion: String,
    /// The answer, once there is one.
    pub answer: Option<Answer>,
    /// 理由・確認した内容.
    pub note: Option<String>,
}

/// Who did what on which day. A step once written stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// Begun.
    pub drafted_on: NaiveDate,
    /// By whom; `None` for the program itself.
    pub drafted_by: Option<PersonId>,
    /// 申請.
    pub submitted_on: Option<NaiveDate>,
    /// The reviewer who submitted.
    pub submitted_by: Option<PersonId>,
    /// 承認又は差し戻し.
    pub decided_on: Option<NaiveDate>,
    /// The approver.
    pub decided_by: Option<PersonId>,
    /// 承認 or 差し戻し.
    pub decision: Option<ReviewDecision>,
    /// Words of the approver.
    pub comment: Option<String>,
    /// 無効.
    pub voided_on: Option<NaiveDate>,
    /// Why.
    pub void_reason: Option<String>,
}

impl Steps {
    /// The state at the end of the day; `None` before the review began.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> Option<ReviewState> {
        let by = |step: Option<NaiveDate>| step.is_some_and(|step| step <= day);
        if day < self.drafted_on {
            None
        } else if by(self.voided_on) {
            Some(ReviewState::Void)
        } else if by(self.decided_on) {
            Some(match self.decision {
                Some(ReviewDecision::Approved) => ReviewState::Approved,
                Some(ReviewDecision::Rejected) | None => ReviewState::Rejected,
            })
        } else if by(self.submitted_on) {
            Some(ReviewState::Submitted)
        } else {
            Some(ReviewState::Drafting)
        }
    }
}

/// Why a step is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStep {
    /// Changing or submitting what is no longer open.
    #[error(
        "審査中の選定審査だけを、変更し、申請できます。画面を再読み込みして、現在の状態を確かめてください。"
    )]
    NotOpen,
    /// Deciding on what was not submitted.
    #[error(
        "承認待ちの選定審査ではありません。ほかの人が先に処理した可能性があります。画面を再読み込みしてください。"
    )]
    NotSubmitted,
    /// Approving one's own review.
    #[error("自分が申請した選定審査は、承認できません。ほかの承認者に依頼してください。")]
    OwnReview,
    /// Taking out of use what already is.
    #[error("この選定審査は、すでに無効です。")]
    AlreadyVoid,
}

impl Steps {
    /// A review begun today.
    #[must_use]
    pub fn begun(by: Option<PersonId>, today: NaiveDate) -> Self {
        Self {
            drafted_on: today,
            drafted_by: by,
            submitted_on: None,
            submitted_by: None,
            decided_on: None,
            decided_by: None,
            decision: None,
            comment: None,
            voided_on: None,
            void_reason: None,
        }
    }

    /// The state after every step taken.
    #[must_use]
    pub fn state(&self) -> ReviewState {
        self.state_on(NaiveDate::MAX)
            .unwrap_or(ReviewState::Drafting)
    }

    /// 申請.
    ///
    /// # Errors
    /// [`InvalidStep::NotOpen`].
    pub fn submit(self, by: PersonId, today: NaiveDate) -> Result<Self, InvalidStep> {
        if self.state() != ReviewState::Drafting {
            return Err(InvalidStep::NotOpen);
        }
        Ok(Self {
            submitted_on: Some(today),
            submitted_by: Some(by),
            ..self
        })
    }

    /// 承認 or 差し戻し, by somebody who neither reviewed nor submitted.
    ///
    /// # Errors
    /// [`InvalidStep::NotSubmitted`], [`InvalidStep::OwnReview`].
    pub fn decide(
        self,
        by: PersonId,
        today: NaiveDate,
        decision: ReviewDecision,
        comment: Option<String>,
    ) -> Result<Self, InvalidStep> {
        if self.state() != ReviewState::Submitted {
            return Err(InvalidStep::NotSubmitted);
        }
        if self.submitted_by == Some(by) || self.drafted_by == Some(by) {
            return Err(InvalidStep::OwnReview);
        }
        Ok(Self {
            decided_on: Some(today),
            decided_by: Some(by),
            decision: Some(decision),
            comment,
            ..self
        })
    }

    /// 無効, with a reason.
    ///
    /// # Errors
    /// [`InvalidStep::AlreadyVoid`].
    pub fn void(self, today: NaiveDate, reason: String) -> Result<Self, InvalidStep> {
        if self.state() == ReviewState::Void {
            return Err(InvalidStep::AlreadyVoid);
        }
        Ok(Self {
            voided_on: Some(today),
            void_reason: Some(reason),
            ..self
        })
    }
}

/// The questions the criteria put for a contract with these facts, in order.
#[must_use]
pub fn asked<'a>(
    criterions: &'a [SelectionCriterion],
    facts: &Facts,
) -> Vec<&'a SelectionCriterion> {
    let mut asked: Vec<_> = criterions
        .iter()
        .filter(|criterion| criterion.applies.holds(facts).is_some())
        .collect();
    asked.sort_by_key(|criterion| criterion.order);
    asked
}

#[cfg(test)]
mod tests;
