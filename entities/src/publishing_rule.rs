//! 発信できる情報の規定.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "publishing_rules")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: i64,
    pub version: i32,
    pub class: domain::contract::profile::Confidentiality,
    #[sea_orm(column_type = "Text")]
    pub consent_rule: String,
    #[sea_orm(column_type = "Text")]
    pub disaster_rule: String,
    pub drafted_on: chrono::NaiveDate,
    pub drafted_by: Option<i64>,
    pub approved_on: Option<chrono::NaiveDate>,
    pub approved_by: Option<i64>,
    pub from_on: Option<chrono::NaiveDate>,
    pub to_on: Option<chrono::NaiveDate>,
    pub withdrawn_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub withdrawn_reason: Option<String>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
