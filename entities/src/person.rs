//! 職員.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "people")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub staff_no: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub kana: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub kana_key: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    pub unit_id: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub email: Option<String>,
    pub employment_kind: domain::organization::EmploymentKind,
    pub in_office_from: chrono::NaiveDate,
    pub in_office_to: Option<chrono::NaiveDate>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
