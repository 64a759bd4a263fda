//! Checks of what is no contract: accounts of social media and external services. The same items, results
//! and sheets as for contracts; the plan is made for the days a subject is in use instead of a term.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    SheetItem,
    plan::{PlanInput, PlannedTask, plan_items},
};
use crate::{
    business_day::BusinessCalendar,
    choice::choices,
    fiscal_year::FiscalYear,
    id::{ExternalServiceId, OrganizationUnitId, SocialMediaAccountId},
    input::FieldError,
    library::{AppliesTo, CheckItem, Facts, Form, Subject, Timing},
};

/// Days after the approval within which the record of the selection (選定時) is due.
const SELECTION_DAYS: Days = Days::new(14);
/// Days after it within which that of the introduction (導入時) is due.
const INTRODUCTION_DAYS: Days = Days::new(30);

choices! {
    /// What is checked, besides contracts.
    SubjectKind {
        SocialMediaAccount = "social_media_account", "SNSアカウント";
        ExternalService = "external_service", "外部サービス";
    }
}

impl SubjectKind {
    /// The check items that are asked of it.
    #[must_use]
    pub fn items(self) -> Subject {
        match self {
            Self::SocialMediaAccount => Subject::SocialMedia,
            Self::ExternalService => Subject::ExternalService,
        }
    }
}

/// Which record is checked. `social_media_account-7` in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubjectKey {
    /// Which ledger it stands in.
    pub kind: SubjectKind,
    /// Its key there.
    pub id: i64,
}

impl From<SocialMediaAccountId> for SubjectKey {
    fn from(id: SocialMediaAccountId) -> Self {
        Self {
            kind: SubjectKind::SocialMediaAccount,
            id: id.0,
        }
    }
}

impl From<ExternalServiceId> for SubjectKey {
    fn from(id: ExternalServiceId) -> Self {
        Self {
            kind: SubjectKind::ExternalService,
            id: id.0,
        }
    }
}

impl std::fmt::Display for SubjectKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.kind.code(), self.id)
    }
}

impl std::str::FromStr for SubjectKey {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || FieldError::UnknownChoice(text.to_owned());
        let (kind, id) = text.rsplit_once('-').ok_or_else(unknown)?;
        Ok(Self {
            kind: kind.parse()?,
            id: id.parse().map_err(|_| unknown())?,
        })
    }
}

/// What a subject's checks are planned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedSubject {
    /// Which record.
    pub key: SubjectKey,
    /// Its name, for lists and the audit log.
    pub name: String,
    /// 所管課.
    pub unit_id: OrganizationUnitId,
    /// The first day from which checks are planned: in use, and in the ledger.
    pub from_on: NaiveDate,
    /// The last day in use; `None` while it is.
    pub to_on: Option<NaiveDate>,
}

/// The dated checks of a subject, up to the end of the fiscal year after today's, or of its use. What the
/// program judges from its own records (`automatic`) is shown on the subject's page and not planned; what is
/// asked of each 課 is no check of a subject. Selection and introduction are recorded soon after the first day.
#[must_use]
pub fn plan_of_subject(
    subject: &CheckedSubject,
    items: &[CheckItem],
    forms: &[Form],
    settings: &BTreeMap<String, u32>,
    calendar: &BusinessCalendar,
    today: NaiveDate,
) -> Vec<PlannedTask> {
    let horizon = FiscalYear::containing(today.max(subject.from_on))
        .next()
        .last_day();
    let ends_on = subject.to_on.unwrap_or(horizon).min(horizon);
    if ends_on < subject.from_on {
        return Vec::new();
    }
    let input = PlanInput {
        check_items: items,
        forms,
        clauses: &BTreeSet::new(),
        facts: &Facts::default(),
        settings,
        starts_on: subject.from_on,
        ends_on,
        signed_on: None,
        inspected_on: None,
        calendar,
    };
    let kind = subject.key.kind.items();
    let mut planned = plan_items(&input, |item| {
        item.subject == kind && !item.automatic && item.applies_to != Some(AppliesTo::AllUnits)
    });
    planned.retain(|task| match task.timing {
        Timing::End => subject.to_on == Some(ends_on),
        Timing::Sign => false,
        Timing::Pre
        | Timing::Start
        | Timing::Month
        | Timing::Half
        | Timing::Year
        | Timing::Change
        | Timing::Inc
        | Timing::Adhoc => true,
    });
    for task in &mut planned {
        match task.timing {
            Timing::Pre => task.due_on = calendar.on_or_after(subject.from_on + SELECTION_DAYS),
            Timing::Start => {
                task.due_on = calendar.on_or_after(subject.from_on + INTRODUCTION_DAYS)
            }
            Timing::Sign
            | Timing::Month
            | Timing::Half
            | Timing::Year
            | Timing::Change
            | Timing::Inc
            | Timing::Adhoc
            | Timing::End => {}
        }
    }
    planned.sort_by_key(|task| task.due_on);
    planned
}

/// The checks of one subject that share a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectSheetSummary {
    pub key: SubjectKey,
    /// アカウント名, サービス名.
    pub name: String,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    /// Period key, e.g. `2026H1`.
    pub period: String,
    /// Earliest due date of what is open, else the last due date.
    pub due_on: NaiveDate,
    /// Items planned.
    pub item_count: i64,
    /// Items done.
    pub done_count: i64,
    /// Items with 不適合 or 一部不適合.
    pub nonconform_count: i64,
}

/// 点検調書 of a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectSheet {
    pub summary: SubjectSheetSummary,
    pub items: Vec<SheetItem>,
    /// True when the person who asks may record results.
    pub can_record: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, timing: &[Timing], automatic: bool) -> CheckItem {
        CheckItem {
            id: id.to_owned(),
            order: 1,
            subject: Subject::SocialMedia,
            question: String::new(),
            clauses: vec!["SNS-01".to_owned()],
            applies_to: None,
            basis: Vec::new(),
            timing: timing.to_vec(),
            timing_recommended: Vec::new(),
            timing_when: None,
            interval_setting: None,
            extra_months: if id == "V-S1" { vec![4] } else { Vec::new() },
            fixed_month: None,
            automatic,
            evidence: Vec::new(),
            forms: Vec::new(),
            severity: crate::library::Severity::Medium,
            severity_max: None,
            severity_max_when: None,
            note: None,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn periods(from: &str, to: Option<&str>, today: &str) -> Vec<String> {
        let items = [
            item("V-S1", &[Timing::Half], false),
            item("V-S8", &[Timing::Month], true),
            item("V-S13", &[Timing::End], false),
            CheckItem {
                applies_to: Some(AppliesTo::AllUnits),
                ..item("V-C10", &[Timing::Year], false)
            },
        ];
        let subject = CheckedSubject {
            key: SocialMediaAccountId(1).into(),
            name: "公式".to_owned(),
            unit_id: OrganizationUnitId(1),
            from_on: day(from),
            to_on: to.map(day),
        };
        let planned = plan_of_subject(
            &subject,
            &items,
            &[],
            &BTreeMap::new(),
            &BusinessCalendar::default(),
            day(today),
        );
        planned
            .into_iter()
            .map(|task| format!("{} {}", task.check_item, task.period))
            .collect()
    }

    #[test]
    fn checks_come_half_yearly_and_in_april_to_the_end_of_the_next_year() {
        assert_eq!(
            periods("2026-06-01", None, "2026-11-25"),
            [
                "V-S1 2026H1",
                "V-S1 2026H2",
                "V-S1 2027-04",
                "V-S1 2027H1",
                "V-S1 2027H2",
            ]
        );
    }

    #[test]
    fn the_end_of_use_ends_the_plan_and_asks_for_the_end_check() {
        assert_eq!(
            periods("2026-06-01", Some("2026-12-20"), "2026-11-25"),
            ["V-S1 2026H1", "V-S1 2026H2", "V-S13 END"]
        );
    }

    #[test]
    fn selection_and_introduction_are_recorded_soon_after_the_approval() {
        let items = [
            item("V-C12", &[Timing::Pre], false),
            item("V-C13", &[Timing::Start], false),
        ];
        let subject = CheckedSubject {
            key: SocialMediaAccountId(1).into(),
            name: "見本フォーム".to_owned(),
            unit_id: OrganizationUnitId(1),
            from_on: day("2026-06-01"),
            to_on: None,
        };
        let planned = plan_of_subject(
            &subject,
            &items,
            &[],
            &BTreeMap::new(),
            &BusinessCalendar::default(),
            day("2026-06-01"),
        );
        let due: Vec<_> = planned
            .iter()
            .map(|task| (task.period.as_str(), task.due_on))
            .collect();
        assert_eq!(
            due,
            [("PRE", day("2026-06-15")), ("START", day("2026-07-01"))]
        );
    }

    #[test]
    fn a_subject_that_ended_before_it_was_recorded_has_no_checks() {
        assert_eq!(
            periods("2026-06-01", Some("2026-05-01"), "2026-11-25"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key = SubjectKey::from(ExternalServiceId(7));
        assert_eq!(key.to_string(), "external_service-7");
        assert_eq!("external_service-7".parse(), Ok(key));
        assert!("contract-7".parse::<SubjectKey>().is_err());
        assert!("external_service".parse::<SubjectKey>().is_err());
    }
}
