//! What people chose for the columns of a layout.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_layouts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    /// SHA-256 of the heads.
    pub layout: String,
    pub heads: Json,
    /// Code of the field by place; null leaves a column out.
    pub choices: Json,
    pub chosen_by: Option<i64>,
    pub chosen_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
