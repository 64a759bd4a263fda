//! Reviews that wait for the approval of whoever asks.

use domain::{
    authorization::{Action, Resource, Scope},
    id::{ContractId, SelectionReviewId},
    selection_review::{ReviewState, detail::WaitingReview},
};
use entities::{contract, selection_review, vendor};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{Context, ServiceError};

/// Lines at most.
const LIMIT: u64 = 20;

/// Submitted by others, within the units the actor approves for, oldest first.
///
/// # Errors
/// When the database does not answer. Without the right to approve there is simply nothing.
pub(crate) async fn to_approve(ctx: &Context) -> Result<Vec<WaitingReview>, ServiceError> {
    let mut query = selection_review::Entity::find()
        .select_only()
        .column(selection_review::Column::Id)
        .column(selection_review::Column::ContractId)
        .column(contract::Column::Title)
        .column(vendor::Column::Name)
        .column(selection_review::Column::SubmittedOn)
        .join(
            JoinType::InnerJoin,
            selection_review::Entity::belongs_to(contract::Entity)
                .from(selection_review::Column::ContractId)
                .to(contract::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            selection_review::Entity::belongs_to(vendor::Entity)
                .from(selection_review::Column::VendorId)
                .to(vendor::Column::Id)
                .into(),
        )
        .filter(selection_review::COLUMN.state.eq(ReviewState::Submitted));
    if let Scope::Units(units) = ctx.scope(Action::Approve, Resource::SelectionReview) {
        query = query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    if let Some(person) = ctx.actor.person_id {
        let other = selection_review::COLUMN.submitted_by.ne(person.0);
        query = query.filter(other).filter(
            selection_review::COLUMN
                .drafted_by
                .is_null()
                .or(selection_review::COLUMN.drafted_by.ne(person.0)),
        );
    }
    let rows: Vec<(i64, i64, String, String, chrono::NaiveDate)> = query
        .order_by_asc(selection_review::Column::SubmittedOn)
        .order_by_asc(selection_review::Column::Id)
        .limit(LIMIT)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, contract_id, title, vendor_name, submitted_on)| WaitingReview {
                id: SelectionReviewId(id),
                contract_id: ContractId(contract_id),
                title,
                vendor_name,
                submitted_on,
            },
        )
        .collect())
}
