//! 第1段, before the work: all outsourcing is in the ledger (O0a), the contractor was selected (O1), the
//! contract states the requirements (O2).

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::{
    ConditionResult, Judgement, Subject,
    declaration::DeclarationKind,
    fact::{ContractFact, ReviewFact},
    judgement::{Judge, failed, met},
    matrix::ItemCache,
};
use crate::{
    contract::coverage::ItemStatus,
    id::{ContractId, OrganizationUnitId},
    wareki,
};

impl Judge<'_> {
    /// O0a.
    pub(super) fn outsourcing_is_complete(&self) -> Vec<ConditionResult> {
        let with_contracts: BTreeSet<OrganizationUnitId> = self
            .facts
            .contracts
            .iter()
            .filter(|contract| contract.counts_on(self.on))
            .map(|contract| contract.unit_id)
            .collect();
        vec![self.declarations(DeclarationKind::Outsourcing, |unit| {
            with_contracts.contains(&unit)
        })]
    }

    /// O1.
    pub(super) fn contractors_are_selected(&self) -> Vec<ConditionResult> {
        let mut reviews: HashMap<ContractId, Vec<&ReviewFact>> = HashMap::new();
        for review in &self.facts.reviews {
            reviews.entry(review.contract_id).or_default().push(review);
        }
        let none = Vec::new();
        let judgements = self
            .running()
            .filter(|contract| contract.needs_protection_on(self.on))
            .map(|contract| {
                let own = reviews.get(&contract.id).unwrap_or(&none);
                self.selection(contract, own)
            })
            .collect();
        vec![ConditionResult::new(
            "selected",
            "機密性２以上の契約に、契約日以前に承認された選定審査があり、審査した者と承認した者が異なる。",
            judgements,
        )]
    }

    fn selection(&self, contract: &ContractFact, reviews: &[&ReviewFact]) -> Judgement {
        let subject = Subject::Contract(contract.id);
        let known = |day: &Option<NaiveDate>| day.is_some_and(|day| day <= self.on);
        let reviewed: Vec<&&ReviewFact> =
            reviews.iter().filter(|it| known(&it.reviewed_on)).collect();
        if reviewed.is_empty() {
            return failed(subject, "選定審査の記録がない。");
        }
        let approved: Vec<(NaiveDate, &&ReviewFact)> = reviewed
            .into_iter()
            .filter_map(|it| Some((it.approved_on.filter(|day| *day <= self.on)?, it)))
            .collect();
        if approved.is_empty() {
            return failed(subject, "選定審査が承認されていない。");
        }
        let in_time = approved
            .iter()
            .filter(|(day, _)| contract.signed_on.is_none_or(|signed| *day <= signed));
        let mut own_approval = false;
        for (day, review) in in_time {
            if review.approver == Some(review.reviewer) {
                own_approval = true;
                continue;
            }
            return met(
                subject,
                format!(
                    "{}が審査し、{}に{}が承認した。",
                    self.facts.name_of(review.reviewer),
                    wareki::long(*day),
                    review
                        .approver
                        .map_or("（不明）", |person| self.facts.name_of(person)),
                ),
            );
        }
        if own_approval {
            return failed(subject, "審査した者が自分で承認している。");
        }
        let signed = contract.signed_on.map(wareki::long).unwrap_or_default();
        failed(
            subject,
            format!("選定審査の承認が契約日（{signed}）より後である。"),
        )
    }

    /// O2.
    pub(super) fn contracts_state_requirements(
        &self,
        items: &mut ItemCache<'_>,
    ) -> Vec<ConditionResult> {
        let protected: Vec<&ContractFact> = self
            .running()
            .filter(|contract| contract.needs_protection_on(self.on))
            .collect();
        let annex = protected.iter().map(|it| self.annex(it)).collect();
        let covered = protected
            .iter()
            .filter_map(|it| self.items(it, items))
            .collect();
        let in_time = self
            .contracts()
            .filter(|it| it.is_running_on(self.on) && it.needs_protection_on(self.on))
            .map(|it| self.signed_in_time(it))
            .collect();
        vec![
            ConditionResult::new(
                "annex",
                "機密性２以上の契約に、発行した特記事項がある。",
                annex,
            ),
            ConditionResult::new(
                "items",
                "契約項目に「不足」がない（満たされているか、理由と承認者のある除外がある）。",
                covered,
            ),
            ConditionResult::new("signed", "契約日が開始日以前である。", in_time),
        ]
    }

    fn annex(&self, contract: &ContractFact) -> Judgement {
        let subject = Subject::Contract(contract.id);
        let unclassified = if contract.class_on(self.on).is_none() {
            "情報の分類も決まっていない。"
        } else {
            ""
        };
        match contract.annex_on(self.on) {
            Some(annex) => met(
                subject,
                format!("{}に特記事項を発行した。", wareki::long(annex.issued_on)),
            ),
            None => failed(
                subject,
                format!("契約済みだが、特記事項を発行していない。{unclassified}"),
            ),
        }
    }

    /// `None` where there is no annex to look into: that is another condition's failure.
    fn items(&self, contract: &ContractFact, items: &mut ItemCache<'_>) -> Option<Judgement> {
        let subject = Subject::Contract(contract.id);
        contract.annex_on(self.on)?;
        let coverage = match items.of(contract, self.on)? {
            Ok(coverage) => coverage,
            Err(error) => return Some(failed(subject, error.to_string())),
        };
        let missing: Vec<&str> = coverage
            .iter()
            .filter(|item| matches!(item.status, ItemStatus::Missing { .. }))
            .map(|item| item.item.as_str())
            .collect();
        let waived = coverage
            .iter()
            .filter(|item| matches!(item.status, ItemStatus::Waived { .. }))
            .count();
        Some(if !missing.is_empty() {
            failed(subject, format!("{}が不足している。", missing.join("、")))
        } else if 0 < waived {
            met(
                subject,
                format!(
                    "{}項目に不足がない（うち適用除外{waived}）。",
                    coverage.len()
                ),
            )
        } else {
            met(subject, format!("{}項目に不足がない。", coverage.len()))
        })
    }

    fn signed_in_time(&self, contract: &ContractFact) -> Judgement {
        let subject = Subject::Contract(contract.id);
        let starts_on = contract.starts_on().unwrap_or(self.on);
        match contract.signed_on {
            Some(signed) if self.on < signed => failed(
                subject,
                format!(
                    "開始日（{}）を過ぎているが、契約を締結していない。",
                    wareki::long(starts_on)
                ),
            ),
            Some(signed) if starts_on < signed => failed(
                subject,
                format!(
                    "契約日（{}）が開始日（{}）より後である。",
                    wareki::long(signed),
                    wareki::long(starts_on)
                ),
            ),
            Some(signed) => met(subject, format!("契約日は{}。", wareki::long(signed))),
            None if contract.concluded_without_date => {
                failed(subject, "契約日が記録されていない。")
            }
            None => failed(
                subject,
                format!(
                    "開始日（{}）を過ぎているが、契約を締結していない。",
                    wareki::long(starts_on)
                ),
            ),
        }
    }
}
