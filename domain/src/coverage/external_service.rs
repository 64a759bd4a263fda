//! 第2段: external services are in the ledger and approved (O0b), their use is regulated (O5), measures are
//! taken (O6).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};

use super::{
    ConditionResult, Judgement, Subject,
    declaration::DeclarationKind,
    fact::{ExternalServiceFact, RegulationFact, RegulationSubject, UseApprovalFact},
    judgement::{Judge, failed, met},
};
use crate::{
    contract::profile::Confidentiality,
    id::{ExternalServiceId, OrganizationUnitId, RegulationVersionId},
    wareki,
};

/// A regulation is looked at again within a year.
const REVIEW_MONTHS: Months = Months::new(12);

impl Judge<'_> {
    /// Services of the scope that are not out of use.
    fn services(&self) -> impl Iterator<Item = &ExternalServiceFact> {
        self.facts.services.iter().filter(|it| {
            it.void_on.is_none_or(|void| self.on < void) && self.includes(Some(it.unit_id))
        })
    }

    fn used_services(&self) -> impl Iterator<Item = &ExternalServiceFact> {
        self.services().filter(|it| it.used.contains(self.on))
    }

    /// Approvals given by the day, oldest first.
    fn approvals(&self, service: ExternalServiceId) -> Vec<&UseApprovalFact> {
        let approvals = self.facts.approvals.iter();
        let mut own: Vec<&UseApprovalFact> = approvals
            .filter(|it| it.service_id == service && it.valid.from_on <= self.on)
            .collect();
        own.sort_by_key(|it| it.valid);
        own
    }

    /// O0b.
    pub(super) fn services_are_complete(&self) -> Vec<ConditionResult> {
        let using: BTreeSet<OrganizationUnitId> = self
            .facts
            .services
            .iter()
            .filter(|it| it.used.contains(self.on))
            .map(|it| it.unit_id)
            .collect();
        let approved = self
            .used_services()
            .map(|it| match self.approvals(it.id).first() {
                Some(first) => met(
                    Subject::ExternalService(it.id),
                    format!("{}に利用を承認した。", wareki::long(first.valid.from_on)),
                ),
                None => failed(
                    Subject::ExternalService(it.id),
                    format!(
                        "{}から、承認のないまま利用している。",
                        wareki::long(it.used.from_on)
                    ),
                ),
            })
            .collect();
        vec![
            self.declarations(DeclarationKind::ExternalService, |unit| {
                using.contains(&unit)
            }),
            ConditionResult::new(
                "approved",
                "利用している全ての外部サービスに承認の記録がある。",
                approved,
            ),
        ]
    }

    /// O5.
    pub(super) fn regulation_exists(&self) -> Vec<ConditionResult> {
        let under = self
            .used_services()
            .flat_map(|it| self.approvals(it.id).into_iter().map(move |own| (it, own)))
            .map(|(service, approval)| self.legitimacy(service, approval))
            .collect();
        vec![
            ConditionResult::new(
                "in_force",
                "外部サービスの利用に係る現行の規程があり、12か月以内に見直されている。",
                self.regulations_in_force(RegulationSubject::ExternalService),
            ),
            ConditionResult::new(
                "legitimate",
                "各承認が、その日に有効であった規程の版に基づき、申請した者と異なる者によってされている。",
                under,
            ),
        ]
    }

    /// One judgement for each regulation about the subject, or one that there is none.
    fn regulations_in_force(&self, about: RegulationSubject) -> Vec<Judgement> {
        let judgements: Vec<Judgement> = self
            .facts
            .regulations
            .iter()
            .filter(|it| it.about == about)
            .filter(|it| it.versions.iter().any(|it| it.in_force.from_on <= self.on))
            .map(|it| self.regulation(it))
            .collect();
        if judgements.is_empty() {
            return vec![failed(
                Subject::NoRegulation,
                "外部サービスの利用に係る規程が登録されていない。",
            )];
        }
        judgements
    }

    fn regulation(&self, regulation: &RegulationFact) -> Judgement {
        let subject = Subject::Regulation(regulation.id);
        let Some(version) = regulation.version_on(self.on) else {
            return failed(subject, "現行の版がない。");
        };
        let limit = self.on.checked_sub_months(REVIEW_MONTHS);
        match regulation.last_review_by(self.on) {
            Some(reviewed) if limit.is_none_or(|limit| limit <= reviewed) => met(
                subject,
                format!(
                    "{}が有効。最後の制定・見直しは{}。",
                    version.label,
                    wareki::long(reviewed)
                ),
            ),
            Some(reviewed) => failed(
                subject,
                format!(
                    "最後の制定・見直し（{}）から12か月を過ぎている。",
                    wareki::long(reviewed)
                ),
            ),
            None => failed(subject, "見直しの記録がない。"),
        }
    }

    /// The regulations' versions in force on a day.
    fn versions_on(&self, day: NaiveDate) -> BTreeMap<RegulationVersionId, &str> {
        self.facts
            .regulations
            .iter()
            .filter_map(|it| it.version_on(day))
            .map(|it| (it.id, it.label.as_str()))
            .collect()
    }

    fn legitimacy(&self, service: &ExternalServiceFact, approval: &UseApprovalFact) -> Judgement {
        let subject = Subject::ExternalService(service.id);
        let day = approval.valid.from_on;
        let approved = wareki::long(day);
        if approval.approver.is_some() && approval.approver == approval.applicant {
            return failed(
                subject,
                format!("{approved}の承認を、申請した者が自分でしている。"),
            );
        }
        let Some(version) = approval.regulation_version else {
            return failed(
                subject,
                format!("{approved}の承認に、根拠とした規程の版がない。"),
            );
        };
        match self.versions_on(day).get(&version) {
            Some(label) => met(subject, format!("{approved}に、{label}に基づき承認した。")),
            None => failed(
                subject,
                format!("{approved}の承認が、その日に有効でない版に基づいている。"),
            ),
        }
    }

    /// O6.
    pub(super) fn services_are_protected(&self) -> Vec<ConditionResult> {
        let valid = self
            .used_services()
            .filter_map(|it| Some((it, *self.approvals(it.id).last()?)))
            .map(|(it, last)| self.validity(it, last))
            .collect();
        let guarded = self
            .used_services()
            .filter(|it| it.is_terms_based)
            .map(|it| self.class_guard(it))
            .collect();
        let ended = self
            .services()
            .filter_map(|it| Some((it, it.used.to_on.filter(|last| *last < self.on)?)))
            .map(|(it, last)| self.erasure(it, last))
            .collect();
        let used: Vec<Subject> = self
            .used_services()
            .map(|it| Subject::ExternalService(it.id))
            .collect();
        let [checked, found] = self.subject_checks(
            &used,
            "利用中のサービスに、期限を過ぎた未確認の点検がない。",
            "サービスの点検で不適合・一部不適合としたものが、全て指摘として扱われている。",
        );
        vec![
            ConditionResult::new(
                "valid",
                "有効期限を過ぎた承認のまま利用しているものがない。",
                valid,
            ),
            ConditionResult::new(
                "guarded",
                "約款型サービスで機密性２以上の情報を扱うものが、例外の承認を除いてない。",
                guarded,
            ),
            ConditionResult::new("erased", "終了したサービスに消去の確認がある。", ended),
            checked,
            found,
        ]
    }

    fn validity(&self, service: &ExternalServiceFact, last: &UseApprovalFact) -> Judgement {
        let subject = Subject::ExternalService(service.id);
        match last.valid.to_on {
            Some(expired) if expired < self.on => failed(
                subject,
                format!(
                    "承認の有効期限（{}）を過ぎて利用している。",
                    wareki::long(expired)
                ),
            ),
            Some(expires) => met(
                subject,
                format!("承認は{}まで有効。", wareki::long(expires)),
            ),
            None => met(subject, "承認は有効。"),
        }
    }

    fn class_guard(&self, service: &ExternalServiceFact) -> Judgement {
        let subject = Subject::ExternalService(service.id);
        match service.class {
            Some(class) if class < Confidentiality::C2 => {
                met(subject, format!("{}の情報だけを扱う。", class.label()))
            }
            Some(class) => match service.exceptions.iter().find(|it| it.contains(self.on)) {
                Some(exception) => met(
                    subject,
                    format!(
                        "{}の情報を扱うが、例外が{}承認されている。",
                        class.label(),
                        exception
                            .to_on
                            .map(|last| format!("{}まで", wareki::long(last)))
                            .unwrap_or_default()
                    ),
                ),
                None => failed(
                    subject,
                    format!("約款型で{}の情報を扱い、例外の承認がない。", class.label()),
                ),
            },
            None => failed(subject, "約款型で、扱う情報の分類が決まっていない。"),
        }
    }

    fn erasure(&self, service: &ExternalServiceFact, last: NaiveDate) -> Judgement {
        let subject = Subject::ExternalService(service.id);
        match service.erased_on.filter(|day| *day <= self.on) {
            Some(day) => met(subject, format!("{}に消去を確認した。", wareki::long(day))),
            None => failed(
                subject,
                format!(
                    "{}に利用を終了したが、消去の確認がない。",
                    wareki::long(last)
                ),
            ),
        }
    }
}
