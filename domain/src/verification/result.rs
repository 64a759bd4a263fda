//! The form that records results item by item: as typed → checked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CheckResult, Method};
use crate::{
    id::VerificationTaskId,
    input::{FieldError, FieldErrors, date, lines},
};

/// One item, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemInput {
    pub result: String,
    pub note: String,
}

/// The sheet, exactly as typed. Items by the number of their task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResultInput {
    pub inspected_on: String,
    pub method: String,
    pub items: BTreeMap<String, ItemInput>,
}

/// A checked item: always a result, never nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemResult {
    pub task_id: VerificationTaskId,
    pub result: CheckResult,
    pub note: Option<String>,
}

/// A checked sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultDraft {
    pub inspected_on: NaiveDate,
    pub method: Method,
    /// Only the items somebody looked at.
    pub items: Vec<ItemResult>,
}

impl ResultInput {
    /// Checks the sheet. Items left at 未確認 stay open; they are not results.
    ///
    /// # Errors
    /// What is wrong, by field; a day in the future; 該当なし or 不適合 without words.
    pub fn check(&self, today: NaiveDate) -> Result<ResultDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let inspected_on = errors.take("inspected_on", date(&self.inspected_on));
        let method = errors.take("method", self.method.parse());
        if inspected_on.is_some_and(|day| today < day) {
            errors.add(
                "inspected_on",
                FieldError::Other(
                    "点検日が今日より後です。点検した日を入力してください。".to_owned(),
                ),
            );
        }
        let items: Vec<ItemResult> = self
            .items
            .iter()
            .filter_map(|(task, item)| item.check(task, &mut errors))
            .collect();
        if items.is_empty() && errors.is_empty() {
            errors.add(
                "items",
                FieldError::Other(
                    "結果が一つも選択されていません。確認した項目の結果を選択してください。"
                        .to_owned(),
                ),
            );
        }
        match (inspected_on, method) {
            (Some(inspected_on), Some(method)) if errors.is_empty() => Ok(ResultDraft {
                inspected_on,
                method,
                items,
            }),
            _ => Err(errors),
        }
    }
}

impl ItemInput {
    fn check(&self, task: &str, errors: &mut FieldErrors) -> Option<ItemResult> {
        let field = |name: &str| format!("items[{task}][{name}]");
        let note = errors.take(&field("note"), lines(&self.note)).flatten();
        if self.result.is_empty() {
            return None;
        }
        let result = errors.take(&field("result"), self.result.parse())?;
        let task_id = errors.take(&field("result"), crate::input::chosen(task))?;
        let words_needed = match result {
            CheckResult::Unchecked => return None,
            CheckResult::Conform => None,
            CheckResult::NotApplicable => Some("「該当なし」とした理由を入力してください。"),
            CheckResult::Partial | CheckResult::Nonconform => {
                Some("適合しない内容を入力してください。")
            }
        };
        if let (Some(words), None) = (words_needed, &note) {
            errors.add(&field("note"), FieldError::Other(words.to_owned()));
        }
        Some(ItemResult {
            task_id,
            result,
            note,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(result: &str, note: &str) -> ResultInput {
        let item = ItemInput {
            result: result.to_owned(),
            note: note.to_owned(),
        };
        ResultInput {
            inspected_on: "2026-11-20".to_owned(),
            method: "on_site".to_owned(),
            items: BTreeMap::from([("7".to_owned(), item)]),
        }
    }

    fn check(result: &str, note: &str) -> Result<Vec<CheckResult>, Vec<String>> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        match sheet(result, note).check(today) {
            Ok(draft) => Ok(draft.items.iter().map(|item| item.result).collect()),
            Err(errors) => Err(errors.iter().map(|(field, _)| field.to_owned()).collect()),
        }
    }

    #[test]
    fn an_item_nobody_looked_at_is_no_result() {
        assert_eq!(check("", ""), Err(vec!["items".to_owned()]));
        assert_eq!(check("unchecked", ""), Err(vec!["items".to_owned()]));
    }

    #[test]
    fn words_are_needed_for_everything_but_conform() {
        assert_eq!(check("conform", ""), Ok(vec![CheckResult::Conform]));
        for code in ["partial", "nonconform", "not_applicable"] {
            assert_eq!(
                check(code, "　"),
                Err(vec!["items[7][note]".to_owned()]),
                "{code}"
            );
            assert!(check(code, "理由").is_ok(), "{code}");
        }
    }
}
