//! 委託先.

use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    id::VendorId,
    vendor::{Certification, Debarment, Vendor, VendorFilter, VendorSummary},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    asked::{Asked, Choice, Page, Paging},
    choices::{KanaRow, choice},
    error::{ApiError, OrRefusal, Refusals},
};

/// A line of the list of 委託先.
#[derive(Serialize, ToSchema)]
pub(super) struct VendorItem {
    id: i64,
    /// 商号又は名称
    name: String,
    /// フリガナ
    kana: Option<String>,
    /// 法人番号
    corporate_number: Option<String>,
    /// 所在地
    address: Option<String>,
    /// 準備中と履行中の契約の数
    contract_count: i64,
    /// 期限の切れた認証・登録がある
    certificate_expired: bool,
    /// 指名停止中
    debarred: bool,
    /// 無効
    is_void: bool,
}

impl From<VendorSummary> for VendorItem {
    fn from(it: VendorSummary) -> Self {
        Self {
            id: it.id.0,
            name: it.name,
            kana: it.kana,
            corporate_number: it.corporate_number.map(|number| number.to_string()),
            address: it.address,
            contract_count: it.contract_count,
            certificate_expired: it.certificate_expired,
            debarred: it.debarred,
            is_void: it.is_void,
        }
    }
}

/// 委託先 with 認証・登録 and 指名停止.
#[derive(Serialize, ToSchema)]
pub(super) struct VendorRecord {
    id: i64,
    /// 種別
    kind: Choice,
    /// 商号又は名称
    name: String,
    /// フリガナ
    kana: Option<String>,
    /// 法人番号
    corporate_number: Option<String>,
    /// 適格請求書発行事業者の登録番号
    invoice_number: Option<String>,
    /// 所在地
    address: Option<String>,
    /// 代表者の職・氏名
    representative: Option<String>,
    /// 電話
    phone: Option<String>,
    /// 備考
    note: Option<String>,
    /// 無効にした理由
    void_reason: Option<String>,
    /// 認証・登録
    certifications: Vec<CertificationItem>,
    /// 指名停止
    debarments: Vec<DebarmentItem>,
}

/// 認証・登録.
#[derive(Serialize, ToSchema)]
pub(super) struct CertificationItem {
    /// 種類
    kind: Choice,
    /// 番号
    number: Option<String>,
    /// 対象範囲
    scope: Option<String>,
    /// 有効期限（最後の日）
    expires_on: Option<NaiveDate>,
}

/// 指名停止の期間.
#[derive(Serialize, ToSchema)]
pub(super) struct DebarmentItem {
    /// 開始日
    from_on: NaiveDate,
    /// 終了日（最後の日）
    to_on: Option<NaiveDate>,
    /// 理由
    reason: String,
}

impl From<Certification> for CertificationItem {
    fn from(it: Certification) -> Self {
        Self {
            kind: choice!(it.kind),
            number: it.number,
            scope: it.scope,
            expires_on: it.expires_on,
        }
    }
}

impl From<Debarment> for DebarmentItem {
    fn from(it: Debarment) -> Self {
        Self {
            from_on: it.from_on,
            to_on: it.to_on,
            reason: it.reason,
        }
    }
}

impl From<Vendor> for VendorRecord {
    fn from(it: Vendor) -> Self {
        Self {
            id: it.id.0,
            kind: choice!(it.kind),
            name: it.name,
            kana: it.kana,
            corporate_number: it.corporate_number.map(|number| number.to_string()),
            invoice_number: it.invoice_number.map(|number| number.to_string()),
            address: it.address,
            representative: it.representative,
            phone: it.phone,
            note: it.note,
            void_reason: it.void_reason,
            certifications: it.certifications.into_iter().map(Into::into).collect(),
            debarments: it.debarments.into_iter().map(Into::into).collect(),
        }
    }
}

/// 委託先の一覧（五十音順）
#[utoipa::path(
    get, path = "/api/v1/vendors", operation_id = "list_vendors", tag = "vendors",
    params(
        Paging,
        ("q" = Option<String>, Query, description = "名称の一部、又は法人番号", max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*$"),
        ("kana" = inline(Option<KanaRow>), Query, description = "五十音の行"),
    ),
    responses((status = 200, description = "一覧", body = Page<VendorItem>), Refusals),
)]
pub(super) async fn list(mut asked: Asked) -> Result<Response, ApiError> {
    let paging = asked.paging()?;
    let filter = VendorFilter {
        q: asked.text("q")?,
        kana: asked.one_of("kana", &KanaRow::codes())?,
        page: paging.page.to_string(),
        ..VendorFilter::default()
    };
    asked.finish()?;
    let (rows, total) = services::vendor::page(&asked.ctx, &filter, paging.per_page)
        .await
        .or_refusal(&asked.ctx)?;
    let items: Vec<VendorItem> = rows.into_iter().map(Into::into).collect();
    Ok(asked.page(items, total, paging))
}

/// 委託先
#[utoipa::path(
    get, path = "/api/v1/vendors/{id}", operation_id = "get_vendor", tag = "vendors",
    params(("id" = i64, Path, description = "一覧のid", minimum = 1)),
    responses((status = 200, description = "委託先", body = VendorRecord), Refusals),
)]
pub(super) async fn one(asked: Asked) -> Result<Response, ApiError> {
    asked.finish()?;
    let id: VendorId = asked.id("委託先")?;
    let vendor = services::vendor::load(&asked.ctx, id)
        .await
        .or_refusal(&asked.ctx)?;
    Ok(asked.answer(&VendorRecord::from(vendor)))
}
