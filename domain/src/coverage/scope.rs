//! Which part of the town a sheet is about, and of which day: the filter of the address, checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CoverageFacts, fact::ContractFact, judgement::Judge};
use crate::{
    authorization::Scope,
    fiscal_year::FiscalYear,
    id::OrganizationUnitId,
    input::{self, FieldError},
    organization::OrganType,
};

/// The filter of the sheet, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CoverageFilter {
    /// 基準日, in any spelling; today when empty.
    pub on: String,
    /// 契約の年度, e.g. `2026`.
    pub fy: String,
    /// 所管課 (id).
    pub unit: String,
    /// 組織区分 (code).
    pub organ: String,
}

/// A day that cannot be asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum FilterError {
    /// It cannot be read.
    #[error("基準日：{0}")]
    Day(FieldError),
    /// It has not come yet.
    #[error("基準日に今日より後の日は指定できません。今日（{}）の状況を表示しています。", crate::wareki::long(*.0))]
    Future(NaiveDate),
    /// Nothing can be judged: the rules begin later.
    #[error("基準日に{}より前の日は指定できません。条項集の適用が始まる前です。今日の状況を表示しています。", crate::wareki::long(*.0))]
    BeforeRules(NaiveDate),
}

impl CoverageFilter {
    /// The day asked for, or why it is today instead.
    ///
    /// # Errors
    /// [`FilterError`].
    pub fn day(&self, today: NaiveDate) -> Result<NaiveDate, FilterError> {
        let day = input::optional_date(&self.on).map_err(FilterError::Day)?;
        match day {
            Some(day) if today < day => Err(FilterError::Future(today)),
            Some(day) => Ok(day),
            None => Ok(today),
        }
    }

    /// The part of the town asked for, within what somebody may see.
    #[must_use]
    pub fn scope(&self, visible: Scope) -> CoverageScope {
        CoverageScope {
            fiscal_year: self.fy.parse().ok().map(FiscalYear),
            unit: self.unit.parse().ok(),
            organ: self.organ.parse().ok(),
            visible,
        }
    }
}

/// Which part of the town a sheet is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageScope {
    /// Contracts numbered in this year only.
    pub fiscal_year: Option<FiscalYear>,
    /// Subjects of this unit only.
    pub unit: Option<OrganizationUnitId>,
    /// Subjects of units of this organ only (第4節(1)).
    pub organ: Option<OrganType>,
    /// Units that may be seen.
    pub visible: Scope,
}

impl CoverageScope {
    /// The whole town.
    #[must_use]
    pub fn town() -> Self {
        Self {
            fiscal_year: None,
            unit: None,
            organ: None,
            visible: Scope::Town,
        }
    }

    /// True when a subject of the unit is part of it. One without a unit concerns the whole town.
    #[must_use]
    pub fn includes(&self, facts: &CoverageFacts, unit: Option<OrganizationUnitId>) -> bool {
        let Some(unit) = unit else {
            return self.unit.is_none() && self.organ.is_none() && self.visible == Scope::Town;
        };
        self.unit.is_none_or(|only| only == unit)
            && self.visible.contains(unit)
            && self.organ.is_none_or(|organ| {
                let mut units = facts.units.iter();
                units.any(|it| it.id == unit && it.organ == organ)
            })
    }
}

impl Judge<'_> {
    /// Contracts of the scope.
    pub(super) fn contracts(&self) -> impl Iterator<Item = &ContractFact> {
        self.facts.contracts.iter().filter(|it| {
            self.scope
                .fiscal_year
                .is_none_or(|year| year == it.fiscal_year)
                && self.includes(Some(it.unit_id))
        })
    }

    /// Contracts of the scope that count on the day.
    pub(super) fn running(&self) -> impl Iterator<Item = &ContractFact> {
        self.contracts().filter(|it| it.counts_on(self.on))
    }

    pub(super) fn includes(&self, unit: Option<OrganizationUnitId>) -> bool {
        self.scope.includes(self.facts, unit)
    }

    pub(super) fn year(&self) -> FiscalYear {
        FiscalYear::containing(self.on)
    }
}
