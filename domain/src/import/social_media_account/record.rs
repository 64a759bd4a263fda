//! What a row of a ledger of SNS accounts says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::import::{
    choices::{AccountOwnership, AccountRecordState, Platform},
    flag::Flag,
};

/// An account as a ledger names it. `None` is an empty cell, or one with nothing usable in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialMediaAccountRecord {
    pub ledger_no: Option<i64>,
    pub platform: Option<Platform>,
    pub account_name: Option<String>,
    /// Without @.
    pub handle: Option<String>,
    pub url: Option<String>,
    pub organization_unit: Option<String>,
    pub ownership: Option<AccountOwnership>,
    pub owner_name: Option<String>,
    pub owner_title: Option<String>,
    /// When the roster has the person, or somebody whose name differs in old forms only.
    pub owner_staff_no: Option<String>,
    /// The roster settles who it is.
    pub owner_is_settled: bool,
    pub deputy_name: Option<String>,
    pub deputy_title: Option<String>,
    pub deputy_staff_no: Option<String>,
    /// The roster settles who it is.
    pub deputy_is_settled: bool,
    pub operators: Option<String>,
    pub purpose: Option<String>,
    pub content: Option<String>,
    pub hours: Option<String>,
    pub reply_policy: Option<String>,
    pub policy_url: Option<String>,
    pub official_site_listing: Option<Flag>,
    pub badge: Option<Flag>,
    pub mfa: Option<Flag>,
    pub recovery_mail: Option<String>,
    pub recovery_phone: Option<String>,
    pub credential_custodian: Option<String>,
    pub contractor: Option<String>,
    pub linked_apps: Option<String>,
    pub operation_procedure: Option<Flag>,
    pub operation_procedure_on: Option<NaiveDate>,
    pub opened_on: Option<NaiveDate>,
    pub approved_on: Option<NaiveDate>,
    pub last_posted_on: Option<NaiveDate>,
    pub followers: Option<i64>,
    pub followers_approximate: Option<bool>,
    pub state: Option<AccountRecordState>,
    pub closed_on: Option<NaiveDate>,
    pub remarks: Option<String>,
    /// Notes (コメント) on the row's cells.
    pub cell_notes: Vec<String>,
}
