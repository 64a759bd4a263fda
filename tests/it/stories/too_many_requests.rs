//! Somebody who sends too much too quickly is asked to wait; everybody else goes on.

use axum::body::Body;
use chrono::TimeDelta;
use domain::authorization::Role;
use http::{Request, StatusCode, header};
use tests::{
    TestApp,
    client::{Answer, Browser, HOST},
};

/// Of no contract: counted before anything is looked up.
const SHEET: &str = "/contracts/1/verifications/2026-04";

fn says_to_wait(answer: &Answer) -> bool {
    answer.status == StatusCode::TOO_MANY_REQUESTS
        && answer.headers.contains_key(header::RETRY_AFTER)
        && answer.text().contains("待ってから、やり直してください")
}

async fn send_file(browser: &mut Browser) -> Answer {
    let request = Request::post(SHEET)
        .header(header::ACCEPT, "text/html")
        .header(header::ORIGIN, format!("http://{HOST}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    browser.send(request, Body::from("--x--\r\n")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_cannot_leave_forms_without_end() {
    let app = TestApp::start().await;
    let mut stranger = app.visitor();
    let fields = [("input[title]", "預かってもらう業務")];
    let mut held = 0;
    let refused = loop {
        let answer = stranger
            .post_from("/api/contract/draft", "/contracts/new", &fields)
            .await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break answer;
        }
        assert!(answer.location().starts_with("/sign-in?"));
        held += 1;
        assert!(held < 100, "never refused");
    };
    assert_eq!(held, 10);
    assert!(says_to_wait(&refused), "{}", refused.text());
    // Whoever is known goes on, from the same address: signing in is counted apart.
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    assert_eq!(officer.get("/contracts").await.status, StatusCode::OK);
    app.wait(TimeDelta::hours(3));
    let answer = officer
        .post_from("/api/contract/draft", "/contracts/new", &fields)
        .await;
    assert!(
        answer.location().starts_with("/sign-in?"),
        "what a person typed whose sign-in just ended is kept: {}",
        answer.status
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_not_taken_without_end() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    for _ in 0..60 {
        let answer = send_file(&mut officer).await;
        assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    }
    let refused = send_file(&mut officer).await;
    assert!(
        says_to_wait(&refused),
        "{}: {}",
        refused.status,
        refused.text()
    );
    assert!(refused.text().contains("ファイルの送信"));
    assert_eq!(officer.get("/contracts").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_are_not_guessed_without_end() {
    let app = TestApp::start().await;
    let mut stranger = app.visitor();
    for number in 0..20 {
        let name = format!("dareka{number}");
        let fields = [("sign_in_name", &*name), ("password", "wrong-password-0")];
        let answer = stranger.post("/sign-in", &fields).await;
        assert!(answer.status.is_redirection(), "{}", answer.status);
    }
    let fields = [("sign_in_name", "dareka"), ("password", "wrong-password-0")];
    let refused = stranger.post("/sign-in", &fields).await;
    assert!(
        says_to_wait(&refused),
        "{}: {}",
        refused.status,
        refused.text()
    );
    assert!(refused.text().contains("サインイン"));
}
