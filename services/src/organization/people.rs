//! 職員: people, with the days they are in office.

use std::collections::{BTreeSet, HashMap};

use domain::{
    authorization::{Action, Resource},
    fold,
    id::{OrganizationUnitId, PersonId},
    organization::{Person, PersonDraft, RoleAssignment},
};
use entities::{account, person};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::roles;
use crate::{
    Context, ServiceError, audit_log,
    database::among,
    error::{conflict, taken},
};

pub(super) fn person_of(row: person::Model, sign_in_name: Option<String>) -> Person {
    Person {
        id: PersonId(row.id),
        staff_no: row.staff_no,
        name: row.name,
        kana: row.kana,
        title: row.title,
        unit_id: row.unit_id.map(OrganizationUnitId),
        email: row.email,
        employment_kind: row.employment_kind,
        in_office_from: row.in_office_from,
        in_office_to: row.in_office_to,
        sign_in_name,
        revision: row.revision,
    }
}

/// All people, in 五十音 order, those who left too.
///
/// # Errors
/// Without the right to see the organization.
pub async fn list_people(ctx: &Context) -> Result<Vec<Person>, ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    let accounts = account::Entity::find().all(&ctx.db).await?;
    let mut names: HashMap<i64, String> = accounts
        .into_iter()
        .map(|row| (row.person_id, row.sign_in_name))
        .collect();
    let rows = person::Entity::find()
        .order_by_asc(person::Column::KanaKey)
        .order_by_asc(person::Column::Id)
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let name = names.remove(&row.id);
            person_of(row, name)
        })
        .collect())
}

/// A person with the roles held, now and before.
///
/// # Errors
/// Without the right; when there is none.
pub async fn load_person(
    ctx: &Context,
    id: PersonId,
) -> Result<(Person, Vec<RoleAssignment>), ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    let row = person::Entity::find_by_id(id.0)
        .one(&ctx.db)
        .await?
        .ok_or(ServiceError::NotFound("職員"))?;
    let account = account::Entity::find()
        .filter(account::COLUMN.person_id.eq(id.0))
        .one(&ctx.db)
        .await?;
    Ok((
        person_of(row, account.map(|row| row.sign_in_name)),
        roles::held_by(&ctx.db, id).await?,
    ))
}

/// Adds a person.
///
/// # Errors
/// Without the right; a 職員番号 that is used.
pub async fn add_person(ctx: &Context, draft: PersonDraft) -> Result<PersonId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let tx = ctx.begin().await?;
    let id = insert_person(&tx, &draft).await?;
    let event = audit_log::Event::new("職員の追加", "person", id.0, &draft.name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn insert_person(
    tx: &impl ConnectionTrait,
    draft: &PersonDraft,
) -> Result<PersonId, ServiceError> {
    let mut row = person_row(draft);
    row.revision = Set(1);
    let inserted = person::Entity::insert(row)
        .exec(tx)
        .await
        .map_err(|error| staff_no_taken(error, draft))?;
    Ok(PersonId(inserted.last_insert_id))
}

fn staff_no_taken(error: sea_orm::DbErr, draft: &PersonDraft) -> ServiceError {
    taken(
        error,
        "uq_people__staff_no_employment_kind",
        "staff_no",
        &draft.staff_no,
    )
}

fn person_row(draft: &PersonDraft) -> person::ActiveModel {
    person::ActiveModel {
        id: NotSet,
        staff_no: Set(draft.staff_no.clone()),
        name: Set(draft.name.clone()),
        name_key: Set(fold::search_key(&draft.name)),
        kana: Set(draft.kana.clone()),
        kana_key: Set(fold::sort_key(draft.kana.as_deref().unwrap_or(&draft.name))),
        title: Set(draft.title.clone()),
        unit_id: Set(draft.unit_id.map(|id| id.0)),
        email: Set(draft.email.clone()),
        employment_kind: Set(draft.employment_kind),
        in_office_from: Set(draft.in_office_from),
        in_office_to: Set(draft.in_office_to),
        revision: NotSet,
    }
}

/// Changes a person.
///
/// # Errors
/// Without the right; when somebody else saved first; a 職員番号 that is used.
pub async fn change_person(
    ctx: &Context,
    id: PersonId,
    revision: i32,
    draft: PersonDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let tx = ctx.begin().await?;
    let before = person::Entity::find_by_id(id.0)
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("職員"))?;
    let before = person_of(before, None);
    if before.revision != revision {
        return Err(conflict(&draft.name, &before, &draft));
    }
    update_person(&tx, id, revision, &draft).await?;
    let event = audit_log::Event::new("職員の変更", "person", id.0, &draft.name)
        .change(Some(&before), &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes a changed person; that nobody saved since `revision` has been asked before.
pub(crate) async fn update_person(
    tx: &impl ConnectionTrait,
    id: PersonId,
    revision: i32,
    draft: &PersonDraft,
) -> Result<(), ServiceError> {
    let mut row = person_row(draft);
    row.id = Set(id.0);
    row.revision = Set(revision + 1);
    row.update(tx)
        .await
        .map_err(|error| staff_no_taken(error, draft))?;
    Ok(())
}

/// Everybody, without sign-in names; for comparing a roster.
pub(crate) async fn people(db: &impl ConnectionTrait) -> Result<Vec<Person>, ServiceError> {
    let rows = person::Entity::find()
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| person_of(row, None)).collect())
}

/// Names of people, by id; an id may come more than once.
pub(crate) async fn people_names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, ServiceError> {
    let ids: BTreeSet<i64> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = person::Entity::find()
        .filter(among(db, person::Column::Id, ids))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
