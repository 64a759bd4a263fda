//! What is not taken in, or not taken back: no such ledger, no right, somebody was first.

use domain::authorization::Role;
use http::StatusCode;
use tests::TestApp;

use super::{
    CLEANING, PATROL, apply, hides, id_of, ledger, officer, revision, says, send, sent, status,
    undo,
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_such_ledger_is_refused_in_words() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let staff = "職員番号,氏名,所属,在職開始\r\n001,見本 一郎,総務課,R8.4.1\r\n";
    let units = "コード,名称,組織区分,適用開始\r\n9900,見本課,内部部局,R8.4.1\r\n";
    for (kind, name, content, expect, words) in [
        ("", "計画.pdf", "%PDF-1.7", unprocessable, "PDF"),
        ("contract", "空.csv", "", unprocessable, "空"),
        (
            "",
            "買い物.csv",
            "りんご,みかん\r\n1,2\r\n",
            unprocessable,
            "何の台帳か",
        ),
        (
            "contract",
            "職員.csv",
            staff,
            unprocessable,
            "「職員名簿」のようです",
        ),
        (
            "shopping",
            "台帳.csv",
            staff,
            StatusCode::BAD_REQUEST,
            "要求を読み取れません",
        ),
        ("staff", "職員.csv", staff, StatusCode::FORBIDDEN, "管理者"),
        // Recognised by its head, and not for a procurement officer.
        ("", "組織.csv", units, StatusCode::FORBIDDEN, "管理者"),
    ] {
        let answer = send(&mut officer, kind, name, content.as_bytes()).await;
        assert_eq!(answer.status, expect, "{name}: {}", answer.text());
        says(&answer, words);
    }
    let large = vec![b'a'; services::file::SIZE_LIMIT + 1];
    let answer = send(&mut officer, "contract", "大きな台帳.csv", &large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    says(&officer.visit("/import").await, "取込みの記録はありません");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_may_see_and_take_in_a_ledger() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = sent(&mut officer, &[CLEANING]).await;
    for missing in ["/import/999", "/import/abc", "/import/999/columns"] {
        assert_eq!(officer.get(missing).await.status, StatusCode::NOT_FOUND);
    }
    for missing in ["/import/999/errors.xlsx", "/import/999/file"] {
        assert_eq!(officer.get(missing).await.status, StatusCode::NOT_FOUND);
    }
    let original = officer.get(&format!("{path}/file")).await;
    assert_eq!(original.body, ledger(&[CLEANING]).as_bytes());
    let template = officer.get("/import/templates/contract.xlsx").await;
    assert_eq!(template.status, StatusCode::OK);
    assert_eq!(
        officer.get("/import/templates/staff.xlsx").await.status,
        StatusCode::FORBIDDEN
    );

    // A department head takes no ledger in.
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    assert_eq!(head.get(&path).await.status, StatusCode::FORBIDDEN);
    let answer = send(
        &mut head,
        "contract",
        "台帳.csv",
        ledger(&[CLEANING]).as_bytes(),
    )
    .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    says(&answer, "契約担当");
    hides(&head.visit("/").await, "台帳の取込み");
    let id = id_of(&path);
    let fields = [
        ("id", id.as_str()),
        ("revision", "1"),
        ("input[extent]", "all"),
    ];
    assert_eq!(
        status(&mut head, "/api/import/apply", &fields).await,
        StatusCode::FORBIDDEN
    );
    // The auditor reads everything, and changes nothing.
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    hides(&auditor.visit(&path).await, "すべて取り込む");
    assert_eq!(
        status(&mut auditor, "/api/import/apply", &fields).await,
        StatusCode::FORBIDDEN
    );
    let visitor = send(&mut app.visitor(), "", "台帳.csv", b"x").await;
    assert!(visitor.location().starts_with("/sign-in"));
    says(&page, "1件をすべて取り込む");
    says(&officer.visit("/import").await, "確認中");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_a_unit_of_others_are_left_out() {
    let app = TestApp::start().await;
    let mut own = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.unit), "soumu")
        .await;
    let foreign = PATROL.replace("総務課", "建設課");
    let (path, page) = sent(&mut own, &[CLEANING, &foreign]).await;
    says(&page, "あなたが契約を担当する組織ではない");
    says(&page, "正しい行だけ取り込む（1件）");
    // Another officer of a unit does not see what rows of others say.
    let mut other = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.other_unit), "kensetsu")
        .await;
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    says(&other.visit("/import").await, "取込みの記録はありません");
    let page = apply(&mut own, &path, &revision(&page), "valid_rows").await;
    says(&page, "台帳を取り込みました");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_second_is_told_and_changes_nothing() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let mut second = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku2")
        .await;
    let (path, page) = sent(&mut officer, &[CLEANING]).await;
    let shown = revision(&page);
    apply(&mut officer, &path, &shown, "all").await;
    let id = id_of(&path);
    let fields = [
        ("id", id.as_str()),
        ("revision", shown.as_str()),
        ("input[extent]", "all"),
    ];
    let conflict = StatusCode::CONFLICT;
    assert_eq!(
        status(&mut second, "/api/import/apply", &fields).await,
        conflict
    );
    let page = apply(&mut second, &path, &shown, "all").await;
    says(&page, "ほかの人が先に保存しました");
    says(&page, "取込み済み");
    let keys = [("id", id.as_str()), ("revision", shown.as_str())];
    assert_eq!(
        status(&mut second, "/api/import/abandon", &keys).await,
        conflict
    );
    assert_eq!(
        status(&mut second, "/api/import/undo", &keys).await,
        conflict
    );
    undo(&mut officer, &path).await;
    // 1 sent, 2 taken in, 3 taken back.
    for revision in ["2", "3"] {
        let keys = [("id", id.as_str()), ("revision", revision)];
        let answer = status(&mut second, "/api/import/undo", &keys).await;
        assert_eq!(answer, conflict, "{revision}");
    }

    let (path, page) = sent(&mut officer, &[CLEANING]).await;
    let (id, now) = (id_of(&path), revision(&page));
    let keys = [("id", id.as_str()), ("revision", now.as_str())];
    let page = officer.submit("/api/import/abandon", &path, &keys).await;
    says(&page, "取込みを中止しました");
    says(&officer.visit(&path).await, "何も登録していません");
    assert_eq!(
        status(
            &mut officer,
            "/api/import/undo",
            &[("id", &id), ("revision", "2")]
        )
        .await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn records_that_changed_meanwhile_are_shown_again() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = sent(&mut officer, &[CLEANING]).await;
    let (other, other_page) = sent(&mut officer, &[CLEANING, PATROL]).await;
    apply(&mut officer, &other, &revision(&other_page), "all").await;
    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    says(&page, "ほかの人が先に保存しました");
    says(&page, "3行 庁舎清掃業務");
    says(&page, "変更なし");
    // The page shows what would become of the file now.
    says(&page, "新しく登録する行も、書き換える行もありません");
    says(&page, "確認中");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_was_built_upon_is_not_taken_back() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = sent(&mut officer, &[CLEANING, PATROL]).await;
    apply(&mut officer, &path, &revision(&page), "all").await;
    // The vendor gets another contract, and its own address.
    let another = "8-9,総務課,窓清掃業務,株式会社見本ビル管理,,R8.4.1,R8.4.1,R9.3.31,300000,無,";
    let (later, page) = sent(&mut officer, &[another]).await;
    apply(&mut officer, &later, &revision(&page), "all").await;
    let page = undo(&mut officer, &path).await;
    says(&page, "取り消せません");
    says(
        &page,
        "委託先「株式会社見本ビル管理」：契約が登録されています",
    );
    says(&page, "先に上の変更を元に戻してください");
    hides(&page, "見本警備株式会社」：");
    says(&officer.visit("/contracts").await, "庁舎警備業務");
    undo(&mut officer, &later).await;
    says(
        &undo(&mut officer, &path).await,
        "取り込む前の内容に戻しました",
    );
}
