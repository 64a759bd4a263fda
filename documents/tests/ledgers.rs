//! The sample ledgers are read exactly as the expectation files beside them say.
//!
//! Compared as their README lays down: a field is right when it equals the value or one of `accept`,
//! texts after NFKC and without blanks; every error and warning is expected exactly once.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{collections::BTreeMap, path::PathBuf};

use chrono::NaiveDate;
use documents::spreadsheet;
use domain::import::{
    ImportContext, LedgerKind,
    organization_unit::OrganizationUnitRecord,
    read_ledger,
    reading::{LedgerReading, Records},
    staff::PersonRecord,
};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Fields of a contract that every reading must print.
const CONTRACT_FIELDS: &[&str] = &[
    "fiscal_year",
    "contract_no",
    "organization_unit",
    "title",
    "vendor_name",
    "corporate_number",
    "signed_on",
    "start_on",
    "end_on",
    "amount",
    "amount_kind",
    "confidentiality",
    "personal_info",
    "specific_personal_info",
    "subcontracting",
    "subcontractors",
    "state",
];

#[test]
fn the_contract_workbook_is_read_as_expected() {
    check(LedgerKind::Contract, "委託契約台帳_令和8年度.xlsx");
}

#[test]
fn the_contract_csv_is_read_as_expected() {
    check(LedgerKind::Contract, "委託契約台帳_令和8年度.csv");
}

#[test]
fn the_contract_csv_of_three_weeks_later_is_read_as_expected() {
    check(LedgerKind::Contract, "委託契約台帳_令和8年度_11月更新.csv");
}

#[test]
fn the_staff_roster_is_read_as_expected() {
    check(LedgerKind::Staff, "職員名簿.csv");
}

#[test]
fn the_organization_units_are_read_as_expected() {
    check(LedgerKind::OrganizationUnit, "組織.csv");
}

#[test]
fn the_external_services_are_read_as_expected() {
    check(LedgerKind::ExternalService, "外部サービス利用台帳.xlsx");
}

#[test]
fn the_social_media_accounts_are_read_as_expected() {
    check(LedgerKind::SocialMediaAccount, "SNSアカウント台帳.csv");
}

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/fixtures/ledgers")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(
    kind: LedgerKind,
    file_name: &str,
    units: &[OrganizationUnitRecord],
    people: &[PersonRecord],
) -> LedgerReading {
    let workbook = spreadsheet::read(&fixture(file_name), file_name).unwrap();
    let context = ImportContext {
        file_name,
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        fiscal_year: None,
        units,
        people,
    };
    read_ledger(kind, &workbook, &context)
}

fn town_units() -> Vec<OrganizationUnitRecord> {
    let reading = read(LedgerKind::OrganizationUnit, "組織.csv", &[], &[]);
    match &reading.sheets[0].records {
        Records::OrganizationUnits(records) => {
            records.iter().map(|record| record.fields.clone()).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn town_people(units: &[OrganizationUnitRecord]) -> Vec<PersonRecord> {
    let reading = read(LedgerKind::Staff, "職員名簿.csv", units, &[]);
    match &reading.sheets[0].records {
        Records::People(records) => records.iter().map(|record| record.fields.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

fn check(kind: LedgerKind, file_name: &str) {
    let units = town_units();
    let people = town_people(&units);
    let got = serde_json::to_value(read(kind, file_name, &units, &people)).unwrap();
    let wanted: Value =
        serde_json::from_slice(&fixture(&format!("expected/{file_name}.json"))).unwrap();
    let mut comparison = Comparison::default();
    comparison.same("container", &wanted["container"], &got["container"]);
    if let Some(row_key) = wanted.get("row_key") {
        comparison.same("row_key", row_key, &got["row_key"]);
    }
    comparison.same("ledger", &wanted["ledger"], &got["ledger"]);
    comparison.same("fiscal_year", &wanted["fiscal_year"], &got["fiscal_year"]);
    for count in ["records", "errors", "warnings", "skipped_rows"] {
        comparison.same(count, &wanted["summary"][count], &got["summary"][count]);
    }
    let (wanted, got) = (list(&wanted["sheets"]), list(&got["sheets"]));
    comparison.same("sheets", &wanted.len().into(), &got.len().into());
    for (wanted, got) in wanted.iter().zip(got) {
        comparison.sheet(kind, wanted, got);
    }
    assert!(
        comparison.differences.is_empty(),
        "{file_name}: {}\n{}",
        comparison.tally(),
        comparison.differences.join("\n")
    );
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[derive(Default)]
struct Comparison {
    place: String,
    records: usize,
    fields: usize,
    messages: usize,
    differences: Vec<String>,
}

impl Comparison {
    fn tally(&self) -> String {
        format!(
            "{} records, {} fields, {} messages compared, {} differences",
            self.records,
            self.fields,
            self.messages,
            self.differences.len()
        )
    }

    fn same(&mut self, what: &str, wanted: &Value, got: &Value) {
        if !equal(wanted, got) {
            let line = format!("{} {what}: got {got}, wanted {wanted}", self.place);
            self.differences.push(line);
        }
    }

    fn sheet(&mut self, kind: LedgerKind, wanted: &Value, got: &Value) {
        self.place = wanted["sheet"].as_str().unwrap_or("CSV").to_owned();
        for what in ["sheet", "role", "hidden"] {
            self.same(what, &wanted[what], &got[what]);
        }
        if wanted["role"] == "ignored" {
            self.same("records", &0.into(), &list(&got["records"]).len().into());
            return;
        }
        for what in [
            "title_rows",
            "header_rows",
            "columns",
            "hidden_columns",
            "coloured_rows",
        ] {
            self.same(what, &wanted[what], &got[what]);
        }
        self.skipped(&wanted["skipped"], &got["skipped"]);
        self.messages(&wanted["warnings"], &got["warnings"]);
        self.records(kind, &wanted["records"], &got["records"]);
    }

    fn skipped(&mut self, wanted: &Value, got: &Value) {
        let by_row = |rows: &Value| -> BTreeMap<u64, Value> {
            list(rows)
                .iter()
                .map(|row| (row["row"].as_u64().unwrap(), row.clone()))
                .collect()
        };
        let (wanted, got) = (by_row(wanted), by_row(got));
        let rows: Vec<u64> = wanted.keys().chain(got.keys()).copied().collect();
        for row in rows {
            let (wanted, got) = (wanted.get(&row), got.get(&row));
            self.same(
                &format!("skipped {row}"),
                &wanted.cloned().unwrap_or_default(),
                &got.cloned().unwrap_or_default(),
            );
        }
    }

    /// Errors and warnings must agree; of the infos, those expected must be there.
    fn messages(&mut self, wanted: &Value, got: &Value) {
        let keys = |messages: &Value, info: bool| -> BTreeMap<String, usize> {
            let mut counts = BTreeMap::new();
            for message in list(messages) {
                if (message["level"] == "info") == info {
                    let key = ["row", "column", "code", "level", "field"]
                        .map(|part| message[part].to_string())
                        .join(" ");
                    *counts.entry(key).or_insert(0) += 1;
                }
            }
            counts
        };
        let (wanted_loud, got_loud) = (keys(wanted, false), keys(got, false));
        self.messages += wanted_loud.values().sum::<usize>();
        for key in wanted_loud.keys().chain(got_loud.keys()) {
            let counts = (wanted_loud.get(key), got_loud.get(key));
            if counts.0 != counts.1 {
                let line = format!(
                    "{} message {key}: got {:?}, wanted {:?}",
                    self.place, counts.1, counts.0
                );
                if !self.differences.contains(&line) {
                    self.differences.push(line);
                }
            }
        }
        let (wanted_info, got_info) = (keys(wanted, true), keys(got, true));
        self.messages += wanted_info.values().sum::<usize>();
        for key in wanted_info.keys() {
            if !got_info.contains_key(key) {
                self.differences
                    .push(format!("{} info {key}: missing", self.place));
            }
        }
        for message in list(got) {
            assert!(
                message["text"]
                    .as_str()
                    .is_some_and(|text| text.ends_with("。") || text.contains("例）")),
                "{message}"
            );
        }
    }

    fn records(&mut self, kind: LedgerKind, wanted: &Value, got: &Value) {
        let got_by_row: BTreeMap<u64, &Value> = list(got)
            .iter()
            .map(|record| (record["row"].as_u64().unwrap(), record))
            .collect();
        self.same(
            "record count",
            &list(wanted).len().into(),
            &got_by_row.len().into(),
        );
        for record in list(wanted) {
            let row = record["row"].as_u64().unwrap();
            let Some(got) = got_by_row.get(&row) else {
                self.differences
                    .push(format!("{} row {row}: missing", self.place));
                continue;
            };
            self.records += 1;
            self.same(&format!("row {row} line"), &record["line"], &got["line"]);
            self.fields(kind, row, record, &got["fields"]);
        }
    }

    fn fields(&mut self, kind: LedgerKind, row: u64, record: &Value, got: &Value) {
        let wanted = record["fields"].as_object().unwrap();
        if kind == LedgerKind::Contract {
            for field in CONTRACT_FIELDS {
                assert!(got.get(field).is_some(), "{field} must be printed");
            }
        }
        for (field, value) in wanted {
            self.fields += 1;
            let got = &got[field];
            let accepted = list(&record["accept"][field]);
            let is_right =
                equal(value, got) || accepted.iter().any(|accepted| equal(accepted, got));
            if !is_right {
                self.differences.push(format!(
                    "{} row {row} {field}: got {got}, wanted {value} {accepted:?}",
                    self.place
                ));
            }
        }
    }
}

/// Texts after NFKC and without blanks; a missing key counts as null.
fn equal(wanted: &Value, got: &Value) -> bool {
    match (wanted, got) {
        (Value::String(wanted), Value::String(got)) => plain(wanted) == plain(got),
        (Value::Array(wanted), Value::Array(got)) => {
            wanted.len() == got.len() && wanted.iter().zip(got).all(|(w, g)| equal(w, g))
        }
        (Value::Object(wanted), Value::Object(got)) => wanted.keys().chain(got.keys()).all(|key| {
            equal(
                wanted.get(key).unwrap_or(&Value::Null),
                got.get(key).unwrap_or(&Value::Null),
            )
        }),
        (wanted, got) => wanted == got,
    }
}

fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}
