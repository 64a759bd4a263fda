//! The 36 clauses against a table written by hand from the clause library of the research (§4.5), not from
//! the data: the data is what is tested.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    contract::profile::{Confidentiality, tests::profile},
    library::{Condition, tests::library},
};

const NONE: Option<Level> = None;
const O: Option<Level> = Some(Level::Optional);
const R: Option<Level> = Some(Level::Recommended);
const M: Option<Level> = Some(Level::Mandatory);

/// Clause, and its level for profiles in words.
type Row = (&'static str, &'static [(&'static str, Option<Level>)]);

const MANDATORY_ALWAYS: &[(&str, Option<Level>)] = &[("", M), ("C2", M), ("C3A pi", M)];
const MANDATORY_FROM_C2: &[(&str, Option<Level>)] = &[("", NONE), ("C2", M), ("C3C", M)];
const RECOMMENDED_THEN_MANDATORY_FROM_C2: &[(&str, Option<Level>)] =
    &[("", R), ("C2", M), ("C3A", M)];
const MANDATORY_FROM_C3C_OR_WITH_PERSONAL_INFORMATION: &[(&str, Option<Level>)] = &[
    ("", NONE),
    ("C2", R),
    ("C3C", M),
    ("C3B", M),
    ("pi", M),
    ("mynumber", M),
];

const TABLE: &[Row] = &[
    ("SEC-01", MANDATORY_ALWAYS),
    ("SEC-02", MANDATORY_ALWAYS),
    ("SEC-03", RECOMMENDED_THEN_MANDATORY_FROM_C2),
    ("SEC-04", MANDATORY_FROM_C3C_OR_WITH_PERSONAL_INFORMATION),
    (
        "SEC-05",
        &[("", R), ("offsite", R), ("C2", R), ("C2 offsite", M)],
    ),
    ("SEC-06", MANDATORY_FROM_C2),
    (
        "SEC-07",
        &[
            ("", NONE),
            ("C2", NONE),
            ("sys_build", NONE),
            ("sys_ops", NONE),
            ("cloud_by_vendor", NONE),
            ("cloud_supply", NONE),
            ("remote_maint", NONE),
            ("C2 sys_build", M),
            ("C2 sys_ops", M),
            ("C2 cloud_by_vendor", M),
            ("C2 cloud_supply", M),
            ("C2 remote_maint", M),
        ],
    ),
    ("SEC-08", MANDATORY_FROM_C2),
    ("SEC-09", MANDATORY_FROM_C3C_OR_WITH_PERSONAL_INFORMATION),
    ("SEC-10", MANDATORY_FROM_C2),
    ("SEC-11", MANDATORY_ALWAYS),
    ("SEC-12", MANDATORY_FROM_C2),
    ("SEC-13", MANDATORY_ALWAYS),
    (
        "SEC-14",
        &[("", R), ("C2", R), ("subcontract_planned", M), ("C3C", M)],
    ),
    ("SEC-15", &[("", O), ("C3A", O), ("sla_needed", M)]),
    ("SEC-16", MANDATORY_FROM_C2),
    ("SEC-17", MANDATORY_ALWAYS),
    ("SEC-18", RECOMMENDED_THEN_MANDATORY_FROM_C2),
    ("SEC-19", MANDATORY_FROM_C2),
    ("SEC-20", MANDATORY_FROM_C2),
    ("SEC-21", RECOMMENDED_THEN_MANDATORY_FROM_C2),
    ("SEC-22", RECOMMENDED_THEN_MANDATORY_FROM_C2),
    ("SEC-23", MANDATORY_ALWAYS),
    ("SEC-24", MANDATORY_FROM_C2),
    (
        "SEC-25",
        &[
            ("", NONE),
            ("2027-07-01", NONE),
            ("sys_build", R),
            ("sys_ops", R),
            ("cloud_by_vendor", R),
            ("cloud_supply", R),
            ("equipment_purchase", R),
            ("2027-06-30 sys_build", R),
            ("2027-07-01 sys_build", M),
            ("2027-07-01 sys_ops", M),
            ("2027-07-01 cloud_by_vendor", M),
            ("2027-07-01 cloud_supply", M),
            ("2027-07-01 equipment_purchase", M),
        ],
    ),
    ("SEC-26", &[("", NONE), ("sys_ops", NONE), ("sys_build", M)]),
    ("SEC-27", &[("", NONE), ("sys_build", NONE), ("sys_ops", M)]),
    (
        "SEC-28",
        &[("", NONE), ("sys_ops", NONE), ("remote_maint", M)],
    ),
    ("SEC-29", MANDATORY_FROM_C2),
    (
        "SEC-30",
        &[
            ("", NONE),
            ("C2", NONE),
            ("cloud_by_vendor", NONE),
            ("cloud_supply", R),
            ("C2 cloud_supply", M),
        ],
    ),
    (
        "PI-01",
        &[("", NONE), ("C3A", NONE), ("pi", M), ("mynumber", M)],
    ),
    (
        "PI-02",
        &[("", NONE), ("C3A", NONE), ("pi", M), ("mynumber", M)],
    ),
    ("MN-01", &[("", NONE), ("C3A pi", NONE), ("mynumber", M)]),
    ("MN-02", &[("", NONE), ("C3A pi", NONE), ("mynumber", M)]),
    ("SNS-01", &[("", NONE), ("sns_ops", M)]),
    ("AI-01", RECOMMENDED_THEN_MANDATORY_FROM_C2),
];

fn level_of(rules: &SelectionRules, clause: &str, words: &str) -> Option<Level> {
    let clauses = required_clauses(rules, &profile(words)).unwrap();
    let found = clauses.iter().find(|required| required.clause == clause);
    found.map(|required| required.level)
}

#[test]
fn every_clause_has_the_level_of_the_table() {
    let rules = library().selection_rules();
    assert_eq!(TABLE.len(), 36);
    for (clause, cases) in TABLE {
        for (words, expect) in *cases {
            assert_eq!(
                level_of(&rules, clause, words),
                *expect,
                "{clause} {words:?}"
            );
        }
    }
}

/// The words that make exactly these facts (and what they imply) hold.
fn words<'a>(facts: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    facts
        .into_iter()
        .filter(|fact| *fact != "always")
        .map(|fact| {
            fact.rsplit_once(">=")
                .map_or(fact, |(_, threshold)| threshold)
        })
        .collect()
}

/// Everything that is left when one fact is taken away: a class falls to the one below.
fn without<'a>(all: &BTreeSet<&'a str>, one: &str) -> BTreeSet<&'a str> {
    let mut rest = all.clone();
    rest.remove(one);
    if one == "C3C" {
        rest.insert("C2");
    }
    rest
}

#[test]
fn the_table_tries_every_list_of_every_condition_with_and_without_each_of_its_facts() {
    let library = library();
    for clause in &library.clauses {
        let (_, cases) = TABLE.iter().find(|(id, _)| *id == clause.id).unwrap();
        let tried: Vec<BTreeSet<&str>> = cases
            .iter()
            .map(|(words, _)| words.split_whitespace().collect())
            .collect();
        let conditions = [&clause.mandatory, &clause.recommended, &clause.optional];
        for list in conditions.iter().flat_map(|Condition(lists)| lists) {
            let all = words(list.iter().map(FactId::as_str));
            assert!(tried.contains(&all), "{} {all:?}", clause.id);
            for one in &all {
                let rest = without(&all, one);
                assert!(tried.contains(&rest), "{} {rest:?}", clause.id);
            }
        }
    }
}

#[test]
fn the_reason_is_the_list_that_held() {
    let rules = library().selection_rules();
    let check = |words: &str, clause: &str, expect: &str| {
        let clauses = required_clauses(&rules, &profile(words)).unwrap();
        let found = clauses.iter().find(|required| required.clause == clause);
        assert_eq!(found.unwrap().because.sentence(&rules), expect);
    };
    check(
        "",
        "SEC-02",
        "全ての契約が対象であるため（第6節(8)第1段、K01）",
    );
    check(
        "C2 sys_ops",
        "SEC-07",
        "自治体機密性２以上の情報を取り扱う、かつ、情報システムを運用・保守するため（第6節(8)第1段、K04）",
    );
    check(
        "C2 pi",
        "SEC-09",
        "個人情報を取り扱うため（第6節(8)第1段、K04、P03、N02）",
    );
    check(
        "C2",
        "SEC-09",
        "自治体機密性２以上の情報を取り扱うため（第6節(8)第1段、K04、P03、N02）",
    );
    check(
        "C3C equipment_purchase 2027-07-01",
        "SEC-25",
        "機器を調達する、かつ、令和９年７月１日以後に開始するため\
         （第6節(8)第1段、REG-16-3-5、REG-16-3-7、NOTICE-R8-42、MIC-8.2-common）",
    );
    check(
        "sla_needed",
        "SEC-15",
        "サービスレベルの定めが要るため（第6節(8)第1段、K03）",
    );
}

fn preselected(words: &str) -> String {
    let rules = library().selection_rules();
    let clauses = required_clauses(&rules, &profile(words)).unwrap();
    let chosen: Vec<String> = clauses
        .into_iter()
        .filter(|required| required.preselected)
        .map(|required| required.clause)
        .collect();
    chosen.join(" ")
}

#[test]
fn work_with_class_1_starts_from_the_short_form() {
    let short = "SEC-01 SEC-02 SEC-11 SEC-13 SEC-17 SEC-23 AI-01";
    assert_eq!(preselected(""), short);
    assert_eq!(
        preselected("pi"),
        "SEC-01 SEC-02 SEC-04 SEC-09 SEC-11 SEC-13 SEC-17 SEC-23 PI-01 PI-02 AI-01",
        "what the profile makes mandatory is added"
    );
    assert_eq!(
        preselected("C2"),
        "SEC-01 SEC-02 SEC-03 SEC-04 SEC-05 SEC-06 SEC-08 SEC-09 SEC-10 SEC-11 SEC-12 SEC-13 SEC-14 SEC-16 \
         SEC-17 SEC-18 SEC-19 SEC-20 SEC-21 SEC-22 SEC-23 SEC-24 SEC-29 AI-01",
        "from class 2 what is recommended starts selected, what is optional does not"
    );
}

#[test]
fn what_the_short_form_leaves_out_has_its_reason() {
    let rules = library().selection_rules();
    for required in required_clauses(&rules, &profile("cloud_supply")).unwrap() {
        let is_left_out = required.level == Level::Recommended && !required.preselected;
        let expect = is_left_out.then_some("機密性１のみの契約");
        assert_eq!(
            required.left_out_because.as_deref(),
            expect,
            "{}",
            required.clause
        );
    }
}

fn any_words() -> impl Strategy<Value = (Confidentiality, BTreeSet<&'static str>, bool)> {
    let given = [
        "pi",
        "mynumber",
        "sys_build",
        "sys_ops",
        "remote_maint",
        "cloud_by_vendor",
        "cloud_supply",
        "sns_ops",
        "subcontract_planned",
        "offsite",
        "sla_needed",
        "equipment_purchase",
    ];
    (
        proptest::sample::select(Confidentiality::ALL.to_vec()),
        proptest::collection::btree_set(proptest::sample::select(given.to_vec()), 0..=12),
        any::<bool>(),
    )
}

fn profile_of((class, given, is_late): &(Confidentiality, BTreeSet<&str>, bool)) -> Profile {
    let date = if *is_late { "2027-07-01" } else { "2026-04-01" };
    let given: Vec<&str> = given.iter().copied().collect();
    profile(&format!("{} {date} {}", class.code(), given.join(" ")))
}

proptest! {
    #[test]
    fn adding_facts_never_removes_or_weakens_a_clause(less in any_words(), more in any_words()) {
        let rules = library().selection_rules();
        let both = (
            less.0.max(more.0),
            less.1.union(&more.1).copied().collect(),
            less.2 || more.2,
        );
        let before = required_clauses(&rules, &profile_of(&less)).unwrap();
        let after = required_clauses(&rules, &profile_of(&both)).unwrap();
        for required in before {
            let now = after.iter().find(|r| r.clause == required.clause);
            prop_assert!(now.is_some_and(|now| now.level >= required.level), "{}", required.clause);
            prop_assert!(required.level != Level::Mandatory || required.preselected);
        }
    }
}
