//! How long the sheet of 第6節(8) takes from facts in memory, over the data sets M and L of the design:
//! the rule alone, without the queries. Contracts are spread over eight years; a quarter of them runs on
//! the day. The argument is a folder for the results.
#![expect(clippy::expect_used, reason = "a benchmark stops where it fails")]
#![expect(
    clippy::print_stdout,
    reason = "the result of a benchmark is what it prints"
)]

use std::{
    collections::BTreeSet,
    path::PathBuf,
    time::{Duration, Instant},
};

use chrono::{Days, NaiveDate};
use domain::{
    contract::{
        clauses::required_clauses,
        profile::{Confidentiality, Profile},
    },
    coverage::{
        CoverageFacts, CoverageScope, Interval,
        fact::{
            AccountFact, AnnexFact, CheckFact, ClauseFact, ContractFact, ExternalServiceFact,
            RegulationFact, RegulationSubject, RegulationVersionFact, ReviewFact, UnitFact,
            UseApprovalFact, VisitFact,
        },
        sheet,
    },
    fiscal_year::FiscalYear,
    id::{
        ContractId, ExternalServiceId, OrganizationUnitId, PersonId, RegulationDocumentId,
        RegulationVersionId, SocialMediaAccountId, SocialMediaServiceId,
    },
    library::{Library, LibraryFiles, SelectionRules},
    organization::OrganType,
    verification::Method,
};

const DEFAULT_FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench");
const RUNS: usize = 20;
const UNITS: i64 = 30;

fn main() {
    let rules = library().selection_rules();
    let on = NaiveDate::from_ymd_opt(2026, 9, 30).expect("a day");
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
        .map_or_else(|| PathBuf::from(DEFAULT_FOLDER), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("the output folder can be made");
    for (name, contracts, services, accounts, budget) in [
        ("coverage_m", 12_000, 1_000, 100, 150.0),
        ("coverage_l", 100_000, 5_000, 500, 800.0),
    ] {
        let facts = town(&rules, contracts, services, accounts);
        let result = measured(name, &facts, &rules, on, budget);
        println!("{result}");
        let path = folder.join(format!("{name}.json"));
        std::fs::write(path, result + "\n").expect("the result can be written");
    }
}

fn measured(
    name: &str,
    facts: &CoverageFacts,
    rules: &SelectionRules,
    on: NaiveDate,
    budget: f64,
) -> String {
    let scope = CoverageScope::town();
    let mut judged = 0;
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let sheet = std::hint::black_box(sheet(facts, rules, on, &scope));
            judged = sheet
                .duties
                .iter()
                .flat_map(|duty| &duty.conditions)
                .map(|condition| condition.judgements.len())
                .sum();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let milliseconds = |index: usize| times[index].as_secs_f64() * 1000.0;
    format!(
        "{{\"name\":\"{name}\",\"n\":{RUNS},\"median_ms\":{:.3},\"p95_ms\":{:.3},\"budget_ms\":{budget:.1},\"judged\":{judged}}}",
        milliseconds(RUNS / 2),
        milliseconds(RUNS * 95 / 100),
    )
}

fn library() -> Library {
    fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
        toml::from_str(text).expect("the delivered library can be read")
    }
    Library::from(LibraryFiles {
        clauses: parse(include_str!("../../library/clauses.toml")),
        check_items: parse(include_str!("../../library/check_items.toml")),
        settings: parse(include_str!("../../library/settings.toml")),
        forms: parse(include_str!("../../library/forms.toml")),
        policy: parse(include_str!("../../library/policy.toml")),
        contract_items: parse(include_str!("../../library/contract_items.toml")),
        guideline_items: parse(include_str!("../../library/guideline_items.toml")),
        selection: parse(include_str!("../../library/selection.toml")),
        calendar: parse(include_str!("../../library/calendar.toml")),
    })
}

fn town(rules: &SelectionRules, contracts: i64, services: i64, accounts: i64) -> CoverageFacts {
    let mut facts = CoverageFacts {
        units: (0..UNITS)
            .map(|id| UnitFact {
                id: OrganizationUnitId(id),
                name: format!("第{id}課"),
                organ: OrganType::InternalBureau,
                exists: Interval::from(day(2000, 4)),
            })
            .collect(),
        regulations: vec![RegulationFact {
            id: RegulationDocumentId(1),
            title: "外部サービス利用規程".to_owned(),
            about: RegulationSubject::ExternalService,
            versions: vec![RegulationVersionFact {
                id: RegulationVersionId(1),
                label: "第１版".to_owned(),
                in_force: Interval::from(day(2026, 4)),
            }],
            reviewed_on: Vec::new(),
        }],
        dormant_days: 180,
        ..CoverageFacts::default()
    };
    let annexes: Vec<AnnexFact> = (0..8).map(|kind| annex(rules, kind)).collect();
    for number in 0..contracts {
        contract(&mut facts, &annexes, number);
    }
    for number in 0..services {
        service(&mut facts, number);
    }
    for number in 0..accounts {
        account(&mut facts, number);
    }
    facts
}

fn day(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).expect("a day")
}

/// Eight kinds of work.
fn annex(rules: &SelectionRules, kind: usize) -> AnnexFact {
    let ticked = ["pi", "sys_ops", "remote_maint"];
    let given: BTreeSet<String> = ticked
        .iter()
        .enumerate()
        .filter(|(place, _)| kind >> place & 1 == 1)
        .map(|(_, fact)| (*fact).to_owned())
        .collect();
    let profile = Profile {
        confidentiality: Confidentiality::C3B,
        given: given.clone(),
        starts_on: day(2026, 4),
    };
    let required = required_clauses(rules, &profile).expect("known facts");
    AnnexFact {
        issued_on: day(2018, 4),
        class: Some(Confidentiality::C3B),
        given,
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

fn contract(facts: &mut CoverageFacts, annexes: &[AnnexFact], number: i64) {
    let id = ContractId(number);
    let year = 2019 + i32::try_from(number % 8).expect("a small number");
    let starts_on = day(year, 4);
    // One in eight runs for three years.
    let years = if number % 64 < 8 { 3 } else { 1 };
    let ends_on = day(year + years, 4) - Days::new(1);
    let annex = &annexes[usize::try_from(number / 8).expect("a count") % annexes.len()];
    facts.contracts.push(ContractFact {
        id,
        contract_no: format!("R{}-{number:06}", year - 2018),
        title: format!("業務第{number}号"),
        unit_id: OrganizationUnitId(number % UNITS),
        fiscal_year: FiscalYear(year),
        class: Some(Confidentiality::C3B),
        given: annex.given.clone(),
        signed_on: Some(starts_on),
        concluded_without_date: false,
        terms: vec![Interval::from(starts_on).to(ends_on)],
        void_on: None,
        annexes: vec![annex.clone()],
    });
    facts.reviews.push(ReviewFact {
        contract_id: id,
        reviewer: PersonId(1),
        reviewed_on: Some(starts_on - Days::new(30)),
        approver: Some(PersonId(2)),
        approved_on: Some(starts_on - Days::new(20)),
    });
    if number % 3 == 0 {
        facts.visits.push(VisitFact {
            contract_id: id,
            inspected_on: day(2026, 7),
            counts_from: day(2026, 7),
            method: Method::OnSite,
        });
    }
    if number % 10 == 0 {
        facts.checks.push(CheckFact {
            task: None,
            contract_id: id,
            alike: 3,
            due_on: day(2026, 8),
            results: Vec::new(),
            evidence_on: None,
        });
    }
}

fn service(facts: &mut CoverageFacts, number: i64) {
    let id = ExternalServiceId(number);
    facts.services.push(ExternalServiceFact {
        id,
        name: format!("サービス第{number}号"),
        unit_id: OrganizationUnitId(number % UNITS),
        is_terms_based: number % 4 == 0,
        class: Some(Confidentiality::C1),
        used: Interval::from(day(2026, 4)),
        void_on: None,
        erased_on: None,
        exceptions: Vec::new(),
    });
    facts.approvals.push(UseApprovalFact {
        service_id: id,
        applicant: Some(PersonId(1)),
        approver: Some(PersonId(2)),
        valid: Interval::from(day(2026, 4)),
        regulation_version: Some(RegulationVersionId(1)),
    });
}

fn account(facts: &mut CoverageFacts, number: i64) {
    facts.accounts.push(AccountFact {
        id: SocialMediaAccountId(number),
        platform: SocialMediaServiceId(number % 5),
        name: format!("アカウント第{number}号"),
        url: Some("https://sns.example/".to_owned()),
        unit_id: Some(OrganizationUnitId(number % UNITS)),
        open: Some(Interval::from(day(2020, 4))),
        void_on: None,
        suspended: Vec::new(),
        posted_on: vec![day(2026, 9)],
        decided_on: Vec::new(),
        procedures: Vec::new(),
        publishable: Vec::new(),
    });
}
