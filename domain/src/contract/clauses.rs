//! Which clauses a contract needs, and why. Facts and library in, clauses with reasons out; nothing is
//! chosen or waived here.

use serde::{Deserialize, Serialize};

use super::profile::Profile;
use crate::{
    input::FieldError,
    library::{ClauseRule, FactId, Facts, Preset, SelectionRules},
};

/// A clause the profile calls for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredClause {
    /// Id of the clause.
    pub clause: String,
    /// How strongly.
    pub level: Level,
    /// Why.
    pub because: Because,
    /// Starts selected.
    pub preselected: bool,
    /// Reason recorded with a recommended clause that starts deselected.
    pub left_out_because: Option<String>,
}

/// How strongly a clause is called for, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "orm",
    derive(sea_orm::DeriveActiveEnum, sea_orm::EnumIter),
    sea_orm(
        rs_type = "String",
        db_type = "String(sea_orm::sea_query::StringLen::N(32))"
    )
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 任意.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "optional"))]
    Optional,
    /// 推奨: leaving it out needs a reason.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "recommended"))]
    Recommended,
    /// 必須: leaving it out needs a reason and an approver.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "mandatory"))]
    Mandatory,
}

impl Level {
    /// All levels, strongest first.
    pub const ALL: [Self; 3] = [Self::Mandatory, Self::Recommended, Self::Optional];

    /// Japanese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Mandatory => "必須",
            Self::Recommended => "推奨",
            Self::Optional => "任意",
        }
    }
}

/// Why a clause is called for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// The facts that together made the condition true.
    pub facts: Vec<FactId>,
    /// What the clause rests on.
    pub basis: Vec<String>,
}

impl Because {
    /// The reason as a sentence: 個人情報を取り扱うため（第6節(8)第1段、K04）.
    #[must_use]
    pub fn sentence(&self, rules: &SelectionRules) -> String {
        let labels: Vec<&str> = self
            .facts
            .iter()
            .filter(|fact| fact.as_str() != FactId::ALWAYS)
            .map(|fact| {
                rules
                    .find_fact(fact)
                    .map_or(fact.as_str(), |fact| fact.label.as_str())
            })
            .collect();
        let reason = if labels.is_empty() {
            "全ての契約が対象であるため".to_owned()
        } else {
            format!("{}ため", labels.join("、かつ、"))
        };
        if self.basis.is_empty() {
            reason
        } else {
            format!("{reason}（{}）", self.basis.join("、"))
        }
    }
}

/// The clauses the profile calls for, in the order of the annex.
///
/// # Errors
/// [`FieldError::UnknownFact`] when the profile names a fact the library does not have.
pub fn required_clauses(
    rules: &SelectionRules,
    profile: &Profile,
) -> Result<Vec<RequiredClause>, FieldError> {
    let facts = profile.facts(rules)?;
    let preset = rules
        .presets
        .iter()
        .find(|preset| preset.unless.holds(&facts).is_none());
    let mut clauses: Vec<(u32, RequiredClause)> = rules
        .clauses
        .iter()
        .filter_map(|rule| Some((rule.order, required(rule, &facts, preset)?)))
        .collect();
    clauses.sort_by_key(|(order, _)| *order);
    Ok(clauses.into_iter().map(|(_, clause)| clause).collect())
}

fn required(rule: &ClauseRule, facts: &Facts, preset: Option<&Preset>) -> Option<RequiredClause> {
    let (level, reason) = level(rule, facts)?;
    let in_preset = preset.map(|preset| preset.clauses.contains(&rule.id));
    let preselected = match level {
        Level::Mandatory => true,
        Level::Recommended => in_preset.unwrap_or(true),
        Level::Optional => in_preset.unwrap_or(false),
    };
    let left_out_because = preset
        .filter(|_| level == Level::Recommended && !preselected)
        .map(|preset| preset.reason.clone().unwrap_or(preset.title.clone()));
    Some(RequiredClause {
        clause: rule.id.clone(),
        level,
        because: Because {
            facts: reason.to_vec(),
            basis: rule.basis.clone(),
        },
        preselected,
        left_out_because,
    })
}

/// The strongest level whose condition holds, and the facts that made it hold.
fn level<'a>(rule: &'a ClauseRule, facts: &Facts) -> Option<(Level, &'a [FactId])> {
    let conditions = [
        (Level::Mandatory, &rule.mandatory),
        (Level::Recommended, &rule.recommended),
        (Level::Optional, &rule.optional),
    ];
    conditions
        .into_iter()
        .find_map(|(level, condition)| Some((level, condition.holds(facts)?)))
}

#[cfg(test)]
mod tests;
