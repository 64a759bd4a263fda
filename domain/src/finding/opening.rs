//! What a finding begins with: whether there is one, how severe it is, until when it is to be mended.

use chrono::{Days, NaiveDate};

use crate::{
    fiscal_year::FiscalYear,
    library::{CheckItem, Facts, Library, Severity},
    verification::CheckResult,
};

/// How severe the failure of a check is. 不適合 is what the item says, or its most where the facts of the
/// contract say so; 一部不適合 is one step less.
#[must_use]
pub fn severity_of(item: &CheckItem, result: CheckResult, facts: Option<&Facts>) -> Severity {
    let worst = item
        .severity_max
        .zip(item.severity_max_when.as_ref())
        .zip(facts)
        .and_then(|((most, when), facts)| when.holds(facts).map(|_| most));
    let full = worst.unwrap_or(item.severity);
    match (result, full) {
        (CheckResult::Partial, Severity::Critical) => Severity::Medium,
        (CheckResult::Partial, Severity::Medium | Severity::Minor) => Severity::Minor,
        _ => full,
    }
}

/// The due date of a finding: so many days from the day it was found, by the library's settings. 軽微 is
/// mended within the fiscal year.
#[must_use]
pub fn due_date(
    library: &Library,
    severity: Severity,
    facts: Option<&Facts>,
    found_on: NaiveDate,
) -> NaiveDate {
    let none = Facts::default();
    let values = library.setting_values(facts.unwrap_or(&none));
    let rule = library
        .severities
        .iter()
        .find(|rule| rule.label == severity);
    let days = rule
        .and_then(|rule| values.get(&rule.due_setting))
        .copied()
        .unwrap_or(30);
    let due_on = found_on + Days::new(u64::from(days));
    if severity == Severity::Minor {
        due_on.min(FiscalYear::containing(found_on).last_day())
    } else {
        due_on
    }
}

/// How severe a 否 of a 自己点検 is: the questions carry no severity of their own.
pub const SELF_INSPECTION_SEVERITY: Severity = Severity::Medium;

/// True when a result asks for a finding.
#[must_use]
pub fn calls_for_finding(result: CheckResult) -> bool {
    matches!(result, CheckResult::Partial | CheckResult::Nonconform)
}
