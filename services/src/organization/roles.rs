//! 役割: who holds which role, from when to when.

use domain::{
    authorization::{Action, Resource},
    id::{OrganizationUnitId, PersonId, RoleAssignmentId},
    input::FieldError,
    organization::{RoleAssignment, RoleDraft},
};
use entities::{organization_unit, person, role_assignment};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::{Context, ServiceError, audit_log};

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

/// Roles of a person, now and before.
pub(super) async fn held_by(
    db: &impl ConnectionTrait,
    id: PersonId,
) -> Result<Vec<RoleAssignment>, ServiceError> {
    let rows = role_assignment::Entity::find()
        .filter(role_assignment::COLUMN.person_id.eq(id.0))
        .order_by_asc(role_assignment::Column::FromOn)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(role_of).collect())
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
