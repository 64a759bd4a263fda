//! 設定の初期値: what this installation is — whose town, and whether it is the demo.

use entities::mark;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use crate::{ServiceError, Store, library::LoadedLibrary};

const MUNICIPALITY: &str = "municipality";
const DEMO: &str = "demo";

/// 甲: the municipality that contracts. The one of the policy unless the installation names another.
pub(crate) async fn municipality(
    db: &impl ConnectionTrait,
    library: &LoadedLibrary,
) -> Result<String, ServiceError> {
    let named = mark::Entity::find_by_id(MUNICIPALITY.to_owned())
        .one(db)
        .await?;
    Ok(named.map_or_else(
        || library.library.document.municipality.clone(),
        |row| row.value,
    ))
}

/// Names the municipality of this installation.
pub(crate) async fn set_municipality(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<(), ServiceError> {
    set(db, MUNICIPALITY, name).await
}

/// Marks the database as the demo town.
pub(crate) async fn set_demo(db: &impl ConnectionTrait) -> Result<(), ServiceError> {
    set(db, DEMO, "見本町").await
}

/// True when the database was made by the demo.
///
/// # Errors
/// When the database does not answer.
pub async fn is_demo(store: &Store) -> Result<bool, ServiceError> {
    Ok(mark::Entity::find_by_id(DEMO.to_owned())
        .one(&store.db)
        .await?
        .is_some())
}

async fn set(db: &impl ConnectionTrait, name: &str, value: &str) -> Result<(), ServiceError> {
    let row = mark::ActiveModel {
        name: Set(name.to_owned()),
        value: Set(value.to_owned()),
    };
    let conflict = OnConflict::column(mark::Column::Name)
        .update_column(mark::Column::Value)
        .to_owned();
    mark::Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
