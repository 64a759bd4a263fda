//! The rule of cover, case by case.

use super::*;
use crate::{contract::profile::tests::profile, library::tests::library};

/// Every clause that starts selected for the profile, changed by words: `-SEC-12` not on the contract,
/// `~SEC-12` waived, `+SEC-15` added.
fn clauses(rules: &SelectionRules, profile: &Profile, changes: &str) -> Vec<ClauseOnContract> {
    let mut clauses: Vec<ClauseOnContract> = required_clauses(rules, profile)
        .unwrap()
        .into_iter()
        .filter(|required| required.preselected)
        .map(|required| on_contract(&required.clause, true, false))
        .collect();
    for change in changes.split_whitespace() {
        let (sign, id) = change.split_at(1);
        clauses.retain(|c| c.clause != id);
        match sign {
            "+" => clauses.push(on_contract(id, true, false)),
            "~" => clauses.push(on_contract(id, false, true)),
            _ => clauses.push(on_contract(id, false, false)),
        }
    }
    clauses
}

fn on_contract(clause: &str, included: bool, waived: bool) -> ClauseOnContract {
    ClauseOnContract {
        clause: clause.to_owned(),
        included,
        waived,
    }
}

fn cover(item: &str, kind: CoverKind) -> ItemCover {
    ItemCover {
        item: item.to_owned(),
        kind,
        note: "約款第８条".to_owned(),
    }
}

fn coverage(words: &str, changes: &str, covers: &[ItemCover]) -> Vec<ItemCoverage> {
    let rules = library().selection_rules();
    let profile = profile(words);
    let clauses = clauses(&rules, &profile, changes);
    item_coverage(&rules, &profile, &clauses, covers).unwrap()
}

fn check(words: &str, changes: &str, covers: &[ItemCover], item: &str, expect: &str) {
    let items = coverage(words, changes, covers);
    let found = items.iter().find(|coverage| coverage.item == item).unwrap();
    let status = format!("{}：{}", found.status.label(), found.status.reason());
    assert_eq!(status, expect, "{words} {changes} {item}");
}

#[test]
fn an_item_is_covered_by_a_clause_when_no_mandatory_one_is_missing() {
    check("C2", "", &[], "K05", "充足：SEC-12による。");
    check("C2", "", &[], "K04", "充足：SEC-06、SEC-08、SEC-09による。");
    check("C2", "-SEC-09", &[], "K04", "充足：SEC-06、SEC-08による。");
    check("C2", "-SEC-08", &[], "K04", "不足：SEC-08がない。");
    check(
        "C2",
        "-SEC-06 -SEC-08",
        &[],
        "K04",
        "不足：SEC-06、SEC-08がない。",
    );
    check("C2 pi", "-SEC-09", &[], "K04", "不足：SEC-09がない。");
    check("C2", "-SEC-10 +AI-01", &[], "K06", "不足：SEC-10がない。");
}

#[test]
fn an_item_without_a_mandatory_clause_is_not_needed() {
    let not_needed = "不要：この契約で必須となる条項がない。";
    check("C2", "", &[], "K03", not_needed);
    check("C2", "+SEC-15", &[], "K03", "充足：SEC-15による。");
    check(
        "C2 sla_needed",
        "-SEC-15",
        &[],
        "K03",
        "不足：SEC-15がない。",
    );
    check("", "", &[], "K05", not_needed);
    check("", "", &[], "K13", "充足：SEC-23による。");
    check("", "-SEC-23", &[], "K13", "不足：SEC-23がない。");
}

#[test]
fn an_item_of_a_legal_list_is_never_unneeded() {
    check("pi", "", &[], "P04", "不足：SEC-08がない。");
    check("pi", "+SEC-08", &[], "P04", "充足：SEC-08による。");
    check("mynumber", "-SEC-12", &[], "N08", "不足：SEC-12がない。");
    check("mynumber", "-MN-01", &[], "N02", "不足：MN-01がない。");
}

#[test]
fn another_document_or_an_approval_takes_the_place_of_a_clause() {
    let terms = [cover("K05", CoverKind::VendorTerms)];
    let waived = [cover("K05", CoverKind::Waived)];
    check(
        "C2",
        "-SEC-12",
        &terms,
        "K05",
        "相手方の約款で充足：約款第８条",
    );
    check("C2", "-SEC-12", &waived, "K05", "適用除外：約款第８条");
    check("C2", "", &terms, "K05", "充足：SEC-12による。");
    check(
        "",
        "",
        &terms,
        "K05",
        "不要：この契約で必須となる条項がない。",
    );
}

#[test]
fn a_waived_clause_is_not_missing() {
    check(
        "C2",
        "~SEC-12",
        &[],
        "K05",
        "適用除外：SEC-12を付けないことが承認されている。",
    );
    check("C2", "~SEC-08", &[], "K04", "充足：SEC-06、SEC-09による。");
    check("C2", "~SEC-06 -SEC-08", &[], "K04", "不足：SEC-08がない。");
}

#[test]
fn legal_lists_appear_where_they_apply() {
    let count = |words: &str| {
        let items = coverage(words, "", &[]);
        ["K", "N", "P"].map(|list| items.iter().filter(|item| item.list == list).count())
    };
    assert_eq!(count(""), [13, 0, 0]);
    assert_eq!(count("C2"), [13, 0, 0]);
    assert_eq!(count("C3C pi"), [13, 0, 8]);
    assert_eq!(count("C3B mynumber"), [13, 10, 8]);
}

#[test]
fn a_contract_is_ready_when_nothing_is_missing() {
    let rules = library().selection_rules();
    let check = |words: &str, changes: &str, covers: &[ItemCover], expect: bool| {
        let profile = profile(words);
        let clauses = clauses(&rules, &profile, changes);
        let ready = is_ready(&rules, &profile, &clauses, covers).unwrap();
        assert_eq!(ready, expect, "{words} {changes}");
    };
    check("", "", &[], true);
    check("C2", "", &[], true);
    check(
        "C3B mynumber sys_ops remote_maint subcontract_planned",
        "",
        &[],
        true,
    );
    check("C2", "-SEC-24", &[], false);
    check("C2", "~SEC-24", &[], true);
    check("C2", "-SEC-09", &[], true);
    let terms = [cover("K05", CoverKind::VendorTerms)];
    check("C2", "-SEC-12", &terms, false);
    check("C2", "~SEC-12", &terms, true);
    check("pi", "", &[], false);
}
