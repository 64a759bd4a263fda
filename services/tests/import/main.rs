//! The sample ledgers become records: every row is taken or reported, twice is once, nothing is lost.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod accounts;
mod contracts;
mod external_services;
mod roster;
#[path = "../town/mod.rs"]
mod town;
mod vendors;

use std::collections::BTreeSet;

use domain::{
    authorization::{HeldRole, Role, Scope},
    id::OrganizationUnitId,
    import::LedgerKind,
};
use entities::organization_unit;
use sea_orm::{EntityTrait, QueryFilter};
use services::{
    Actor, Context, ServiceError,
    audit_log::{self, Verdict},
    import::{Apply, ImportOutcome, What, run},
};
use town::Town;

const UNITS: &[u8] = include_bytes!("../../../demo/組織.csv");
const STAFF: &[u8] = include_bytes!("../../../demo/職員名簿.csv");
const CONTRACTS: &[u8] = include_bytes!("../../../demo/委託契約台帳_令和8年度.xlsx");

const WORKBOOK: &str = "委託契約台帳_令和8年度.xlsx";
const LEDGER: &str = "委託契約台帳_令和8年度.csv";
const LATER_LEDGER: &str = "委託契約台帳_令和8年度_11月更新.csv";
const SERVICES: &str = "外部サービス利用台帳.xlsx";
const ACCOUNTS: &str = "SNSアカウント台帳.csv";

async fn town() -> Town {
    let town = Town::on("2026-11-22").await;
    take(
        &town,
        LedgerKind::OrganizationUnit,
        "組織.csv",
        UNITS,
        Apply::Apply,
    )
    .await;
    town
}

async fn take(
    town: &Town,
    kind: LedgerKind,
    name: &str,
    bytes: &[u8],
    mode: Apply,
) -> ImportOutcome {
    run(&town.operator(), kind, name, bytes.to_vec(), mode)
        .await
        .unwrap()
}

/// A sample of the reader's own tests.
fn sample(name: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/ledgers");
    std::fs::read(std::path::Path::new(path).join(name)).unwrap()
}

fn counts(outcome: &ImportOutcome) -> [usize; 4] {
    let count = |what| outcome.count(what);
    [
        count(What::Added),
        count(What::Updated),
        count(What::Unchanged),
        outcome.refused.len(),
    ]
}

fn refused(outcome: &ImportOutcome) -> Vec<u32> {
    outcome.refused.iter().map(|row| row.row).collect()
}

fn rows(outcome: &ImportOutcome, what: What) -> Vec<u32> {
    outcome
        .taken
        .iter()
        .filter(|row| row.what == what)
        .map(|row| row.row)
        .collect()
}

async fn assert_the_log_is_intact(town: &Town) {
    let verdict = audit_log::verify(&town.operator()).await.unwrap();
    assert!(matches!(verdict, Verdict::Intact(_)), "{verdict:?}");
}

/// A town with its units and its staff.
async fn staffed_town() -> Town {
    let town = town().await;
    take(
        &town,
        LedgerKind::Staff,
        "職員名簿.csv",
        STAFF,
        Apply::Apply,
    )
    .await;
    town
}

async fn take_sample(town: &Town, kind: LedgerKind, name: &str, mode: Apply) -> ImportOutcome {
    take(town, kind, name, &sample(name), mode).await
}

/// The unit, and somebody who keeps its contracts and no others.
async fn officer_of(town: &Town, name: &str) -> (i64, Context) {
    let unit = organization_unit::Entity::find()
        .filter(organization_unit::COLUMN.name.eq(name))
        .one(&town.store.db)
        .await
        .unwrap()
        .unwrap()
        .id;
    let held = HeldRole {
        role: Role::ProcurementOfficer,
        scope: Scope::Units(BTreeSet::from([OrganizationUnitId(unit)])),
    };
    let actor = Actor {
        person_id: None,
        name: format!("{name}の契約担当"),
        roles: vec![held],
    };
    (unit, town.store.acting(actor))
}

#[tokio::test(flavor = "multi_thread")]
async fn ledgers_of_services_and_accounts_are_taken_in_by_those_who_keep_them() {
    let town = staffed_town().await;
    let (_, officer) = officer_of(&town, "企画財政課").await;
    for (kind, name) in [
        (LedgerKind::ExternalService, SERVICES),
        (LedgerKind::SocialMediaAccount, ACCOUNTS),
    ] {
        let refused = run(&officer, kind, name, sample(name), Apply::Apply).await;
        assert!(
            matches!(refused, Err(ServiceError::Forbidden { .. })),
            "{name}"
        );
    }
}
