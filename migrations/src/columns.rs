//! Columns and constraints in the project's shapes, for both engines.

use sea_orm_migration::prelude::*;

/// Key of every table: 64-bit, given by the database.
pub(crate) fn id() -> ColumnDef {
    ColumnDef::new("id")
        .big_integer()
        .not_null()
        .auto_increment()
        .primary_key()
        .take()
}

/// Number of the last change, against lost updates.
pub(crate) fn revision() -> ColumnDef {
    ColumnDef::new("revision")
        .integer()
        .not_null()
        .default(1)
        .take()
}

/// Text that must be there.
pub(crate) fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

/// Text that may be missing.
pub(crate) fn text_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().take()
}

/// A date that must be there.
pub(crate) fn date(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().not_null().take()
}

/// A date that may be missing.
pub(crate) fn date_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().null().take()
}

/// An instant, UTC.
pub(crate) fn instant(name: &'static str) -> ColumnDef {
    ColumnDef::new(name)
        .timestamp_with_time_zone()
        .not_null()
        .take()
}

/// An instant that may be missing, UTC.
pub(crate) fn instant_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name)
        .timestamp_with_time_zone()
        .null()
        .take()
}

/// A 64-bit whole number.
pub(crate) fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

/// A 64-bit whole number that may be missing.
pub(crate) fn number_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().take()
}

/// A 32-bit whole number.
pub(crate) fn small_number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

/// JSON that is only read back, never queried.
pub(crate) fn json(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).json().not_null().take()
}

/// JSON that may be missing.
pub(crate) fn json_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).json().null().take()
}

/// A code out of a closed list, with its CHECK.
pub(crate) fn code(name: &'static str, codes: &[&'static str]) -> ColumnDef {
    ColumnDef::new(name)
        .string_len(32)
        .not_null()
        .check(Expr::col(name).is_in(codes.to_vec()))
        .take()
}

/// A code out of a closed list that may be missing, with its CHECK.
pub(crate) fn code_null(name: &'static str, codes: &[&'static str]) -> ColumnDef {
    ColumnDef::new(name)
        .string_len(32)
        .null()
        .check(
            Expr::col(name)
                .is_null()
                .or(Expr::col(name).is_in(codes.to_vec())),
        )
        .take()
}

/// A foreign key `fk_<table>__<column>`; nothing that is referred to can go.
pub(crate) fn refers(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}__{column}"))
        .from(table, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .take()
}

/// A unique index `uq_<table>__<columns>`.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index_on("uq", table, columns).unique().take()
}

/// An index `ix_<table>__<columns>`.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index_on("ix", table, columns)
}

/// Drops what [`index()`] made.
pub(crate) async fn drop_index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let name = format!("ix_{table}__{}", columns.join("_"));
    manager
        .drop_index(Index::drop().name(name).table(table).to_owned())
        .await
}

fn index_on(prefix: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement
        .name(format!("{prefix}_{table}__{}", columns.join("_")))
        .table(table);
    for column in columns {
        statement.col(*column);
    }
    statement
}

/// Drops tables, last made first.
pub(crate) async fn drop_tables(
    manager: &SchemaManager<'_>,
    tables: &[&'static str],
) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        manager
            .drop_table(Table::drop().table(*table).to_owned())
            .await?;
    }
    Ok(())
}
