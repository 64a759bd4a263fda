//! Numbers given in order, without gaps left by a refused use case. Never an id of a row.

use entities::counter;
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::error::ServiceError;

/// The next number of a counter. Inside a transaction it also queues writers of that counter.
pub(crate) async fn next(db: &impl ConnectionTrait, name: &str) -> Result<i64, ServiceError> {
    reserve(db, name, 1).await
}

/// The first of so many numbers in a row; the others follow it. At least one.
pub(crate) async fn reserve(
    db: &impl ConnectionTrait,
    name: &str,
    count: i64,
) -> Result<i64, ServiceError> {
    let fresh = counter::ActiveModel {
        name: Set(name.to_owned()),
        value: Set(0),
    };
    counter::Entity::insert(fresh)
        .on_conflict(
            OnConflict::column(counter::Column::Name)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    counter::Entity::update_many()
        .col_expr(
            counter::Column::Value,
            Expr::col(counter::Column::Value).add(count),
        )
        .filter(counter::COLUMN.name.eq(name))
        .exec(db)
        .await?;
    let row = counter::Entity::find_by_id(name.to_owned()).one(db).await?;
    row.map(|row| row.value - count + 1)
        .ok_or(ServiceError::NotFound("counter"))
}

/// The next number comes after `value`.
pub(crate) async fn raise(
    db: &impl ConnectionTrait,
    name: &str,
    value: i64,
) -> Result<(), ServiceError> {
    let row = counter::ActiveModel {
        name: Set(name.to_owned()),
        value: Set(value),
    };
    counter::Entity::insert(row)
        .on_conflict(
            OnConflict::column(counter::Column::Name)
                .update_column(counter::Column::Value)
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// The last number given; 0 when none was.
pub(crate) async fn current(db: &impl ConnectionTrait, name: &str) -> Result<i64, ServiceError> {
    Ok(counter::Entity::find_by_id(name.to_owned())
        .one(db)
        .await?
        .map_or(0, |row| row.value))
}
