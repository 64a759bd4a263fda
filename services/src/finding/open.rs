//! Opening a finding: from a failed check, in the transaction of its result, or by hand.

use domain::{
    authorization::{Action, Resource},
    finding::{
        FindingSource, FindingSubject, calls_for_finding, due_date, input::FindingDraft,
        severity_of,
    },
    id::{ContractId, FindingId, OrganizationUnitId, VendorId},
    input::FieldError,
    library::{CheckItem, Facts},
    verification::CheckResult,
};
use entities::{contract, finding, library_entry, verification_task};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};

use super::list::{own_unit, records};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract::{load_row as load_contract, of_row},
    external_service,
    library::{self, LoadedLibrary},
    social_media, vendor,
};

/// Opens a finding by hand: from an audit, a self-inspection, an incident or a report.
///
/// # Errors
/// Without the right for the unit of the subject; a subject that does not exist.
pub async fn add(ctx: &Context, draft: FindingDraft) -> Result<FindingId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Finding)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let (subject_name, unit, facts) = subject(&tx, ctx, &draft, &library).await?;
    ctx.authorize_in(Action::Edit, Resource::Finding, unit)?;
    let due_on = due_date(
        &library.library,
        draft.severity,
        facts.as_ref(),
        draft.found_on,
    );
    let row = finding::ActiveModel {
        id: NotSet,
        source: Set(draft.source),
        subject_kind: Set(draft.subject_kind),
        subject_id: Set(draft.subject_id),
        subject_name: Set(subject_name.clone()),
        unit_id: Set(unit.0),
        task_id: Set(None),
        result_id: Set(None),
        check_item: Set(None),
        severity: Set(draft.severity),
        description: Set(draft.description.clone()),
        requirement: Set(draft.requirement.clone()),
        found_on: Set(draft.found_on),
        found_by: Set(person.0),
        due_on: Set(due_on),
        withdrawn_on: Set(None),
        withdrawn_by: Set(None),
        withdrawn_reason: Set(None),
        revision: Set(1),
        updated_at: Set(ctx.now()),
    };
    let id = finding::Entity::insert(row).exec(&tx).await?.last_insert_id;
    let event =
        Event::new("指摘の登録", "finding", id, &subject_name).change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(FindingId(id))
}

/// Name, unit and facts of what a finding is about.
async fn subject(
    db: &impl ConnectionTrait,
    ctx: &Context,
    draft: &FindingDraft,
    library: &LoadedLibrary,
) -> Result<(String, OrganizationUnitId, Option<Facts>), ServiceError> {
    let gone = || ServiceError::field("subject", FieldError::NotUsable("対象".to_owned()));
    match draft.subject_kind {
        FindingSubject::Contract => {
            let row = load_contract(db, ContractId(draft.subject_id))
                .await
                .map_err(|_| gone())?;
            let facts = facts_of(&row, library)?;
            Ok((row.title, OrganizationUnitId(row.unit_id), facts))
        }
        FindingSubject::Vendor => {
            let vendor = vendor::load_row(db, VendorId(draft.subject_id))
                .await
                .map_err(|_| gone())?;
            Ok((vendor.name, own_unit(db, ctx).await?, None))
        }
        FindingSubject::ExternalService => {
            let found = external_service::name_and_unit(db, draft.subject_id).await;
            let (name, unit) = found.map_err(|_| gone())?;
            Ok((name, unit, None))
        }
        FindingSubject::SocialMediaAccount => {
            let found = social_media::name_and_unit(db, draft.subject_id).await;
            let (name, unit) = found.map_err(|_| gone())?;
            Ok((name, unit, None))
        }
    }
}

fn facts_of(row: &contract::Model, library: &LoadedLibrary) -> Result<Option<Facts>, ServiceError> {
    let contract = of_row(row.clone())?;
    contract
        .profile()
        .map(|profile| profile.facts(&library.rules))
        .transpose()
        .map_err(|error| ServiceError::field("facts", error))
}

/// A result as it was just recorded.
pub(crate) struct FailedCheck<'a> {
    pub(crate) task: &'a verification_task::Model,
    pub(crate) result_id: i64,
    pub(crate) result: CheckResult,
    pub(crate) note: Option<&'a str>,
    pub(crate) inspected_on: chrono::NaiveDate,
}

/// Opens a finding for a result that failed. A check whose finding is still open opens no second one, and
/// the same result never two.
pub(crate) async fn open_from_check(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    contract: &contract::Model,
    library: &LoadedLibrary,
    check: FailedCheck<'_>,
) -> Result<(), ServiceError> {
    if !calls_for_finding(check.result) {
        return Ok(());
    }
    let earlier = finding::Entity::find()
        .filter(finding::COLUMN.task_id.eq(check.task.id))
        .all(tx)
        .await?;
    let is_open = records(tx, earlier).await?.iter().any(|finding| {
        !finding
            .state_on(ctx.today())
            .is_none_or(|state| state.is_closed())
    });
    if is_open {
        return Ok(());
    }
    let item = check_item(tx, check.task.entry_id).await?;
    let facts = facts_of(contract, library)?;
    let severity = severity_of(&item, check.result, facts.as_ref());
    let description = check.note.unwrap_or(&item.question);
    let row = finding::ActiveModel {
        id: NotSet,
        source: Set(FindingSource::Verification),
        subject_kind: Set(FindingSubject::Contract),
        subject_id: Set(contract.id),
        subject_name: Set(contract.title.clone()),
        unit_id: Set(contract.unit_id),
        task_id: Set(Some(check.task.id)),
        result_id: Set(Some(check.result_id)),
        check_item: Set(Some(check.task.check_item.clone())),
        severity: Set(severity),
        description: Set(description.to_owned()),
        requirement: Set(Some(item.question.clone())),
        found_on: Set(check.inspected_on),
        found_by: Set(ctx.person_id()?.0),
        due_on: Set(due_date(
            &library.library,
            severity,
            facts.as_ref(),
            check.inspected_on,
        )),
        withdrawn_on: Set(None),
        withdrawn_by: Set(None),
        withdrawn_reason: Set(None),
        revision: Set(1),
        updated_at: Set(ctx.now()),
    };
    let once = OnConflict::column(finding::Column::ResultId)
        .do_nothing()
        .to_owned();
    finding::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(tx)
        .await?;
    let Some(saved) = finding::Entity::find()
        .filter(finding::COLUMN.result_id.eq(check.result_id))
        .one(tx)
        .await?
    else {
        return Err(ServiceError::NotFound("指摘"));
    };
    let event = Event::new(
        "指摘の登録（点検から）",
        "finding",
        saved.id,
        &contract.title,
    )
    .after(serde_json::json!({
        "check_item": check.task.check_item,
        "period": check.task.period,
        "severity": severity.label(),
        "description": description,
        "due_on": saved.due_on,
    }));
    audit_log::record(tx, ctx, event).await
}

/// The check item in the version the check was planned from.
async fn check_item(db: &impl ConnectionTrait, entry: i64) -> Result<CheckItem, ServiceError> {
    let row = library_entry::Entity::find_by_id(entry)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("点検項目"))?;
    Ok(serde_json::from_value(row.content)?)
}
