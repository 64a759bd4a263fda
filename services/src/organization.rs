//! 職員・組織: units, people in office, roles with dates.

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource, Scope},
    fold,
    id::{OrganizationUnitId, PersonId, RoleAssignmentId},
    input::FieldError,
    organization::{
        OrganizationUnit, OrganizationUnitDraft, Person, PersonDraft, RoleAssignment, RoleDraft,
    },
};
use entities::{account, organization_unit, person, role_assignment};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::{Context, ServiceError, audit_log, error::taken};

impl From<organization_unit::Model> for Unit {
    fn from(row: organization_unit::Model) -> Self {
        Self(OrganizationUnit {
            id: OrganizationUnitId(row.id),
            code: row.code,
            name: row.name,
            parent_id: row.parent_id.map(OrganizationUnitId),
            parent_name: row.parent_name,
            organ_type: row.organ_type,
            aliases: serde_json::from_value(row.aliases).unwrap_or_default(),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            revision: row.revision,
        })
    }
}

/// Carries the conversion of a row; rows and records live in other crates.
struct Unit(OrganizationUnit);

fn person_of(row: person::Model, sign_in_name: Option<String>) -> Person {
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

/// All units, by code, those that ended too.
///
/// # Errors
/// Without the right to see the organization.
pub async fn list_units(ctx: &Context) -> Result<Vec<OrganizationUnit>, ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    units(&ctx.db).await
}

pub(crate) async fn units(
    db: &impl ConnectionTrait,
) -> Result<Vec<OrganizationUnit>, ServiceError> {
    let rows = organization_unit::Entity::find()
        .order_by_asc(organization_unit::Column::Code)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| Unit::from(row).0).collect())
}

/// The units somebody may choose for a record: existing today, and within the actor's scope.
///
/// # Errors
/// Without the right to edit the resource.
pub async fn choosable_units(
    ctx: &Context,
    resource: Resource,
) -> Result<Vec<OrganizationUnit>, ServiceError> {
    ctx.authorize(Action::Edit, resource)?;
    let scope = ctx.scope(Action::Edit, resource);
    let mut units = units(&ctx.db).await?;
    units.retain(|unit| unit.exists_on(ctx.today()) && scope.contains(unit.id));
    Ok(units)
}

/// A unit.
///
/// # Errors
/// Without the right; when there is none.
pub async fn load_unit(
    ctx: &Context,
    id: OrganizationUnitId,
) -> Result<OrganizationUnit, ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    let row = organization_unit::Entity::find_by_id(id.0)
        .one(&ctx.db)
        .await?;
    row.map(|row| Unit::from(row).0)
        .ok_or(ServiceError::NotFound("組織"))
}

/// Adds a unit.
///
/// # Errors
/// Without the right; a code that is used.
pub async fn add_unit(
    ctx: &Context,
    draft: OrganizationUnitDraft,
) -> Result<OrganizationUnitId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let tx = ctx.begin().await?;
    let id = insert_unit(&tx, &draft).await?;
    let event = audit_log::Event::new("組織の追加", "organization_unit", id.0, &draft.name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn insert_unit(
    tx: &impl ConnectionTrait,
    draft: &OrganizationUnitDraft,
) -> Result<OrganizationUnitId, ServiceError> {
    let mut row = unit_row(draft)?;
    row.revision = Set(1);
    let inserted = organization_unit::Entity::insert(row).exec(tx).await;
    let inserted = inserted
        .map_err(|error| taken(error, "uq_organization_units__code", "code", &draft.code))?;
    Ok(OrganizationUnitId(inserted.last_insert_id))
}

fn unit_row(draft: &OrganizationUnitDraft) -> Result<organization_unit::ActiveModel, ServiceError> {
    Ok(organization_unit::ActiveModel {
        id: NotSet,
        code: Set(draft.code.clone()),
        name: Set(draft.name.clone()),
        name_key: Set(fold::search_key(&draft.name)),
        parent_id: Set(draft.parent_id.map(|id| id.0)),
        parent_name: Set(draft.parent_name.clone()),
        organ_type: Set(draft.organ_type),
        aliases: Set(serde_json::to_value(&draft.aliases)?),
        valid_from: Set(draft.valid_from),
        valid_to: Set(draft.valid_to),
        revision: NotSet,
    })
}

/// Changes a unit.
///
/// # Errors
/// Without the right; when somebody else saved first; a code that is used.
pub async fn change_unit(
    ctx: &Context,
    id: OrganizationUnitId,
    revision: i32,
    draft: OrganizationUnitDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    if draft.parent_id == Some(id) {
        return Err(ServiceError::field(
            "parent_id",
            FieldError::Other("自分自身を上位組織にはできません。".to_owned()),
        ));
    }
    let tx = ctx.begin().await?;
    let before = organization_unit::Entity::find_by_id(id.0)
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("組織"))?;
    let before = Unit::from(before).0;
    if before.revision != revision {
        return Err(conflict(&draft.name, &before, &draft));
    }
    // The form does not ask for the organ above a unit; what a list said stays.
    let draft = OrganizationUnitDraft {
        parent_name: before.parent_name.clone(),
        ..draft
    };
    update_unit(&tx, id, revision, &draft).await?;
    let event = audit_log::Event::new("組織の変更", "organization_unit", id.0, &draft.name)
        .change(Some(&before), &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes a changed unit; that nobody saved since `revision` has been asked before.
pub(crate) async fn update_unit(
    tx: &impl ConnectionTrait,
    id: OrganizationUnitId,
    revision: i32,
    draft: &OrganizationUnitDraft,
) -> Result<(), ServiceError> {
    let mut row = unit_row(draft)?;
    row.id = Set(id.0);
    row.revision = Set(revision + 1);
    let updated = row.update(tx).await;
    updated.map_err(|error| taken(error, "uq_organization_units__code", "code", &draft.code))?;
    Ok(())
}

/// Both versions of a record that was saved by two people.
pub(crate) fn conflict(
    subject: &str,
    saved: &impl serde::Serialize,
    typed: &impl serde::Serialize,
) -> ServiceError {
    let saved = serde_json::to_value(saved).ok();
    let typed = serde_json::to_value(typed).ok();
    ServiceError::Conflict(crate::error::Conflict {
        subject: subject.to_owned(),
        by: None,
        fields: audit_log::changes(saved.as_ref(), typed.as_ref()),
    })
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
    let roles = role_assignment::Entity::find()
        .filter(role_assignment::COLUMN.person_id.eq(id.0))
        .order_by_asc(role_assignment::Column::FromOn)
        .all(&ctx.db)
        .await?;
    Ok((
        person_of(row, account.map(|row| row.sign_in_name)),
        roles.into_iter().map(role_of).collect(),
    ))
}

fn role_of(row: role_assignment::Model) -> RoleAssignment {
    RoleAssignment {
        id: RoleAssignmentId(row.id),
        person_id: PersonId(row.person_id),
        role: row.role,
        unit_id: row.unit_id.map(OrganizationUnitId),
        from_on: row.from_on,
        to_on: row.to_on,
    }
}

/// All roles held now or before, by person.
///
/// # Errors
/// Without the right to see the organization.
pub async fn list_roles(ctx: &Context) -> Result<Vec<RoleAssignment>, ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    let rows = role_assignment::Entity::find()
        .order_by_asc(role_assignment::Column::PersonId)
        .order_by_asc(role_assignment::Column::FromOn)
        .all(&ctx.db)
        .await?;
    Ok(rows.into_iter().map(role_of).collect())
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

/// Gives a person a role from a day on.
///
/// # Errors
/// Without the right; when there is no such person or unit.
pub async fn assign_role(
    ctx: &Context,
    person_id: PersonId,
    draft: RoleDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let tx = ctx.begin().await?;
    let person = person::Entity::find_by_id(person_id.0)
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("職員"))?;
    insert_role(&tx, person_id, &draft).await?;
    let event = audit_log::Event::new("役割の割当て", "person", person_id.0, &person.name)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn insert_role(
    tx: &impl ConnectionTrait,
    person_id: PersonId,
    draft: &RoleDraft,
) -> Result<(), ServiceError> {
    if let Some(unit) = draft.unit_id {
        let found = organization_unit::Entity::find_by_id(unit.0)
            .one(tx)
            .await?;
        found.ok_or_else(|| {
            ServiceError::field("unit_id", FieldError::NotUsable("組織".to_owned()))
        })?;
    }
    let row = role_assignment::ActiveModel {
        id: NotSet,
        person_id: Set(person_id.0),
        role: Set(draft.role),
        unit_id: Set(draft.unit_id.map(|id| id.0)),
        from_on: Set(draft.from_on),
        to_on: Set(draft.to_on),
    };
    role_assignment::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Ends a role today. The assignment stays as history.
///
/// # Errors
/// Without the right; when there is no such assignment.
pub async fn end_role(ctx: &Context, id: RoleAssignmentId) -> Result<PersonId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let tx = ctx.begin().await?;
    let row = role_assignment::Entity::find_by_id(id.0)
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("役割の割当て"))?;
    let before = role_of(row.clone());
    let yesterday = ctx.today().pred_opt().unwrap_or(ctx.today());
    let mut changed = row.into_active_model();
    changed.to_on = Set(Some(yesterday));
    let after = role_of(changed.update(&tx).await?);
    let event = audit_log::Event::new(
        "役割の終了",
        "person",
        before.person_id.0,
        before.role.label(),
    )
    .change(Some(&before), &after)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(before.person_id)
}

/// Names of units, by id.
pub(crate) async fn unit_names(
    db: &impl ConnectionTrait,
) -> Result<HashMap<i64, String>, ServiceError> {
    let rows = organization_unit::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Names of people, by id.
pub(crate) async fn people_names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, ServiceError> {
    let rows = person::Entity::find()
        .filter(person::COLUMN.id.is_in(ids))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// True when the actor sees the whole town.
#[must_use]
pub fn sees_everything(ctx: &Context, resource: Resource) -> bool {
    ctx.scope(Action::View, resource) == Scope::Town
}
