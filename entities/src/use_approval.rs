//! 外部サービスの利用申請と利用承認.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "use_approvals")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub service_id: i64,
    pub round: i32,
    pub occasion: domain::external_service::Occasion,
    pub kind: domain::external_service::ServiceKind,
    pub confidentiality: domain::contract::profile::Confidentiality,
    pub personal_info: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub terms_version: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub wanted_until: Option<chrono::NaiveDate>,
    pub applied_on: chrono::NaiveDate,
    pub applied_by: Option<i64>,
    pub withdrawn_on: Option<chrono::NaiveDate>,
    pub withdrawn_by: Option<i64>,
    pub decision: Option<domain::external_service::UseDecision>,
    pub decided_on: Option<chrono::NaiveDate>,
    pub decided_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub approval_no: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub conditions: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub comment: Option<String>,
    pub expires_on: Option<chrono::NaiveDate>,
    pub regulation_version_id: Option<i64>,
    pub exception_id: Option<i64>,
    pub revoked_on: Option<chrono::NaiveDate>,
    pub revoked_by: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub revoked_because: Option<String>,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
