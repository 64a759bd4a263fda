//! Records of `check_items.toml`: what is asked of contracts, services and accounts, and when. Types only;
//! dates are made in [`crate::verification::plan`].

use serde::{Deserialize, Serialize};

use super::{Condition, Timing, TimingMeaning};

/// `check_items.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckItemsFile {
    /// `[[timing]]`.
    pub timing: Vec<TimingMeaning>,
    /// `[[severity]]`.
    pub severity: Vec<SeverityRule>,
    /// `[[check_item]]`.
    pub check_item: Vec<CheckItem>,
    /// `[[self_inspection_question]]`.
    pub self_inspection_question: Vec<SelfInspectionQuestion>,
}

/// 点検項目.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// Id, e.g. `V-23`.
    pub id: String,
    /// Place in lists.
    pub order: u32,
    /// What is checked.
    pub subject: Subject,
    /// The question.
    pub question: String,
    /// Clauses whose presence on a contract creates the check.
    pub clauses: Vec<String>,
    /// The check exists without any clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_to: Option<AppliesTo>,
    /// What it rests on.
    pub basis: Vec<String>,
    /// When it is required.
    pub timing: Vec<Timing>,
    /// When it is advisable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timing_recommended: Vec<Timing>,
    /// Where it holds, `YEAR` is required; else `interval_setting` gives the interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timing_when: Option<Condition>,
    /// Key of the setting that holds the interval, in months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_setting: Option<String>,
    /// Months (1–12) in which it is due besides its timing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra_months: Vec<u32>,
    /// Month (1–12) the yearly one falls in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_month: Option<u32>,
    /// The program can decide it from its own records.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automatic: bool,
    /// What to keep as evidence.
    pub evidence: Vec<String>,
    /// Numbers of the forms among the evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// 不適合 is at least this severe.
    pub severity: Severity,
    /// The inspector may go up to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity_max: Option<Severity>,
    /// Where it holds, `severity_max` applies without choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity_max_when: Option<Condition>,
    /// A remark for the inspector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// 契約.
    Contract,
    /// SNSアカウント.
    #[serde(rename = "sns")]
    SocialMedia,
    /// 外部サービス.
    ExternalService,
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 3] = [Self::Contract, Self::SocialMedia, Self::ExternalService];

    /// Japanese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Contract => "契約",
            Self::SocialMedia => "SNSアカウント",
            Self::ExternalService => "外部サービス",
        }
    }
}

/// For what a check exists without any clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppliesTo {
    /// Every contract.
    AllContracts,
    /// Once per vendor, counted for each of its contracts.
    AllVendors,
    /// Every SNS account.
    AllAccounts,
    /// Every external service.
    AllServices,
    /// Every 課.
    AllUnits,
}

/// How severe a 不適合 is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "orm",
    derive(sea_orm::DeriveActiveEnum, sea_orm::EnumIter),
    sea_orm(
        rs_type = "String",
        db_type = "String(sea_orm::sea_query::StringLen::N(32))"
    )
)]
pub enum Severity {
    /// 軽微.
    #[serde(rename = "軽微")]
    #[cfg_attr(feature = "orm", sea_orm(string_value = "minor"))]
    Minor,
    /// 中.
    #[serde(rename = "中")]
    #[cfg_attr(feature = "orm", sea_orm(string_value = "medium"))]
    Medium,
    /// 重大.
    #[serde(rename = "重大")]
    #[cfg_attr(feature = "orm", sea_orm(string_value = "critical"))]
    Critical,
}

impl Severity {
    /// All severities, the worst first.
    pub const ALL: [Self; 3] = [Self::Critical, Self::Medium, Self::Minor];

    /// Japanese name, as in the data.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Minor => "軽微",
            Self::Medium => "中",
            Self::Critical => "重大",
        }
    }
}

/// When a finding of a severity is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityRule {
    /// The severity.
    pub label: Severity,
    /// Key of the setting that holds the days.
    pub due_setting: String,
}

/// A question of the yearly 自己点検 (第7節).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelfInspectionQuestion {
    /// Id.
    pub id: String,
    /// What it is about.
    pub subject: Subject,
    /// The question.
    pub question: String,
    /// What it rests on.
    pub basis: Vec<String>,
}
