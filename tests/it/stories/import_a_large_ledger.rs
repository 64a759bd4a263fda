//! A ledger of more than five hundred rows is taken in by a job: it can be watched and stopped, and it is all or
//! nothing.

use domain::{authorization::Role, import_run::AT_ONCE};
use tests::{Answer, Browser, TestApp};

use super::import_a_ledger::{CLEANING, PATROL, apply, hides, officer, revision, says, sent, undo};

/// So many different contracts of one vendor.
fn rows(count: u32) -> Vec<String> {
    let row = |number: u32| {
        format!(
            "9-{number},総務課,文書保存箱の配送業務その{number},株式会社見本ビル管理,,R8.4.1,R8.4.1,R9.3.31,{},無,",
            number * 1_000
        )
    };
    (1..=count).map(row).collect()
}

async fn large(browser: &mut Browser, further: &[&str]) -> (String, Answer) {
    let rows = rows(AT_ONCE + 1);
    let mut rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    rows.extend(further);
    sent(browser, &rows).await
}

async fn stop(browser: &mut Browser, page: &Answer, path: &str) -> Answer {
    let job = job_of(page);
    browser
        .submit("/api/job/cancel", path, &[("id", job.as_str())])
        .await
}

/// The job in the form that stops it.
fn job_of(page: &Answer) -> String {
    let html = page.html();
    let form = html.split("/api/job/cancel").nth(1).unwrap();
    let value = form.split("name=\"id\" value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_ledger_is_taken_in_by_a_job() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = large(&mut officer, &[]).await;
    let shown = revision(&page);
    let page = apply(&mut officer, &path, &shown, "all").await;
    says(&page, "取込みを受け付けました");
    says(&page, "取り込んでいます");
    // Nothing that would take the file from under the job.
    hides(&page, "列の読み方を変える");
    says(&page, "501件あるため、少し時間がかかります");
    says(&page, "順番を待っています");
    assert!(page.headers.contains_key("refresh"));
    let at_rest = officer.visit(&format!("{path}?refresh=off")).await;
    assert!(!at_rest.headers.contains_key("refresh"));
    says(&at_rest, "最新の状態を表示");
    hides(&page, "件をすべて取り込む");
    hides(&officer.visit("/contracts").await, "文書保存箱の配送業務");

    // The page of before can do nothing any more: it is not taken in twice.
    let again = apply(&mut officer, &path, &shown, "all").await;
    says(&again, "ほかの人が先に保存しました");

    app.run_jobs().await;
    let page = officer.visit(&path).await;
    assert!(!page.headers.contains_key("refresh"));
    says(&page, "501件を新しく登録し、0件を書き換えました");
    says(&officer.visit("/contracts").await, "文書保存箱の配送業務");
    let jobs = officer.visit("/jobs").await;
    says(&jobs, "委託契約台帳.csv 501件");
    says(&jobs, "1件の処理に成功しました");

    says(
        &undo(&mut officer, &path).await,
        "取り込む前の内容に戻しました",
    );
    hides(&officer.visit("/contracts").await, "文書保存箱の配送業務");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_ledger_is_stopped_before_its_turn() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = large(&mut officer, &[]).await;
    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    says(
        &stop(&mut officer, &page, &path).await,
        "処理を中止しました",
    );
    app.run_jobs().await;
    hides(&officer.visit("/contracts").await, "文書保存箱の配送業務");
    // It can be taken in later.
    let page = officer.visit(&path).await;
    says(&page, "501件をすべて取り込む");
    apply(&mut officer, &path, &revision(&page), "all").await;
    app.run_jobs().await;
    says(&officer.visit(&path).await, "取込み済み");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_ledger_stopped_at_work_is_all_or_nothing() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = large(&mut officer, &[]).await;
    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    let store = app.store.clone();
    let work = tokio::spawn(async move { services::job::worker::run_all(&store).await });
    // As soon as it is seen to be at work, or done.
    loop {
        let now = officer.visit(&path).await.text();
        if !now.contains("順番を待っています") {
            break;
        }
    }
    let answer = stop(&mut officer, &page, &path).await;
    work.await.unwrap().unwrap();
    let run = officer.visit(&path).await;
    let contracts = officer.visit("/contracts").await;
    if answer.text().contains("処理を中止しました") {
        says(&run, "501件をすべて取り込む");
        hides(&contracts, "文書保存箱の配送業務");
    } else {
        says(&answer, "すでに終わっているため、中止できません");
        says(&run, "取込み済み");
        says(&contracts, "文書保存箱の配送業務");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_ledger_whose_records_changed_meanwhile_is_shown_again() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = large(&mut officer, &[CLEANING]).await;
    apply(&mut officer, &path, &revision(&page), "all").await;
    let (other, page) = sent(&mut officer, &[CLEANING, PATROL]).await;
    apply(&mut officer, &other, &revision(&page), "all").await;
    app.run_jobs().await;
    let page = officer.visit(&path).await;
    says(&page, "取り込めませんでした。何も登録していません");
    says(&page, "ほかの人が先に保存しました");
    says(&page, "501件をすべて取り込む");
    hides(&officer.visit("/contracts").await, "文書保存箱の配送業務");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_whoever_asked_stops_it() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = large(&mut officer, &[]).await;
    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    let job = job_of(&page);
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let fields = [("id", job.as_str())];
    let refused = auditor.submit("/api/job/cancel", &path, &fields).await;
    says(&refused, "お探しの処理は見つかりません");
    app.run_jobs().await;
    says(&officer.visit(&path).await, "取込み済み");
}
