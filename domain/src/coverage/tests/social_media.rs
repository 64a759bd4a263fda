//! 第3段: O0c, O7–O9, and 自己点検, both ways.

use super::{check, condition, town::*};
use crate::{
    contract::profile::Confidentiality,
    coverage::{
        State::{Caution, Failed, Met, NotApplicable},
        fact::{DutyOfPerson, ShortcomingFact},
    },
    id::SelfInspectionAnswerId,
};

#[test]
fn every_account_is_known_and_awake() {
    check("O0c", "recorded", |_| (), Met, "URL及び所管課がある");
    check(
        "O0c",
        "recorded",
        |facts| facts.accounts[0].url = None,
        Failed,
        "URLが記録されていない",
    );
    check("O0c", "awake", |_| (), Met, "最終投稿は令和8年9月1日");
    check(
        "O0c",
        "awake",
        |facts| facts.accounts[0].posted_on = vec![day("2026-04-02")],
        Failed,
        "180日を超え",
    );
    check(
        "O0c",
        "awake",
        |facts| facts.accounts[0].posted_on = vec![day("2026-04-03")],
        Met,
        "最終投稿は令和8年4月3日",
    );
    check(
        "O0c",
        "awake",
        |facts| {
            facts.accounts[0].posted_on = vec![day("2026-03-01")];
            facts.accounts[0].decided_on = vec![day("2026-09-10")];
        },
        Met,
        "令和8年9月10日に継続を判断した",
    );
}

#[test]
fn a_procedure_is_approved_by_the_present_head_and_read() {
    check("O7", "procedure", |_| (), Met, "課長花子が承認した");
    check(
        "O7",
        "procedure",
        |facts| facts.accounts[0].procedures.clear(),
        Failed,
        "運用手順が定められていない",
    );
    check(
        "O7",
        "procedure",
        |facts| facts.procedures[0].approvals.clear(),
        Failed,
        "承認されていない",
    );
    check(
        "O7",
        "procedure",
        |facts| {
            facts.heads[0].2.to_on = Some(day("2026-09-29"));
            facts.heads.push((UNIT, SUCCESSOR, from("2026-09-30")));
        },
        Failed,
        "現在の所属長が承認していない",
    );
    check("O7", "read", |_| (), Met, "1人の全員が確認した");
    check(
        "O7",
        "read",
        |facts| facts.acknowledgements.clear(),
        Failed,
        "（運用次郎）が確認していない",
    );
    check(
        "O7",
        "read",
        |facts| facts.responsibilities.truncate(2),
        Failed,
        "運用担当者が定められていない",
    );
}

#[test]
fn what_may_be_published_is_set_and_of_class_one() {
    check("O8", "publishable", |_| (), Met, "機密性１だけ");
    check(
        "O8",
        "publishable",
        |facts| facts.accounts[0].publishable.clear(),
        Failed,
        "規定されていない",
    );
    check(
        "O8",
        "publishable",
        |facts| facts.accounts[0].publishable[0].class = Confidentiality::C2,
        Failed,
        "自治体機密性２の情報まで",
    );
    check(
        "O8",
        "publishable",
        |facts| facts.accounts[0].publishable[0].is_filled = false,
        Failed,
        "書かれていない",
    );
}

#[test]
fn each_service_and_account_has_an_owner_in_office() {
    check(
        "O9",
        "platforms",
        |_| (),
        Met,
        "責任者は課長花子（令和8年4月1日から）",
    );
    check("O9", "accounts", |_| (), Met, "責任者は課長花子");
    check(
        "O9",
        "accounts",
        |facts| facts.responsibilities.retain(|it| it.subject != ACCOUNT),
        Failed,
        "責任者が定められていない",
    );
    check(
        "O9",
        "platforms",
        |facts| facts.responsibilities[0].held.to_on = Some(day("2026-09-29")),
        Failed,
        "責任者が定められていない",
    );
    // A deputy is no owner.
    check(
        "O9",
        "platforms",
        |facts| facts.responsibilities[0].duty = DutyOfPerson::Deputy,
        Failed,
        "責任者が定められていない",
    );
}

/// Negative test (iii): the owner retires on 31 March and nobody follows on 1 April.
#[test]
fn an_owner_who_left_is_none_from_the_day_after() {
    let mut facts = in_order();
    let in_office = facts.in_office.get_mut(&HEAD).unwrap();
    in_office[0].to_on = Some(day("2027-03-31"));
    let owner = |facts: &_, on| condition(facts, "O9", "accounts", on).judgements[0].clone();
    assert_eq!(owner(&facts, "2027-03-31").state, Met);
    let after = owner(&facts, "2027-04-01");
    assert_eq!(after.state, Failed);
    assert!(
        after.because.contains("課長花子は在職していない"),
        "{}",
        after.because
    );
    let mut followed = responsibility(ACCOUNT, DutyOfPerson::Owner, SUCCESSOR);
    followed.held = from("2027-04-01");
    facts.responsibilities.push(followed);
    assert_eq!(owner(&facts, "2027-04-01").state, Met);
}

#[test]
fn an_account_that_is_suspended_or_closed_needs_nobody() {
    let mut facts = in_order();
    facts.responsibilities.clear();
    facts.accounts[0].suspended = vec![from("2026-09-30")];
    let suspended = condition(&facts, "O9", "accounts", "2026-09-30");
    assert_eq!(suspended.state(), NotApplicable);
    let before = condition(&facts, "O9", "accounts", "2026-09-29");
    assert_eq!(before.state(), Failed);
}

#[test]
fn a_self_inspection_is_held_answered_and_followed_up() {
    check("S", "held", |_| (), Met, "令和8年6月1日から実施した");
    check(
        "S",
        "held",
        |facts| facts.self_inspections.clear(),
        Caution,
        "まだ実施していない",
    );
    check("S", "answered", |_| (), Met, "令和8年6月20日に回答した");
    check(
        "S",
        "answered",
        |facts| facts.self_inspections[0].units[0].submitted_on = None,
        Failed,
        "期限（令和8年6月30日）を過ぎて回答がない",
    );
    check(
        "S",
        "answered",
        |facts| facts.self_inspections[0].units[0].submitted_on = Some(day("2026-07-02")),
        Caution,
        "の後の令和8年7月2日",
    );
    let shortcoming = |due_on: &str, improved_on: Option<&str>| {
        let shortcoming = ShortcomingFact {
            answer: SelfInspectionAnswerId(1),
            due_on: day(due_on),
            improved_on: improved_on.map(day),
        };
        move |facts: &mut crate::coverage::CoverageFacts| {
            facts.self_inspections[0].units[0].shortcomings = vec![shortcoming];
        }
    };
    check(
        "S",
        "improved",
        shortcoming("2026-09-29", None),
        Failed,
        "期限を過ぎている",
    );
    check(
        "S",
        "improved",
        shortcoming("2026-09-30", None),
        Caution,
        "改善中",
    );
    check(
        "S",
        "improved",
        shortcoming("2026-09-29", Some("2026-09-30")),
        Met,
        "1件を改善した",
    );
}
