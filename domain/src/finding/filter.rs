//! Which findings the list shows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Finding;
use crate::choice::choices;

choices! {
    /// Columns the list can be sorted by.
    FindingSort {
        DueOn = "due_on", "是正の期限";
        Subject = "subject", "対象";
        Unit = "unit", "所管課";
        Severity = "severity", "重さ";
        State = "state", "状態";
    }
}

/// The filter of the list, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindingFilter {
    /// `""` not closed, else the code of a [`FindingState`](super::FindingState), `overdue` or `all`.
    pub state: String,
    /// Code of a [`Severity`](crate::library::Severity).
    pub severity: String,
    /// 所管課 (id).
    pub unit: String,
    /// 契約 (id).
    pub contract: String,
    /// Column (code), with `-` in front for descending; empty: what is due first.
    pub sort: String,
    pub page: String,
}

impl FindingFilter {
    /// Whether a finding is shown.
    #[must_use]
    pub fn shows(&self, finding: &Finding, day: NaiveDate) -> bool {
        let Some(state) = finding.state_on(day) else {
            return false;
        };
        let severity = self.severity.is_empty() || finding.severity.code() == self.severity;
        severity
            && match self.state.as_str() {
                "" => !state.is_closed(),
                "all" => true,
                "overdue" => finding.days_overdue(day).is_some(),
                code => state.code() == code,
            }
    }
}
