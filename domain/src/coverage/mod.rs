//! 第6節(8) 遵守状況 (coverage): every duty of the policy's sentences, judged for any day from dated facts.
//!
//! [`CoverageFacts`] and a day in, a [`CoverageSheet`] out: for each duty its conditions, for each condition
//! every subject with a state and the reason in words. The words of the duties themselves are records of
//! `policy.toml`; what is judged for each of them is one function here, named after the duty.
//!
//! Nothing here knows how the facts were found. A fact counts from the day it is dated, so the sheet of a
//! past day does not change when later facts are added.

pub mod declaration;
mod external_service;
pub mod fact;
pub mod figures;
mod finding;
mod judgement;
pub mod matrix;
mod outsourcing;
pub mod report;
mod scope;
mod self_inspection;
mod social_media;
mod subject_check;
mod verification;
pub mod view;

pub use fact::{CoverageFacts, Interval};
pub use judgement::{
    ConditionResult, Counts, CoverageSheet, DutyResult, Judgement, State, Subject,
};
pub use scope::{CoverageFilter, CoverageScope, FilterError};

use chrono::NaiveDate;

use crate::library::SelectionRules;
use judgement::Judge;
use matrix::ItemCache;

/// The sheet of a day.
#[must_use]
pub fn sheet(
    facts: &CoverageFacts,
    rules: &SelectionRules,
    on: NaiveDate,
    scope: &CoverageScope,
) -> CoverageSheet {
    let judge = Judge { facts, on, scope };
    let mut items = ItemCache::new(rules);
    let duty = |id: &str, conditions: Vec<ConditionResult>| DutyResult {
        duty: id.to_owned(),
        conditions,
    };
    CoverageSheet {
        on,
        duties: vec![
            duty("O0a", judge.outsourcing_is_complete()),
            duty("O1", judge.contractors_are_selected()),
            duty("O2", judge.contracts_state_requirements(&mut items)),
            duty("O3", judge.measures_are_confirmed()),
            duty("O4", judge.action_is_taken()),
            duty("O0b", judge.services_are_complete()),
            duty("O5", judge.regulation_exists()),
            duty("O6", judge.services_are_protected()),
            duty("O0c", judge.accounts_are_complete()),
            duty("O7", judge.procedures_are_set()),
            duty("O8", judge.publishable_is_set()),
            duty("O9", judge.owners_are_set()),
        ],
        self_inspection: judge.self_inspection_is_done(),
    }
}

#[cfg(test)]
mod tests;
