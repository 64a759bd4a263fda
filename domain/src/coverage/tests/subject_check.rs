//! What fell short outside contracts: checks of services (O6) and accounts (O7), and 否 of a 自己点検, each as
//! it should be and otherwise.

use super::{check, town::*};
use crate::{
    coverage::{
        State::{Failed, Met},
        Subject,
        fact::{CoverageFacts, FindingFact, FoundIn, ShortcomingFact, SubjectCheckFact},
    },
    id::{FindingId, SelfInspectionAnswerId, VerificationTaskId},
};

const SERVICE_SUBJECT: Subject = Subject::ExternalService(SERVICE);

fn checked(subject: Subject, due_on: &str, fell_short_on: Option<&str>) -> SubjectCheckFact {
    SubjectCheckFact {
        task: Some(VerificationTaskId(7)),
        subject,
        alike: 1,
        due_on: day(due_on),
        fell_short_on: fell_short_on.map(day),
    }
}

fn found_in(found_in: FoundIn, found_on: &str) -> FindingFact {
    FindingFact {
        id: FindingId(9),
        title: "共有リンクが残っている".to_owned(),
        unit_id: Some(UNIT),
        found_in: Some(found_in),
        found_on: day(found_on),
        due_on: day("2026-10-15"),
        action_on: None,
        verified_on: None,
        withdrawn_on: None,
        accepted: Vec::new(),
    }
}

#[test]
fn checks_of_services_and_accounts_are_done_in_time() {
    for (duty, subject) in [("O6", SERVICE_SUBJECT), ("O7", ACCOUNT)] {
        check(
            duty,
            "checked",
            |_| (),
            Met,
            "期限を過ぎた未確認の点検はない",
        );
        for (due_on, state, words) in [
            // Due on the day itself is still in time.
            ("2026-09-30", Met, "期限を過ぎた未確認の点検はない"),
            (
                "2026-09-29",
                Failed,
                "1件ある（最も早い期限令和8年9月29日）",
            ),
        ] {
            let open = checked(subject, due_on, None);
            let change = |facts: &mut CoverageFacts| facts.subject_checks.push(open);
            check(duty, "checked", change, state, words);
        }
    }
}

#[test]
fn what_falls_short_outside_contracts_is_a_finding() {
    let finding = || FoundIn::SubjectCheck(VerificationTaskId(7));
    for (duty, subject) in [("O6", SERVICE_SUBJECT), ("O7", ACCOUNT)] {
        for (found, state, words) in [
            (None, Failed, "不適合1件のうち1件が指摘になっていない"),
            // A finding of another check, and one of a later day, are none for this one.
            (
                Some((FoundIn::Check(VerificationTaskId(7)), "2026-09-01")),
                Failed,
                "指摘になっていない",
            ),
            (
                Some((finding(), "2026-10-01")),
                Failed,
                "指摘になっていない",
            ),
            (
                Some((finding(), "2026-09-01")),
                Met,
                "不適合1件を指摘とした",
            ),
        ] {
            let short = checked(subject, "2026-09-30", Some("2026-09-01"));
            let change = |facts: &mut CoverageFacts| {
                facts.subject_checks.push(short);
                facts
                    .findings
                    .extend(found.map(|(origin, on)| found_in(origin, on)));
            };
            check(duty, "found", change, state, words);
        }
    }
}

#[test]
fn every_no_of_a_self_inspection_is_a_finding() {
    let answer = FoundIn::Answer(SelfInspectionAnswerId(3));
    for (found, state, words) in [
        (None, Failed, "否とした1件のうち1件が指摘になっていない"),
        (Some(answer), Met, "否とした1件を指摘とした"),
    ] {
        let change = |facts: &mut CoverageFacts| {
            let unit = &mut facts.self_inspections[0].units[0];
            unit.shortcomings = vec![ShortcomingFact {
                answer: SelfInspectionAnswerId(3),
                due_on: day("2026-10-31"),
                improved_on: None,
            }];
            facts
                .findings
                .extend(found.map(|origin| found_in(origin, "2026-06-20")));
        };
        check("S", "found", change, state, words);
    }
}
