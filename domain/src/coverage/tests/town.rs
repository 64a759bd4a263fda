//! The town in order.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::rules;
use crate::{
    contract::{
        clauses::required_clauses,
        profile::{Confidentiality, Profile},
    },
    coverage::{
        CoverageFacts, Interval, Subject,
        declaration::{Declaration, DeclarationAnswer, DeclarationKind},
        fact::*,
    },
    fiscal_year::FiscalYear,
    id::*,
    organization::OrganType,
    verification::{CheckResult, Method},
};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn from(text: &str) -> Interval {
    Interval::from(day(text))
}

pub(super) const UNIT: OrganizationUnitId = OrganizationUnitId(1);
pub(super) const CONTRACT: ContractId = ContractId(1);
pub(super) const SERVICE: ExternalServiceId = ExternalServiceId(1);
pub(super) const PLATFORM: Subject = Subject::Platform(SocialMediaServiceId(1));
pub(super) const ACCOUNT: Subject = Subject::Account(SocialMediaAccountId(1));
pub(super) const OFFICER: PersonId = PersonId(1);
pub(super) const HEAD: PersonId = PersonId(2);
pub(super) const OPERATOR: PersonId = PersonId(3);
pub(super) const SUCCESSOR: PersonId = PersonId(4);

/// Everything is as it should be from 1 April to 30 September 2026.
pub(super) fn in_order() -> CoverageFacts {
    let people = [OFFICER, HEAD, OPERATOR, SUCCESSOR];
    let names = ["契約太郎", "課長花子", "運用次郎", "後任三郎"];
    CoverageFacts {
        units: vec![UnitFact {
            id: UNIT,
            name: "総務課".to_owned(),
            organ: OrganType::InternalBureau,
            exists: from("2000-04-01"),
        }],
        in_office: people
            .into_iter()
            .map(|person| (person, vec![from("2020-04-01")]))
            .collect(),
        names: people
            .into_iter()
            .zip(names)
            .map(|(person, name)| (person, name.to_owned()))
            .collect(),
        heads: vec![(UNIT, HEAD, from("2024-04-01"))],
        contracts: vec![contract()],
        checks: vec![done()],
        visits: vec![VisitFact {
            contract_id: CONTRACT,
            inspected_on: day("2026-07-15"),
            counts_from: day("2026-07-15"),
            method: Method::OnSite,
        }],
        reviews: vec![review()],
        subcontracts: vec![subcontract()],
        roster: vec![worker("株式会社見本", true)],
        regulations: vec![regulation()],
        services: vec![service()],
        approvals: vec![approval()],
        platforms: vec![PlatformFact {
            id: SocialMediaServiceId(1),
            name: "X".to_owned(),
            unit_id: None,
            used: from("2020-04-01"),
        }],
        accounts: vec![account()],
        procedures: vec![ProcedureFact {
            version: RegulationVersionId(10),
            label: "X運用手順第１版".to_owned(),
            approvals: vec![(HEAD, day("2026-04-01"))],
        }],
        acknowledgements: vec![AcknowledgementFact {
            version: RegulationVersionId(10),
            person: OPERATOR,
            on: day("2026-04-05"),
        }],
        responsibilities: vec![
            responsibility(PLATFORM, DutyOfPerson::Owner, HEAD),
            responsibility(ACCOUNT, DutyOfPerson::Owner, HEAD),
            responsibility(ACCOUNT, DutyOfPerson::Operator, OPERATOR),
        ],
        declarations: DeclarationKind::ALL
            .iter()
            .map(|it| declaration(*it))
            .collect(),
        self_inspections: vec![self_inspection()],
        dormant_days: 180,
        ..CoverageFacts::default()
    }
}

fn given() -> BTreeSet<String> {
    BTreeSet::from(["pi".to_owned()])
}

/// An annex with every clause the profile calls for.
pub(super) fn annex(issued_on: &str) -> AnnexFact {
    let profile = Profile {
        confidentiality: Confidentiality::C3B,
        given: given(),
        starts_on: day("2026-04-01"),
    };
    let required = required_clauses(&rules(), &profile).unwrap();
    AnnexFact {
        issued_on: day(issued_on),
        class: Some(Confidentiality::C3B),
        given: given(),
        clauses: required
            .into_iter()
            .map(|it| ClauseFact {
                clause: it.clause,
                included: true,
                waived: false,
                expires_on: None,
            })
            .collect(),
        covers: Vec::new(),
    }
}

fn contract() -> ContractFact {
    ContractFact {
        id: CONTRACT,
        contract_no: "R8-0001".to_owned(),
        title: "住民情報システム保守業務".to_owned(),
        unit_id: UNIT,
        fiscal_year: FiscalYear(2026),
        class: Some(Confidentiality::C3B),
        given: given(),
        signed_on: Some(day("2026-04-01")),
        concluded_without_date: false,
        terms: vec![from("2026-04-01").to(day("2027-03-31"))],
        void_on: None,
        annexes: vec![annex("2026-03-20")],
    }
}

pub(super) fn result(counts_from: &str, result: CheckResult) -> CountedResult {
    CountedResult {
        counts_from: day(counts_from),
        result,
    }
}

fn done() -> CheckFact {
    CheckFact {
        task: Some(VerificationTaskId(1)),
        alike: 1,
        contract_id: CONTRACT,
        due_on: day("2026-08-31"),
        results: vec![result("2026-07-15", CheckResult::Conform)],
        evidence_on: Some(day("2026-07-15")),
    }
}

fn review() -> ReviewFact {
    ReviewFact {
        contract_id: CONTRACT,
        reviewer: OFFICER,
        reviewed_on: Some(day("2026-03-01")),
        approver: Some(HEAD),
        approved_on: Some(day("2026-03-05")),
    }
}

pub(super) fn subcontract() -> SubcontractFact {
    SubcontractFact {
        contract_id: CONTRACT,
        name: "有限会社再委託".to_owned(),
        consented_on: Some(day("2026-04-20")),
        lacks_permission: false,
        starts_on: day("2026-05-01"),
        ends_on: None,
    }
}

pub(super) fn worker(employer: &str, is_contractor: bool) -> RosterFact {
    RosterFact {
        contract_id: CONTRACT,
        listed: from("2026-04-01"),
        employer: employer.to_owned(),
        is_contractor,
        approved_on: None,
    }
}

fn regulation() -> RegulationFact {
    RegulationFact {
        id: RegulationDocumentId(1),
        title: "外部サービス利用規程".to_owned(),
        about: RegulationSubject::ExternalService,
        versions: vec![
            version(1, "2024-04-01", Some("2026-03-31")),
            version(2, "2026-04-01", None),
        ],
        reviewed_on: Vec::new(),
    }
}

pub(super) fn version(id: i64, from_on: &str, to_on: Option<&str>) -> RegulationVersionFact {
    RegulationVersionFact {
        id: RegulationVersionId(id),
        label: format!("外部サービス利用規程第{id}版"),
        in_force: Interval {
            from_on: day(from_on),
            to_on: to_on.map(day),
        },
    }
}

fn service() -> ExternalServiceFact {
    ExternalServiceFact {
        id: SERVICE,
        name: "ファイル送受信サービス".to_owned(),
        unit_id: UNIT,
        is_terms_based: true,
        class: Some(Confidentiality::C1),
        used: from("2026-05-01"),
        void_on: None,
        erased_on: None,
        exceptions: Vec::new(),
    }
}

fn approval() -> UseApprovalFact {
    UseApprovalFact {
        service_id: SERVICE,
        applicant: Some(OFFICER),
        approver: Some(HEAD),
        valid: from("2026-04-25").to(day("2027-03-31")),
        regulation_version: Some(RegulationVersionId(2)),
    }
}

fn account() -> AccountFact {
    AccountFact {
        id: SocialMediaAccountId(1),
        platform: SocialMediaServiceId(1),
        name: "見本町公式X".to_owned(),
        url: Some("https://x.example/mihon".to_owned()),
        unit_id: Some(UNIT),
        open: Some(from("2020-04-01")),
        void_on: None,
        suspended: Vec::new(),
        posted_on: vec![day("2026-09-01")],
        decided_on: Vec::new(),
        procedures: vec![(RegulationVersionId(10), from("2026-04-01"))],
        publishable: vec![PublishableFact {
            in_force: from("2026-04-01"),
            class: Confidentiality::C1,
            is_filled: true,
        }],
    }
}

pub(super) fn responsibility(
    subject: Subject,
    duty: DutyOfPerson,
    person: PersonId,
) -> ResponsibilityFact {
    ResponsibilityFact {
        subject,
        duty,
        person,
        held: from("2026-04-01"),
    }
}

fn declaration(kind: DeclarationKind) -> Declaration {
    Declaration {
        id: CompletenessDeclarationId(1),
        unit_id: UNIT,
        fiscal_year: FiscalYear(2026),
        kind,
        answer: DeclarationAnswer::AsLedger,
        difference_count: (kind == DeclarationKind::Outsourcing).then_some(0),
        difference_reason: None,
        note: None,
        declared_on: day("2026-05-15"),
        declared_by: "課長花子".to_owned(),
    }
}

fn self_inspection() -> SelfInspectionFact {
    SelfInspectionFact {
        id: SelfInspectionId(1),
        title: "令和8年度自己点検".to_owned(),
        fiscal_year: FiscalYear(2026),
        opened_on: day("2026-06-01"),
        due_on: day("2026-06-30"),
        units: vec![SelfInspectionUnitFact {
            unit_id: UNIT,
            submitted_on: Some(day("2026-06-20")),
            shortcomings: Vec::new(),
        }],
    }
}
