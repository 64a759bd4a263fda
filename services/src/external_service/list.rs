//! The ledger, and what of it waits for somebody or ends.

use std::{collections::HashMap, sync::Arc};

use chrono::{Days, NaiveDate};
use domain::{
    authorization::{Action, Resource, Scope, permits},
    exception::{ExceptionPeriod, ExceptionRule, ExceptionSubject},
    external_service::{
        ExternalService, ServiceIssue, UseState,
        summary::{ServiceDue, ServiceFilter, ServiceList, ServiceSort, ServiceSummary},
    },
    fold,
    ledger::{Direction, sorted, sorting},
};
use entities::{contract, external_service};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{may, record::load_all, warn_days};
use crate::{Context, ServiceError, exception, ledger::page_of, organization, vendor};

/// Lines of a group of the start page.
const GROUP_LIMIT: usize = 20;
/// How early the end of an approval is told, in days.
const EXPIRY_DAYS: u64 = 60;

pub(super) fn visible(ctx: &Context, action: Action) -> Select<external_service::Entity> {
    let query = external_service::Entity::find()
        .order_by_asc(external_service::Column::ServiceNo)
        .order_by_asc(external_service::Column::Id);
    match ctx.scope(action, Resource::ExternalService) {
        Scope::Town => query,
        Scope::Units(units) => query.filter(
            external_service::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        ),
    }
}

/// A page of the ledger.
///
/// # Errors
/// Without the right to see services.
pub async fn page(
    ctx: &Context,
    filter: &ServiceFilter,
    size: u64,
) -> Result<ServiceList, ServiceError> {
    ctx.authorize(Action::View, Resource::ExternalService)?;
    let asked = ServiceFilter {
        page: String::new(),
        ..filter.clone()
    };
    let question = (ctx.scope(Action::View, Resource::ExternalService), asked);
    let kept = &ctx.kept.services_found;
    let found = kept.answer(ctx, question, || found(ctx, filter)).await?;
    let all = &*found.all;
    let is_empty = all.is_empty();
    let counts = ServiceIssue::ALL.iter().map(|issue| {
        let having = all.iter().filter(|it| it.issues.contains(issue)).count();
        (*issue, having as u64)
    });
    let counts = counts.filter(|(_, count)| 0 < *count).collect();
    let shown = page_of(&found.shown, &filter.page, size);
    Ok(ServiceList {
        services: shown.iter().map(|at| all[*at].clone()).collect(),
        total: found.shown.len() as u64,
        counts,
        is_empty,
        can_register: permits(
            &ctx.actor.roles,
            Action::Edit,
            Resource::ExternalService,
            None,
        ),
    })
}

/// All services under the filter.
pub(crate) async fn matching(
    ctx: &Context,
    filter: &ServiceFilter,
) -> Result<Vec<ServiceSummary>, ServiceError> {
    let FoundServices { all, shown } = found(ctx, filter).await?;
    Ok(shown.into_iter().map(|at| all[at].clone()).collect())
}

/// The services of a filter.
pub(crate) struct FoundServices {
    /// Every service the actor may see, by 管理番号.
    all: Arc<Vec<ServiceSummary>>,
    /// Where those of the filter stand among them, in its order; by 管理番号 where it names none.
    shown: Vec<usize>,
}

/// Every service the actor may see, by 管理番号.
async fn all(ctx: &Context) -> Result<Arc<Vec<ServiceSummary>>, ServiceError> {
    let find = || async {
        let services = load_all(&ctx.db, visible(ctx, Action::View)).await?;
        summaries(ctx, services).await
    };
    let scope = ctx.scope(Action::View, Resource::ExternalService);
    ctx.kept.services.answer(ctx, scope, find).await
}

/// Those of the services that the actor may see.
pub(crate) async fn chosen(
    ctx: &Context,
    ids: &[i64],
) -> Result<Vec<ServiceSummary>, ServiceError> {
    let query =
        visible(ctx, Action::View).filter(external_service::COLUMN.id.is_in(ids.iter().copied()));
    summaries(ctx, load_all(&ctx.db, query).await?).await
}

async fn found(ctx: &Context, filter: &ServiceFilter) -> Result<FoundServices, ServiceError> {
    let all = all(ctx).await?;
    let is_shown = |at: &usize| matches(&all[*at], filter);
    let shown: Vec<usize> = (0..all.len()).filter(is_shown).collect();
    let shown = match sorting(&filter.sort) {
        Some((by, direction)) => {
            let codes = organization::unit_codes(&ctx.db).await?;
            in_order_of(&all, shown, by, direction, &codes)
        }
        None => shown,
    };
    Ok(FoundServices { all, shown })
}

fn in_order_of(
    all: &[ServiceSummary],
    shown: Vec<usize>,
    by: ServiceSort,
    direction: Direction,
    unit_codes: &HashMap<i64, String>,
) -> Vec<usize> {
    match by {
        ServiceSort::Name => sorted(shown, direction, |at| Some(fold::sort_key(&all[*at].name))),
        ServiceSort::Unit => sorted(shown, direction, |at| unit_codes.get(&all[*at].unit_id.0)),
        ServiceSort::Kind => sorted(shown, direction, |at| all[*at].kind),
        ServiceSort::Confidentiality => sorted(shown, direction, |at| all[*at].confidentiality),
        ServiceSort::ExpiresOn => sorted(shown, direction, |at| all[*at].expires_on),
        ServiceSort::State => sorted(shown, direction, |at| Some(all[*at].state)),
    }
}

fn matches(service: &ServiceSummary, filter: &ServiceFilter) -> bool {
    let is_in_state = match filter.state.parse::<UseState>() {
        Ok(state) => service.state == state,
        Err(_) => !matches!(service.state, UseState::Ended | UseState::Void),
    };
    let has_issue = match filter.issue.parse::<ServiceIssue>() {
        Ok(issue) => service.issues.contains(&issue),
        Err(_) => true,
    };
    let is_of_kind = match filter.kind.parse() {
        Ok(kind) => service.kind == Some(kind),
        Err(_) => true,
    };
    let unit: Option<i64> = filter.unit.parse().ok();
    let key = fold::search_key(&filter.q);
    let provider = service.provider.as_deref().unwrap_or_default();
    let names = format!("{} {} {provider}", service.service_no, service.name);
    is_in_state
        && has_issue
        && is_of_kind
        && unit.is_none_or(|unit| unit == service.unit_id.0)
        && (key.is_empty() || fold::search_key(&names).contains(&key))
}

pub(super) async fn summaries(
    ctx: &Context,
    services: Vec<ExternalService>,
) -> Result<Vec<ServiceSummary>, ServiceError> {
    let today = ctx.today();
    let units = organization::unit_names(ctx).await?;
    let wanted = services
        .iter()
        .filter_map(|it| it.profiles.last()?.vendor_id)
        .map(|id| id.0);
    let vendors = vendor::names(&ctx.db, wanted).await?;
    let exceptions = exceptions(ctx).await?;
    Ok(services
        .into_iter()
        .map(|service| {
            let profile = service.profile_on(today).or(service.profiles.last());
            let named = profile.and_then(|it| vendors.get(&it.vendor_id?.0).cloned());
            let last = service
                .approval_on(today)
                .or_else(|| service.approvals.iter().rfind(|it| it.is_given_by(today)));
            let own = exceptions.get(&service.id.0).into_iter().flatten();
            let has_exception = own.clone().any(|it| it.covers(today));
            ServiceSummary {
                id: service.id,
                unit_id: service.unit_id,
                unit_name: units.get(&service.unit_id.0).cloned().unwrap_or_default(),
                provider: named.or_else(|| profile.and_then(|it| it.provider_name.clone())),
                kind: profile.map(|it| it.kind),
                confidentiality: profile.map(|it| it.confidentiality),
                personal_info: profile.is_some_and(|it| it.personal_info),
                expires_on: last.and_then(|it| it.expires_on),
                state: service.state_on(today),
                issues: service.issues_on(today, has_exception),
                service_no: service.service_no.clone(),
                name: service.name.clone(),
            }
        })
        .collect())
}

async fn exceptions(ctx: &Context) -> Result<HashMap<i64, Vec<ExceptionPeriod>>, ServiceError> {
    exception::periods(
        &ctx.db,
        ExceptionRule::TermsBasedService,
        ExceptionSubject::ExternalService,
        None,
    )
    .await
}

/// What of services the start page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServicesToday {
    /// Applications of others that the actor may decide on.
    pub to_decide: Vec<ServiceDue>,
    /// Approvals that ended, or end soon, of services in use.
    pub expiring: Vec<ServiceDue>,
    /// 認証・登録 that ended, or end soon.
    pub certificates: Vec<ServiceDue>,
    /// Ended, and nobody confirmed the erasure.
    pub not_erased: Vec<ServiceDue>,
}

/// The groups of the start page.
///
/// # Errors
/// Without the right to see services.
pub async fn today(ctx: &Context) -> Result<ServicesToday, ServiceError> {
    ctx.authorize(Action::View, Resource::ExternalService)?;
    let day = ctx.today();
    let units = organization::unit_names(ctx).await?;
    let due = |service: &ExternalService, what: String, last_on: NaiveDate| ServiceDue {
        id: service.id,
        name: service.name.clone(),
        unit_name: units.get(&service.unit_id.0).cloned().unwrap_or_default(),
        what,
        last_on,
    };
    let certificate_limit = day + chrono::TimeDelta::days(warn_days(ctx).await?);
    let mut groups = ServicesToday::default();
    for service in load_all(&ctx.db, visible(ctx, Action::View)).await? {
        let (state, unit) = (service.state_on(day), service.unit_id);
        if let Some(waiting) = service.waiting_on(day)
            && may(ctx, Action::Approve, unit)
            && waiting
                .decidable(ctx.actor.person_id, &ctx.actor.roles, unit, day)
                .is_ok()
        {
            let what = format!(
                "{}の申請　{}",
                waiting.occasion.label(),
                waiting.applicant.clone().unwrap_or_default()
            );
            groups
                .to_decide
                .push(due(&service, what, waiting.applied_on));
        }
        if !acts_for(ctx, unit) {
            continue;
        }
        match state {
            UseState::Ending => {
                if let Some(ended) = service.ended_on {
                    let what = "消去とアカウント廃棄の確認".to_owned();
                    groups.not_erased.push(due(&service, what, ended));
                }
            }
            UseState::Expired | UseState::Approved | UseState::InUse | UseState::ReviewDue => {
                let mut given = service.approvals.iter().filter(|it| it.is_given_by(day));
                let last = given
                    .next_back()
                    .and_then(|it| it.revoked_on.or(it.expires_on));
                if let Some(last) = last.filter(|last| *last <= day + Days::new(EXPIRY_DAYS)) {
                    groups
                        .expiring
                        .push(due(&service, "利用承認".to_owned(), last));
                }
                for it in &service.certificates {
                    let last = it.certification.expires_on;
                    if let Some(last) = last.filter(|last| *last <= certificate_limit) {
                        let what = it.certification.kind.label().to_owned();
                        groups.certificates.push(due(&service, what, last));
                    }
                }
            }
            UseState::Unapplied
            | UseState::Applied
            | UseState::Refused
            | UseState::Ended
            | UseState::Void => {}
        }
    }
    for group in [
        &mut groups.to_decide,
        &mut groups.expiring,
        &mut groups.certificates,
        &mut groups.not_erased,
    ] {
        group.sort_by_key(|it| (it.last_on, it.id));
        group.truncate(GROUP_LIMIT);
    }
    Ok(groups)
}

/// What ends is told to those who apply or approve for the unit.
fn acts_for(ctx: &Context, unit: domain::id::OrganizationUnitId) -> bool {
    may(ctx, Action::Edit, unit) || may(ctx, Action::Approve, unit)
}

/// Services in use or to come that somebody may act on, to choose from: id and name.
///
/// # Errors
/// Without the right.
pub async fn choosable(
    ctx: &Context,
    resource: Resource,
) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::Edit, resource)?;
    let scope = ctx.scope(Action::Edit, resource);
    let rows: Vec<(i64, String, String, i64)> = external_service::Entity::find()
        .filter(external_service::Column::VoidOn.is_null())
        .filter(external_service::Column::EndedOn.is_null())
        .order_by_asc(external_service::Column::ServiceNo)
        .select_only()
        .columns([
            external_service::Column::Id,
            external_service::Column::ServiceNo,
            external_service::Column::Name,
            external_service::Column::UnitId,
        ])
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .filter(|(.., unit)| scope.contains(domain::id::OrganizationUnitId(*unit)))
        .map(|(id, number, name, _)| (id.to_string(), format!("{number}　{name}")))
        .collect())
}

/// Contracts a service may be paid under, to choose from: id and number with 件名.
///
/// # Errors
/// Without the right to see services.
pub async fn choosable_contracts(ctx: &Context) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::ExternalService)?;
    let rows: Vec<(i64, String, String)> = crate::contract::visible(ctx)
        .filter(contract::COLUMN.ends_on.gte(ctx.today()))
        .order_by_asc(contract::Column::ContractNo)
        .select_only()
        .column(contract::Column::Id)
        .column(contract::Column::ContractNo)
        .column(contract::Column::Title)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, number, title)| (id.to_string(), format!("{number}　{title}")))
        .collect())
}
