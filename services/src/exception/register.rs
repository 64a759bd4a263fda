//! The register: exceptions and waivers of clauses, and what of them comes back.

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource, Scope},
    contract::{ContractState, clauses::Level, decision::Decision},
    exception::{ClauseWaiver, Exception, ExceptionFilter, ExceptionState, WaiverState},
    id::{ContractId, LibraryEntryId, OrganizationUnitId},
    library::Facts,
};
use entities::{contract, contract_clause, exception};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::records;
use crate::{
    Context, ServiceError,
    database::among,
    library::{self, pinned_clauses},
    organization,
};

/// Lines of one group of the start page.
pub const EXCEPTION_GROUP_LIMIT: usize = 20;

/// The register as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    pub exceptions: Vec<Exception>,
    pub waivers: Vec<ClauseWaiver>,
    /// How early an end is told, in days.
    pub warn_days: u64,
}

/// Exceptions and waivers the actor may see, those that end first at the top.
///
/// # Errors
/// Without the right.
pub async fn register(ctx: &Context, filter: &ExceptionFilter) -> Result<Register, ServiceError> {
    ctx.authorize(Action::View, Resource::Exception)?;
    let today = ctx.today();
    let warn_days = warn_days(ctx).await?;
    let mut exceptions = visible(ctx, filter).await?;
    exceptions.retain(|it| filter.shows(&it.period, today, warn_days));
    let mut waivers = waivers(ctx, filter).await?;
    waivers.retain(|waiver| filter.shows_waiver(waiver, today, warn_days));
    Ok(Register {
        exceptions,
        waivers,
        warn_days,
    })
}

async fn warn_days(ctx: &Context) -> Result<u64, ServiceError> {
    let library = library::in_force(ctx, ctx.today()).await?;
    let values = library.library.setting_values(&Facts::default());
    Ok(values
        .get("exception_warn_days")
        .map_or(30, |days| u64::from(*days)))
}

async fn visible(ctx: &Context, filter: &ExceptionFilter) -> Result<Vec<Exception>, ServiceError> {
    let mut query = exception::Entity::find();
    if let Scope::Units(units) = ctx.scope(Action::View, Resource::Exception) {
        query = query.filter(
            exception::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    if let Ok(unit) = filter.unit.parse::<i64>() {
        query = query.filter(exception::COLUMN.unit_id.eq(unit));
    }
    let rows = query
        .order_by_asc(exception::Column::ExpiresOn)
        .order_by_asc(exception::Column::Id)
        .all(&ctx.db)
        .await?;
    records(&ctx.db, rows).await
}

/// Mandatory clauses left out of contracts that are in work or concluded.
async fn waivers(
    ctx: &Context,
    filter: &ExceptionFilter,
) -> Result<Vec<ClauseWaiver>, ServiceError> {
    let rows = contract_clause::Entity::find()
        .filter(contract_clause::COLUMN.level.eq(Level::Mandatory))
        .filter(contract_clause::COLUMN.decision.eq(Decision::LeftOut))
        .order_by_asc(contract_clause::Column::ExpiresOn)
        .order_by_asc(contract_clause::Column::Id)
        .all(&ctx.db)
        .await?;
    let contracts: HashMap<i64, contract::Model> = contract::Entity::find()
        .filter(among(
            &ctx.db,
            contract::Column::Id,
            rows.iter().map(|row| row.contract_id),
        ))
        .filter(
            contract::COLUMN
                .state
                .is_in([ContractState::Drafting, ContractState::Concluded]),
        )
        .all(&ctx.db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let ids: Vec<LibraryEntryId> = rows
        .iter()
        .map(|row| LibraryEntryId(row.entry_id))
        .collect();
    let words = pinned_clauses(&ctx.db, &ids).await?;
    let units = organization::unit_names(ctx).await?;
    let scope = ctx.scope(Action::View, Resource::Exception);
    let mut waivers = Vec::new();
    for row in rows {
        let Some(contract) = contracts.get(&row.contract_id) else {
            continue;
        };
        let unit = OrganizationUnitId(contract.unit_id);
        let is_asked = filter.unit.is_empty() || filter.unit == unit.to_string();
        if !scope.contains(unit) || !is_asked {
            continue;
        }
        waivers.push(ClauseWaiver {
            contract_id: ContractId(contract.id),
            contract_no: contract.contract_no.clone(),
            title: contract.title.clone(),
            unit_id: unit,
            unit_name: units.get(&unit.0).cloned().unwrap_or_default(),
            clause_title: words
                .get(&LibraryEntryId(row.entry_id))
                .map(|(_, clause)| clause.title.clone())
                .unwrap_or_default(),
            clause: row.clause,
            reason: row.reason,
            approver: row.approver,
            expires_on: row.expires_on,
        });
    }
    Ok(waivers)
}

/// What comes back to the actor: applications to decide, exceptions and waivers that expired or soon will.
///
/// # Errors
/// Without the right.
pub async fn due(ctx: &Context) -> Result<Register, ServiceError> {
    ctx.authorize(Action::View, Resource::Exception)?;
    let today = ctx.today();
    let register = register(ctx, &ExceptionFilter::default()).await?;
    let warn_days = register.warn_days;
    let decides = ctx.scope(Action::Approve, Resource::Exception);
    let mut exceptions = register.exceptions;
    exceptions.retain(|it| match it.period.state_on(today) {
        Some(ExceptionState::Applied) => {
            decides.contains(it.unit_id) && Some(it.applied_by) != ctx.actor.person_id
        }
        Some(ExceptionState::Expired) => true,
        _ => it.period.ends_soon(today, warn_days),
    });
    exceptions.truncate(EXCEPTION_GROUP_LIMIT);
    let soon = ExceptionFilter {
        state: "soon".to_owned(),
        ..ExceptionFilter::default()
    };
    let mut waivers = register.waivers;
    waivers.retain(|waiver| {
        waiver.state_on(today) == WaiverState::Expired
            || soon.shows_waiver(waiver, today, warn_days)
    });
    waivers.truncate(EXCEPTION_GROUP_LIMIT);
    Ok(Register {
        exceptions,
        waivers,
        warn_days,
    })
}
