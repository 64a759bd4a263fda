//! Findings as they are shown: one with all its rounds, those of a contract, the list.

use domain::{
    authorization::{Action, Resource, Scope},
    finding::{
        Finding, FindingFilter, FindingSort, FindingSubject,
        escalation::{Escalation, EscalationDays, escalation},
    },
    fold,
    id::{ContractId, FindingId, OrganizationUnitId},
    ledger::{sorted, sorting},
    verification::subject::{SubjectKey, SubjectKind},
};
use entities::finding;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::rows::{load_row, records, records_in};
use crate::{
    Context, ServiceError, audit_log,
    ledger::{in_order, page_of},
    library, organization,
};

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingPage {
    pub findings: Vec<(Finding, Option<Escalation>)>,
    pub total: u64,
    /// Of all that the actor may see: how many are late today.
    pub overdue: u64,
}

/// A page of the list.
///
/// # Errors
/// Without the right.
pub async fn page(
    ctx: &Context,
    filter: &FindingFilter,
    size: u64,
) -> Result<FindingPage, ServiceError> {
    ctx.authorize(Action::View, Resource::Finding)?;
    let today = ctx.today();
    let library = library::in_force(ctx, today).await?;
    let days = EscalationDays::of(&library.library);
    let asked = FindingFilter {
        page: String::new(),
        ..filter.clone()
    };
    let question = (ctx.scope(Action::View, Resource::Finding), asked);
    let kept = &ctx.kept.findings;
    let found = kept
        .answer(ctx, question, || matching_keys(ctx, filter))
        .await?;
    let (keys, overdue) = &*found;
    let keys_shown = page_of(keys, &filter.page, size);
    let rows = finding::Entity::find()
        .filter(finding::COLUMN.id.is_in(keys_shown.iter().copied()))
        .all(&ctx.db)
        .await?;
    let rows = in_order(keys_shown, rows, |row| row.id);
    let units = organization::unit_names(ctx).await?;
    let findings = records_in(&ctx.db, rows, &units)
        .await?
        .into_iter()
        .map(|finding| {
            let level = escalation(&finding, today, days);
            (finding, level)
        })
        .collect();
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Ok(FindingPage {
        findings,
        total: count(keys.len()),
        overdue: count(*overdue),
    })
}

async fn matching_keys(
    ctx: &Context,
    filter: &FindingFilter,
) -> Result<(Vec<i64>, usize), ServiceError> {
    let (shown, overdue) = matching(ctx, filter).await?;
    Ok((shown.iter().map(|finding| finding.id.0).collect(), overdue))
}

/// All findings under the filter, in its order, else those due first at the top; and how many of all are late.
pub(crate) async fn matching(
    ctx: &Context,
    filter: &FindingFilter,
) -> Result<(Vec<Finding>, usize), ServiceError> {
    let today = ctx.today();
    let all = in_scope(ctx, filter).await?;
    let overdue = all
        .iter()
        .filter(|finding| finding.days_overdue(today).is_some())
        .count();
    let mut shown: Vec<Finding> = all
        .into_iter()
        .filter(|finding| filter.shows(finding, today))
        .collect();
    shown.sort_by_key(|finding| (finding.due_on(today), finding.id));
    let Some((by, direction)) = sorting(&filter.sort) else {
        return Ok((shown, overdue));
    };
    let shown = match by {
        FindingSort::DueOn => sorted(shown, direction, |it| Some(it.due_on(today))),
        FindingSort::Subject => sorted(shown, direction, |it| {
            Some(fold::sort_key(&it.subject_name))
        }),
        FindingSort::Unit => {
            let codes = organization::unit_codes(&ctx.db).await?;
            sorted(shown, direction, |it| codes.get(&it.unit_id.0).cloned())
        }
        FindingSort::Severity => sorted(shown, direction, |it| Some(it.severity)),
        FindingSort::State => sorted(shown, direction, |it| it.state_on(today)),
    };
    Ok((shown, overdue))
}

/// Findings of the unit and contract of the filter that the actor may see, whatever their state.
pub(super) async fn in_scope(
    ctx: &Context,
    filter: &FindingFilter,
) -> Result<Vec<Finding>, ServiceError> {
    let mut query = finding::Entity::find();
    if let Scope::Units(units) = ctx.scope(Action::View, Resource::Finding) {
        query = query.filter(
            finding::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    if let Ok(unit) = filter.unit.parse::<i64>() {
        query = query.filter(finding::COLUMN.unit_id.eq(unit));
    }
    if let Ok(contract) = filter.contract.parse::<i64>() {
        query = query
            .filter(finding::COLUMN.subject_kind.eq(FindingSubject::Contract))
            .filter(finding::COLUMN.subject_id.eq(contract));
    }
    let rows = query
        .order_by_asc(finding::Column::DueOn)
        .order_by_asc(finding::Column::Id)
        .all(&ctx.db)
        .await?;
    records(&ctx.db, rows).await
}

/// A finding, who has to know that it is late, and its history.
///
/// # Errors
/// Without the right, for its unit too; when there is none.
pub async fn load(
    ctx: &Context,
    id: FindingId,
) -> Result<(Finding, Option<Escalation>, Vec<domain::audit::AuditEntry>), ServiceError> {
    ctx.authorize(Action::View, Resource::Finding)?;
    let row = load_row(&ctx.db, id).await?;
    ctx.authorize_in(
        Action::View,
        Resource::Finding,
        OrganizationUnitId(row.unit_id),
    )?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let days = EscalationDays::of(&library.library);
    let history = audit_log::of_subject(ctx, "finding", id.0).await?;
    let mut found = records(&ctx.db, vec![row]).await?;
    let finding = found.pop().ok_or(ServiceError::NotFound("指摘"))?;
    let level = escalation(&finding, ctx.today(), days);
    Ok((finding, level, history))
}

/// Findings of a contract, newest first.
///
/// # Errors
/// Without the right, for the contract too.
pub async fn of_contract(ctx: &Context, id: ContractId) -> Result<Vec<Finding>, ServiceError> {
    ctx.authorize(Action::View, Resource::Finding)?;
    let contract = crate::contract::load_row(&ctx.db, id).await?;
    ctx.authorize_in(
        Action::View,
        Resource::Finding,
        OrganizationUnitId(contract.unit_id),
    )?;
    let rows = finding::Entity::find()
        .filter(finding::COLUMN.subject_kind.eq(FindingSubject::Contract))
        .filter(finding::COLUMN.subject_id.eq(id.0))
        .order_by_desc(finding::Column::Id)
        .all(&ctx.db)
        .await?;
    records(&ctx.db, rows).await
}

/// Findings about an account or an external service, newest first.
///
/// # Errors
/// Without the right.
pub async fn of_subject(ctx: &Context, key: SubjectKey) -> Result<Vec<Finding>, ServiceError> {
    ctx.authorize(Action::View, Resource::Finding)?;
    let kind = match key.kind {
        SubjectKind::SocialMediaAccount => FindingSubject::SocialMediaAccount,
        SubjectKind::ExternalService => FindingSubject::ExternalService,
    };
    let rows = finding::Entity::find()
        .filter(finding::COLUMN.subject_kind.eq(kind))
        .filter(finding::COLUMN.subject_id.eq(key.id))
        .order_by_desc(finding::Column::Id)
        .all(&ctx.db)
        .await?;
    let scope = ctx.scope(Action::View, Resource::Finding);
    let visible = rows
        .into_iter()
        .filter(|row| scope.contains(OrganizationUnitId(row.unit_id)));
    records(&ctx.db, visible.collect()).await
}
