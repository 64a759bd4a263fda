//! Reviews as the coverage sheet reads them: of the vendor a contract is with, as of a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    coverage::fact::ReviewFact,
    selection_review::{Conclusion, ReviewState, SelectionReview},
};
use entities::{contract, selection_review};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::rows::with_answers;
use crate::{ServiceError, database};

/// Submitted by the day, not void on it, and in favour of the contract's vendor.
pub(crate) async fn facts(
    db: &impl ConnectionTrait,
    on: NaiveDate,
) -> Result<Vec<ReviewFact>, ServiceError> {
    let rows = selection_review::Entity::find()
        .filter(selection_review::COLUMN.submitted_on.lte(on))
        .all(db)
        .await?;
    let vendors: HashMap<i64, Option<i64>> = contract::Entity::find()
        .select_only()
        .column(contract::Column::Id)
        .column(contract::Column::VendorId)
        .filter(database::among(
            db,
            contract::Column::Id,
            rows.iter().map(|row| row.contract_id),
        ))
        .into_tuple::<(i64, Option<i64>)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let reviews = with_answers(db, rows).await?;
    Ok(reviews
        .into_iter()
        .filter(|it| vendors.get(&it.contract_id.0) == Some(&Some(it.vendor_id.0)))
        .filter_map(|it| fact(&it, on))
        .collect())
}

fn fact(it: &SelectionReview, on: NaiveDate) -> Option<ReviewFact> {
    let state = it.steps.state_on(on)?;
    let counts = matches!(state, ReviewState::Submitted | ReviewState::Approved);
    if !counts || it.conclusion != Some(Conclusion::Selected) {
        return None;
    }
    let is_approved = state == ReviewState::Approved;
    Some(ReviewFact {
        contract_id: it.contract_id,
        reviewer: it.steps.submitted_by.or(it.steps.drafted_by)?,
        reviewed_on: Some(it.reviewed_on),
        approver: it.steps.decided_by.filter(|_| is_approved),
        approved_on: it.steps.decided_on.filter(|_| is_approved),
    })
}
