//! 契約に基づく措置: the ladder Lv1–8, what of the contract gives the right to each, and what normally comes
//! before. The ladder advises: whoever goes past it says why.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DecisionResult, input::decided};
use crate::{
    choice::choices,
    exception::input::words,
    id::{ContractId, ContractMeasureId, FindingId, OrganizationUnitId, PersonId},
    input::{FieldError, FieldErrors, date, line, lines, optional_date, required, whole_number},
    library::{MeasureRule, Severity},
};

choices! {
    /// 措置の種類, from the mildest.
    MeasureKind {
        Inquiry = "inquiry", "確認・資料の請求";
        ImprovementOrder = "improvement_order", "改善の指示";
        AccessSuspension = "access_suspension", "情報の提供の停止・アクセス権の停止";
        WorkSuspension = "work_suspension", "業務の全部又は一部の停止";
        PaymentWithholding = "payment_withholding", "支払の留保";
        Termination = "termination", "契約の解除";
        Damages = "damages", "損害賠償の請求";
        Debarment = "debarment", "指名停止";
    }

    /// Where a measure stands on a day.
    MeasureState {
        Drafted = "drafted", "承認待ち";
        Refused = "refused", "不承認";
        Approved = "approved", "決裁済み（通知前）";
        Notified = "notified", "通知済み";
        Closed = "closed", "終了";
    }
}

impl MeasureKind {
    /// 1–8.
    #[must_use]
    pub fn level(self) -> usize {
        Self::ALL
            .iter()
            .position(|kind| *kind == self)
            .map_or(0, |place| place + 1)
    }
}

/// What of the contract a measure rests on: the clause as it was pinned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Id of the clause in the library; `None` for words of another document of the contract.
    pub clause: Option<String>,
    /// `特記事項 第20条（改善の指示等）`.
    pub label: String,
    /// Its words.
    pub text: String,
}

/// 契約に基づく措置.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub id: ContractMeasureId,
    pub contract_id: ContractId,
    pub contract_no: String,
    pub contract_title: String,
    pub vendor_name: Option<String>,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    pub finding_id: Option<FindingId>,
    pub kind: MeasureKind,
    pub basis: Basis,
    pub reason: String,
    pub demand: String,
    /// Why it is taken though nothing precedes it that normally does.
    pub precedence_reason: Option<String>,
    pub reply_due_on: Option<NaiveDate>,
    pub from_on: Option<NaiveDate>,
    pub to_on: Option<NaiveDate>,
    pub amount_yen: Option<i64>,
    pub drafted_on: NaiveDate,
    pub drafted_by_id: PersonId,
    pub drafted_by: String,
    pub decision: Option<DecisionResult>,
    pub decided_on: Option<NaiveDate>,
    pub decided_by: Option<String>,
    /// 起案番号.
    pub decision_no: Option<String>,
    /// 決裁者の職.
    pub decided_by_title: Option<String>,
    pub decision_note: Option<String>,
    pub notice_on: Option<NaiveDate>,
    /// 文書番号.
    pub document_no: Option<String>,
    pub has_notice_file: bool,
    pub outcome: Option<String>,
    pub closed_on: Option<NaiveDate>,
    pub closed_by: Option<String>,
    pub revision: i32,
}

impl Measure {
    /// Where it stood on a day; `None` before it was drafted.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> Option<MeasureState> {
        let by = |date: Option<NaiveDate>| date.is_some_and(|date| date <= day);
        if day < self.drafted_on {
            return None;
        }
        Some(if by(self.closed_on) {
            MeasureState::Closed
        } else if !by(self.decided_on) {
            MeasureState::Drafted
        } else if self.decision == Some(DecisionResult::Refused) {
            MeasureState::Refused
        } else if by(self.notice_on) {
            MeasureState::Notified
        } else {
            MeasureState::Approved
        })
    }

    /// True when it was decided and not refused: it counts as having been taken.
    #[must_use]
    pub fn is_taken_on(&self, day: NaiveDate) -> bool {
        matches!(
            self.state_on(day),
            Some(MeasureState::Approved | MeasureState::Notified | MeasureState::Closed)
        )
    }
}

/// What the ladder says about a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Advice {
    /// As is usual.
    Usual(String),
    /// Possible, but a reason is to be given.
    NeedsReason(String),
}

/// Whether what normally precedes a measure has been taken.
#[must_use]
pub fn advice(rule: &MeasureRule, taken: &[MeasureKind], severity: Option<Severity>) -> Advice {
    let names = |kinds: &[MeasureKind]| {
        let names: Vec<String> = kinds
            .iter()
            .map(|kind| format!("「{}」", kind.label()))
            .collect();
        names.join("又は")
    };
    if rule.after.is_empty() {
        return Advice::Usual("この措置の前に必要な措置はありません。".to_owned());
    }
    if let Some(before) = rule.after.iter().find(|kind| taken.contains(kind)) {
        return Advice::Usual(format!(
            "「{}」を行っているため、次の段階に進めます。",
            before.label()
        ));
    }
    if let Some(at_once) = rule.at_once
        && severity.is_some_and(|severity| at_once <= severity)
    {
        return Advice::Usual(format!("指摘が{}のため、直ちに行えます。", at_once.label()));
    }
    Advice::NeedsReason(format!(
        "通常は、先に{}を行います。行わずに進めるときは、理由を入力してください。",
        names(&rule.after)
    ))
}

/// The draft exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeasureInput {
    pub kind: String,
    /// 指摘 (id); may be empty.
    pub finding_id: String,
    /// Id of the clause on the contract; empty for `other_basis`.
    pub clause: String,
    /// 契約書第12条第2項 …
    pub other_basis: String,
    pub other_basis_text: String,
    pub reason: String,
    pub demand: String,
    pub precedence_reason: String,
    pub reply_due_on: String,
    pub from_on: String,
    pub to_on: String,
    pub amount_yen: String,
}

/// A checked [`MeasureInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureDraft {
    pub kind: MeasureKind,
    pub finding_id: Option<FindingId>,
    pub clause: Option<String>,
    pub other_basis: Option<String>,
    pub other_basis_text: Option<String>,
    pub reason: String,
    pub demand: String,
    pub precedence_reason: Option<String>,
    pub reply_due_on: Option<NaiveDate>,
    pub from_on: Option<NaiveDate>,
    pub to_on: Option<NaiveDate>,
    pub amount_yen: Option<i64>,
}

impl MeasureInput {
    /// Checks the draft. What a kind of measure needs is in its rule of the library.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(
        &self,
        rules: &[MeasureRule],
        today: NaiveDate,
    ) -> Result<MeasureDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", self.kind.parse::<MeasureKind>());
        let finding_id = if self.finding_id.is_empty() {
            None
        } else {
            errors.take("finding_id", crate::input::chosen(&self.finding_id))
        };
        let clause = errors.take("clause", line(&self.clause)).flatten();
        let other_basis = errors
            .take("other_basis", line(&self.other_basis))
            .flatten();
        let other_basis_text = errors
            .take("other_basis_text", lines(&self.other_basis_text))
            .flatten();
        let reason = errors.take("reason", words(&self.reason));
        let demand = errors.take("demand", words(&self.demand));
        let precedence_reason = errors
            .take("precedence_reason", lines(&self.precedence_reason))
            .flatten();
        let reply_due_on = errors
            .take("reply_due_on", optional_date(&self.reply_due_on))
            .flatten();
        let from_on = errors
            .take("from_on", optional_date(&self.from_on))
            .flatten();
        let to_on = errors.take("to_on", optional_date(&self.to_on)).flatten();
        let amount_yen = errors
            .take(
                "amount_yen",
                whole_number(&self.amount_yen, 1, 999_999_999_999),
            )
            .flatten();
        crate::organization::check_order(&mut errors, "to_on", from_on, to_on);
        if reply_due_on.is_some_and(|day| day < today) {
            errors.add(
                "reply_due_on",
                FieldError::Other(
                    "期限が今日より前です。今日以後の日付を入力してください。".to_owned(),
                ),
            );
        }
        if clause.is_none() {
            if other_basis.is_none() {
                errors.add("clause", FieldError::Other("根拠となる条項が選択されていません。特記事項の条項を選ぶか、契約書などの条項を入力してください。".to_owned()));
            } else if other_basis_text.is_none() {
                errors.add("other_basis_text", FieldError::Required);
            }
        }
        let rule = kind.and_then(|kind| rules.iter().find(|rule| rule.kind == kind));
        for (is_needed, is_missing, field) in [
            (
                rule.is_some_and(|r| r.reply),
                reply_due_on.is_none(),
                "reply_due_on",
            ),
            (rule.is_some_and(|r| r.period), from_on.is_none(), "from_on"),
            (
                rule.is_some_and(|r| r.amount),
                amount_yen.is_none(),
                "amount_yen",
            ),
        ] {
            if is_needed && is_missing {
                errors.add(field, FieldError::Required);
            }
        }
        errors.into_result()?;
        match (kind, reason, demand) {
            (Some(kind), Some(reason), Some(demand)) => Ok(MeasureDraft {
                kind,
                finding_id,
                clause,
                other_basis,
                other_basis_text,
                reason,
                demand,
                precedence_reason,
                reply_due_on,
                from_on,
                to_on,
                amount_yen,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// 決裁 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeasureDecisionInput {
    pub decision: String,
    pub decision_no: String,
    pub decided_by_title: String,
    pub note: String,
}

/// A checked [`MeasureDecisionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureDecisionDraft {
    pub decision: DecisionResult,
    pub decision_no: Option<String>,
    pub decided_by_title: Option<String>,
    pub note: Option<String>,
}

impl MeasureDecisionInput {
    /// Checks the decision: an approval has its 起案番号 and who decided, a refusal its reason.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<MeasureDecisionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let decision = decided(&mut errors, &self.decision);
        let decision_no = errors
            .take("decision_no", line(&self.decision_no))
            .flatten();
        let decided_by_title = errors
            .take("decided_by_title", line(&self.decided_by_title))
            .flatten();
        let note = errors.take("note", lines(&self.note)).flatten();
        match decision {
            Some(DecisionResult::Approved) => {
                for (field, value) in [
                    ("decision_no", &decision_no),
                    ("decided_by_title", &decided_by_title),
                ] {
                    if value.is_none() {
                        errors.add(field, FieldError::Required);
                    }
                }
            }
            Some(DecisionResult::Refused) if note.is_none() => {
                errors.add("note", FieldError::ReasonRequired);
            }
            Some(DecisionResult::Refused) | None => {}
        }
        errors.into_result()?;
        decision
            .map(|decision| MeasureDecisionDraft {
                decision,
                decision_no,
                decided_by_title,
                note,
            })
            .ok_or_else(FieldErrors::default)
    }
}

/// 通知 exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeInput {
    pub notice_on: String,
    pub document_no: String,
}

/// A checked [`NoticeInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDraft {
    pub notice_on: NaiveDate,
    pub document_no: String,
}

impl NoticeInput {
    /// Checks the notice: dispatched between the decision and today.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(
        &self,
        decided_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<NoticeDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let notice_on = errors.take("notice_on", date(&self.notice_on));
        let document_no = errors.take("document_no", required(&self.document_no));
        if let Some(day) = notice_on {
            if today < day {
                errors.add(
                    "notice_on",
                    FieldError::Other(
                        "通知日が今日より後です。通知した日を入力してください。".to_owned(),
                    ),
                );
            } else if decided_on.is_some_and(|decided| day < decided) {
                errors.add(
                    "notice_on",
                    FieldError::Other(
                        "通知日が決裁日より前です。決裁の後に通知した日を入力してください。"
                            .to_owned(),
                    ),
                );
            }
        }
        match (notice_on, document_no) {
            (Some(notice_on), Some(document_no)) if errors.is_empty() => Ok(NoticeDraft {
                notice_on,
                document_no,
            }),
            _ => Err(errors),
        }
    }
}

/// A measure that may be drafted now: its rule, what the ladder says, and the clauses that give the right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureChoice {
    pub rule: MeasureRule,
    pub advice: Advice,
    /// Clauses on the contract that give the right.
    pub bases: Vec<Basis>,
}
