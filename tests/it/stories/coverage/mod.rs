//! 第6節(8) 遵守状況: the sheet of a day is that of the day; a failing sentence leads to its evidence; what
//! units declare counts; the number of statements does not depend on the number of records.

mod town;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use chrono::{NaiveDate, TimeDelta};
use domain::{
    authorization::Role,
    contract::{AmountKind, DocumentKind},
    coverage::{CoverageFilter, State},
};
use entities::{contract, verification_evidence, verification_task};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, IntoActiveModel, QueryFilter,
};
use tests::TestApp;

use town::{checked, concluded, issue, midnight, stored_file, town};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

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

/// Before, at and after the fix, counted by hand.
#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_of_three_days_shows_what_was_so_on_each() {
    let (app, ..) = town().await;
    for (on, annex, checks, visits) in [
        // No contract runs yet.
        ("2026-03-31", [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]),
        // Neither has an annex; the check of 15 June is overdue.
        ("2026-06-30", [0, 0, 2, 2], [1, 0, 1, 2], [0, 2, 0, 2]),
        // The first annex is issued that day.
        ("2026-07-01", [1, 0, 1, 2], [1, 0, 1, 2], [0, 2, 0, 2]),
        // The check is done, on site.
        ("2026-08-10", [1, 0, 1, 2], [2, 0, 0, 2], [1, 1, 0, 2]),
        // The check of the other contract is overdue by now.
        ("2026-09-30", [1, 0, 1, 2], [1, 0, 1, 2], [1, 1, 0, 2]),
    ] {
        assert_eq!(counts(&app, on, "O2", "annex").await, annex, "{on}");
        assert_eq!(counts(&app, on, "O3", "checked").await, checks, "{on}");
        assert_eq!(counts(&app, on, "O3", "inspected").await, visits, "{on}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_conforms_without_evidence_is_yellow_until_there_is_some() {
    let (app, [first, _], _) = town().await;
    let proved = ["2026-08-09", "2026-08-10"];
    assert_eq!(counts(&app, proved[0], "O3", "proved").await, [2, 0, 0, 2]);
    assert_eq!(counts(&app, proved[1], "O3", "proved").await, [1, 1, 0, 2]);
    let task = verification_task::Entity::find()
        .filter(verification_task::COLUMN.contract_id.eq(first))
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    let evidence = verification_evidence::ActiveModel {
        id: NotSet,
        task_id: Set(task.id),
        file_id: Set(stored_file(&app).await),
        attached_at: Set(midnight("2026-08-20")),
    };
    verification_evidence::Entity::insert(evidence)
        .exec_without_returning(&app.store.db)
        .await
        .unwrap();
    assert_eq!(
        counts(&app, "2026-08-19", "O3", "proved").await,
        [1, 1, 0, 2]
    );
    assert_eq!(
        counts(&app, "2026-08-20", "O3", "proved").await,
        [2, 0, 0, 2]
    );
}

/// A contract that is taken out of use later still counts on the days before.
#[tokio::test(flavor = "multi_thread")]
async fn a_later_change_does_not_reach_back() {
    let (app, [_, second], _) = town().await;
    let officer = app
        .add_person(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let actor = services::sign_in::actor(&app.store, officer)
        .await
        .unwrap()
        .unwrap();
    let ctx = app.store.acting(actor);
    let id = domain::id::ContractId(second);
    services::contract::void(&ctx, id, 1, "二重に登録したため")
        .await
        .unwrap();
    assert_eq!(
        counts(&app, "2026-09-29", "O2", "annex").await,
        [1, 0, 1, 2]
    );
    assert_eq!(
        counts(&app, "2026-09-30", "O2", "annex").await,
        [1, 0, 0, 1]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_goes_from_a_failing_sentence_to_the_record() {
    let (app, [_, second], _) = town().await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let page = auditor.visit("/coverage").await;
    assert_eq!(page.status, http::StatusCode::OK);
    let text = page.text();
    for words in [
        "業務委託を行う場合には、委託事業者を選定し",
        "契約済みだが、特記事項を発行していない",
        "不適合",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let evidence = "/coverage/evidence/O2/annex";
    assert!(page.html().contains(evidence), "{}", page.html());
    let page = auditor.visit(evidence).await;
    assert!(
        page.text().contains("R8-0002 業務R8-0002"),
        "{}",
        page.text()
    );
    let record = format!("/contracts/{second}/annex");
    assert!(page.html().contains(&record), "{}", page.html());
    let page = auditor.visit(&record).await;
    assert!(page.text().contains("業務R8-0002"), "{}", page.text());
    // As of a past day, in the spelling of a person.
    let past = auditor
        .visit("/coverage?on=%E4%BB%A4%E5%92%8C8%E5%B9%B46%E6%9C%8830%E6%97%A5")
        .await;
    assert!(
        past.text().contains("令和8年6月30日 現在"),
        "{}",
        past.text()
    );
    let future = auditor.visit("/coverage?on=2027-01-01").await;
    assert!(
        future.text().contains("今日より後の日は指定できません"),
        "{}",
        future.text()
    );
    let matrix = auditor.visit("/coverage/items").await;
    assert!(matrix.text().contains("K13"), "{}", matrix.text());
    assert!(matrix.text().contains("特記事項なし"), "{}", matrix.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_and_the_workbook_are_files_of_the_day() {
    let (app, ..) = town().await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let pdf = auditor.get("/coverage/report.pdf?on=2026-06-30").await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-"));
    let xlsx = auditor.get("/coverage/figures.xlsx?on=2026-06-30").await;
    assert_eq!(xlsx.status, http::StatusCode::OK);
    assert!(xlsx.body.starts_with(b"PK"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_declares_for_the_own_unit_and_for_no_other() {
    let (app, ..) = town().await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let (own, other) = (app.unit.to_string(), app.other_unit.to_string());
    let form = |unit: &str| format!("/coverage/declarations/{unit}/outsourcing");
    let declaration = |unit: &str, answer: &str, count: &str| {
        [
            ("unit", unit.to_owned()),
            ("kind", "outsourcing".to_owned()),
            ("input[answer]", answer.to_owned()),
            ("input[difference_count]", count.to_owned()),
        ]
    };
    let send = |fields: &[(&'static str, String); 4]| {
        fields
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(&app, "", "O0a", "declared").await, [0, 0, 2, 2]);
    let wrong = send(&declaration(&own, "as_ledger", "2"));
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = head
        .submit("/api/coverage/declare", &form(&own), &wrong)
        .await;
    assert!(
        page.text().contains("理由を入力してください"),
        "{}",
        page.text()
    );
    assert_eq!(
        page.value_of("input[difference_count]").as_deref(),
        Some("2")
    );
    let right = send(&declaration(&own, "as_ledger", "0"));
    let right: Vec<(&str, &str)> = right.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = head
        .submit("/api/coverage/declare", &form(&own), &right)
        .await;
    assert!(page.text().contains("申告しました"), "{}", page.text());
    assert_eq!(counts(&app, "", "O0a", "declared").await, [1, 0, 1, 2]);
    // What was declared today was not declared yesterday.
    assert_eq!(
        counts(&app, "2026-09-29", "O0a", "declared").await,
        [0, 0, 2, 2]
    );
    let refused = send(&declaration(&other, "nothing", "0"));
    let refused: Vec<(&str, &str)> = refused.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = head
        .submit("/api/coverage/declare", &form(&other), &refused)
        .await;
    assert!(page.text().contains("権限がありません"), "{}", page.text());
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let page = auditor
        .submit("/api/coverage/declare", &form(&own), &right)
        .await;
    assert!(page.text().contains("権限がありません"), "{}", page.text());
    assert_eq!(counts(&app, "", "O0a", "declared").await, [1, 0, 1, 2]);
    // The head's own sheet shows the own unit alone.
    let page = head.visit("/coverage/evidence/O2/annex").await;
    assert!(page.text().contains("R8-0001") && !page.text().contains("R8-0002"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_the_sheet_without_signing_in_and_unknown_conditions_are_not_found() {
    let (app, ..) = town().await;
    let mut visitor = app.visitor();
    for path in [
        "/coverage",
        "/coverage/items",
        "/coverage/declarations",
        "/coverage/evidence/O2/annex",
        "/self-inspections",
    ] {
        let answer = visitor.get(path).await;
        assert!(answer.status.is_redirection(), "{path} {}", answer.status);
        assert!(answer.location().contains("/sign-in"), "{path}");
    }
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    for path in [
        "/coverage/evidence/O2/nothing",
        "/coverage/evidence/O99/annex",
    ] {
        let answer = auditor.visit(path).await;
        assert_eq!(answer.status, http::StatusCode::NOT_FOUND, "{path}");
    }
    let answer = auditor
        .visit(&format!("/coverage/declarations/{}/outsourcing", app.unit))
        .await;
    assert_eq!(answer.status, http::StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_statements_does_not_grow_with_the_ledger() {
    let app = TestApp::start().await;
    let person = app
        .add_person(Role::SecurityOffice, None, "tokatsu")
        .await
        .0;
    app.wait(TimeDelta::days(100));
    let mut statements = Vec::new();
    let mut made = 0;
    for size in [10, 200] {
        while made < size {
            made += 1;
            let id = concluded(&app, &format!("R8-{made:04}"), app.unit).await;
            issue(&app, id, "2026-04-01", person).await;
            checked(
                &app,
                id,
                "2026-05-01",
                (made % 2 == 0).then_some("2026-05-01"),
                person,
            )
            .await;
        }
        let filters = ["", "2026-06-01"].map(|on| CoverageFilter {
            on: on.to_owned(),
            ..CoverageFilter::default()
        });
        // What is kept until the ledger changes is found before the statements are counted.
        let warm = app.store.acting(services::Actor::operator());
        for filter in &filters {
            services::coverage::judge(&warm, filter).await.unwrap();
        }
        let mut store = app.store.clone();
        let count = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&count);
        store.db.set_metric_callback(move |_| {
            seen.fetch_add(1, Ordering::SeqCst);
        });
        let ctx = store.acting(services::Actor::operator());
        for filter in &filters {
            let sheet = services::coverage::judge(&ctx, filter).await.unwrap();
            let state = sheet
                .duty("O2")
                .unwrap()
                .condition("annex")
                .unwrap()
                .state();
            assert_eq!(state, State::Met);
        }
        statements.push(count.load(Ordering::SeqCst));
    }
    assert!(0 < statements[0]);
    assert_eq!(statements[0], statements[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn contracts_overwritten_later_are_shown_as_they_stood() {
    let (app, [first, _], _) = town().await;
    let row = contract::Entity::find_by_id(first)
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        row.clone().into_active_model().title,
        sea_orm::ActiveValue::Unchanged("業務R8-0001".to_owned())
    );
    let officer = app
        .add_person(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let actor = services::sign_in::actor(&app.store, officer)
        .await
        .unwrap()
        .unwrap();
    let ctx = app.store.acting(actor);
    let party = domain::contract::input::PartyDraft {
        title: "改めた件名".to_owned(),
        unit_id: app.unit,
        vendor_id: None,
        vendor_branch: None,
        contract_no: None,
        procurement_method: None,
        document_kind: DocumentKind::ContractDocument,
        starts_on: day("2026-04-01"),
        ends_on: day("2027-03-31"),
        amount_yen: None,
        amount_kind: AmountKind::Unknown,
        prior_notice_on: None,
        note: None,
    };
    services::contract::save_party(&ctx, domain::id::ContractId(first), 1, party)
        .await
        .unwrap();
    for (on, title) in [("2026-09-29", "業務R8-0001"), ("", "改めた件名")] {
        let filter = CoverageFilter {
            on: on.to_owned(),
            ..CoverageFilter::default()
        };
        let evidence = services::coverage::evidence(&app.operator(), &filter, "O2", "annex", 1)
            .await
            .unwrap();
        let names: Vec<&str> = evidence
            .condition
            .lines
            .iter()
            .map(|line| line.name.as_str())
            .collect();
        assert!(names.iter().any(|name| name.contains(title)), "{names:?}");
    }
}
