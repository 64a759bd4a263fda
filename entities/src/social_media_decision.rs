//! 休眠アカウントの判断.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "social_media_decisions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: i64,
    pub decision: domain::social_media::Decision,
    pub decided_on: chrono::NaiveDate,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub next_review_on: Option<chrono::NaiveDate>,
    pub person_id: Option<i64>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
