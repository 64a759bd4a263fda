use super::*;
use crate::id::RegulationVersionId;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn version(no: i32, in_force: &str, abolished: Option<&str>) -> RegulationVersion {
    RegulationVersion {
        id: RegulationVersionId(i64::from(no)),
        version_no: no,
        number: None,
        enacted_on: day(in_force),
        in_force_on: day(in_force),
        next_review_on: None,
        decision_no: None,
        summary: None,
        file_id: Some(crate::id::FileId(1)),
        file_name: None,
        drafted_by: Some(PersonId(1)),
        drafted_on: day(in_force),
        approved_by: Some(PersonId(2)),
        approved_on: Some(day(in_force)),
        returned_on: None,
        returned_because: None,
        abolished_on: abolished.map(day),
        abolished_because: None,
        revision: 1,
    }
}

#[test]
fn the_version_in_force_is_the_last_one_that_began() {
    let versions = [
        version(1, "2024-04-01", None),
        version(2, "2026-04-01", Some("2026-10-01")),
    ];
    let table = [
        ("2024-03-31", None),
        ("2024-04-01", Some(1)),
        ("2026-03-31", Some(1)),
        ("2026-04-01", Some(2)),
        ("2026-09-30", Some(2)),
        ("2026-10-01", None),
    ];
    for (on, expected) in table {
        let found = version_in_force(&versions, day(on)).map(|version| version.version_no);
        assert_eq!(found, expected, "{on}");
    }
}

#[test]
fn a_version_that_waits_or_was_returned_is_never_in_force() {
    let waiting = RegulationVersion {
        approved_on: None,
        ..version(1, "2026-04-01", None)
    };
    let returned = RegulationVersion {
        returned_on: Some(day("2026-04-01")),
        ..waiting.clone()
    };
    let versions = [waiting, returned];
    assert_eq!(version_in_force(&versions, day("2026-05-01")), None);
    let states = versions
        .each_ref()
        .map(|it| it.state_on(&versions, day("2026-05-01")));
    assert_eq!(states, [VersionState::Waiting, VersionState::Returned]);
}

#[test]
fn only_another_person_approves_and_only_with_a_text() {
    use RegulationRuleError::{InForceBeforeApproval, NoFile, NotWaiting, OwnDraft};
    let waiting = RegulationVersion {
        approved_on: None,
        approved_by: None,
        ..version(1, "2026-04-01", None)
    };
    let without_text = RegulationVersion {
        file_id: None,
        ..waiting.clone()
    };
    let decided = RegulationVersion {
        decision_no: Some("芽総第1号".to_owned()),
        ..waiting.clone()
    };
    let (drafter, other) = (Some(PersonId(1)), Some(PersonId(2)));
    let table = [
        (&waiting, other, "2026-04-01", Ok(())),
        (&waiting, drafter, "2026-04-01", Err(OwnDraft)),
        (&waiting, other, "2026-04-02", Err(InForceBeforeApproval)),
        (&decided, other, "2026-04-02", Ok(())),
        (&without_text, other, "2026-04-01", Err(NoFile)),
        (
            &version(1, "2026-04-01", None),
            other,
            "2026-04-01",
            Err(NotWaiting),
        ),
    ];
    for (version, by, today, expected) in table {
        assert_eq!(version.approvable(by, None, day(today)), expected);
    }
}

#[test]
fn a_decision_given_with_the_approval_counts_for_a_past_day() {
    let waiting = RegulationVersion {
        approved_on: None,
        approved_by: None,
        ..version(1, "2026-04-01", None)
    };
    let given = waiting.approvable(Some(PersonId(2)), Some("見総第1号"), day("2026-05-01"));
    assert_eq!(given, Ok(()));
}

#[test]
fn no_day_has_two_versions() {
    use RegulationRuleError::NotAfterPrevious;
    let waiting = RegulationVersion {
        approved_on: None,
        ..version(3, "2027-04-01", None)
    };
    let versions = [
        version(1, "2024-04-01", None),
        version(2, "2026-04-01", None),
        waiting,
    ];
    let table = [
        ("2026-03-31", Err(NotAfterPrevious(day("2026-04-01")))),
        ("2026-04-01", Err(NotAfterPrevious(day("2026-04-01")))),
        ("2026-04-02", Ok(())),
    ];
    for (on, expected) in table {
        assert_eq!(check_succession(&versions, day(on)), expected, "{on}");
    }
    let days = |no: usize| versions[no].days_in_force(&versions);
    assert_eq!(days(0), Some((day("2024-04-01"), Some(day("2026-03-31")))));
    assert_eq!(days(1), Some((day("2026-04-01"), None)));
    assert_eq!(days(2), None);
}

#[test]
fn only_what_is_in_force_is_abolished_and_a_past_day_needs_a_decision() {
    use RegulationRuleError::{AbolishedBeforeForce, NotInForce, PastWithoutDecision};
    let versions = [
        version(1, "2024-04-01", None),
        version(2, "2026-04-01", None),
    ];
    let table = [
        (0, "2026-06-01", None, Err(NotInForce)),
        (
            1,
            "2026-04-01",
            None,
            Err(AbolishedBeforeForce(day("2026-04-01"))),
        ),
        (1, "2026-04-30", None, Err(PastWithoutDecision)),
        (1, "2026-04-30", Some("見総第9号"), Ok(())),
        (1, "2026-05-01", None, Ok(())),
    ];
    for (place, on, decision, expected) in table {
        let version: &RegulationVersion = &versions[place];
        let found = version.abolishable(&versions, day(on), decision, day("2026-05-01"));
        assert_eq!(found, expected, "{on}");
    }
}

#[test]
fn procedures_are_not_public() {
    let input = RegulationInput {
        layer: "procedure_document".to_owned(),
        topic: "general".to_owned(),
        title: "実施手順".to_owned(),
        disclosure: "internal".to_owned(),
        unit_id: "1".to_owned(),
        note: String::new(),
    };
    assert!(input.check().unwrap_err().get("disclosure").is_some());
    let non_public = RegulationInput {
        disclosure: "non_public".to_owned(),
        ..input
    };
    let draft = non_public.check().unwrap();
    assert_eq!(
        resource_of(draft.layer, draft.disclosure),
        Resource::Procedure
    );
}
