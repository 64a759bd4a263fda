//! The work on the annex: 起案中 → 承認待ち → 承認済み → 発行済み, with 差し戻し.
//!
//! The person who submitted never approves (兼務の禁止, guideline on separation of duties).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{choice::choices, id::PersonId};

choices! {
    /// 作成の段階, without its data: the column, the filter.
    PreparationStage {
        Editing = "editing", "起案中";
        Submitted = "submitted", "承認待ち";
        Returned = "returned", "差し戻し";
        Approved = "approved", "承認済み";
        Issued = "issued", "特記事項発行済み";
    }
}

/// 作成の段階.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preparation {
    /// Open to the drafter.
    Editing,
    /// With the approver.
    Submitted { by: PersonId, at: DateTime<Utc> },
    /// Sent back to the drafter with a comment.
    Returned {
        by: PersonId,
        at: DateTime<Utc>,
        comment: String,
    },
    /// Agreed; the annex may be issued.
    Approved {
        submitted_by: PersonId,
        by: PersonId,
        at: DateTime<Utc>,
    },
    /// The annex is issued; changing the contract needs a new round.
    Issued {
        submitted_by: PersonId,
        by: PersonId,
        at: DateTime<Utc>,
    },
}

/// Why a step is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTransition {
    /// Submitting what is not open.
    #[error(
        "起案中又は差し戻しの契約だけを申請できます。画面を再読み込みして、現在の状態を確かめてください。"
    )]
    NotEditable,
    /// Deciding on what was not submitted.
    #[error(
        "承認待ちの契約ではありません。ほかの人が先に処理した可能性があります。画面を再読み込みしてください。"
    )]
    NotSubmitted,
    /// Approving one's own draft.
    #[error("自分が申請した契約は、承認できません。ほかの承認者に依頼してください。")]
    OwnSubmission,
    /// Issuing what was not approved.
    #[error("承認済みの契約だけに、特記事項を発行できます。")]
    NotApproved,
    /// Opening what is open or with the approver.
    #[error("承認済み又は発行済みの契約だけを、起案に戻せます。")]
    NotDecided,
}

impl Preparation {
    /// The stage without its data.
    #[must_use]
    pub fn stage(&self) -> PreparationStage {
        match self {
            Self::Editing => PreparationStage::Editing,
            Self::Submitted { .. } => PreparationStage::Submitted,
            Self::Returned { .. } => PreparationStage::Returned,
            Self::Approved { .. } => PreparationStage::Approved,
            Self::Issued { .. } => PreparationStage::Issued,
        }
    }

    /// True while the drafter may change the contract.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        matches!(self, Self::Editing | Self::Returned { .. })
    }

    /// 申請.
    ///
    /// # Errors
    /// [`InvalidTransition::NotEditable`].
    pub fn submit(self, by: PersonId, at: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        if self.is_editable() {
            Ok(Self::Submitted { by, at })
        } else {
            Err(InvalidTransition::NotEditable)
        }
    }

    /// 承認, by somebody else.
    ///
    /// # Errors
    /// [`InvalidTransition::NotSubmitted`], [`InvalidTransition::OwnSubmission`].
    pub fn approve(self, by: PersonId, at: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Submitted {
                by: submitted_by, ..
            } if submitted_by == by => Err(InvalidTransition::OwnSubmission),
            Self::Submitted {
                by: submitted_by, ..
            } => Ok(Self::Approved {
                submitted_by,
                by,
                at,
            }),
            Self::Editing | Self::Returned { .. } | Self::Approved { .. } | Self::Issued { .. } => {
                Err(InvalidTransition::NotSubmitted)
            }
        }
    }

    /// 差し戻し. The submitter may take the submission back this way too.
    ///
    /// # Errors
    /// [`InvalidTransition::NotSubmitted`].
    pub fn send_back(
        self,
        by: PersonId,
        at: DateTime<Utc>,
        comment: String,
    ) -> Result<Self, InvalidTransition> {
        match self {
            Self::Submitted { .. } => Ok(Self::Returned { by, at, comment }),
            Self::Editing | Self::Returned { .. } | Self::Approved { .. } | Self::Issued { .. } => {
                Err(InvalidTransition::NotSubmitted)
            }
        }
    }

    /// 発行.
    ///
    /// # Errors
    /// [`InvalidTransition::NotApproved`].
    pub fn issue(self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Approved {
                submitted_by,
                by,
                at,
            } => Ok(Self::Issued {
                submitted_by,
                by,
                at,
            }),
            Self::Editing
            | Self::Submitted { .. }
            | Self::Returned { .. }
            | Self::Issued { .. } => Err(InvalidTransition::NotApproved),
        }
    }

    /// 変更のため起案に戻す; the issued annex stays in force until the next one is issued.
    ///
    /// # Errors
    /// [`InvalidTransition::NotDecided`].
    pub fn reopen(self) -> Result<Self, InvalidTransition> {
        match self {
            Self::Approved { .. } | Self::Issued { .. } => Ok(Self::Editing),
            Self::Editing | Self::Submitted { .. } | Self::Returned { .. } => {
                Err(InvalidTransition::NotDecided)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFTER: PersonId = PersonId(1);
    const HEAD: PersonId = PersonId(2);

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_775_000_000, 0).unwrap()
    }

    #[test]
    fn the_drafter_never_approves() {
        let submitted = Preparation::Editing.submit(DRAFTER, at()).unwrap();
        assert_eq!(
            submitted.clone().approve(DRAFTER, at()),
            Err(InvalidTransition::OwnSubmission)
        );
        assert_eq!(
            submitted.approve(HEAD, at()).unwrap().stage(),
            PreparationStage::Approved
        );
    }

    #[test]
    fn every_stage_allows_exactly_its_own_steps() {
        let submitted = Preparation::Editing.submit(DRAFTER, at()).unwrap();
        let returned = submitted
            .clone()
            .send_back(HEAD, at(), "別紙２を直してください".to_owned())
            .unwrap();
        let approved = submitted.clone().approve(HEAD, at()).unwrap();
        let issued = approved.clone().issue().unwrap();
        // stage, submit, approve, send back, issue, reopen
        let table = [
            (Preparation::Editing, [true, false, false, false, false]),
            (submitted, [false, true, true, false, false]),
            (returned, [true, false, false, false, false]),
            (approved, [false, false, false, true, true]),
            (issued, [false, false, false, false, true]),
        ];
        for (stage, expected) in table {
            let possible = [
                stage.clone().submit(DRAFTER, at()).is_ok(),
                stage.clone().approve(HEAD, at()).is_ok(),
                stage.clone().send_back(HEAD, at(), String::new()).is_ok(),
                stage.clone().issue().is_ok(),
                stage.clone().reopen().is_ok(),
            ];
            assert_eq!(possible, expected, "{stage:?}");
        }
    }
}
