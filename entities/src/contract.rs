//! 契約.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "contracts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub contract_no: String,
    pub fiscal_year: i32,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub title_key: String,
    pub unit_id: i64,
    pub vendor_id: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub vendor_branch: Option<String>,
    pub procurement_method: Option<domain::contract::ProcurementMethod>,
    pub document_kind: domain::contract::DocumentKind,
    pub starts_on: chrono::NaiveDate,
    pub ends_on: chrono::NaiveDate,
    pub amount_yen: Option<i64>,
    pub amount_kind: domain::contract::AmountKind,
    pub prior_notice_on: Option<chrono::NaiveDate>,
    pub signed_on: Option<chrono::NaiveDate>,
    pub signing_method: Option<domain::contract::SigningMethod>,
    pub confidentiality: Option<domain::contract::profile::Confidentiality>,
    pub integrity: Option<domain::contract::profile::Integrity>,
    pub availability: Option<domain::contract::profile::Availability>,
    pub segment: Option<domain::contract::profile::Segment>,
    pub facts: Json,
    pub personal_info: bool,
    pub personal_info_count: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub state: domain::contract::ContractState,
    pub stage: domain::contract::preparation::PreparationStage,
    pub submitted_by: Option<i64>,
    pub submitted_at: Option<chrono::DateTime<chrono::Utc>>,
    pub decided_by: Option<i64>,
    pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_comment: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub void_reason: Option<String>,
    pub drafted_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub source: Option<String>,
    pub revision: i32,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
