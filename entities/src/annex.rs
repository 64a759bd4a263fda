//! 発行した特記事項.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "annexes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
    #[sea_orm(column_type = "Text")]
    pub document_no: String,
    pub state: domain::annex::AnnexState,
    pub file_id: i64,
    pub sha256: String,
    pub manifest: Json,
    pub document: Json,
    pub issued_at: chrono::DateTime<chrono::Utc>,
    pub issued_by: i64,
}

impl ActiveModelBehavior for ActiveModel {}
