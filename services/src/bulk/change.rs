//! 一括変更: the 責任者 or the 所管課 of many contracts, services or accounts, 完了 of many contracts, one by one in
//! the background. What the person may not change is left, and told.

use domain::{
    authorization::{Action, Resource, permits},
    bulk::{BulkChange, BulkLedger, BulkOwnerDraft, BulkPreview, BulkUnitDraft, NAME_LIMIT},
    contract::summary::ContractFilter,
    external_service::summary::{ServiceFilter, ServiceSummary},
    id::{ContractId, ExternalServiceId, JobId, OrganizationUnitId, SocialMediaAccountId},
    input::FieldError,
    job::JobKind,
    responsibility::{SubjectKey, board::Candidate},
    social_media::summary::{AccountFilter, AccountSummary},
};
use entities::{contract as contract_row, job};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    Context, ServiceError, contract, external_service,
    job::{ITEM_LIMIT, NewJob, enqueue, item_before, undoable},
    organization, responsibility, social_media,
};

/// Which records are to be changed.
#[derive(Clone, Debug)]
pub enum Selection {
    /// Those that are ticked.
    Ticked(BulkLedger, Vec<i64>),
    /// All contracts under a filter.
    Contracts(ContractFilter),
    /// All services under a filter.
    Services(ServiceFilter),
    /// All accounts under a filter.
    Accounts(AccountFilter),
}

impl Selection {
    fn ledger(&self) -> BulkLedger {
        match self {
            Self::Ticked(ledger, _) => *ledger,
            Self::Contracts(_) => BulkLedger::Contracts,
            Self::Services(_) => BulkLedger::Services,
            Self::Accounts(_) => BulkLedger::Accounts,
        }
    }
}

/// A record that is to be changed.
struct Target {
    id: i64,
    label: String,
    unit_id: OrganizationUnitId,
}

impl From<contract_row::Model> for Target {
    fn from(row: contract_row::Model) -> Self {
        Self {
            id: row.id,
            label: format!("{}　{}", row.contract_no, row.title),
            unit_id: OrganizationUnitId(row.unit_id),
        }
    }
}

impl From<ServiceSummary> for Target {
    fn from(service: ServiceSummary) -> Self {
        Self {
            id: service.id.0,
            label: format!("{}　{}", service.service_no, service.name),
            unit_id: service.unit_id,
        }
    }
}

impl From<AccountSummary> for Target {
    fn from(account: AccountSummary) -> Self {
        Self {
            id: account.id.0,
            label: format!("{}　{}", account.service_name, account.name),
            unit_id: account.unit_id,
        }
    }
}

/// What a change of units leaves behind, to be put back.
#[derive(Serialize, Deserialize)]
struct Before {
    unit_id: OrganizationUnitId,
}

/// Of which job the changes are put back.
#[derive(Serialize, Deserialize)]
struct Undo {
    job: JobId,
}

/// What the records that match a filter, or those ticked, would come to.
///
/// # Errors
/// Without the right to change anything of such a record.
pub async fn preview(ctx: &Context, selection: Selection) -> Result<BulkPreview, ServiceError> {
    ctx.authorize(Action::View, selection.ledger().resource())?;
    let ledger = selection.ledger();
    let (targets, total) = targets(ctx, selection).await?;
    let may = |resource: Resource| {
        let scope = ctx.scope(Action::Edit, resource);
        let units = targets.iter().filter(|it| scope.contains(it.unit_id));
        permits(&ctx.actor.roles, Action::Edit, resource, None).then(|| units.count())
    };
    let (owner_count, unit_count) = (may(Resource::Responsibility), may(ledger.resource()));
    if owner_count.is_none() && unit_count.is_none() {
        ctx.authorize(Action::Edit, ledger.resource())?;
    }
    let ids: Vec<i64> = targets.iter().take(ITEM_LIMIT).map(|it| it.id).collect();
    let closing_count = match (ledger, unit_count) {
        (BulkLedger::Contracts, Some(_)) => Some(contract::closable_count(ctx, &ids).await?),
        _ => None,
    };
    Ok(BulkPreview {
        total,
        limit: ITEM_LIMIT,
        owner_count,
        unit_count,
        closing_count,
        names: targets
            .iter()
            .take(NAME_LIMIT)
            .map(|it| it.label.clone())
            .collect(),
        ids,
    })
}

/// The records, as far as the actor sees them, and how many there are.
async fn targets(
    ctx: &Context,
    selection: Selection,
) -> Result<(Vec<Target>, usize), ServiceError> {
    let found = match selection {
        Selection::Ticked(ledger, ids) => ticked(ctx, ledger, &ids).await?,
        Selection::Contracts(filter) => {
            let (rows, total) = contract::matching(ctx, &filter, ITEM_LIMIT).await?;
            let total = usize::try_from(total).unwrap_or(usize::MAX);
            return Ok((targets_of(rows), total));
        }
        Selection::Services(filter) => targets_of(external_service::matching(ctx, &filter).await?),
        Selection::Accounts(filter) => targets_of(social_media::list(ctx, &filter).await?.accounts),
    };
    let total = found.len();
    Ok((found, total))
}

async fn ticked(
    ctx: &Context,
    ledger: BulkLedger,
    ids: &[i64],
) -> Result<Vec<Target>, ServiceError> {
    Ok(match ledger {
        BulkLedger::Contracts => {
            let ids: Vec<ContractId> = ids.iter().copied().map(ContractId).collect();
            targets_of(contract::chosen(ctx, &ids).await?)
        }
        BulkLedger::Services => targets_of(external_service::chosen(ctx, ids).await?),
        BulkLedger::Accounts => {
            let ids: Vec<SocialMediaAccountId> =
                ids.iter().copied().map(SocialMediaAccountId).collect();
            targets_of(social_media::chosen(ctx, &ids).await?)
        }
    })
}

fn targets_of(records: Vec<impl Into<Target>>) -> Vec<Target> {
    records.into_iter().map(Into::into).collect()
}

/// Who may be 責任者: everybody in office today.
///
/// # Errors
/// Without the right to say who is responsible.
pub async fn choosable_people(ctx: &Context) -> Result<Vec<Candidate>, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let today = ctx.today();
    responsibility::candidates(&ctx.db, |person| person.in_office_on(today)).await
}

/// Asks for another 責任者 of these records.
///
/// # Errors
/// Without the right; none chosen, or more than a job takes; a person who cannot be chosen.
pub async fn request_owner(
    ctx: &Context,
    ledger: BulkLedger,
    ids: &[i64],
    draft: BulkOwnerDraft,
) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let people = responsibility::people(&ctx.db).await?;
    if !people.contains_key(&draft.person_id) {
        let error = FieldError::NotUsable("職員".to_owned());
        return Err(ServiceError::field("person_id", error));
    }
    let kind = JobKind::of_bulk(ledger, BulkChange::Owner);
    request(ctx, ledger, ids, kind, json!(draft)).await
}

/// Asks for another 所管課 of these records.
///
/// # Errors
/// Without the right, for the new unit too; none chosen, or more than a job takes.
pub async fn request_unit(
    ctx: &Context,
    ledger: BulkLedger,
    ids: &[i64],
    draft: BulkUnitDraft,
) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::Edit, ledger.resource())?;
    let units = organization::choosable_units(ctx, ledger.resource()).await?;
    if !units.iter().any(|unit| unit.id == draft.unit_id) {
        let error = FieldError::NotUsable("所管課".to_owned());
        return Err(ServiceError::field("unit_id", error));
    }
    let kind = JobKind::of_bulk(ledger, BulkChange::Unit);
    request(ctx, ledger, ids, kind, json!(draft)).await
}

/// Asks for 完了 of these contracts.
///
/// # Errors
/// Without the right; none chosen, or more than a job takes.
pub async fn request_closing(ctx: &Context, ids: &[i64]) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let kind = JobKind::ContractClosings;
    request(ctx, BulkLedger::Contracts, ids, kind, Value::Null).await
}

async fn request(
    ctx: &Context,
    ledger: BulkLedger,
    ids: &[i64],
    kind: JobKind,
    parameters: Value,
) -> Result<JobId, ServiceError> {
    let noun = ledger.label();
    if ids.is_empty() {
        return Err(ServiceError::Rule(format!(
            "{noun}が選択されていません。一覧で選んでから、もう一度押してください。"
        )));
    }
    if ITEM_LIMIT < ids.len() {
        return Err(ServiceError::Rule(format!(
            "一度に変更できるのは{ITEM_LIMIT}件までです。条件で絞って、分けて変更してください。"
        )));
    }
    let known = ticked(ctx, ledger, ids).await?;
    let named = |id: i64| {
        let found = known.iter().find(|it| it.id == id);
        // What the person may not see is in the report without its name.
        found.map_or_else(|| format!("番号{id}の{noun}"), |it| it.label.clone())
    };
    let new = NewJob {
        kind,
        subject: format!("{noun} {}件", ids.len()),
        parameters,
        items: ids.iter().map(|id| (*id, named(*id))).collect(),
    };
    begin(ctx, new).await
}

async fn begin(ctx: &Context, new: NewJob) -> Result<JobId, ServiceError> {
    let tx = ctx.begin().await?;
    let id = enqueue(&tx, ctx, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// 元に戻す: asks that the records of a job get back the unit they had before it.
///
/// # Errors
/// When it is no such job of the actor, or has not ended; without the right.
pub async fn undo_units(ctx: &Context, id: JobId) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::View, Resource::Job)?;
    let (row, ledger, items) = undoable(ctx, id).await?;
    ctx.authorize(Action::Edit, ledger.resource())?;
    let new = NewJob {
        kind: JobKind::of_bulk(ledger, BulkChange::UnitUndo),
        subject: format!("{} {}件", ledger.label(), items.len()),
        parameters: json!(Undo { job: JobId(row.id) }),
        items,
    };
    begin(ctx, new).await
}

/// Changes one record as the job asks; answers what it was, where that can be put back.
pub(crate) async fn enter(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    job: &job::Model,
    (ledger, change): (BulkLedger, BulkChange),
    id: i64,
) -> Result<Option<Value>, ServiceError> {
    match change {
        BulkChange::Owner => {
            let draft: BulkOwnerDraft = serde_json::from_value(job.parameters.clone())?;
            let key = SubjectKey::new(ledger.subject(), id);
            responsibility::make_owner(tx, ctx, key, draft.person_id, draft.from_on).await?;
            Ok(None)
        }
        BulkChange::Unit => {
            let draft: BulkUnitDraft = serde_json::from_value(job.parameters.clone())?;
            let unit_id = move_to_unit(tx, ctx, ledger, id, draft.unit_id).await?;
            Ok(Some(json!(Before { unit_id })))
        }
        BulkChange::UnitUndo => {
            put_back(tx, ctx, job, ledger, id).await?;
            Ok(None)
        }
    }
}

async fn move_to_unit(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    ledger: BulkLedger,
    id: i64,
    unit_id: OrganizationUnitId,
) -> Result<OrganizationUnitId, ServiceError> {
    match ledger {
        BulkLedger::Contracts => contract::move_to_unit(tx, ctx, ContractId(id), unit_id).await,
        BulkLedger::Services => {
            external_service::move_to_unit(tx, ctx, ExternalServiceId(id), unit_id).await
        }
        BulkLedger::Accounts => {
            social_media::move_to_unit(tx, ctx, SocialMediaAccountId(id), unit_id).await
        }
    }
}

async fn unit_of(
    tx: &impl ConnectionTrait,
    ledger: BulkLedger,
    id: i64,
) -> Result<OrganizationUnitId, ServiceError> {
    Ok(match ledger {
        BulkLedger::Contracts => {
            let row = contract::load_row(tx, ContractId(id)).await?;
            OrganizationUnitId(row.unit_id)
        }
        BulkLedger::Services => external_service::name_and_unit(tx, id).await?.1,
        BulkLedger::Accounts => social_media::name_and_unit(tx, id).await?.1,
    })
}

/// Gives one record back to the unit it was of, unless somebody gave it to a third one since.
async fn put_back(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    job: &job::Model,
    ledger: BulkLedger,
    id: i64,
) -> Result<(), ServiceError> {
    let undo: Undo = serde_json::from_value(job.parameters.clone())?;
    let (parameters, before) = item_before(tx, undo.job, id).await?;
    let given: BulkUnitDraft = serde_json::from_value(parameters)?;
    let before: Before = serde_json::from_value(before)?;
    if unit_of(tx, ledger, id).await? != given.unit_id {
        return Err(ServiceError::Rule(
            "所管課が、その後に変更されています。元に戻していません。".to_owned(),
        ));
    }
    move_to_unit(tx, ctx, ledger, id, before.unit_id).await?;
    Ok(())
}
