//! A ledger is sent, looked at, mended, taken in as it was shown, and taken back exactly as it was.

use domain::authorization::Role;
use http::StatusCode;
use tests::{Answer, Browser, TestApp};

const HEAD: &str = "契約番号,所管課,件名,委託先,法人番号,契約日,履行期間(自),履行期間(至),契約金額(税込),再委託,再委託先";
pub(super) const CLEANING: &str =
    "8-1,総務課,庁舎清掃業務,株式会社見本ビル管理,,R8.4.1,R8.4.1,R9.3.31,1200000,無,";
pub(super) const PATROL: &str =
    "8-2,総務課,庁舎警備業務,見本警備株式会社,,R8.4.1,R8.4.1,R9.3.31,2400000,無,";
/// The day of the contract cannot be read.
const DAMAGED: &str =
    "8-3,総務課,広報紙印刷業務,有限会社見本印刷,,26.4.1,R8.4.1,R9.3.31,800000,無,";

pub(super) fn ledger(rows: &[&str]) -> String {
    let mut text = format!("令和８年度　業務委託契約台帳\r\n{HEAD}\r\n");
    for row in rows {
        text.push_str(row);
        text.push_str("\r\n");
    }
    text
}

pub(super) fn says(answer: &Answer, words: &str) {
    let text = answer.text();
    assert!(text.contains(words), "{words} is missing:\n{text}");
}

pub(super) fn hides(answer: &Answer, words: &str) {
    let text = answer.text();
    assert!(!text.contains(words), "{words} is there:\n{text}");
}

/// Sends a file; the answer is that of the sending itself.
async fn send(browser: &mut Browser, kind: &str, name: &str, content: &[u8]) -> Answer {
    let head = format!(
        "--itaku\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n\
         --itaku\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--itaku--\r\n"].concat();
    let request = http::Request::post("/import")
        .header("accept", "text/html")
        .header("origin", format!("http://{}", tests::client::HOST))
        .header("content-type", "multipart/form-data; boundary=itaku");
    browser.send(request, body.into()).await
}

/// Sends a file that is taken, and opens the page it leads to: address and page.
pub(super) async fn sent(browser: &mut Browser, rows: &[&str]) -> (String, Answer) {
    let answer = send(browser, "", "委託契約台帳.csv", ledger(rows).as_bytes()).await;
    assert!(answer.status.is_redirection(), "{}", answer.text());
    let path = answer.location().to_owned();
    let page = browser.visit(&path).await;
    (path, page)
}

/// Where the list leads to for a name. A sequence of PostgreSQL has gaps: nothing is said about numbers.
async fn found(browser: &mut Browser, list: &str, name: &str) -> String {
    let html = browser.visit(list).await.html();
    let start = format!("href=\"{list}/");
    let mut links = html.split(&start).skip(1);
    let link = links.find(|link| link.split("</a>").next().unwrap().contains(name));
    let id = link.unwrap().split('"').next().unwrap();
    format!("{list}/{id}")
}

pub(super) fn revision(page: &Answer) -> String {
    page.value_of("revision").unwrap_or_default()
}

pub(super) fn id_of(path: &str) -> String {
    path.trim_start_matches("/import/").to_owned()
}

pub(super) async fn apply(
    browser: &mut Browser,
    path: &str,
    revision: &str,
    extent: &str,
) -> Answer {
    let id = id_of(path);
    let fields = [
        ("id", id.as_str()),
        ("revision", revision),
        ("input[extent]", extent),
    ];
    browser.submit("/api/import/apply", path, &fields).await
}

pub(super) async fn undo(browser: &mut Browser, path: &str) -> Answer {
    let page = browser.visit(path).await;
    let (id, revision) = (id_of(path), revision(&page));
    let fields = [("id", id.as_str()), ("revision", revision.as_str())];
    browser.submit("/api/import/undo", path, &fields).await
}

/// What a script is told, with the status that says the same.
async fn status(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> StatusCode {
    let request = http::Request::post(path)
        .header("accept", "application/json")
        .header("origin", format!("http://{}", tests::client::HOST))
        .header("content-type", "application/x-www-form-urlencoded");
    let body = tests::client::encoded(fields);
    browser.send(request, body.into()).await.status
}

pub(super) async fn officer(app: &TestApp) -> Browser {
    app.signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_is_looked_at_taken_in_and_taken_back() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (path, page) = sent(&mut officer, &[CLEANING, PATROL]).await;
    says(&page, "確認中");
    says(&page, "業務委託契約台帳");
    says(&page, "2件を新しく登録します");
    says(&page, "庁舎清掃業務");
    says(&page, "株式会社見本ビル管理");
    says(&page, "2件をすべて取り込む");
    hides(&officer.visit("/contracts").await, "庁舎清掃業務");
    says(&officer.visit("/").await, "確認中の取込み");

    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    says(&page, "台帳を取り込みました");
    says(&page, "取込み済み");
    says(&officer.visit("/contracts").await, "庁舎清掃業務");
    let address = found(&mut officer, "/contracts", "庁舎清掃業務").await;
    let contract = officer.visit(&address).await;
    says(&contract, "台帳からの取込み");
    says(&contract, "3行");
    let cells = officer.visit(&format!("{path}/rows/1/3")).await;
    says(&cells, "I列");
    says(&cells, "1200000");
    let vendor = found(&mut officer, "/vendors", "株式会社見本ビル管理").await;
    says(&officer.visit(&vendor).await, "委託契約台帳.csv");
    says(&officer.visit("/import").await, "委託契約台帳.csv");
    // The list can be had with the columns of that file.
    says(
        &officer.visit("/contracts").await,
        "委託契約台帳.csvの様式（Excel）",
    );
    let export = format!("/exports/contracts?format=csv&layout={}", id_of(&path));
    let file = officer.get(&export).await.html();
    let heads = HEAD.replace(',', "\",\"");
    assert!(
        file.starts_with(&format!("\u{feff}\"{heads}\"\r\n")),
        "{file}"
    );
    assert!(
        file.contains("\"8-1\",\"総務課\",\"庁舎清掃業務\",\"株式会社見本ビル管理\""),
        "{file}"
    );
    // The same file again finds its records.
    let (again, page) = sent(&mut officer, &[CLEANING, PATROL]).await;
    says(&page, "新しく登録する行も、書き換える行もありません");
    hides(&page, "すべて取り込む");
    assert_ne!(again, path);

    let page = undo(&mut officer, &path).await;
    says(&page, "取り込む前の内容に戻しました");
    says(&page, "取消済み");
    hides(&officer.visit("/contracts").await, "庁舎清掃業務");
    hides(&officer.visit("/vendors").await, "見本警備株式会社");
    // What was taken back can be taken in again.
    let (path, page) = sent(&mut officer, &[CLEANING, PATROL]).await;
    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    says(&page, "台帳を取り込みました");

    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let log = auditor.visit("/audit-log").await;
    says(&log, "台帳の取込みの取消し");
    says(&log, "契約の取込み");
    let page = auditor.visit(&path).await;
    says(&page, "取込みの結果");
    hides(&page, "取り込みを取り消す");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_shows_old_and_new_and_goes_back_to_what_it_was() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (first, page) = sent(&mut officer, &[CLEANING, PATROL]).await;
    apply(&mut officer, &first, &revision(&page), "all").await;
    let address = found(&mut officer, "/contracts", "庁舎清掃業務").await;
    let before = officer.visit(&address).await.text();
    let dearer = CLEANING.replace("1200000", "1500000");
    let (path, page) = sent(&mut officer, &[&dearer]).await;
    says(&page, "登録されている1件を書き換えます");
    says(&page, "契約金額");
    says(&page, "1,200,000円");
    says(&page, "1,500,000円");
    let page = apply(&mut officer, &path, &revision(&page), "all").await;
    says(&page, "台帳を取り込みました");
    says(&officer.visit(&address).await, "1,500,000円");
    // The contract that is not in the file stays.
    says(&officer.visit("/contracts").await, "庁舎警備業務");
    // What came later has to be taken back first.
    let page = undo(&mut officer, &first).await;
    says(&page, "取り消せません");
    says(&page, "契約「庁舎清掃業務」");
    says(&page, "契約の変更（取込み）");
    let page = undo(&mut officer, &path).await;
    says(&page, "取り込む前の内容に戻しました");
    let after = officer.visit(&address).await.text();
    let without_history = |text: &str| {
        let end = text.find("台帳からの取込み").unwrap_or(text.len());
        text[..end].to_owned()
    };
    assert_eq!(without_history(&after), without_history(&before));
    says(
        &undo(&mut officer, &first).await,
        "取り込む前の内容に戻しました",
    );
    hides(&officer.visit("/contracts").await, "庁舎警備業務");
}

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
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.submit("/api/import/row", &page, &fields).await
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

#[tokio::test(flavor = "multi_thread")]
async fn a_column_nobody_knows_is_chosen_once() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let odd = ledger(&[CLEANING]).replace("件名", "しごとの中身");
    let answer = send(&mut officer, "contract", "変わった台帳.csv", odd.as_bytes()).await;
    let path = answer.location().to_owned();
    let page = officer.visit(&path).await;
    says(&page, "まだ読めません");
    says(&page, "「件名」の列が見つからない");
    let columns = format!("{path}/columns");
    let page = officer.visit(&columns).await;
    says(&page, "しごとの中身");
    let id = id_of(&path);
    let revision_now = revision(&page);
    let choose = |title: &'static str| {
        let codes = [
            "ContractNo",
            "OrganizationUnit",
            title,
            "VendorName",
            "CorporateNumber",
            "SignedOn",
            "StartOn",
            "EndOn",
            "Amount",
            "Subcontracting",
            "Subcontractors",
        ];
        let mut fields = vec![
            ("id".to_owned(), id.clone()),
            ("revision".to_owned(), revision_now.clone()),
            ("sheet".to_owned(), "0".to_owned()),
        ];
        for (place, code) in codes.into_iter().enumerate() {
            fields.push((format!("input[columns][{place}]"), code.to_owned()));
        }
        fields
    };
    let pairs = |fields: &[(String, String)]| -> Vec<(String, String)> { fields.to_vec() };
    let twice = pairs(&choose("VendorName"));
    let twice: Vec<(&str, &str)> = twice
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let page = officer
        .submit("/api/import/columns", &columns, &twice)
        .await;
    says(&page, "ほかの列でも選ばれています");
    let right = choose("Title");
    let right: Vec<(&str, &str)> = right
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let page = officer
        .submit("/api/import/columns", &columns, &right)
        .await;
    says(&page, "列の読み方を保存し、読み直しました");
    says(&page, "庁舎清掃業務");
    says(&page, "1件をすべて取り込む");
    // The next file with these heads is known.
    let next = ledger(&[PATROL]).replace("件名", "しごとの中身");
    let answer = send(&mut officer, "", "次の台帳.csv", next.as_bytes()).await;
    let page = officer.visit(answer.location()).await;
    says(&page, "庁舎警備業務");
    says(&page, "1件をすべて取り込む");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_of_several_values_is_split_when_somebody_looked() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let two = CLEANING.replace(",無,", ",有,見本設備株式会社、株式会社見本電気");
    let (path, page) = sent(&mut officer, &[&two]).await;
    says(&page, "1つの欄に複数の値がある行");
    says(&page, "見本設備株式会社、株式会社見本電気");
    let now = revision(&page);
    let page = apply(&mut officer, &path, &now, "all").await;
    says(&page, "分け方を確かめていません");
    let id = id_of(&path);
    let fields = [
        ("id", id.as_str()),
        ("revision", now.as_str()),
        ("input[extent]", "all"),
        ("input[split]", "1"),
    ];
    let page = officer.submit("/api/import/apply", &path, &fields).await;
    says(&page, "台帳を取り込みました");
}

#[tokio::test(flavor = "multi_thread")]
async fn units_and_staff_are_taken_in_and_taken_back() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in_as(Role::Administrator, None, "admin").await;
    let units = "コード,名称,上位組織,組織区分,適用開始\r\n\
                 9900,見本局,,内部部局,R8.4.1\r\n9910,見本課,見本局,内部部局,R8.4.1\r\n";
    let answer = send(&mut admin, "", "組織.csv", units.as_bytes()).await;
    let unit_run = answer.location().to_owned();
    let page = admin.visit(&unit_run).await;
    apply(&mut admin, &unit_run, &revision(&page), "all").await;
    let staff = "職員番号,氏名,フリガナ,所属,職名,在職開始\r\n\
                 90001,見本 一郎,ミホン イチロウ,見本課,係長,R8.4.1\r\n";
    let answer = send(&mut admin, "", "職員名簿.csv", staff.as_bytes()).await;
    let staff_run = answer.location().to_owned();
    let page = admin.visit(&staff_run).await;
    says(&page, "職員名簿");
    apply(&mut admin, &staff_run, &revision(&page), "all").await;
    says(&admin.visit("/organization").await, "見本 一郎");
    let page = undo(&mut admin, &unit_run).await;
    says(&page, "組織「見本課」：職員が登録されています");
    says(
        &undo(&mut admin, &staff_run).await,
        "取り込む前の内容に戻しました",
    );
    says(
        &undo(&mut admin, &unit_run).await,
        "取り込む前の内容に戻しました",
    );
    hides(&admin.visit("/organization").await, "見本課");
}
