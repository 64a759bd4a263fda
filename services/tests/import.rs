//! The sample ledgers become records: every row is taken or reported, twice is once, nothing is lost.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod town;

use std::collections::BTreeSet;

use domain::{
    authorization::{HeldRole, Role, Scope},
    id::OrganizationUnitId,
    import::LedgerKind,
};
use entities::{
    contract, contract_term, file, organization_unit, person, vendor, vendor_certification,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use services::{
    Actor, Context, ServiceError,
    audit_log::{self, Verdict},
    import::{Apply, ImportOutcome, What, run},
};
use town::Town;

const UNITS: &[u8] = include_bytes!("../../demo/組織.csv");
const STAFF: &[u8] = include_bytes!("../../demo/職員名簿.csv");
const CONTRACTS: &[u8] = include_bytes!("../../demo/委託契約台帳_令和8年度.xlsx");

const WORKBOOK: &str = "委託契約台帳_令和8年度.xlsx";
const LEDGER: &str = "委託契約台帳_令和8年度.csv";
const LATER_LEDGER: &str = "委託契約台帳_令和8年度_11月更新.csv";

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

async fn contract_called(town: &Town, title: &str) -> contract::Model {
    let found = contract::Entity::find()
        .filter(contract::COLUMN.title.eq(title))
        .one(&town.store.db)
        .await;
    found.unwrap().unwrap()
}

async fn assert_the_log_is_intact(town: &Town) {
    let verdict = audit_log::verify(&town.operator()).await.unwrap();
    assert!(matches!(verdict, Verdict::Intact(_)), "{verdict:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_of_the_workbook_is_taken_or_reported() {
    let town = town().await;
    let outcome = take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    assert_eq!(counts(&outcome), [118, 0, 0, 5]);
    // Four rows with errors, and 自動更新 where a contract needs its last day.
    assert_eq!(refused(&outcome), [45, 70, 71, 106, 125]);
    assert!(
        outcome.refused[0].reason.contains("法人番号"),
        "{}",
        outcome.refused[0].reason
    );
    assert!(
        outcome.refused[4].reason.contains("履行期間の終わり"),
        "{}",
        outcome.refused[4].reason
    );
    assert_eq!(outcome.reading.summary.records, 123);
    let db = &town.store.db;
    assert_eq!(contract::Entity::find().count(db).await.unwrap(), 118);
    assert_eq!(contract_term::Entity::find().count(db).await.unwrap(), 118);
    assert_eq!(
        file::Entity::find()
            .filter(file::COLUMN.name.eq(WORKBOOK))
            .count(db)
            .await
            .unwrap(),
        1
    );
    assert_the_log_is_intact(&town).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_carries_what_its_row_says() {
    let town = town().await;
    take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    let payroll = contract_called(&town, "人事給与システム保守業務").await;
    let facts: Vec<String> = serde_json::from_value(payroll.facts).unwrap();
    assert_eq!(
        facts,
        ["mynumber", "pi", "remote_maint", "subcontract_planned"]
    );
    assert_eq!(payroll.contract_no, "2026-0003");
    assert_eq!(
        payroll.source.as_deref(),
        Some("委託契約台帳_令和8年度.xlsx / R8委託契約 / 9行")
    );
    assert_eq!(serde_json::to_value(payroll.state).unwrap(), "concluded");
    // 未定（入札予定）: nobody has concluded it.
    let open = contract_called(&town, "公営住宅修繕受付業務").await;
    assert_eq!(
        (open.vendor_id, serde_json::to_value(open.state).unwrap()),
        (None, "drafting".into())
    );
    let copier = contract_called(&town, "複合機賃貸借及び保守業務").await;
    assert_eq!(
        (copier.fiscal_year, copier.contract_no.as_str()),
        (2026, "R8-0001")
    );
    let ended = contract_called(&town, "配食サービス業務").await;
    assert!(ended.note.unwrap().contains("取消線"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_company_is_one_vendor_with_one_certificate_of_a_kind() {
    let town = town().await;
    let outcome = take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    let vendors = vendor::Entity::find().all(&town.store.db).await.unwrap();
    let named: Vec<&vendor::Model> = vendors
        .iter()
        .filter(|vendor| vendor.name == "株式会社十勝サンプル情報")
        .collect();
    assert_eq!(named.len(), 1);
    // The same number under two names is one vendor.
    assert_eq!(
        vendors
            .iter()
            .filter(|vendor| vendor.name.starts_with("キッチン見本フ"))
            .count(),
        1
    );
    assert_eq!(outcome.vendor_candidates, []);
    let held = vendor_certification::Entity::find()
        .filter(vendor_certification::COLUMN.vendor_id.eq(named[0].id))
        .all(&town.store.db)
        .await
        .unwrap();
    let mut held: Vec<(String, String)> = held
        .into_iter()
        .map(|row| {
            (
                row.kind.code().to_owned(),
                row.expires_on.unwrap().to_string(),
            )
        })
        .collect();
    held.sort();
    let expect = [("iso27001", "2028-09-28"), ("privacy_mark", "2028-07-28")];
    assert_eq!(
        held,
        expect.map(|(kind, on)| (kind.to_owned(), on.to_owned()))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_changes_nothing() {
    let town = town().await;
    take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    let before = contract::Entity::find().all(&town.store.db).await.unwrap();
    let again = take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    assert_eq!(counts(&again), [0, 0, 118, 5]);
    assert_eq!(
        contract::Entity::find().all(&town.store.db).await.unwrap(),
        before
    );
    let units = take(
        &town,
        LedgerKind::OrganizationUnit,
        "組織.csv",
        UNITS,
        Apply::Apply,
    )
    .await;
    assert_eq!(counts(&units), [0, 0, 20, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_says_the_same_and_changes_nothing() {
    let town = town().await;
    let trial = take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::DryRun,
    )
    .await;
    assert_eq!(
        contract::Entity::find()
            .count(&town.store.db)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        vendor::Entity::find().count(&town.store.db).await.unwrap(),
        0
    );
    let done = take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    assert_eq!((trial.taken, trial.refused), (done.taken, done.refused));
}

#[tokio::test(flavor = "multi_thread")]
async fn three_weeks_later_only_what_changed_is_changed() {
    let town = town().await;
    let first = take(
        &town,
        LedgerKind::Contract,
        LEDGER,
        &sample(LEDGER),
        Apply::Apply,
    )
    .await;
    assert_eq!(
        first.vendor_candidates.len(),
        1,
        "前株 and 後株: {:?}",
        first.vendor_candidates
    );
    let later = take(
        &town,
        LedgerKind::Contract,
        LATER_LEDGER,
        &sample(LATER_LEDGER),
        Apply::Apply,
    )
    .await;
    assert_eq!(rows(&later, What::Updated), [27, 28, 51]);
    assert_eq!(rows(&later, What::Added), [15, 56]);
    assert_eq!(refused(&first).len(), refused(&later).len());
    // The row that is gone from the file stays.
    contract_called(&town, "観光情報発信業務").await;
    assert_the_log_is_intact(&town).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roster_becomes_people_with_their_units() {
    let town = town().await;
    let outcome = take(
        &town,
        LedgerKind::Staff,
        "職員名簿.csv",
        STAFF,
        Apply::Apply,
    )
    .await;
    assert_eq!(counts(&outcome), [79, 0, 0, 1]);
    assert_eq!(refused(&outcome), [81]);
    let heads = person::Entity::find()
        .filter(person::COLUMN.staff_no.eq("00104"))
        .all(&town.store.db)
        .await
        .unwrap();
    assert_eq!(heads.len(), 2, "兼務 is a record of its own");
    let again = take(
        &town,
        LedgerKind::Staff,
        "職員名簿.csv",
        STAFF,
        Apply::Apply,
    )
    .await;
    assert_eq!(counts(&again), [0, 0, 79, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_such_ledger_is_refused_in_words() {
    let town = town().await;
    for (kind, name, bytes) in [
        (LedgerKind::Contract, "職員名簿.csv", STAFF),
        (LedgerKind::Contract, "台帳.xlsx", b"%PDF-1.7".as_slice()),
    ] {
        let refused = run(&town.operator(), kind, name, bytes.to_vec(), Apply::Apply).await;
        assert!(
            matches!(&refused, Err(ServiceError::Rule(words)) if !words.is_empty()),
            "{name}: {refused:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_corrected_in_the_program_is_not_emptied_by_an_empty_cell() {
    let town = town().await;
    take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    // 機密性3: a person said which of the three it is.
    let row = contract_called(&town, "校務支援システム利用業務").await;
    assert_eq!(row.confidentiality, None);
    let id = row.id;
    let mut decided: contract::ActiveModel = row.into();
    decided.confidentiality = sea_orm::Set("C3B".parse().ok());
    contract::Entity::update(decided)
        .exec(&town.store.db)
        .await
        .unwrap();
    let again = take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    assert_eq!(counts(&again), [0, 0, 118, 5]);
    let row = contract::Entity::find_by_id(id)
        .one(&town.store.db)
        .await
        .unwrap()
        .unwrap();
    assert!(row.confidentiality.is_some());
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
async fn the_officer_of_a_unit_takes_in_its_contracts_and_no_others() {
    let town = town().await;
    let (unit, officer) = officer_of(&town, "総務課").await;
    let ledger = CONTRACTS.to_vec();
    let outcome = run(
        &officer,
        LedgerKind::Contract,
        WORKBOOK,
        ledger,
        Apply::Apply,
    )
    .await
    .unwrap();
    let taken = contract::Entity::find().all(&town.store.db).await.unwrap();
    assert!(!taken.is_empty());
    assert!(taken.iter().all(|contract| contract.unit_id == unit));
    assert_eq!(outcome.taken.len(), taken.len());
    assert_eq!(outcome.taken.len() + outcome.refused.len(), 123);
    let of_others: Vec<_> = outcome
        .refused
        .iter()
        .filter(|row| row.reason.contains("あなたが契約を担当する組織ではない"))
        .collect();
    assert!(90 < of_others.len(), "{}", of_others.len());
    assert_eq!(of_others[0].sheet.as_deref(), Some("R8委託契約"));
    // Vendors that only other units' rows name are not taken in with them.
    let vendors = vendor::Entity::find().count(&town.store.db).await.unwrap();
    assert!(vendors <= u64::try_from(taken.len()).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_officer_of_a_unit_does_not_take_over_a_contract_of_another() {
    let town = town().await;
    take(
        &town,
        LedgerKind::Contract,
        WORKBOOK,
        CONTRACTS,
        Apply::Apply,
    )
    .await;
    let (unit, officer) = officer_of(&town, "総務課").await;
    let contracts = contract::Entity::find().all(&town.store.db).await.unwrap();
    let other = contracts
        .into_iter()
        .find(|it| {
            it.unit_id != unit && it.fiscal_year == 2026 && it.starts_on.to_string() == "2026-04-01"
        })
        .unwrap();
    let ledger = format!(
        "契約番号,所管課,件名,商号又は名称,履行期間\n{},総務課,{},新しく現れた見本株式会社,R8.4.1～R9.3.31\n",
        other.contract_no, other.title
    );
    let vendors = vendor::Entity::find().count(&town.store.db).await.unwrap();
    let outcome = run(
        &officer,
        LedgerKind::Contract,
        LEDGER,
        ledger.into_bytes(),
        Apply::Apply,
    )
    .await
    .unwrap();
    assert_eq!(counts(&outcome), [0, 0, 0, 1], "{outcome:?}");
    assert!(
        outcome.refused[0]
            .reason
            .contains("あなたが担当しない組織の契約"),
        "{}",
        outcome.refused[0].reason
    );
    let after = contract::Entity::find_by_id(other.id)
        .one(&town.store.db)
        .await
        .unwrap();
    assert_eq!(after, Some(other));
    assert_eq!(
        vendor::Entity::find().count(&town.store.db).await.unwrap(),
        vendors
    );
}

const SERVICES: &str = "外部サービス利用台帳.xlsx";

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

#[tokio::test(flavor = "multi_thread")]
async fn the_services_of_a_ledger_stand_as_the_ledger_says() {
    use domain::external_service::{ServiceIssue, UseState};
    let town = staffed_town().await;
    let kind = LedgerKind::ExternalService;
    let trial = take_sample(&town, kind, SERVICES, Apply::DryRun).await;
    let db = &town.store.db;
    let count = entities::external_service::Entity::find().count(db).await;
    assert_eq!(count.unwrap(), 0);
    let outcome = take_sample(&town, kind, SERVICES, Apply::Apply).await;
    assert_eq!(counts(&outcome), [30, 0, 0, 0], "{:?}", outcome.refused);
    assert_eq!(
        (trial.taken, trial.refused),
        (outcome.taken, outcome.refused)
    );
    let office = town.operator();
    for (number, state, issue) in [
        ("外01", UseState::InUse, None),
        (
            "外04",
            UseState::InUse,
            Some(ServiceIssue::TermsBasedWithClass2),
        ),
        ("外05", UseState::Expired, Some(ServiceIssue::Expired)),
        (
            "外18",
            UseState::Unapplied,
            Some(ServiceIssue::InUseWithoutApproval),
        ),
        (
            "外18",
            UseState::Unapplied,
            Some(ServiceIssue::TermsBasedWithClass2),
        ),
        ("外19", UseState::Expired, Some(ServiceIssue::Expired)),
        ("外27", UseState::Applied, Some(ServiceIssue::Waiting)),
        (
            "外30",
            UseState::Ending,
            Some(ServiceIssue::ErasureNotConfirmed),
        ),
    ] {
        let row = entities::external_service::Entity::find()
            .filter(entities::external_service::COLUMN.service_no.eq(number))
            .one(db)
            .await
            .unwrap()
            .unwrap();
        let id = domain::id::ExternalServiceId(row.id);
        let detail = services::external_service::load(&office, id).await.unwrap();
        assert_eq!(detail.state, state, "{number}");
        if let Some(issue) = issue {
            assert!(
                detail.issues.contains(&issue),
                "{number}: {:?}",
                detail.issues
            );
        }
    }
    let again = take_sample(&town, kind, SERVICES, Apply::Apply).await;
    assert_eq!(counts(&again), [0, 0, 30, 0], "{:?}", again.refused);
    assert_the_log_is_intact(&town).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_manager_a_ledger_names_is_responsible_where_the_roster_settles_who_it_is() {
    use entities::responsibility;
    let town = staffed_town().await;
    take_sample(&town, LedgerKind::ExternalService, SERVICES, Apply::Apply).await;
    let db = &town.store.db;
    let owner = async |number: &str| {
        let row = entities::external_service::Entity::find()
            .filter(entities::external_service::COLUMN.service_no.eq(number))
            .one(db)
            .await
            .unwrap()
            .unwrap();
        let line = responsibility::Entity::find()
            .filter(
                responsibility::COLUMN
                    .subject_kind
                    .eq(domain::responsibility::SubjectKind::ExternalService),
            )
            .filter(responsibility::COLUMN.subject_id.eq(row.id))
            .one(db)
            .await
            .unwrap()?;
        let person = person::Entity::find_by_id(line.person_id).one(db).await;
        Some(person.unwrap().unwrap().staff_no)
    };
    // By title, by name, two of one name, nobody, not in use yet, ended.
    assert_eq!(owner("外01").await.as_deref(), Some("00108"));
    assert_eq!(owner("外05").await.as_deref(), Some("00111"));
    assert_eq!(owner("外12").await, None);
    assert_eq!(owner("外08").await, None);
    assert_eq!(owner("外27").await, None);
    assert_eq!(owner("外30").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_ledger_of_services_changes_what_it_corrects() {
    let town = staffed_town().await;
    let kind = LedgerKind::ExternalService;
    let head = "管理番号,所管課,サービス名,提供事業者,区分,契約形態,有料・無料,利用目的,取扱情報,機密性,個人情報,接続系統,データ所在,準拠法,申請日,承認日,承認番号,有効期限,状態\n";
    let row = |class: &str, until: &str| {
        format!(
            "{head}外1,総務課,見本ノート,㈱見本クラウド,SaaS,個別,有料,記録,議事録,{class},無,LGWAN,国内,日本法,R8.3.2,R8.3.18,情1,{until},利用中\n"
        )
    };
    let ledger =
        async |text: String| take(&town, kind, "台帳.csv", text.as_bytes(), Apply::Apply).await;
    assert_eq!(counts(&ledger(row("1", "R9.3.31")).await), [1, 0, 0, 0]);
    assert_eq!(counts(&ledger(row("1", "R9.3.31")).await), [0, 0, 1, 0]);
    assert_eq!(
        counts(&ledger(row("", "")).await),
        [0, 1, 0, 0],
        "an approval without end"
    );
    assert_eq!(counts(&ledger(row("2", "")).await), [0, 1, 0, 0]);
    let profiles = entities::external_service_profile::Entity::find()
        .all(&town.store.db)
        .await
        .unwrap();
    assert_eq!(profiles.len(), 2, "what it was before stays");
    let missing = ledger(row("", "").replace("外1,", "外2,")).await;
    assert_eq!(counts(&missing), [0, 0, 0, 1]);
    assert!(
        missing.refused[0].reason.contains("機密性"),
        "{:?}",
        missing.refused
    );
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

const ACCOUNTS: &str = "SNSアカウント台帳.csv";

async fn account(town: &Town, handle: &str) -> domain::social_media::summary::AccountDetail {
    let row = entities::social_media_account::Entity::find()
        .filter(entities::social_media_account::COLUMN.handle.eq(handle))
        .one(&town.store.db)
        .await
        .unwrap()
        .unwrap();
    let id = domain::id::SocialMediaAccountId(row.id);
    services::social_media::load(&town.operator(), id)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_of_a_ledger_stand_as_the_ledger_says() {
    use domain::social_media::{AccountState, Answer, ObservationKind, Ownership};
    let town = staffed_town().await;
    let kind = LedgerKind::SocialMediaAccount;
    let trial = take_sample(&town, kind, ACCOUNTS, Apply::DryRun).await;
    let db = &town.store.db;
    let count = entities::social_media_account::Entity::find()
        .count(db)
        .await;
    assert_eq!(count.unwrap(), 0, "a trial saves nothing");
    let outcome = take_sample(&town, kind, ACCOUNTS, Apply::Apply).await;
    assert_eq!(counts(&outcome), [15, 0, 0, 0], "{:?}", outcome.refused);
    assert_eq!(trial.refused, outcome.refused);
    let platforms = entities::social_media_service::Entity::find()
        .count(db)
        .await;
    assert_eq!(platforms.unwrap(), 5, "each platform once");
    let line = account(&town, "mihoncho-sample").await;
    assert_eq!(line.account.state, AccountState::Open);
    assert_eq!(line.account.ownership, Ownership::Town);
    let seen = |kind| {
        let mut seen = line.facts.observations.iter();
        seen.find(|it| it.kind == kind).cloned().unwrap()
    };
    assert_eq!(seen(ObservationKind::Mfa).answer, Answer::Yes);
    assert_eq!(
        seen(ObservationKind::Post).posted_on,
        Some("2026-11-20".parse().unwrap())
    );
    let opened = line.facts.history.existence().unwrap().from_on;
    assert_eq!(opened, "2020-07-01".parse().unwrap());
    let dormant = account(&town, "mihon_natsu_sample").await;
    assert_eq!(dormant.account.state, AccountState::Suspended);
    let closing = account(&town, "mihon.hospital.sample").await;
    assert_eq!(closing.account.state, AccountState::Closing);
    let affiliated = account(&town, "tokachino_kanko_sample").await;
    assert_eq!(
        affiliated.account.body.as_deref(),
        Some("とかち野見本観光協会")
    );
    let again = take_sample(&town, kind, ACCOUNTS, Apply::Apply).await;
    assert_eq!(counts(&again), [0, 0, 15, 0], "{:?}", again.refused);
    assert_the_log_is_intact(&town).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_ledger_of_accounts_changes_what_it_corrects_and_closes_none() {
    use domain::social_media::{AccountState, ObservationKind};
    let town = staffed_town().await;
    let kind = LedgerKind::SocialMediaAccount;
    let ledger = async |rows: &str| {
        let text = format!(
            "No.,サービス名,アカウント名,ID,URL,所管課,区分,目的,発信内容,二段階認証,登録メール,開設日,最終投稿日,状態\n{rows}"
        );
        take(&town, kind, "台帳.csv", text.as_bytes(), Apply::Apply).await
    };
    let row = |post: &str, state: &str| {
        format!(
            "1,旧Twitter,見本町,＠mihon,mihon.example,総務課,町,広報,お知らせ,無,不明,H25.4.1,{post},{state}\n"
        )
    };
    let first = ledger(&row("R8.9.1", "運用中")).await;
    assert_eq!(counts(&first), [1, 0, 0, 0], "{:?}", first.refused);
    assert_eq!(
        counts(&ledger(&row("R8.9.1", "運用中")).await),
        [0, 0, 1, 0]
    );
    assert_eq!(counts(&ledger(&row("R8.11.2", "")).await), [0, 1, 0, 0]);
    let ended = ledger(&row("R8.11.2", "廃止")).await;
    assert_eq!(counts(&ended), [0, 1, 0, 0], "{:?}", ended.refused);
    assert_eq!(ended.taken[0].kept, ["状態"]);
    let account = account(&town, "mihon").await;
    assert_eq!(account.account.state, AccountState::Closing);
    assert_eq!(account.account.url, None, "no address becomes a link");
    let note = account.account.note.unwrap();
    assert!(note.contains("URL：mihon.example"), "{note}");
    let posts = account.facts.observations.iter();
    assert_eq!(
        posts.filter(|it| it.kind == ObservationKind::Post).count(),
        2
    );
    let twice = ledger(&(row("", "運用中") + &row("", "運用中").replace("1,旧", "2,旧"))).await;
    assert_eq!(twice.refused.len(), 1);
    let unknown = ledger(&row("", "運用中").replace("旧Twitter", "ミクシィ")).await;
    assert_eq!(unknown.refused.len(), 1, "{:?}", unknown.taken);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_vendors_is_found_again_by_number_or_name() {
    let town = town().await;
    let ledger = async |rows: &str| {
        let text = format!(
            "No.,商号又は名称,フリガナ,法人番号,登録番号,代表者職氏名,所在地,電話,認証,有効期限,備考\n{rows}"
        );
        take(
            &town,
            LedgerKind::Vendor,
            "委託先台帳.csv",
            text.as_bytes(),
            Apply::Apply,
        )
        .await
    };
    let first = ledger(
        "1,㈱十勝サンプル情報,トカチサンプルジョウホウ,8990000000001,T8990000000001,代表取締役　森下　健一,帯広市1-1,0155-00-0001,ISO27001,R10.3.31,\n\
         2,（有）サンプル印刷,さんぷるいんさつ,,,,見本町2,,,,\n\
         3,サンプル企画（個人）,,,T4990000000120,佐々木　玲,,,,,\n\
         4,㈱打ち間違い,,1990000000001,,,,,,,\n",
    )
    .await;
    assert_eq!(counts(&first), [4, 0, 0, 0], "{:?}", first.refused);
    let again = ledger(
        "1,株式会社 十勝サンプル情報,,８９９０００００００００１,,,帯広市9-9,,ISO27001,R10.3.31,\n\
         2,有限会社サンプル印刷,,,,,,,,,\n",
    )
    .await;
    assert_eq!(counts(&again), [0, 1, 1, 0], "{:?}", again.refused);
    let rows = vendor::Entity::find().all(&town.store.db).await.unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0].address.as_deref(), Some("帯広市9-9"));
    assert_eq!(rows[0].phone.as_deref(), Some("0155-00-0001"));
    assert_eq!(rows[1].kana.as_deref(), Some("サンプルインサツ"));
    assert_eq!(rows[3].corporate_number, None, "a wrong number is not kept");
    assert_the_log_is_intact(&town).await;
}
