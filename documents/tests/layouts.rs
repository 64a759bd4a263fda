//! Other towns' layouts: the same rows under other headers, in another order, give the same records.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{collections::BTreeMap, path::PathBuf};

use chrono::NaiveDate;
use documents::spreadsheet;
use domain::import::{
    ImportContext, LedgerKind,
    contract::ContractRecord,
    raw::{RawCell, RawRow, Sheet, Workbook},
    read_ledger,
    reading::{Records, SheetReading},
};

#[test]
fn a_damaged_file_is_refused_or_read_but_never_a_panic() {
    for name in [
        "委託契約台帳_令和8年度.xlsx",
        "職員_旧形式.xls",
        "職員.ods",
        "組織.csv",
    ] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../tests/fixtures/ledgers")
            .join(name);
        let whole = std::fs::read(path).unwrap();
        for part in 0..40 {
            let mut bytes = whole.clone();
            bytes.truncate(whole.len() * part / 40);
            let _ = spreadsheet::read(&bytes, name);
            let mut bytes = whole.clone();
            let at = (part * 7_919 + 13) % bytes.len();
            bytes[at] ^= 0x55;
            if let Ok(workbook) = spreadsheet::read(&bytes, name) {
                let _ = sheets(&workbook);
            }
        }
    }
}

#[test]
fn old_workbooks_and_open_documents_are_read_too() {
    for name in ["職員_旧形式.xls", "職員.ods"] {
        let context = ImportContext {
            file_name: name,
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            fiscal_year: None,
            units: &[],
            people: &[],
        };
        let reading = read_ledger(LedgerKind::Staff, &workbook(name), &context);
        let sheet = &reading.sheets[0];
        assert_eq!(sheet.header_rows, [3], "{name}");
        let Records::People(people) = &sheet.records else {
            panic!("{name}")
        };
        assert_eq!(people.len(), 1, "{name}");
        assert_eq!(people[0].row, 4);
        assert_eq!(people[0].fields.name.as_deref(), Some("髙橋 一郎"));
        assert_eq!(people[0].fields.staff_no.as_deref(), Some("00104"));
        assert_eq!(people[0].fields.kana.as_deref(), Some("タカハシ イチロウ"));
        assert_eq!(
            people[0].fields.employed_from,
            NaiveDate::from_ymd_opt(1994, 4, 1)
        );
    }
}

fn workbook(name: &str) -> Workbook {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/fixtures/ledgers")
        .join(name);
    spreadsheet::read(&std::fs::read(path).unwrap(), name).unwrap()
}

fn sheets(workbook: &Workbook) -> Vec<SheetReading> {
    let context = ImportContext {
        file_name: "台帳_令和8年度",
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        fiscal_year: None,
        units: &[],
        people: &[],
    };
    read_ledger(LedgerKind::Contract, workbook, &context).sheets
}

fn records(sheet: &SheetReading) -> BTreeMap<u32, ContractRecord> {
    match &sheet.records {
        Records::Contracts(records) => records
            .iter()
            .map(|record| (record.row, record.fields.clone()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn assert_same(before: &SheetReading, after: &SheetReading) {
    let (wanted, got) = (records(before), records(after));
    assert!(!wanted.is_empty());
    for (row, wanted) in &wanted {
        assert_eq!(got.get(row), Some(wanted), "row {row}");
    }
    assert_eq!(wanted.len(), got.len());
    assert_eq!(before.skipped.len(), after.skipped.len());
    let codes = |sheet: &SheetReading| {
        let mut codes: Vec<_> = sheet
            .warnings
            .iter()
            .map(|message| (message.row, message.code.as_str()))
            .collect();
        codes.sort_unstable();
        codes
    };
    assert_eq!(codes(before), codes(after));
}

/// Right to left. A merge keeps its value in its first cell.
fn mirrored(sheet: &Sheet) -> Sheet {
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap();
    let mut mirrored = sheet.clone();
    for row in &mut mirrored.rows {
        row.cells.resize(width, RawCell::default());
        row.cells.reverse();
    }
    for merged in &mut mirrored.merges {
        let first = width - 1 - merged.last_column;
        merged.last_column = width - 1 - merged.first_column;
        merged.first_column = first;
        if let Some(row) = mirrored
            .rows
            .iter_mut()
            .find(|row| row.number == merged.first_row)
        {
            row.cells.swap(merged.first_column, merged.last_column);
        }
    }
    mirrored
}

#[test]
fn a_workbook_may_be_laid_out_from_right_to_left() {
    let before = workbook("委託契約台帳_令和8年度.xlsx");
    let mut after = before.clone();
    after.sheets = before.sheets.iter().map(mirrored).collect();
    for (before, after) in sheets(&before).iter().zip(&sheets(&after)).take(2) {
        assert_same(before, after);
    }
}

/// The header of the sample CSV in the words of another town, in one row.
const OTHER_WORDS: [&str; 31] = [
    "番　号",
    "担当課名",
    "担当者",
    "委託業務名",
    "契約方式",
    "受託者",
    "代表者職・氏名",
    "法人番号（13桁）",
    "インボイス登録番号",
    "契約年月日",
    "契約期間",
    "委託料\n（税込）",
    "長期継続契約",
    "取り扱う情報",
    "機密性区分",
    "個人情報の有無",
    "マイナンバー",
    "取扱件数",
    "情報セキュリティ特記事項",
    "再委託の有無",
    "再委託先名称",
    "再委託承諾日",
    "業務体制表",
    "従事者名簿",
    "秘密保持誓約書",
    "取得認証",
    "認証有効期限",
    "点検実施日",
    "点検方法",
    "点検結果",
    "摘　要",
];

#[test]
fn headers_may_use_other_words_in_another_order() {
    let before = workbook("委託契約台帳_令和8年度.csv");
    let mut after = before.clone();
    let sheet = &mut after.sheets[0];
    let header = |row: &mut RawRow| {
        row.cells = OTHER_WORDS
            .iter()
            .map(|word| RawCell::text(*word))
            .collect();
    };
    sheet.rows.retain(|row| row.number != 4);
    for row in &mut sheet.rows {
        if matches!(row.number, 5 | 42 | 43) {
            header(row);
        }
        // 7 and 31 share no divisor: every column moves, none is lost.
        if 4 < row.number {
            row.cells.resize(31, RawCell::default());
            let cells = (0..31).map(|index| row.cells[index * 7 % 31].clone());
            row.cells = cells.collect();
        }
    }
    let (before, after) = (sheets(&before), sheets(&after));
    assert_eq!(after[0].header_rows, [5]);
    let unread: Vec<&str> = after[0]
        .columns
        .iter()
        .filter(|column| column.field.is_none())
        .map(|column| column.header.as_str())
        .collect();
    assert_eq!(unread, [] as [&str; 0]);
    assert_same(&before[0], &after[0]);
}
