//! Rows with errors are mended in the file or on the screen.

use domain::authorization::Role;
use http::StatusCode;
use tests::{Answer, Browser, TestApp};

use super::{
    CLEANING, DAMAGED, HEAD, apply, hides, id_of, ledger, officer, pairs, revision, says, send,
    sent, status, undo,
};

#[tokio::test(flavor = "multi_thread")]
async fn rows_with_errors_are_mended_and_sent_alone() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = sent(&mut officer, &[CLEANING, DAMAGED]).await;
    says(&page, "エラーの1行を直すには");
    says(&page, "26.4.1");
    says(&page, "F列");
    says(&page, "元号か西暦4桁");
    says(&page, "正しい行だけ取り込む（1件）");
    let refused = apply(&mut officer, &path, &revision(&page), "all").await;
    says(&refused, "「すべて」は選べません");
    let page = apply(&mut officer, &path, &revision(&page), "valid_rows").await;
    says(&page, "台帳を取り込みました");
    says(&page, "1件を新しく登録し");

    let file = officer.get(&format!("{path}/errors.xlsx")).await;
    assert_eq!(file.status, StatusCode::OK);
    let disposition = file.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    let workbook = documents::spreadsheet::read(&file.body, "エラーの行.xlsx").unwrap();
    let sheet = &workbook.sheets[0];
    let cells = |row: u32| -> Vec<String> {
        let row = sheet.row(row).unwrap();
        row.cells.iter().map(|cell| cell.shown()).collect()
    };
    assert_eq!(cells(1)[1], "令和８年度　業務委託契約台帳");
    assert_eq!(cells(2)[..3], ["理由", "契約番号", "所管課"]);
    let row = cells(3);
    assert!(row[0].contains("元の4行目"), "{}", row[0]);
    assert!(row[0].contains("契約日"), "{}", row[0]);
    assert_eq!(row[3], "広報紙印刷業務");
    assert!(sheet.row(4).is_none());

    // Mended, in the layout it came in: with the column of reasons before the others.
    let mended = format!(
        "令和８年度　業務委託契約台帳\r\n理由,{HEAD}\r\n直しました,{}\r\n",
        DAMAGED.replace("26.4.1", "R8.4.1")
    );
    let answer = send(&mut officer, "", "直したもの.csv", mended.as_bytes()).await;
    let path = answer.location().to_owned();
    let page = officer.visit(&path).await;
    says(&page, "1件をすべて取り込む");
    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    says(&page, "台帳を取り込みました");
    says(&officer.visit("/contracts").await, "広報紙印刷業務");
    assert_eq!(
        officer.get(&format!("{path}/errors.xlsx")).await.status,
        StatusCode::NOT_FOUND
    );
}

/// What is typed in the place of cells, and the page it leads to.
async fn correct(browser: &mut Browser, path: &str, row: u32, cells: &[(&str, &str)]) -> Answer {
    let page = format!("{path}/rows/1/{row}");
    let shown = browser.visit(&page).await;
    let (id, revision, row) = (id_of(path), revision(&shown), row.to_string());
    let mut fields = vec![
        ("id".to_owned(), id),
        ("revision".to_owned(), revision),
        ("sheet".to_owned(), "0".to_owned()),
        ("row".to_owned(), row),
    ];
    for (letters, text) in cells {
        fields.push((format!("input[cells][{letters}]"), (*text).to_owned()));
    }
    let path = "/api/import/row";
    browser.submit(path, &page, &pairs(&fields)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_corrected_on_screen() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let late = "8-4,総務課,封筒印刷業務,有限会社見本印刷,,R8.4.1,R9.4.1,R8.4.1,90000,無,";
    let (path, page) = sent(&mut officer, &[CLEANING, DAMAGED, late]).await;
    says(&page, "正しい行だけ取り込む（1件）");
    let row = officer.visit(&format!("{path}/rows/1/4")).await;
    says(&row, "契約日");
    says(&row, "元号か西暦4桁");
    assert_eq!(row.value_of("input[cells][F]").as_deref(), Some("26.4.1"));

    // Not right yet: the row is shown again, with what was typed.
    let page = correct(&mut officer, &path, 4, &[("F", "26.4.2")]).await;
    says(&page, "まだ取り込めません");
    says(&page, "台帳の記載：26.4.1");
    assert_eq!(page.value_of("input[cells][F]").as_deref(), Some("26.4.2"));
    let page = correct(
        &mut officer,
        &path,
        4,
        &[("F", "R8.4.1"), ("C", "広報紙印刷業務")],
    )
    .await;
    says(&page, "4行を直した内容で読み直しました（追加）");
    says(&page, "画面で直した欄が1か所あります");
    says(&page, "正しい行だけ取り込む（2件）");
    // What is left can still be downloaded.
    let file = officer.get(&format!("{path}/errors.xlsx")).await;
    let workbook = documents::spreadsheet::read(&file.body, "エラーの行.xlsx").unwrap();
    let left: Vec<u32> = workbook.sheets[0]
        .rows
        .iter()
        .map(|row| row.number)
        .collect();
    assert_eq!(left, [1, 2, 3]);
    let page = correct(&mut officer, &path, 5, &[("G", "R8.4.1"), ("H", "R9.3.31")]).await;
    says(&page, "3件をすべて取り込む");
    let stale = [
        ("id", id_of(&path)),
        ("revision", "1".to_owned()),
        ("sheet", "0".to_owned()),
        ("row", "5".to_owned()),
        ("input[cells][G]", "R8.5.1".to_owned()),
    ];
    let stale: Vec<(&str, &str)> = stale
        .iter()
        .map(|(name, it)| (*name, it.as_str()))
        .collect();
    let answer = status(&mut officer, "/api/import/row", &stale).await;
    assert_eq!(answer, StatusCode::CONFLICT);

    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    says(&page, "台帳を取り込みました");
    let contracts = officer.visit("/contracts").await;
    says(&contracts, "広報紙印刷業務");
    says(&contracts, "封筒印刷業務");
    // The record leads to its cells: what the file says, and what was read instead.
    let row = officer.visit(&format!("{path}/rows/1/4")).await;
    says(&row, "台帳の記載：26.4.1");
    says(&row, "keiyakuが訂正");
    assert_eq!(row.value_of("input[cells][F]"), None);
    // The file stays as it was sent.
    let original = officer.get(&format!("{path}/file")).await;
    assert_eq!(original.body, ledger(&[CLEANING, DAMAGED, late]).as_bytes());
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    says(&auditor.visit("/audit-log").await, "取り込む行の訂正");
    for missing in ["rows/0/4", "rows/1/2", "rows/1/99", "rows/2/4", "rows/a/b"] {
        let answer = officer.get(&format!("{path}/{missing}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
    }
    assert_eq!(
        status(&mut auditor, "/api/import/row", &stale).await,
        StatusCode::FORBIDDEN
    );
    says(
        &undo(&mut officer, &path).await,
        "取り込む前の内容に戻しました",
    );
    hides(&officer.visit("/contracts").await, "広報紙印刷業務");
}
