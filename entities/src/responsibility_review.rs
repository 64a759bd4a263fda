//! 責任者の点検: a day on which who is responsible was looked at and found right.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "responsibility_reviews")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject_kind: domain::responsibility::SubjectKind,
    pub subject_id: i64,
    pub reviewed_on: chrono::NaiveDate,
    pub reviewed_by: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
