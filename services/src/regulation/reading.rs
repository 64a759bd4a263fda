//! 既読: who read the version in force, and whom it concerns.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    id::{OrganizationUnitId, PersonId, RegulationDocumentId, RegulationVersionId},
    input::FieldError,
    regulation::{Reader, ReadingDraft, RegulationDocument, RegulationRuleError},
};
use entities::{organization_unit, regulation_acknowledgement, role_assignment};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::OnConflict,
};

use super::{begin, may_see, record};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    organization,
    sign_in::below,
};

/// Whom a version concerns on the day, in 職員 order, with the day they read it. What is 非公開 concerns only
/// those of them whose role opens it.
pub(super) async fn readers(
    db: &impl ConnectionTrait,
    document: &RegulationDocument,
    version: RegulationVersionId,
    day: NaiveDate,
) -> Result<Vec<Reader>, ServiceError> {
    let rows = regulation_acknowledgement::Entity::find()
        .filter(regulation_acknowledgement::COLUMN.version_id.eq(version.0))
        .all(db)
        .await?;
    let read: HashMap<i64, NaiveDate> = rows
        .into_iter()
        .map(|row| (row.person_id, row.read_on))
        .collect();
    let opens = match document.resource() {
        Resource::Procedure => Some(who_opens(db, document.unit_id, day).await?),
        _ => None,
    };
    let units = organization::unit_names_in(db).await?;
    let people = organization::people(db).await?;
    Ok(people
        .into_iter()
        .filter(|it| it.in_office_on(day) && document.concerns(it.id, it.unit_id, day))
        .filter(|it| opens.as_ref().is_none_or(|opens| opens.contains(&it.id)))
        .map(|it| Reader {
            person_id: it.id,
            unit_name: it.unit_id.and_then(|unit| units.get(&unit.0).cloned()),
            read_on: read.get(&it.id.0).copied(),
            name: it.name,
        })
        .collect())
}

/// The people whose role opens what is 非公開 of the unit on the day.
async fn who_opens(
    db: &impl ConnectionTrait,
    unit: OrganizationUnitId,
    day: NaiveDate,
) -> Result<BTreeSet<PersonId>, ServiceError> {
    let units = organization_unit::Entity::find().all(db).await?;
    let held = role_assignment::Entity::find()
        .filter(role_assignment::Column::FromOn.lte(day))
        .all(db)
        .await?;
    Ok(held
        .into_iter()
        .filter(|row| row.to_on.is_none_or(|last| day <= last))
        .filter(|row| row.role.may(Action::View, Resource::Procedure))
        .filter(|row| {
            row.unit_id
                .is_none_or(|own| below(own, &units).contains(&unit))
        })
        .map(|row| PersonId(row.person_id))
        .collect())
}

/// 「読んだ」: the person who asks read the version in force.
///
/// # Errors
/// Without the right to open it; when the version is not in force, or does not concern the person.
pub async fn acknowledge(
    ctx: &Context,
    id: RegulationDocumentId,
    version: RegulationVersionId,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let person = ctx.person_id()?;
    let today = ctx.today();
    let tx = ctx.begin().await?;
    let document = record::load(&tx, id).await?;
    may_see(ctx, &document)?;
    let current = document.in_force_on(today).filter(|it| it.id == version);
    let current = current
        .filter(|_| document.void_reason.is_none())
        .ok_or(RegulationRuleError::NotReadable)?;
    let readers = readers(&tx, &document, version, today).await?;
    let mut own = readers.iter().filter(|it| it.person_id == person);
    let own = own.next().ok_or(RegulationRuleError::NotConcerned)?;
    if own.read_on.is_some() {
        return Ok(());
    }
    insert(&tx, ctx, version, person, today).await?;
    let event = Event::new(
        "規程・手順の確認（既読）",
        super::SUBJECT,
        id.0,
        &document.title,
    )
    .after(serde_json::json!({ "version": current.version_no, "read_on": today }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Records who read the version in force on paper, or in a briefing.
///
/// # Errors
/// Without the right; somebody it does not concern; a day before it was in force; when somebody else saved
/// first.
pub async fn record_readings(
    ctx: &Context,
    id: RegulationDocumentId,
    revision: i32,
    draft: ReadingDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Regulation)?;
    let change = begin(ctx, Action::Edit, id, revision).await?;
    let current = change.document.in_force_on(ctx.today());
    let current = current.ok_or(RegulationRuleError::NotReadable)?.clone();
    let readers = readers(&change.tx, &change.document, current.id, ctx.today()).await?;
    let is_concerned = |person: &PersonId| readers.iter().any(|it| it.person_id == *person);
    if !draft.people.iter().all(is_concerned) {
        let what = FieldError::NotUsable("職員".to_owned());
        return Err(ServiceError::field("people", what));
    }
    let decided_on = current.enacted_on.min(current.in_force_on);
    if draft.read_on < decided_on {
        let words = format!(
            "この版の制定・改正日（{}）より前です。読んだ日を確かめてください。",
            domain::wareki::long(decided_on)
        );
        return Err(ServiceError::field("read_on", FieldError::Other(words)));
    }
    for person in &draft.people {
        insert(&change.tx, ctx, current.id, *person, draft.read_on).await?;
    }
    let after = serde_json::json!({
        "version": current.version_no,
        "read_on": draft.read_on,
        "count": draft.people.len(),
    });
    change
        .finish(ctx, "規程・手順の確認（既読）の記録", &after)
        .await
}

async fn insert(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    version: RegulationVersionId,
    person: PersonId,
    read_on: NaiveDate,
) -> Result<(), ServiceError> {
    let row = regulation_acknowledgement::ActiveModel {
        id: NotSet,
        version_id: Set(version.0),
        person_id: Set(person.0),
        read_on: Set(read_on),
        recorded_by: Set(ctx.actor.person_id.map(|id| id.0)),
    };
    let twice = OnConflict::columns([
        regulation_acknowledgement::Column::VersionId,
        regulation_acknowledgement::Column::PersonId,
    ])
    .do_nothing()
    .to_owned();
    regulation_acknowledgement::Entity::insert(row)
        .on_conflict(twice)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
