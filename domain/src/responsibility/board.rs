//! 責任者の一覧 as screens and paper show it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Responsibility, Subject, SubjectKey,
    standing::{Holder, Standing},
};
use crate::id::{OrganizationUnitId, PersonId};

/// The filter of the board, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardFilter {
    /// Code of a [`SubjectKind`](super::SubjectKind).
    pub kind: String,
    /// Id of a unit.
    pub unit: String,
    /// `vacant`, `soon`, or nothing for all.
    pub state: String,
    /// Words of the name of the subject or of the 責任者.
    pub q: String,
    /// 1 for the first page.
    pub page: String,
    /// The day, in any spelling; nothing is today.
    pub on: String,
}

/// One line of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    /// What somebody is responsible for.
    pub subject: Subject,
    /// How it stands on the day.
    pub standing: Standing,
    /// Lines of its history, against lost updates.
    pub seen: usize,
    /// True when the asker may name a 責任者.
    pub can_edit: bool,
}

/// Somebody who can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who.
    pub id: PersonId,
    /// 氏名.
    pub name: String,
    /// 職名.
    pub title: Option<String>,
    /// 所属.
    pub unit_id: Option<OrganizationUnitId>,
    /// Name of the unit.
    pub unit_name: String,
}

impl Candidate {
    /// 山﨑 直人（係長）.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.title {
            Some(title) => format!("{}（{title}）", self.name),
            None => self.name.clone(),
        }
    }

    /// 総務課　山﨑 直人（係長）.
    #[must_use]
    pub fn full_label(&self) -> String {
        if self.unit_name.is_empty() {
            self.label()
        } else {
            format!("{}　{}", self.unit_name, self.label())
        }
    }
}

/// Those of the unit; everybody when the unit has nobody.
#[must_use]
pub fn of_unit(candidates: &[Candidate], unit: OrganizationUnitId) -> Vec<&Candidate> {
    let own: Vec<_> = candidates
        .iter()
        .filter(|candidate| candidate.unit_id == Some(unit))
        .collect();
    if own.is_empty() {
        candidates.iter().collect()
    } else {
        own
    }
}

/// A page of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// As it stands in the address.
    pub filter: BoardFilter,
    /// The day that is shown.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Rows of the page, those without a 責任者 first.
    pub rows: Vec<BoardRow>,
    /// All matches.
    pub total: usize,
    /// Rows on a page.
    pub page_size: usize,
    /// Of all the asker may see, how many have no 責任者 on the day.
    pub vacant: usize,
    /// Of all the asker may see, how many will lose theirs within the warning time.
    pub soon: usize,
    /// Units to choose from.
    pub units: Vec<(OrganizationUnitId, String)>,
    /// People in office on the day.
    pub candidates: Vec<Candidate>,
}

/// Everything the page of one subject shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectDetail {
    /// What somebody is responsible for.
    pub subject: Subject,
    /// Today.
    pub today: NaiveDate,
    /// How it stands today.
    pub standing: Standing,
    /// All lines, newest first, those withdrawn too.
    pub history: Vec<Responsibility>,
    /// Spans of its use up to today, and to come, without a 責任者.
    pub gaps: Vec<super::Span>,
    /// Days on which it was reviewed and by whom, newest first.
    pub reviews: Vec<(NaiveDate, Option<String>)>,
    /// People in office today or later.
    pub candidates: Vec<Candidate>,
    /// True when the asker may change it.
    pub can_edit: bool,
}

/// Somebody who leaves or has left, and what they still hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaver {
    /// Who.
    pub person_id: PersonId,
    /// 氏名.
    pub name: String,
    /// 所属.
    pub unit_name: String,
    /// Last day in office.
    pub last_on: NaiveDate,
    /// What they still hold: subject, name, role.
    pub holds: Vec<Held>,
}

/// Something somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Of what.
    pub subject: SubjectKey,
    /// Name of the subject.
    pub name: String,
    /// 責任者, 副責任者, 担当者.
    pub role: super::ResponsibilityRole,
}

/// What a page of a subject shows of it in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleSummary {
    /// Of what.
    pub subject: SubjectKey,
    /// True when it is in use on the day.
    pub is_active: bool,
    /// How it stands.
    pub standing: Standing,
}

impl ResponsibleSummary {
    /// Who is 責任者, when there is one.
    #[must_use]
    pub fn owner(&self) -> Option<&Holder> {
        self.standing.owner.as_ref()
    }
}
