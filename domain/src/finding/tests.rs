use super::{
    escalation::{EscalationDays, EscalationLevel, escalation},
    measure::{Advice, MeasureKind, advice},
    *,
};
use crate::library::MeasureRule;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn finding() -> Finding {
    Finding {
        id: FindingId(1),
        source: FindingSource::Verification,
        subject_kind: FindingSubject::Contract,
        subject_id: 1,
        subject_name: "住民情報システム保守".to_owned(),
        unit_id: OrganizationUnitId(1),
        unit_name: "総務課".to_owned(),
        origin: None,
        check_item: Some("V-04".to_owned()),
        severity: Severity::Medium,
        description: "名簿が古い".to_owned(),
        requirement: None,
        found_on: day(5, 1),
        found_by: "甲野".to_owned(),
        due_on: day(5, 31),
        withdrawn_on: None,
        withdrawn_by: None,
        withdrawn_reason: None,
        revision: 1,
        actions: Vec::new(),
        acceptances: Vec::new(),
    }
}

fn action(number: i32, instructed_on: NaiveDate, due_on: NaiveDate) -> CorrectiveAction {
    CorrectiveAction {
        id: CorrectiveActionId(i64::from(number)),
        number,
        instruction: "差し替えること".to_owned(),
        instructed_on,
        instructed_by: "甲野".to_owned(),
        due_on,
        assignee_id: PersonId(1),
        assignee: "甲野".to_owned(),
        cause: None,
        plan: None,
        planned_on: None,
        planned_by: None,
        report: None,
        completed_on: None,
        reported_on: None,
        reported_by_id: None,
        reported_by: None,
        outcome: None,
        verified_on: None,
        verified_by: None,
        verification_note: None,
    }
}

/// Instructed, planned, reported, found insufficient; instructed again, reported, verified.
fn history() -> Finding {
    let mut finding = finding();
    let mut first = action(1, day(5, 2), day(5, 20));
    first.planned_on = Some(day(5, 8));
    first.reported_on = Some(day(5, 19));
    first.verified_on = Some(day(5, 25));
    first.outcome = Some(ActionOutcome::Insufficient);
    let mut second = action(2, day(5, 27), day(6, 10));
    second.reported_on = Some(day(6, 15));
    second.verified_on = Some(day(6, 20));
    second.outcome = Some(ActionOutcome::Effective);
    finding.actions = vec![first, second];
    finding
}

#[test]
fn the_state_follows_from_the_dates_on_any_day() {
    use FindingState::{Instructed, Open, Planned, Reported, Verified};
    let finding = history();
    let cases = [
        (day(4, 30), None),
        (day(5, 1), Some(Open)),
        (day(5, 2), Some(Instructed)),
        (day(5, 8), Some(Planned)),
        (day(5, 19), Some(Reported)),
        (day(5, 25), Some(Open)),
        (day(5, 27), Some(Instructed)),
        (day(6, 14), Some(Instructed)),
        (day(6, 15), Some(Reported)),
        (day(6, 20), Some(Verified)),
        (day(12, 31), Some(Verified)),
    ];
    for (on, expect) in cases {
        assert_eq!(finding.state_on(on), expect, "{on}");
    }
}

#[test]
fn a_fix_is_late_only_while_it_is_owed() {
    let finding = history();
    for (on, expect) in [
        (day(5, 20), None),
        (day(5, 25), Some(5)),
        (day(6, 10), None),
        (day(6, 12), Some(2)),
        (day(6, 16), None),
        (day(7, 1), None),
    ] {
        assert_eq!(finding.days_overdue(on), expect, "{on}");
    }
}

#[test]
fn an_accepted_risk_comes_back_when_it_expires() {
    let mut finding = finding();
    finding.acceptances = vec![ExceptionPeriod {
        applied_on: day(6, 1),
        decision: Some((DecisionResult::Approved, day(6, 5))),
        expires_on: day(9, 30),
        ended_on: None,
    }];
    for (on, state, late) in [
        (day(6, 4), FindingState::Open, Some(4)),
        (day(6, 5), FindingState::RiskAccepted, None),
        (day(9, 30), FindingState::RiskAccepted, None),
        (day(10, 1), FindingState::Open, Some(123)),
    ] {
        assert_eq!(finding.state_on(on), Some(state), "{on}");
        assert_eq!(finding.days_overdue(on), late, "{on}");
    }
}

#[test]
fn what_is_late_goes_up_step_by_step() {
    use EscalationLevel::{Ciso, DepartmentHead, SecurityOffice};
    let days = EscalationDays {
        office: 14,
        ciso: 30,
    };
    let level = |severity, on| {
        let finding = Finding {
            severity,
            ..finding()
        };
        escalation(&finding, on, days).map(|it| (it.level, it.reasons.len()))
    };
    let cases = [
        (Severity::Medium, day(5, 31), None),
        (Severity::Medium, day(6, 1), Some((DepartmentHead, 1))),
        (Severity::Medium, day(6, 14), Some((DepartmentHead, 1))),
        (Severity::Medium, day(6, 15), Some((SecurityOffice, 2))),
        (Severity::Medium, day(7, 1), Some((Ciso, 3))),
        (Severity::Critical, day(6, 1), Some((SecurityOffice, 2))),
        (Severity::Critical, day(6, 15), Some((Ciso, 3))),
    ];
    for (severity, on, expect) in cases {
        assert_eq!(level(severity, on), expect, "{severity:?} {on}");
    }
}

fn rule(after: &[MeasureKind], at_once: Option<Severity>) -> MeasureRule {
    MeasureRule {
        kind: MeasureKind::WorkSuspension,
        title: "停止".to_owned(),
        clauses: Vec::new(),
        after: after.to_vec(),
        at_once,
        decided_by: "町長".to_owned(),
        document: "業務停止命令書".to_owned(),
        request: "停止を命じます。".to_owned(),
        form: None,
        reply: false,
        period: true,
        amount: false,
    }
}

#[test]
fn the_ladder_advises_and_never_forbids() {
    use MeasureKind::{ImprovementOrder, Inquiry};
    let needs_reason = |rule: &MeasureRule, taken: &[MeasureKind], severity| {
        matches!(advice(rule, taken, severity), Advice::NeedsReason(_))
    };
    let ladder = rule(&[ImprovementOrder], Some(Severity::Critical));
    assert!(!needs_reason(&rule(&[], None), &[], None));
    assert!(needs_reason(&ladder, &[], None));
    assert!(needs_reason(&ladder, &[Inquiry], Some(Severity::Medium)));
    assert!(!needs_reason(&ladder, &[Inquiry, ImprovementOrder], None));
    assert!(!needs_reason(&ladder, &[], Some(Severity::Critical)));
    assert!(needs_reason(
        &rule(&[ImprovementOrder], None),
        &[],
        Some(Severity::Critical)
    ));
}

#[test]
fn levels_are_counted_from_one() {
    let levels: Vec<usize> = MeasureKind::ALL.iter().map(|kind| kind.level()).collect();
    assert_eq!(levels, [1, 2, 3, 4, 5, 6, 7, 8]);
}
