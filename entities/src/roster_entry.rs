//! 従事者名簿の一人.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "roster_entries")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub employer: String,
    pub employment_kind: domain::subcontract::roster::EmploymentKind,
    #[sea_orm(column_type = "Text", nullable)]
    pub role: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub scope: Option<String>,
    pub from_on: chrono::NaiveDate,
    pub to_on: Option<chrono::NaiveDate>,
    pub pledge_on: Option<chrono::NaiveDate>,
    pub training_on: Option<chrono::NaiveDate>,
    pub recorded_on: chrono::NaiveDate,
    pub recorded_by: Option<i64>,
    pub voided_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub void_reason: Option<String>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
