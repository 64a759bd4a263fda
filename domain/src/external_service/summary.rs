//! What the pages of external services show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ExceptionInForce, ExternalService, ServiceIssue, ServiceKind, UseState};
use crate::{
    choice::choices,
    contract::profile::Confidentiality,
    id::{ExternalServiceId, OrganizationUnitId},
};

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceSummary {
    pub id: ExternalServiceId,
    /// 管理番号.
    pub service_no: String,
    pub name: String,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    /// 提供事業者.
    pub provider: Option<String>,
    pub kind: Option<ServiceKind>,
    pub confidentiality: Option<Confidentiality>,
    pub personal_info: bool,
    /// Last day of the approval it rests on today, or rested on last.
    pub expires_on: Option<NaiveDate>,
    pub state: UseState,
    pub issues: Vec<ServiceIssue>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceList {
    pub services: Vec<ServiceSummary>,
    /// All matches.
    pub total: u64,
    /// How many have each issue, before the filter.
    pub counts: Vec<(ServiceIssue, u64)>,
    /// True when there is none at all that the person may see.
    pub is_empty: bool,
    /// True when the person may register services.
    pub can_register: bool,
}

choices! {
    /// Columns the list can be sorted by.
    ServiceSort {
        Name = "name", "サービス";
        Unit = "unit", "所管課";
        Kind = "kind", "種別";
        Confidentiality = "confidentiality", "機密性";
        ExpiresOn = "expires_on", "承認の期限";
        State = "state", "状態";
    }
}

/// The filter of the list, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceFilter {
    /// Words of the name, the number or the provider.
    pub q: String,
    /// Key of a unit.
    pub unit: String,
    /// Code of a [`ServiceKind`].
    pub kind: String,
    /// Code of a [`UseState`]; empty: all but 終了 and 無効.
    pub state: String,
    /// Code of a [`ServiceIssue`].
    pub issue: String,
    /// Column (code), with `-` in front for descending; empty: 管理番号.
    pub sort: String,
    pub page: String,
}

/// What the person may do with a service now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceAbilities {
    /// Change what it is, apply, record steps of its use.
    pub edit: bool,
    /// Decide on the application that waits: not one's own, and for one's role.
    pub decide: bool,
    /// One's own application waits for somebody else.
    pub own_application: bool,
    /// Take back the approval it rests on.
    pub revoke: bool,
    /// Take a wrong entry out of use.
    pub void: bool,
    /// Apply for an exception.
    pub except: bool,
}

/// A service with everything its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDetail {
    pub service: ExternalService,
    pub unit_name: String,
    /// Name of the vendor, or as typed.
    pub provider: Option<String>,
    /// 件名 of the contract it is paid under.
    pub contract_title: Option<String>,
    pub state: UseState,
    /// What is to be put right, today.
    pub issues: Vec<ServiceIssue>,
    /// The exception that covers 約款型 × 機密性２以上 today.
    pub exception: Option<ExceptionInForce>,
    pub today: NaiveDate,
    /// Days before its end a certificate is warned of.
    pub warn_days: i64,
    pub can: ServiceAbilities,
}

/// An approval or a certificate of a service that ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDue {
    pub id: ExternalServiceId,
    pub name: String,
    pub unit_name: String,
    /// What ends.
    pub what: String,
    pub last_on: NaiveDate,
}
