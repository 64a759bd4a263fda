//! 点検: one line per sheet, which is one contract and one period.

use axum::response::Response;
use chrono::NaiveDate;
use domain::verification::{SheetFilter, SheetSummary, period_label};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    asked::{Asked, Page, Paging},
    choices::SheetStateCode,
    error::{ApiError, OrRefusal, Refusals},
};

/// A sheet of 点検.
#[derive(Serialize, ToSchema)]
pub(super) struct VerificationItem {
    /// 契約のid
    contract_id: i64,
    /// 契約番号
    contract_no: String,
    /// 件名
    title: String,
    /// 委託先
    vendor_name: Option<String>,
    /// 所管課
    unit_name: String,
    /// 時期の記号
    #[schema(example = "FY2026")]
    period: String,
    /// 時期
    period_label: String,
    /// 期限（残っている項目のうち最も早いもの。なければ最後のもの）
    due_on: NaiveDate,
    /// 項目の数
    item_count: i64,
    /// 実施した項目の数
    done_count: i64,
    /// 不適合・一部不適合の数
    nonconform_count: i64,
}

impl From<SheetSummary> for VerificationItem {
    fn from(it: SheetSummary) -> Self {
        Self {
            contract_id: it.contract_id.0,
            contract_no: it.contract_no,
            title: it.title,
            vendor_name: it.vendor_name,
            unit_name: it.unit_name,
            period_label: period_label(&it.period),
            period: it.period,
            due_on: it.due_on,
            item_count: it.item_count,
            done_count: it.done_count,
            nonconform_count: it.nonconform_count,
        }
    }
}

/// 点検の一覧（期限の順）
///
/// `state`は、open 未実施（指定がないとき）、overdue 期限を過ぎたもの、month 31日以内、done 実施済み。
#[utoipa::path(
    get, path = "/api/v1/verifications", operation_id = "list_verifications", tag = "verifications",
    params(
        Paging,
        ("state" = inline(Option<SheetStateCode>), Query, description = "状態"),
        ("unit" = Option<i64>, Query, description = "所管課のid", minimum = 1),
        ("contract" = Option<i64>, Query, description = "契約のid", minimum = 1),
    ),
    responses((status = 200, description = "一覧", body = Page<VerificationItem>), Refusals),
)]
pub(super) async fn list(mut asked: Asked) -> Result<Response, ApiError> {
    let paging = asked.paging()?;
    let filter = SheetFilter {
        state: asked.one_of("state", &SheetStateCode::codes())?,
        unit: asked.key("unit")?,
        contract: asked.key("contract")?,
        page: paging.page.to_string(),
        ..SheetFilter::default()
    };
    asked.finish()?;
    let (rows, total) = services::verification::page(&asked.ctx, &filter, paging.per_page)
        .await
        .or_refusal(&asked.ctx)?;
    let items: Vec<VerificationItem> = rows.into_iter().map(Into::into).collect();
    Ok(asked.page(items, total, paging))
}
