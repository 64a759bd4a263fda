//! Signing in: who gets in, who does not, and what a stranger sees.

use chrono::TimeDelta;
use domain::authorization::Role;
use tests::{TestApp, test_app::PASSWORD};

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_sent_to_the_sign_in_page_and_comes_back() {
    let app = TestApp::start().await;
    app.add_person(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut browser = app.visitor();
    let answer = browser.get("/contracts").await;
    assert_eq!(answer.location(), "/sign-in?next=%2Fcontracts");
    let fields = [
        ("sign_in_name", "keiyaku"),
        ("password", PASSWORD),
        ("next", "/contracts"),
    ];
    let page = browser.submit("/sign-in", "/sign-in", &fields).await;
    assert!(page.text().contains("契約を起案"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_name_are_refused_in_the_same_words() {
    let app = TestApp::start().await;
    app.add_person(Role::Auditor, None, "kansa").await;
    for (name, password) in [("kansa", "wrong-password-0"), ("nobody", PASSWORD)] {
        let mut browser = app.visitor();
        let page = browser
            .submit(
                "/sign-in",
                "/sign-in",
                &[("sign_in_name", name), ("password", password)],
            )
            .await;
        assert!(
            page.text().contains("サインイン名又はパスワードが違います"),
            "{}",
            page.text()
        );
        assert!(!page.html().contains(password));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    app.add_person(Role::Auditor, None, "kansa").await;
    for _ in 0..10 {
        let refused = services::sign_in::sign_in(&app.store, "kansa", "wrong-password-0").await;
        assert!(refused.is_err());
    }
    let locked = services::sign_in::sign_in(&app.store, "kansa", PASSWORD)
        .await
        .unwrap_err();
    assert!(
        locked.to_string().contains("サインインを止めています"),
        "{locked}"
    );
    app.wait(TimeDelta::minutes(16));
    assert!(
        services::sign_in::sign_in(&app.store, "kansa", PASSWORD)
            .await
            .is_ok()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_gets_a_new_id_at_sign_in_and_the_cookie_is_not_for_scripts() {
    let app = TestApp::start().await;
    app.add_person(Role::Auditor, None, "kansa").await;
    let mut browser = app.visitor();
    let answer = browser
        .post(
            "/sign-in",
            &[("sign_in_name", "kansa"), ("password", PASSWORD)],
        )
        .await;
    let cookie = answer
        .headers
        .get("set-cookie")
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let app = TestApp::start().await;
    app.add_person(Role::Auditor, None, "kansa").await;
    for next in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
    ] {
        let mut browser = app.visitor();
        let fields = [
            ("sign_in_name", "kansa"),
            ("password", PASSWORD),
            ("next", next),
        ];
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(answer.location(), "/", "{next}");
    }
}
