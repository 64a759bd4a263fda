//! Selection reviews of the demo: made when a contract is submitted, decided when it is, so that some are
//! approved, some wait and one was sent back.

use domain::{
    contract::profile::Confidentiality,
    id::{OrganizationUnitId, SelectionReviewId},
    selection_review::{
        Answer, Conclusion, CriterionAnswer, Declaration, ReviewDecision, ReviewDraft, ReviewState,
        detail::ReviewDetail,
    },
};

use super::town::{Town, Who};
use crate::{ServiceError, contract, selection_review};

/// What was seen for the answers, in turn.
const SEEN: &[&str] = &[
    "提案書と仕様書を照らして確かめた。",
    "認証書の写しと社内規程の目次の提出を受けて確かめた。",
    "担当者から聞き取り、体制表で確かめた。",
];
const NOT_APPLICABLE: &str = "この業務では、該当する作業を委託しないため。";
const WITHOUT_DECLARATION: &str =
    "様式の詳細について国の通知を待っているため。会社概要で資本関係を確かめた。";
const REASON: &str = "提案の内容が選定の条件を満たし、価格も予定の範囲であるため。";
const SENT_BACK: &str =
    "データの所在地を確かめた資料がありません。約款の該当する部分を添えて、作り直してください。";

/// The officer reviews the vendor of a contract and submits, where the class of information demands it.
pub(super) async fn submit(town: &Town, key: &str) -> Result<(), ServiceError> {
    let id = town.contract(key)?;
    let row = contract::load_row(&town.past.store.db, id).await?;
    let (Some(vendor), true) = (
        row.vendor_id,
        Some(Confidentiality::C2) <= row.confidentiality,
    ) else {
        return Ok(());
    };
    let officer = town.by(Who::Officer).await?;
    let review = selection_review::begin(&officer, id, domain::id::VendorId(vendor)).await?;
    let detail = selection_review::load(&officer, review).await?;
    let draft = draft(&detail, officer.today());
    selection_review::save(&officer, review, detail.review.revision, draft).await?;
    selection_review::submit(&officer, review, detail.review.revision + 1).await
}

fn draft(detail: &ReviewDetail, today: chrono::NaiveDate) -> ReviewDraft {
    let last = detail.questions.len().saturating_sub(2);
    let answers = detail
        .questions
        .iter()
        .enumerate()
        .map(|(place, question)| {
            let (answer, note) = if place == last {
                (Answer::NotApplicable, NOT_APPLICABLE)
            } else {
                (Answer::Met, SEEN[place % SEEN.len()])
            };
            CriterionAnswer {
                criterion: question.id.clone(),
                answer: Some(answer),
                note: Some(note.to_owned()),
            }
        });
    let declared = detail.is_declaration_required;
    ReviewDraft {
        reviewed_on: today,
        prior_notice_on: detail.review.prior_notice_on.or(Some(today)),
        prior_notice_reason: None,
        declaration: Some(if declared {
            Declaration::Received
        } else {
            Declaration::NotReceived
        }),
        declaration_on: declared.then_some(today),
        declaration_reason: (!declared).then(|| WITHOUT_DECLARATION.to_owned()),
        debarment_reason: None,
        conclusion: Some(Conclusion::Selected),
        conclusion_reason: Some(REASON.to_owned()),
        answers: answers.collect(),
    }
}

/// The approver decides on the review that waits, if there is one.
pub(super) async fn decide(
    town: &Town,
    key: &str,
    decision: ReviewDecision,
) -> Result<(), ServiceError> {
    let id = town.contract(key)?;
    let row = contract::load_row(&town.past.store.db, id).await?;
    let approver = town
        .by(town.approver(OrganizationUnitId(row.unit_id)))
        .await?;
    let waiting = selection_review::of_contract(&approver.db, id)
        .await?
        .into_iter()
        .find(|review| review.steps.state() == ReviewState::Submitted);
    let Some(review) = waiting else {
        return Ok(());
    };
    let comment = match decision {
        ReviewDecision::Approved => "資料を確かめました。",
        ReviewDecision::Rejected => SENT_BACK,
    };
    let id: SelectionReviewId = review.id;
    selection_review::decide(&approver, id, review.revision, decision, comment).await
}
