//! What a contract is called in lists, and one line of the contract ledger.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ContractState, preparation::PreparationStage, profile::Confidentiality};
use crate::{
    choice::choices,
    fiscal_year::FiscalYear,
    id::{ContractId, OrganizationUnitId, VendorId},
};

choices! {
    /// ステータス of a contract, from its state, the work on its annex, its period and the day.
    ContractStatus {
        Editing = "editing", "起案中";
        Submitted = "submitted", "承認待ち";
        Returned = "returned", "差し戻し";
        Approved = "approved", "発行待ち";
        Issued = "issued", "契約待ち";
        Waiting = "waiting", "開始前";
        Running = "running", "履行中";
        Ended = "ended", "終了確認待ち";
        Closed = "closed", "完了";
        Void = "void", "無効";
    }
}

/// The status on the day.
#[must_use]
pub fn status(
    state: ContractState,
    stage: PreparationStage,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    today: NaiveDate,
) -> ContractStatus {
    match state {
        ContractState::Drafting => match stage {
            PreparationStage::Editing => ContractStatus::Editing,
            PreparationStage::Submitted => ContractStatus::Submitted,
            PreparationStage::Returned => ContractStatus::Returned,
            PreparationStage::Approved => ContractStatus::Approved,
            PreparationStage::Issued => ContractStatus::Issued,
        },
        ContractState::Concluded if today < starts_on => ContractStatus::Waiting,
        ContractState::Concluded if today <= ends_on => ContractStatus::Running,
        ContractState::Concluded => ContractStatus::Ended,
        ContractState::Closed => ContractStatus::Closed,
        ContractState::Void => ContractStatus::Void,
    }
}

/// One line of the contract ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractSummary {
    pub id: ContractId,
    pub contract_no: String,
    pub fiscal_year: FiscalYear,
    pub title: String,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    pub vendor_id: Option<VendorId>,
    pub vendor_name: Option<String>,
    pub confidentiality: Option<Confidentiality>,
    pub personal_info: bool,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub status: ContractStatus,
    /// Work on the annex, where it goes on beside a concluded contract.
    pub stage: PreparationStage,
    /// Checks past their due date.
    pub overdue_count: i64,
    /// The next due date of an open check.
    pub next_due_on: Option<NaiveDate>,
}

choices! {
    /// Columns the ledger can be sorted by.
    ContractSort {
        ContractNo = "contract_no", "契約番号";
        Title = "title", "件名";
        Vendor = "vendor", "委託先";
        Unit = "unit", "所管課";
        StartsOn = "starts_on", "開始日";
        EndsOn = "ends_on", "終了日";
        Confidentiality = "confidentiality", "分類";
    }
}

/// The filter of the ledger, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractFilter {
    /// Words of 契約番号, 件名 or 委託先.
    pub q: String,
    /// 年度, e.g. `2026`; contracts in force in it.
    pub fy: String,
    /// 所管課 (id).
    pub unit: String,
    /// ステータス (code).
    pub status: String,
    /// 分類 (code).
    pub class: String,
    /// Column (code), with `-` in front for descending.
    pub sort: String,
    /// 1 for the first page.
    pub page: String,
}
