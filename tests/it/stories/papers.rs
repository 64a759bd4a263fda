//! Records and lists on paper: each is linked from its page, and is a PDF for whoever may see the page.

use domain::id::{ContractId, SelectionReviewId};
use entities::{
    contract, selection_review, social_media_account, subcontract, subject_check, use_approval,
    verification_task,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::app::paths;
use tests::TestApp;

/// Page and the PDF it links to.
async fn papers(app: &TestApp) -> Vec<(String, String)> {
    let db = &app.store.db;
    let review = selection_review::Entity::find()
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let review_page =
        paths::selection_review(ContractId(review.contract_id), SelectionReviewId(review.id));
    let sub = subcontract::Entity::find().one(db).await.unwrap().unwrap();
    let tree = paths::contract_tab(ContractId(sub.contract_id), "subcontracts");
    let approval = use_approval::Entity::find()
        .filter(use_approval::Column::DecidedOn.is_not_null())
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let service = format!("/services/{}", approval.service_id);
    let task = verification_task::Entity::find()
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let sheet = paths::sheet(ContractId(task.contract_id), &task.period);
    let check = subject_check::Entity::find()
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let subject = format!(
        "/verifications/subjects/{}-{}/{}",
        check.subject_kind.code(),
        check.subject_id,
        check.period
    );
    let owned = entities::responsibility::Entity::find()
        .filter(entities::responsibility::Column::UntilOn.is_null())
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let key = format!("{}-{}", owned.subject_kind.code(), owned.subject_id);
    let responsible = format!("/responsibilities/{key}");
    let beside = |page: &str, file: &str| (page.to_owned(), format!("{page}/{file}"));
    vec![
        beside(&review_page, "sheet.pdf"),
        beside(&tree, "chart.pdf"),
        (
            service.clone(),
            format!("{service}/approvals/{}/notice.pdf", approval.id),
        ),
        beside(&sheet, "sheet.pdf"),
        beside(&subject, "sheet.pdf"),
        beside(&responsible, "appointment.pdf"),
        (
            paths::RESPONSIBILITY_LIST.to_owned(),
            paths::RESPONSIBILITY_PDF.to_owned(),
        ),
        (
            paths::SOCIAL_MEDIA.to_owned(),
            paths::SOCIAL_MEDIA_PDF.to_owned(),
        ),
        (paths::FINDINGS.to_owned(), paths::FINDINGS_PDF.to_owned()),
        (
            paths::COVERAGE.to_owned(),
            paths::COVERAGE_REPORT.to_owned(),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_record_an_auditor_asks_for_is_a_paper() {
    let app = TestApp::demo("2026-11-26").await;
    let mut auditor = app.signed_in("kansa").await;
    let mut visitor = app.visitor();
    let keep = std::env::temp_dir().join("itaku-papers");
    std::fs::create_dir_all(&keep).unwrap();
    for (number, (page, pdf)) in papers(&app).await.into_iter().enumerate() {
        let shown = auditor.visit(&page).await;
        assert_eq!(shown.status, http::StatusCode::OK, "{page}");
        assert!(shown.html().contains(&pdf), "{page} links to {pdf}");
        let file = auditor.get(&pdf).await;
        assert_eq!(file.status, http::StatusCode::OK, "{pdf}: {}", file.text());
        assert_eq!(file.headers["content-type"], "application/pdf", "{pdf}");
        assert!(file.body.starts_with(b"%PDF-"), "{pdf}");
        std::fs::write(keep.join(format!("{number}.pdf")), &file.body).unwrap();
        assert!(visitor.get(&pdf).await.status.is_redirection(), "{pdf}");
    }
    let contracts = contract::Entity::find().all(&app.store.db).await.unwrap();
    let accounts = social_media_account::Entity::find()
        .all(&app.store.db)
        .await
        .unwrap();
    assert!(!contracts.is_empty() && !accounts.is_empty());
}
