//! Terms of every length against dates worked out by hand, and what must hold for all terms.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::{
    contract::{clauses::required_clauses, profile::tests::profile},
    fiscal_year::FiscalYear,
    library::{Library, tests::library},
};

/// A contract to plan for: the clauses that start selected for a profile in words, and the term.
pub(crate) struct Case {
    library: Library,
    clauses: BTreeSet<String>,
    facts: Facts,
    settings: BTreeMap<String, u32>,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    signed_on: Option<NaiveDate>,
    inspected_on: Option<NaiveDate>,
}

/// Only what tells cases apart, not the library.
impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Case")
            .field("facts", &self.facts)
            .field("starts_on", &self.starts_on)
            .field("ends_on", &self.ends_on)
            .field("signed_on", &self.signed_on)
            .field("inspected_on", &self.inspected_on)
            .finish_non_exhaustive()
    }
}

impl Case {
    pub(crate) fn new(words: &str, starts_on: &str, ends_on: &str) -> Self {
        let library = library();
        let rules = library.selection_rules();
        let profile = profile(&format!("{words} {starts_on}"));
        let facts = profile.facts(&rules).unwrap();
        Self {
            clauses: required_clauses(&rules, &profile)
                .unwrap()
                .into_iter()
                .filter(|required| required.preselected)
                .map(|required| required.clause)
                .collect(),
            settings: library.setting_values(&facts),
            facts,
            library,
            starts_on: date(starts_on),
            ends_on: date(ends_on),
            signed_on: None,
            inspected_on: None,
        }
    }

    fn with<T>(&self, use_it: impl FnOnce(&PlanInput<'_>) -> T) -> T {
        let calendar = BusinessCalendar::default();
        use_it(&PlanInput {
            check_items: &self.library.check_items,
            forms: &self.library.forms,
            clauses: &self.clauses,
            facts: &self.facts,
            settings: &self.settings,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            signed_on: self.signed_on,
            inspected_on: self.inspected_on,
            calendar: &calendar,
        })
    }

    pub(crate) fn plan(&self) -> Vec<PlannedTask> {
        self.with(plan)
    }

    /// `period due` of one check, in order.
    fn dates(&self, check_item: &str, timing: Timing) -> String {
        let mut dates = String::new();
        for task in self.plan() {
            if task.check_item == check_item && task.timing == timing {
                write!(dates, "{} {}, ", task.period, task.due_on).unwrap();
            }
        }
        dates.trim_end_matches(", ").to_owned()
    }
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Words of the profile, start and end of the term, check item, timing, `period due` of its tasks.
fn check(words: &str, starts_on: &str, ends_on: &str, item: &str, timing: Timing, expect: &str) {
    let dates = Case::new(words, starts_on, ends_on).dates(item, timing);
    assert_eq!(dates, expect, "{words} {starts_on}/{ends_on} {item}");
}

#[test]
fn a_term_of_one_fiscal_year() {
    let check = |item, timing, expect| {
        check(
            "C2 sys_ops",
            "2026-04-01",
            "2027-03-31",
            item,
            timing,
            expect,
        )
    };
    // 3月31日 2026 is a Tuesday, 31 January 2027 a Sunday, 31 March 2027 a Wednesday.
    check("V-00", Timing::Pre, "PRE 2026-03-31");
    check("V-01", Timing::Sign, "SIGN 2026-04-01");
    check("V-03", Timing::Start, "START 2026-03-31");
    check("V-03", Timing::Year, "FY2026 2027-01-29");
    check("V-09", Timing::Half, "2026H1 2026-09-30, 2026H2 2027-03-31");
    check("V-20", Timing::Year, "FY2026 2027-01-29");
    check("V-20", Timing::End, "");
    check("V-25", Timing::End, "END 2027-04-14");
    check("V-26", Timing::End, "END 2027-04-14");
    check("V-27", Timing::End, "END 2027-03-31");
    check("V-08", Timing::End, "END 2027-03-31");
    check("V-16", Timing::Change, "");
}

#[test]
fn a_term_of_one_day() {
    let check =
        |item, timing, expect| check("C2", "2026-06-15", "2026-06-15", item, timing, expect);
    check("V-03", Timing::Start, "START 2026-06-12");
    check("V-03", Timing::Year, "FY2026 2026-06-15");
    check("V-50", Timing::Half, "2026H1 2026-06-15");
    check("V-20", Timing::Year, "");
    check("V-20", Timing::End, "END 2026-06-15");
    check("V-25", Timing::End, "END 2026-06-29");
    check("V-23", Timing::Year, "FY2026 2026-06-15");
}

#[test]
fn a_term_of_three_months() {
    let check = |item, timing, expect| {
        super::tests::check(
            "C3C pi sys_ops",
            "2026-05-01",
            "2026-07-31",
            item,
            timing,
            expect,
        );
    };
    check("V-23", Timing::Year, "FY2026 2026-07-31");
    check("V-50", Timing::Half, "2026H1 2026-07-31");
    check("V-39", Timing::End, "");
    check("V-20", Timing::End, "END 2026-07-31");
    check(
        "V-31",
        Timing::Month,
        "2026-05 2026-06-10, 2026-06 2026-07-10, 2026-07 2026-08-10",
    );
}

#[test]
fn a_term_of_five_years() {
    let check = |words, item, timing, expect| {
        super::tests::check(words, "2026-10-01", "2031-09-30", item, timing, expect);
    };
    let every_year = "FY2026 2027-01-29, FY2027 2028-01-31, FY2028 2029-01-31, FY2029 2030-01-31, \
                      FY2030 2031-01-31, FY2031 2031-09-30";
    check("C3C pi", "V-23", Timing::Year, every_year);
    check("C3C pi", "V-10", Timing::Year, every_year);
    check(
        "C2",
        "V-23",
        Timing::Year,
        "FY2028 2028-09-29, FY2030 2030-09-30",
    );
    check(
        "C3C",
        "V-23",
        Timing::Year,
        "FY2027 2027-09-30, FY2028 2028-09-29, FY2029 2029-09-28, FY2030 2030-09-30, FY2031 2031-09-30",
    );
    check(
        "C2",
        "V-50",
        Timing::Half,
        "2026H2 2027-03-31, 2027H1 2027-09-30, 2027H2 2028-03-31, 2028H1 2028-09-29, 2028H2 2029-03-30, \
         2029H1 2029-09-28, 2029H2 2030-03-29, 2030H1 2030-09-30, 2030H2 2031-03-31, 2031H1 2031-09-30",
    );
    check("C2", "V-20", Timing::End, "");
}

#[test]
fn a_term_that_crosses_the_end_of_a_fiscal_year() {
    let check = |item, timing, expect| {
        super::tests::check(
            "C3B mynumber",
            "2027-02-15",
            "2027-06-30",
            item,
            timing,
            expect,
        );
    };
    check("V-23", Timing::Year, "FY2026 2027-03-31, FY2027 2027-06-30");
    check("V-50", Timing::Half, "2026H2 2027-03-31, 2027H1 2027-06-30");
    check("V-39", Timing::End, "END 2027-06-30");
}

#[test]
fn a_half_that_the_term_only_touches_is_left_out_unless_it_is_the_only_one() {
    let check =
        |from, to, expect| super::tests::check("C2", from, to, "V-50", Timing::Half, expect);
    check("2026-09-10", "2027-03-31", "2026H2 2027-03-31");
    check(
        "2026-04-01",
        "2026-10-31",
        "2026H1 2026-09-30, 2026H2 2026-10-30",
    );
    check("2026-04-01", "2026-10-30", "2026H1 2026-09-30");
    check("2026-09-20", "2026-10-10", "2026H2 2026-10-09");
}

#[test]
fn what_comes_before_the_start_falls_on_an_open_day() {
    // 1 April 2028 is a Saturday, so is 1 May 2027; 30 April 2027 is a Friday.
    let check =
        |from, to, item, timing, expect| super::tests::check("C2", from, to, item, timing, expect);
    check(
        "2028-04-01",
        "2029-03-31",
        "V-03",
        Timing::Start,
        "START 2028-03-31",
    );
    check(
        "2028-04-01",
        "2029-03-31",
        "V-01",
        Timing::Sign,
        "SIGN 2028-03-31",
    );
    check(
        "2027-05-03",
        "2028-03-31",
        "V-03",
        Timing::Start,
        "START 2027-04-30",
    );
    let mut case = Case::new("C2", "2026-04-01", "2027-03-31");
    case.signed_on = Some(date("2026-03-18"));
    assert_eq!(case.dates("V-00", Timing::Pre), "PRE 2026-03-18");
    assert_eq!(case.dates("V-01", Timing::Sign), "SIGN 2026-03-18");
    assert_eq!(case.dates("V-03", Timing::Start), "START 2026-03-31");
    case.signed_on = Some(date("2026-04-06"));
    assert_eq!(case.dates("V-00", Timing::Pre), "PRE 2026-03-31");
    assert_eq!(case.dates("V-01", Timing::Sign), "SIGN 2026-04-06");
}

#[test]
fn a_monthly_check_is_due_on_the_report_day_of_the_next_month() {
    let mut case = Case::new("C2 sys_ops", "2026-04-01", "2027-03-31");
    case.settings.insert("sla_report_day".to_owned(), 14);
    let expect = "2026-04 2026-05-14, 2026-05 2026-06-15, 2026-06 2026-07-14, 2026-07 2026-08-14, \
                  2026-08 2026-09-14, 2026-09 2026-10-14, 2026-10 2026-11-16, 2026-11 2026-12-14, \
                  2026-12 2027-01-14, 2027-01 2027-02-15, 2027-02 2027-03-15, 2027-03 2027-04-14";
    assert_eq!(case.dates("V-31", Timing::Month), expect);
}

#[test]
fn the_last_monthly_check_is_not_later_than_what_is_handed_in_at_the_end() {
    let check = |to, expect| {
        super::tests::check(
            "C2 sys_ops",
            "2026-04-01",
            to,
            "V-31",
            Timing::Month,
            expect,
        );
    };
    check("2026-05-05", "2026-04 2026-05-11, 2026-05 2026-05-19");
    check("2026-04-30", "2026-04 2026-05-11");
}

#[test]
fn an_interval_counts_from_the_previous_inspection() {
    let check = |previous: &str, starts_on: &str, ends_on: &str, expect: &str| {
        let mut case = Case::new("C2", starts_on, ends_on);
        case.inspected_on = Some(date(previous));
        assert_eq!(case.dates("V-23", Timing::Year), expect, "{previous}");
    };
    check("2025-06-30", "2026-04-01", "2027-03-31", "");
    check(
        "2025-01-31",
        "2026-04-01",
        "2027-03-31",
        "FY2026 2027-01-29",
    );
    check(
        "2020-06-30",
        "2026-04-01",
        "2027-03-31",
        "FY2026 2027-01-29",
    );
    check(
        "2025-06-30",
        "2026-04-01",
        "2031-03-31",
        "FY2027 2027-06-30, FY2029 2029-06-29",
    );
}

#[test]
fn only_checks_of_the_contract_are_planned() {
    let case = Case::new("C2 sns_ops", "2026-04-01", "2027-03-31");
    assert!(case.clauses.contains("SNS-01"));
    let plan = case.plan();
    assert!(plan.iter().all(|task| !task.check_item.starts_with("V-S")));
    assert!(plan.iter().all(|task| !task.check_item.starts_with("V-C")));
    let short = Case::new("", "2026-04-01", "2027-03-31");
    let items: BTreeSet<String> = short
        .plan()
        .into_iter()
        .map(|task| task.check_item)
        .collect();
    let expect = [
        "V-00", "V-01", "V-02", "V-14", "V-17", "V-21", "V-41", "V-50", "V-51",
    ];
    assert_eq!(items.iter().map(String::as_str).collect::<Vec<_>>(), expect);
}

#[test]
fn what_is_only_advisable_says_so() {
    for task in Case::new("C2", "2026-04-01", "2027-03-31").plan() {
        assert_eq!(task.recommended, task.check_item == "V-21", "{task:?}");
    }
}

#[test]
fn checks_without_a_date_are_listed() {
    let checks = Case::new("", "2026-04-01", "2027-03-31").with(standing_checks);
    let checks: Vec<String> = checks
        .iter()
        .map(|check| format!("{} {}", check.check_item, check.timing.code()))
        .collect();
    let expect = [
        "V-02 CHANGE",
        "V-14 CHANGE",
        "V-16 CHANGE",
        "V-17 ADHOC",
        "V-21 INC",
    ];
    assert_eq!(checks, expect);
}

#[test]
fn a_term_that_ends_before_it_starts_has_no_plan() {
    assert_eq!(Case::new("C2", "2026-04-02", "2026-04-01").plan(), []);
}

#[test]
fn extra_months_and_a_fixed_month_are_honoured() {
    let mut case = Case::new("C2", "2026-10-01", "2028-03-31");
    let item = case
        .library
        .check_items
        .iter_mut()
        .find(|item| item.id == "V-50")
        .unwrap();
    item.extra_months = vec![4];
    let item = case
        .library
        .check_items
        .iter_mut()
        .find(|item| item.id == "V-10")
        .unwrap();
    item.fixed_month = Some(8);
    assert_eq!(
        case.dates("V-50", Timing::Half),
        "2026H2 2027-03-31, 2027-04 2027-04-30, 2027H1 2027-09-30, 2027H2 2028-03-31"
    );
    assert_eq!(
        case.dates("V-10", Timing::Year),
        "FY2026 2027-03-31, FY2027 2027-08-31"
    );
}

/// Any contract: profile, a term of up to six years, signature, previous inspection.
pub(crate) fn any_case() -> impl Strategy<Value = Case> {
    (
        proptest::sample::select(vec![
            "",
            "C2",
            "C3C pi",
            "C2 cloud_supply sla_needed",
            "C3B mynumber sys_ops remote_maint",
            "pi",
        ]),
        0_u64..1500,
        0_u64..2200,
        proptest::option::of(0_u64..120),
        proptest::option::of(0_u64..1500),
    )
        .prop_map(|(words, start, length, signed, inspected)| {
            let start = date("2026-01-01") + Days::new(start);
            let end = start + Days::new(length);
            let mut case = Case::new(words, &start.to_string(), &end.to_string());
            case.signed_on = signed.map(|days| start + Days::new(10) - Days::new(days));
            case.inspected_on = inspected.map(|days| start - Days::new(days));
            case
        })
}

proptest! {
    #[test]
    fn every_task_is_due_on_an_open_day_and_named_once(case in any_case()) {
        let plan = case.plan();
        let calendar = BusinessCalendar::default();
        let mut names = BTreeSet::new();
        for task in &plan {
            prop_assert!(calendar.is_open(task.due_on), "{:?}", task);
            prop_assert!(names.insert((&task.check_item, task.timing, &task.period)), "{:?}", task);
        }
        prop_assert!(plan.is_sorted_by_key(|task| task.due_on));
        prop_assert_eq!(case.plan(), plan);
    }

    #[test]
    fn no_yearly_check_misses_a_fiscal_year(case in any_case()) {
        let plan = case.plan();
        let years = FiscalYear::containing(case.starts_on).0..=FiscalYear::containing(case.ends_on).0;
        let is_short = case.ends_on + Days::new(1) < case.starts_on + Months::new(12);
        for item in &case.library.check_items {
            let is_exempt = match item.id.as_str() {
                "V-20" => is_short,
                "V-23" => !case.facts.contains(&"pi".into()),
                _ => false,
            };
            let is_planned = is_on_contract(item, &case.clauses) && item.timing.contains(&Timing::Year);
            if !is_planned || is_exempt {
                continue;
            }
            for year in years.clone() {
                let period = format!("FY{year}");
                let count = plan
                    .iter()
                    .filter(|task| task.check_item == item.id && task.period == period)
                    .count();
                prop_assert_eq!(count, 1, "{} {}", item.id, period);
            }
        }
    }
}
