//! What a review has to say before it can be submitted, and what the approver should see.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Answer, Conclusion, Declaration, SelectionReview};
use crate::{
    contract::ProcurementMethod,
    library::SelectionCriterion,
    vendor::{Certification, Debarment, Validity},
    wareki,
};

/// Certificates and debarments of a vendor, as they stood on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorStanding {
    /// 認証・登録.
    pub certifications: Vec<Certification>,
    /// 指名停止.
    pub debarments: Vec<Debarment>,
}

impl VendorStanding {
    /// The 指名停止 in force on the day.
    #[must_use]
    pub fn debarment_on(&self, day: NaiveDate) -> Option<&Debarment> {
        self.debarments
            .iter()
            .find(|debarment| debarment.covers(day))
    }

    /// Certificates over on the day.
    pub fn expired_on(&self, day: NaiveDate) -> impl Iterator<Item = &Certification> {
        self.certifications
            .iter()
            .filter(move |certification| certification.validity(day, 0) == Validity::Expired)
    }
}

/// What stands against submitting, and what is worth knowing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Each has to be settled before 申請.
    pub missing: Vec<String>,
    /// For the approver.
    pub notes: Vec<String>,
}

/// Judges a review against the questions asked, the vendor's standing and how the contract is let.
#[must_use]
pub fn judge(
    review: &SelectionReview,
    asked: &[&SelectionCriterion],
    standing: &VendorStanding,
    method: Option<ProcurementMethod>,
    is_declaration_required: bool,
) -> Judgement {
    let mut judgement = Judgement::default();
    answers(review, asked, &mut judgement);
    prior_notice(review, &mut judgement);
    declaration(review, is_declaration_required, &mut judgement);
    debarment(review, standing, method, &mut judgement);
    for certification in standing.expired_on(review.reviewed_on) {
        judgement.notes.push(format!(
            "{}は、審査日に有効期限（{}）が切れています。",
            certification.kind.label(),
            certification
                .expires_on
                .map(wareki::long)
                .unwrap_or_default()
        ));
    }
    if review.conclusion.is_none() {
        judgement
            .missing
            .push("審査の結論が選択されていません。".to_owned());
    } else if review.conclusion_reason.is_none() {
        judgement
            .missing
            .push("結論の理由が入力されていません。".to_owned());
    }
    judgement
}

fn answers(review: &SelectionReview, asked: &[&SelectionCriterion], judgement: &mut Judgement) {
    for criterion in asked {
        let given = review
            .answers
            .iter()
            .find(|answer| answer.criterion == criterion.id);
        let answer = given.and_then(|given| given.answer);
        let has_note = given.is_some_and(|given| given.note.is_some());
        let name = format!("{}「{}」", criterion.id, criterion.title);
        match answer {
            None => judgement
                .missing
                .push(format!("{name}に回答がありません。")),
            Some(Answer::Unmet | Answer::NotApplicable) if !has_note => judgement.missing.push(
                format!("{name}を「否」又は「該当なし」とした理由が入力されていません。"),
            ),
            Some(Answer::Unmet) if review.conclusion == Some(Conclusion::Selected) => {
                judgement.notes.push(format!(
                    "{name}が「否」のまま、「選定する」としています。理由を確かめてください。"
                ));
            }
            Some(Answer::Met | Answer::Unmet | Answer::NotApplicable) => {}
        }
    }
}

fn prior_notice(review: &SelectionReview, judgement: &mut Judgement) {
    match review.prior_notice_on {
        Some(day) if review.reviewed_on < day => judgement.missing.push(format!(
            "特記事項を示した日（{}）が審査日（{}）より後です。日付を確かめてください。",
            wareki::long(day),
            wareki::long(review.reviewed_on)
        )),
        Some(_) => {}
        None if review.prior_notice_reason.is_none() => judgement.missing.push(
            "特記事項を事前に示した日がありません。日付を入力するか、示さなかった理由を入力してください。"
                .to_owned(),
        ),
        None => judgement
            .notes
            .push("特記事項を、入札又は見積りの前に示していません。".to_owned()),
    }
}

fn declaration(review: &SelectionReview, is_required: bool, judgement: &mut Judgement) {
    let selects = review.conclusion == Some(Conclusion::Selected);
    match review.declaration {
        None => judgement.missing.push(
            "サプライチェーン・リスクに関する申告書の提出の有無が選択されていません。".to_owned(),
        ),
        Some(Declaration::Received) if review.declaration_on.is_none() => judgement
            .missing
            .push("申告書の日付が入力されていません。".to_owned()),
        Some(Declaration::Received) => {}
        Some(Declaration::NotReceived | Declaration::NotApplicable) if is_required && selects => {
            judgement.missing.push(
                "この契約では、サプライチェーン・リスクに関する申告書の提出を受けてから選定する必要があります（地方自治法施行規則第16条の3）。提出を求めてください。"
                    .to_owned(),
            );
        }
        Some(Declaration::NotReceived | Declaration::NotApplicable)
            if review.declaration_reason.is_none() =>
        {
            judgement
                .missing
                .push("申告書の提出を受けない理由が入力されていません。".to_owned());
        }
        Some(Declaration::NotReceived) => judgement
            .notes
            .push("申告書の提出を受けていません。".to_owned()),
        Some(Declaration::NotApplicable) => {}
    }
}

fn debarment(
    review: &SelectionReview,
    standing: &VendorStanding,
    method: Option<ProcurementMethod>,
    judgement: &mut Judgement,
) {
    let Some(debarment) = standing.debarment_on(review.reviewed_on) else {
        return;
    };
    let period = format!(
        "審査日に指名停止の期間中です（{}から{}まで。{}）。",
        wareki::long(debarment.from_on),
        debarment
            .to_on
            .map_or_else(|| "期限の定めなし".to_owned(), wareki::long),
        debarment.reason
    );
    let selects = review.conclusion == Some(Conclusion::Selected);
    let by_agreement = match method {
        Some(
            ProcurementMethod::OpenBid
            | ProcurementMethod::DesignatedBid
            | ProcurementMethod::Proposal,
        ) => false,
        Some(ProcurementMethod::Negotiated) | None => true,
    };
    if selects && !by_agreement {
        judgement.missing.push(format!(
            "{period}入札又はプロポーザルでは、選定できません。"
        ));
    } else if selects && review.debarment_reason.is_none() {
        judgement.missing.push(format!(
            "{period}随意契約の相手方とするやむを得ない理由を入力してください。"
        ));
    } else {
        judgement.notes.push(period);
    }
}
