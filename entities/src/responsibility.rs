//! 責任の割当て: one line of the history of a subject. See the migration for how lines are chained.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "responsibilities")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject_kind: domain::responsibility::SubjectKind,
    pub subject_id: i64,
    pub role: domain::responsibility::ResponsibilityRole,
    pub chain: i64,
    pub person_id: i64,
    pub unit_id: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    pub from_on: chrono::NaiveDate,
    pub until_on: Option<chrono::NaiveDate>,
    pub position: Option<i32>,
    pub previous_position: Option<i32>,
    pub previous_until_on: Option<chrono::NaiveDate>,
    pub recorded_on: chrono::NaiveDate,
    pub recorded_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub withdrawn_reason: Option<String>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
