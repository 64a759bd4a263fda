//! A review in the words of the audit log and of a refused update: flat, and readable in ten years.

use domain::selection_review::SelectionReview;
use serde_json::{Value, json};

/// What is told of a review.
pub(super) fn told(review: &SelectionReview) -> Value {
    let answers: Vec<String> = review
        .answers
        .iter()
        .map(|given| {
            let answer = given.answer.map_or("未回答", |answer| answer.label());
            match &given.note {
                Some(note) => format!("{}：{answer}（{note}）", given.criterion),
                None => format!("{}：{answer}", given.criterion),
            }
        })
        .collect();
    json!({
        "review": review.id.0,
        "review_state": review.steps.state().label(),
        "reviewed_on": review.reviewed_on,
        "prior_notice_on": review.prior_notice_on,
        "prior_notice_reason": review.prior_notice_reason,
        "declaration": review.declaration.map(|it| it.label()),
        "declaration_on": review.declaration_on,
        "declaration_reason": review.declaration_reason,
        "debarment_reason": review.debarment_reason,
        "answers": answers,
        "conclusion": review.conclusion.map(|it| it.label()),
        "conclusion_reason": review.conclusion_reason,
        "comment": review.steps.comment,
        "void_reason": review.steps.void_reason,
    })
}
