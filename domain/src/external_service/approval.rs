//! 利用申請 and 利用承認: one round each; who decided, under which regulation, until when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ExternalService, Occasion, ServiceKind, UseDecision, needs_exception};
use crate::{
    authorization::{HeldRole, Role},
    contract::profile::Confidentiality,
    exception::ExceptionPeriod,
    id::{ExceptionId, OrganizationUnitId, PersonId, RegulationVersionId, UseApprovalId},
};

/// A round of application and decision. What was asked for stays as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseApproval {
    pub id: UseApprovalId,
    pub round: i32,
    pub occasion: Occasion,
    pub kind: ServiceKind,
    /// The highest class that was asked for.
    pub confidentiality: Confidentiality,
    pub personal_info: bool,
    pub terms_version: Option<String>,
    pub reason: Option<String>,
    pub wanted_until: Option<NaiveDate>,
    pub applied_on: NaiveDate,
    pub applied_by: Option<PersonId>,
    pub applicant: Option<String>,
    pub withdrawn_on: Option<NaiveDate>,
    pub decision: Option<UseDecision>,
    pub decided_on: Option<NaiveDate>,
    pub decided_by: Option<PersonId>,
    pub approver: Option<String>,
    pub approval_no: Option<String>,
    pub conditions: Option<String>,
    pub comment: Option<String>,
    /// Last day.
    pub expires_on: Option<NaiveDate>,
    /// The version in force on the day of the decision.
    pub regulation_version_id: Option<RegulationVersionId>,
    /// Its title and number.
    pub regulation: Option<String>,
    pub exception_id: Option<ExceptionId>,
    pub revoked_on: Option<NaiveDate>,
    pub revoked_because: Option<String>,
    pub revision: i32,
}

/// Why a step is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceRuleError {
    #[error(
        "約款型・無料のサービスでは、機密性２以上の情報を取り扱えません。取り扱う情報を機密性１に限るか、個別に契約できるサービスを選んでください。どうしても必要なときは、この画面の「例外措置を申請」から、承認者と期限のある例外措置を先に受けてください。"
    )]
    TermsBasedWithClass2,
    #[error("承認の期限は、例外措置の期限（{}）までにしてください。", crate::wareki::long(*.0))]
    BeyondException(NaiveDate),
    #[error(
        "約款を確認した記録がありません。約款その他の提供条件を読んでリスクを判断し、「内容を変更」で約款の版と確認日を記録してから、申請してください。"
    )]
    TermsNotConfirmed,
    #[error(
        "データの保存場所と準拠法の記録がありません。機密性２以上の情報を取り扱うときは、「内容を変更」で両方を記録してから、申請してください。"
    )]
    PlaceUnknown,
    #[error("無効にした記録です。使うときは、新しいサービスとして登録してください。")]
    Void,
    #[error("有効な承認がありません。承認を受けてから、利用開始を記録してください。")]
    NotApproved,
    #[error("利用開始は、すでに記録されています。画面を再読み込みしてください。")]
    AlreadyStarted,
    #[error("取り消せる承認がありません。画面を再読み込みして、現在の状態を確かめてください。")]
    NotValid,
    #[error("申請した人だけが取り下げられます。承認できない申請は、不承認にしてください。")]
    OthersApplication,
    #[error(
        "外部サービスの利用に係る規程のうち、今日施行されている版がありません。規程がないと承認できません。規程・手順で版を登録し、承認を受けてから、もう一度承認してください。"
    )]
    NoRegulationInForce,
    #[error("自分が申請したサービスは、自分では承認できません。ほかの承認者に依頼してください。")]
    OwnApplication,
    #[error(
        "機密性２以上の情報を取り扱うサービスは、情報セキュリティ統括が承認します。統括に依頼してください。"
    )]
    SecurityOfficeDecides,
    #[error(
        "承認待ちの申請ではありません。ほかの人が先に処理した可能性があります。画面を再読み込みしてください。"
    )]
    NotWaiting,
    #[error("承認待ちの申請があります。承認されるか、取り下げてから、次の申請をしてください。")]
    OneIsWaiting,
    #[error("利用を終えたサービスです。続けて使うときは、新しいサービスとして申請してください。")]
    Ended,
    #[error(
        "利用を始めていないサービスは、終了できません。誤って登録したときは、無効にしてください。"
    )]
    NotUsed,
    #[error("利用終了が記録されていません。先に利用終了を記録してください。")]
    NotEnded,
    #[error("消去とアカウントの廃棄は、すでに確認済みです。画面を再読み込みしてください。")]
    AlreadyErased,
    #[error("この見直しは、すでに終わっています。画面を再読み込みしてください。")]
    ReviewDone,
}

impl UseApproval {
    /// True when somebody still has to decide, on the day.
    #[must_use]
    pub fn is_waiting_on(&self, day: NaiveDate) -> bool {
        self.applied_on <= day
            && self.withdrawn_on.is_none_or(|on| day < on)
            && self.decided_on.is_none_or(|on| day < on)
    }

    /// True when it was given by the day, whatever came of it later.
    #[must_use]
    pub fn is_given_by(&self, day: NaiveDate) -> bool {
        let given = matches!(
            self.decision,
            Some(UseDecision::Approved | UseDecision::Conditional)
        );
        given && self.decided_on.is_some_and(|on| on <= day)
    }

    /// True when the use is covered on the day.
    #[must_use]
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.is_given_by(day)
            && self.expires_on.is_none_or(|last| day <= last)
            && self.revoked_on.is_none_or(|on| day < on)
    }

    /// May the person decide on it today?
    ///
    /// # Errors
    /// When it does not wait, is the person's own, or its class is for the security office.
    pub fn decidable(
        &self,
        by: Option<PersonId>,
        roles: &[HeldRole],
        unit: OrganizationUnitId,
        today: NaiveDate,
    ) -> Result<(), ServiceRuleError> {
        if !self.is_waiting_on(today) {
            Err(ServiceRuleError::NotWaiting)
        } else if by == self.applied_by {
            Err(ServiceRuleError::OwnApplication)
        } else if !may_approve(roles, unit, self.confidentiality) {
            Err(ServiceRuleError::SecurityOfficeDecides)
        } else {
            Ok(())
        }
    }

    /// May it be agreed to until the day?
    ///
    /// # Errors
    /// Without a regulation in force; 約款型 × 機密性２以上 without an exception, or beyond it.
    pub fn grantable(
        &self,
        regulation: Option<RegulationVersionId>,
        exception: Option<ExceptionInForce>,
        expires_on: NaiveDate,
    ) -> Result<Grant, ServiceRuleError> {
        let exception = exception.filter(|_| needs_exception(self.kind, self.confidentiality));
        match exception {
            None if needs_exception(self.kind, self.confidentiality) => {
                return Err(ServiceRuleError::TermsBasedWithClass2);
            }
            Some(held) if held.period.expires_on < expires_on => {
                return Err(ServiceRuleError::BeyondException(held.period.expires_on));
            }
            Some(_) | None => {}
        }
        Ok(Grant {
            regulation: regulation.ok_or(ServiceRuleError::NoRegulationInForce)?,
            exception: exception.map(|held| held.id),
        })
    }
}

/// An approved exception that covers the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionInForce {
    pub id: ExceptionId,
    pub period: ExceptionPeriod,
}

/// What an approval rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub regulation: RegulationVersionId,
    /// Only where one is needed.
    pub exception: Option<ExceptionId>,
}

impl ExternalService {
    /// May its use be applied for today? What the approver would have to refuse is refused at once.
    ///
    /// # Errors
    /// Void or ended; one application waits; 約款型 × 機密性２以上 without an exception; terms or place of the
    /// data not looked at.
    pub fn appliable(&self, has_exception: bool, today: NaiveDate) -> Result<(), ServiceRuleError> {
        if self.void_on.is_some() {
            return Err(ServiceRuleError::Void);
        }
        if self.ended_on.is_some() {
            return Err(ServiceRuleError::Ended);
        }
        if self.waiting_on(today).is_some() {
            return Err(ServiceRuleError::OneIsWaiting);
        }
        let Some(profile) = self.profile_on(today) else {
            return Err(ServiceRuleError::TermsNotConfirmed);
        };
        if needs_exception(profile.kind, profile.confidentiality) && !has_exception {
            Err(ServiceRuleError::TermsBasedWithClass2)
        } else if profile.kind == ServiceKind::CloudTermsBased
            && profile.terms_confirmed_on.is_none()
        {
            Err(ServiceRuleError::TermsNotConfirmed)
        } else if Confidentiality::C2 <= profile.confidentiality
            && (profile.data_location.is_none() || profile.governing_law.is_none())
        {
            Err(ServiceRuleError::PlaceUnknown)
        } else {
            Ok(())
        }
    }

    /// What an application made today is for: the first, the same again, or something else than was approved.
    #[must_use]
    pub fn occasion(&self, today: NaiveDate) -> Occasion {
        let given = self.approvals.iter().rfind(|it| it.is_given_by(today));
        match (given, self.profile_on(today)) {
            (None, _) => Occasion::Initial,
            (Some(given), Some(profile))
                if given.kind != profile.kind
                    || given.confidentiality != profile.confidentiality
                    || given.personal_info != profile.personal_info =>
            {
                Occasion::Change
            }
            (Some(_), _) => Occasion::Renewal,
        }
    }
}

/// Who may decide for a unit: for 機密性２以上 the security office, for 機密性１ also the 所属長.
#[must_use]
pub fn may_approve(roles: &[HeldRole], unit: OrganizationUnitId, class: Confidentiality) -> bool {
    let mut here = roles.iter().filter(|held| held.scope.contains(unit));
    here.any(|held| match held.role {
        Role::SecurityOffice => true,
        Role::DepartmentHead => class < Confidentiality::C2,
        Role::ProcurementOfficer | Role::Auditor | Role::Administrator => false,
    })
}
