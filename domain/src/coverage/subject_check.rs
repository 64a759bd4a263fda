//! Checks of external services (O6) and of accounts (O7): none is overdue, and what fell short is a finding.

use std::collections::BTreeMap;

use super::{
    ConditionResult, Subject,
    fact::{FoundIn, SubjectCheckFact},
    finding::shortcoming,
    judgement::{Judge, failed, met},
};
use crate::wareki;

impl Judge<'_> {
    /// Two conditions over the subjects in use, in the words of their duty.
    pub(super) fn subject_checks(
        &self,
        subjects: &[Subject],
        in_time: &str,
        all_found: &str,
    ) -> [ConditionResult; 2] {
        let mut checks: BTreeMap<Subject, Vec<&SubjectCheckFact>> = subjects
            .iter()
            .map(|subject| (*subject, Vec::new()))
            .collect();
        for check in &self.facts.subject_checks {
            if let Some(own) = checks.get_mut(&check.subject) {
                own.push(check);
            }
        }
        let checked = checks.iter().map(|(subject, own)| {
            let late = || own.iter().filter(|it| it.is_overdue_on(self.on));
            let count: usize = late().map(|it| it.alike).sum();
            match late().map(|it| it.due_on).min() {
                None => met(*subject, "期限を過ぎた未確認の点検はない。"),
                Some(first) => failed(
                    *subject,
                    format!(
                        "期限を過ぎた未確認の点検が{count}件ある（最も早い期限{}）。",
                        wareki::long(first)
                    ),
                ),
            }
        });
        let found_in = self.found_in();
        let found = checks.iter().filter_map(|(subject, own)| {
            let short = own.iter().filter(|it| it.falls_short_on(self.on));
            let is_found = |it: &&&SubjectCheckFact| {
                it.task
                    .is_some_and(|task| found_in.contains(&FoundIn::SubjectCheck(task)))
            };
            let all = short.clone().count();
            let without = all - short.filter(is_found).count();
            (0 < all).then(|| shortcoming(*subject, all, without))
        });
        [
            ConditionResult::new("checked", in_time, checked.collect()),
            ConditionResult::new("found", all_found, found.collect()),
        ]
    }
}
