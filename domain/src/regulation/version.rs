//! A version: drafted by one person, agreed to by another, in force from a day on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    id::{FileId, PersonId, RegulationVersionId},
};

choices! {
    /// 版の状態 on a day.
    VersionState {
        Waiting = "waiting", "承認待ち";
        Returned = "returned", "差し戻し";
        Coming = "coming", "施行前";
        InForce = "in_force", "施行中";
        Superseded = "superseded", "旧版";
        Abolished = "abolished", "廃止";
    }
}

/// 版.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulationVersion {
    /// Key of the record.
    pub id: RegulationVersionId,
    /// 第n版.
    pub version_no: i32,
    /// 番号: 令和8年訓令第5号.
    pub number: Option<String>,
    /// 制定・改正日.
    pub enacted_on: NaiveDate,
    /// 施行日.
    pub in_force_on: NaiveDate,
    /// 次の見直し予定日.
    pub next_review_on: Option<NaiveDate>,
    /// 決裁番号 of a version decided on paper before it was recorded here.
    pub decision_no: Option<String>,
    /// 改正の概要.
    pub summary: Option<String>,
    /// The text.
    pub file_id: Option<FileId>,
    /// Its name.
    pub file_name: Option<String>,
    pub drafted_by: Option<PersonId>,
    pub drafted_on: NaiveDate,
    pub approved_by: Option<PersonId>,
    pub approved_on: Option<NaiveDate>,
    pub returned_on: Option<NaiveDate>,
    pub returned_because: Option<String>,
    /// 廃止日: no longer in force from this day on.
    pub abolished_on: Option<NaiveDate>,
    /// Why, and under which 決裁番号.
    pub abolished_because: Option<String>,
    pub revision: i32,
}

/// Why a step is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegulationRuleError {
    #[error(
        "この版は承認待ちではありません。ほかの人が先に処理した可能性があります。画面を再読み込みしてください。"
    )]
    NotWaiting,
    #[error("自分が起案した版は、自分では承認できません。ほかの承認者に依頼してください。")]
    OwnDraft,
    #[error(
        "本文のファイルがないため、承認できません。起案者に、ファイルの添付を依頼してください。"
    )]
    NoFile,
    #[error(
        "施行日が承認の日より前です。すでに紙で決裁した版は、決裁番号を付けて登録し直してください。そうでないときは、施行日を今日以後にしてください。"
    )]
    InForceBeforeApproval,
    #[error("施行中の版だけを廃止できます。画面を再読み込みして、現在の状態を確かめてください。")]
    NotInForce,
    #[error("廃止の申請をした本人は承認できません。ほかの承認者に依頼してください。")]
    OwnAbolition,
    #[error("廃止の申請が承認を待っています。その申請が済んでから、もう一度申請してください。")]
    AbolitionIsWaiting,
    #[error(
        "承認を待っている廃止の申請はありません。ほかの人が先に処理した可能性があります。画面を再読み込みしてください。"
    )]
    NoAbolitionWaits,
    #[error("承認待ちの版があります。その版を承認するか差し戻してから、次の版を登録してください。")]
    OneIsWaiting,
    #[error(
        "{}に施行した版があります。同じ日に二つの版は施行できません。それより後の日を入力してください。",
        crate::wareki::long(*.0)
    )]
    NotAfterPrevious(NaiveDate),
    #[error(
        "過去の日付です。すでに紙で決裁したときは決裁番号を入力し、そうでないときは今日以後の日付にしてください。"
    )]
    PastWithoutDecision,
    #[error("廃止日が施行日（{}）以前です。施行日より後の日を入力してください。", crate::wareki::long(*.0))]
    AbolishedBeforeForce(NaiveDate),
    #[error("無効にした規程には、この手続はできません。正しい規程を登録してください。")]
    IsVoid,
    #[error("承認した版のファイルは差し替えられません。直すときは、新しい版を登録してください。")]
    FileIsFixed,
    #[error("この版は施行中ではないため、「読んだ」と記録できません。施行中の版を開いてください。")]
    NotReadable,
    #[error(
        "この規程の対象者ではないため、「読んだ」と記録できません。所管課に、対象者への追加を依頼してください。"
    )]
    NotConcerned,
}

/// May a version begin on the day? It begins later than every version agreed to, so that no day has two.
///
/// # Errors
/// When a version begins on that day or later.
pub fn check_succession(
    versions: &[RegulationVersion],
    in_force_on: NaiveDate,
) -> Result<(), RegulationRuleError> {
    let agreed = versions
        .iter()
        .filter(|version| version.approved_on.is_some() && version.returned_on.is_none());
    match agreed.map(|version| version.in_force_on).max() {
        Some(last) if in_force_on <= last => Err(RegulationRuleError::NotAfterPrevious(last)),
        Some(_) | None => Ok(()),
    }
}

impl RegulationVersion {
    /// 第n版 of a document.
    #[must_use]
    pub fn label(&self, title: &str) -> String {
        format!("{title} 第{}版", self.version_no)
    }

    /// The days on which it is in force among all versions of its document, both included; `None` for one
    /// that was never agreed to, or whose days all went to others.
    #[must_use]
    pub fn days_in_force(&self, all: &[Self]) -> Option<(NaiveDate, Option<NaiveDate>)> {
        self.approved_on.filter(|_| self.returned_on.is_none())?;
        let next = all
            .iter()
            .filter(|other| other.approved_on.is_some() && other.id != self.id)
            .filter(|other| {
                (self.in_force_on, self.version_no) < (other.in_force_on, other.version_no)
            })
            .map(|other| other.in_force_on)
            .min();
        let end = [next, self.abolished_on].into_iter().flatten().min();
        match end {
            Some(end) if end <= self.in_force_on => None,
            Some(end) => Some((self.in_force_on, end.pred_opt())),
            None => Some((self.in_force_on, None)),
        }
    }

    /// May it be abolished from the day on?
    ///
    /// # Errors
    /// When it is not in force today; a day not after it began; a past day without 決裁番号.
    pub fn abolishable(
        &self,
        all: &[Self],
        abolished_on: NaiveDate,
        decision_no: Option<&str>,
        today: NaiveDate,
    ) -> Result<(), RegulationRuleError> {
        if self.state_on(all, today) != VersionState::InForce || self.abolished_on.is_some() {
            Err(RegulationRuleError::NotInForce)
        } else if abolished_on <= self.in_force_on {
            Err(RegulationRuleError::AbolishedBeforeForce(self.in_force_on))
        } else if abolished_on < today && decision_no.is_none() {
            Err(RegulationRuleError::PastWithoutDecision)
        } else {
            Ok(())
        }
    }

    /// True while somebody else must agree.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.approved_on.is_none() && self.returned_on.is_none()
    }

    /// True when it is in force on the day, unless a later version is.
    fn counts_on(&self, day: NaiveDate) -> bool {
        self.approved_on.is_some()
            && self.in_force_on <= day
            && self.abolished_on.is_none_or(|gone| day < gone)
    }

    /// May the person agree to it today, under the 決裁番号 given with the decision or recorded before?
    ///
    /// # Errors
    /// When it does not wait, is the person's own, has no text, or would be in force before it was decided.
    pub fn approvable(
        &self,
        by: Option<PersonId>,
        decision_no: Option<&str>,
        today: NaiveDate,
    ) -> Result<(), RegulationRuleError> {
        if !self.is_waiting() {
            Err(RegulationRuleError::NotWaiting)
        } else if by == self.drafted_by {
            Err(RegulationRuleError::OwnDraft)
        } else if self.file_id.is_none() {
            Err(RegulationRuleError::NoFile)
        } else if self.in_force_on < today && decision_no.or(self.decision_no.as_deref()).is_none()
        {
            Err(RegulationRuleError::InForceBeforeApproval)
        } else {
            Ok(())
        }
    }

    /// How it stands on the day among all versions of its document.
    #[must_use]
    pub fn state_on(&self, all: &[Self], day: NaiveDate) -> VersionState {
        if self.returned_on.is_some() {
            VersionState::Returned
        } else if self.approved_on.is_none() {
            VersionState::Waiting
        } else if day < self.in_force_on {
            VersionState::Coming
        } else if version_in_force(all, day).is_some_and(|version| version.id == self.id) {
            VersionState::InForce
        } else if self.abolished_on.is_some_and(|gone| gone <= day) {
            VersionState::Abolished
        } else {
            VersionState::Superseded
        }
    }
}

/// The version in force on a day: agreed to, begun, not abolished; of several the one that began last. When
/// the newest is abolished no older one comes back.
#[must_use]
pub fn version_in_force(
    versions: &[RegulationVersion],
    day: NaiveDate,
) -> Option<&RegulationVersion> {
    let begun = versions
        .iter()
        .filter(|version| version.approved_on.is_some() && version.in_force_on <= day);
    begun
        .max_by_key(|version| (version.in_force_on, version.version_no))
        .filter(|version| version.counts_on(day))
}
