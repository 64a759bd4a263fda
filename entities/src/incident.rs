//! 事故等.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incidents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: domain::incident::IncidentKind,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub subject_kind: Option<domain::incident::SubjectKind>,
    pub subject_id: Option<i64>,
    pub unit_id: i64,
    pub occurred_on: Option<chrono::NaiveDate>,
    pub known_at: chrono::DateTime<chrono::Utc>,
    pub known_on: chrono::NaiveDate,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    pub personal_info: domain::incident::PersonalInfo,
    pub intent: domain::incident::Intent,
    pub affected_count: Option<i64>,
    pub state: domain::incident::IncidentState,
    pub publication: domain::incident::Publication,
    pub publication_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub publication_note: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub cause: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub prevention: Option<String>,
    pub closed_on: Option<chrono::NaiveDate>,
    pub closed_by: Option<i64>,
    pub recorded_by: Option<i64>,
    pub recorded_on: chrono::NaiveDate,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
