//! 例外措置・リスク受容: a rule that is not kept, or a risk that is borne, for a reason, until a day, with the
//! consent of another person. Nothing is overwritten: application, decision and end are dated, so that
//! [`ExceptionPeriod::state_on`] answers for any day.

pub mod input;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    finding::DecisionResult,
    id::{ContractId, ExceptionId, OrganizationUnitId, PersonId},
};

choices! {
    /// What is asked for.
    ExceptionKind {
        /// A rule is not kept.
        RuleException = "rule_exception", "例外措置";
        /// A risk is borne.
        RiskAcceptance = "risk_acceptance", "リスク受容";
    }

    /// Which rule is not kept, or whose risk is borne.
    ExceptionRule {
        /// 約款型・無料サービスで機密性２以上の情報を扱わない.
        TermsBasedService = "terms_based_service", "約款型サービスで機密性２以上の情報を扱う";
        /// 指摘は期限までに是正する.
        Finding = "finding", "指摘を期限までに是正しない";
        ContractItem = "contract_item", "契約項目を契約に定めない";
        Verification = "verification", "定めた点検を行わない・遅らせる";
        Subcontract = "subcontract", "再委託の手続と異なる扱いをする";
        SocialMedia = "social_media", "SNSの運用手順と異なる扱いをする";
        Other = "other", "その他の規定と異なる扱いをする";
    }

    /// What the exception is about.
    ExceptionSubject {
        Contract = "contract", "契約";
        Vendor = "vendor", "委託先";
        ExternalService = "external_service", "外部サービス";
        SocialMediaAccount = "social_media_account", "SNSアカウント";
        Finding = "finding", "指摘";
    }

    /// Where an exception stands on a day.
    ExceptionState {
        Applied = "applied", "承認待ち";
        InForce = "in_force", "有効";
        Expired = "expired", "期限切れ";
        Ended = "ended", "終了";
        Refused = "refused", "不承認";
    }
}

/// The dated facts of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionPeriod {
    /// 申請日.
    pub applied_on: NaiveDate,
    /// What was decided, and when.
    pub decision: Option<(DecisionResult, NaiveDate)>,
    /// The last day it holds.
    pub expires_on: NaiveDate,
    /// The day it was ended before that, because the reason was gone.
    pub ended_on: Option<NaiveDate>,
}

impl ExceptionPeriod {
    /// Where it stood on a day; `None` before it was applied for.
    ///
    /// Expired wins over ended when it had run out before: what came back is not made to look as if it
    /// had been ended in time.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> Option<ExceptionState> {
        if day < self.applied_on {
            return None;
        }
        let decision = self
            .decision
            .filter(|(_, decided_on)| *decided_on <= day)
            .map(|(decision, _)| decision);
        let ended = self.ended_on.is_some_and(|ended_on| ended_on <= day);
        Some(match decision {
            Some(DecisionResult::Refused) => ExceptionState::Refused,
            _ if ended => ExceptionState::Ended,
            None => ExceptionState::Applied,
            Some(DecisionResult::Approved) if self.expires_on < day => ExceptionState::Expired,
            Some(DecisionResult::Approved) => ExceptionState::InForce,
        })
    }

    /// True when the exception covers the day.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.state_on(day) == Some(ExceptionState::InForce)
    }

    /// True when it holds but runs out within so many days: time to renew it or to remove its reason.
    #[must_use]
    pub fn ends_soon(&self, day: NaiveDate, warn_days: u64) -> bool {
        self.covers(day) && self.expires_on < day + Days::new(warn_days)
    }
}

/// 例外措置.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    pub id: ExceptionId,
    pub kind: ExceptionKind,
    pub rule: ExceptionRule,
    pub subject_kind: ExceptionSubject,
    pub subject_id: i64,
    /// Its name when it was applied for.
    pub subject_name: String,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    pub reason: String,
    /// 代替措置: what lessens the risk meanwhile.
    pub safeguard: Option<String>,
    pub period: ExceptionPeriod,
    pub applied_by: PersonId,
    pub applied_by_name: String,
    pub decided_by: Option<String>,
    pub decision_note: Option<String>,
    pub ended_by: Option<String>,
    pub ended_reason: Option<String>,
    pub revision: i32,
}

/// 契約の条項の適用除外: a mandatory clause left out of a contract, as the register shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseWaiver {
    pub contract_id: ContractId,
    pub contract_no: String,
    pub title: String,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    /// Id of the clause.
    pub clause: String,
    /// Its title.
    pub clause_title: String,
    pub reason: Option<String>,
    pub approver: Option<String>,
    pub expires_on: Option<NaiveDate>,
}

choices! {
    /// Where the waiver of a clause stands.
    WaiverState {
        /// The contract is not approved yet.
        Open = "open", "承認前";
        InForce = "in_force", "有効";
        /// Its end has passed: the clause is missing again.
        Expired = "expired", "期限切れ";
    }
}

impl ClauseWaiver {
    /// Where it stands on a day. A waiver without an approver is none yet.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> WaiverState {
        waiver_state(self.approver.is_some(), self.expires_on, day)
    }
}

/// Where a waiver stands: approved or not, and until when.
#[must_use]
pub fn waiver_state(
    is_approved: bool,
    expires_on: Option<NaiveDate>,
    day: NaiveDate,
) -> WaiverState {
    if expires_on.is_some_and(|last| last < day) {
        WaiverState::Expired
    } else if is_approved {
        WaiverState::InForce
    } else {
        WaiverState::Open
    }
}

/// The filter of the register, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExceptionFilter {
    /// `""` what needs attention or holds, else the code of an [`ExceptionState`], `soon` or `all`.
    pub state: String,
    /// 所管課 (id).
    pub unit: String,
}

impl ExceptionFilter {
    /// Whether an exception is shown.
    #[must_use]
    pub fn shows(&self, period: &ExceptionPeriod, day: NaiveDate, warn_days: u64) -> bool {
        let Some(state) = period.state_on(day) else {
            return false;
        };
        match self.state.as_str() {
            "all" => true,
            "soon" => period.ends_soon(day, warn_days),
            "" => matches!(
                state,
                ExceptionState::Applied | ExceptionState::InForce | ExceptionState::Expired
            ),
            code => state.code() == code,
        }
    }

    /// Whether the waiver of a clause is shown.
    #[must_use]
    pub fn shows_waiver(&self, waiver: &ClauseWaiver, day: NaiveDate, warn_days: u64) -> bool {
        let state = waiver.state_on(day);
        match self.state.as_str() {
            "" | "all" => true,
            "soon" => {
                state == WaiverState::InForce
                    && waiver
                        .expires_on
                        .is_some_and(|last| last < day + Days::new(warn_days))
            }
            "applied" => state == WaiverState::Open,
            code => state.code() == code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn period(
        decision: Option<(DecisionResult, NaiveDate)>,
        ended_on: Option<NaiveDate>,
    ) -> ExceptionPeriod {
        ExceptionPeriod {
            applied_on: day(4, 10),
            decision,
            expires_on: day(9, 30),
            ended_on,
        }
    }

    #[test]
    fn the_state_follows_from_the_dates_on_any_day() {
        use ExceptionState::{Applied, Ended, Expired, InForce, Refused};
        let approved = Some((DecisionResult::Approved, day(4, 20)));
        let refused = Some((DecisionResult::Refused, day(4, 20)));
        let cases = [
            (approved, None, day(4, 9), None),
            (approved, None, day(4, 10), Some(Applied)),
            (approved, None, day(4, 19), Some(Applied)),
            (approved, None, day(4, 20), Some(InForce)),
            (approved, None, day(9, 30), Some(InForce)),
            (approved, None, day(10, 1), Some(Expired)),
            (approved, Some(day(7, 1)), day(6, 30), Some(InForce)),
            (approved, Some(day(7, 1)), day(7, 1), Some(Ended)),
            (refused, None, day(4, 19), Some(Applied)),
            (refused, None, day(10, 1), Some(Refused)),
            (None, None, day(10, 1), Some(Applied)),
            (None, Some(day(5, 1)), day(5, 1), Some(Ended)),
        ];
        for (decision, ended_on, on, expect) in cases {
            assert_eq!(
                period(decision, ended_on).state_on(on),
                expect,
                "{decision:?} {ended_on:?} {on}"
            );
        }
    }

    #[test]
    fn it_is_told_of_before_it_runs_out_and_not_after() {
        let period = period(Some((DecisionResult::Approved, day(4, 20))), None);
        for (on, soon) in [
            (day(8, 31), false),
            (day(9, 1), true),
            (day(9, 30), true),
            (day(10, 1), false),
        ] {
            assert_eq!(period.ends_soon(on, 30), soon, "{on}");
        }
    }

    #[test]
    fn an_expired_waiver_is_no_waiver() {
        let cases = [
            (true, None, WaiverState::InForce),
            (true, Some(day(10, 1)), WaiverState::InForce),
            (true, Some(day(9, 30)), WaiverState::Expired),
            (false, Some(day(9, 30)), WaiverState::Expired),
            (false, None, WaiverState::Open),
        ];
        for (approved, expires_on, expect) in cases {
            assert_eq!(waiver_state(approved, expires_on, day(10, 1)), expect);
        }
    }
}
