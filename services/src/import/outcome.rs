//! What became of the rows of a ledger.

use std::collections::HashMap;

use domain::{
    import::{
        message::{ImportMessage, Level},
        reading::LedgerReading,
    },
    input::FieldErrors,
};
use serde::Serialize;

use crate::audit_log::Event;

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// 追加.
    Added,
    /// 更新.
    Updated,
    /// 変更なし.
    Unchanged,
}

impl What {
    /// Japanese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "追加",
            Self::Updated => "更新",
            Self::Unchanged => "変更なし",
        }
    }
}

/// A row that is in the records now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenRow {
    /// The sheet; `None` for a CSV.
    pub sheet: Option<String>,
    /// The row, as Excel counts.
    pub row: u32,
    /// 件名, 氏名 or 名称.
    pub label: String,
    /// What happened to the record.
    pub what: What,
    /// Names of fields where the ledger says something else than the record, and the record stands:
    /// its annex is with the approver, agreed or issued.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<&'static str>,
    /// Key of the record the row stands for; in a trial that of an added one is given to nobody.
    #[serde(skip)]
    pub record: i64,
}

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// The sheet; `None` for a CSV.
    pub sheet: Option<String>,
    /// The row, as Excel counts.
    pub row: u32,
    /// 件名, 氏名 or 名称.
    pub label: String,
    /// Why, and what to do.
    pub reason: String,
}

/// Vendors that may be the same and were not merged: 前株 and 後株, with and without 法人格.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VendorCandidate {
    /// The names, as they stand in the list of vendors.
    pub vendor_names: Vec<String>,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct ImportOutcome {
    /// What was read, with all messages.
    #[serde(flatten)]
    pub reading: LedgerReading,
    /// Rows in the records now.
    pub taken: Vec<TakenRow>,
    /// Rows left out.
    pub refused: Vec<RefusedRow>,
    /// Vendors a person should compare.
    pub vendor_candidates: Vec<VendorCandidate>,
    /// Every change, in order.
    #[serde(skip)]
    pub(crate) trail: Vec<Event>,
}

impl ImportOutcome {
    /// How many records were added, updated or left as they were.
    #[must_use]
    pub fn count(&self, what: What) -> usize {
        self.taken.iter().filter(|row| row.what == what).count()
    }
}

/// Where a row stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) sheet: Option<String>,
    /// Place among the sheets, for the order of the report.
    pub(super) sheet_index: usize,
    pub(super) row: u32,
    pub(super) label: String,
}

/// The rows so far.
#[derive(Debug, Default)]
pub(super) struct Rows {
    taken: Vec<(usize, TakenRow)>,
    refused: Vec<(usize, RefusedRow)>,
    errors: HashMap<(usize, u32), Vec<String>>,
    pub(super) vendor_candidates: Vec<VendorCandidate>,
}

impl Rows {
    pub(super) fn of(reading: &LedgerReading) -> Self {
        let mut rows = Self::default();
        for (index, sheet) in reading.sheets.iter().enumerate() {
            for message in sheet
                .warnings
                .iter()
                .filter(|message| message.level == Level::Error)
            {
                rows.errors
                    .entry((index, message.row))
                    .or_default()
                    .push(sentence(message));
            }
        }
        rows
    }

    /// True when the row has no error of its own; else it is reported as not taken.
    pub(super) fn is_valid(&mut self, place: &Place) -> bool {
        match self.errors.get(&(place.sheet_index, place.row)) {
            None => true,
            Some(errors) => {
                let reason = errors.join(" ");
                self.refuse(place, reason);
                false
            }
        }
    }

    /// Notes a row that is taken, and answers its place among them.
    pub(super) fn take(
        &mut self,
        place: &Place,
        what: What,
        kept: Vec<&'static str>,
        record: i64,
    ) -> usize {
        let (sheet, label) = (place.sheet.clone(), place.label.clone());
        self.taken.push((
            place.sheet_index,
            TakenRow {
                sheet,
                row: place.row,
                label,
                what,
                kept,
                record,
            },
        ));
        self.taken.len() - 1
    }

    /// Says which record a row that was taken stands for, once its key is given.
    pub(super) fn stands_for(&mut self, taken: usize, record: i64) {
        if let Some((_, row)) = self.taken.get_mut(taken) {
            row.record = record;
        }
    }

    pub(super) fn refuse(&mut self, place: &Place, reason: String) {
        let (sheet, label) = (place.sheet.clone(), place.label.clone());
        self.refused.push((
            place.sheet_index,
            RefusedRow {
                sheet,
                row: place.row,
                label,
                reason,
            },
        ));
    }

    pub(super) fn complete(mut self, reading: LedgerReading) -> ImportOutcome {
        self.taken.sort_by_key(|(sheet, row)| (*sheet, row.row));
        self.refused.sort_by_key(|(sheet, row)| (*sheet, row.row));
        ImportOutcome {
            reading,
            taken: self.taken.into_iter().map(|(_, row)| row).collect(),
            refused: self.refused.into_iter().map(|(_, row)| row).collect(),
            vendor_candidates: self.vendor_candidates,
            trail: Vec::new(),
        }
    }
}

/// `K列「8.99E+12」：法人番号の桁が…`
fn sentence(message: &ImportMessage) -> String {
    let column = message
        .column
        .as_ref()
        .map(|column| format!("{column}列"))
        .unwrap_or_default();
    let value = message
        .value
        .as_ref()
        .map(|value| format!("「{}」", value.replace('\n', " ")))
        .unwrap_or_default();
    let colon = if column.is_empty() && value.is_empty() {
        ""
    } else {
        "："
    };
    format!("{column}{value}{colon}{}", message.text)
}

/// What is wrong with a checked form, by the names of the ledger's columns.
pub(super) fn in_words(errors: &FieldErrors, column: impl Fn(&str) -> &'static str) -> String {
    let sentences: Vec<String> = errors
        .iter()
        .map(|(field, error)| format!("{}：{error}", column(field)))
        .collect();
    sentences.join(" ")
}
