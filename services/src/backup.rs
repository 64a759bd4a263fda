//! バックアップ: one file that holds everything, on SQLite. PostgreSQL has `pg_dump`.

use domain::authorization::{Action, Resource};

use crate::{Context, ServiceError, database};

/// Writes a consistent copy of the database while others go on working.
///
/// # Errors
/// Without the right; on PostgreSQL; when the file exists or cannot be written.
pub async fn backup(ctx: &Context, path: &std::path::Path) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    if path.exists() {
        return Err(ServiceError::Rule(format!(
            "「{}」は、すでにあります。別の名前にしてください。",
            path.display()
        )));
    }
    if database::engine_name(&ctx.db) != "SQLite" {
        return Err(ServiceError::Rule(
            "PostgreSQLのバックアップは pg_dump を使ってください。".to_owned(),
        ));
    }
    Ok(database::copy_to(&ctx.db, &path.to_string_lossy()).await?)
}
