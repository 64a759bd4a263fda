//! Rows of a review ⇄ records.

use std::collections::HashMap;

use domain::{
    id::{ContractId, PersonId, SelectionReviewId, VendorId},
    library::SelectionCriteria,
    selection_review::{CriterionAnswer, SelectionReview, Steps},
};
use entities::{library_entry, selection_answer, selection_review};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::{PinnedCriteria, told::told};
use crate::{Context, ServiceError, database, error::conflict, library::LoadedLibrary};
use domain::library::RecordKind;

/// One review.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    id: SelectionReviewId,
) -> Result<SelectionReview, ServiceError> {
    let row = selection_review::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("選定審査"))?;
    let mut reviews = with_answers(db, vec![row]).await?;
    reviews.pop().ok_or(ServiceError::NotFound("選定審査"))
}

/// The reviews of a contract, oldest first.
pub(crate) async fn of_contract(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Vec<SelectionReview>, ServiceError> {
    let rows = selection_review::Entity::find()
        .filter(selection_review::COLUMN.contract_id.eq(id.0))
        .order_by_asc(selection_review::Column::Id)
        .all(db)
        .await?;
    with_answers(db, rows).await
}

/// Two statements, however many reviews there are.
pub(super) async fn with_answers(
    db: &impl ConnectionTrait,
    rows: Vec<selection_review::Model>,
) -> Result<Vec<SelectionReview>, ServiceError> {
    let answers = selection_answer::Entity::find()
        .filter(database::among(
            db,
            selection_answer::Column::ReviewId,
            rows.iter().map(|row| row.id),
        ))
        .order_by_asc(selection_answer::Column::Position)
        .all(db)
        .await?;
    let mut by_review: HashMap<i64, Vec<CriterionAnswer>> = HashMap::new();
    for answer in answers {
        by_review
            .entry(answer.review_id)
            .or_default()
            .push(CriterionAnswer {
                criterion: answer.criterion,
                answer: answer.answer,
                note: answer.note,
            });
    }
    rows.into_iter()
        .map(|row| {
            let answers = by_review.remove(&row.id).unwrap_or_default();
            of_row(row, answers)
        })
        .collect()
}

fn of_row(
    row: selection_review::Model,
    answers: Vec<CriterionAnswer>,
) -> Result<SelectionReview, ServiceError> {
    Ok(SelectionReview {
        id: SelectionReviewId(row.id),
        contract_id: ContractId(row.contract_id),
        vendor_id: VendorId(row.vendor_id),
        reviewed_on: row.reviewed_on,
        prior_notice_on: row.prior_notice_on,
        prior_notice_reason: row.prior_notice_reason,
        declaration: row.declaration,
        declaration_on: row.declaration_on,
        declaration_reason: row.declaration_reason,
        debarment_reason: row.debarment_reason,
        conclusion: row.conclusion,
        conclusion_reason: row.conclusion_reason,
        answers,
        standing: row.standing.map(serde_json::from_value).transpose()?,
        steps: Steps {
            drafted_on: row.drafted_on,
            drafted_by: row.drafted_by.map(PersonId),
            submitted_on: row.submitted_on,
            submitted_by: row.submitted_by.map(PersonId),
            decided_on: row.decided_on,
            decided_by: row.decided_by.map(PersonId),
            decision: row.decision,
            comment: row.decision_comment,
            voided_on: row.voided_on,
            void_reason: row.void_reason,
        },
        revision: row.revision,
    })
}

/// Every column of a review as it shall stand, but for key and criteria.
fn row_of(
    ctx: &Context,
    review: &SelectionReview,
) -> Result<selection_review::ActiveModel, ServiceError> {
    let steps = &review.steps;
    Ok(selection_review::ActiveModel {
        id: NotSet,
        contract_id: Set(review.contract_id.0),
        vendor_id: Set(review.vendor_id.0),
        criteria_entry_id: NotSet,
        reviewed_on: Set(review.reviewed_on),
        prior_notice_on: Set(review.prior_notice_on),
        prior_notice_reason: Set(review.prior_notice_reason.clone()),
        declaration: Set(review.declaration),
        declaration_on: Set(review.declaration_on),
        declaration_reason: Set(review.declaration_reason.clone()),
        debarment_reason: Set(review.debarment_reason.clone()),
        conclusion: Set(review.conclusion),
        conclusion_reason: Set(review.conclusion_reason.clone()),
        standing: Set(review
            .standing
            .as_ref()
            .map(serde_json::to_value)
            .transpose()?),
        state: Set(steps.state()),
        drafted_on: Set(steps.drafted_on),
        drafted_by: Set(steps.drafted_by.map(|id| id.0)),
        submitted_on: Set(steps.submitted_on),
        submitted_by: Set(steps.submitted_by.map(|id| id.0)),
        decided_on: Set(steps.decided_on),
        decided_by: Set(steps.decided_by.map(|id| id.0)),
        decision: Set(steps.decision),
        decision_comment: Set(steps.comment.clone()),
        voided_on: Set(steps.voided_on),
        void_reason: Set(steps.void_reason.clone()),
        revision: Set(review.revision),
        updated_at: Set(ctx.now()),
    })
}

/// The row of the criteria in force.
pub(super) fn criteria_entry(library: &LoadedLibrary) -> Result<i64, ServiceError> {
    library
        .entry(RecordKind::Criteria, RecordKind::Criteria.as_str())
        .map(|id| id.0)
        .ok_or(ServiceError::NotFound("選定基準"))
}

pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    review: &SelectionReview,
    library: &LoadedLibrary,
) -> Result<SelectionReviewId, ServiceError> {
    let mut row = row_of(ctx, review)?;
    row.criteria_entry_id = Set(criteria_entry(library)?);
    let inserted = selection_review::Entity::insert(row).exec(tx).await?;
    Ok(SelectionReviewId(inserted.last_insert_id))
}

/// Saves a changed review, unless somebody saved it since `revision`.
pub(super) async fn touch(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    review: &SelectionReview,
    revision: i32,
    subject: &str,
) -> Result<(), ServiceError> {
    let mut row = row_of(ctx, review)?;
    row.revision = Set(revision + 1);
    let updated = selection_review::Entity::update_many()
        .set(row)
        .filter(selection_review::COLUMN.id.eq(review.id.0))
        .filter(selection_review::COLUMN.revision.eq(revision))
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        let saved = load(tx, review.id).await?;
        return Err(conflict(subject, &told(&saved), &told(review)));
    }
    Ok(())
}

/// Writes the answers anew; only while the review is open. Each pins the version of its question.
pub(super) async fn save_answers(
    tx: &impl ConnectionTrait,
    id: SelectionReviewId,
    answers: &[CriterionAnswer],
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    selection_answer::Entity::delete_many()
        .filter(selection_answer::COLUMN.review_id.eq(id.0))
        .exec(tx)
        .await?;
    let mut rows = Vec::with_capacity(answers.len());
    for (position, answer) in (0..).zip(answers) {
        let entry = library
            .entry(RecordKind::Criterion, &answer.criterion)
            .ok_or(ServiceError::NotFound("選定基準の項目"))?;
        rows.push(selection_answer::ActiveModel {
            id: NotSet,
            review_id: Set(id.0),
            position: Set(position),
            criterion: Set(answer.criterion.clone()),
            entry_id: Set(entry.0),
            answer: Set(answer.answer),
            note: Set(answer.note.clone()),
        });
    }
    if !rows.is_empty() {
        selection_answer::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The criteria and questions as they were pinned.
pub(super) async fn pinned_criteria(
    db: &impl ConnectionTrait,
    id: SelectionReviewId,
) -> Result<PinnedCriteria, ServiceError> {
    let review = selection_review::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("選定審査"))?;
    let answers = selection_answer::Entity::find()
        .filter(selection_answer::COLUMN.review_id.eq(id.0))
        .order_by_asc(selection_answer::Column::Position)
        .all(db)
        .await?;
    let ids: Vec<i64> = answers
        .iter()
        .map(|answer| answer.entry_id)
        .chain([review.criteria_entry_id])
        .collect();
    let mut entries: HashMap<i64, library_entry::Model> = library_entry::Entity::find()
        .filter(library_entry::COLUMN.id.is_in(ids))
        .all(db)
        .await?
        .into_iter()
        .map(|entry| (entry.id, entry))
        .collect();
    let criteria = entries
        .remove(&review.criteria_entry_id)
        .ok_or(ServiceError::NotFound("選定基準"))?;
    let criteria: SelectionCriteria = serde_json::from_value(criteria.content)?;
    let criterions = answers
        .into_iter()
        .filter_map(|answer| entries.remove(&answer.entry_id))
        .map(|entry| serde_json::from_value(entry.content))
        .collect::<Result<_, _>>()?;
    Ok(PinnedCriteria {
        title: format!("{}（{}）", criteria.title, criteria.version),
        criterions,
    })
}
