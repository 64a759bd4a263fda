//! A clause is revised: the contracts that carry its older version are listed, drafts of their change are made
//! in the background, and nothing that is signed moves until a changed annex is issued.

use domain::{authorization::Role, library::RecordKind};
use http::StatusCode;
use sea_orm::EntityTrait as _;
use tests::{Answer, Browser, TestApp};

use super::draft_to_verification::{draft, issue, reviewed, revision};

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}: {}", page.text());
}

struct Town {
    app: TestApp,
    officer: Browser,
    head: Browser,
    contract: String,
}

/// A concluded contract, and a clause of it that was revised afterwards.
async fn town() -> Town {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let contract = draft(&app, &mut officer).await;
    issue(&mut officer, &mut head, &contract).await;
    reviewed(&mut officer, &mut head, &contract).await;
    let page = officer.visit(&contract).await;
    let fields = [
        ("id", contract.trim_start_matches("/contracts/")),
        ("revision", &revision(&page)),
        ("input[signed_on]", "R8.4.1"),
        ("input[signing_method]", "paper"),
    ];
    let page = officer
        .submit("/api/contract/conclude", &contract, &fields)
        .await;
    says(&page, "契約日を記録しました");
    revise(&app, "毎年度").await;
    Town {
        app,
        officer,
        head,
        contract,
    }
}

/// Words of SEC-12 are changed.
async fn revise(app: &TestApp, words: &str) {
    let ctx = app.operator();
    let library = services::library::in_force(&app.store, app.store.today())
        .await
        .unwrap();
    let records = library.library.records();
    let clause = records
        .into_iter()
        .find(|record| record.kind == RecordKind::Clause && record.key == "SEC-12");
    let mut content = clause.unwrap().content;
    let body = content["body"].as_str().unwrap();
    content["body"] = body.replacen(words, "半年に１回以上", 1).into();
    services::library::revise(&ctx, RecordKind::Clause, "SEC-12", content)
        .await
        .unwrap();
}

/// Has drafts prepared for the contracts; answers the page of the job when it has ended.
async fn prepare(town: &mut Town, ids: &str) -> Answer {
    let answer = town
        .officer
        .post_from(
            "/api/contract-change/prepare",
            "/library/outdated/changes",
            &[("ids", ids)],
        )
        .await;
    let job = answer.location().replace("http://itaku.test", "");
    assert!(job.starts_with("/jobs/"), "{job} {}", answer.text());
    town.app.run_jobs().await;
    town.officer.visit(&job).await
}

async fn pinned(app: &TestApp) -> Vec<i64> {
    let rows = entities::contract_clause::Entity::find()
        .all(&app.store.db)
        .await
        .unwrap();
    rows.into_iter().map(|row| row.entry_id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revised_clause_reaches_the_contracts_by_a_change_that_is_approved_and_issued() {
    let mut town = town().await;
    let id = town.contract.trim_start_matches("/contracts/").to_owned();
    let list = town.officer.visit("/library/outdated").await;
    says(&list, "住民情報システム保守業務");
    says(&list, "第1版 → 第2版");
    let confirm = town
        .officer
        .visit(&format!("/library/outdated/changes?id={id}"))
        .await;
    says(&confirm, "1件の案を作る");
    let before = pinned(&town.app).await;
    let ended = prepare(&mut town, &format!("{id},999")).await;
    says(&ended, "1件の処理に成功しました。1件の処理に失敗しました。");
    says(&ended, "契約が見つかりません");
    assert_eq!(pinned(&town.app).await, before, "nothing pinned has moved");
    says(
        &town.officer.visit(&town.contract).await,
        "変更契約の案があります",
    );

    let page = format!("{}/change", town.contract);
    let shown = town.officer.visit(&page).await;
    says(&shown, "SEC-12");
    says(&shown, "原契約");
    says(&shown, "確認して承認に出す");
    let pdf = town.officer.get("/contract-changes/1.pdf").await;
    assert!(pdf.body.starts_with(b"%PDF-"), "{}", pdf.text());
    assert!(
        !town
            .head
            .visit(&page)
            .await
            .text()
            .contains("確認して承認に出す")
    );

    // A second draft beside the first is refused, in the list of what could not be done.
    says(
        &prepare(&mut town, &id).await,
        "変更契約の案がすでにあります",
    );

    let fields = [("id", "1"), ("revision", "1")];
    let refused = town
        .head
        .submit("/api/contract-change/submit", &page, &fields)
        .await;
    says(&refused, "権限がありません");
    let sent = town
        .officer
        .submit("/api/contract-change/submit", &page, &fields)
        .await;
    says(&sent, "承認に出しました");
    says(&town.officer.visit("/library/outdated").await, "手続中");
    let late = town
        .officer
        .submit("/api/contract-change/submit", &page, &fields)
        .await;
    says(&late, "ほかの人が先に保存しました");

    issue(&mut town.officer, &mut town.head, &town.contract).await;
    let shown = town.officer.visit(&page).await;
    says(&shown, "変更後の特記事項を発行しました");
    let fields = [
        ("id", "1"),
        ("revision", &*revision(&shown)),
        ("signed_on", "R8.4.1"),
    ];
    let signed = town
        .officer
        .submit("/api/contract-change/record-signing", &page, &fields)
        .await;
    says(&signed, "変更契約日を記録しました");
    says(
        &town.officer.visit("/library/outdated").await,
        "旧版の条項を持つ契約はありません",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_withdrawn_with_a_reason_or_overtaken_by_the_next_revision() {
    let mut town = town().await;
    let id = town.contract.trim_start_matches("/contracts/").to_owned();
    let page = format!("{}/change", town.contract);
    prepare(&mut town, &id).await;
    revise(&town.app, "甲").await;
    let fields = [("id", "1"), ("revision", "1")];
    let stale = town
        .officer
        .submit("/api/contract-change/take-up", &page, &fields)
        .await;
    says(&stale, "条項集かこの契約が変わりました");
    let fields = [("id", "1"), ("revision", "1"), ("reason", "")];
    let refused = town
        .officer
        .submit("/api/contract-change/withdraw", &page, &fields)
        .await;
    says(&refused, "理由");
    let fields = [("id", "1"), ("revision", "1"), ("reason", "作り直すため")];
    let withdrawn = town
        .officer
        .submit("/api/contract-change/withdraw", &page, &fields)
        .await;
    says(&withdrawn, "変更契約の案を取り下げました");
    says(&withdrawn, "作り直すため");
    says(&prepare(&mut town, &id).await, "1件の処理に成功しました");
    let fields = [("id", "2"), ("revision", "1")];
    let taken = town
        .officer
        .submit("/api/contract-change/take-up", &page, &fields)
        .await;
    says(&taken, "起案に取り込みました");
    assert_eq!(
        town.officer.get("/contract-changes/99.pdf").await.status,
        StatusCode::NOT_FOUND
    );
}
