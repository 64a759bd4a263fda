//! 第1段, when something is wrong: action is taken under the contract (O4).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    ConditionResult, Judgement, Subject,
    fact::{FindingFact, FoundIn, MeasureFact},
    judgement::{Judge, caution, failed, met},
};
use crate::{id::ContractId, wareki};

impl Judge<'_> {
    /// O4.
    pub(super) fn action_is_taken(&self) -> Vec<ConditionResult> {
        let open: Vec<&FindingFact> = self
            .facts
            .findings
            .iter()
            .filter(|it| it.found_on <= self.on && self.includes(it.unit_id))
            .filter(|it| it.withdrawn_on.is_none_or(|day| self.on < day))
            .collect();
        let acted = open.iter().map(|it| self.action(it)).collect();
        let in_time = open.iter().map(|it| self.in_time(it)).collect();
        let cited = self
            .facts
            .measures
            .iter()
            .filter(|it| it.taken_on <= self.on && self.includes(it.unit_id))
            .map(measure)
            .collect();
        vec![
            self.shortcomings_are_found(),
            ConditionResult::new("acted", "全ての指摘に是正措置がある。", acted),
            ConditionResult::new(
                "corrected",
                "期限を過ぎた指摘がない（リスクの受容が承認されているものを除く）。",
                in_time,
            ),
            ConditionResult::new(
                "cited",
                "契約に基づく各措置に、根拠の条項と決裁番号がある。",
                cited,
            ),
        ]
    }

    /// Every check that fell short became a finding.
    fn shortcomings_are_found(&self) -> ConditionResult {
        let found = self.found_in();
        let mut by_contract: BTreeMap<ContractId, (usize, usize)> = BTreeMap::new();
        for check in self
            .facts
            .checks
            .iter()
            .filter(|it| it.falls_short_on(self.on))
        {
            let (all, without) = by_contract.entry(check.contract_id).or_default();
            *all += check.alike;
            let is_found = |task| found.contains(&FoundIn::Check(task));
            if !check.task.is_some_and(is_found) {
                *without += check.alike;
            }
        }
        let judgements = by_contract
            .into_iter()
            .filter_map(|(id, (all, without))| {
                let contract = self.facts.contract(id)?;
                let shown = !contract.is_void_on(self.on) && self.has(contract);
                shown.then(|| shortcoming(Subject::Contract(id), all, without))
            })
            .collect();
        ConditionResult::new(
            "found",
            "不適合・一部不適合とした点検が、全て指摘として扱われている。",
            judgements,
        )
    }

    /// What findings were opened for by the day.
    pub(super) fn found_in(&self) -> BTreeSet<FoundIn> {
        let findings = self.facts.findings.iter();
        findings
            .filter(|it| it.found_on <= self.on)
            .filter_map(|it| it.found_in)
            .collect()
    }

    fn action(&self, finding: &FindingFact) -> Judgement {
        let subject = Subject::Finding(finding.id);
        if let Some(day) = finding.verified_on.filter(|day| *day <= self.on) {
            return met(subject, format!("{}に是正を確認した。", wareki::long(day)));
        }
        if let Some(accepted) = self.acceptance(finding) {
            return caution(subject, accepted);
        }
        match finding.action_on.filter(|day| *day <= self.on) {
            Some(day) => met(
                subject,
                format!("{}に是正措置を定めた。", wareki::long(day)),
            ),
            None => failed(
                subject,
                format!("{}の指摘に是正措置がない。", wareki::long(finding.found_on)),
            ),
        }
    }

    fn in_time(&self, finding: &FindingFact) -> Judgement {
        let subject = Subject::Finding(finding.id);
        if let Some(day) = finding.verified_on.filter(|day| *day <= self.on) {
            return met(subject, format!("{}に是正を確認した。", wareki::long(day)));
        }
        let due = wareki::long(finding.due_on);
        if self.on <= finding.due_on {
            return met(subject, format!("是正の期限は{due}。"));
        }
        match self.acceptance(finding) {
            Some(accepted) => caution(subject, accepted),
            None => failed(subject, format!("是正の期限（{due}）を過ぎている。")),
        }
    }

    fn acceptance(&self, finding: &FindingFact) -> Option<String> {
        let mut accepted = finding.accepted.iter();
        let held = accepted.find(|it| it.contains(self.on))?;
        let until = |last: NaiveDate| format!("{}まで", wareki::long(last));
        Some(format!(
            "リスクの受容が承認されている（{}）。",
            held.to_on.map_or_else(|| "期限なし".to_owned(), until)
        ))
    }
}

/// Checks that fell short, and how many of them are no finding.
pub(super) fn shortcoming(subject: Subject, all: usize, without: usize) -> Judgement {
    if without == 0 {
        met(subject, format!("不適合{all}件を指摘とした。"))
    } else {
        failed(
            subject,
            format!("不適合{all}件のうち{without}件が指摘になっていない。"),
        )
    }
}

fn measure(measure: &MeasureFact) -> Judgement {
    let subject = Subject::Measure(measure.id);
    match (measure.cites_clause, measure.has_decision) {
        (true, true) => met(subject, "根拠の条項と決裁番号がある。"),
        (false, true) => failed(subject, "根拠の条項がない。"),
        (true, false) => failed(subject, "決裁番号がない。"),
        (false, false) => failed(subject, "根拠の条項も決裁番号もない。"),
    }
}
