//! 変更契約の案.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_changes")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract_id: i64,
    /// The contract, while it is open: one for each.
    #[sea_orm(unique)]
    pub open_key: Option<i64>,
    pub state: domain::contract::change::ContractChangeState,
    /// The clauses of the contract as they will be.
    pub drafted: Json,
    pub clauses: Json,
    pub document: Json,
    pub base_annex_id: i64,
    pub annex_id: Option<i64>,
    pub prepared_by: i64,
    pub prepared_at: chrono::DateTime<chrono::Utc>,
    pub signed_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
