//! Findings as they are shown: one with all its rounds, those of a contract, the list.

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource, Scope},
    contract::ContractState,
    exception::{ExceptionPeriod, ExceptionRule, ExceptionSubject},
    finding::{
        CorrectiveAction, Finding, FindingFilter, FindingSubject,
        escalation::{Escalation, EscalationDays, escalation},
    },
    id::{
        ContractId, CorrectiveActionId, FindingId, OrganizationUnitId, PersonId, VerificationTaskId,
    },
};
use entities::{contract, corrective_action, finding, person, verification_task};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Context, ServiceError, audit_log, contract::page_offset, exception, external_service, library,
    organization, social_media, vendor,
};

/// Findings on a page of the list.
pub const PAGE_SIZE: u64 = 50;

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingPage {
    pub findings: Vec<(Finding, Option<Escalation>)>,
    pub total: u64,
    /// Of all that the actor may see: how many are late today.
    pub overdue: u64,
}

pub(crate) async fn load_row(
    db: &impl ConnectionTrait,
    id: FindingId,
) -> Result<finding::Model, ServiceError> {
    finding::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("指摘"))
}

/// Where a record without a unit (a vendor) is looked after: the unit of the person who acts.
pub(crate) async fn own_unit(
    db: &impl ConnectionTrait,
    ctx: &Context,
) -> Result<OrganizationUnitId, ServiceError> {
    let row = person::Entity::find_by_id(ctx.person_id()?.0)
        .one(db)
        .await?;
    row.and_then(|row| row.unit_id)
        .map(OrganizationUnitId)
        .ok_or_else(|| {
            ServiceError::Rule(
                "所属が登録されていないため、登録できません。管理者に所属の登録を依頼してください。"
                    .to_owned(),
            )
        })
}

/// A page of the list, those due first at the top.
///
/// # Errors
/// Without the right.
pub async fn list(ctx: &Context, filter: &FindingFilter) -> Result<FindingPage, ServiceError> {
    ctx.authorize(Action::View, Resource::Finding)?;
    let today = ctx.today();
    let library = library::in_force(ctx, today).await?;
    let days = EscalationDays::of(&library.library);
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
    let all = records(&ctx.db, rows).await?;
    let overdue = all
        .iter()
        .filter(|finding| finding.days_overdue(today).is_some())
        .count();
    let mut shown: Vec<Finding> = all
        .into_iter()
        .filter(|finding| filter.shows(finding, today))
        .collect();
    shown.sort_by_key(|finding| (finding.due_on(today), finding.id));
    let total = shown.len();
    let offset = page_offset(&filter.page, PAGE_SIZE);
    let findings = shown
        .into_iter()
        .skip(usize::try_from(offset).unwrap_or(usize::MAX))
        .take(usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX))
        .map(|finding| {
            let level = escalation(&finding, today, days);
            (finding, level)
        })
        .collect();
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Ok(FindingPage {
        findings,
        total: count(total),
        overdue: count(overdue),
    })
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

/// What a finding or an exception made by hand can be about: `contract:12` and its name.
///
/// # Errors
/// Without the right.
pub async fn subjects(
    ctx: &Context,
    resource: Resource,
) -> Result<Vec<(String, String)>, ServiceError> {
    ctx.authorize(Action::Edit, resource)?;
    let mut query = contract::Entity::find().filter(
        contract::COLUMN
            .state
            .is_in([ContractState::Drafting, ContractState::Concluded]),
    );
    if let Scope::Units(units) = ctx.scope(Action::Edit, resource) {
        query = query.filter(
            contract::COLUMN
                .unit_id
                .is_in(units.into_iter().map(|id| id.0)),
        );
    }
    let rows: Vec<(i64, String, String)> = query
        .select_only()
        .column(contract::Column::Id)
        .column(contract::Column::ContractNo)
        .column(contract::Column::Title)
        .order_by_desc(contract::Column::ContractNo)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let mut subjects: Vec<(String, String)> = rows
        .into_iter()
        .map(|(id, no, title)| (format!("contract:{id}"), format!("契約　{no}　{title}")))
        .collect();
    let vendors = vendor::choosable(ctx).await?;
    subjects.extend(
        vendors
            .into_iter()
            .map(|(id, name)| (format!("vendor:{id}"), format!("委託先　{name}"))),
    );
    let services = external_service::choosable(ctx, resource).await?;
    subjects.extend(services.into_iter().map(|(id, name)| {
        (
            format!("external_service:{id}"),
            format!("外部サービス　{name}"),
        )
    }));
    let accounts = social_media::accounts_to_name(ctx, resource).await?;
    subjects.extend(accounts.into_iter().map(|(id, name)| {
        (
            format!("social_media_account:{id}"),
            format!("SNSアカウント　{name}"),
        )
    }));
    Ok(subjects)
}

/// Rows with their rounds, acceptances and names; the number of queries does not grow with them.
pub(crate) async fn records(
    db: &impl ConnectionTrait,
    rows: Vec<finding::Model>,
) -> Result<Vec<Finding>, ServiceError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let actions = corrective_action::Entity::find()
        .filter(corrective_action::COLUMN.finding_id.is_in(ids))
        .order_by_asc(corrective_action::Column::Number)
        .all(db)
        .await?;
    let people: Vec<i64> = actions
        .iter()
        .flat_map(|row| {
            [
                Some(row.instructed_by),
                Some(row.assignee_id),
                row.planned_by,
                row.reported_by,
                row.verified_by,
            ]
        })
        .chain(
            rows.iter()
                .flat_map(|row| [Some(row.found_by), row.withdrawn_by]),
        )
        .flatten()
        .collect();
    let names = organization::people_names(db, people).await?;
    let units = organization::unit_names(db).await?;
    let tasks: HashMap<i64, String> = verification_task::Entity::find()
        .filter(
            verification_task::COLUMN
                .id
                .is_in(rows.iter().filter_map(|row| row.task_id)),
        )
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.period))
        .collect();
    let mut borne =
        exception::periods(db, ExceptionRule::Finding, ExceptionSubject::Finding).await?;
    let mut rounds: HashMap<i64, Vec<CorrectiveAction>> = HashMap::new();
    for row in actions {
        rounds
            .entry(row.finding_id)
            .or_default()
            .push(action_of(row, &names));
    }
    Ok(rows
        .into_iter()
        .map(|row| Finding {
            actions: rounds.remove(&row.id).unwrap_or_default(),
            acceptances: borne.remove(&row.id).unwrap_or_default(),
            unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
            period: row.task_id.and_then(|id| tasks.get(&id).cloned()),
            ..finding_of(row, &names)
        })
        .collect())
}

fn finding_of(row: finding::Model, names: &HashMap<i64, String>) -> Finding {
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    Finding {
        id: FindingId(row.id),
        source: row.source,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        subject_name: row.subject_name,
        unit_id: OrganizationUnitId(row.unit_id),
        unit_name: String::new(),
        task_id: row.task_id.map(VerificationTaskId),
        period: None,
        check_item: row.check_item,
        severity: row.severity,
        description: row.description,
        requirement: row.requirement,
        found_on: row.found_on,
        found_by: name(Some(row.found_by)).unwrap_or_default(),
        due_on: row.due_on,
        withdrawn_on: row.withdrawn_on,
        withdrawn_by: name(row.withdrawn_by),
        withdrawn_reason: row.withdrawn_reason,
        revision: row.revision,
        actions: Vec::new(),
        acceptances: Vec::<ExceptionPeriod>::new(),
    }
}

fn action_of(row: corrective_action::Model, names: &HashMap<i64, String>) -> CorrectiveAction {
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    CorrectiveAction {
        id: CorrectiveActionId(row.id),
        number: row.number,
        instruction: row.instruction,
        instructed_on: row.instructed_on,
        instructed_by: name(Some(row.instructed_by)).unwrap_or_default(),
        due_on: row.due_on,
        assignee_id: PersonId(row.assignee_id),
        assignee: name(Some(row.assignee_id)).unwrap_or_default(),
        cause: row.cause,
        plan: row.plan,
        planned_on: row.planned_on,
        planned_by: name(row.planned_by),
        report: row.report,
        completed_on: row.completed_on,
        reported_on: row.reported_on,
        reported_by_id: row.reported_by.map(PersonId),
        reported_by: name(row.reported_by),
        outcome: row.outcome,
        verified_on: row.verified_on,
        verified_by: name(row.verified_by),
        verification_note: row.verification_note,
    }
}
