//! A finding from a check that failed, in the transaction of its result: of a contract, an account or an
//! external service.

use domain::{
    finding::{FindingSource, FindingSubject, calls_for_finding, due_date, severity_of},
    id::{FindingId, OrganizationUnitId},
    library::{CheckItem, Facts},
    verification::{CheckResult, subject::SubjectKind},
};
use entities::{
    contract, finding, finding_origin, library_entry, subject_check, verification_task,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter,
};

use super::{
    open::{Found, facts_of, insert},
    rows::records,
};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    library::LoadedLibrary,
};

/// A result as it was just recorded.
pub(crate) struct FailedCheck<'a> {
    pub(crate) result_id: i64,
    pub(crate) result: CheckResult,
    pub(crate) note: Option<&'a str>,
    pub(crate) inspected_on: chrono::NaiveDate,
}

/// What the finding of a failed check says about the check.
struct Checked<'a> {
    subject: (FindingSubject, i64, &'a str),
    unit: i64,
    check_item: &'a str,
    period: &'a str,
    entry: i64,
    facts: Option<Facts>,
}

/// Opens a finding for a result of a contract's check that failed. A check whose finding is still open opens
/// no second one.
pub(crate) async fn open_from_check(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    (contract, task): (&contract::Model, &verification_task::Model),
    library: &LoadedLibrary,
    check: FailedCheck<'_>,
) -> Result<(), ServiceError> {
    let earlier = finding::Entity::find().filter(finding::COLUMN.task_id.eq(task.id));
    if !calls_for_finding(check.result) || any_open(tx, ctx, earlier.all(tx).await?).await? {
        return Ok(());
    }
    let checked = Checked {
        subject: (FindingSubject::Contract, contract.id, &contract.title),
        unit: contract.unit_id,
        check_item: &task.check_item,
        period: &task.period,
        entry: task.entry_id,
        facts: facts_of(contract, library)?,
    };
    let from = |row: &mut finding::ActiveModel| {
        row.task_id = Set(Some(task.id));
        row.result_id = Set(Some(check.result_id));
    };
    open(tx, ctx, library, &checked, &check, from).await?;
    Ok(())
}

/// The same for a check of an account or an external service.
pub(crate) async fn open_from_subject_check(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    (name, task): (&str, &subject_check::Model),
    library: &LoadedLibrary,
    check: FailedCheck<'_>,
) -> Result<(), ServiceError> {
    let earlier = of_subject_check(tx, task.id).await?;
    if !calls_for_finding(check.result) || any_open(tx, ctx, earlier).await? {
        return Ok(());
    }
    let kind = match task.subject_kind {
        SubjectKind::SocialMediaAccount => FindingSubject::SocialMediaAccount,
        SubjectKind::ExternalService => FindingSubject::ExternalService,
    };
    let checked = Checked {
        subject: (kind, task.subject_id, name),
        unit: task.unit_id,
        check_item: &task.check_item,
        period: &task.period,
        entry: task.entry_id,
        facts: None,
    };
    let id = open(tx, ctx, library, &checked, &check, |_| ()).await?;
    let origin = finding_origin::ActiveModel {
        id: NotSet,
        finding_id: Set(id.0),
        subject_check_id: Set(Some(task.id)),
        subject_result_id: Set(Some(check.result_id)),
        inspection_answer_id: Set(None),
    };
    finding_origin::Entity::insert(origin)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

async fn of_subject_check(
    tx: &impl ConnectionTrait,
    check: i64,
) -> Result<Vec<finding::Model>, ServiceError> {
    let origins = finding_origin::Entity::find()
        .filter(finding_origin::COLUMN.subject_check_id.eq(check))
        .all(tx)
        .await?;
    let ids = origins.into_iter().map(|row| row.finding_id);
    let query = finding::Entity::find().filter(finding::COLUMN.id.is_in(ids));
    Ok(query.all(tx).await?)
}

async fn any_open(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    rows: Vec<finding::Model>,
) -> Result<bool, ServiceError> {
    Ok(records(tx, rows).await?.iter().any(|finding| {
        finding
            .state_on(ctx.today())
            .is_some_and(|state| !state.is_closed())
    }))
}

/// Writes the finding down with its event.
async fn open(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    library: &LoadedLibrary,
    checked: &Checked<'_>,
    check: &FailedCheck<'_>,
    from: impl Fn(&mut finding::ActiveModel),
) -> Result<FindingId, ServiceError> {
    let item = check_item(tx, checked.entry).await?;
    let facts = checked.facts.as_ref();
    let severity = severity_of(&item, check.result, facts);
    let (subject_kind, subject_id, subject_name) = checked.subject;
    let found = Found {
        source: FindingSource::Verification,
        subject_kind,
        subject_id,
        subject_name,
        unit: OrganizationUnitId(checked.unit),
        check_item: Some(checked.check_item),
        severity,
        description: check.note.unwrap_or(&item.question),
        requirement: Some(&item.question),
        found_on: check.inspected_on,
        found_by: ctx.person_id()?,
        due_on: due_date(&library.library, severity, facts, check.inspected_on),
    };
    let mut row = found.row(ctx);
    from(&mut row);
    let id = insert(tx, row).await?;
    let event = Event::new("指摘の登録（点検から）", "finding", id.0, subject_name).after(
        serde_json::json!({
            "check_item": checked.check_item,
            "period": checked.period,
            "severity": severity.label(),
            "description": found.description,
            "due_on": found.due_on,
        }),
    );
    audit_log::record(tx, ctx, event).await?;
    Ok(id)
}

/// The check item in the version the check was planned from.
async fn check_item(db: &impl ConnectionTrait, entry: i64) -> Result<CheckItem, ServiceError> {
    let row = library_entry::Entity::find_by_id(entry)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("点検項目"))?;
    Ok(serde_json::from_value(row.content)?)
}
