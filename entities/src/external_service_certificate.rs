//! 外部サービスの認証・登録.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "external_service_certificates")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub service_id: i64,
    pub kind: domain::vendor::CertificationKind,
    #[sea_orm(column_type = "Text", nullable)]
    pub number: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub scope: Option<String>,
    pub expires_on: Option<chrono::NaiveDate>,
    pub confirmed_on: chrono::NaiveDate,
    pub removed_on: Option<chrono::NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}
