//! The verification plan of one contract term: clauses on the contract × check items × timing → dated
//! tasks. Says what is due and when; what became of an earlier plan is decided in [`super::replan`].
//!
//! Only checks of contracts are planned. Checks of SNS accounts and external services belong to those
//! records, also when a clause (SNS-01) names them. `CHANGE`, `INC` and `ADHOC` have no date: they are
//! [`standing_checks`], recorded when they happen.

mod dates;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    business_day::BusinessCalendar,
    library::{AppliesTo, CheckItem, Facts, Form, Subject, Timing},
};
use dates::Term;

/// The clause that moves the yearly report to the end where the term is under one year
/// (SEC-16第１項ただし書).
const REPORTED_AT_COMPLETION: &str = "SEC-16";

/// What a plan is made from.
#[derive(Clone, Copy, Debug)]
pub struct PlanInput<'a> {
    /// Check items of the library.
    pub check_items: &'a [CheckItem],
    /// 様式: an END check is due with the form that proves it.
    pub forms: &'a [Form],
    /// Ids of the clauses on the contract.
    pub clauses: &'a BTreeSet<String>,
    /// Facts of the contract.
    pub facts: &'a Facts,
    /// Numbers of the settings for the contract, by key.
    pub settings: &'a BTreeMap<String, u32>,
    /// First day of the term.
    pub starts_on: NaiveDate,
    /// Last day of the term.
    pub ends_on: NaiveDate,
    /// 契約締結日; `None` before signature.
    pub signed_on: Option<NaiveDate>,
    /// Day of the last on-site inspection of the same work, also under an earlier contract. Checks with an
    /// interval count from it, else from the start of the term.
    pub inspected_on: Option<NaiveDate>,
    /// Which days the town hall is open.
    pub calendar: &'a BusinessCalendar,
}

/// A check with its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedTask {
    /// Id of the check item.
    pub check_item: String,
    /// Why it is due.
    pub timing: Timing,
    /// Which occurrence: `PRE`, `SIGN`, `START`, `END`, `2026-05`, `2026H1`, `FY2026`. With check item and
    /// timing it names the task for good, whatever becomes of its date.
    pub period: String,
    /// 期限: always a 開庁日.
    pub due_on: NaiveDate,
    /// The days it is about, for checks of a period.
    pub window: Option<Window>,
    /// Advisable, not required.
    pub recommended: bool,
}

/// Days from and to, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A check without a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingCheck {
    /// Id of the check item.
    pub check_item: String,
    /// What makes it due: CHANGE, INC or ADHOC.
    pub timing: Timing,
}

/// The dated checks of the term, by due date and then in the order of the check items. Empty when the term
/// ends before it starts.
#[must_use]
pub fn plan(input: &PlanInput<'_>) -> Vec<PlannedTask> {
    plan_items(input, |item| is_on_contract(item, input.clauses))
}

/// The dated checks of the items that concern the subject.
pub(super) fn plan_items(
    input: &PlanInput<'_>,
    concerns: impl Fn(&CheckItem) -> bool,
) -> Vec<PlannedTask> {
    if input.ends_on < input.starts_on {
        return Vec::new();
    }
    let term = Term::new(input);
    let mut tasks: Vec<(u32, PlannedTask)> = Vec::new();
    for (item, timing, recommended) in timings(input.check_items, concerns) {
        let occurrences = occurrences(input, &term, item, timing);
        tasks.extend(occurrences.into_iter().map(|occurrence| {
            let task = PlannedTask {
                check_item: item.id.clone(),
                timing,
                period: occurrence.period,
                due_on: occurrence.due_on,
                window: occurrence.window,
                recommended,
            };
            (item.order, task)
        }));
    }
    tasks.sort_by(|(a_order, a), (b_order, b)| {
        (a.due_on, a_order, a.timing, &a.period).cmp(&(b.due_on, b_order, b.timing, &b.period))
    });
    tasks.into_iter().map(|(_, task)| task).collect()
}

/// The checks of the contract that have no date, in the order of the check items.
#[must_use]
pub fn standing_checks(input: &PlanInput<'_>) -> Vec<StandingCheck> {
    let mut checks: Vec<_> = checks(input)
        .filter(|(_, timing, _)| !is_dated(*timing))
        .collect();
    checks.sort_by_key(|(item, timing, _)| (item.order, *timing));
    checks
        .into_iter()
        .map(|(item, timing, _)| StandingCheck {
            check_item: item.id.clone(),
            timing,
        })
        .collect()
}

/// True when the check concerns the contract.
fn is_on_contract(item: &CheckItem, clauses: &BTreeSet<String>) -> bool {
    let by_clause = item.clauses.iter().any(|clause| clauses.contains(clause));
    let by_scope = match item.applies_to {
        Some(AppliesTo::AllContracts | AppliesTo::AllVendors) => true,
        Some(AppliesTo::AllAccounts | AppliesTo::AllServices | AppliesTo::AllUnits) | None => false,
    };
    item.subject == Subject::Contract && (by_clause || by_scope)
}

/// The checks of a contract: check item, timing, and whether it is only recommended.
fn checks<'a>(input: &PlanInput<'a>) -> impl Iterator<Item = (&'a CheckItem, Timing, bool)> {
    let clauses = input.clauses;
    timings(input.check_items, move |item| is_on_contract(item, clauses))
}

/// The items that concern the subject, with each of their timings.
fn timings(
    items: &[CheckItem],
    concerns: impl Fn(&CheckItem) -> bool,
) -> impl Iterator<Item = (&CheckItem, Timing, bool)> {
    items
        .iter()
        .filter(move |item| concerns(item))
        .flat_map(|item| {
            let required = item.timing.iter().map(move |timing| (item, *timing, false));
            let advisable = item.timing_recommended.iter();
            required.chain(advisable.map(move |timing| (item, *timing, true)))
        })
}

fn is_dated(timing: Timing) -> bool {
    match timing {
        Timing::Pre
        | Timing::Sign
        | Timing::Start
        | Timing::Month
        | Timing::Half
        | Timing::Year
        | Timing::End => true,
        Timing::Change | Timing::Inc | Timing::Adhoc => false,
    }
}

/// One occurrence of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Occurrence {
    period: String,
    due_on: NaiveDate,
    window: Option<Window>,
}

fn occurrences(
    input: &PlanInput<'_>,
    term: &Term<'_>,
    item: &CheckItem,
    timing: Timing,
) -> Vec<Occurrence> {
    let is_reported_once = item.clauses.iter().any(|id| id == REPORTED_AT_COMPLETION);
    let once = |due_on| {
        vec![Occurrence {
            period: timing.code().to_owned(),
            due_on,
            window: None,
        }]
    };
    match timing {
        Timing::Pre => once(term.selection_due()),
        Timing::Sign => once(term.signature_due()),
        Timing::Start => once(term.start_due()),
        Timing::Month => term.months(),
        Timing::Half => {
            let mut halves = term.halves();
            halves.extend(term.extra_months(&item.extra_months));
            halves
        }
        Timing::Year if is_reported_once && term.is_under_one_year() => Vec::new(),
        Timing::Year => match interval_months(input, item) {
            Some(months) => term.every(months, input.inspected_on),
            None => term.years(item.fixed_month),
        },
        Timing::End if is_reported_once && !term.is_under_one_year() => Vec::new(),
        Timing::End => once(term.end_due(days_after_end(input, item))),
        Timing::Change | Timing::Inc | Timing::Adhoc => Vec::new(),
    }
}

/// The interval in months where the check is not required every fiscal year.
fn interval_months(input: &PlanInput<'_>, item: &CheckItem) -> Option<Months> {
    let yearly = item.timing_when.as_ref()?;
    if yearly.holds(input.facts).is_some() {
        return None;
    }
    let months = input.settings.get(item.interval_setting.as_ref()?)?;
    (*months > 0).then_some(Months::new(*months))
}

/// How long after the end an END check is due: the deadline of the form at the end that proves it, e.g. the
/// certificate of erasure. `None`: at the end itself.
fn days_after_end(input: &PlanInput<'_>, item: &CheckItem) -> Option<Days> {
    input
        .forms
        .iter()
        .filter(|form| form.timing.contains(&Timing::End) && item.forms.contains(&form.number))
        .filter_map(|form| input.settings.get(form.due_setting.as_ref()?))
        .max()
        .map(|days| Days::new(u64::from(*days)))
}

#[cfg(test)]
pub(crate) mod tests;
