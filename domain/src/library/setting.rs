//! Records of `settings.toml`: deadlines and intervals a town may change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Condition, Facts};

/// `settings.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsFile {
    /// `[[setting]]`.
    pub setting: Vec<Setting>,
}

/// A deadline or interval. Exactly one of `value`, `values` and `cases` is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Key, also the token in texts.
    pub key: String,
    /// What it is.
    pub label: String,
    /// Unit of the number, e.g. 日.
    pub unit: String,
    /// Where it is used.
    pub group: SettingGroup,
    /// One number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
    /// Several numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<u32>,
    /// The number depends on the contract: the first case that holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<SettingCase>,
    /// Records whose text prints it.
    pub token_in: Vec<String>,
}

impl Setting {
    /// The number for a contract with these facts. `None` for a setting of several numbers, and when no
    /// case holds.
    #[must_use]
    pub fn value_for(&self, facts: &Facts) -> Option<u32> {
        self.value.or_else(|| {
            self.cases
                .iter()
                .find(|case| case.when.holds(facts).is_some())
                .map(|case| case.value)
        })
    }
}

/// The single numbers of all settings for a contract with these facts, by key.
#[must_use]
pub fn setting_values(settings: &[Setting], facts: &Facts) -> BTreeMap<String, u32> {
    settings
        .iter()
        .filter_map(|setting| Some((setting.key.clone(), setting.value_for(facts)?)))
        .collect()
}

/// A number that applies under a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingCase {
    /// When it applies.
    pub when: Condition,
    /// The number.
    pub value: u32,
}

/// Where a setting is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingGroup {
    /// Printed in the annex.
    Clause,
    /// The program's own reminders.
    Watch,
    /// Due dates of findings.
    Finding,
    /// How documents look: 1 is yes, 0 no.
    Appearance,
}

impl SettingGroup {
    /// All groups.
    pub const ALL: [Self; 4] = [Self::Clause, Self::Watch, Self::Finding, Self::Appearance];

    /// Japanese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Clause => "特記事項に印字する期限",
            Self::Watch => "知らせる時期",
            Self::Finding => "指摘の期限",
            Self::Appearance => "文書の体裁",
        }
    }
}
