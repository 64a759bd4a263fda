//! 契約.

use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    contract::{
        ContractTerm,
        detail::{AnnexSummary, ClauseDetail, ContractDetail},
        summary::{ContractFilter, ContractSummary},
    },
    id::ContractId,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    asked::{Asked, Choice, Page, Paging},
    choices::{ConfidentialityCode, ContractOrder, ContractStatusCode, choice},
    error::{ApiError, OrRefusal, Refusals},
};

/// A line of the ledger of 契約.
#[derive(Serialize, ToSchema)]
pub(super) struct ContractItem {
    id: i64,
    /// 契約番号
    contract_no: String,
    /// 年度（西暦）
    fiscal_year: i32,
    /// 件名
    title: String,
    /// 所管課のid
    unit_id: i64,
    /// 所管課
    unit_name: String,
    /// 委託先のid
    vendor_id: Option<i64>,
    /// 委託先
    vendor_name: Option<String>,
    /// 機密性の分類
    confidentiality: Option<Choice>,
    /// 個人情報を取り扱う
    personal_info: bool,
    /// 契約期間の開始日
    starts_on: NaiveDate,
    /// 契約期間の終了日
    ends_on: NaiveDate,
    /// ステータス
    status: Choice,
    /// 期限を過ぎた点検の数
    overdue_count: i64,
    /// 次の点検の期限
    next_due_on: Option<NaiveDate>,
}

impl From<ContractSummary> for ContractItem {
    fn from(it: ContractSummary) -> Self {
        Self {
            id: it.id.0,
            contract_no: it.contract_no,
            fiscal_year: it.fiscal_year.0,
            title: it.title,
            unit_id: it.unit_id.0,
            unit_name: it.unit_name,
            vendor_id: it.vendor_id.map(|id| id.0),
            vendor_name: it.vendor_name,
            confidentiality: it.confidentiality.map(|it| choice!(it)),
            personal_info: it.personal_info,
            starts_on: it.starts_on,
            ends_on: it.ends_on,
            status: choice!(it.status),
            overdue_count: it.overdue_count,
            next_due_on: it.next_due_on,
        }
    }
}

/// 契約 with its terms, clauses and issued annexes.
#[derive(Serialize, ToSchema)]
pub(super) struct ContractRecord {
    id: i64,
    /// 契約番号
    contract_no: String,
    /// 年度（西暦）
    fiscal_year: i32,
    /// 件名
    title: String,
    /// 所管課のid
    unit_id: i64,
    /// 所管課
    unit_name: String,
    /// 委託先のid
    vendor_id: Option<i64>,
    /// 委託先
    vendor_name: Option<String>,
    /// 支店・営業所
    vendor_branch: Option<String>,
    /// 契約方法
    procurement_method: Option<Choice>,
    /// 契約書類
    document_kind: Choice,
    /// 契約期間の開始日
    starts_on: NaiveDate,
    /// 契約期間の終了日
    ends_on: NaiveDate,
    /// 契約金額（円、税込、参考）
    amount_yen: Option<i64>,
    /// 契約日
    signed_on: Option<NaiveDate>,
    /// 機密性の分類
    confidentiality: Option<Choice>,
    /// 業務の内容（条項集の条件）
    facts: Vec<String>,
    /// 個人情報の件数
    personal_info_count: Option<i64>,
    /// 備考
    note: Option<String>,
    /// ステータス
    status: Choice,
    /// 無効にした理由
    void_reason: Option<String>,
    /// 期
    terms: Vec<TermItem>,
    /// 条項
    clauses: Vec<ClauseItem>,
    /// 発行した特記事項
    annexes: Vec<AnnexItem>,
    /// 最後に変更した日時
    updated_at: DateTime<Utc>,
}

/// 期.
#[derive(Serialize, ToSchema)]
pub(super) struct TermItem {
    /// 第何期（1から）
    number: i32,
    /// 開始日
    starts_on: NaiveDate,
    /// 終了日
    ends_on: NaiveDate,
}

/// 条項 on the contract.
#[derive(Serialize, ToSchema)]
pub(super) struct ClauseItem {
    /// 条項の番号
    clause: String,
    /// 条項の版
    version: i32,
    /// 見出し
    title: String,
}

/// 発行した特記事項.
#[derive(Serialize, ToSchema)]
pub(super) struct AnnexItem {
    /// 文書番号
    document_no: String,
    /// 発行済み又は旧版
    state: Choice,
    /// PDFのSHA-256（16進）
    sha256: String,
    /// 発行した日時
    issued_at: DateTime<Utc>,
}

impl From<ContractDetail> for ContractRecord {
    fn from(detail: ContractDetail) -> Self {
        let it = detail.contract;
        Self {
            id: it.id.0,
            contract_no: it.contract_no,
            fiscal_year: it.fiscal_year.0,
            title: it.title,
            unit_id: it.unit_id.0,
            unit_name: detail.unit_name,
            vendor_id: it.vendor_id.map(|id| id.0),
            vendor_name: detail.vendor_name,
            vendor_branch: it.vendor_branch,
            procurement_method: it.procurement_method.map(|it| choice!(it)),
            document_kind: choice!(it.document_kind),
            starts_on: it.starts_on,
            ends_on: it.ends_on,
            amount_yen: it.amount_yen,
            signed_on: it.signed_on,
            confidentiality: it.confidentiality.map(|it| choice!(it)),
            facts: it.facts,
            personal_info_count: it.personal_info_count,
            note: it.note,
            status: choice!(detail.status),
            void_reason: it.void_reason,
            terms: detail.terms.into_iter().map(Into::into).collect(),
            clauses: detail.clauses.into_iter().map(Into::into).collect(),
            annexes: detail.annexes.into_iter().map(Into::into).collect(),
            updated_at: it.updated_at,
        }
    }
}

impl From<ContractTerm> for TermItem {
    fn from(it: ContractTerm) -> Self {
        Self {
            number: it.number,
            starts_on: it.starts_on,
            ends_on: it.ends_on,
        }
    }
}

impl From<ClauseDetail> for ClauseItem {
    fn from(it: ClauseDetail) -> Self {
        Self {
            clause: it.on_contract.clause.to_string(),
            version: it.version,
            title: it.title,
        }
    }
}

impl From<AnnexSummary> for AnnexItem {
    fn from(it: AnnexSummary) -> Self {
        Self {
            document_no: it.document_no,
            state: choice!(it.state),
            sha256: it.sha256,
            issued_at: it.issued_at,
        }
    }
}

/// 契約の一覧
///
/// `status`を指定しないときは、無効を除く全部です。
#[utoipa::path(
    get, path = "/api/v1/contracts", operation_id = "list_contracts", tag = "contracts",
    params(
        Paging,
        ("q" = Option<String>, Query, description = "契約番号・件名・委託先の一部", max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*$"),
        ("fy" = Option<u64>, Query, description = "年度（西暦）。その年度に効力のある契約", minimum = 1900, maximum = 2200, example = 2026),
        ("unit" = Option<i64>, Query, description = "所管課のid", minimum = 1),
        ("status" = inline(Option<ContractStatusCode>), Query, description = "ステータス"),
        ("class" = inline(Option<ConfidentialityCode>), Query, description = "機密性の分類"),
        ("sort" = inline(Option<ContractOrder>), Query, description = "並べ替え。「-」を付けると降順"),
    ),
    responses((status = 200, description = "一覧", body = Page<ContractItem>), Refusals),
)]
pub(super) async fn list(mut asked: Asked) -> Result<Response, ApiError> {
    let paging = asked.paging()?;
    let year = asked.number("fy", 1900, 2200)?;
    let filter = ContractFilter {
        q: asked.text("q")?,
        fy: year.map(|year| year.to_string()).unwrap_or_default(),
        unit: asked.key("unit")?,
        status: asked.one_of("status", &ContractStatusCode::codes())?,
        class: asked.one_of("class", &ConfidentialityCode::codes())?,
        sort: asked.one_of("sort", &ContractOrder::codes())?,
        page: paging.page.to_string(),
    };
    asked.finish()?;
    let (rows, total) = services::contract::page(&asked.ctx, &filter, paging.per_page)
        .await
        .or_refusal(&asked.ctx)?;
    let items: Vec<ContractItem> = rows.into_iter().map(Into::into).collect();
    Ok(asked.page(items, total, paging))
}

/// 契約
#[utoipa::path(
    get, path = "/api/v1/contracts/{id}", operation_id = "get_contract", tag = "contracts",
    params(("id" = i64, Path, description = "一覧のid", minimum = 1)),
    responses((status = 200, description = "契約", body = ContractRecord), Refusals),
)]
pub(super) async fn one(asked: Asked) -> Result<Response, ApiError> {
    asked.finish()?;
    let id: ContractId = asked.id("契約")?;
    let contract = services::contract::load(&asked.ctx, id)
        .await
        .or_refusal(&asked.ctx)?;
    Ok(asked.answer(&ContractRecord::from(contract)))
}
