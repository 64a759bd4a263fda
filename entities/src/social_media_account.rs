//! SNSのアカウント.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "social_media_accounts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub service_id: i64,
    pub unit_id: i64,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub handle: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub url: Option<String>,
    pub ownership: domain::social_media::Ownership,
    #[sea_orm(column_type = "Text", nullable)]
    pub body: Option<String>,
    pub contract_id: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    #[sea_orm(column_type = "Text")]
    pub audience: String,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub hours: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reply_policy: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub policy_url: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub listing_url: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub recovery_mail: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub recovery_phone: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub credential_custodian: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub state: domain::social_media::AccountState,
    pub registered_on: chrono::NaiveDate,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
