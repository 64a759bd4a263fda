//! Candidates side by side: one column a candidate, one row a criterion.

use serde::{Deserialize, Serialize};

use super::{Answer, ReviewState, detail::ReviewDetail};

/// The reviews of several candidates beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The last review of each candidate, in the order in which they were begun.
    pub candidates: Vec<ReviewDetail>,
    pub rows: Vec<ComparedCriterion>,
}

/// A criterion with what was answered for each candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedCriterion {
    pub id: String,
    pub title: String,
    /// One a candidate.
    pub cells: Vec<ComparedAnswer>,
}

/// What was answered for a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedAnswer {
    /// Was the criterion put to the candidate at all?
    pub is_asked: bool,
    pub answer: Option<Answer>,
    pub note: Option<String>,
}

/// The comparison of the candidates of a contract; `reviews` newest first. Nothing for fewer than two.
#[must_use]
pub fn comparison(reviews: &[ReviewDetail]) -> Option<Comparison> {
    let mut candidates: Vec<ReviewDetail> = Vec::new();
    for review in reviews.iter().filter(|it| it.state != ReviewState::Void) {
        let vendor = review.review.vendor_id;
        if candidates.iter().all(|it| it.review.vendor_id != vendor) {
            candidates.push(review.clone());
        }
    }
    if candidates.len() < 2 {
        return None;
    }
    candidates.sort_by_key(|it| it.review.id);
    let mut criteria: Vec<(String, String)> = Vec::new();
    for question in candidates.iter().flat_map(|it| &it.questions) {
        if criteria.iter().all(|(id, _)| *id != question.id) {
            criteria.push((question.id.clone(), question.title.clone()));
        }
    }
    let rows = criteria
        .into_iter()
        .map(|(id, title)| ComparedCriterion {
            cells: candidates.iter().map(|it| cell(it, &id)).collect(),
            id,
            title,
        })
        .collect();
    Some(Comparison { candidates, rows })
}

fn cell(review: &ReviewDetail, criterion: &str) -> ComparedAnswer {
    let mut answers = review.review.answers.iter();
    let given = answers.find(|it| it.criterion == criterion);
    ComparedAnswer {
        is_asked: review.questions.iter().any(|it| it.id == criterion),
        answer: given.and_then(|it| it.answer),
        note: given.and_then(|it| it.note.clone()),
    }
}
