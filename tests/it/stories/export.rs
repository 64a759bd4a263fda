//! Ledgers as files: of the filtered list, within one's rights, noted in the operation log; what is taken out
//! and comes back unchanged changes nothing.

use std::{path::Path, process::Command};

use documents::spreadsheet;
use domain::{
    authorization::Role,
    contract::summary::ContractFilter,
    export::{ExportFormat, ExportLedger},
    import::{
        LedgerKind,
        raw::{RawCell, RawValue, Workbook},
    },
    organization::PeopleFilter,
};
use entities::contract;
use http::{StatusCode, header};
use sea_orm::{EntityTrait, QueryOrder};
use services::{
    Actor, Store, export,
    import::{self, Apply, ImportOutcome, What},
};
use tests::{Answer, Browser, TestApp, test_app::PASSWORD};

use super::{bench_data::filled, responsible_person};

/// What a person sees in a cell.
fn text_of(cell: &RawCell) -> String {
    match &cell.value {
        RawValue::Empty => String::new(),
        RawValue::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

/// The first sheet as texts.
fn rows(book: &Workbook) -> Vec<Vec<String>> {
    let rows = book.sheets[0].rows.iter();
    rows.map(|row| row.cells.iter().map(text_of).collect())
        .collect()
}

fn read(answer: &Answer, name: &str) -> Workbook {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    spreadsheet::read(&answer.body, name).unwrap()
}

/// 追加, 更新, refused, 変更なし.
fn counts(outcome: &ImportOutcome) -> [usize; 4] {
    let of = |what| outcome.count(what);
    [
        of(What::Added),
        of(What::Updated),
        outcome.refused.len(),
        of(What::Unchanged),
    ]
}

async fn contracts(store: &Store) -> Vec<contract::Model> {
    let query = contract::Entity::find().order_by_asc(contract::Column::Id);
    query.all(&store.db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_ledger_comes_in_every_form_for_every_role() {
    let (_database, _store, router) = filled().await;
    for (name, _) in services::bench_data::SIGN_IN_NAMES {
        let mut browser = Browser::new(router.clone());
        browser.sign_in(name, PASSWORD).await;
        for ledger in ExportLedger::ALL {
            for format in ExportFormat::ALL {
                let path = format!("/exports/{}?format={}", ledger.code(), format.code());
                let answer = browser.get(&path).await;
                let disposition = answer.headers[header::CONTENT_DISPOSITION]
                    .to_str()
                    .unwrap();
                assert!(disposition.starts_with("attachment"), "{disposition}");
                let file = format!("a.{}", format.extension());
                let rows = rows(&read(&answer, &file));
                assert!(1 < rows.len(), "{name} {path}: {rows:?}");
                let width = rows[0].len();
                assert!(
                    rows.iter().all(|row| row.len() <= width),
                    "{path}: {rows:?}"
                );
            }
        }
    }
    let mut auditor = Browser::new(router);
    auditor.sign_in("kansa", PASSWORD).await;
    let log = auditor.get("/audit-log").await.text();
    for words in ["台帳の出力", "契約台帳", "CSV（Shift JIS）"] {
        assert!(log.contains(words), "{words}\n{log}");
    }
    assert_eq!(
        auditor.get("/exports/nothing").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_holds_what_the_filter_shows_and_the_person_may_see() {
    let app = TestApp::start().await;
    for (unit, title) in [
        (app.unit, "=庁舎清掃"),
        (app.unit, "公用車整備"),
        (app.other_unit, "橋りょう点検"),
    ] {
        responsible_person::contract(&app, unit, title).await;
    }
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let titles = async |browser: &mut Browser, path: &str| -> Vec<String> {
        let book = read(&browser.get(path).await, "a.csv");
        rows(&book)
            .into_iter()
            .skip(1)
            .map(|row| row[2].clone())
            .collect()
    };
    let path = "/exports/contracts?format=csv&sort=title";
    assert_eq!(titles(&mut head, path).await, ["=庁舎清掃", "公用車整備"]);
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let found = titles(
        &mut auditor,
        "/exports/contracts?format=csv&q=%E7%82%B9%E6%A4%9C",
    )
    .await;
    assert_eq!(found, ["橋りょう点検"]);
    // The list offers the file of what it shows.
    let list = auditor.get("/contracts?q=%E7%82%B9%E6%A4%9C").await.html();
    assert!(
        list.contains("/exports/contracts?q=%E7%82%B9%E6%A4%9C&amp;format=xlsx"),
        "{list}"
    );
    let stranger = app.visitor().get("/exports/contracts").await;
    assert_ne!(stranger.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_character_that_shift_jis_lacks_is_named_and_no_file_is_made() {
    let app = TestApp::start().await;
    responsible_person::contract(&app, app.unit, "𠮷野桜植樹").await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let refused = auditor.get("/exports/contracts?format=csv-cp932").await;
    assert_ne!(refused.status, StatusCode::OK);
    assert!(
        refused.text().contains("「𠮷」（件名、2行目）"),
        "{}",
        refused.text()
    );
    let book = read(&auditor.get("/exports/contracts?format=csv").await, "a.csv");
    assert_eq!(rows(&book)[1][2], "𠮷野桜植樹");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_out_and_comes_back_changes_nothing() {
    let (_database, store, _) = filled().await;
    let ctx = store.acting(Actor::operator());
    let before = contracts(&store).await;
    for format in ExportFormat::ALL {
        let file = export::contracts(&ctx, &ContractFilter::default(), *format)
            .await
            .unwrap();
        let outcome = import::run(
            &ctx,
            LedgerKind::Contract,
            &file.name,
            file.content,
            Apply::Apply,
        )
        .await
        .unwrap();
        let told = serde_json::to_value(&outcome).unwrap();
        let counts = counts(&outcome);
        assert_eq!(counts[..3], [0, 0, 0], "{format}: {told:#}");
        assert!(0 < counts[3], "{format}: {told:#}");
        assert_eq!(contracts(&store).await, before, "{format}");
    }
    let filter = PeopleFilter {
        past: "1".to_owned(),
        ..PeopleFilter::default()
    };
    let file = export::people(&ctx, &filter, ExportFormat::Xlsx)
        .await
        .unwrap();
    let outcome = import::run(
        &ctx,
        LedgerKind::Staff,
        &file.name,
        file.content,
        Apply::Apply,
    )
    .await
    .unwrap();
    let counts = counts(&outcome);
    let told = serde_json::to_value(&outcome).unwrap();
    assert_eq!(counts[..3], [0, 0, 0], "{told:#}");
}

/// What `LibreOffice` makes of the bytes of a workbook.
fn saved_by_libreoffice(content: &[u8], name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("office");
    std::fs::create_dir_all(folder.join("out")).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    let output = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.display()
        ))
        .args(["--headless", "--convert-to", "ods", "--outdir"])
        .arg(folder.join("out"))
        .arg(&path)
        .output()
        .unwrap_or_else(|error| panic!("LibreOffice is needed by this test: {error}"));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    std::fs::read(folder.join("out").join(name).with_extension("ods")).unwrap()
}

/// A colleague opens the file in another program and saves it there: the cells are the same, and it comes back
/// without changing anything.
#[tokio::test(flavor = "multi_thread")]
async fn what_libreoffice_saves_comes_back_and_changes_nothing() {
    let (_database, store, _) = filled().await;
    let ctx = store.acting(Actor::operator());
    let before = contracts(&store).await;
    let file = export::contracts(&ctx, &ContractFilter::default(), ExportFormat::Xlsx)
        .await
        .unwrap();
    let saved = saved_by_libreoffice(&file.content, "contracts.xlsx");
    let ours = rows(&spreadsheet::read(&file.content, "contracts.xlsx").unwrap());
    let theirs = rows(&spreadsheet::read(&saved, "contracts.ods").unwrap());
    assert!(1 < ours.len());
    for (ours, theirs) in ours.iter().zip(&theirs) {
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert_eq!(ours, theirs);
        }
    }
    let outcome = import::run(
        &ctx,
        LedgerKind::Contract,
        "contracts.ods",
        saved,
        Apply::Apply,
    )
    .await
    .unwrap();
    let counts = counts(&outcome);
    let told = serde_json::to_value(&outcome).unwrap();
    assert_eq!(counts[..3], [0, 0, 0], "{told:#}");
    assert_eq!(contracts(&store).await, before);
}
