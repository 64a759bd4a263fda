//! 人事異動 (transfer): who leaves and who arrives on a day, and what becomes of everything the leavers
//! answer for — planned by one person, approved by another, and then entered all at once.

pub mod input;
pub mod proposal;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    id::{OrganizationUnitId, PersonId, ResponsibilityId, TransferId},
    responsibility::{Responsibility, ResponsibilityRole, Span, Subject},
};

choices! {
    /// 計画の段階.
    TransferState {
        Planning = "planning", "作成中";
        Submitted = "submitted", "承認待ち";
        Returned = "returned", "差し戻し";
        /// Everything in it is entered.
        Approved = "approved", "承認済み";
        Void = "void", "取りやめ";
    }

    /// Which way somebody moves.
    Direction {
        Leaving = "leaving", "転出・退職";
        Arriving = "arriving", "転入・着任";
    }

    /// What becomes of a responsibility.
    Fate {
        HandOver = "hand_over", "引き継ぐ";
        /// The leaver goes on answering for it.
        Keep = "keep", "引き続き担当する";
        /// It ends the day before, and nobody takes it over.
        End = "end", "後任なし（終了）";
    }
}

/// 異動の計画.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Key of the record.
    pub id: TransferId,
    /// 異動日: first day of the successors.
    pub effective_on: NaiveDate,
    /// The unit it is about; `None` is the whole town.
    pub unit_id: Option<OrganizationUnitId>,
    /// 段階.
    pub state: TransferState,
    /// Who made the plan.
    pub drafted_by: Option<PersonId>,
    /// Who submitted it.
    pub submitted_by: Option<PersonId>,
    /// The day it was submitted.
    pub submitted_on: Option<NaiveDate>,
    /// Who approved it or sent it back.
    pub decided_by: Option<PersonId>,
    /// The day of that.
    pub decided_on: Option<NaiveDate>,
    /// What was said with it; the reason when it was given up.
    pub comment: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

/// Why a plan cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransferRefusal {
    /// It is not in the right stage.
    #[error("この計画は「{}」です。この操作はできません。", .0.label())]
    WrongState(TransferState),
    /// The one who made or submitted it approves it.
    #[error(
        "自分が作成・申請した計画は、自分では承認できません。別の人に承認してもらってください。"
    )]
    OwnPlan,
    /// There is nothing to move.
    #[error("引き継ぐ責任がありません。転出する職員を確かめてください。")]
    NothingToMove,
    /// What the leavers hold is not what was submitted.
    #[error(
        "申請の後に、転出者の責任が変わりました（{0}）。差し戻して、計画を作り直してください。"
    )]
    Changed(String),
    /// A successor is not in office on the day.
    #[error("{name}さんは{}に在職していません。別の後任を選んでください。", crate::wareki::long(*.day))]
    SuccessorNotInOffice { name: String, day: NaiveDate },
}

impl Transfer {
    /// True while people and successors can be changed.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        matches!(
            self.state,
            TransferState::Planning | TransferState::Returned
        )
    }

    /// May the plan be changed, submitted or given up?
    ///
    /// # Errors
    /// When it is submitted, approved or given up.
    pub fn must_be_editable(&self) -> Result<(), TransferRefusal> {
        if self.is_editable() {
            Ok(())
        } else {
            Err(TransferRefusal::WrongState(self.state))
        }
    }

    /// May this person decide on it?
    ///
    /// # Errors
    /// When it is not submitted; when the person made or submitted it.
    pub fn must_be_decidable_by(&self, person: PersonId) -> Result<(), TransferRefusal> {
        if self.state != TransferState::Submitted {
            return Err(TransferRefusal::WrongState(self.state));
        }
        if self.is_of(person) {
            return Err(TransferRefusal::OwnPlan);
        }
        Ok(())
    }

    /// True when the person made or submitted it.
    #[must_use]
    pub fn is_of(&self, person: PersonId) -> bool {
        self.drafted_by == Some(person) || self.submitted_by == Some(person)
    }
}

/// Somebody who moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mover {
    /// Key of the record.
    pub id: i64,
    /// Who.
    pub person_id: PersonId,
    /// 氏名.
    pub name: String,
    /// The days in office.
    pub office: Span,
    /// Which way.
    pub direction: Direction,
    /// The unit left or joined.
    pub unit_id: Option<OrganizationUnitId>,
    /// Its name.
    pub unit_name: String,
    /// The 職名 left or taken.
    pub title: Option<String>,
}

/// Something a leaver answers for on the day before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The line of the history.
    pub line: Responsibility,
    /// Of what.
    pub subject: Subject,
}

/// What becomes of a holding, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What becomes of it.
    pub fate: Fate,
    /// Who takes it over; of [`Fate::HandOver`] only.
    pub successor: Option<PersonId>,
    /// The reason of a proposal; empty when somebody chose.
    pub because: String,
}

/// One line of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// What moves.
    pub holding: Holding,
    /// What becomes of it.
    pub choice: Choice,
    /// Name of the successor.
    pub successor_name: Option<String>,
}

impl Move {
    /// True when the subject has no 責任者 on the day of the transfer once the plan is entered.
    #[must_use]
    pub fn is_orphan(&self, effective_on: NaiveDate) -> bool {
        let holding = &self.holding;
        if holding.line.role != ResponsibilityRole::Owner
            || !holding.subject.active.contains(effective_on)
        {
            return false;
        }
        match self.choice.fate {
            Fate::HandOver => false,
            Fate::Keep => !holding.line.office.contains(effective_on),
            Fate::End => true,
        }
    }

    /// Key of the line.
    #[must_use]
    pub fn line(&self) -> ResponsibilityId {
        self.holding.line.id
    }
}

/// True when the line goes on into the day of the transfer, for a subject still in use then.
#[must_use]
pub fn is_to_be_moved(line: &Responsibility, subject: &Subject, effective_on: NaiveDate) -> bool {
    !line.is_withdrawn()
        && line.span.from_on < effective_on
        && !line.span.is_over_by(effective_on)
        && !subject.active.is_over_by(effective_on)
}

/// One line of the list of plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferSummary {
    /// The plan.
    pub transfer: Transfer,
    /// Name of the unit; empty for the whole town.
    pub unit_name: String,
    /// Who made it.
    pub drafter: Option<String>,
    /// Names of those who leave.
    pub leaving: Vec<String>,
}

/// Everything the page of a plan shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferDetail {
    /// The plan.
    pub transfer: Transfer,
    /// Name of the unit; empty for the whole town.
    pub unit_name: String,
    /// Who made it.
    pub drafter: Option<String>,
    /// Who submitted it.
    pub submitter: Option<String>,
    /// Who decided on it.
    pub decider: Option<String>,
    /// Who leaves and who arrives.
    pub movers: Vec<Mover>,
    /// Everything the leavers hold, and what becomes of it.
    pub moves: Vec<Move>,
    /// People in office on the day.
    pub candidates: Vec<crate::responsibility::board::Candidate>,
    /// Units to choose from.
    pub units: Vec<(OrganizationUnitId, String)>,
    /// True when the asker may change it.
    pub can_edit: bool,
    /// True when the asker may decide on it.
    pub can_decide: bool,
    /// True when it waits for a decision, and the asker made it.
    pub is_own: bool,
}

impl TransferDetail {
    /// How many subjects are left without a 責任者.
    #[must_use]
    pub fn orphan_count(&self) -> usize {
        let day = self.transfer.effective_on;
        self.moves.iter().filter(|it| it.is_orphan(day)).count()
    }
}
