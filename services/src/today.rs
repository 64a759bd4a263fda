//! 今日: what waits for the person who is signed in.

use chrono::Days;
use domain::{
    authorization::{Action, Resource, Scope},
    contract::{ContractState, preparation::PreparationStage},
    id::VendorId,
    today::{CertificateDue, Today},
    verification::{SheetFilter, SheetSummary},
};
use entities::{contract, vendor, vendor_certification};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::{
    Context, ServiceError,
    contract::{summaries, visible},
    selection_review, subcontract, verification,
};

/// Lines of one group.
const GROUP_LIMIT: u64 = 20;
/// How early a contract's end is shown, in days.
const ENDING_DAYS: u64 = 90;
/// How early a certificate's end is shown, in days (setting `cert_expiry_warn_days`, first value).
const CERTIFICATE_DAYS: u64 = 90;

/// Everything the start page shows.
///
/// # Errors
/// Without a role.
pub async fn load(ctx: &Context) -> Result<Today, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let today = ctx.today();
    let week = today + Days::new(7);
    let (overdue, overdue_count) = sheets(ctx, "overdue").await?;
    let (month, _) = sheets(ctx, "month").await?;
    let (this_week, this_month): (Vec<_>, Vec<_>) =
        month.into_iter().partition(|sheet| sheet.due_on <= week);
    let next = if overdue.is_empty() && this_week.is_empty() && this_month.is_empty() {
        sheets(ctx, "").await?.0.into_iter().next()
    } else {
        None
    };
    Ok(Today {
        today,
        overdue,
        overdue_count: i64::try_from(overdue_count).unwrap_or(i64::MAX),
        this_week,
        this_month,
        next,
        to_approve: to_approve(ctx).await?,
        reviews_to_approve: selection_review::to_approve(ctx).await?,
        subcontracts_to_approve: subcontract::to_approve(ctx).await?,
        returned: drafts(ctx, &[PreparationStage::Returned]).await?,
        in_work: drafts(
            ctx,
            &[
                PreparationStage::Editing,
                PreparationStage::Approved,
                PreparationStage::Issued,
            ],
        )
        .await?,
        ending: ending(ctx).await?,
        certificates: certificates(ctx).await?,
    })
}

async fn sheets(ctx: &Context, state: &str) -> Result<(Vec<SheetSummary>, u64), ServiceError> {
    let filter = SheetFilter {
        state: state.to_owned(),
        ..SheetFilter::default()
    };
    verification::page(ctx, &filter, GROUP_LIMIT).await
}

/// Submitted by others, within the units the actor approves for.
pub(crate) fn waiting(ctx: &Context) -> Select<contract::Entity> {
    let mut query = contract::Entity::find()
        .filter(contract::COLUMN.stage.eq(PreparationStage::Submitted))
        .filter(
            contract::COLUMN
                .state
                .is_in([ContractState::Drafting, ContractState::Concluded]),
        );
    if let Scope::Units(units) = ctx.scope(Action::Approve, Resource::Contract) {
        query = query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    match ctx.actor.person_id {
        Some(person) => query.filter(contract::COLUMN.submitted_by.ne(person.0)),
        None => query,
    }
}

async fn to_approve(
    ctx: &Context,
) -> Result<Vec<domain::contract::summary::ContractSummary>, ServiceError> {
    let query = waiting(ctx)
        .order_by_asc(contract::Column::SubmittedAt)
        .limit(GROUP_LIMIT);
    summaries(ctx, query).await
}

/// Drafted by the actor and in one of the stages; what is concluded and untouched is not work.
async fn drafts(
    ctx: &Context,
    stages: &[PreparationStage],
) -> Result<Vec<domain::contract::summary::ContractSummary>, ServiceError> {
    let Some(person) = ctx.actor.person_id else {
        return Ok(Vec::new());
    };
    let query = visible(ctx)
        .filter(contract::COLUMN.drafted_by.eq(person.0))
        .filter(contract::COLUMN.state.eq(ContractState::Drafting))
        .filter(contract::COLUMN.stage.is_in(stages.iter().copied()))
        .order_by_desc(contract::Column::UpdatedAt)
        .limit(GROUP_LIMIT);
    summaries(ctx, query).await
}

async fn ending(
    ctx: &Context,
) -> Result<Vec<domain::contract::summary::ContractSummary>, ServiceError> {
    let today = ctx.today();
    let query = visible(ctx)
        .filter(contract::COLUMN.state.eq(ContractState::Concluded))
        .filter(contract::COLUMN.ends_on.gte(today))
        .filter(contract::COLUMN.ends_on.lte(today + Days::new(ENDING_DAYS)))
        .order_by_asc(contract::Column::EndsOn)
        .order_by_asc(contract::Column::Id)
        .limit(GROUP_LIMIT);
    summaries(ctx, query).await
}

async fn certificates(ctx: &Context) -> Result<Vec<CertificateDue>, ServiceError> {
    let limit = ctx.today() + Days::new(CERTIFICATE_DAYS);
    let rows = vendor_certification::Entity::find()
        .join(
            JoinType::InnerJoin,
            vendor_certification::Entity::belongs_to(vendor::Entity)
                .from(vendor_certification::Column::VendorId)
                .to(vendor::Column::Id)
                .into(),
        )
        .filter(
            vendor_certification::COLUMN
                .expires_on
                .lte(limit)
                .and(vendor::Column::VoidReason.is_null()),
        )
        .order_by_asc(vendor_certification::Column::ExpiresOn)
        .order_by_asc(vendor_certification::Column::Id)
        .limit(GROUP_LIMIT)
        .all(&ctx.db)
        .await?;
    let names = crate::vendor::names(&ctx.db, rows.iter().map(|row| row.vendor_id)).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(CertificateDue {
                vendor_id: VendorId(row.vendor_id),
                vendor_name: names.get(&row.vendor_id)?.clone(),
                certificate: row.kind.label().to_owned(),
                expires_on: row.expires_on?,
            })
        })
        .collect())
}
