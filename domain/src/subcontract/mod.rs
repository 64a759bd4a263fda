//! 再委託: who works for the contractor, at any depth, and since when the town agreed to it.
//!
//! Decisions of the town are rows of their own with their dates: 承諾 under the contract, or 許諾 under
//! 番号法第10条, which is needed at every depth where the contract has My Number. All answers are given as of a
//! day. [`tree`] says what is wrong, [`roster`] who works and for whom.

pub mod detail;
mod input;
pub mod paper;
pub mod roster;
mod tree;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use input::{DecisionDraft, DecisionInput, SubcontractDraft, SubcontractInput};
pub use tree::{Assessed, Concern, assess, has_red};

use crate::{
    choice::choices,
    id::{ContractId, PersonId, SubcontractDecisionId, SubcontractId, VendorId},
};

choices! {
    /// Whose agreement it is.
    ConsentKind {
        /// Under the contract.
        Consent = "consent", "承諾（契約に基づく）";
        /// Under 番号法第10条.
        StatutoryConsent = "statutory_consent", "許諾（番号法第10条）";
    }

    /// What the town decided.
    Outcome {
        Granted = "granted", "認める";
        Conditional = "conditional", "条件を付して認める";
        Refused = "refused", "認めない";
    }

    /// Work on a decision.
    DecisionState {
        Proposed = "proposed", "承認待ち";
        Approved = "approved", "決定";
        Returned = "returned", "差し戻し";
    }

    /// 再委託の状態.
    SubcontractState {
        /// Nothing decided yet.
        Requested = "requested", "未決定";
        /// A decision waits for approval.
        Waiting = "waiting", "承認待ち";
        Consented = "consented", "承諾済み";
        Conditional = "conditional", "条件付き承諾";
        Refused = "refused", "不承諾";
        Active = "active", "実施中";
        Ended = "ended", "終了";
        Void = "void", "無効";
    }
}

/// 再委託 of a part of a contract to one company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subcontract {
    /// Key of the record.
    pub id: SubcontractId,
    /// The town's contract.
    pub contract_id: ContractId,
    /// The subcontract above; `None` directly below the contractor.
    pub parent_id: Option<SubcontractId>,
    /// The company, where it is in the master.
    pub vendor_id: Option<VendorId>,
    /// 再委託先の商号又は名称.
    pub name: String,
    /// 所在地.
    pub address: Option<String>,
    /// 再委託する業務の範囲.
    pub scope: String,
    /// 再委託する理由.
    pub reason: Option<String>,
    /// 取り扱う情報.
    pub information: String,
    /// 作業場所.
    pub work_place: Option<String>,
    /// 安全管理措置.
    pub safeguards: Option<String>,
    /// 監督の方法.
    pub supervision: Option<String>,
    /// 申請日; `None` for one that was found without an application.
    pub requested_on: Option<NaiveDate>,
    /// Entered here.
    pub recorded_on: NaiveDate,
    /// By whom.
    pub recorded_by: Option<PersonId>,
    /// 取扱いの開始日.
    pub started_on: Option<NaiveDate>,
    /// 終了日.
    pub ended_on: Option<NaiveDate>,
    /// 無効.
    pub voided_on: Option<NaiveDate>,
    /// Why.
    pub void_reason: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
    /// Decisions of the town, in the order they were proposed.
    pub decisions: Vec<Decision>,
}

/// 承諾 or 許諾, or the refusal of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Key of the record.
    pub id: SubcontractDecisionId,
    /// 承諾 or 許諾.
    pub kind: ConsentKind,
    /// What was decided.
    pub outcome: Outcome,
    /// 条件, or the reason of a refusal.
    pub conditions: Option<String>,
    /// 文書番号.
    pub document_no: Option<String>,
    /// 決定の日, as the letter says.
    pub decided_on: NaiveDate,
    /// Entered and handed to the approver.
    pub proposed_on: NaiveDate,
    /// By whom.
    pub proposed_by: Option<PersonId>,
    /// Approved here by somebody else.
    pub approved_on: Option<NaiveDate>,
    /// By whom.
    pub approved_by: Option<PersonId>,
    /// Sent back.
    pub returned_on: Option<NaiveDate>,
    /// Words of the approver.
    pub comment: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

impl Outcome {
    /// True when the subcontractor may work.
    #[must_use]
    pub fn permits(self) -> bool {
        match self {
            Self::Granted | Self::Conditional => true,
            Self::Refused => false,
        }
    }
}

impl ConsentKind {
    /// True when it is enough where `needed` is asked for: 許諾 is also a 承諾.
    #[must_use]
    pub fn satisfies(self, needed: Self) -> bool {
        self == needed || self == Self::StatutoryConsent
    }
}

impl Decision {
    /// The state at the end of the day; `None` before it was entered.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> Option<DecisionState> {
        let by = |step: Option<NaiveDate>| step.is_some_and(|step| step <= day);
        if day < self.proposed_on {
            None
        } else if by(self.returned_on) {
            Some(DecisionState::Returned)
        } else if by(self.approved_on) {
            Some(DecisionState::Approved)
        } else {
            Some(DecisionState::Proposed)
        }
    }

    /// True when it counts on the day: approved, and its letter is not dated later.
    #[must_use]
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.state_on(day) == Some(DecisionState::Approved) && self.decided_on <= day
    }
}

impl Subcontract {
    /// True when it is in the ledger on the day.
    #[must_use]
    pub fn is_recorded_on(&self, day: NaiveDate) -> bool {
        self.recorded_on <= day && self.voided_on.is_none_or(|voided| day < voided)
    }

    /// True while the subcontractor works, as known on the day.
    #[must_use]
    pub fn is_active_on(&self, day: NaiveDate) -> bool {
        self.is_recorded_on(day)
            && self.started_on.is_some_and(|started| started <= day)
            && self.ended_on.is_none_or(|ended| day <= ended)
    }

    /// The decision that counts on the day: the last by its date, known by `known_on`.
    #[must_use]
    pub fn decision_on(&self, day: NaiveDate, known_on: NaiveDate) -> Option<&Decision> {
        self.decisions
            .iter()
            .filter(|decision| decision.decided_on <= day && decision.counts_on(known_on))
            .max_by_key(|decision| (decision.decided_on, decision.id))
    }

    /// The decision that waits for approval on the day.
    #[must_use]
    pub fn proposal_on(&self, day: NaiveDate) -> Option<&Decision> {
        self.decisions
            .iter()
            .find(|decision| decision.state_on(day) == Some(DecisionState::Proposed))
    }

    /// True when the town's agreement of the needed kind stands on the day.
    #[must_use]
    pub fn is_consented_on(&self, day: NaiveDate, needed: ConsentKind) -> bool {
        self.decision_on(day, day)
            .is_some_and(|decision| decision.outcome.permits() && decision.kind.satisfies(needed))
    }

    /// The state at the end of the day; `None` before it was entered.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> Option<SubcontractState> {
        if day < self.recorded_on {
            return None;
        }
        if self.voided_on.is_some_and(|voided| voided <= day) {
            return Some(SubcontractState::Void);
        }
        if self.ended_on.is_some_and(|ended| ended < day) {
            return Some(SubcontractState::Ended);
        }
        if self.is_active_on(day) {
            return Some(SubcontractState::Active);
        }
        if self.proposal_on(day).is_some() {
            return Some(SubcontractState::Waiting);
        }
        Some(match self.decision_on(day, day).map(|it| it.outcome) {
            None => SubcontractState::Requested,
            Some(Outcome::Granted) => SubcontractState::Consented,
            Some(Outcome::Conditional) => SubcontractState::Conditional,
            Some(Outcome::Refused) => SubcontractState::Refused,
        })
    }
}

/// Why a step is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStep {
    /// Deciding on what does not wait.
    #[error(
        "承認待ちの決定ではありません。ほかの人が先に処理した可能性があります。画面を再読み込みしてください。"
    )]
    NotProposed,
    /// Approving one's own entry.
    #[error("自分が登録した再委託の決定は、承認できません。ほかの承認者に依頼してください。")]
    OwnProposal,
}

impl Decision {
    /// 承認 of the decision, by somebody other than whoever entered it.
    ///
    /// # Errors
    /// [`InvalidStep::NotProposed`], [`InvalidStep::OwnProposal`].
    pub fn approve(self, by: PersonId, today: NaiveDate) -> Result<Self, InvalidStep> {
        self.check_open()?;
        if self.proposed_by == Some(by) {
            return Err(InvalidStep::OwnProposal);
        }
        Ok(Self {
            approved_on: Some(today),
            approved_by: Some(by),
            ..self
        })
    }

    /// 差し戻し. Whoever entered it takes it back this way too.
    ///
    /// # Errors
    /// [`InvalidStep::NotProposed`].
    pub fn send_back(self, today: NaiveDate, comment: String) -> Result<Self, InvalidStep> {
        self.check_open()?;
        Ok(Self {
            returned_on: Some(today),
            comment: Some(comment),
            ..self
        })
    }

    fn check_open(&self) -> Result<(), InvalidStep> {
        if self.state_on(NaiveDate::MAX) == Some(DecisionState::Proposed) {
            Ok(())
        } else {
            Err(InvalidStep::NotProposed)
        }
    }
}

#[cfg(test)]
mod tests;
