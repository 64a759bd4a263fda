//! What a row of a ledger of external services says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    external_service::{Deployment, ServiceKind},
    import::{
        choices::{Confidentiality, ContractForm, IsmapStatus, Place, Segment, UseRecordState},
        flag::Flag,
    },
};

/// A service as a ledger names it. `None` is an empty cell, or one with nothing usable in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalServiceRecord {
    pub service_no: Option<String>,
    pub organization_unit: Option<String>,
    pub service_name: Option<String>,
    pub provider_name: Option<String>,
    pub provider_branch: Option<String>,
    pub corporate_number: Option<String>,
    pub service_kind: Option<ServiceKind>,
    pub deployment: Option<Deployment>,
    pub contract_form: Option<ContractForm>,
    pub paid: Option<Flag>,
    pub purpose: Option<String>,
    pub subject_information: Option<String>,
    pub confidentiality: Option<Confidentiality>,
    /// What a bare 3 probably is.
    pub confidentiality_proposed: Option<Confidentiality>,
    pub personal_info: Option<Flag>,
    pub segment: Option<Segment>,
    pub account_count: Option<i64>,
    /// Yen of a year.
    pub annual_cost: Option<i64>,
    pub ismap_number: Option<String>,
    pub ismap_status: Option<IsmapStatus>,
    pub data_location: Vec<Place>,
    /// As written.
    pub data_location_text: Option<String>,
    pub governing_law: Option<Place>,
    /// As written.
    pub governing_law_text: Option<String>,
    pub manager_name: Option<String>,
    pub manager_title: Option<String>,
    /// When the roster has the person, or somebody whose name differs in old forms only.
    pub manager_staff_no: Option<String>,
    /// The roster settles who it is.
    pub manager_is_settled: bool,
    pub applied_on: Option<NaiveDate>,
    pub approved_on: Option<NaiveDate>,
    pub approval_no: Option<String>,
    pub approver_name: Option<String>,
    /// Last day of the approval.
    pub valid_until: Option<NaiveDate>,
    pub certificate_expires_on: Option<NaiveDate>,
    pub started_on: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub reviewed_on: Option<NaiveDate>,
    pub alternative: Option<String>,
    pub erasure: Option<Flag>,
    pub state: Option<UseRecordState>,
    pub remarks: Option<String>,
    /// Notes (コメント) on the row's cells.
    pub cell_notes: Vec<String>,
}
