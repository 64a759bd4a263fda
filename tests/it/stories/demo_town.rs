//! The sheet of 見本町 as of three days, counted by hand; and what fell short outside contracts.

use domain::{
    coverage::{CoverageFilter, State},
    finding::{FindingSource, FindingSubject},
};
use entities::{finding, finding_origin};
use sea_orm::{EntityTrait, QueryFilter};
use tests::TestApp;

/// Met, caution, failed and total of a condition on a day.
async fn counts(app: &TestApp, on: &str, duty: &str, code: &str) -> [usize; 4] {
    let filter = CoverageFilter {
        on: on.to_owned(),
        ..CoverageFilter::default()
    };
    let sheet = services::coverage::judge(&app.operator(), &filter)
        .await
        .unwrap();
    let condition = sheet.duty(duty).unwrap().condition(code).unwrap();
    let counts = condition.counts();
    [counts.met, counts.caution, counts.failed, counts.total]
}

/// Two services of the demo are ended 60 days before today (on an open day: 25 September 2026), the data of
/// one of them — ファイル転送サービス「見本便」 — are erased 50 days before (7 October); the other, 職員研修受講管理
/// サービス, waits to this day (`services/src/demo/external_services.rs`: `SERVICES`, `plan`). Counted by hand:
///
/// | day | ended | erased | O6 erased: met, caution, failed, total |
/// |---|---|---|---|
/// | 24 September, before the end | none | none | 0 0 0 0 |
/// | 6 October, before the fix | two, the last day 25 September | none | 0 0 2 2 |
/// | 7 October, the day of the fix | two | 見本便 | 1 0 1 2 |
/// | 26 November, after it | two | 見本便 | 1 0 1 2 |
///
/// And what came besides: twelve days before today (13 November) Googleフォーム is found, in use for 90 days
/// without approval: it was so on each day since 28 August, although nobody knew. Ten old services are used
/// after the founding, two end on 25 September.
#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_of_three_days_is_as_counted_by_hand() {
    let app = TestApp::demo("2026-11-26").await;
    for (on, erased) in [
        ("2026-09-24", [0, 0, 0, 0]),
        ("2026-10-06", [0, 0, 2, 2]),
        ("2026-10-07", [1, 0, 1, 2]),
        ("2026-11-26", [1, 0, 1, 2]),
    ] {
        let found = counts(&app, on, "O6", "erased").await;
        assert_eq!(found, erased, "{on}");
    }
}

/// 不適合 of services and accounts, and 否 of 自己点検, are findings with a way back, on the sheet and on 今日.
#[tokio::test(flavor = "multi_thread")]
async fn what_fell_short_outside_contracts_is_a_finding() {
    let app = TestApp::demo("2026-11-26").await;
    let all = finding::Entity::find().all(&app.store.db).await.unwrap();
    let of = |kind| all.iter().filter(move |row| row.subject_kind == kind);
    let mut officer = app.signed_in("tokatsu").await;
    for (kind, source, back) in [
        (
            FindingSubject::ExternalService,
            FindingSource::Verification,
            "/verifications/subjects/external_service-",
        ),
        (
            FindingSubject::SocialMediaAccount,
            FindingSource::Verification,
            "/verifications/subjects/social_media_account-",
        ),
        (
            FindingSubject::OrganizationUnit,
            FindingSource::SelfInspection,
            "/self-inspections/",
        ),
    ] {
        let row = of(kind).next().unwrap();
        assert_eq!(row.source, source, "{kind}");
        let page = officer.visit(&format!("/findings/{}", row.id)).await;
        assert!(page.html().contains(back), "{kind}: {}", page.html());
    }
    // The page of the subject leads to it.
    let row = of(FindingSubject::ExternalService).next().unwrap();
    let page = officer
        .visit(&format!("/services/{}", row.subject_id))
        .await;
    let link = format!("/findings/{}", row.id);
    assert!(page.html().contains(&link), "{}", page.html());
    // Nothing that fell short is without a finding: the sheet says so.
    for (duty, code) in [("O6", "found"), ("O7", "found")] {
        let [met, _, failed, _] = counts(&app, "", duty, code).await;
        assert!(0 < met && failed == 0, "{duty} {code}");
    }
    let sheet = services::coverage::judge(&app.operator(), &CoverageFilter::default())
        .await
        .unwrap();
    let found = sheet.self_inspection.iter().find(|it| it.code == "found");
    assert_eq!(found.unwrap().state(), State::Met);
    let today = officer.visit("/").await;
    assert!(
        today.text().contains("改善を指示していない指摘"),
        "{}",
        today.text()
    );
    // What a unit put right by itself waits for another person.
    let reported = finding_origin::Entity::find()
        .filter(finding_origin::COLUMN.inspection_answer_id.is_not_null())
        .all(&app.store.db)
        .await
        .unwrap();
    assert!(!reported.is_empty());
    let page = officer.visit("/findings?state=reported").await;
    assert!(
        page.text().contains("一部の記録が未提出"),
        "{}",
        page.text()
    );
}
