//! SNS (social media): platforms, the accounts on them, and what may be published there.
//!
//! Nothing of an account that counts is overwritten. What happened to it is a list of dated events
//! ([`history`]), what somebody saw of it a list of dated observations, what was decided a list of dated
//! decisions ([`standing`]), what may be published a list of versions ([`publishing`]). So the state of any
//! day is a pure function of rows.

pub mod history;
pub mod input;
pub mod paper;
pub mod posting;
pub mod publishing;
pub mod standing;
pub mod steps;
pub mod summary;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    id::{ContractId, OrganizationUnitId, SocialMediaAccountId, SocialMediaServiceId},
};

choices! {
    /// Whose account it is.
    Ownership {
        Town = "town", "町";
        /// 観光協会, 実行委員会, 協議会, 指定管理者.
        Affiliated = "affiliated", "関係団体";
        /// Run under a contract.
        Contractor = "contractor", "受託者";
    }

    /// アカウントの状態.
    AccountState {
        Applied = "applied", "申請中";
        Returned = "returned", "差し戻し";
        Approved = "approved", "承認済み（開設前）";
        Open = "open", "運用中";
        Suspended = "suspended", "休止";
        Closing = "closing", "廃止手続中";
        Closed = "closed", "廃止";
        Withdrawn = "withdrawn", "取下げ";
        Void = "void", "無効";
    }

    /// アカウントに起きたこと.
    EventKind {
        Applied = "applied", "開設の申請";
        Returned = "returned", "差し戻し";
        Approved = "approved", "開設の承認";
        Withdrawn = "withdrawn", "申請の取下げ";
        /// It existed before it came into the ledger.
        Registered = "registered", "既設アカウントの登録";
        Opened = "opened", "開設";
        Suspended = "suspended", "休止";
        Resumed = "resumed", "再開";
        ClosingBegan = "closing_began", "廃止の申請";
        ClosingCancelled = "closing_cancelled", "廃止の取りやめ";
        Closed = "closed", "廃止";
        Voided = "voided", "無効化";
    }

    /// What was looked at.
    ObservationKind {
        Post = "post", "最終投稿";
        Mfa = "mfa", "多要素認証";
        Listing = "listing", "公式ホームページへの掲載";
        /// Recovery mail and telephone are under the town's control.
        Recovery = "recovery", "復旧用連絡先の町の管理";
    }

    /// What was seen.
    Answer {
        Yes = "yes", "有効・あり";
        No = "no", "無効・なし";
        Unknown = "unknown", "確認できない";
    }

    /// What is to become of a dormant account.
    Decision {
        Continue = "continue", "継続";
        Suspend = "suspend", "休止";
        Close = "close", "廃止";
    }

    /// 廃止の手順: what has to be done before an account is 廃止.
    ClosingStep {
        FinalPost = "final_post", "最後の投稿（廃止のお知らせ）をした";
        LinkRemoval = "link_removal", "ホームページ・印刷物からリンクを除いた";
        Export = "export", "投稿・メッセージを保存した";
        Deletion = "deletion", "アカウントを削除した（非公開にしただけではない）";
        Credentials = "credentials", "認証情報を廃棄し、連携アプリを解除した";
        Ledger = "ledger", "権限者一覧・責任者一覧を整理した";
    }
}

impl EventKind {
    /// True when a step needs its reason.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::Returned
                | Self::Suspended
                | Self::ClosingBegan
                | Self::ClosingCancelled
                | Self::Voided
        )
    }
}

/// ソーシャルメディアサービス (a platform).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialMediaService {
    /// Key of the record.
    pub id: SocialMediaServiceId,
    /// サービス名.
    pub name: String,
    /// 提供者.
    pub provider: Option<String>,
    /// 確認した約款の版.
    pub terms_version: Option<String>,
    /// 約款を確認した日.
    pub terms_checked_on: Option<NaiveDate>,
    /// 統括する課.
    pub unit_id: OrganizationUnitId,
    /// First day the town uses it.
    pub used_from: NaiveDate,
    /// Last day, when it is no longer used.
    pub used_to: Option<NaiveDate>,
    /// Why it is no longer used.
    pub end_reason: Option<String>,
    /// 備考.
    pub note: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

impl SocialMediaService {
    /// True when the town uses the platform on the day.
    #[must_use]
    pub fn is_used_on(&self, day: NaiveDate) -> bool {
        self.used_from <= day && self.used_to.is_none_or(|last| day <= last)
    }
}

/// アカウント: what it is. What happened to it stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialMediaAccount {
    /// Key of the record.
    pub id: SocialMediaAccountId,
    /// On which platform.
    pub service_id: SocialMediaServiceId,
    /// 所管課.
    pub unit_id: OrganizationUnitId,
    /// アカウント名.
    pub name: String,
    /// ID（@）.
    pub handle: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// 区分.
    pub ownership: Ownership,
    /// The 関係団体 or 受託者.
    pub body: Option<String>,
    /// The contract it is run under.
    pub contract_id: Option<ContractId>,
    /// 目的.
    pub purpose: String,
    /// 対象者.
    pub audience: String,
    /// 発信内容.
    pub content: String,
    /// 対応時間.
    pub hours: Option<String>,
    /// 返信方針.
    pub reply_policy: Option<String>,
    /// 運用方針URL.
    pub policy_url: Option<String>,
    /// Where the official site lists it.
    pub listing_url: Option<String>,
    /// 登録メール.
    pub recovery_mail: Option<String>,
    /// 登録電話.
    pub recovery_phone: Option<String>,
    /// 認証情報の管理者.
    pub credential_custodian: Option<String>,
    /// 備考.
    pub note: Option<String>,
    /// Where it stands today.
    pub state: AccountState,
    /// When it came into the ledger.
    pub registered_on: NaiveDate,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

/// Something somebody saw of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// What was looked at.
    pub kind: ObservationKind,
    /// When.
    pub observed_on: NaiveDate,
    /// What was seen.
    pub answer: Answer,
    /// The day of the last post, for [`ObservationKind::Post`].
    pub posted_on: Option<NaiveDate>,
    /// 備考.
    pub note: Option<String>,
    /// Who looked.
    pub person: Option<String>,
}

/// 休眠アカウントの判断.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DormancyDecision {
    /// What was decided.
    pub decision: Decision,
    /// When.
    pub decided_on: NaiveDate,
    /// 理由.
    pub reason: String,
    /// When it is asked again; for [`Decision::Continue`] only.
    pub next_review_on: Option<NaiveDate>,
    /// Who decided.
    pub person: Option<String>,
}

/// A step of the closing that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingStepDone {
    /// Which.
    pub step: ClosingStep,
    /// When.
    pub done_on: NaiveDate,
    /// 備考.
    pub note: Option<String>,
    /// Who noted it.
    pub person: Option<String>,
    /// When it was noted.
    pub recorded_at: DateTime<Utc>,
}
