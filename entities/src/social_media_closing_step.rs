//! 廃止の手順.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "social_media_closing_steps")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: i64,
    pub step: domain::social_media::ClosingStep,
    pub done_on: chrono::NaiveDate,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub person_id: Option<i64>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
