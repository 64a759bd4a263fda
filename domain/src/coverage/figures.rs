//! The figures of the report: how many of everything on the day, as a person would count them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CoverageFacts, CoverageScope, CoverageSheet, Subject,
    fact::DutyOfPerson,
    judgement::{Counts, Judge},
};
use crate::contract::profile::Confidentiality;

/// Counts of the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Contracts that count, by class; the last is of those whose class is open.
    pub contracts: Vec<(String, usize)>,
    pub contract_count: usize,
    pub personal_info_count: usize,
    /// Contracts without a missing item, and how many were looked into.
    pub items: Counts,
    /// Contracts without an overdue check.
    pub checks: Counts,
    pub findings_open: usize,
    pub findings_closed: usize,
    pub risks_accepted: usize,
    pub measures: usize,
    pub services_used: usize,
    pub services_approved: usize,
    pub services_expired: usize,
    pub exceptions: usize,
    pub platforms: usize,
    pub accounts: usize,
    pub accounts_with_owner: usize,
    pub accounts_with_procedure: usize,
}

/// The figures of a sheet's day.
#[must_use]
pub fn figures(facts: &CoverageFacts, sheet: &CoverageSheet, scope: &CoverageScope) -> Figures {
    let judge = Judge {
        facts,
        on: sheet.on,
        scope,
    };
    let counts = |duty: &str, condition: &str| {
        sheet
            .duty(duty)
            .and_then(|duty| duty.condition(condition))
            .map(super::ConditionResult::counts)
            .unwrap_or_default()
    };
    let valid = counts("O6", "valid");
    let mut figures = Figures {
        items: counts("O2", "items"),
        checks: counts("O3", "checked"),
        services_used: counts("O0b", "approved").total,
        services_approved: valid.met,
        services_expired: valid.failed,
        accounts_with_owner: counts("O9", "accounts").met,
        accounts_with_procedure: counts("O7", "procedure").met,
        platforms: counts("O9", "platforms").total,
        accounts: counts("O0c", "recorded").total,
        measures: counts("O4", "cited").total,
        ..Figures::default()
    };
    count_contracts(&judge, &mut figures);
    count_findings(&judge, &mut figures);
    figures
}

fn count_contracts(judge: &Judge<'_>, figures: &mut Figures) {
    let classes = || {
        let known = Confidentiality::ALL.into_iter().map(Some);
        known.chain([None])
    };
    let mut counts = vec![0; classes().count()];
    for contract in judge.running() {
        let class = contract.class_on(judge.on);
        if let Some(place) = classes().position(|known| known == class) {
            counts[place] += 1;
        }
        figures.contract_count += 1;
        figures.personal_info_count += usize::from(contract.has_personal_info_on(judge.on));
    }
    let label = |class: Option<Confidentiality>| {
        class.map_or("分類未定", Confidentiality::label).to_owned()
    };
    figures.contracts = classes().map(label).zip(counts).collect();
}

fn count_findings(judge: &Judge<'_>, figures: &mut Figures) {
    let on = judge.on;
    let by = |day: Option<NaiveDate>| day.is_some_and(|day| day <= on);
    for finding in &judge.facts.findings {
        if on < finding.found_on || by(finding.withdrawn_on) || !judge.includes(finding.unit_id) {
            continue;
        }
        if by(finding.verified_on) {
            figures.findings_closed += 1;
        } else {
            figures.findings_open += 1;
            let accepted = finding.accepted.iter().any(|it| it.contains(on));
            figures.risks_accepted += usize::from(accepted);
        }
    }
    figures.exceptions = judge
        .facts
        .services
        .iter()
        .filter(|it| judge.includes(Some(it.unit_id)))
        .flat_map(|it| &it.exceptions)
        .filter(|it| it.contains(on))
        .count();
}

/// Who is responsible for a platform or account on the day, for the report.
#[must_use]
pub fn owners(facts: &CoverageFacts, subject: Subject, on: NaiveDate) -> Vec<String> {
    facts
        .responsibilities
        .iter()
        .filter(|it| it.subject == subject && it.duty == DutyOfPerson::Owner)
        .filter(|it| it.held.contains(on) && facts.is_in_office(it.person, on))
        .map(|it| facts.name_of(it.person).to_owned())
        .collect()
}
