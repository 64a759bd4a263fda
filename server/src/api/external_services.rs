//! 外部サービス.

use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    external_service::{
        UseApproval,
        summary::{ServiceDetail, ServiceFilter, ServiceSummary},
    },
    id::ExternalServiceId,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    asked::{Asked, Choice, Page, Paging},
    choices::{ServiceIssueCode, ServiceKindCode, UseStateCode, choice},
    error::{ApiError, OrRefusal, Refusals},
};

/// A line of the ledger of 外部サービス.
#[derive(Serialize, ToSchema)]
pub(super) struct ServiceItem {
    id: i64,
    /// 管理番号
    service_no: String,
    /// サービス名
    name: String,
    /// 所管課のid
    unit_id: i64,
    /// 所管課
    unit_name: String,
    /// 提供事業者
    provider: Option<String>,
    /// 種別
    kind: Option<Choice>,
    /// 機密性の分類
    confidentiality: Option<Choice>,
    /// 個人情報を取り扱う
    personal_info: bool,
    /// 利用承認の有効期限（最後の日）
    expires_on: Option<NaiveDate>,
    /// 利用の状態
    state: Choice,
    /// 直すこと
    issues: Vec<Choice>,
}

impl From<ServiceSummary> for ServiceItem {
    fn from(it: ServiceSummary) -> Self {
        Self {
            id: it.id.0,
            service_no: it.service_no,
            name: it.name,
            unit_id: it.unit_id.0,
            unit_name: it.unit_name,
            provider: it.provider,
            kind: it.kind.map(|it| choice!(it)),
            confidentiality: it.confidentiality.map(|it| choice!(it)),
            personal_info: it.personal_info,
            expires_on: it.expires_on,
            state: choice!(it.state),
            issues: it.issues.into_iter().map(|it| choice!(it)).collect(),
        }
    }
}

/// 外部サービス with what it is today and its approvals.
#[derive(Serialize, ToSchema)]
pub(super) struct ServiceRecord {
    id: i64,
    /// 管理番号
    service_no: String,
    /// サービス名
    name: String,
    /// 所管課のid
    unit_id: i64,
    /// 所管課
    unit_name: String,
    /// 提供事業者
    provider: Option<String>,
    /// 提供事業者の委託先としてのid
    vendor_id: Option<i64>,
    /// 支払いの契約のid
    contract_id: Option<i64>,
    /// 種別
    kind: Option<Choice>,
    /// 利用の目的
    purpose: Option<String>,
    /// 機密性の分類
    confidentiality: Option<Choice>,
    /// 個人情報を取り扱う
    personal_info: bool,
    /// 接続系統
    segment: Option<Choice>,
    /// データの保存先
    data_location: Option<String>,
    /// 約款の版
    terms_version: Option<String>,
    /// 利用の開始日
    started_on: Option<NaiveDate>,
    /// 利用の終了日
    ended_on: Option<NaiveDate>,
    /// 利用の状態
    state: Choice,
    /// 直すこと
    issues: Vec<Choice>,
    /// 利用承認（古い順）
    approvals: Vec<ApprovalItem>,
    /// 備考
    note: Option<String>,
    /// 無効にした理由
    void_reason: Option<String>,
}

/// 利用承認.
#[derive(Serialize, ToSchema)]
pub(super) struct ApprovalItem {
    /// 申請日
    applied_on: NaiveDate,
    /// 取り下げた日
    withdrawn_on: Option<NaiveDate>,
    /// 決定
    decision: Option<Choice>,
    /// 決定日
    decided_on: Option<NaiveDate>,
    /// 有効期限（最後の日）
    expires_on: Option<NaiveDate>,
    /// 取り消した日
    revoked_on: Option<NaiveDate>,
}

impl From<UseApproval> for ApprovalItem {
    fn from(it: UseApproval) -> Self {
        Self {
            applied_on: it.applied_on,
            withdrawn_on: it.withdrawn_on,
            decision: it.decision.map(|it| choice!(it)),
            decided_on: it.decided_on,
            expires_on: it.expires_on,
            revoked_on: it.revoked_on,
        }
    }
}

impl From<ServiceDetail> for ServiceRecord {
    fn from(detail: ServiceDetail) -> Self {
        let it = detail.service;
        let profile = it.profile_on(detail.today).or(it.profiles.last()).cloned();
        let profile = profile.as_ref();
        Self {
            id: it.id.0,
            unit_id: it.unit_id.0,
            unit_name: detail.unit_name,
            provider: detail.provider,
            vendor_id: profile.and_then(|it| it.vendor_id).map(|id| id.0),
            contract_id: profile.and_then(|it| it.contract_id).map(|id| id.0),
            kind: profile.map(|it| choice!(it.kind)),
            purpose: profile.map(|it| it.purpose.clone()),
            confidentiality: profile.map(|it| choice!(it.confidentiality)),
            personal_info: profile.is_some_and(|it| it.personal_info),
            segment: profile.map(|it| choice!(it.segment)),
            data_location: profile.and_then(|it| it.data_location.clone()),
            terms_version: profile.and_then(|it| it.terms_version.clone()),
            started_on: it.started_on,
            ended_on: it.ended_on,
            state: choice!(detail.state),
            issues: detail.issues.into_iter().map(|it| choice!(it)).collect(),
            approvals: it.approvals.into_iter().map(Into::into).collect(),
            service_no: it.service_no,
            name: it.name,
            note: it.note,
            void_reason: it.void_reason,
        }
    }
}

/// 外部サービスの一覧
///
/// `state`を指定しないときは、終了と無効を除く全部です。
#[utoipa::path(
    get, path = "/api/v1/services", operation_id = "list_services", tag = "services",
    params(
        Paging,
        ("q" = Option<String>, Query, description = "サービス名・管理番号・提供事業者の一部", max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*$"),
        ("unit" = Option<i64>, Query, description = "所管課のid", minimum = 1),
        ("kind" = inline(Option<ServiceKindCode>), Query, description = "種別"),
        ("state" = inline(Option<UseStateCode>), Query, description = "利用の状態"),
        ("issue" = inline(Option<ServiceIssueCode>), Query, description = "直すこと"),
    ),
    responses((status = 200, description = "一覧", body = Page<ServiceItem>), Refusals),
)]
pub(super) async fn list(mut asked: Asked) -> Result<Response, ApiError> {
    let paging = asked.paging()?;
    let filter = ServiceFilter {
        q: asked.text("q")?,
        unit: asked.key("unit")?,
        kind: asked.one_of("kind", &ServiceKindCode::codes())?,
        state: asked.one_of("state", &UseStateCode::codes())?,
        issue: asked.one_of("issue", &ServiceIssueCode::codes())?,
        page: paging.page.to_string(),
        ..ServiceFilter::default()
    };
    asked.finish()?;
    let found = services::external_service::page(&asked.ctx, &filter, paging.per_page)
        .await
        .or_refusal(&asked.ctx)?;
    let items: Vec<ServiceItem> = found.services.into_iter().map(Into::into).collect();
    Ok(asked.page(items, found.total, paging))
}

/// 外部サービス
#[utoipa::path(
    get, path = "/api/v1/services/{id}", operation_id = "get_service", tag = "services",
    params(("id" = i64, Path, description = "一覧のid", minimum = 1)),
    responses((status = 200, description = "外部サービス", body = ServiceRecord), Refusals),
)]
pub(super) async fn one(asked: Asked) -> Result<Response, ApiError> {
    asked.finish()?;
    let id: ExternalServiceId = asked.id("外部サービス")?;
    let service = services::external_service::load(&asked.ctx, id)
        .await
        .or_refusal(&asked.ctx)?;
    Ok(asked.answer(&ServiceRecord::from(service)))
}
