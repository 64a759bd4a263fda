//! Read by those it concerns, and looked at again when its time comes.

use chrono::TimeDelta;
use domain::authorization::Role;
use tests::TestApp;

use super::{again, approve, draft, in_force, people, says, upload};

#[tokio::test(flavor = "multi_thread")]
async fn those_it_concerns_say_that_they_read_it_and_a_new_version_asks_again() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office) = people(&app).await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.unit), "keiyaku")
        .await;
    in_force(&mut head, &mut office, &unit, "internal").await;
    says(
        &officer.visit("/documents/1").await,
        "対象者が決まっていません",
    );
    let read = |version: &'static str| [("id", "1"), ("version", version)];
    let path = "/api/regulation/acknowledge";
    says(
        &officer.submit(path, "/documents/1", &read("1")).await,
        "対象者ではない",
    );
    let audience = [
        ("id", "1"),
        ("revision", "4"),
        ("input[audience]", "unit"),
        ("input[unit_id]", unit.as_str()),
        ("input[person_id]", ""),
    ];
    let add = "/api/regulation/add-audience";
    let page = head.submit(add, "/documents/1", &audience).await;
    says(
        &page,
        "対象者2人のうち、0人が読みました。2人が読んでいません。",
    );
    let mut twice = audience;
    twice[1] = ("revision", "5");
    says(
        &head.submit(add, "/documents/1", &twice).await,
        "すでに対象者に入っています",
    );

    says(&officer.visit("/").await, "読んでいない規程・手順");
    let page = officer.submit(path, "/documents/1", &read("1")).await;
    says(&page, "「読んだ」と記録しました");
    says(&page, "対象者2人のうち、1人が読みました");
    let text = officer.visit("/").await.text();
    assert!(!text.contains("読んでいない規程・手順"), "{text}");
    says(
        &office.submit(path, "/documents/1", &read("1")).await,
        "対象者ではない",
    );

    // What went round on paper is recorded by those who keep the document.
    let person = domain::id::PersonId(1).to_string();
    let readings = |person: &str, on: &str| {
        vec![
            ("id".to_owned(), "1".to_owned()),
            ("revision".to_owned(), "5".to_owned()),
            ("input[people][]".to_owned(), person.to_owned()),
            ("input[read_on]".to_owned(), on.to_owned()),
        ]
    };
    for (fields, words) in [
        (readings("999", "R8.4.1"), "現在使えません"),
        (readings(&person, "R8.3.1"), "制定・改正日"),
        (readings(&person, "R8.4.2"), "今日より後"),
        (
            readings(&person, "R8.4.1"),
            "対象者2人のうち、2人が読みました",
        ),
    ] {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let record = "/api/regulation/readings";
        says(&head.submit(record, "/documents/1", &fields).await, words);
    }

    // A new version asks everybody again.
    says(&draft(&mut head, "6", "R8.4.2", "").await, "起案しました");
    upload(&mut head, "2", "7", "手順.txt", b"new").await;
    says(
        &approve(&mut office, "2", "8", "").await,
        "版を承認しました",
    );
    app.wait(TimeDelta::days(1));
    let mut officer = again(&app, "keiyaku").await;
    says(&officer.visit("/").await, "読んでいない規程・手順");
    says(
        &officer.visit("/documents/1").await,
        "対象者2人のうち、0人が読みました",
    );
    says(
        &officer.submit(path, "/documents/1", &read("1")).await,
        "施行中ではない",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_asked_for_and_recorded() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office) = people(&app).await;
    in_force(&mut head, &mut office, &unit, "internal").await;
    app.wait(TimeDelta::days(366));
    let mut head = again(&app, "shozoku").await;
    says(&head.visit("/").await, "見直しの時期の規程・手順");
    says(
        &head.visit("/documents?state=review").await,
        "見直し期限超過",
    );
    says(
        &head.visit("/documents/1").await,
        "見直しの期限を過ぎています",
    );
    let review = |next: &'static str| {
        [
            ("id", "1"),
            ("revision", "4"),
            ("input[outcome]", "unchanged"),
            ("input[next_review_on]", next),
            ("input[note]", "改める点なし"),
        ]
    };
    let path = "/api/regulation/review";
    says(
        &head.submit(path, "/documents/1", &review("R9.4.1")).await,
        "明日以後",
    );
    let page = head.submit(path, "/documents/1", &review("R10.4.1")).await;
    says(&page, "見直しを記録しました");
    says(&page, "改正の必要なし");
    let text = head.visit("/").await.text();
    assert!(!text.contains("見直しの時期の規程・手順"), "{text}");
}
