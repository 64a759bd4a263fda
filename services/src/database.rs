//! All that differs between the engines. Nothing else asks which engine it is.

use std::time::Duration;

use sea_orm::{
    ColumnTrait, Condition, ConnectOptions, ConnectionTrait, Database, DatabaseConnection,
    DatabaseTransaction, DbBackend, DbErr, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter,
    QuerySelect, QueryTrait, RuntimeErr, Select, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
    sea_query::{Expr, Func, LikeExpr, SimpleExpr, UnionType},
    sqlx,
};

/// How long a writer waits for another on SQLite.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// A connection nobody used for this long is tried before it is used again: the server may have closed it.
const TRIED_AFTER: Duration = Duration::from_secs(5);
/// Connections of the pool.
const MAX_CONNECTIONS: u32 = 8;

/// Opens the database of a `sqlite://…` or `postgres://…` address.
///
/// # Errors
/// When the address is wrong or nothing answers there.
pub async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(MAX_CONNECTIONS).sqlx_logging(false);
    options
        .acquire_timeout(Duration::from_secs(20))
        .connect_timeout(Duration::from_secs(10))
        .test_before_acquire_if_idle_for(TRIED_AFTER);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "NORMAL")
            .pragma("cache_size", "-16000")
    });
    Database::connect(options).await
}

/// Opens a transaction that will write. On SQLite it takes the write lock at once, so that two
/// writers queue instead of failing half-way.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    match db.get_database_backend() {
        DbBackend::Sqlite => {
            db.begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await
        }
        _ => db.begin().await,
    }
}

/// True when others can write while a transaction that writes is open.
pub(crate) fn lets_others_write(db: &DatabaseConnection) -> bool {
    db.get_database_backend() != DbBackend::Sqlite
}

/// A text column for sorting: bytewise on both engines.
pub(crate) fn bytewise(db: &impl ConnectionTrait, column: SimpleExpr) -> SimpleExpr {
    match db.get_database_backend() {
        DbBackend::Postgres => Expr::cust_with_exprs("$1 COLLATE \"C\"", [column]),
        _ => column,
    }
}

/// True when the text stands anywhere in the column, sign for sign. SQLite searches faster than it matches a pattern.
pub(crate) fn contains(
    db: &impl ConnectionTrait,
    column: impl IntoSimpleExpr,
    text: &str,
) -> SimpleExpr {
    let column = column.into_simple_expr();
    if db.get_database_backend() == DbBackend::Sqlite {
        let place = Func::cust("instr").arg(column).arg(text);
        return Expr::from(place).gt(0);
    }
    let mut escaped = String::with_capacity(text.len() + 2);
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    column.like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// True when the column holds one of the keys. They travel as one value: a statement takes 32,766 on SQLite and 65,535
/// on PostgreSQL, and a large ledger has more keys than that.
pub fn among(
    db: &impl ConnectionTrait,
    column: impl IntoSimpleExpr,
    keys: impl IntoIterator<Item = i64>,
) -> SimpleExpr {
    let keys: Vec<i64> = keys.into_iter().collect();
    let keys = Expr::val(serde_json::Value::from(keys).to_string());
    let words = match db.get_database_backend() {
        DbBackend::Sqlite => "? IN (SELECT value FROM json_each(?))",
        _ => "$1 IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST($2 AS json)))",
    };
    Expr::cust_with_exprs(words, [column.into_simple_expr(), keys])
}

/// What a query finds for a row, as a column of it: one value, or none.
pub(crate) fn scalar<E: EntityTrait>(query: Select<E>) -> SimpleExpr {
    Expr::SubQuery(None, Box::new(query.into_query().into()))
}

/// The rows that meet any of the conditions. PostgreSQL reads once for all of them; SQLite reads, for each, an index
/// that holds what it is about.
pub(crate) fn any_of<E: EntityTrait>(
    db: &impl ConnectionTrait,
    key: E::Column,
    conditions: impl IntoIterator<Item = SimpleExpr>,
) -> Condition {
    if db.get_database_backend() != DbBackend::Sqlite {
        return conditions
            .into_iter()
            .fold(Condition::any(), Condition::add);
    }
    let keys = |condition| {
        let rows = E::find().select_only().column(key).filter(condition);
        rows.into_query()
    };
    let mut found = conditions.into_iter().map(keys);
    let Some(mut first) = found.next() else {
        return Condition::any();
    };
    let rest = found.map(|rows| (UnionType::Distinct, rows));
    Condition::all().add(key.in_subquery(first.unions(rest).to_owned()))
}

/// The name `uq_<table>__<columns>` of the unique constraint an error speaks of.
#[must_use]
pub fn violated(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) =
        error
    else {
        return None;
    };
    let sqlx::Error::Database(error) = error.as_ref() else {
        return None;
    };
    if let Some(name) = error.constraint() {
        return Some(name.to_owned());
    }
    // SQLite: "UNIQUE constraint failed: vendors.corporate_number, vendors.branch"
    let columns = error.message().strip_prefix("UNIQUE constraint failed: ")?;
    let mut table = "";
    let mut names = Vec::new();
    for column in columns.split(", ") {
        let (owner, name) = column.split_once('.')?;
        table = owner;
        names.push(name);
    }
    Some(format!("uq_{table}__{}", names.join("_")))
}

/// Writes a copy of an SQLite database to a file, while others go on working.
///
/// # Errors
/// On PostgreSQL (use `pg_dump`), or when the file cannot be written.
pub(crate) async fn copy_to(db: &DatabaseConnection, path: &str) -> Result<(), DbErr> {
    match db.get_database_backend() {
        DbBackend::Sqlite => {
            let quoted = path.replace('\'', "''");
            db.execute_unprepared(&format!("VACUUM INTO '{quoted}'"))
                .await
                .map(|_| ())
        }
        _ => Err(DbErr::Custom("PostgreSQL: use pg_dump".to_owned())),
    }
}

/// Lets the engine know at once what a very large number of new rows are like. PostgreSQL would find out by itself a
/// minute later, and until then read whole tables; SQLite has nothing to find out.
pub(crate) async fn settle(db: &DatabaseConnection) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("VACUUM ANALYZE").await?;
    }
    Ok(())
}

/// The name of the engine, for people.
#[must_use]
pub fn engine_name(db: &DatabaseConnection) -> &'static str {
    match db.get_database_backend() {
        DbBackend::Sqlite => "SQLite",
        DbBackend::Postgres => "PostgreSQL",
        _ => "?",
    }
}

/// Makes a fresh database from a prepared one, for a test: a file copy on SQLite, a database from a
/// template on PostgreSQL (`maintenance` is a connection to another database of the cluster).
///
/// # Errors
/// When the engine refuses.
pub async fn clone_template(
    maintenance: &DatabaseConnection,
    template: &str,
    name: &str,
) -> Result<(), DbErr> {
    maintenance
        .execute_unprepared(&format!(
            "CREATE DATABASE \"{name}\" TEMPLATE \"{template}\""
        ))
        .await
        .map(|_| ())
}

/// Makes an empty PostgreSQL database with bytewise order, for a test.
///
/// # Errors
/// When the engine refuses.
pub async fn create_empty(maintenance: &DatabaseConnection, name: &str) -> Result<(), DbErr> {
    maintenance.execute_unprepared(&format!("CREATE DATABASE \"{name}\" TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'")).await.map(|_| ())
}

/// A column as a database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnShape {
    pub table: String,
    pub name: String,
    pub is_nullable: bool,
    /// The engine's own word.
    pub type_name: String,
}

/// All columns of all tables, for comparing two databases in a test.
///
/// # Errors
/// When the engine refuses.
pub async fn columns(db: &DatabaseConnection) -> Result<Vec<ColumnShape>, DbErr> {
    let query = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name, column_name, is_nullable = 'YES' AS is_nullable, data_type AS type_name
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name AS table_name, c.name AS column_name,
                    c.\"notnull\" = 0 AND c.pk = 0 AS is_nullable, lower(c.type) AS type_name
             FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        }
    };
    let statement = Statement::from_string(db.get_database_backend(), query);
    let rows = db.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(ColumnShape {
                table: row.try_get("", "table_name")?,
                name: row.try_get("", "column_name")?,
                is_nullable: row.try_get("", "is_nullable")?,
                type_name: row.try_get("", "type_name")?,
            })
        })
        .collect()
}
