//! What of findings and measures waits for the person who is signed in.

use domain::{
    authorization::{Action, Resource, Scope},
    finding::{Finding, FindingFilter, FindingState, measure::Measure},
};
use entities::{contract, contract_measure};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};

use super::{list::matching, measure::records_of};
use crate::{Context, ServiceError};

/// Lines of one group.
const GROUP_LIMIT: u64 = 20;

/// What waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingsToday {
    /// Fixes that are late: those named to the actor first.
    pub overdue: Vec<Finding>,
    /// Findings nobody was told to mend yet, in the units the actor acts for.
    pub open: Vec<Finding>,
    /// Reported by others and waiting for the actor to look at them.
    pub to_confirm: Vec<Finding>,
    /// Measures waiting for the actor's approval.
    pub to_decide: Vec<Measure>,
}

/// The groups of the start page.
///
/// # Errors
/// Without the right.
pub async fn today(ctx: &Context) -> Result<FindingsToday, ServiceError> {
    ctx.authorize(Action::View, Resource::Finding)?;
    let day = ctx.today();
    let person = ctx.actor.person_id;
    let (edits, confirms) = (
        ctx.scope(Action::Edit, Resource::Finding),
        ctx.scope(Action::Approve, Resource::Finding),
    );
    let (findings, _) = matching(ctx, &FindingFilter::default()).await?;
    let mut groups = FindingsToday::default();
    for finding in findings {
        let state = finding.state_on(day);
        let round = finding.current_action(day);
        if finding.days_overdue(day).is_some() {
            groups.overdue.push(finding);
        } else if state == Some(FindingState::Open) && edits.contains(finding.unit_id) {
            groups.open.push(finding);
        } else if state == Some(FindingState::Reported)
            && confirms.contains(finding.unit_id)
            && round.is_some_and(|round| round.reported_by_id != person)
        {
            groups.to_confirm.push(finding);
        }
    }
    groups.overdue.sort_by_key(|finding| {
        let is_mine = finding
            .current_action(day)
            .is_some_and(|round| Some(round.assignee_id) == person);
        (!is_mine, finding.due_on(day))
    });
    let limit = usize::try_from(GROUP_LIMIT).unwrap_or(usize::MAX);
    groups.overdue.truncate(limit);
    groups.open.truncate(limit);
    groups.to_confirm.truncate(limit);
    groups.to_decide = to_decide(ctx).await?;
    Ok(groups)
}

/// Drafted by others, within the units the actor approves for.
async fn to_decide(ctx: &Context) -> Result<Vec<Measure>, ServiceError> {
    let mut query = contract_measure::Entity::find()
        .join(
            JoinType::InnerJoin,
            contract_measure::Entity::belongs_to(contract::Entity)
                .from(contract_measure::Column::ContractId)
                .to(contract::Column::Id)
                .into(),
        )
        .filter(contract_measure::Column::DecidedOn.is_null());
    if let Scope::Units(units) = ctx.scope(Action::Approve, Resource::Measure) {
        query = query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    if let Some(person) = ctx.actor.person_id {
        query = query.filter(contract_measure::COLUMN.drafted_by.ne(person.0));
    }
    let rows = query
        .order_by_asc(contract_measure::Column::DraftedOn)
        .order_by_asc(contract_measure::Column::Id)
        .limit(GROUP_LIMIT)
        .all(&ctx.db)
        .await?;
    records_of(&ctx.db, rows).await
}
