//! Many rows in few statements. Both engines limit the values of one statement (`SQLite` 32,766, `PostgreSQL`
//! 65,535), so rows go in chunks; how many statements there are depends on the size of the rows only by that.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable,
    PrimaryKeyTrait, sea_query::OnConflict,
};

/// Most values of one statement.
const MOST_VALUES: usize = 32_000;

fn rows_at_once<A: ActiveModelTrait>() -> usize {
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    (MOST_VALUES / columns.max(1)).max(1)
}

/// Inserts rows and answers their keys, in the order of the rows: keys are given in that order, ascending.
pub(crate) async fn insert_with_keys<A>(
    tx: &impl ConnectionTrait,
    rows: Vec<A>,
) -> Result<Vec<i64>, DbErr>
where
    A: ActiveModelTrait,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    <A::Entity as EntityTrait>::PrimaryKey: PrimaryKeyTrait<ValueType = i64>,
{
    let mut keys = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(rows_at_once::<A>()) {
        let mut given = <A::Entity as EntityTrait>::insert_many(chunk.to_vec())
            .exec_with_returning_keys(tx)
            .await?;
        given.sort_unstable();
        keys.extend(given);
    }
    Ok(keys)
}

/// Inserts rows whose keys nobody asks for.
pub(crate) async fn insert<A: ActiveModelTrait>(
    tx: &impl ConnectionTrait,
    rows: Vec<A>,
) -> Result<(), DbErr> {
    for chunk in rows.chunks(rows_at_once::<A>()) {
        <A::Entity as EntityTrait>::insert_many(chunk.to_vec())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Writes whole rows over those with the same keys, where the condition of the conflict holds; answers how
/// many were written.
pub(crate) async fn overwrite<A: ActiveModelTrait>(
    tx: &impl ConnectionTrait,
    rows: Vec<A>,
    conflict: OnConflict,
) -> Result<u64, DbErr> {
    let mut written = 0;
    for chunk in rows.chunks(rows_at_once::<A>()) {
        written += <A::Entity as EntityTrait>::insert_many(chunk.to_vec())
            .on_conflict(conflict.clone())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(written)
}
