//! Followed by accounts of SNS, from a day.

use chrono::TimeDelta;
use domain::coverage::CoverageFilter;
use tests::TestApp;

use super::{account, again, approve, draft, in_force, people, says, upload};

/// Met and total of a condition of O7 today.
async fn o7(app: &TestApp, code: &str) -> (usize, usize) {
    let filter = CoverageFilter::default();
    let sheet = services::coverage::judge(&app.operator(), &filter)
        .await
        .unwrap();
    let counts = sheet.duty("O7").unwrap().condition(code).unwrap().counts();
    (counts.met, counts.total)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_follows_a_version_of_the_register() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office) = people(&app).await;
    let page = account(&mut head, &mut office, &unit).await;
    says(&page, "運用手順なし");
    says(&page, "選べる運用手順がありません");
    in_force(&mut head, &mut office, &unit, "internal").await;

    let apply = |version: &'static str, from_on: &'static str| {
        [
            ("id", "1"),
            ("input[version_id]", version),
            ("input[from_on]", from_on),
        ]
    };
    let (path, page) = ("/api/social-media/procedure", "/social-media/accounts/1");
    says(
        &head.submit(path, page, &apply("999", "R8.4.1")).await,
        "現在使えません",
    );
    says(
        &head.submit(path, page, &apply("", "R8.4.1")).await,
        "選択されていません",
    );
    says(
        &head.submit(path, page, &apply("1", "R8.3.31")).await,
        "その期間内の日",
    );
    assert_eq!(o7(&app, "procedure").await, (0, 1));
    let answer = head.submit(path, page, &apply("1", "R8.4.1")).await;
    says(&answer, "運用手順を適用しました");
    assert!(!answer.text().contains("運用手順なし"), "{}", answer.text());
    assert_eq!(o7(&app, "procedure").await, (1, 1));
    says(
        &head.submit(path, page, &apply("1", "R8.4.1")).await,
        "それより後の日",
    );

    // A newer version must be put in force for the account again.
    says(&draft(&mut head, "4", "R8.5.1", "").await, "起案しました");
    upload(&mut head, "2", "5", "手順.txt", b"new").await;
    approve(&mut office, "2", "6", "見総第2号").await;
    app.wait(TimeDelta::days(31));
    let mut head = again(&app, "shozoku").await;
    let answer = head.visit(page).await;
    says(&answer, "運用手順なし");
    says(&answer, "新しい版を適用してください");
    assert_eq!(o7(&app, "procedure").await, (0, 1));
    let answer = head.submit(path, page, &apply("2", "R8.5.2")).await;
    assert!(!answer.text().contains("運用手順なし"), "{}", answer.text());
    assert_eq!(o7(&app, "procedure").await, (1, 1));
}
