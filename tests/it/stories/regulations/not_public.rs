//! What is 非公開: opened by named roles alone, and named on no other page.

use domain::authorization::Role;
use entities::audit_event;
use http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tests::TestApp;

use super::{account, in_force, people, register, says};

/// Entries of the log with this action.
async fn told(app: &TestApp, action: &str) -> u64 {
    audit_event::Entity::find()
        .filter(audit_event::Column::Action.eq(action))
        .count(&app.store.db)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_public_is_opened_by_named_roles_and_each_view_is_told() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office) = people(&app).await;
    let open = register(&mut head, &unit, "公開の実施手順", "internal").await;
    says(&open, "登録しました");
    let fields = [
        ("id", "1"),
        ("revision", "1"),
        ("input[layer]", "procedure_document"),
        ("input[topic]", "social_media"),
        ("input[title]", "公開の実施手順"),
        ("input[disclosure]", "internal"),
        ("input[unit_id]", unit.as_str()),
    ];
    let path = "/api/regulation/change";
    says(
        &head.submit(path, "/documents/1/edit", &fields).await,
        "実施手順は非公開です",
    );

    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office_again) = people(&app).await;
    std::mem::swap(&mut office, &mut office_again);
    in_force(&mut head, &mut office, &unit, "non_public").await;
    let before = told(&app, "非公開の規程・手順の閲覧").await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    for browser in [&mut head, &mut office, &mut auditor] {
        says(&browser.get("/documents/1").await, "非公開です");
        assert_eq!(
            browser.get("/document-files/1").await.status,
            StatusCode::OK
        );
        says(&browser.get("/documents").await, "見本SNS運用手順");
    }
    assert_eq!(told(&app, "非公開の規程・手順の閲覧").await, before + 3);
    assert_eq!(told(&app, "非公開の規程・手順の取得").await, 3);

    let mut other = app
        .signed_in_as(Role::DepartmentHead, Some(app.other_unit), "kensetsu")
        .await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut admin = app.signed_in_as(Role::Administrator, None, "admin").await;
    for browser in [&mut other, &mut officer, &mut admin] {
        for page in ["/documents/1", "/document-files/1", "/documents/1/edit"] {
            let answer = browser.get(page).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
            assert!(!answer.text().contains("見本SNS運用手順"), "{page}");
        }
        for page in ["/documents", "/", "/documents?state=unread"] {
            let text = browser.get(page).await.text();
            assert!(!text.contains("見本SNS運用手順"), "{page}: {text}");
        }
        let fields = [("id", "1"), ("version", "1")];
        let path = "/api/regulation/acknowledge";
        let answer = browser.submit(path, "/documents/1", &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(told(&app, "非公開の規程・手順の閲覧").await, before + 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_public_is_named_on_no_other_page() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office) = people(&app).await;
    in_force(&mut head, &mut office, &unit, "non_public").await;
    account(&mut head, &mut office, &unit).await;
    let apply = [
        ("id", "1"),
        ("input[version_id]", "1"),
        ("input[from_on]", "R8.4.1"),
    ];
    let page = "/social-media/accounts/1";
    let answer = head
        .submit("/api/social-media/procedure", page, &apply)
        .await;
    says(&answer, "見本SNS運用手順 第1版");
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let evidence = "/coverage/evidence/O7/procedure";
    for (page, words) in [
        (page, "実施手順（非公開） 第1版"),
        (evidence, "実施手順（非公開） 第1版"),
    ] {
        let answer = officer.visit(page).await;
        says(&answer, words);
        assert!(!answer.text().contains("見本SNS運用手順"), "{page}");
    }
}
