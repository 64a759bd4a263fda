//! 第1段, during the work: the contractor's measures are confirmed (O3).

use std::collections::HashMap;

use super::{
    ConditionResult, Interval, Judgement, Subject,
    fact::{CheckFact, ContractFact, RosterFact, SubcontractFact, VisitFact},
    judgement::{Judge, caution, failed, met},
};
use crate::{id::ContractId, verification::Method, wareki};

/// The checks of each contract, looked up once.
struct Checks<'a>(HashMap<ContractId, Vec<&'a CheckFact>>);

impl<'a> Checks<'a> {
    fn of(&self, contract: ContractId) -> &[&'a CheckFact] {
        self.0.get(&contract).map_or(&[], Vec::as_slice)
    }
}

impl Judge<'_> {
    /// O3.
    pub(super) fn measures_are_confirmed(&self) -> Vec<ConditionResult> {
        let mut by_contract: HashMap<ContractId, Vec<&CheckFact>> = HashMap::new();
        for check in &self.facts.checks {
            by_contract
                .entry(check.contract_id)
                .or_default()
                .push(check);
        }
        let checks = Checks(by_contract);
        let visits = self.visits_this_year();
        let inspected = self
            .contracts()
            .filter(|it| it.has_personal_info_on(self.on) && self.ran_this_year(it))
            .map(|it| self.inspection(it, visits.get(&it.id)))
            .collect();
        let in_time = self
            .contracts()
            .filter(|it| !it.is_void_on(self.on) && it.is_concluded_by(self.on))
            .filter(|it| it.is_running_on(self.on) || self.is_late(checks.of(it.id)))
            .map(|it| self.checks_in_time(it, checks.of(it.id)))
            .collect();
        let proved = self
            .running()
            .map(|it| self.proof(it, checks.of(it.id)))
            .collect();
        vec![
            ConditionResult::new(
                "inspected",
                "個人情報を扱う契約に、その年度の実地又はリモート（映像等）の検査がある。",
                inspected,
            ),
            ConditionResult::new("checked", "期限を過ぎた未確認の点検がない。", in_time),
            ConditionResult::new("proved", "その年度に適合とした点検に証拠がある。", proved),
            self.subcontracts(),
            self.rosters(),
        ]
    }

    /// Concluded, and inside a term on some day of the fiscal year up to the day.
    fn ran_this_year(&self, contract: &ContractFact) -> bool {
        let year = Interval::from(self.year().first_day()).to(self.on);
        !contract.is_void_on(self.on)
            && contract.is_concluded_by(self.on)
            && contract.terms.iter().any(|term| term.overlaps(&year))
    }

    /// The last visit of each contract in the fiscal year up to the day.
    fn visits_this_year(&self) -> HashMap<ContractId, &VisitFact> {
        let year = self.year();
        let mut last: HashMap<ContractId, &VisitFact> = HashMap::new();
        for visit in &self.facts.visits {
            let counts = visit.counts_from <= self.on && year.contains(visit.inspected_on);
            if counts && matches!(visit.method, Method::OnSite | Method::Remote) {
                let known = last.entry(visit.contract_id).or_insert(visit);
                if known.inspected_on < visit.inspected_on {
                    *known = visit;
                }
            }
        }
        last
    }

    fn inspection(&self, contract: &ContractFact, visit: Option<&&VisitFact>) -> Judgement {
        let subject = Subject::Contract(contract.id);
        let year = self.year();
        if let Some(visit) = visit {
            return met(
                subject,
                format!(
                    "{}に{}により検査した。",
                    wareki::long(visit.inspected_on),
                    visit.method.label()
                ),
            );
        }
        let deadline = contract
            .ends_on()
            .map_or(year.last_day(), |last| last.min(year.last_day()));
        if deadline <= self.on {
            failed(
                subject,
                format!(
                    "{}の実地又はリモートの検査がない（期限{}）。",
                    year.label(),
                    wareki::long(deadline)
                ),
            )
        } else {
            caution(
                subject,
                format!(
                    "{}の実地又はリモートの検査がまだない（期限{}）。",
                    year.label(),
                    wareki::long(deadline)
                ),
            )
        }
    }

    fn is_late(&self, checks: &[&CheckFact]) -> bool {
        checks.iter().any(|check| check.is_overdue_on(self.on))
    }

    fn checks_in_time(&self, contract: &ContractFact, checks: &[&CheckFact]) -> Judgement {
        let subject = Subject::Contract(contract.id);
        let late = || {
            let checks = checks.iter();
            checks.filter(|check| check.is_overdue_on(self.on))
        };
        let count: usize = late().map(|check| check.alike).sum();
        match late().map(|check| check.due_on).min() {
            None => met(subject, "期限を過ぎた未確認の点検はない。"),
            Some(first) => failed(
                subject,
                format!(
                    "期限を過ぎた未確認の点検が{}件ある（最も早い期限{}）。",
                    count,
                    wareki::long(first)
                ),
            ),
        }
    }

    fn proof(&self, contract: &ContractFact, checks: &[&CheckFact]) -> Judgement {
        let subject = Subject::Contract(contract.id);
        let unproved: usize = checks
            .iter()
            .filter(|check| check.is_unproved_on(self.on))
            .map(|check| check.alike)
            .sum();
        if unproved == 0 {
            met(subject, "証拠のない適合はない。")
        } else {
            caution(
                subject,
                format!("適合とした点検のうち{unproved}件に証拠がない。"),
            )
        }
    }

    fn subcontracts(&self) -> ConditionResult {
        let judgements = self
            .facts
            .subcontracts
            .iter()
            .filter(|it| it.ends_on.is_none_or(|last| self.on <= last))
            .filter_map(|it| {
                let contract = self.facts.contract(it.contract_id)?;
                let shown = contract.counts_on(self.on) && self.has(contract);
                let begun = it.starts_on <= self.on;
                (shown && begun).then(|| self.subcontract(it))
            })
            .collect();
        ConditionResult::new(
            "subcontracted",
            "再委託が、承諾（特定個人情報を扱うものは許諾）の後に始まっている。",
            judgements,
        )
    }

    fn subcontract(&self, it: &SubcontractFact) -> Judgement {
        let subject = Subject::Contract(it.contract_id);
        let started = wareki::long(it.starts_on);
        match it.consented_on.filter(|day| *day <= self.on) {
            None => failed(
                subject,
                format!(
                    "{}への再委託が、承諾のないまま{started}に始まっている。",
                    it.name
                ),
            ),
            Some(day) if it.starts_on < day => failed(
                subject,
                format!(
                    "{}への再委託が、承諾（{}）より前の{started}に始まっている。",
                    it.name,
                    wareki::long(day)
                ),
            ),
            Some(_) if it.lacks_permission => failed(
                subject,
                format!("{}への再委託に、番号法第10条の許諾がない。", it.name),
            ),
            Some(day) => met(
                subject,
                format!("{}への再委託を{}に承諾した。", it.name, wareki::long(day)),
            ),
        }
    }

    /// True when the contract is part of the scope.
    pub(super) fn has(&self, contract: &ContractFact) -> bool {
        self.scope
            .fiscal_year
            .is_none_or(|year| year == contract.fiscal_year)
            && self.includes(Some(contract.unit_id))
    }

    fn rosters(&self) -> ConditionResult {
        let mut by_contract: HashMap<ContractId, Vec<&RosterFact>> = HashMap::new();
        for entry in &self.facts.roster {
            if entry.listed.contains(self.on) {
                by_contract
                    .entry(entry.contract_id)
                    .or_default()
                    .push(entry);
            }
        }
        let judgements = self
            .running()
            .filter_map(|it| Some(self.roster(it, by_contract.get(&it.id)?)))
            .collect();
        ConditionResult::new(
            "employers",
            "名簿の所属事業者が、全て委託先又は承諾済みの再委託先である。",
            judgements,
        )
    }

    fn roster(&self, contract: &ContractFact, entries: &[&RosterFact]) -> Judgement {
        let subject = Subject::Contract(contract.id);
        let mut strangers: Vec<&str> = entries
            .iter()
            .filter(|it| !it.is_contractor && it.approved_on.is_none_or(|day| self.on < day))
            .map(|it| it.employer.as_str())
            .collect();
        strangers.sort_unstable();
        strangers.dedup();
        if strangers.is_empty() {
            met(subject, format!("名簿の{}名を照合した。", entries.len()))
        } else {
            failed(
                subject,
                format!(
                    "名簿に、委託先でも承諾済みの再委託先でもない事業者（{}）の者がいる。",
                    strangers.join("、")
                ),
            )
        }
    }
}
