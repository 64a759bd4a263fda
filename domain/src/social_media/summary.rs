//! What the pages of platforms and accounts show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AccountState, ClosingStepDone, Ownership, SocialMediaAccount, SocialMediaService,
    publishing::PublishingRule,
    standing::{AccountFacts, Dormancy, Shortcoming},
};
use crate::{
    choice::choices,
    id::{OrganizationUnitId, RegulationDocumentId, SocialMediaAccountId, SocialMediaServiceId},
};

/// One line of the list of accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSummary {
    pub id: SocialMediaAccountId,
    pub service_id: SocialMediaServiceId,
    pub service_name: String,
    pub name: String,
    pub handle: Option<String>,
    pub url: Option<String>,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    pub ownership: Ownership,
    pub body: Option<String>,
    pub state: AccountState,
    /// The last post noted.
    pub last_post: Option<NaiveDate>,
    /// What is wrong today, the worst first.
    pub shortcomings: Vec<Shortcoming>,
}

/// One line of the list of platforms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceSummary {
    pub service: SocialMediaService,
    pub unit_name: String,
    /// Accounts that exist.
    pub account_count: i64,
}

/// The list page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialMediaLists {
    pub services: Vec<ServiceSummary>,
    pub accounts: Vec<AccountSummary>,
    /// How many accounts there are in all, before the filter.
    pub total: i64,
    /// How many have each shortcoming, before the filter.
    pub counts: Vec<(Shortcoming, i64)>,
    /// True when the person may apply for an account.
    pub can_apply: bool,
    /// True when the person may keep platforms and enter accounts that already exist.
    pub can_keep: bool,
}

choices! {
    /// Columns the list can be sorted by.
    AccountSort {
        Name = "name", "アカウント";
        Service = "service", "SNS";
        Unit = "unit", "所管課";
        Ownership = "ownership", "区分";
        LastPost = "last_post", "最終投稿";
        State = "state", "状態";
    }
}

/// The filter of the list, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountFilter {
    /// Words of the name or the handle.
    pub q: String,
    /// A platform (id).
    pub service: String,
    /// 所管課 (id).
    pub unit: String,
    /// Code of a state; empty: those that exist or are applied for.
    pub state: String,
    /// Code of a shortcoming.
    pub lacks: String,
    /// Column (code), with `-` in front for descending; empty: by platform, as they were entered.
    pub sort: String,
    /// 1 for the first page.
    pub page: String,
}

/// What the person may do with an account now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountAbilities {
    /// Change what it is, note what was seen.
    pub edit: bool,
    /// Decide on the application, or on the closing: not one's own.
    pub decide: bool,
    /// One's own application waits for somebody else.
    pub own_application: bool,
    /// Take a wrong entry out of use.
    pub void: bool,
}

/// A platform with its accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDetail {
    pub service: SocialMediaService,
    pub unit_name: String,
    pub accounts: Vec<AccountSummary>,
    pub can_edit: bool,
    pub is_used: bool,
}

/// Which version of which operating procedure an account follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureInForce {
    /// The document in the register of regulations, where the person may open it.
    pub document_id: Option<RegulationDocumentId>,
    /// Its title and number.
    pub label: String,
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
    /// The last day on which the version is in force; `None` while no newer one is known.
    pub in_force_to: Option<NaiveDate>,
    /// Who put it in force for the account.
    pub person: Option<String>,
}

impl ProcedureInForce {
    /// True when the account follows it on the day, and it is in force.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        let last = [self.to_on, self.in_force_to].into_iter().flatten().min();
        self.from_on <= day && last.is_none_or(|last| day <= last)
    }
}

/// An account with everything its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDetail {
    pub account: SocialMediaAccount,
    pub service_name: String,
    pub unit_name: String,
    /// The contract it is run under: key and 件名.
    pub contract_title: Option<String>,
    pub facts: AccountFacts,
    pub rules: Vec<PublishingRule>,
    /// 運用手順 it follows and followed, newest first.
    pub procedures: Vec<ProcedureInForce>,
    pub closing_steps: Vec<ClosingStepDone>,
    pub dormancy: Dormancy,
    pub shortcomings: Vec<Shortcoming>,
    /// Setting `sns_dormant_days`.
    pub dormant_days: u32,
    pub today: NaiveDate,
    pub can: AccountAbilities,
    /// True when the person may decide what becomes of a dormant account.
    pub can_decide_dormancy: bool,
    /// True when the person may approve the rule that waits: not one's own.
    pub can_approve_rule: bool,
    /// True when the person may say which 運用手順 it follows.
    pub can_set_procedure: bool,
}
