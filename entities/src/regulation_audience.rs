//! 規程・手順の対象者: a unit, a person, or (with neither) everybody.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "regulation_audiences")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub document_id: i64,
    pub unit_id: Option<i64>,
    pub person_id: Option<i64>,
    pub from_on: chrono::NaiveDate,
    pub to_on: Option<chrono::NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}
