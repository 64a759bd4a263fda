//! Records of `calendar.toml`: dates of law and policy, and the fiscal year month by month. Types only.

use serde::{Deserialize, Serialize};

use super::{DatePrecision, FactId, Mark};

/// `calendar.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarFile {
    /// `[[event]]`.
    pub event: Vec<CalendarEvent>,
    /// `[[month]]`.
    pub month: Vec<CalendarMonth>,
}

/// A date of law or policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarEvent {
    /// Id.
    pub id: String,
    /// ISO date, as exact as `precision` says.
    pub date: String,
    /// Last day of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<chrono::NaiveDate>,
    /// How exact the date is.
    pub precision: DatePrecision,
    /// The date in 和暦.
    pub date_ja: String,
    /// What happens.
    pub event: String,
    /// What it means here.
    pub effect: String,
    /// English gloss.
    pub effect_en: String,
    /// Provenance.
    pub mark: Mark,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// Ids of guideline items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// The fact the date switches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<FactId>,
    /// A task to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What is not settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_question: Option<String>,
}

/// A month of the fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarMonth {
    /// 1–12.
    pub month: u32,
    /// Place in the fiscal year: 4月 is 1.
    pub order: u32,
    /// What the office does.
    pub town: Vec<String>,
    /// What the program does or proposes.
    pub product: Vec<String>,
    /// Checks of the month.
    pub check_items: Vec<String>,
    /// Provenance.
    pub mark: Mark,
}
