//! A session that ends while somebody types: nothing typed is lost.

use chrono::TimeDelta;
use domain::authorization::Role;
use tests::{TestApp, test_app::PASSWORD};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_comes_back_after_signing_in_again() {
    let app = TestApp::start().await;
    let mut browser = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    app.wait(TimeDelta::hours(3));
    let fields = [
        ("input[title]", "途中まで入力した業務"),
        ("input[starts_on]", "R8.4.1"),
    ];
    let answer = browser
        .post_from("/api/contract/draft", "/contracts/new", &fields)
        .await;
    assert!(
        answer.location().starts_with("/sign-in?"),
        "{}",
        answer.location()
    );
    let sign_in = browser.visit(answer.location()).await;
    assert!(
        sign_in.text().contains("入力した内容は残っています"),
        "{}",
        sign_in.text()
    );
    let (next, held) = (
        sign_in.value_of("next").unwrap(),
        sign_in.value_of("held").unwrap(),
    );
    let fields = [
        ("sign_in_name", "keiyaku"),
        ("password", PASSWORD),
        ("next", &next),
        ("held", &held),
    ];
    let page = browser.submit("/sign-in", "/sign-in", &fields).await;
    assert_eq!(
        page.value_of("input[title]").as_deref(),
        Some("途中まで入力した業務")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_person_does_not_see_what_was_typed() {
    let app = TestApp::start().await;
    let mut browser = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    app.add_person(Role::ProcurementOfficer, None, "betsujin")
        .await;
    app.wait(TimeDelta::hours(3));
    let answer = browser
        .post_from(
            "/api/contract/draft",
            "/contracts/new",
            &[("input[title]", "ひみつの業務")],
        )
        .await;
    let sign_in = browser.visit(answer.location()).await;
    let (next, held) = (
        sign_in.value_of("next").unwrap(),
        sign_in.value_of("held").unwrap(),
    );
    let fields = [
        ("sign_in_name", "betsujin"),
        ("password", PASSWORD),
        ("next", &next),
        ("held", &held),
    ];
    let page = browser.submit("/sign-in", "/sign-in", &fields).await;
    assert!(!page.html().contains("ひみつの業務"));
}
