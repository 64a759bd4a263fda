//! 職員名簿: the people of the town as records.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    field::Field,
    message::{ImportCode, ImportMessage},
    reading::RecordReading,
    row_reader::{RowReader, SheetContext},
    rows::LedgerRow,
};
use crate::{
    fold::{katakana, search_key},
    wareki::PeriodEdge,
};

/// How a person is employed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmploymentKind {
    /// 一般職.
    Regular,
    /// 会計年度任用職員.
    FiscalYear,
    /// 兼務.
    Concurrent,
}

/// A row of the roster. A person with two posts (兼務) has two rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    pub staff_no: Option<String>,
    pub name: Option<String>,
    /// フリガナ in full-width katakana.
    pub kana: Option<String>,
    pub organization_unit: Option<String>,
    /// 職名.
    pub title: Option<String>,
    pub employment_kind: EmploymentKind,
    pub email: Option<String>,
    pub employed_from: Option<NaiveDate>,
    pub employed_until: Option<NaiveDate>,
    /// The earlier row with the same number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_number_row: Option<u32>,
}

pub(super) fn read(
    rows: &[LedgerRow],
    sheet: &SheetContext<'_>,
) -> (Vec<RecordReading<PersonRecord>>, Vec<ImportMessage>) {
    let mut records = Vec::new();
    let mut messages = Vec::new();
    let mut seen: HashMap<String, (u32, String)> = HashMap::new();
    for row in rows {
        let mut reader = RowReader::new(sheet, row);
        let mut fields = read_row(&mut reader);
        compare_number(&mut reader, &mut fields, &mut seen);
        records.push(RecordReading::new(row, fields));
        messages.append(&mut reader.messages);
    }
    (records, messages)
}

fn read_row(reader: &mut RowReader<'_>) -> PersonRecord {
    let title = reader.line(Field::JobTitle);
    let kana = reader.line(Field::Kana);
    PersonRecord {
        staff_no: reader.code(Field::StaffNo),
        name: reader.person_name(Field::PersonName),
        // What is no kana stays as typed: better a wrong reading than none.
        kana: kana.map(|kana| katakana(&kana).unwrap_or(kana)),
        organization_unit: reader.organization_unit(None),
        employment_kind: employment_kind(title.as_deref()),
        title,
        email: reader.code(Field::Email).map(|email| email.to_lowercase()),
        employed_from: reader.day(Field::EmployedFrom),
        employed_until: reader
            .date(Field::EmployedUntil, PeriodEdge::End)
            .map(|(date, _)| date),
        same_number_row: None,
    }
}

fn employment_kind(title: Option<&str>) -> EmploymentKind {
    let title = title.unwrap_or_default();
    if title.contains("会計年度") {
        EmploymentKind::FiscalYear
    } else if ["（兼", "(兼", "兼務", "併任"]
        .iter()
        .any(|mark| title.contains(mark))
    {
        EmploymentKind::Concurrent
    } else {
        EmploymentKind::Regular
    }
}

/// One number on two rows is one person with two posts, or a mistake when the names differ.
fn compare_number(
    reader: &mut RowReader<'_>,
    fields: &mut PersonRecord,
    seen: &mut HashMap<String, (u32, String)>,
) {
    let Some(number) = fields.staff_no.clone() else {
        return;
    };
    let name = search_key(fields.name.as_deref().unwrap_or_default());
    match seen.get(&number) {
        Some((row, other)) => {
            let code = if *other == name {
                ImportCode::StaffNoDuplicate
            } else {
                ImportCode::StaffNoConflict
            };
            reader.note(Field::StaffNo, code);
            fields.same_number_row = Some(*row);
        }
        None => {
            seen.insert(number, (reader.row.number, name));
        }
    }
}
