//! 第3段: accounts are in the ledger (O0c), procedures are set (O7), what may be published is set (O8), and
//! each service has somebody responsible (O9).

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{
    ConditionResult, Judgement, Subject,
    declaration::DeclarationKind,
    fact::{AccountFact, DutyOfPerson, PlatformFact, ResponsibilityFact},
    judgement::{Judge, failed, met},
};
use crate::{
    contract::profile::Confidentiality,
    id::{OrganizationUnitId, PersonId, RegulationVersionId},
    wareki,
};

impl Judge<'_> {
    fn accounts(&self) -> impl Iterator<Item = &AccountFact> {
        let accounts = self.facts.accounts.iter();
        accounts.filter(|it| it.exists_on(self.on) && self.includes(it.unit_id))
    }

    fn active_accounts(&self) -> impl Iterator<Item = &AccountFact> {
        self.accounts().filter(|it| it.is_active_on(self.on))
    }

    /// O0c.
    pub(super) fn accounts_are_complete(&self) -> Vec<ConditionResult> {
        let with_accounts: BTreeSet<OrganizationUnitId> = self
            .facts
            .accounts
            .iter()
            .filter(|it| it.exists_on(self.on))
            .filter_map(|it| it.unit_id)
            .collect();
        let recorded = self.accounts().map(identification).collect();
        let dormant = self.active_accounts().map(|it| self.dormancy(it)).collect();
        vec![
            self.declarations(DeclarationKind::SocialMedia, |unit| {
                with_accounts.contains(&unit)
            }),
            ConditionResult::new(
                "recorded",
                "全てのアカウントに状態、URL及び所管課がある。",
                recorded,
            ),
            ConditionResult::new(
                "awake",
                "継続か廃止かの判断のない休眠アカウントがない。",
                dormant,
            ),
        ]
    }

    fn dormancy(&self, account: &AccountFact) -> Judgement {
        let subject = Subject::Account(account.id);
        let limit = self.on - TimeDelta::days(self.facts.dormant_days);
        let opened = account.open.map(|open| open.from_on);
        let last = account.last_post_by(self.on).or(opened);
        let Some(last) = last.filter(|last| *last < limit) else {
            return met(
                subject,
                account.last_post_by(self.on).map_or_else(
                    || "開設から間がない。".to_owned(),
                    |posted| format!("最終投稿は{}。", wareki::long(posted)),
                ),
            );
        };
        let decided = account.decided_on.iter().copied();
        let decided = decided.filter(|day| limit <= *day && *day <= self.on).max();
        match decided {
            Some(day) => met(
                subject,
                format!("休眠中だが、{}に継続を判断した。", wareki::long(day)),
            ),
            None => failed(
                subject,
                format!(
                    "最終投稿（{}）から{}日を超え、継続か廃止かの判断がない。",
                    wareki::long(last),
                    self.facts.dormant_days
                ),
            ),
        }
    }

    /// O7.
    pub(super) fn procedures_are_set(&self) -> Vec<ConditionResult> {
        let linked = self
            .active_accounts()
            .map(|it| self.procedure(it))
            .collect();
        let read = self
            .active_accounts()
            .filter_map(|it| Some(self.reading(it, self.version_of(it)?)))
            .collect();
        let active: Vec<Subject> = self
            .active_accounts()
            .map(|it| Subject::Account(it.id))
            .collect();
        let [checked, found] = self.subject_checks(
            &active,
            "運用中のアカウントに、期限を過ぎた未確認の点検がない。",
            "アカウントの点検で不適合・一部不適合としたものが、全て指摘として扱われている。",
        );
        vec![
            ConditionResult::new(
                "procedure",
                "運用中の各アカウントが、現在の所属長が承認した運用手順の版に結び付いている。",
                linked,
            ),
            ConditionResult::new(
                "read",
                "運用担当者の全員が、その版を確認（既読）している。",
                read,
            ),
            checked,
            found,
        ]
    }

    fn version_of(&self, account: &AccountFact) -> Option<RegulationVersionId> {
        let linked = account.procedures.iter();
        let (version, _) = linked.rev().find(|(_, held)| held.contains(self.on))?;
        Some(*version)
    }

    fn procedure(&self, account: &AccountFact) -> Judgement {
        let subject = Subject::Account(account.id);
        let Some(version) = self.version_of(account) else {
            return failed(subject, "運用手順が定められていない。");
        };
        let mut procedures = self.facts.procedures.iter();
        let Some(procedure) = procedures.find(|it| it.version == version) else {
            return failed(subject, "運用手順の版が承認されていない。");
        };
        let heads: BTreeSet<PersonId> = self
            .facts
            .heads
            .iter()
            .filter(|(unit, person, held)| {
                Some(*unit) == account.unit_id
                    && held.contains(self.on)
                    && self.facts.is_in_office(*person, self.on)
            })
            .map(|(_, person, _)| *person)
            .collect();
        let given: Vec<_> = procedure
            .approvals
            .iter()
            .filter(|(_, day)| *day <= self.on)
            .collect();
        match given.iter().rfind(|(person, _)| heads.contains(person)) {
            Some((person, day)) => met(
                subject,
                format!(
                    "{}を、{}に{}が承認した。",
                    procedure.label,
                    wareki::long(*day),
                    self.facts.name_of(*person)
                ),
            ),
            None if given.is_empty() => {
                failed(subject, format!("{}が承認されていない。", procedure.label))
            }
            None => failed(
                subject,
                format!("{}を、現在の所属長が承認していない。", procedure.label),
            ),
        }
    }

    fn reading(&self, account: &AccountFact, version: RegulationVersionId) -> Judgement {
        let subject = Subject::Account(account.id);
        let operators: BTreeSet<PersonId> = self
            .responsible(Subject::Account(account.id), DutyOfPerson::Operator)
            .map(|it| it.person)
            .collect();
        if operators.is_empty() {
            return failed(subject, "運用担当者が定められていない。");
        }
        let unread: Vec<&str> =
            operators
                .iter()
                .filter(|person| {
                    !self.facts.acknowledgements.iter().any(|it| {
                        it.version == version && it.person == **person && it.on <= self.on
                    })
                })
                .map(|person| self.facts.name_of(*person))
                .collect();
        if unread.is_empty() {
            met(
                subject,
                format!("運用担当者{}人の全員が確認した。", operators.len()),
            )
        } else {
            failed(
                subject,
                format!(
                    "運用担当者{}人のうち{}人（{}）が確認していない。",
                    operators.len(),
                    unread.len(),
                    unread.join("、")
                ),
            )
        }
    }

    /// O8.
    pub(super) fn publishable_is_set(&self) -> Vec<ConditionResult> {
        let judgements = self
            .active_accounts()
            .map(|it| self.publishable(it))
            .collect();
        vec![ConditionResult::new(
            "publishable",
            "各アカウントに発信できる情報の規定があり、その分類が機密性１だけである。",
            judgements,
        )]
    }

    fn publishable(&self, account: &AccountFact) -> Judgement {
        let subject = Subject::Account(account.id);
        let mut rules = account.publishable.iter();
        let Some(rule) = rules.rfind(|it| it.in_force.contains(self.on)) else {
            return failed(subject, "発信できる情報が規定されていない。");
        };
        let since = wareki::long(rule.in_force.from_on);
        if Confidentiality::C1 < rule.class {
            failed(
                subject,
                format!(
                    "{}の情報まで発信できる規定になっている。",
                    rule.class.label()
                ),
            )
        } else if !rule.is_filled {
            failed(
                subject,
                "発信できる情報と発信してはならない情報が書かれていない。",
            )
        } else {
            met(
                subject,
                format!("{since}から規定がある。機密性１だけである。"),
            )
        }
    }

    /// O9.
    pub(super) fn owners_are_set(&self) -> Vec<ConditionResult> {
        let platforms = self
            .facts
            .platforms
            .iter()
            .filter(|it| it.used.contains(self.on) && self.includes_platform(it))
            .map(|it| self.owner(Subject::Platform(it.id)))
            .collect();
        let accounts = self
            .active_accounts()
            .map(|it| self.owner(Subject::Account(it.id)))
            .collect();
        vec![
            ConditionResult::new(
                "platforms",
                "利用する各サービスに、現に在職する責任者がいる。",
                platforms,
            ),
            ConditionResult::new(
                "accounts",
                "運用中の各アカウントに、現に在職する責任者がいる。",
                accounts,
            ),
        ]
    }

    /// A platform is the town's; under a filter it shows where one of its accounts does.
    fn includes_platform(&self, platform: &PlatformFact) -> bool {
        self.includes(platform.unit_id)
            || self
                .active_accounts()
                .any(|account| account.platform == platform.id)
    }

    fn responsible(
        &self,
        subject: Subject,
        duty: DutyOfPerson,
    ) -> impl Iterator<Item = &ResponsibilityFact> {
        let responsibilities = self.facts.responsibilities.iter();
        responsibilities
            .filter(move |it| it.subject == subject && it.duty == duty && it.held.contains(self.on))
    }

    fn owner(&self, subject: Subject) -> Judgement {
        let mut left = None;
        for held in self.responsible(subject, DutyOfPerson::Owner) {
            if self.facts.is_in_office(held.person, self.on) {
                return met(
                    subject,
                    format!(
                        "責任者は{}（{}から）。",
                        self.facts.name_of(held.person),
                        wareki::long(held.held.from_on)
                    ),
                );
            }
            left = Some(held.person);
        }
        match left {
            Some(person) => failed(
                subject,
                format!(
                    "責任者の{}は在職していない。後任が定められていない。",
                    self.facts.name_of(person)
                ),
            ),
            None => failed(subject, "責任者が定められていない。"),
        }
    }
}

fn identification(account: &AccountFact) -> Judgement {
    let subject = Subject::Account(account.id);
    let mut missing = Vec::new();
    if account.url.as_deref().unwrap_or_default().is_empty() {
        missing.push("URL");
    }
    if account.unit_id.is_none() {
        missing.push("所管課");
    }
    if missing.is_empty() {
        met(subject, "状態、URL及び所管課がある。")
    } else {
        failed(
            subject,
            format!("{}が記録されていない。", missing.join("と")),
        )
    }
}
