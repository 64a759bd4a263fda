//! 事故等の対応の経過.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_steps")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub incident_id: i64,
    pub step: domain::incident::Step,
    pub done_at: chrono::DateTime<chrono::Utc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub person_id: Option<i64>,
    pub recorded_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
