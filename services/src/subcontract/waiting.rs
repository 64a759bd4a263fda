//! Decisions that wait for the approval of whoever asks.

use domain::{
    authorization::{Action, Resource, Scope},
    id::{ContractId, SubcontractDecisionId, SubcontractId},
    subcontract::{ConsentKind, DecisionState, detail::WaitingDecision},
};
use entities::{contract, subcontract, subcontract_decision};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{Context, ServiceError};

/// Lines at most.
const LIMIT: u64 = 20;

/// Entered by others, within the units the actor approves for, oldest first.
///
/// # Errors
/// When the database does not answer. Without the right to approve there is simply nothing.
pub(crate) async fn to_approve(ctx: &Context) -> Result<Vec<WaitingDecision>, ServiceError> {
    let mut query = subcontract_decision::Entity::find()
        .select_only()
        .column(subcontract_decision::Column::Id)
        .column(subcontract_decision::Column::SubcontractId)
        .column(subcontract::Column::ContractId)
        .column(contract::Column::Title)
        .column(subcontract::Column::Name)
        .column(subcontract_decision::Column::Kind)
        .column(subcontract_decision::Column::ProposedOn)
        .join(
            JoinType::InnerJoin,
            subcontract_decision::Entity::belongs_to(subcontract::Entity)
                .from(subcontract_decision::Column::SubcontractId)
                .to(subcontract::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            subcontract::Entity::belongs_to(contract::Entity)
                .from(subcontract::Column::ContractId)
                .to(contract::Column::Id)
                .into(),
        )
        .filter(
            subcontract_decision::COLUMN
                .state
                .eq(DecisionState::Proposed),
        )
        .filter(subcontract::COLUMN.voided_on.is_null());
    if let Scope::Units(units) = ctx.scope(Action::Approve, Resource::Subcontract) {
        query = query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    if let Some(person) = ctx.actor.person_id {
        query = query.filter(
            subcontract_decision::COLUMN
                .proposed_by
                .is_null()
                .or(subcontract_decision::COLUMN.proposed_by.ne(person.0)),
        );
    }
    let rows: Vec<(
        i64,
        i64,
        i64,
        String,
        String,
        ConsentKind,
        chrono::NaiveDate,
    )> = query
        .order_by_asc(subcontract_decision::Column::ProposedOn)
        .order_by_asc(subcontract_decision::Column::Id)
        .limit(LIMIT)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, subcontract_id, contract_id, title, name, kind, proposed_on)| WaitingDecision {
                id: SubcontractDecisionId(id),
                subcontract_id: SubcontractId(subcontract_id),
                contract_id: ContractId(contract_id),
                title,
                name,
                kind,
                proposed_on,
            },
        )
        .collect())
}
