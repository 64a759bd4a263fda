//! What the sheet shows: the sheet itself, what was typed in it, and what is wrong with that.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    input::{FieldError, FieldErrors},
    verification::{CheckResult, SheetDetail, SheetItem, result::ResultInput},
};
use serde::{Deserialize, Serialize};

/// Value of the button that only attaches files.
pub const ATTACH: &str = "attach";

/// Value of the button that records the results.
pub const SAVE: &str = "save";

/// A form that was held: the button, what was typed, and what was wrong with its files, in words, by item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Held {
    pub action: String,
    pub input: ResultInput,
    pub files: BTreeMap<String, String>,
}

/// 点検調書 as the page needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetForm {
    pub sheet: SheetDetail,
    /// Held input, or that of a fresh form: every item 未確認.
    pub input: ResultInput,
    /// What is wrong with the held input; empty for a fresh form.
    pub errors: FieldErrors,
    pub today: NaiveDate,
}

impl SheetForm {
    /// `errors` is the parameter of the address: `1` shows what is wrong with what was typed.
    #[must_use]
    pub fn new(sheet: SheetDetail, held: Option<Held>, errors: &str, today: NaiveDate) -> Self {
        let errors = match &held {
            Some(held) if errors == "1" => errors_of(held, today),
            Some(_) | None => FieldErrors::default(),
        };
        let input = filled(held, &sheet.items);
        Self {
            sheet,
            input,
            errors,
            today,
        }
    }
}

/// What was typed, or a fresh form: every item 未確認.
pub(super) fn filled(held: Option<Held>, items: &[SheetItem]) -> ResultInput {
    let mut input = held.map(|held| held.input).unwrap_or_default();
    for item in items {
        let typed = input.items.entry(item.task.id.to_string()).or_default();
        if typed.result.is_empty() {
            typed.result = CheckResult::Unchecked.code().to_owned();
        }
    }
    input
}

/// Whoever only attached files is not told that results are missing.
pub(super) fn errors_of(held: &Held, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if held.action != ATTACH {
        errors = held.input.check(today).err().unwrap_or_default();
    }
    for (task, words) in &held.files {
        errors.add(&format!("files[{task}]"), FieldError::Other(words.clone()));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{id::ContractId, verification::SheetSummary};

    fn sheet() -> SheetDetail {
        let summary = SheetSummary {
            contract_id: ContractId(12),
            contract_no: "R8-0012".to_owned(),
            title: "住民情報システム保守業務".to_owned(),
            vendor_name: None,
            unit_name: "総務課".to_owned(),
            period: "FY2026".to_owned(),
            due_on: day(),
            item_count: 0,
            done_count: 0,
            nonconform_count: 0,
        };
        SheetDetail {
            summary,
            items: Vec::new(),
            can_record: true,
        }
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn check(action: &str, files: &[(&str, &str)], errors: &str, expect: &[&str]) {
        let files = files
            .iter()
            .map(|(task, words)| ((*task).to_owned(), (*words).to_owned()))
            .collect();
        let held = Held {
            action: action.to_owned(),
            files,
            ..Held::default()
        };
        let form = SheetForm::new(sheet(), Some(held), errors, day());
        let fields: Vec<&str> = form.errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, expect, "{action} {errors}");
    }

    #[test]
    fn a_fresh_form_has_no_errors() {
        assert!(SheetForm::new(sheet(), None, "1", day()).errors.is_empty());
    }

    #[test]
    fn results_are_judged_only_when_they_were_to_be_recorded() {
        check(SAVE, &[], "1", &["inspected_on", "method"]);
        check(SAVE, &[], "", &[]);
        check(ATTACH, &[], "1", &[]);
        check(ATTACH, &[("7", "空のファイルです。")], "1", &["files[7]"]);
    }
}
