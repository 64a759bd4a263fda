//! 確認・点検 (verification): what has to be checked, when, and what came of it.

pub mod paper;
pub mod plan;
pub mod replan;
pub mod result;
pub mod subject;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    id::{ContractId, FileId, LibraryEntryId, VerificationTaskId},
    library::{CheckItem, Timing},
};

choices! {
    /// 点検の結果 of one item. An item nobody looked at is 未確認, never 適合.
    CheckResult {
        Conform = "conform", "適合";
        Partial = "partial", "一部不適合";
        Nonconform = "nonconform", "不適合";
        NotApplicable = "not_applicable", "該当なし";
        Unchecked = "unchecked", "未確認";
    }

    /// 点検の方法.
    Method {
        Documents = "documents", "書面（報告書）";
        Interview = "interview", "面談・ヒアリング";
        OnSite = "on_site", "実地";
        Remote = "remote", "リモート（映像・写真）";
        SystemScreen = "system_screen", "システム画面・ログ";
        ThirdPartyReport = "third_party_report", "第三者報告書";
        Sampling = "sampling", "抜取り";
    }

    /// Where a planned check stands.
    TaskState {
        Planned = "planned", "未実施";
        Done = "done", "実施済み";
        Withdrawn = "withdrawn", "取りやめ";
    }
}

/// 点検: one check item, planned for one period of one contract, account or service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationTask {
    /// Key of the record.
    pub id: VerificationTaskId,
    /// Id of the check item, e.g. `V-23`.
    pub check_item: String,
    /// The version of the check item it was planned from.
    pub entry_id: LibraryEntryId,
    /// When in the life of the contract.
    pub timing: Timing,
    /// Stable key of the period, e.g. `FY2026`, `2026-05`, `END`.
    pub period: String,
    /// 期限.
    pub due_on: NaiveDate,
    /// Where it stands.
    pub state: TaskState,
    /// The last result.
    pub result: Option<RecordedResult>,
    /// Evidence attached so far.
    pub evidence: Vec<EvidenceFile>,
}

/// A result as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedResult {
    /// 結果.
    pub result: CheckResult,
    /// 所見, or the reason for 該当なし.
    pub note: Option<String>,
    /// 点検日.
    pub inspected_on: NaiveDate,
    /// 方法.
    pub method: Method,
    /// 点検者.
    pub inspector: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// A file attached as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFile {
    /// Key of the file.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub byte_count: i64,
}

/// The checks of one contract that share a period: what one visit or one set of papers answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetSummary {
    pub contract_id: ContractId,
    pub contract_no: String,
    pub title: String,
    pub vendor_name: Option<String>,
    pub unit_name: String,
    /// Period key, e.g. `FY2026`.
    pub period: String,
    /// Earliest due date of what is open, else the last due date.
    pub due_on: NaiveDate,
    /// Items planned.
    pub item_count: i64,
    /// Items done.
    pub done_count: i64,
    /// Items with 不適合 or 一部不適合.
    pub nonconform_count: i64,
}

/// `FY2026` → 令和8年度（年１回）, `2026-05` → 令和8年5月（毎月）, `END` → 終了時.
#[must_use]
pub fn period_label(period: &str) -> String {
    if let Some(year) = period.strip_prefix("FY").and_then(|year| year.parse().ok()) {
        return format!("年１回（{}）", crate::fiscal_year::FiscalYear(year).label());
    }
    if let Some((year, half)) = period.split_once('H')
        && let Ok(year) = year.parse()
    {
        let half = if half == "1" { "上期" } else { "下期" };
        return format!(
            "半年（{}{half}）",
            crate::fiscal_year::FiscalYear(year).label()
        );
    }
    if let Ok(first) = NaiveDate::parse_from_str(&format!("{period}-01"), "%Y-%m-%d") {
        let long = crate::wareki::long(first);
        return format!("毎月（{}分）", long.trim_end_matches("1日"));
    }
    match period {
        "PRE" => "選定時".to_owned(),
        "SIGN" => "締結時".to_owned(),
        "START" => "業務開始前".to_owned(),
        "END" => "終了時".to_owned(),
        other => other.to_owned(),
    }
}

/// An item of a sheet with its question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetItem {
    pub task: VerificationTask,
    /// The check item in the version it was planned from.
    pub item: CheckItem,
}

/// 点検調書: the items of one contract and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetDetail {
    pub summary: SheetSummary,
    pub items: Vec<SheetItem>,
    /// True when the person who asks may record results.
    pub can_record: bool,
}

choices! {
    /// Columns the list can be sorted by.
    SheetSort {
        DueOn = "due_on", "期限";
        Contract = "contract", "契約";
        Vendor = "vendor", "委託先";
        Unit = "unit", "所管課";
    }
}

/// The filter of the list of checks, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetFilter {
    /// `""` open, `overdue`, `month` within 31 days, `done`.
    pub state: String,
    /// 所管課 (id).
    pub unit: String,
    /// 契約 (id).
    pub contract: String,
    /// Column (code), with `-` in front for descending; empty: what is due first, or what was done last.
    pub sort: String,
    /// 1 for the first page.
    pub page: String,
}
