use super::{
    input::ServiceInput,
    steps::{ApplicationInput, DayInput, DecisionInput, ErasureInput, JudgementInput},
    *,
};
use crate::{
    authorization::{HeldRole, Role, Scope},
    exception::ExceptionPeriod,
    finding::DecisionResult,
    id::{ExceptionId, RegulationVersionId, UseApprovalId},
    input::FieldErrors,
    vendor::CertificationKind,
};

const UNIT: OrganizationUnitId = OrganizationUnitId(7);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn fields(errors: &FieldErrors) -> Vec<&str> {
    errors.iter().map(|(field, _)| field).collect()
}

fn profile(kind: ServiceKind, class: Confidentiality, from: &str) -> ServiceProfile {
    ServiceProfile {
        from_on: day(from),
        to_on: None,
        kind,
        deployment: Some(Deployment::Saas),
        paid: kind == ServiceKind::CloudContracted,
        vendor_id: None,
        provider_name: Some("株式会社見本クラウド".to_owned()),
        purpose: "申請の受付".to_owned(),
        subject_information: None,
        confidentiality: class,
        personal_info: false,
        provider_handling: ProviderHandling::Unknown,
        provider_handling_reason: None,
        segment: Segment::Internet,
        account_count: None,
        annual_cost_yen: None,
        data_location: Some("国内".to_owned()),
        governing_law: Some("日本法".to_owned()),
        terms_version: Some("2026年1月版".to_owned()),
        terms_confirmed_on: Some(day("2026-04-01")),
        alternative: None,
        contract_id: None,
    }
}

fn application(kind: ServiceKind, class: Confidentiality, on: &str) -> UseApproval {
    UseApproval {
        id: UseApprovalId(1),
        round: 1,
        occasion: Occasion::Initial,
        kind,
        confidentiality: class,
        personal_info: false,
        terms_version: None,
        reason: None,
        wanted_until: None,
        applied_on: day(on),
        applied_by: Some(PersonId(1)),
        applicant: None,
        withdrawn_on: None,
        decision: None,
        decided_on: None,
        decided_by: None,
        approver: None,
        approval_no: None,
        conditions: None,
        comment: None,
        expires_on: None,
        regulation_version_id: None,
        regulation: None,
        exception_id: None,
        revoked_on: None,
        revoked_because: None,
        revision: 1,
    }
}

fn given(class: Confidentiality, on: &str, until: &str) -> UseApproval {
    UseApproval {
        decision: Some(UseDecision::Approved),
        decided_on: Some(day(on)),
        expires_on: Some(day(until)),
        ..application(ServiceKind::CloudContracted, class, on)
    }
}

fn service(kind: ServiceKind, class: Confidentiality) -> ExternalService {
    ExternalService {
        id: ExternalServiceId(1),
        service_no: "外0001".to_owned(),
        name: "見本フォーム".to_owned(),
        unit_id: UNIT,
        note: None,
        registered_by: None,
        registered_on: day("2026-04-01"),
        started_on: None,
        ended_on: None,
        end_reason: None,
        erasure_confirmed_on: None,
        erasure_method: None,
        accounts_disposed_on: None,
        void_reason: None,
        void_on: None,
        revision: 1,
        profiles: vec![profile(kind, class, "2026-04-01")],
        approvals: Vec::new(),
        reviews: Vec::new(),
        certificates: Vec::new(),
    }
}

fn held(role: Role) -> HeldRole {
    HeldRole {
        role,
        scope: Scope::Units([UNIT].into()),
    }
}

#[test]
fn the_state_of_any_day_follows_from_dated_facts() {
    let mut it = service(ServiceKind::CloudContracted, Confidentiality::C3B);
    let mut refused = application(
        ServiceKind::CloudContracted,
        Confidentiality::C3B,
        "2026-04-05",
    );
    refused.decision = Some(UseDecision::Refused);
    refused.decided_on = Some(day("2026-04-08"));
    it.approvals = vec![
        refused,
        UseApproval {
            applied_on: day("2026-04-10"),
            ..given(Confidentiality::C3B, "2026-04-15", "2027-03-31")
        },
    ];
    it.started_on = Some(day("2026-05-01"));
    it.ended_on = Some(day("2027-06-01"));
    it.erasure_confirmed_on = Some(day("2027-06-10"));
    it.accounts_disposed_on = Some(day("2027-06-12"));
    it.reviews = vec![ServiceReview {
        id: 1,
        occasion: ReviewOccasion::TermsChanged,
        asked_on: day("2026-09-01"),
        terms_version: None,
        note: None,
        done_on: Some(day("2026-09-20")),
        judgement: Some(Judgement::Continue),
        finding: None,
    }];
    for (on, expect) in [
        ("2026-04-04", UseState::Unapplied),
        ("2026-04-05", UseState::Applied),
        ("2026-04-08", UseState::Refused),
        ("2026-04-10", UseState::Applied),
        ("2026-04-15", UseState::Approved),
        ("2026-05-01", UseState::InUse),
        ("2026-09-01", UseState::ReviewDue),
        ("2026-09-20", UseState::InUse),
        ("2027-03-31", UseState::InUse),
        ("2027-04-01", UseState::Expired),
        ("2027-06-01", UseState::Ending),
        ("2027-06-11", UseState::Ending),
        ("2027-06-12", UseState::Ended),
    ] {
        assert_eq!(it.state_on(day(on)), expect, "{on}");
    }
    it.void_on = Some(day("2027-07-01"));
    assert_eq!(it.state_on(day("2027-07-01")), UseState::Void);
    assert_eq!(it.looked_after(day("2027-07-01")), None);
}

#[test]
fn what_is_to_be_put_right_is_named() {
    use ServiceIssue as I;
    let contracted = service(ServiceKind::CloudContracted, Confidentiality::C2);
    let on = day("2026-06-01");
    let with = |change: &dyn Fn(&mut ExternalService)| {
        let mut it = contracted.clone();
        change(&mut it);
        it.issues_on(on, false)
    };
    let approved = given(Confidentiality::C2, "2026-04-02", "2027-03-31");
    let table: Vec<(Vec<I>, Vec<I>)> = vec![
        (with(&|_| {}), vec![]),
        (
            with(&|it| it.started_on = Some(day("2026-05-01"))),
            vec![I::InUseWithoutApproval],
        ),
        (with(&|it| it.approvals = vec![approved.clone()]), vec![]),
        (
            with(&|it| it.approvals = vec![given(Confidentiality::C2, "2026-04-02", "2026-07-31")]),
            vec![I::ExpiresSoon],
        ),
        (
            with(&|it| it.approvals = vec![given(Confidentiality::C2, "2026-04-02", "2026-05-31")]),
            vec![I::Expired],
        ),
        (
            with(&|it| {
                it.approvals = vec![given(Confidentiality::C1, "2026-04-02", "2027-03-31")];
            }),
            vec![I::BeyondApproval],
        ),
        (
            with(&|it| {
                it.approvals = vec![approved.clone()];
                it.profiles[0].personal_info = true;
            }),
            vec![I::HandlingUnknown],
        ),
        (
            with(&|it| it.ended_on = Some(day("2026-05-31"))),
            vec![I::ErasureNotConfirmed],
        ),
        (
            with(&|it| {
                it.approvals = vec![approved.clone()];
                it.certificates = vec![certificate("2026-05-31")];
            }),
            vec![I::CertificateExpired],
        ),
        (
            with(&|it| {
                it.approvals = vec![approved.clone()];
                it.certificates = vec![certificate("2026-05-31"), certificate("2027-05-31")];
            }),
            vec![],
        ),
    ];
    for (number, (issues, expect)) in table.into_iter().enumerate() {
        assert_eq!(issues, expect, "case {number}");
    }
}

fn certificate(last: &str) -> ServiceCertificate {
    ServiceCertificate {
        certification: Certification {
            id: 1,
            kind: CertificationKind::Ismap,
            number: None,
            scope: None,
            expires_on: Some(day(last)),
        },
        confirmed_on: day("2026-04-01"),
    }
}

#[test]
fn terms_based_with_class_2_waits_for_an_exception() {
    let today = day("2026-06-01");
    for (kind, class, is_refused) in [
        (ServiceKind::CloudTermsBased, Confidentiality::C1, false),
        (ServiceKind::CloudTermsBased, Confidentiality::C2, true),
        (ServiceKind::CloudTermsBased, Confidentiality::C3B, true),
        (ServiceKind::CloudContracted, Confidentiality::C3A, false),
        (ServiceKind::NonCloudOnline, Confidentiality::C2, false),
    ] {
        let it = service(kind, class);
        let asked = it.appliable(false, today);
        assert_eq!(
            asked == Err(ServiceRuleError::TermsBasedWithClass2),
            is_refused
        );
        assert_eq!(it.appliable(true, today), Ok(()));
        let application = application(kind, class, "2026-06-01");
        let rule = Some(RegulationVersionId(3));
        let until = day("2026-09-30");
        let without = application.grantable(rule, None, until);
        assert_eq!(without.is_err(), is_refused, "{kind} {class:?}");
        let exception = ExceptionInForce {
            id: ExceptionId(5),
            period: ExceptionPeriod {
                applied_on: day("2026-05-01"),
                decision: Some((DecisionResult::Approved, day("2026-05-10"))),
                expires_on: until,
                ended_on: None,
            },
        };
        let grant = application.grantable(rule, Some(exception), until).unwrap();
        assert_eq!(grant.exception, is_refused.then_some(ExceptionId(5)));
        let late = application.grantable(rule, Some(exception), day("2026-10-01"));
        let beyond = Err(ServiceRuleError::BeyondException(until));
        assert_eq!(late == beyond, is_refused);
    }
}

#[test]
fn nothing_is_approved_without_a_regulation_in_force() {
    let application = application(
        ServiceKind::CloudContracted,
        Confidentiality::C1,
        "2026-06-01",
    );
    assert_eq!(
        application.grantable(None, None, day("2027-03-31")),
        Err(ServiceRuleError::NoRegulationInForce)
    );
}

#[test]
fn an_application_says_what_was_looked_at() {
    let today = day("2026-06-01");
    let check = |change: &dyn Fn(&mut ExternalService)| {
        let mut it = service(ServiceKind::CloudTermsBased, Confidentiality::C1);
        change(&mut it);
        it.appliable(false, today)
    };
    assert_eq!(check(&|_| {}), Ok(()));
    assert_eq!(
        check(&|it| it.profiles[0].terms_confirmed_on = None),
        Err(ServiceRuleError::TermsNotConfirmed)
    );
    let abroad = |it: &mut ExternalService| {
        it.profiles[0] = profile(
            ServiceKind::CloudContracted,
            Confidentiality::C2,
            "2026-04-01",
        );
        it.profiles[0].governing_law = None;
    };
    assert_eq!(check(&abroad), Err(ServiceRuleError::PlaceUnknown));
    let waits = |it: &mut ExternalService| {
        it.approvals = vec![application(
            ServiceKind::CloudTermsBased,
            Confidentiality::C1,
            "2026-05-30",
        )];
    };
    assert_eq!(check(&waits), Err(ServiceRuleError::OneIsWaiting));
    assert_eq!(
        check(&|it| it.ended_on = Some(today)),
        Err(ServiceRuleError::Ended)
    );
}

#[test]
fn an_application_is_the_first_a_renewal_or_a_change() {
    let today = day("2026-06-01");
    let mut it = service(ServiceKind::CloudContracted, Confidentiality::C2);
    assert_eq!(it.occasion(today), Occasion::Initial);
    it.approvals = vec![given(Confidentiality::C2, "2026-04-02", "2027-03-31")];
    assert_eq!(it.occasion(today), Occasion::Renewal);
    it.profiles[0].confidentiality = Confidentiality::C3B;
    assert_eq!(it.occasion(today), Occasion::Change);
}

#[test]
fn another_person_with_the_right_role_decides() {
    use ServiceRuleError::{NotWaiting, OwnApplication, SecurityOfficeDecides};
    let today = day("2026-06-02");
    let (own, other) = (Some(PersonId(1)), Some(PersonId(2)));
    let (head, office) = (held(Role::DepartmentHead), held(Role::SecurityOffice));
    let elsewhere = HeldRole {
        scope: Scope::Units([OrganizationUnitId(8)].into()),
        ..office.clone()
    };
    let (c1, c2) = (Confidentiality::C1, Confidentiality::C2);
    let table = [
        (c1, other, &head, Ok(())),
        (c1, other, &office, Ok(())),
        (c1, own, &office, Err(OwnApplication)),
        (c2, other, &office, Ok(())),
        (c2, other, &head, Err(SecurityOfficeDecides)),
        (c2, other, &elsewhere, Err(SecurityOfficeDecides)),
    ];
    for (class, by, role, expect) in table {
        let it = application(ServiceKind::CloudContracted, class, "2026-06-01");
        let decided = it.decidable(by, std::slice::from_ref(role), UNIT, today);
        assert_eq!(decided, expect, "{class:?} {by:?} {role:?}");
    }
    let mut gone = application(ServiceKind::CloudContracted, c1, "2026-06-01");
    gone.withdrawn_on = Some(today);
    assert_eq!(
        gone.decidable(other, &[office], UNIT, today),
        Err(NotWaiting)
    );
}

#[test]
fn an_approval_counts_from_its_day_to_its_last_or_until_revoked() {
    let mut it = given(Confidentiality::C2, "2026-04-02", "2027-03-31");
    for (on, is_valid) in [
        ("2026-04-01", false),
        ("2026-04-02", true),
        ("2027-03-31", true),
        ("2027-04-01", false),
    ] {
        assert_eq!(it.is_valid_on(day(on)), is_valid, "{on}");
    }
    it.revoked_on = Some(day("2026-08-01"));
    assert!(it.is_valid_on(day("2026-07-31")));
    assert!(!it.is_valid_on(day("2026-08-01")));
}

fn input() -> ServiceInput {
    let text = |text: &str| text.to_owned();
    ServiceInput {
        name: text("見本フォーム"),
        unit_id: text("7"),
        kind: text("cloud_contracted"),
        deployment: text("saas"),
        paid: text("yes"),
        provider_name: text("株式会社見本クラウド"),
        purpose: text("申請の受付"),
        confidentiality: text("C3B"),
        handles_personal_info: text("yes"),
        provider_handling: text("yes"),
        segment: text("lgwan"),
        annual_cost_yen: text("792,000円"),
        ..ServiceInput::default()
    }
}

#[test]
fn the_form_says_what_is_missing_or_does_not_fit() {
    let today = day("2026-06-01");
    let draft = input().check(today).unwrap();
    assert_eq!(draft.profile.annual_cost_yen, Some(792_000));
    assert_eq!(draft.from_on, today);
    let empty = ServiceInput::default().check(today).unwrap_err();
    assert_eq!(
        fields(&empty),
        [
            "confidentiality",
            "handles_personal_info",
            "kind",
            "name",
            "paid",
            "provider_name",
            "purpose",
            "segment",
            "unit_id"
        ]
    );
    type Change = fn(&mut ServiceInput);
    let table: [(Change, &[&str]); 8] = [
        (
            |it| it.confidentiality = "C1".to_owned(),
            &["confidentiality"],
        ),
        (
            |it| it.provider_handling = String::new(),
            &["provider_handling"],
        ),
        (
            |it| it.provider_handling = "no".to_owned(),
            &["provider_handling_reason"],
        ),
        (|it| it.paid = "no".to_owned(), &["annual_cost_yen"]),
        (
            |it| {
                it.paid = "no".to_owned();
                it.annual_cost_yen = String::new();
                it.contract_id = "3".to_owned();
            },
            &["contract_id"],
        ),
        (
            |it| it.use_started_on = "R8.6.2".to_owned(),
            &["use_started_on"],
        ),
        (
            |it| it.account_count = "たくさん".to_owned(),
            &["account_count"],
        ),
        (
            |it| it.terms_confirmed_on = "R9.1.1".to_owned(),
            &["terms_confirmed_on"],
        ),
    ];
    for (number, (change, expect)) in table.into_iter().enumerate() {
        let mut typed = input();
        change(&mut typed);
        let errors = typed.check(today).unwrap_err();
        assert_eq!(fields(&errors), expect, "case {number}");
    }
}

#[test]
fn what_is_saved_is_typed_again_as_it_was() {
    let today = day("2026-06-01");
    let it = service(ServiceKind::CloudTermsBased, Confidentiality::C1);
    let typed = ServiceInput::of(&it, &it.profiles[0]);
    let draft = typed.check(today).unwrap();
    assert_eq!(draft.name, it.name);
    assert_eq!(draft.profile.confidentiality, Confidentiality::C1);
    assert_eq!(draft.profile.data_location, Some("国内".to_owned()));
}

#[test]
fn steps_have_their_days_and_words() {
    let today = day("2026-06-01");
    let text = |text: &str| text.to_owned();
    let apply = |reason: &str, until: &str| {
        let input = ApplicationInput {
            reason: text(reason),
            wanted_until: text(until),
        };
        input.check(today).map_err(|errors| errors.count())
    };
    assert!(apply("窓口の混雑を減らす。", "R9.3.31").is_ok());
    assert!(apply("窓口の混雑を減らす。", "R8.6.1").is_ok());
    assert_eq!(apply("窓口の混雑を減らす。", "R8.5.31"), Err(1));
    assert_eq!(apply("", ""), Err(2));

    let decide = |decision: &str, conditions: &str, expires: &str, comment: &str| {
        let input = DecisionInput {
            decision: text(decision),
            conditions: text(conditions),
            expires_on: text(expires),
            decision_comment: text(comment),
            approval_no: String::new(),
        };
        let checked = input.check(today);
        checked
            .map(|draft| draft.decision())
            .map_err(|errors| fields(&errors).join(","))
    };
    let wrong = |fields: &str| Err(fields.to_owned());
    for (typed, expect) in [
        (("approved", "", "R9.3.31", ""), Ok(UseDecision::Approved)),
        (
            ("conditional", "公開設定を月次で確認", "R9.3.31", ""),
            Ok(UseDecision::Conditional),
        ),
        (
            ("refused", "", "", "所在国が不明"),
            Ok(UseDecision::Refused),
        ),
        (("refused", "", "", ""), wrong("decision_comment")),
        (("approved", "", "", ""), wrong("expires_on")),
        (("approved", "", "R8.5.31", ""), wrong("expires_on")),
        (("conditional", "", "R9.3.31", ""), wrong("conditions")),
        (("approved", "条件", "R9.3.31", ""), wrong("decision")),
        (("", "", "R9.3.31", ""), wrong("decision")),
    ] {
        let (decision, conditions, expires, comment) = typed;
        let checked = decide(decision, conditions, expires, comment);
        assert_eq!(checked, expect, "{typed:?}");
    }

    let end = |on: &str, reason: &str| {
        let input = DayInput {
            day: text(on),
            reason: text(reason),
        };
        input.check_end(today).is_ok()
    };
    assert!(end("R8.6.1", "契約が終わるため"));
    assert!(!end("R8.6.2", "契約が終わるため"));
    assert!(!end("R8.6.1", ""));
    assert!(!end("", "契約が終わるため"));

    let erase = |on: &str, method: &str, disposed: &str| {
        let input = ErasureInput {
            erased_on: text(on),
            erasure_method: text(method),
            accounts_disposed_on: text(disposed),
        };
        input.check(today).is_ok()
    };
    assert!(erase("R8.5.31", "消去証明書を受領", "R8.6.1"));
    assert!(!erase("R8.5.31", "", "R8.6.1"));
    assert!(!erase("R8.5.31", "消去証明書を受領", ""));
    assert!(!erase("R8.6.2", "消去証明書を受領", "R8.6.1"));

    let judged = JudgementInput {
        judgement: text("continue"),
        review_finding: String::new(),
    };
    assert_eq!(fields(&judged.check().unwrap_err()), ["review_finding"]);
}

#[test]
fn somebody_looks_after_it_from_approval_or_use_to_the_end() {
    let today = day("2026-06-01");
    let mut it = service(ServiceKind::CloudContracted, Confidentiality::C2);
    assert_eq!(it.looked_after(today), None);
    it.approvals = vec![given(Confidentiality::C2, "2026-04-10", "2027-03-31")];
    assert_eq!(it.looked_after(today), Some((day("2026-04-10"), None)));
    it.started_on = Some(day("2026-04-01"));
    it.ended_on = Some(day("2026-05-31"));
    let expect = Some((day("2026-04-01"), Some(day("2026-05-31"))));
    assert_eq!(it.looked_after(today), expect);
}
