//! Names and values of the operation log in the words of the screens. A value nobody knows stays as it
//! was recorded: the history never hides one.

use std::{collections::BTreeMap, str::FromStr};

use chrono::NaiveDate;
use domain::{
    contract::{
        detail::ContractDetail,
        preparation::{Preparation, PreparationStage},
    },
    fiscal_year::FiscalYear,
    number::grouped,
    verification::period_label,
};

use super::codes::label_of_code;
use crate::components::field_label;

/// Fields that say nothing to a reader: keys of people and records the entry already names.
const UNSAID: [&str; 3] = ["drafted_by", "subject_id", "unit_key"];

/// What turns an entry into words: the same for every record, and a contract adds its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    contract: Option<ContractNames>,
}

/// The names a contract's history refers to by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ContractNames {
    unit: (String, String),
    vendor: (String, String),
    /// Titles of clauses, by id.
    clauses: BTreeMap<String, String>,
}

impl Words {
    /// With the names of a contract as they are now; what it no longer refers to keeps its number.
    #[must_use]
    pub fn of_contract(detail: &ContractDetail) -> Self {
        let contract = &detail.contract;
        let titles = detail
            .clauses
            .iter()
            .map(|clause| (clause.on_contract.clause.clone(), clause.title.clone()));
        let vendor_id = contract.vendor_id.map(|id| id.to_string());
        Self {
            contract: Some(ContractNames {
                unit: (contract.unit_id.to_string(), detail.unit_name.clone()),
                vendor: (
                    vendor_id.unwrap_or_default(),
                    detail.vendor_name.clone().unwrap_or_default(),
                ),
                clauses: titles.collect(),
            }),
        }
    }

    /// Label, before and after of each changed field of a kind of record.
    pub(super) fn of_changes(
        &self,
        record: &str,
        changes: &[(String, String, String)],
    ) -> Vec<(String, String, String)> {
        changes
            .iter()
            .filter(|(field, ..)| !UNSAID.contains(&field.as_str()))
            .map(|(field, before, after)| {
                (
                    self.label(record, field),
                    self.value(record, field, before),
                    self.value(record, field, after),
                )
            })
            .collect()
    }

    fn label(&self, record: &str, field: &str) -> String {
        let names = self.contract.as_ref();
        if let Some(title) = names.and_then(|names| names.clauses.get(field)) {
            return format!("{field} {title}");
        }
        let label = match field {
            "state" if record == "contract" => "契約の段階",
            "preparation" => "作成の段階",
            "fiscal_year" => "年度",
            "void_reason" => "無効の理由",
            "source" if record == "finding" => "指摘のもと",
            "source" => "取込元",
            field if record == "ledger" => return exported(field),
            "subject_kind" => "対象の種別",
            "document_no" => "文書番号",
            "sha256" => "SHA-256",
            "period" => "点検の時期",
            "results" => "点検の結果",
            "check_item" => "点検項目",
            "file" => "ファイル",
            "added" => "追加した点検",
            "moved" => "期限を変えた点検",
            "withdrawn" => "取りやめた点検",
            "restored" => "再開した点検",
            "changed_clauses" => "変わる条項",
            "changed_on" => "変更契約日",
            "item_count" => "対象の件数",
            "succeeded" => "成功",
            "failed" => "失敗",
            other => return field_label(other),
        };
        label.to_owned()
    }

    fn value(&self, record: &str, field: &str, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        if let Some(label) = label_of_code(record, field, text) {
            return label.to_owned();
        }
        let names = self.contract.as_ref();
        match field {
            "unit_id" => named(names.map(|names| &names.unit), text),
            "vendor_id" => named(names.map(|names| &names.vendor), text),
            "preparation" => stage(text),
            "period" => period_label(text),
            "fiscal_year" => text
                .parse()
                .map_or_else(|_| text.to_owned(), |year| FiscalYear(year).label()),
            "amount_yen" | "annual_cost_yen" => counted(text, "円"),
            "personal_info_count"
            | "account_count"
            | "added"
            | "moved"
            | "withdrawn"
            | "restored"
            | "item_count"
            | "succeeded"
            | "failed" => counted(text, "件"),
            _ => day(text),
        }
    }
}

/// The name, when the key is the one it belongs to.
fn named(names: Option<&(String, String)>, text: &str) -> String {
    match names {
        Some((key, name)) if key == text => name.clone(),
        Some(_) | None => format!("番号{text}の記録"),
    }
}

/// The stage out of the JSON it was recorded as; a comment of 差し戻し after it.
fn stage(text: &str) -> String {
    let quoted = serde_json::Value::String(text.to_owned()).to_string();
    let stage = serde_json::from_str(text).or_else(|_| serde_json::from_str(&quoted));
    match stage {
        Ok(Preparation::Returned { comment, .. }) => {
            format!("{}（{comment}）", PreparationStage::Returned.label())
        }
        Ok(
            stage @ (Preparation::Editing
            | Preparation::Submitted { .. }
            | Preparation::Approved { .. }
            | Preparation::Issued { .. }),
        ) => stage.stage().label().to_owned(),
        Err(_) => text.to_owned(),
    }
}

/// `1,234円`.
fn counted(text: &str, unit: &str) -> String {
    text.parse().map_or_else(
        |_| text.to_owned(),
        |number: i64| format!("{}{unit}", grouped(number)),
    )
}

/// A date as 和暦; anything else as it is.
fn day(text: &str) -> String {
    NaiveDate::from_str(text).map_or_else(|_| text.to_owned(), domain::wareki::long)
}

/// Fields of a 台帳の出力: the form, the number of records, the filter of the list.
fn exported(field: &str) -> String {
    let label = match field {
        "format" => "ファイルの形式",
        "rows" => "件数",
        "q" => "検索する語",
        "fy" => "年度",
        "unit" => "所管課（番号）",
        "status" | "state" => "状態",
        "class" => "情報の分類",
        "sort" => "並び順",
        "kana" => "五十音",
        "kind" => "種別",
        "issue" | "lacks" => "要対応",
        "service" => "サービス（番号）",
        "contract" => "契約（番号）",
        "severity" => "重さ",
        "past" => "退職・異動者も含む",
        other => return field_label(other),
    };
    label.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let contract = ContractNames {
            unit: ("3".to_owned(), "総務課".to_owned()),
            vendor: ("7".to_owned(), "株式会社北海道情報サービス".to_owned()),
            clauses: BTreeMap::from([("SEC-13".to_owned(), "再委託の制限".to_owned())]),
        };
        Words {
            contract: Some(contract),
        }
    }

    fn check(field: &str, recorded: &str, expect: &str) {
        assert_eq!(
            words().value("contract", field, recorded),
            expect,
            "{field} {recorded}"
        );
    }

    #[test]
    fn what_was_recorded_as_a_code_is_shown_in_words() {
        check("state", "concluded", "契約済み");
        check("preparation", "Editing", "起案中");
        check(
            "preparation",
            r#"{"Returned":{"by":2,"at":"2026-04-01T00:00:00Z","comment":"別紙を直す"}}"#,
            "差し戻し（別紙を直す）",
        );
        check("method", "on_site", "実地");
        check("period", "END", "終了時");
        check("fiscal_year", "2026", "令和8年度");
        check("signed_on", "2026-04-01", "令和8年4月1日");
        check("amount_yen", "1234000", "1,234,000円");
        check("unit_id", "3", "総務課");
        check("expires_on", "2027-03-31", "令和9年3月31日");
        check("added", "12", "12件");
    }

    #[test]
    fn what_nobody_knows_stays_as_it_was_recorded() {
        check("state", "lost", "lost");
        check("kind", "unheard_of", "unheard_of");
        check("preparation", "{", "{");
        check("signed_on", "soon", "soon");
        check("title", "庁舎清掃業務", "庁舎清掃業務");
        check("vendor_id", "9", "番号9の記録");
        check("vendor_id", "", "");
    }

    #[test]
    fn a_clause_is_named_by_its_title() {
        assert_eq!(words().label("contract", "SEC-13"), "SEC-13 再委託の制限");
        assert_eq!(words().label("contract", "title"), "件名");
        assert_eq!(Words::default().label("contract", "SEC-13"), "SEC-13");
    }

    #[test]
    fn keys_of_people_are_left_out() {
        let change = ("drafted_by".to_owned(), String::new(), "2".to_owned());
        assert_eq!(words().of_changes("contract", &[change]), Vec::new());
    }
}
