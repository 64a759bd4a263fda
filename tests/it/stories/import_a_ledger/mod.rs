//! A ledger is sent, looked at, mended, taken in as it was shown, and taken back exactly as it was.

mod columns;
mod mend;
mod refused;

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

/// Fields as a form sends them.
fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
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
