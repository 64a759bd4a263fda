//! 別紙の行.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "contract_appendix_rows")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
    #[sea_orm(column_type = "Text")]
    pub appendix: String,
    pub position: i32,
    pub cells: Json,
}

impl ActiveModelBehavior for ActiveModel {}
