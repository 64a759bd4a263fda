//! Records as they are in the tables, to know whether one was changed and to put it back exactly as it was.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{Context, ServiceError, audit_log::canonical, database::among, file::sha256_of};

/// Does `$do!(entity, key, "key")` with every table of a kind of record, its own first.
macro_rules! tables {
    ($kind:expr, $do:ident) => {
        match $kind {
            "contract" => {
                $do!(contract, Id, "id");
                $do!(contract_term, ContractId, "contract_id");
                $do!(contract_clause, ContractId, "contract_id");
                $do!(contract_item_cover, ContractId, "contract_id");
                $do!(contract_appendix_row, ContractId, "contract_id");
            }
            "vendor" => {
                $do!(vendor, Id, "id");
                $do!(vendor_certification, VendorId, "vendor_id");
                $do!(vendor_debarment, VendorId, "vendor_id");
            }
            "person" => {
                $do!(person, Id, "id");
            }
            "organization_unit" => {
                $do!(organization_unit, Id, "id");
            }
            "external_service" => {
                $do!(external_service, Id, "id");
                $do!(external_service_profile, ServiceId, "service_id");
                $do!(use_approval, ServiceId, "service_id");
                $do!(external_service_review, ServiceId, "service_id");
                $do!(external_service_certificate, ServiceId, "service_id");
            }
            "social_media_service" => {
                $do!(social_media_service, Id, "id");
            }
            "social_media_account" => {
                $do!(social_media_account, Id, "id");
                $do!(social_media_event, AccountId, "account_id");
                $do!(social_media_observation, AccountId, "account_id");
            }
            other => {
                let words = format!("an import of {other} cannot be taken back");
                return Err(ServiceError::unexpected(words));
            }
        }
    };
}

/// The tables of the records themselves.
const TABLES: [&str; 7] = [
    "contract",
    "vendor",
    "person",
    "organization_unit",
    "external_service",
    "social_media_service",
    "social_media_account",
];

/// Records by kind and key.
pub(super) type Key = (String, i64);

/// The rows of each record, by table. What is not there is left out.
pub(super) async fn images(
    db: &impl ConnectionTrait,
    keys: &BTreeSet<Key>,
) -> Result<BTreeMap<Key, Value>, ServiceError> {
    let mut images = BTreeMap::new();
    for (kind, ids) in by_kind(keys) {
        let mut found: BTreeMap<i64, Map<String, Value>> = BTreeMap::new();
        macro_rules! read {
            ($entity:ident, $key:ident, $name:literal) => {
                let column = entities::$entity::Column::$key;
                let order = entities::$entity::Column::Id;
                for (id, row) in
                    rows::<entities::$entity::Entity>(db, column, order, $name, &ids).await?
                {
                    let record = if $name == "id" {
                        Some(found.entry(id).or_default())
                    } else {
                        found.get_mut(&id)
                    };
                    if let Some(Value::Array(rows)) = record.map(|record| {
                        let rows = record.entry(stringify!($entity));
                        rows.or_insert_with(|| Value::Array(Vec::new()))
                    }) {
                        rows.push(row);
                    }
                }
            };
        }
        tables!(kind, read);
        let found = found.into_iter();
        images.extend(found.map(|(id, record)| ((kind.to_owned(), id), Value::Object(record))));
    }
    Ok(images)
}

/// SHA-256 of each record as it stands.
pub(super) async fn hashes(
    db: &impl ConnectionTrait,
    keys: &BTreeSet<Key>,
) -> Result<BTreeMap<Key, String>, ServiceError> {
    let images = images(db, keys).await?;
    Ok(images
        .into_iter()
        .map(|(key, image)| (key, hash(&image)))
        .collect())
}

/// SHA-256 of what a record says. Not of its revision, nor of keys of its parts: they go on when a record gets
/// its values back, or its parts are written anew.
pub(super) fn hash(image: &Value) -> String {
    let mut said = image.clone();
    for (table, rows) in said.as_object_mut().into_iter().flatten() {
        let is_part = !TABLES.contains(&table.as_str());
        for row in rows.as_array_mut().into_iter().flatten() {
            if let Some(fields) = row.as_object_mut() {
                fields.retain(|field, _| {
                    let is_made = matches!(field.as_str(), "revision" | "updated_at");
                    let is_key_of_part = is_part && field == "id";
                    !is_made && !is_key_of_part
                });
            }
        }
    }
    sha256_of(canonical(&said).as_bytes())
}

/// The row of the record itself.
pub(super) fn own_row(kind: &str, image: &Value) -> Option<Value> {
    image.get(kind)?.get(0).cloned()
}

/// Writes a record as it was. Only its revision goes on, and the time of the change.
pub(super) async fn put_back(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    (kind, id): &Key,
    now: &Value,
    before: &Value,
) -> Result<(), ServiceError> {
    macro_rules! write {
        ($entity:ident, $key:ident, $name:literal) => {
            let name = stringify!($entity);
            let (rows, rows_now) = (rows_of(before, name), rows_of(now, name));
            if $name == "id" {
                let row = renewed(ctx, rows.first(), rows_now.first());
                overwrite::<entities::$entity::Entity>(tx, row).await?;
            } else if rows != rows_now {
                let column = entities::$entity::Column::$key;
                replace::<entities::$entity::Entity>(tx, column, *id, rows).await?;
            }
        };
    }
    tables!(kind.as_str(), write);
    Ok(())
}

/// Removes records that an import added. Parts go first; units lose their places above before.
pub(super) async fn remove(
    tx: &impl ConnectionTrait,
    kind: &str,
    ids: &[i64],
) -> Result<(), ServiceError> {
    let ids = || ids.iter().copied();
    if kind == "organization_unit" {
        let apart = entities::organization_unit::ActiveModel {
            parent_id: Set(None),
            ..Default::default()
        };
        entities::organization_unit::Entity::update_many()
            .set(apart)
            .filter(among(tx, entities::organization_unit::Column::Id, ids()))
            .exec(tx)
            .await?;
    }
    macro_rules! delete_part {
        ($entity:ident, $key:ident, $name:literal) => {
            if $name != "id" {
                entities::$entity::Entity::delete_many()
                    .filter(among(tx, entities::$entity::Column::$key, ids()))
                    .exec(tx)
                    .await?;
            }
        };
    }
    tables!(kind, delete_part);
    macro_rules! delete_own {
        ($entity:ident, $key:ident, $name:literal) => {
            if $name == "id" {
                entities::$entity::Entity::delete_many()
                    .filter(among(tx, entities::$entity::Column::$key, ids()))
                    .exec(tx)
                    .await?;
            }
        };
    }
    tables!(kind, delete_own);
    Ok(())
}

fn by_kind(keys: &BTreeSet<Key>) -> BTreeMap<&str, Vec<i64>> {
    let mut by_kind: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (kind, id) in keys {
        by_kind.entry(kind).or_default().push(*id);
    }
    by_kind
}

async fn rows<E>(
    db: &impl ConnectionTrait,
    key: E::Column,
    order: E::Column,
    name: &str,
    ids: &[i64],
) -> Result<Vec<(i64, Value)>, ServiceError>
where
    E: EntityTrait,
    E::Model: Serialize,
{
    let mut found = Vec::new();
    let rows = E::find()
        .filter(among(db, key, ids.iter().copied()))
        .order_by_asc(order)
        .all(db)
        .await?;
    for row in rows {
        let row = serde_json::to_value(row)?;
        let id = row.get(name).and_then(Value::as_i64).unwrap_or_default();
        found.push((id, row));
    }
    Ok(found)
}

fn rows_of<'i>(image: &'i Value, name: &str) -> &'i [Value] {
    image
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The row as it was, with the next revision.
fn renewed(ctx: &Context, before: Option<&Value>, now: Option<&Value>) -> Value {
    let mut row = before.cloned().unwrap_or_default();
    let revision = now
        .and_then(|now| now.get("revision"))
        .and_then(Value::as_i64)
        .unwrap_or_default();
    if let Some(fields) = row.as_object_mut() {
        fields.insert("revision".to_owned(), Value::from(revision + 1));
        if let Some(time) = fields.get_mut("updated_at") {
            *time = serde_json::json!(ctx.now());
        }
    }
    row
}

async fn overwrite<E>(tx: &impl ConnectionTrait, row: Value) -> Result<(), ServiceError>
where
    E: EntityTrait,
    E::Model: DeserializeOwned + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + sea_orm::ActiveModelBehavior + Send,
{
    let model: E::Model = serde_json::from_value(row)?;
    model.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

async fn replace<E>(
    tx: &impl ConnectionTrait,
    key: E::Column,
    id: i64,
    rows: &[Value],
) -> Result<(), ServiceError>
where
    E: EntityTrait,
    E::Model: DeserializeOwned + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    E::delete_many().filter(key.eq(id)).exec(tx).await?;
    let mut models = Vec::new();
    for row in rows {
        let model: E::Model = serde_json::from_value(row.clone())?;
        models.push(model.into_active_model().reset_all());
    }
    if !models.is_empty() {
        E::insert_many(models).exec_without_returning(tx).await?;
    }
    Ok(())
}
