//! Conditions of a ledger are kept under a name: for oneself, or for colleagues too; opened by a link, and
//! taken away by whose they are, or by the administrator.

use domain::authorization::Role;
use entities::saved_view;
use http::StatusCode;
use sea_orm::EntityTrait;
use tests::{Answer, Browser, TestApp};

const LEDGERS: [(&str, &str); 7] = [
    ("contracts", "/contracts"),
    ("vendors", "/vendors"),
    ("services", "/services"),
    ("accounts", "/social-media"),
    ("verifications", "/verifications"),
    ("findings", "/findings"),
    ("people", "/organization"),
];

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}: {}", page.text());
}

async fn save(
    browser: &mut Browser,
    (ledger, path): (&str, &str),
    name: &str,
    query: &str,
    shared: &str,
) -> Answer {
    let page = format!("{path}?{query}");
    let fields = [
        ("input[ledger]", ledger),
        ("input[name]", name),
        ("input[query]", query),
        ("input[shared]", shared),
    ];
    browser.submit("/api/saved-view/save", &page, &fields).await
}

async fn delete(browser: &mut Browser, id: i64) -> Answer {
    let fields = [("id", &*id.to_string()), ("query", "fy=2026")];
    browser
        .submit("/api/saved-view/delete", "/contracts?fy=2026", &fields)
        .await
}

async fn views(app: &TestApp) -> Vec<saved_view::Model> {
    saved_view::Entity::find().all(&app.store.db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_kept_shared_opened_by_a_colleague_and_taken_away() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let mut administrator = app.signed_in_as(Role::Administrator, None, "admin").await;

    says(
        &officer.visit("/contracts").await,
        "絞り込み、並べ替え、列の選択をすると、その条件を保存できます。",
    );
    let query = "fy=2026&sort=-title&cols=vendor%2Cunit";
    let list = officer.visit(&format!("/contracts?{query}&page=2")).await;
    assert_eq!(list.value_of("input[query]").as_deref(), Some(query));
    let contracts = LEDGERS[0];
    let typed = format!("page=9&held=x&{query}");
    let kept = save(&mut officer, contracts, "今年度", &typed, "").await;
    says(&kept, "「今年度」の名称で、条件を保存しました。");
    let marked = "aria-current=\"true\" class=\"saved-views__link\">今年度";
    assert!(kept.html().contains(marked), "{}", kept.html());
    assert_eq!(views(&app).await[0].query, query);

    // One's own is nobody else's business.
    let seen = auditor.visit("/contracts").await;
    assert!(!seen.text().contains("今年度（"), "{}", seen.text());
    let own = views(&app).await[0].id;
    assert_eq!(
        delete(&mut auditor, own).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        delete(&mut administrator, own).await.status,
        StatusCode::NOT_FOUND
    );

    let shared = save(&mut officer, contracts, "全課の今年度", "fy=2026", "1").await;
    says(&shared, "「全課の今年度」");
    let seen = auditor.visit("/contracts").await;
    says(&seen, "共有された条件");
    let link = "href=\"/contracts?fy=2026\"";
    assert!(seen.html().contains(link), "{}", seen.html());
    let opened = auditor.visit("/contracts?fy=2026").await;
    says(&opened, "全課の今年度（");
    assert!(!opened.text().contains("保存した条件の整理"));
    // It is of the contracts only.
    assert!(
        !auditor
            .visit("/vendors")
            .await
            .text()
            .contains("全課の今年度")
    );

    let shared = views(&app).await.last().unwrap().id;
    assert_eq!(
        delete(&mut auditor, shared).await.status,
        StatusCode::FORBIDDEN
    );
    says(
        &delete(&mut officer, own).await,
        "保存した条件を削除しました。",
    );
    says(
        &administrator.visit("/contracts").await,
        "保存した条件の整理",
    );
    says(
        &delete(&mut administrator, shared).await,
        "保存した条件を削除しました。",
    );
    assert!(views(&app).await.is_empty());

    let log = services::audit_log::list(&app.operator(), 1)
        .await
        .unwrap()
        .0;
    let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions.iter().filter(|it| **it == "条件の保存").count(), 2);
    assert_eq!(actions.iter().filter(|it| **it == "条件の削除").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_cannot_be_taken_is_told_on_the_page_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let contracts = LEDGERS[0];
    save(&mut officer, contracts, "今年度", "fy=2026", "").await;
    let long = "長".repeat(41);
    for (name, words) in [
        ("今年度", "「今年度」は、すでに使われています"),
        ("　", "入力されていません"),
        (&*long, "40文字以内で入力してください（現在41文字）"),
    ] {
        let refused = save(&mut officer, contracts, name, "fy=2026&sort=title", "1").await;
        assert_eq!(refused.status, StatusCode::OK, "{name}");
        says(&refused, words);
        // The form is open, with what was typed, over the list as it was.
        let html = refused.html();
        assert!(
            html.contains("<details open class=\"column-picker\">"),
            "{html}"
        );
        assert_eq!(refused.value_of("input[name]").as_deref(), Some(name));
        let query = refused.value_of("input[query]");
        assert_eq!(query.as_deref(), Some("fy=2026&sort=title"));
    }
    assert_eq!(views(&app).await.len(), 1);
    let nothing = save(&mut officer, contracts, "すべて", "page=2&secret=1", "").await;
    says(&nothing, "保存する条件がありません");

    // Another person, and another ledger, have their own names.
    for ledger in LEDGERS {
        let kept = save(&mut auditor, ledger, "今年度", "sort=unit&size=20", "").await;
        says(&kept, "条件を保存しました。");
        assert!(kept.text().contains("保存した条件の整理"), "{}", ledger.1);
    }
    assert_eq!(views(&app).await.len(), 8);
}
