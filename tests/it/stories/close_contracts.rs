//! At the end of the year the contracts that are over are 完了: one from its page, the others many at once. What has
//! not ended, or is not checked to the end, is left and named.

use chrono::TimeDelta;
use domain::{contract::ContractState, verification::TaskState};
use entities::{audit_event, contract, verification_task};
use http::StatusCode;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tests::{Answer, TestApp};

const FORM: &str = "/api/bulk/closings";

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}: {}", page.text());
}

async fn closed(app: &TestApp) -> u64 {
    contract::Entity::find()
        .filter(contract::COLUMN.state.eq(ContractState::Closed))
        .count(&app.store.db)
        .await
        .unwrap()
}

async fn open_checks(app: &TestApp, id: i64) -> u64 {
    verification_task::Entity::find()
        .filter(verification_task::COLUMN.contract_id.eq(id))
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
        .count(&app.store.db)
        .await
        .unwrap()
}

/// As if the checks of a contract were all through.
async fn check_to_the_end(app: &TestApp, id: i64) {
    verification_task::Entity::update_many()
        .set(verification_task::ActiveModel {
            state: Set(TaskState::Withdrawn),
            ..Default::default()
        })
        .filter(verification_task::COLUMN.contract_id.eq(id))
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
        .exec(&app.store.db)
        .await
        .unwrap();
}

/// The town long after the end of most of its contracts, and those that are over.
async fn after_the_year(app: &TestApp) -> Vec<i64> {
    app.wait(TimeDelta::days(300));
    let mut officer = app.signed_in("keiyaku").await;
    let page = officer.visit("/contracts/bulk?all=1&status=ended").await;
    let ids = page.value_of("ids").unwrap();
    let ids: Vec<i64> = ids.split(',').map(|id| id.parse().unwrap()).collect();
    assert!(3 < ids.len(), "{ids:?}");
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn contracts_that_are_over_are_closed_many_at_once() {
    let app = TestApp::demo("2026-11-10").await;
    let over = after_the_year(&app).await;
    let mut officer = app.signed_in("keiyaku").await;
    let mut unchecked = Vec::new();
    for id in &over {
        if 0 < open_checks(&app, *id).await {
            unchecked.push(*id);
        }
    }
    let [first, second, .., last] = unchecked[..] else {
        panic!("too few: {unchecked:?}");
    };
    check_to_the_end(&app, first).await;
    check_to_the_end(&app, second).await;
    let ready = over.len() - unchecked.len() + 2;

    says(
        &officer.visit("/contracts?status=ended").await,
        "まとめて変更",
    );
    let confirm = "/contracts/bulk?all=1&status=ended";
    let page = officer.visit(confirm).await;
    says(
        &page,
        &format!("{}件のうち、完了にできるのは{ready}件です。", over.len()),
    );
    says(&page, &format!("{ready}件を完了にする"));
    let before = closed(&app).await;
    let ids = page.value_of("ids").unwrap();
    let answer = officer.post_from(FORM, confirm, &[("ids", &ids)]).await;
    let job = answer.location().replace("http://itaku.test", "");
    assert!(job.starts_with("/jobs/"), "{job} {}", answer.text());
    app.run_jobs().await;
    let result = officer.visit(job.split('?').next().unwrap()).await;
    says(&result, "契約の完了の一括処理");
    says(
        &result,
        &format!(
            "{ready}件の処理に成功しました。{}件の処理に失敗しました。",
            over.len() - ready
        ),
    );
    let open = open_checks(&app, last).await;
    says(&result, &format!("未実施の点検が{open}件あります。"));
    assert!(!result.text().contains("元に戻す"), "{}", result.text());
    assert_eq!(closed(&app).await, before + ready as u64);
    let events = audit_event::Entity::find()
        .filter(audit_event::COLUMN.action.eq("契約の完了"))
        .count(&app.store.db)
        .await
        .unwrap();
    assert!(ready as u64 <= events, "{events}");
    let row = contract::Entity::find_by_id(last)
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.state, ContractState::Concluded);

    // Those that are left cannot be, which the page says before anybody tries.
    let page = officer.visit(confirm).await;
    says(&page, "この中に、あなたが完了にできる契約はありません。");
    assert!(!page.text().contains("件を完了にする"), "{}", page.text());
    services::audit_log::verify(&app.operator()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_is_closed_from_its_page_once_everything_is_checked() {
    let app = TestApp::demo("2026-11-10").await;
    let over = after_the_year(&app).await;
    let mut officer = app.signed_in("keiyaku").await;
    let mut id = 0;
    for each in &over {
        if 0 < open_checks(&app, *each).await {
            id = *each;
        }
    }
    let page = format!("/contracts/{id}");
    let shown = officer.visit(&page).await;
    says(&shown, "契約を完了にする");
    let revision = shown.value_of("revision").unwrap();
    let key = id.to_string();
    let fields = [("id", &*key), ("revision", &*revision)];
    let open = open_checks(&app, id).await;
    let refused = officer.submit("/api/contract/close", &page, &fields).await;
    says(&refused, &format!("未実施の点検が{open}件あります。"));

    check_to_the_end(&app, id).await;
    officer.submit("/api/contract/close", &page, &fields).await;
    let shown = officer.visit(&page).await;
    says(&shown, "完了");
    let row = contract::Entity::find_by_id(id)
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.state, ContractState::Closed);
    assert!(
        !shown.text().contains("契約を完了にする"),
        "{}",
        shown.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_change_contracts_closes_none() {
    let app = TestApp::demo("2026-11-10").await;
    let over = after_the_year(&app).await;
    let before = closed(&app).await;
    for id in &over {
        check_to_the_end(&app, *id).await;
    }
    let ids: Vec<String> = over.iter().map(ToString::to_string).collect();
    let ids = ids.join(",");
    for name in ["kansa", "tokatsu"] {
        let mut browser = app.signed_in(name).await;
        let page = browser.get("/contracts/bulk?all=1&status=ended").await;
        assert!(!page.text().contains("完了にする"), "{name}");
        let answer = browser
            .post_from(FORM, "/contracts", &[("ids", &ids)])
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
    }
    let mut officer = app.signed_in("keiyaku").await;
    let nothing = officer
        .submit(FORM, "/contracts/bulk", &[("ids", "x")])
        .await;
    says(&nothing, "要求を読み取れません");
    app.run_jobs().await;
    assert_eq!(closed(&app).await, before);
}
