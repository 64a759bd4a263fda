//! A record an import adds or changes, and how it was before.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_changes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub run_id: i64,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub subject_kind: String,
    /// Empty for what is not yet added.
    pub subject_id: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub label: String,
    pub effect: domain::import_run::Effect,
    pub changes: Json,
    /// The rows of the record before; empty for what was added.
    pub image_before: Option<Json>,
    /// SHA-256 of the rows of the record after.
    pub hash_after: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
