//! Findings of the demo: one seen through to its fix, one reported and waiting to be confirmed, one overdue with
//! a 改善の指示等 sent to the vendor, and one whose risk is accepted for a time; an exception waits for a decision.

use chrono::{Days, NaiveDate};
use domain::{
    exception::{
        ExceptionKind, ExceptionRule, ExceptionSubject,
        input::{DecisionDraft, ExceptionDraft},
    },
    finding::{
        ActionOutcome, DecisionResult, FindingSource, FindingSubject,
        input::{ConfirmationDraft, FindingDraft, InstructionDraft, PlanDraft, ReportDraft},
        measure::{MeasureDecisionDraft, MeasureDraft, MeasureKind, NoticeInput},
    },
    id::{ContractMeasureId, ExceptionId, FindingId},
    library::check_item::Severity,
    wareki,
};

use super::{
    days::Days as DemoDays,
    town::{Town, Who},
};
use crate::{Context, ServiceError, exception, finding};

const CONTRACT: &str = "helpdesk";
/// The clause that gives the right to ask for improvement.
const IMPROVEMENT: &str = "SEC-20";

/// What is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Mended,
    Reported,
    Overdue,
    Accepted,
}

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Find(Key, Severity, &'static str, &'static str),
    /// Days until it must be mended.
    Instruct(Key, &'static str, u64),
    Plan(Key, &'static str, &'static str),
    Report(Key, &'static str),
    Confirm(Key, &'static str),
    DraftMeasure,
    DecideMeasure,
    Notify,
    ApplyForAcceptance,
    Accept,
    ApplyForDelay,
}

use Act::{
    Accept, ApplyForAcceptance, ApplyForDelay, Confirm, DecideMeasure, DraftMeasure, Find,
    Instruct, Notify, Plan, Report,
};

/// Days from today and what happens, in order.
const STORY: &[(i64, Act)] = &[
    (
        -23,
        Find(
            Key::Mended,
            Severity::Medium,
            "共用の管理者IDが使われており、だれが操作したかを記録から追えませんでした。",
            "管理者IDは一人に一つとし、操作の記録を残すこと。",
        ),
    ),
    (
        -23,
        Instruct(
            Key::Mended,
            "個人別の管理者IDに切り替え、一覧を提出すること。",
            14,
        ),
    ),
    (
        -21,
        Plan(
            Key::Mended,
            "初期設定のIDを引き継いだまま、切り替えていなかった。",
            "個人別のIDを発行し、共用のIDを止める。",
        ),
    ),
    (
        -20,
        Find(
            Key::Overdue,
            Severity::Critical,
            "業務端末の持出し簿がなく、１台の所在を当日中に確かめられませんでした。",
            "端末の持出しは、事前の承認と記録によること。",
        ),
    ),
    (
        -20,
        Instruct(
            Key::Overdue,
            "持出し簿を備え、全端末の所在を報告すること。",
            7,
        ),
    ),
    (
        -16,
        Report(
            Key::Mended,
            "個人別のIDへの切替えが済み、一覧の提出を受けた。",
        ),
    ),
    (
        -15,
        Find(
            Key::Accepted,
            Severity::Minor,
            "保守用の端末の基本ソフトウェアが、提供者の保守期間の終わりに近づいています。",
            "保守期間内の版を使うこと。",
        ),
    ),
    (
        -14,
        Confirm(
            Key::Mended,
            "一覧と実際の設定を画面で照らし、共用のIDが止まっていることを確かめた。",
        ),
    ),
    (-13, ApplyForAcceptance),
    (-12, DraftMeasure),
    (-11, Accept),
    (-10, DecideMeasure),
    (-9, Notify),
    (
        -8,
        Find(
            Key::Reported,
            Severity::Medium,
            "教育の受講記録に、途中から従事した２名の記載がありませんでした。",
            "従事を始める前に教育を行い、記録を提出すること。",
        ),
    ),
    (
        -7,
        Instruct(
            Key::Reported,
            "２名の教育を行い、受講記録を提出すること。",
            21,
        ),
    ),
    (-2, Report(Key::Reported, "２名の受講記録の提出を受けた。")),
    (-1, ApplyForDelay),
];

/// The days and what happens on them.
pub(super) fn plan(days: DemoDays) -> impl Iterator<Item = (NaiveDate, Act)> {
    STORY
        .iter()
        .map(move |(day, act)| (days.around_today(*day), *act))
}

/// What the story refers back to.
#[derive(Default)]
pub(super) struct Findings {
    known: std::collections::BTreeMap<Key, FindingId>,
    measure: Option<ContractMeasureId>,
    acceptance: Option<ExceptionId>,
}

impl Findings {
    fn id(&self, key: Key) -> Result<FindingId, ServiceError> {
        let known = self.known.get(&key).copied();
        known.ok_or(ServiceError::NotFound("指摘"))
    }

    /// The finding and the number of its last change.
    async fn standing(&self, ctx: &Context, key: Key) -> Result<(FindingId, i32), ServiceError> {
        let id = self.id(key)?;
        let (finding, ..) = finding::load(ctx, id).await?;
        Ok((id, finding.revision))
    }

    async fn measure(&self, ctx: &Context) -> Result<(ContractMeasureId, i32), ServiceError> {
        let id = self.measure.ok_or(ServiceError::NotFound("措置"))?;
        let (measure, _) = finding::load_measure(ctx, id).await?;
        Ok((id, measure.revision))
    }
}

pub(super) async fn happen(
    town: &Town,
    findings: &mut Findings,
    act: Act,
) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let today = officer.today();
    match act {
        Find(key, severity, description, requirement) => {
            let draft = FindingDraft {
                source: FindingSource::Audit,
                subject_kind: FindingSubject::Contract,
                subject_id: town.contract(CONTRACT)?.0,
                severity,
                description: description.to_owned(),
                requirement: Some(requirement.to_owned()),
                found_on: today,
            };
            let id = finding::add(&officer, draft).await?;
            findings.known.insert(key, id);
            Ok(())
        }
        Instruct(key, words, days) => {
            let (id, revision) = findings.standing(&officer, key).await?;
            let draft = InstructionDraft {
                instruction: words.to_owned(),
                due_on: today + Days::new(days),
                assignee_id: officer.person_id()?,
            };
            finding::instruct(&officer, id, revision, draft).await
        }
        Plan(key, cause, plan) => {
            let (id, revision) = findings.standing(&officer, key).await?;
            let draft = PlanDraft {
                cause: cause.to_owned(),
                plan: plan.to_owned(),
            };
            finding::receive_plan(&officer, id, revision, draft).await
        }
        Report(key, words) => {
            let (id, revision) = findings.standing(&officer, key).await?;
            let draft = ReportDraft {
                report: words.to_owned(),
                completed_on: today,
            };
            finding::report(&officer, id, revision, draft).await
        }
        Confirm(key, words) => {
            let (id, revision) = findings.standing(&officer, key).await?;
            let draft = ConfirmationDraft {
                outcome: ActionOutcome::Effective,
                note: words.to_owned(),
            };
            finding::confirm(&town.by(Who::Head).await?, id, revision, draft).await
        }
        DraftMeasure => draft_measure(town, findings).await,
        DecideMeasure => decide_measure(town, findings).await,
        Notify => notify(town, findings).await,
        ApplyForAcceptance => {
            let draft = ExceptionDraft {
                kind: ExceptionKind::RiskAcceptance,
                rule: ExceptionRule::Finding,
                subject_kind: ExceptionSubject::Finding,
                subject_id: findings.id(Key::Accepted)?.0,
                reason: "端末の更新を次の年度の予算で行うため".to_owned(),
                safeguard: Some("外部の記録媒体とインターネットに接続しない。".to_owned()),
                expires_on: today + Days::new(150),
            };
            findings.acceptance = Some(exception::apply(&officer, draft).await?);
            Ok(())
        }
        Accept => {
            let id = findings
                .acceptance
                .ok_or(ServiceError::NotFound("例外措置"))?;
            let office = town.by(Who::SecurityOffice).await?;
            let (applied, _) = exception::load(&office, id).await?;
            let draft = DecisionDraft {
                decision: DecisionResult::Approved,
                note: None,
            };
            exception::decide(&office, id, applied.revision, draft).await
        }
        ApplyForDelay => {
            let draft = ExceptionDraft {
                kind: ExceptionKind::RuleException,
                rule: ExceptionRule::Verification,
                subject_kind: ExceptionSubject::Contract,
                subject_id: town.contract(CONTRACT)?.0,
                reason: "実地の点検を、相手方の移転が済む翌々月に行うため".to_owned(),
                safeguard: Some("移転までは、映像による点検を行う。".to_owned()),
                expires_on: today + Days::new(60),
            };
            exception::apply(&officer, draft).await.map(|_| ())
        }
    }
}

/// 改善の指示等: drafted by the officer, decided by the head, sent as a letter.
async fn draft_measure(town: &Town, findings: &mut Findings) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let draft = MeasureDraft {
        kind: MeasureKind::ImprovementOrder,
        finding_id: Some(findings.id(Key::Overdue)?),
        clause: Some(IMPROVEMENT.to_owned()),
        other_basis: None,
        other_basis_text: None,
        reason: "期限までに、端末の所在の報告がなかったため".to_owned(),
        demand: "全端末の所在を報告し、持出し簿を備えること。".to_owned(),
        precedence_reason: None,
        reply_due_on: Some(officer.today() + Days::new(14)),
        from_on: None,
        to_on: None,
        amount_yen: None,
    };
    let id = finding::draft_measure(&officer, town.contract(CONTRACT)?, draft).await?;
    findings.measure = Some(id);
    Ok(())
}

async fn decide_measure(town: &Town, findings: &Findings) -> Result<(), ServiceError> {
    let head = town.by(Who::Head).await?;
    let (id, revision) = findings.measure(&head).await?;
    let draft = MeasureDecisionDraft {
        decision: DecisionResult::Approved,
        decision_no: Some("見総第61号".to_owned()),
        decided_by_title: Some("総務課長".to_owned()),
        note: None,
    };
    finding::decide_measure(&head, id, revision, draft).await
}

async fn notify(town: &Town, findings: &Findings) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let (id, revision) = findings.measure(&officer).await?;
    let notice = NoticeInput {
        notice_on: wareki::long(officer.today()),
        document_no: "見総第61号".to_owned(),
    };
    finding::notify(&officer, id, revision, &notice).await
}
