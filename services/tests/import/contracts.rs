//! 委託契約台帳: the workbook and the CSV of the sample town.

use domain::import::LedgerKind;
use entities::{contract, contract_term, file, vendor, vendor_certification};
use sea_orm::{EntityTrait, PaginatorTrait, QueryFilter};
use services::{
    ServiceError,
    import::{Apply, What, run},
};

use crate::{
    CONTRACTS, LATER_LEDGER, LEDGER, STAFF, UNITS, WORKBOOK, assert_the_log_is_intact, counts,
    officer_of, refused, rows, sample, take, town, town::Town,
};

async fn contract_called(town: &Town, title: &str) -> contract::Model {
    let found = contract::Entity::find()
        .filter(contract::COLUMN.title.eq(title))
        .one(&town.store.db)
        .await;
    found.unwrap().unwrap()
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
