//! APIトークン; the token itself is not kept.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_tokens")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    /// SHA-256, in hexadecimal digits.
    pub token_hash: String,
    pub person_id: i64,
    pub issued_by: Option<i64>,
    pub issued_at: chrono::DateTime<chrono::Utc>,
    pub expires_on: chrono::NaiveDate,
    pub revoked_by: Option<i64>,
    pub revoked_at: Option<chrono::DateTime<chrono::Utc>>,
    pub last_used_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
