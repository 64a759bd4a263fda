//! 第6節(9)第1段・第7節: 自己点検 was done in the fiscal year, answered by every unit addressed, and its
//! shortcomings are put right.

use std::collections::BTreeSet;

use super::{
    ConditionResult, Judgement, Subject,
    fact::{FoundIn, SelfInspectionFact, SelfInspectionUnitFact, ShortcomingFact},
    judgement::{Judge, caution, failed, met},
};
use crate::wareki;

impl Judge<'_> {
    pub(super) fn self_inspection_is_done(&self) -> Vec<ConditionResult> {
        let campaigns: Vec<&SelfInspectionFact> = self
            .facts
            .self_inspections
            .iter()
            .filter(|it| it.fiscal_year == self.year() && it.opened_on <= self.on)
            .collect();
        let answers: Vec<(&SelfInspectionFact, &SelfInspectionUnitFact)> = campaigns
            .iter()
            .flat_map(|campaign| campaign.units.iter().map(move |unit| (*campaign, unit)))
            .filter(|(_, unit)| self.includes(Some(unit.unit_id)))
            .collect();
        let answered = answers.iter().map(|(it, unit)| self.answer(it, unit));
        let improved = answers
            .iter()
            .filter_map(|(it, unit)| self.improvement(it, unit));
        let found_in = self.found_in();
        let found = answers
            .iter()
            .filter_map(|(it, unit)| self.are_found(it, unit, &found_in));
        vec![
            ConditionResult::new(
                "held",
                "その年度に自己点検を実施している。",
                self.held(&campaigns),
            ),
            ConditionResult::new(
                "answered",
                "対象の全ての課が、期限までに回答している。",
                answered.collect(),
            ),
            ConditionResult::new(
                "improved",
                "否とした項目が、期限までに改善されている。",
                improved.collect(),
            ),
            ConditionResult::new(
                "found",
                "否とした項目が、全て指摘として扱われている。",
                found.collect(),
            ),
        ]
    }

    fn held(&self, campaigns: &[&SelfInspectionFact]) -> Vec<Judgement> {
        if campaigns.is_empty() {
            let year = self.year();
            let words = format!("{}の自己点検を、まだ実施していない。", year.label());
            return vec![if year.last_day() <= self.on {
                failed(Subject::NoSelfInspection, words)
            } else {
                caution(Subject::NoSelfInspection, words)
            }];
        }
        let shown = campaigns.iter().map(|it| {
            met(
                Subject::SelfInspection(it.id, None),
                format!("{}から実施した。", wareki::long(it.opened_on)),
            )
        });
        shown.collect()
    }

    fn answer(&self, campaign: &SelfInspectionFact, unit: &SelfInspectionUnitFact) -> Judgement {
        let subject = Subject::SelfInspection(campaign.id, Some(unit.unit_id));
        let due = wareki::long(campaign.due_on);
        match unit.submitted_on.filter(|day| *day <= self.on) {
            Some(day) if campaign.due_on < day => caution(
                subject,
                format!("期限（{due}）の後の{}に回答した。", wareki::long(day)),
            ),
            Some(day) => met(subject, format!("{}に回答した。", wareki::long(day))),
            None if campaign.due_on < self.on => {
                failed(subject, format!("期限（{due}）を過ぎて回答がない。"))
            }
            None => caution(subject, format!("回答がまだない（期限{due}）。")),
        }
    }

    fn are_found(
        &self,
        campaign: &SelfInspectionFact,
        unit: &SelfInspectionUnitFact,
        found_in: &BTreeSet<FoundIn>,
    ) -> Option<Judgement> {
        unit.submitted_on.filter(|day| *day <= self.on)?;
        let all = unit.shortcomings.len();
        let is_found = |it: &&ShortcomingFact| found_in.contains(&FoundIn::Answer(it.answer));
        let without = all - unit.shortcomings.iter().filter(is_found).count();
        let subject = Subject::SelfInspection(campaign.id, Some(unit.unit_id));
        (0 < all).then(|| {
            if without == 0 {
                met(subject, format!("否とした{all}件を指摘とした。"))
            } else {
                failed(
                    subject,
                    format!("否とした{all}件のうち{without}件が指摘になっていない。"),
                )
            }
        })
    }

    fn improvement(
        &self,
        campaign: &SelfInspectionFact,
        unit: &SelfInspectionUnitFact,
    ) -> Option<Judgement> {
        unit.submitted_on.filter(|day| *day <= self.on)?;
        if unit.shortcomings.is_empty() {
            return None;
        }
        let subject = Subject::SelfInspection(campaign.id, Some(unit.unit_id));
        let all = unit.shortcomings.len();
        let open: Vec<_> = unit
            .shortcomings
            .iter()
            .filter(|it| it.improved_on.is_none_or(|day| self.on < day))
            .collect();
        let late = open.iter().filter(|it| it.due_on < self.on).count();
        Some(if 0 < late {
            failed(
                subject,
                format!("否とした{all}件のうち{late}件が、改善の期限を過ぎている。"),
            )
        } else if open.is_empty() {
            met(subject, format!("否とした{all}件を改善した。"))
        } else {
            caution(
                subject,
                format!("否とした{all}件のうち{}件を改善中。", open.len()),
            )
        })
    }
}
