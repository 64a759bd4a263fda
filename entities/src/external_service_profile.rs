//! 外部サービスの内容, from a day to a day.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "external_service_profiles")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub service_id: i64,
    pub from_on: chrono::NaiveDate,
    pub to_on: Option<chrono::NaiveDate>,
    pub kind: domain::external_service::ServiceKind,
    pub deployment: Option<domain::external_service::Deployment>,
    pub paid: bool,
    pub vendor_id: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub provider_name: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub subject_information: Option<String>,
    pub confidentiality: domain::contract::profile::Confidentiality,
    pub personal_info: bool,
    pub provider_handling: domain::external_service::ProviderHandling,
    #[sea_orm(column_type = "Text", nullable)]
    pub provider_handling_reason: Option<String>,
    pub segment: domain::contract::profile::Segment,
    pub account_count: Option<i64>,
    pub annual_cost_yen: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub data_location: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub governing_law: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub terms_version: Option<String>,
    pub terms_confirmed_on: Option<chrono::NaiveDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub alternative: Option<String>,
    pub contract_id: Option<i64>,
    pub recorded_by: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
