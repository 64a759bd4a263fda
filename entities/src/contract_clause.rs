//! 契約に付けた条項.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "contract_clauses")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub clause: String,
    pub entry_id: i64,
    pub level: Option<domain::contract::clauses::Level>,
    pub because: Option<Json>,
    pub origin: domain::contract::decision::Origin,
    pub decision: domain::contract::decision::Decision,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub expires_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub approver: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
