use super::{
    ConsentKind::{Consent, StatutoryConsent},
    roster::{
        Employer, EmploymentKind, RosterEntry, RosterInput, RosterRowInput, assess_roster,
        employer_of, read_pasted, red_employers,
    },
    *,
};
use crate::id::RosterEntryId;

const OFFICER: PersonId = PersonId(1);
const HEAD: PersonId = PersonId(2);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn decision(kind: ConsentKind, outcome: Outcome, decided_on: &str, approved_on: &str) -> Decision {
    Decision {
        id: SubcontractDecisionId(1),
        kind,
        outcome,
        conditions: None,
        document_no: Some("芽総第12号".to_owned()),
        decided_on: day(decided_on),
        proposed_on: day(decided_on),
        proposed_by: Some(OFFICER),
        approved_on: Some(day(approved_on)),
        approved_by: Some(HEAD),
        returned_on: None,
        comment: None,
        revision: 1,
    }
}

fn granted(decided_on: &str) -> Decision {
    decision(Consent, Outcome::Granted, decided_on, decided_on)
}

/// Recorded and applied for on 4/1.
fn subcontract(id: i64, parent: Option<i64>, started_on: Option<&str>) -> Subcontract {
    Subcontract {
        id: SubcontractId(id),
        contract_id: ContractId(1),
        parent_id: parent.map(SubcontractId),
        vendor_id: None,
        name: format!("株式会社再委託先{id}"),
        address: None,
        scope: "封入封緘".to_owned(),
        reason: None,
        information: "納税義務者の氏名・住所".to_owned(),
        work_place: None,
        safeguards: None,
        supervision: None,
        requested_on: Some(day("2026-04-01")),
        recorded_on: day("2026-04-01"),
        recorded_by: Some(OFFICER),
        started_on: started_on.map(day),
        ended_on: None,
        voided_on: None,
        void_reason: None,
        revision: 1,
        decisions: Vec::new(),
    }
}

fn with(mut subcontract: Subcontract, decisions: Vec<Decision>) -> Subcontract {
    subcontract.decisions = decisions;
    subcontract
}

/// The concerns of the last one on the day.
fn concerns(all: &[Subcontract], needed: ConsentKind, on: &str) -> Vec<Concern> {
    assess(all, needed, day(on)).pop().unwrap().concerns
}

#[test]
fn a_start_before_the_consent_is_red() {
    let consented_on = day("2026-04-20");
    let check = |started: &str, on: &str, expected: &[Concern]| {
        let one = with(
            subcontract(1, None, Some(started)),
            vec![granted("2026-04-20")],
        );
        let found = concerns(&[one], Consent, on);
        assert_eq!(found, expected, "{started} on {on}");
        assert!(found.iter().all(Concern::is_red));
    };
    check("2026-04-20", "2026-05-01", &[]);
    check("2026-04-21", "2026-05-01", &[]);
    let early = Concern::StartedBeforeConsent {
        started_on: day("2026-04-19"),
        consented_on,
    };
    check("2026-04-19", "2026-05-01", &[early]);
    // As of the day between, nobody had agreed to anything.
    let without = Concern::StartedWithoutConsent(day("2026-04-10"));
    check("2026-04-10", "2026-04-19", &[without]);
    // And before it began there was nothing to be said.
    check("2026-04-10", "2026-04-09", &[]);
}

#[test]
fn a_consent_counts_from_its_approval_by_somebody_else() {
    let late = with(
        subcontract(1, None, Some("2026-04-25")),
        vec![decision(
            Consent,
            Outcome::Granted,
            "2026-04-20",
            "2026-05-10",
        )],
    );
    assert_eq!(
        concerns(std::slice::from_ref(&late), Consent, "2026-05-09"),
        [Concern::StartedWithoutConsent(day("2026-04-25"))]
    );
    assert_eq!(concerns(&[late], Consent, "2026-05-10"), []);
    let proposed = Decision {
        approved_on: None,
        approved_by: None,
        ..granted("2026-04-20")
    };
    let today = day("2026-04-21");
    assert_eq!(
        proposed.clone().approve(OFFICER, today),
        Err(InvalidStep::OwnProposal)
    );
    assert!(proposed.approve(HEAD, today).is_ok());
    assert_eq!(
        granted("2026-04-20").approve(HEAD, today),
        Err(InvalidStep::NotProposed)
    );
}

#[test]
fn my_number_needs_the_towns_permission_at_every_depth() {
    let statutory = |on| decision(StatutoryConsent, Outcome::Granted, on, on);
    let tree = |lowest: Decision| {
        [
            with(
                subcontract(1, None, Some("2026-04-10")),
                vec![statutory("2026-04-05")],
            ),
            with(
                subcontract(2, Some(1), Some("2026-04-10")),
                vec![statutory("2026-04-05")],
            ),
            with(subcontract(3, Some(2), Some("2026-04-10")), vec![lowest]),
        ]
    };
    let permitted = tree(statutory("2026-04-05"));
    assert_eq!(concerns(&permitted, StatutoryConsent, "2026-05-01"), []);
    assert!(!has_red(&permitted, StatutoryConsent, day("2026-05-01")));
    let consented = tree(granted("2026-04-05"));
    assert_eq!(
        concerns(&consented, StatutoryConsent, "2026-05-01"),
        [Concern::WrongKind]
    );
    assert!(has_red(&consented, StatutoryConsent, day("2026-05-01")));
    // Without My Number a 承諾 is enough.
    assert_eq!(concerns(&consented, Consent, "2026-05-01"), []);
    let assessed = assess(&permitted, StatutoryConsent, day("2026-05-01"));
    let depths: Vec<String> = assessed.iter().map(Assessed::depth_label).collect();
    assert_eq!(depths, ["再委託", "再々委託", "第3次の再委託"]);
}

#[test]
fn nothing_stands_on_a_parent_that_is_not_consented() {
    let child = || {
        with(
            subcontract(2, Some(1), Some("2026-04-20")),
            vec![granted("2026-04-15")],
        )
    };
    let name = "株式会社再委託先1".to_owned();
    let all = [subcontract(1, None, None), child()];
    assert_eq!(
        concerns(&all, Consent, "2026-05-01"),
        [Concern::ParentNotConsented(name.clone())]
    );
    let ended = Subcontract {
        ended_on: Some(day("2026-04-30")),
        ..with(
            subcontract(1, None, Some("2026-04-10")),
            vec![granted("2026-04-05")],
        )
    };
    let all = [ended, child()];
    assert_eq!(concerns(&all, Consent, "2026-04-30"), []);
    assert_eq!(
        concerns(&all, Consent, "2026-05-01"),
        [Concern::ParentEnded(name)]
    );
}

#[test]
fn refusals_and_missing_applications_are_told() {
    let refused = |started| {
        with(
            subcontract(1, None, started),
            vec![decision(
                Consent,
                Outcome::Refused,
                "2026-04-10",
                "2026-04-10",
            )],
        )
    };
    let state = |one: &Subcontract, on: &str| one.state_on(day(on));
    assert_eq!(
        state(&refused(None), "2026-04-10"),
        Some(SubcontractState::Refused)
    );
    assert_eq!(
        state(&refused(None), "2026-04-09"),
        Some(SubcontractState::Requested)
    );
    assert_eq!(concerns(&[refused(None)], Consent, "2026-05-01"), []);
    assert_eq!(
        concerns(&[refused(Some("2026-04-11"))], Consent, "2026-05-01"),
        [Concern::StartedAgainstRefusal]
    );
    let found = Subcontract {
        requested_on: None,
        ..subcontract(1, None, None)
    };
    assert_eq!(
        concerns(&[found], Consent, "2026-05-01"),
        [Concern::NotRequested]
    );
}

fn worker(employer: &str) -> RosterEntry {
    RosterEntry {
        id: RosterEntryId(1),
        contract_id: ContractId(1),
        name: "見本　太郎".to_owned(),
        employer: employer.to_owned(),
        employment_kind: EmploymentKind::Regular,
        role: None,
        scope: None,
        from_on: day("2026-04-15"),
        to_on: Some(day("2026-06-30")),
        pledge_on: Some(day("2026-04-14")),
        training_on: None,
        recorded_on: day("2026-04-15"),
        recorded_by: None,
        voided_on: None,
        void_reason: None,
        revision: 1,
    }
}

#[test]
fn every_employer_is_the_contractor_or_a_consented_subcontractor() {
    let all = [
        with(subcontract(1, None, None), vec![granted("2026-04-05")]),
        subcontract(2, None, None),
    ];
    let assessed = assess(&all, Consent, day("2026-05-01"));
    let check = |employer: &str, expected: &Employer| {
        let found = employer_of(employer, Some("株式会社十勝サンプル情報"), &assessed);
        assert_eq!(found, *expected, "{employer}");
        assert_eq!(found.words().is_some(), found.is_red(), "{employer}");
    };
    for contractor in [
        "株式会社十勝サンプル情報",
        "㈱十勝サンプル情報",
        "（株）十勝サンプル情報　帯広支店",
        "十勝サンプル情報",
    ] {
        check(contractor, &Employer::Contractor);
    }
    check("㈱再委託先1", &Employer::Subcontractor(SubcontractId(1)));
    check(
        "株式会社再委託先２",
        &Employer::NotPermitted("株式会社再委託先2".to_owned()),
    );
    check(
        "十勝サンプル情報株式会社",
        &Employer::Unknown {
            similar: Some("株式会社十勝サンプル情報".to_owned()),
        },
    );
    check(
        "合同会社ナゾ見本スタッフ",
        &Employer::Unknown { similar: None },
    );
}

#[test]
fn the_roster_is_that_of_the_day() {
    let entries = [
        worker("株式会社ナゾ見本"),
        worker("株式会社十勝サンプル情報"),
    ];
    let red = |on: &str| {
        let workers = assess_roster(&entries, Some("㈱十勝サンプル情報"), &[], day(on));
        red_employers(&workers)
    };
    assert_eq!(
        [
            red("2026-04-14"),
            red("2026-04-15"),
            red("2026-06-30"),
            red("2026-07-01")
        ],
        [0, 1, 1, 0]
    );
    let late = RosterEntry {
        pledge_on: Some(day("2026-04-16")),
        ..worker("㈱十勝サンプル情報")
    };
    let workers = assess_roster(&[late], Some("㈱十勝サンプル情報"), &[], day("2026-05-01"));
    assert!(workers[0].lacks_pledge && !workers[0].employer.is_red());
}

#[test]
fn a_roster_is_pasted_from_a_spreadsheet() {
    let table = "No\t氏名\t所属事業者名\t雇用区分\t従事開始日\t誓約書提出日\n\
                 1\t見本 太郎\t㈱十勝サンプル情報\t正社員\tR8.4.1\t令和8年3月31日\n\
                 \n\
                 2\t見本 花子\t㈱再委託先1\t協力会社\t2026/4/1\t\n";
    let workers = read_pasted(table).unwrap();
    assert_eq!(workers.len(), 2);
    assert_eq!(workers[0].pledge_on, Some(day("2026-03-31")));
    assert_eq!(workers[1].employment_kind, EmploymentKind::Subcontractor);
    // Without a head: in the order of 様式第２号.
    let plain =
        read_pasted("見本 太郎,㈱十勝サンプル情報,派遣,主任,全部,R8.4.1,R9.3.31,,").unwrap();
    assert_eq!(plain[0].role.as_deref(), Some("主任"));
    assert_eq!(plain[0].to_on, Some(day("2027-03-31")));
    let wrong = read_pasted("見本 太郎,,正規,,,R8.13.1")
        .unwrap_err()
        .to_string();
    assert!(
        wrong.contains("1行目の所属事業者") && wrong.contains("1行目の従事開始日"),
        "{wrong}"
    );
}

#[test]
fn rows_of_the_form_are_checked_by_their_place() {
    let good = RosterRowInput {
        name: "見本　太郎".to_owned(),
        employer: "㈱十勝サンプル情報".to_owned(),
        from_on: "R8.4.1".to_owned(),
        ..RosterRowInput::default()
    };
    let bad = RosterRowInput {
        employer: String::new(),
        to_on: "R8.3.31".to_owned(),
        ..good.clone()
    };
    let rows = |rows: &[RosterRowInput]| RosterInput {
        rows: rows.to_vec(),
        pasted: String::new(),
    };
    let checked = rows(&[RosterRowInput::default(), good.clone()]).check();
    assert_eq!(checked.unwrap().len(), 1);
    let errors = rows(&[good, bad]).check().unwrap_err();
    assert!(errors.get("rows[1][employer]").is_some() && errors.get("rows[1][to_on]").is_some());
    assert!(rows(&[]).check().unwrap_err().get("pasted").is_some());
}

#[test]
fn the_form_asks_for_a_company_and_an_order_of_days() {
    let input = SubcontractInput {
        name: "㈱再委託先".to_owned(),
        scope: "印刷".to_owned(),
        information: "宛名".to_owned(),
        ..SubcontractInput::default()
    };
    assert!(input.check().is_ok());
    let wrong = SubcontractInput {
        name: String::new(),
        started_on: "R8.5.1".to_owned(),
        ended_on: "R8.4.1".to_owned(),
        ..input
    };
    let errors = wrong.check().unwrap_err();
    assert!(errors.get("name").is_some() && errors.get("ended_on").is_some());
    let refused = DecisionInput {
        kind: "consent".to_owned(),
        outcome: "refused".to_owned(),
        decided_on: "R8.4.1".to_owned(),
        ..DecisionInput::default()
    };
    assert!(refused.check().unwrap_err().get("conditions").is_some());
}
