//! サインインの登録: name, argon2id hash, lock-out.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_id: i64,
    #[sea_orm(column_type = "Text")]
    pub sign_in_name: String,
    #[sea_orm(column_type = "Text")]
    pub password_hash: String,
    pub failed_count: i32,
    pub locked_until: Option<chrono::DateTime<chrono::Utc>>,
    pub last_signed_in_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
