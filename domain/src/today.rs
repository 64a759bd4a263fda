//! 今日: what waits for somebody, as the start page shows it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    contract::summary::ContractSummary, selection_review::detail::WaitingReview,
    subcontract::detail::WaitingDecision, verification::SheetSummary,
};

/// What waits for the person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// The day.
    pub today: NaiveDate,
    /// Checks past their due date, oldest first.
    pub overdue: Vec<SheetSummary>,
    /// Checks due within a week.
    pub this_week: Vec<SheetSummary>,
    /// Checks due later, within 31 days.
    pub this_month: Vec<SheetSummary>,
    /// How many sheets are overdue in all; the list shows the oldest.
    pub overdue_count: i64,
    /// Contracts waiting for my approval.
    pub to_approve: Vec<ContractSummary>,
    /// Reviews of vendors waiting for my approval.
    pub reviews_to_approve: Vec<WaitingReview>,
    /// Decisions on subcontracts waiting for my approval.
    pub subcontracts_to_approve: Vec<WaitingDecision>,
    /// Contracts sent back to me.
    pub returned: Vec<ContractSummary>,
    /// Contracts I am drafting, or that wait for the annex or the 契約日.
    pub in_work: Vec<ContractSummary>,
    /// Contracts whose term ends within 90 days.
    pub ending: Vec<ContractSummary>,
    /// Certificates of vendors that expired or soon will: vendor id, name, certificate, last day.
    pub certificates: Vec<CertificateDue>,
    /// The next check after the month, when nothing is due.
    pub next: Option<SheetSummary>,
}

/// A certificate that expired or soon will.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateDue {
    pub vendor_id: crate::id::VendorId,
    pub vendor_name: String,
    pub certificate: String,
    pub expires_on: NaiveDate,
}
