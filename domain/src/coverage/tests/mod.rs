//! Cases of the rule. A town with one contract, one service, one platform and one account, all in order on
//! 30 September 2026; each case changes one fact and names the cell that answers.

mod external_service;
mod outsourcing;
mod past;
mod social_media;
mod subject_check;
mod town;

use super::{ConditionResult, CoverageFacts, CoverageScope, Judgement, State, sheet};
use crate::library::{SelectionRules, tests::library};
use town::day;

fn rules() -> SelectionRules {
    library().selection_rules()
}

/// The condition with this code of a duty; of the self-inspection for `S`.
fn condition(facts: &CoverageFacts, duty: &str, code: &str, on: &str) -> ConditionResult {
    let sheet = sheet(facts, &rules(), day(on), &CoverageScope::town());
    let conditions = match duty {
        "S" => &sheet.self_inspection,
        duty => &sheet.duty(duty).unwrap().conditions,
    };
    let mut conditions = conditions.iter();
    conditions.find(|it| it.code == code).unwrap().clone()
}

/// The worst judgement of a condition on 30 September 2026.
fn worst(facts: &CoverageFacts, duty: &str, code: &str) -> Judgement {
    let condition = condition(facts, duty, code, "2026-09-30");
    condition.judgements.into_iter().next().unwrap()
}

/// Changes the town in order and says how a condition answers.
fn check(
    duty: &str,
    code: &str,
    change: impl FnOnce(&mut CoverageFacts),
    state: State,
    words: &str,
) {
    let mut facts = town::in_order();
    change(&mut facts);
    let judgement = worst(&facts, duty, code);
    assert_eq!(
        judgement.state, state,
        "{duty} {code}: {}",
        judgement.because
    );
    assert!(
        judgement.because.contains(words),
        "{duty} {code}: 「{}」に「{words}」がない",
        judgement.because
    );
}

#[test]
fn a_town_in_order_meets_every_duty() {
    let facts = town::in_order();
    let sheet = sheet(&facts, &rules(), day("2026-09-30"), &CoverageScope::town());
    for duty in &sheet.duties {
        for condition in &duty.conditions {
            let words: Vec<&str> = condition
                .judgements
                .iter()
                .map(|it| it.because.as_str())
                .collect();
            let expected = match condition.code.as_str() {
                // Nothing fell short, nothing was found: there is nothing to judge.
                "found" | "acted" | "corrected" | "cited" | "erased" => State::NotApplicable,
                _ => State::Met,
            };
            assert_eq!(
                condition.state(),
                expected,
                "{} {} {words:?}",
                duty.duty,
                condition.code
            );
        }
    }
    let self_inspection = sheet.self_inspection.iter().map(ConditionResult::state);
    let expected = [
        State::Met,
        State::Met,
        State::NotApplicable,
        State::NotApplicable,
    ];
    assert!(self_inspection.eq(expected));
}

#[test]
fn every_duty_of_the_policy_is_judged() {
    let facts = CoverageFacts::default();
    let sheet = sheet(&facts, &rules(), day("2026-09-30"), &CoverageScope::town());
    for duty in &library().duties {
        assert!(sheet.duty(&duty.id).is_some(), "{}", duty.id);
    }
}

#[test]
fn a_subject_counts_once_and_as_badly_as_it_stands() {
    let mut facts = town::in_order();
    facts.reviews.clear();
    facts.contracts[0].signed_on = Some(day("2026-04-10"));
    let sheet = sheet(&facts, &rules(), day("2026-09-30"), &CoverageScope::town());
    let counts = sheet.duty("O2").unwrap().counts();
    assert_eq!((counts.total, counts.met, counts.failed), (1, 0, 1));
    assert_eq!(counts.state(), State::Failed);
}
