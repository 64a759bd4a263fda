//! The same ledger with its columns in another order, under other words, in another encoding or container gives
//! the same records.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{io::Write, path::PathBuf};

use chrono::{DateTime, NaiveDate};
use documents::{
    spreadsheet,
    workbook::{Cell, Sheet, SheetColumn, workbook},
};
use domain::{
    fiscal_year::FiscalYear,
    import::{
        ImportContext, LedgerKind, layout, organization_unit::OrganizationUnitRecord, read_ledger,
        reading::LedgerReading,
    },
};
use proptest::prelude::*;
use serde_json::Value;

const TITLE: &str = "令和８年度　台帳";

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/ledgers");
    std::fs::read(path.join(name)).unwrap()
}

fn read(kind: LedgerKind, file_name: &str, bytes: &[u8]) -> LedgerReading {
    let workbook =
        spreadsheet::read(bytes, file_name).unwrap_or_else(|error| panic!("{file_name}: {error}"));
    let units: &[OrganizationUnitRecord] = &[];
    let context = ImportContext {
        file_name,
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        fiscal_year: Some(FiscalYear(2026)),
        units,
        people: &[],
    };
    read_ledger(kind, &workbook, &context)
}

/// A ledger as a table of texts: a column for each field, a row for each record.
struct Table {
    kind: LedgerKind,
    heads: Vec<String>,
    /// The names of each column's field under which it may be found, the first as the program calls it.
    words: Vec<Vec<String>>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The records of a sample, each in a line of its own.
    fn of(kind: LedgerKind, file_name: &str) -> Self {
        let bytes = fixture(file_name);
        let sheet = spreadsheet::read(&bytes, file_name)
            .unwrap()
            .sheets
            .remove(0);
        let reading = serde_json::to_value(read(kind, file_name, &bytes)).unwrap();
        let reading = &reading["sheets"][0];
        let heads = reading["columns"].as_array().unwrap().iter().enumerate();
        let known = heads.filter_map(|(index, column)| {
            let (field, head) = (column["field"].as_str()?, column["header"].as_str()?);
            Some((index, field.to_owned(), head.to_owned()))
        });
        let known: Vec<(usize, String, String)> = known.collect();
        let words: Vec<Vec<String>> = known
            .iter()
            .map(|(_, field, head)| wording(kind, field, head))
            .collect();
        let columns: Vec<(usize, String)> = known
            .into_iter()
            .map(|(index, field, _)| (index, field))
            .collect();
        let mut rows = Vec::new();
        let mut section = String::new();
        for record in reading["records"].as_array().unwrap() {
            let number = u32::try_from(record["row"].as_u64().unwrap()).unwrap();
            let row = sheet.rows.iter().find(|row| row.number == number).unwrap();
            let cells = columns.iter().map(|(index, field)| {
                let text = row.cells.get(*index).map(|cell| cell.shown());
                let text = text.unwrap_or_default();
                // A merge that a CSV lost is filled only there.
                if field == "organization_unit" {
                    if !text.trim().is_empty() {
                        section.clone_from(&text);
                    }
                    return section.clone();
                }
                text
            });
            rows.push(cells.collect());
        }
        Self {
            kind,
            heads: words.iter().map(|words| words[0].clone()).collect(),
            words,
            rows,
        }
    }

    fn arranged(&self, order: &[usize], picks: &[prop::sample::Index]) -> Self {
        let arrange = |cells: &[String]| order.iter().map(|at| cells[*at].clone()).collect();
        let words: Vec<String> = self
            .words
            .iter()
            .zip(picks)
            .map(|(words, pick)| pick.get(words).clone())
            .collect();
        Self {
            kind: self.kind,
            heads: arrange(&words),
            words: order.iter().map(|at| self.words[*at].clone()).collect(),
            rows: self.rows.iter().map(|row| arrange(row)).collect(),
        }
    }

    /// A 法人番号 right behind 再委託先 is that of the subcontractor, when its heading does not say whose it is:
    /// such an order is another table.
    fn says_whose_number_only_by_place(&self) -> bool {
        let says = |head: &String, field: &str| {
            let mut wordings = layout::wordings(self.kind).into_iter();
            wordings.any(|(known, words)| known.as_str() == field && words.contains(head))
        };
        self.heads
            .windows(2)
            .any(|pair| says(&pair[0], "subcontractors") && says(&pair[1], "corporate_number"))
    }

    fn lines(&self) -> Vec<Vec<String>> {
        let mut title = vec![String::new(); self.heads.len()];
        TITLE.clone_into(&mut title[0]);
        let mut lines = vec![title, self.heads.clone()];
        lines.extend(self.rows.iter().cloned());
        lines
    }

    fn delimited(&self, delimiter: char, line_end: &str) -> String {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines = self.lines().into_iter().map(|line| {
            let cells: Vec<String> = line.iter().map(quote).collect();
            cells.join(&delimiter.to_string()) + line_end
        });
        lines.collect()
    }

    /// The bytes and the name of the file; `None` where the encoding has no such character.
    fn file(&self, container: Container) -> Option<(&'static str, Vec<u8>)> {
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            let text = self.delimited('\t', "\r\n");
            let text = text.encode_utf16().flat_map(bytes);
            mark.into_iter().chain(text).collect()
        };
        Some(match container {
            Container::Utf8 => ("a.csv", self.delimited(',', "\n").into_bytes()),
            Container::Utf8Bom => (
                "a.csv",
                format!("\u{FEFF}{}", self.delimited(',', "\r\n")).into_bytes(),
            ),
            Container::Cp932 => {
                let text = self.delimited(',', "\r\n");
                let (bytes, _, has_unmappable) = encoding_rs::SHIFT_JIS.encode(&text);
                if has_unmappable {
                    return None;
                }
                ("a.csv", bytes.into_owned())
            }
            Container::Utf16Le => ("a.txt", utf16([0xFF, 0xFE], u16::to_le_bytes)),
            Container::Utf16Be => ("a.csv", utf16([0xFE, 0xFF], u16::to_be_bytes)),
            Container::Xlsx => ("a.xlsx", self.xlsx()),
            Container::Ods => ("a.ods", self.ods()),
        })
    }

    fn xlsx(&self) -> Vec<u8> {
        let column = |label: &String| SheetColumn {
            label: label.clone(),
            width: 10,
        };
        let cell = |text: &String| match text.as_str() {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        };
        let sheet = Sheet {
            name: "台帳".to_owned(),
            title: vec![TITLE.to_owned()],
            columns: self.heads.iter().map(column).collect(),
            rows: self
                .rows
                .iter()
                .map(|row| row.iter().map(cell).collect())
                .collect(),
        };
        workbook(&[sheet], DateTime::UNIX_EPOCH).unwrap()
    }

    fn ods(&self) -> Vec<u8> {
        let escape = |text: &str| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            text.replace('\n', "</text:p><text:p>")
        };
        let rows: String = self
            .lines()
            .iter()
            .map(|line| {
                let cells: String = line
                    .iter()
                    .map(|cell| match cell.as_str() {
                        "" => "<table:table-cell/>".to_owned(),
                        text => format!(
                            r#"<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>"#,
                            escape(text)
                        ),
                    })
                    .collect();
                format!("<table:table-row>{cells}</table:table-row>")
            })
            .collect();
        let content = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="台帳">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
        );
        let manifest = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#;
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (path, text) in [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", manifest),
            ("content.xml", content.as_str()),
        ] {
            writer
                .start_file(path, zip::write::SimpleFileOptions::default())
                .unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// The records of the file, as the expectation files print them.
    fn records(&self, container: Container) -> Option<Vec<Value>> {
        let (name, bytes) = self.file(container)?;
        Some(records(&read(self.kind, name, &bytes)))
    }
}

fn records(reading: &LedgerReading) -> Vec<Value> {
    let reading = serde_json::to_value(reading).unwrap();
    let records = reading["sheets"][0]["records"].as_array().cloned();
    let mut records: Vec<Value> = records
        .unwrap_or_default()
        .iter()
        .map(|record| record["fields"].clone())
        .collect();
    for record in &mut records {
        let fields = record.as_object_mut().unwrap();
        // The head says it, in one wording and not in another.
        fields.remove("amount_tax");
    }
    records
}

/// The words for a field that need no heading above them. 履行期間 and its first day are reported as the same field;
/// then the head says which of the two it is.
fn wording(kind: LedgerKind, field: &str, head: &str) -> Vec<String> {
    let wordings = layout::wordings(kind).into_iter();
    let mut wordings: Vec<Vec<String>> = wordings
        .filter(|(known, _)| known.as_str() == field)
        .map(|(_, words)| words)
        .collect();
    wordings.sort_by_key(|words| !words.iter().any(|word| word == head));
    wordings.swap_remove(0)
}

#[derive(Clone, Copy, Debug)]
enum Container {
    Utf8,
    Utf8Bom,
    Cp932,
    Utf16Le,
    Utf16Be,
    Xlsx,
    Ods,
}

const CONTAINERS: [Container; 7] = [
    Container::Utf8,
    Container::Utf8Bom,
    Container::Cp932,
    Container::Utf16Le,
    Container::Utf16Be,
    Container::Xlsx,
    Container::Ods,
];

/// Reads the sample in every order, wording and container that comes.
fn stays_the_same(kind: LedgerKind, file_name: &str) {
    let table = Table::of(kind, file_name);
    let expect = table.records(Container::Utf8).unwrap();
    assert_eq!(expect.len(), table.rows.len());
    let order: Vec<usize> = (0..table.heads.len()).collect();
    let picks = prop::collection::vec(any::<prop::sample::Index>(), order.len());
    let container = prop::sample::select(CONTAINERS.to_vec());
    let config = ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(order in Just(order).prop_shuffle(), picks in picks, container in container)| {
        let other = table.arranged(&order, &picks);
        if other.says_whose_number_only_by_place() {
            return Ok(());
        }
        let Some(got) = other.records(container) else { return Ok(()) };
        prop_assert_eq!(got.len(), expect.len(), "{:?} {:?}", container, other.heads);
        for (row, (got, expect)) in got.iter().zip(&expect).enumerate() {
            prop_assert_eq!(got, expect, "{:?} record {} {:?}", container, row, other.heads);
        }
    });
}

#[test]
fn contracts_read_the_same_in_every_order_wording_and_container() {
    stays_the_same(LedgerKind::Contract, "委託契約台帳_令和8年度.csv");
}

#[test]
fn services_read_the_same_in_every_order_wording_and_container() {
    stays_the_same(LedgerKind::ExternalService, "外部サービス利用台帳.xlsx");
}

#[test]
fn accounts_read_the_same_in_every_order_wording_and_container() {
    stays_the_same(LedgerKind::SocialMediaAccount, "SNSアカウント台帳.csv");
}

#[test]
fn staff_read_the_same_in_every_order_wording_and_container() {
    stays_the_same(LedgerKind::Staff, "職員名簿.csv");
}

#[test]
fn an_old_workbook_reads_as_the_csv_it_was_saved_from() {
    let of = |name: &str| records(&read(LedgerKind::Contract, name, &fixture(name)));
    let (old, csv) = (
        of("委託契約台帳_令和8年度.xls"),
        of("委託契約台帳_令和8年度.csv"),
    );
    assert_eq!(old.len(), csv.len());
    for (old, csv) in old.iter().zip(&csv) {
        assert_eq!(old, csv);
    }
}

#[test]
fn units_read_the_same_in_every_order_wording_and_container() {
    stays_the_same(LedgerKind::OrganizationUnit, "組織.csv");
}
