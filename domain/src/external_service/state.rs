//! How a service stands on a day, from its dated facts.

use chrono::NaiveDate;

use super::{ExternalService, UseDecision, needs_exception};
use crate::choice::choices;

/// How early the end of an approval is told, in days.
const WARN_DAYS: i64 = 60;

choices! {
    /// 利用の状態.
    UseState {
        Unapplied = "unapplied", "未申請";
        Applied = "applied", "承認待ち";
        Refused = "refused", "不承認";
        Approved = "approved", "承認済み（利用前）";
        InUse = "in_use", "利用中";
        ReviewDue = "review_due", "見直し待ち";
        Expired = "expired", "承認切れ";
        Ending = "ending", "終了（消去未確認）";
        Ended = "ended", "終了";
        Void = "void", "無効";
    }

    /// 直すべきこと.
    ServiceIssue {
        Waiting = "waiting", "承認待ち";
        Expired = "approval_expired", "承認切れ";
        ExpiresSoon = "expires_soon", "承認の期限間近";
        TermsBasedWithClass2 = "terms_based_with_c2_or_higher", "約款型×機密性2以上";
        InUseWithoutApproval = "in_use_without_approval", "未承認で利用中";
        BeyondApproval = "beyond_approval", "承認の範囲外";
        ReviewOpen = "review_open", "見直し待ち";
        ErasureNotConfirmed = "erasure_not_confirmed", "消去未確認";
        HandlingUnknown = "handling_unknown", "提供者の取扱い不明";
        CertificateExpired = "certificate_expired", "認証・登録の期限切れ";
    }
}

impl ExternalService {
    /// True when a 認証・登録 has run out and no other of its kind holds.
    fn has_expired_certificate(&self, day: NaiveDate) -> bool {
        let is_over = |last: Option<NaiveDate>| last.is_some_and(|last| last < day);
        let own = self.certificates.iter().map(|it| &it.certification);
        own.clone().any(|it| {
            let mut alike = own.clone().filter(|other| other.kind == it.kind);
            alike.all(|other| is_over(other.expires_on))
        })
    }

    fn is_void_on(&self, day: NaiveDate) -> bool {
        self.void_on.is_some_and(|on| on <= day)
    }

    fn has_begun(&self, day: NaiveDate) -> bool {
        self.started_on.is_some_and(|on| on <= day)
    }

    fn is_over(&self, day: NaiveDate) -> bool {
        self.ended_on.is_some_and(|on| on <= day)
    }

    fn is_erased(&self, day: NaiveDate) -> bool {
        let by = |on: Option<NaiveDate>| on.is_some_and(|on| on <= day);
        by(self.erasure_confirmed_on) && by(self.accounts_disposed_on)
    }

    /// The state as of a day.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> UseState {
        if self.is_void_on(day) {
            return UseState::Void;
        }
        if self.is_over(day) {
            return if self.is_erased(day) {
                UseState::Ended
            } else {
                UseState::Ending
            };
        }
        if self.approval_on(day).is_some() {
            return if !self.has_begun(day) {
                UseState::Approved
            } else if self.has_open_review(day) {
                UseState::ReviewDue
            } else {
                UseState::InUse
            };
        }
        if self.approvals.iter().any(|it| it.is_given_by(day)) {
            UseState::Expired
        } else if self.waiting_on(day).is_some() {
            UseState::Applied
        } else if self.was_refused(day) {
            UseState::Refused
        } else {
            UseState::Unapplied
        }
    }

    fn has_open_review(&self, day: NaiveDate) -> bool {
        self.reviews
            .iter()
            .any(|it| it.asked_on <= day && it.done_on.is_none_or(|done| day < done))
    }

    fn was_refused(&self, day: NaiveDate) -> bool {
        let mut decided = self.approvals.iter();
        decided.any(|it| {
            it.decision == Some(UseDecision::Refused) && it.decided_on.is_some_and(|on| on <= day)
        })
    }

    /// What is to be put right, as of a day. `has_exception`: an approved exception covers 約款型 × 機密性２以上.
    #[must_use]
    pub fn issues_on(&self, day: NaiveDate, has_exception: bool) -> Vec<ServiceIssue> {
        let state = self.state_on(day);
        let mut issues = Vec::new();
        match state {
            UseState::Void | UseState::Ended => return issues,
            UseState::Ending => return vec![ServiceIssue::ErasureNotConfirmed],
            UseState::Expired => issues.push(ServiceIssue::Expired),
            UseState::ReviewDue => issues.push(ServiceIssue::ReviewOpen),
            UseState::Unapplied | UseState::Applied | UseState::Refused if self.has_begun(day) => {
                issues.push(ServiceIssue::InUseWithoutApproval);
            }
            UseState::Unapplied
            | UseState::Applied
            | UseState::Refused
            | UseState::Approved
            | UseState::InUse => {}
        }
        if self.waiting_on(day).is_some() {
            issues.push(ServiceIssue::Waiting);
        }
        let approval = self.approval_on(day);
        let last = approval.and_then(|it| it.expires_on);
        if last.is_some_and(|last| (last - day).num_days() <= WARN_DAYS) {
            issues.push(ServiceIssue::ExpiresSoon);
        }
        let Some(profile) = self.profile_on(day) else {
            return issues;
        };
        let is_used = self.has_begun(day) || approval.is_some();
        if is_used && needs_exception(profile.kind, profile.confidentiality) && !has_exception {
            issues.push(ServiceIssue::TermsBasedWithClass2);
        }
        if approval.is_some_and(|it| it.confidentiality < profile.confidentiality) {
            issues.push(ServiceIssue::BeyondApproval);
        }
        if profile.personal_info && profile.provider_handling == super::ProviderHandling::Unknown {
            issues.push(ServiceIssue::HandlingUnknown);
        }
        if is_used && self.has_expired_certificate(day) {
            issues.push(ServiceIssue::CertificateExpired);
        }
        issues
    }
}
