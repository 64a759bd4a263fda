//! 事故等 (incident): what became known when, the steps taken, the clocks that run, and what closing needs.
//! A suspicion (おそれ) is an incident too.

pub mod clock;
pub mod input;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    audit::AuditEntry,
    choice::choices,
    id::{IncidentId, OrganizationUnitId, PersonId},
};

choices! {
    /// 種別.
    IncidentKind {
        AccountTakeover = "account_takeover", "SNSアカウントの乗っ取り";
        Impersonation = "impersonation", "なりすまし（偽アカウント）";
        WrongPost = "wrong_post", "誤った投稿・誤送信";
        DataLeak = "data_leak", "情報の漏えい・滅失・毀損（おそれを含む）";
        Other = "other", "その他";
    }

    /// What it happened to.
    SubjectKind {
        SocialMediaAccount = "social_media_account", "SNSアカウント";
        ExternalService = "external_service", "外部サービス";
        Contract = "contract", "契約";
    }

    /// 個人情報の漏えい.
    PersonalInfo {
        None = "none", "なし";
        Possible = "possible", "おそれあり";
        Confirmed = "confirmed", "あり";
    }

    /// 原因となった行為.
    Intent {
        Unknown = "unknown", "不明";
        /// 60 days for the 確報 instead of 30.
        Malicious = "malicious", "不正の目的（おそれを含む）";
        Accidental = "accidental", "過失・障害";
    }

    /// 状態.
    IncidentState {
        Open = "open", "対応中";
        Contained = "contained", "拡大防止済み";
        Reported = "reported", "報告済み";
        Closed = "closed", "終結";
    }

    /// 公表.
    Publication {
        Undecided = "undecided", "未定";
        Published = "published", "公表した";
        NotNeeded = "not_needed", "公表しない";
    }

    /// 対応の手順, in the order of the playbook.
    Step {
        Detected = "detected", "発見した（職員・住民・監視）";
        Notified = "notified", "所属長と情報政策担当へ連絡した";
        Evidence = "evidence", "画面とURLを保存した";
        /// Sessions, linked apps, password, recovery address, MFA; else the platform's form.
        Lockdown = "lockdown", "被害の拡大を止めた（セッション切断・連携解除・パスワード変更・多要素認証。入れないときは提供者へ申請）";
        Notice = "notice", "ホームページとほかのアカウントで注意を呼びかけた";
        ReportedInternally = "reported_internally", "CSIRT・CISOへ報告した";
        ConsultedPolice = "consulted_police", "警察に相談した";
        PreliminaryReport = "preliminary_report", "個人情報保護委員会へ速報した";
        FinalReport = "final_report", "個人情報保護委員会へ確報した";
        SubjectNotice = "subject_notice", "本人へ通知した";
        Recovered = "recovered", "復旧した、又は削除した";
        Prevention = "prevention", "原因を調べ、再発防止を決めた";
    }
}

impl Step {
    /// Guidance beside the step.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Detected => "誰が、どのように気付いたかを書きます。",
            Self::Notified => "電話でかまいません。時刻を記録します。",
            Self::Evidence => "投稿を消す前に保存します。",
            Self::Lockdown => "復旧用のメールと電話が変えられていないかも確かめます。",
            Self::Notice => {
                "「リンクを開かない」「フォローを外す」など、住民がすべきことを書きます。"
            }
            Self::ReportedInternally => "書面の第一報です。分からないことは「調査中」と書きます。",
            Self::ConsultedPolice => "北海道警察のサイバー犯罪相談窓口など。",
            Self::PreliminaryReport => "メッセージの内容も個人情報です。",
            Self::FinalReport => "原因、二次被害、本人への対応、再発防止を報告します。",
            Self::SubjectNotice => "個人情報が漏れた、又はそのおそれがある人へ知らせます。",
            Self::Recovered => "取り戻せないときは、提供者の削除の完了を確かめます。",
            Self::Prevention => "原因と再発防止は、下の欄にも記録します。",
        }
    }
}

/// 事故等.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Key of the record.
    pub id: IncidentId,
    /// 種別.
    pub kind: IncidentKind,
    /// 件名.
    pub title: String,
    /// What it happened to, in its ledger.
    pub subject: Option<(SubjectKind, i64)>,
    /// 所管課.
    pub unit_id: OrganizationUnitId,
    /// 発生日, where it is known.
    pub occurred_on: Option<NaiveDate>,
    /// When any section of the town knew: the clocks start.
    pub known_at: DateTime<Utc>,
    /// The day of it in Japan.
    pub known_on: NaiveDate,
    /// 概要.
    pub description: String,
    /// 個人情報.
    pub personal_info: PersonalInfo,
    /// 原因となった行為.
    pub intent: Intent,
    /// 本人の数.
    pub affected_count: Option<i64>,
    /// 状態.
    pub state: IncidentState,
    /// 公表.
    pub publication: Publication,
    /// When it was published or decided not to.
    pub publication_on: Option<NaiveDate>,
    /// Where, or why not.
    pub publication_note: Option<String>,
    /// 原因.
    pub cause: Option<String>,
    /// 再発防止.
    pub prevention: Option<String>,
    /// 終結日.
    pub closed_on: Option<NaiveDate>,
    /// Who recorded it.
    pub recorded_by: Option<PersonId>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTaken {
    /// Which.
    pub step: Step,
    /// The minute.
    pub done_at: DateTime<Utc>,
    /// How.
    pub note: Option<String>,
    /// Who noted it.
    pub person: Option<String>,
}

/// Why an incident is not closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotClose {
    /// Something is still to be done.
    #[error("終結には、次のことが残っています：{0}。")]
    Open(String),
    /// The one who recorded it would close it.
    #[error("記録した本人は終結を承認できません。ほかの承認者が承認してください。")]
    OwnRecord,
    /// It is closed.
    #[error("すでに終結しています。画面を再読み込みしてください。")]
    Closed,
}

impl Incident {
    /// The steps that must be taken before it is closed.
    #[must_use]
    pub fn needed_steps(&self) -> Vec<Step> {
        let mut steps = vec![
            Step::Detected,
            Step::Notified,
            Step::Evidence,
            Step::Lockdown,
            Step::ReportedInternally,
            Step::Recovered,
            Step::Prevention,
        ];
        if matches!(
            self.kind,
            IncidentKind::AccountTakeover | IncidentKind::Impersonation
        ) {
            steps.push(Step::Notice);
        }
        if self.personal_info == PersonalInfo::Confirmed {
            steps.extend([
                Step::PreliminaryReport,
                Step::FinalReport,
                Step::SubjectNotice,
            ]);
        }
        steps.sort();
        steps
    }

    /// What is still to be done before it can be closed, in words.
    #[must_use]
    pub fn open_points(&self, taken: &[StepTaken]) -> Vec<String> {
        let mut points: Vec<String> = self
            .needed_steps()
            .into_iter()
            .filter(|step| !taken.iter().any(|it| it.step == *step))
            .map(|step| format!("「{}」の記録", step.label()))
            .collect();
        if self.cause.is_none() {
            points.push("原因の記録".to_owned());
        }
        if self.prevention.is_none() {
            points.push("再発防止の記録".to_owned());
        }
        if self.publication == Publication::Undecided {
            points.push("公表するかどうかの決定".to_owned());
        }
        points
    }

    /// The state that follows from the steps; closing is decided by a person.
    #[must_use]
    pub fn state_after(&self, taken: &[StepTaken]) -> IncidentState {
        let is_taken = |step| taken.iter().any(|it| it.step == step);
        if self.state == IncidentState::Closed {
            return IncidentState::Closed;
        }
        let is_reported = is_taken(Step::ReportedInternally)
            && (self.personal_info == PersonalInfo::None || is_taken(Step::FinalReport));
        if !is_taken(Step::Lockdown) {
            IncidentState::Open
        } else if is_reported {
            IncidentState::Reported
        } else {
            IncidentState::Contained
        }
    }

    /// Whether the person may close it now.
    ///
    /// # Errors
    /// [`CannotClose`].
    pub fn check_close(
        &self,
        taken: &[StepTaken],
        person: Option<PersonId>,
    ) -> Result<(), CannotClose> {
        if self.state == IncidentState::Closed {
            return Err(CannotClose::Closed);
        }
        let points = self.open_points(taken);
        if !points.is_empty() {
            return Err(CannotClose::Open(points.join("、")));
        }
        if person.is_some() && person == self.recorded_by {
            return Err(CannotClose::OwnRecord);
        }
        Ok(())
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentSummary {
    pub id: IncidentId,
    pub kind: IncidentKind,
    pub title: String,
    pub subject_name: Option<String>,
    pub unit_name: String,
    pub known_on: NaiveDate,
    pub state: IncidentState,
    /// A clock is past its limit.
    pub is_late: bool,
}

/// An incident with everything its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentDetail {
    pub incident: Incident,
    pub unit_name: String,
    pub subject_name: Option<String>,
    /// 記録した人.
    pub recorder: Option<String>,
    pub steps: Vec<StepTaken>,
    pub clocks: Vec<clock::Clock>,
    /// What is left before it can be closed.
    pub open_points: Vec<String>,
    pub now: DateTime<Utc>,
    pub can_edit: bool,
    pub can_close: bool,
    /// 操作記録, newest first.
    pub history: Vec<AuditEntry>,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn incident() -> Incident {
        Incident {
            id: IncidentId(1),
            kind: IncidentKind::AccountTakeover,
            title: "公式Xの乗っ取り".to_owned(),
            subject: Some((SubjectKind::SocialMediaAccount, 1)),
            unit_id: OrganizationUnitId(1),
            occurred_on: None,
            known_at: DateTime::UNIX_EPOCH,
            known_on: NaiveDate::MIN,
            description: "身に覚えのない投稿があった。".to_owned(),
            personal_info: PersonalInfo::None,
            intent: Intent::Malicious,
            affected_count: None,
            state: IncidentState::Open,
            publication: Publication::Undecided,
            publication_on: None,
            publication_note: None,
            cause: None,
            prevention: None,
            closed_on: None,
            recorded_by: Some(PersonId(1)),
            revision: 1,
        }
    }

    fn taken(steps: &[Step]) -> Vec<StepTaken> {
        let steps = steps.iter().map(|step| StepTaken {
            step: *step,
            done_at: DateTime::UNIX_EPOCH,
            note: None,
            person: None,
        });
        steps.collect()
    }

    #[test]
    fn the_state_follows_from_the_steps() {
        let incident = incident();
        for (steps, expect) in [
            (vec![], IncidentState::Open),
            (vec![Step::Detected, Step::Notified], IncidentState::Open),
            (vec![Step::Lockdown], IncidentState::Contained),
            (
                vec![Step::Lockdown, Step::ReportedInternally],
                IncidentState::Reported,
            ),
        ] {
            assert_eq!(incident.state_after(&taken(&steps)), expect, "{steps:?}");
        }
        let mut leaked = incident;
        leaked.personal_info = PersonalInfo::Possible;
        let steps = taken(&[Step::Lockdown, Step::ReportedInternally]);
        assert_eq!(leaked.state_after(&steps), IncidentState::Contained);
    }

    #[test]
    fn closing_needs_every_step_and_another_person() {
        let mut incident = incident();
        let all = taken(&incident.needed_steps());
        assert!(matches!(
            incident.check_close(&[], Some(PersonId(2))),
            Err(CannotClose::Open(_))
        ));
        incident.cause = Some("使い回しのパスワード".to_owned());
        incident.prevention = Some("多要素認証".to_owned());
        incident.publication = Publication::Published;
        assert_eq!(
            incident.check_close(&all, Some(PersonId(1))),
            Err(CannotClose::OwnRecord)
        );
        assert_eq!(incident.check_close(&all, Some(PersonId(2))), Ok(()));
        incident.personal_info = PersonalInfo::Confirmed;
        assert_eq!(incident.open_points(&all).len(), 3);
    }
}
