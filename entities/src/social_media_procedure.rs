//! アカウントの運用手順の版.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "social_media_procedures")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: i64,
    pub version_id: i64,
    pub from_on: chrono::NaiveDate,
    pub to_on: Option<chrono::NaiveDate>,
    pub person_id: Option<i64>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
