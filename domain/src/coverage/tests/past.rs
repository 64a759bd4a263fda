//! The same facts on different days, and the same day under different filters.

use super::{condition, rules, town::*};
use crate::{
    authorization::Scope,
    coverage::{
        CoverageFilter, CoverageScope, State,
        fact::{CoverageFacts, UnitFact},
        matrix::matrix,
        sheet,
    },
    id::{ContractId, OrganizationUnitId},
    organization::OrganType,
};

/// Duties with how many are met and how many there are.
fn figures(facts: &CoverageFacts, on: &str, scope: &CoverageScope) -> Vec<(String, usize, usize)> {
    let sheet = sheet(facts, &rules(), day(on), scope);
    let figure = |duty: &crate::coverage::DutyResult| {
        let counts = duty.counts();
        (duty.duty.clone(), counts.met, counts.total)
    };
    sheet.duties.iter().map(figure).collect()
}

/// The annex was forgotten when the contract was concluded, and issued on 1 July.
#[test]
fn the_sheet_of_a_day_is_that_of_the_day_also_later() {
    let mut facts = in_order();
    facts.contracts[0].annexes = vec![annex("2026-07-01")];
    let state = |on: &str| condition(&facts, "O2", "annex", on).state();
    assert_eq!(state("2026-03-31"), State::NotApplicable);
    assert_eq!(state("2026-06-30"), State::Failed);
    assert_eq!(state("2026-07-01"), State::Met);
    // What comes later changes nothing.
    let before = figures(&facts, "2026-06-30", &CoverageScope::town());
    let mut later = facts.clone();
    later.contracts[0].annexes.push(annex("2026-08-01"));
    later.reviews[0].approved_on = Some(day("2026-03-05"));
    later.services[0].used.to_on = Some(day("2026-08-31"));
    later.checks[0].results.push(result(
        "2026-08-02",
        crate::verification::CheckResult::Nonconform,
    ));
    assert_eq!(
        figures(&later, "2026-06-30", &CoverageScope::town()),
        before
    );
}

#[test]
fn a_result_counts_from_the_day_it_is_written_down() {
    let mut facts = in_order();
    facts.checks[0].due_on = day("2026-07-10");
    let state = |on: &str| condition(&facts, "O3", "checked", on).state();
    assert_eq!(state("2026-07-10"), State::Met);
    assert_eq!(state("2026-07-14"), State::Failed);
    assert_eq!(state("2026-07-15"), State::Met);
}

#[test]
fn a_filter_shows_its_unit_alone() {
    let mut facts = in_order();
    facts.units.push(UnitFact {
        id: OrganizationUnitId(2),
        name: "議会事務局".to_owned(),
        organ: OrganType::Assembly,
        exists: from("2000-04-01"),
    });
    let mut second = facts.contracts[0].clone();
    second.id = ContractId(2);
    second.unit_id = OrganizationUnitId(2);
    second.annexes.clear();
    facts.contracts.push(second);
    let annex = |filter: &CoverageFilter, visible: Scope| {
        let sheet = sheet(&facts, &rules(), day("2026-09-30"), &filter.scope(visible));
        let duty = sheet.duty("O2").unwrap();
        let counts = duty.condition("annex").unwrap().counts();
        (counts.met, counts.total)
    };
    let filter = |unit: &str, organ: &str, fy: &str| CoverageFilter {
        unit: unit.to_owned(),
        organ: organ.to_owned(),
        fy: fy.to_owned(),
        ..CoverageFilter::default()
    };
    assert_eq!(annex(&filter("", "", ""), Scope::Town), (1, 2));
    assert_eq!(annex(&filter("1", "", ""), Scope::Town), (1, 1));
    assert_eq!(annex(&filter("", "assembly", ""), Scope::Town), (0, 1));
    assert_eq!(annex(&filter("", "", "2025"), Scope::Town), (0, 0));
    let own = Scope::Units([UNIT].into());
    assert_eq!(annex(&filter("", "", ""), own.clone()), (1, 1));
    assert_eq!(annex(&filter("2", "", ""), own), (0, 0));
}

#[test]
fn a_day_that_has_not_come_is_refused() {
    let today = day("2026-09-30");
    let filter = |on: &str| CoverageFilter {
        on: on.to_owned(),
        ..CoverageFilter::default()
    };
    assert_eq!(filter("").day(today), Ok(today));
    assert_eq!(filter("令和8年4月1日").day(today), Ok(day("2026-04-01")));
    assert!(filter("R8.10.1").day(today).is_err());
    assert!(filter("きのう").day(today).is_err());
}

#[test]
fn the_matrix_shows_what_is_missing_first() {
    let mut facts = in_order();
    let mut second = facts.contracts[0].clone();
    second.id = ContractId(2);
    second.contract_no = "R8-0002".to_owned();
    second.annexes.clear();
    facts.contracts.push(second);
    let matrix = matrix(&facts, &rules(), day("2026-09-30"), &CoverageScope::town());
    let rows: Vec<(&str, bool)> = matrix
        .rows
        .iter()
        .map(|row| (row.contract_no.as_str(), row.lacks_annex))
        .collect();
    assert_eq!(rows, [("R8-0002", true), ("R8-0001", false)]);
    assert_eq!(matrix.complete_count(), 1);
    assert!(matrix.items.iter().any(|(id, _)| id == "K13"));
}
