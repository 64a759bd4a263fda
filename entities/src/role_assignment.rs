//! 役割の割当て.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "role_assignments")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_id: i64,
    pub role: domain::authorization::Role,
    pub unit_id: Option<i64>,
    pub from_on: chrono::NaiveDate,
    pub to_on: Option<chrono::NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}
