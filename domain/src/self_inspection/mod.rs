//! 自己点検 (第6節(9)、第7節): campaigns, scheduled or ad hoc, whose questions are pinned to a version of the
//! library; answers of each unit, saved as they are typed and submitted as a whole; 否 is put right by a day.

pub mod input;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    fiscal_year::FiscalYear,
    id::{
        FindingId, OrganizationUnitId, SelfInspectionAnswerId, SelfInspectionId,
        SelfInspectionQuestionId,
    },
    library::SelfInspectionQuestion,
};

choices! {
    /// 定期的又は必要に応じて (第7節).
    CampaignKind {
        Scheduled = "scheduled", "定期";
        AdHoc = "ad_hoc", "随時";
    }

    /// 回答. A question nobody answered has none; it never counts as 適.
    Answer {
        Yes = "yes", "適";
        No = "no", "否";
        NotApplicable = "not_applicable", "該当なし";
    }

    /// Where a unit stands with its answers.
    UnitProgress {
        NotBegun = "not_begun", "未着手";
        Begun = "begun", "回答中";
        Late = "late", "期限超過";
        Submitted = "submitted", "提出済み";
    }
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    pub id: SelfInspectionId,
    pub title: String,
    pub fiscal_year: FiscalYear,
    pub kind: CampaignKind,
    /// First day on which units answer.
    pub opened_on: NaiveDate,
    /// Last day for the answers.
    pub due_on: NaiveDate,
    pub note: Option<String>,
    pub void_on: Option<NaiveDate>,
    pub void_reason: Option<String>,
    pub revision: i32,
}

/// A campaign in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignSummary {
    pub campaign: Campaign,
    pub unit_count: usize,
    pub submitted_count: usize,
    /// Answers 適 and 否 of submitted sheets.
    pub yes_count: usize,
    pub no_count: usize,
    /// 否 that are put right.
    pub improved_count: usize,
}

impl CampaignSummary {
    /// 適合率 of submitted sheets in percent; 該当なし does not count.
    #[must_use]
    pub fn conformity(&self) -> Option<usize> {
        let answered = self.yes_count + self.no_count;
        (0 < answered).then(|| self.yes_count * 100 / answered)
    }
}

/// A unit of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignUnit {
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    pub submitted_on: Option<NaiveDate>,
    pub submitted_by: Option<String>,
    pub question_count: usize,
    pub answered_count: usize,
    pub no_count: usize,
    pub open_count: usize,
    pub progress: UnitProgress,
}

/// Where a unit stands on the day.
#[must_use]
pub fn progress(
    submitted_on: Option<NaiveDate>,
    answered_count: usize,
    due_on: NaiveDate,
    on: NaiveDate,
) -> UnitProgress {
    if submitted_on.is_some_and(|day| day <= on) {
        UnitProgress::Submitted
    } else if due_on < on {
        UnitProgress::Late
    } else if 0 < answered_count {
        UnitProgress::Begun
    } else {
        UnitProgress::NotBegun
    }
}

/// A campaign with its units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignDetail {
    pub campaign: Campaign,
    pub questions: Vec<SelfInspectionQuestion>,
    /// Those the person may see.
    pub units: Vec<CampaignUnit>,
    /// True when the person may take the campaign out of use.
    pub can_void: bool,
}

/// A question with the unit's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    pub question_id: SelfInspectionQuestionId,
    pub question: SelfInspectionQuestion,
    pub answer_id: Option<SelfInspectionAnswerId>,
    pub answer: Option<Answer>,
    pub note: Option<String>,
    /// Until when 否 is put right.
    pub improve_by: Option<NaiveDate>,
    pub improved_on: Option<NaiveDate>,
    /// What was done.
    pub improvement: Option<String>,
    /// The finding a submitted 否 opened.
    pub finding: Option<FindingId>,
}

/// 自己点検票: the answers of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerSheet {
    pub campaign: Campaign,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    pub submitted_on: Option<NaiveDate>,
    pub submitted_by: Option<String>,
    pub revision: i32,
    pub questions: Vec<AnsweredQuestion>,
    /// True when the person who asks may answer.
    pub can_answer: bool,
    /// True when the person who asks may record that something is put right.
    pub can_improve: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_late_until_it_submits() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let due = day("2026-11-30");
        let at = |submitted: Option<&str>, answered, on: &str| {
            progress(submitted.map(day), answered, due, day(on))
        };
        assert_eq!(at(None, 0, "2026-11-30"), UnitProgress::NotBegun);
        assert_eq!(at(None, 3, "2026-11-30"), UnitProgress::Begun);
        assert_eq!(at(None, 6, "2026-12-01"), UnitProgress::Late);
        assert_eq!(at(Some("2026-12-02"), 6, "2026-12-01"), UnitProgress::Late);
        assert_eq!(
            at(Some("2026-12-01"), 6, "2026-12-01"),
            UnitProgress::Submitted
        );
    }
}
