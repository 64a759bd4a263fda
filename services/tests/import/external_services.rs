//! 外部サービス利用台帳.

use domain::import::LedgerKind;
use entities::person;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use services::import::Apply;

use crate::{SERVICES, assert_the_log_is_intact, counts, staffed_town, take, take_sample};

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
