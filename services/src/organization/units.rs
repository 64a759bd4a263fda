//! 組織: units, with the days they exist.

use std::{collections::HashMap, sync::Arc};

use domain::{
    authorization::{Action, Resource},
    fold,
    id::OrganizationUnitId,
    input::FieldError,
    organization::{OrganizationUnit, OrganizationUnitDraft},
};
use entities::organization_unit;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryOrder,
};

use crate::{
    Context, ServiceError, Store, audit_log,
    error::{conflict, taken},
};

fn unit_of(row: organization_unit::Model) -> OrganizationUnit {
    OrganizationUnit {
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
    }
}

/// All units, by code, those that ended too.
///
/// # Errors
/// Without the right to see the organization.
pub async fn list_units(ctx: &Context) -> Result<Vec<OrganizationUnit>, ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    Ok(all_units(ctx).await?.list.clone())
}

/// All units, as a page about the ledger needs them.
pub(crate) struct Units {
    /// By code, those that ended too.
    list: Vec<OrganizationUnit>,
    names: Arc<HashMap<i64, String>>,
}

/// All units of the ledger as it is; not within a transaction that changes them.
async fn all_units(store: &Store) -> Result<Arc<Units>, ServiceError> {
    let find = || async {
        let list = units(&store.db).await?;
        let names = list.iter().map(|unit| (unit.id.0, unit.name.clone()));
        let names = Arc::new(names.collect());
        Ok(Units { list, names })
    };
    store.kept.units.answer(store, (), find).await
}

/// Names of units, by id, of the ledger as it is; within a transaction it is [`unit_names_in`].
pub(crate) async fn unit_names(store: &Store) -> Result<Arc<HashMap<i64, String>>, ServiceError> {
    Ok(Arc::clone(&all_units(store).await?.names))
}

pub(crate) async fn units(
    db: &impl ConnectionTrait,
) -> Result<Vec<OrganizationUnit>, ServiceError> {
    let rows = organization_unit::Entity::find()
        .order_by_asc(organization_unit::Column::Code)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(unit_of).collect())
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
    let all = all_units(ctx).await?;
    let choosable = all
        .list
        .iter()
        .filter(|unit| unit.exists_on(ctx.today()) && scope.contains(unit.id));
    Ok(choosable.cloned().collect())
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
    row.map(unit_of).ok_or(ServiceError::NotFound("組織"))
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
    let before = unit_of(before);
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

/// Names of units, by id, as a transaction sees them.
pub(crate) async fn unit_names_in(
    db: &impl ConnectionTrait,
) -> Result<HashMap<i64, String>, ServiceError> {
    let rows = organization_unit::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Codes of units, by id: the order of the town's list.
pub(crate) async fn unit_codes(
    db: &impl ConnectionTrait,
) -> Result<HashMap<i64, String>, ServiceError> {
    let rows = organization_unit::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}
