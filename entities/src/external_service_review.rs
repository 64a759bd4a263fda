//! 外部サービスの見直し.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "external_service_reviews")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub service_id: i64,
    pub occasion: domain::external_service::ReviewOccasion,
    pub asked_on: chrono::NaiveDate,
    pub asked_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub terms_version: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub done_on: Option<chrono::NaiveDate>,
    pub done_by: Option<i64>,
    pub judgement: Option<domain::external_service::Judgement>,
    #[sea_orm(column_type = "Text", nullable)]
    pub finding: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
