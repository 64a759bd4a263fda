//! SNSのアカウント.

use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    id::SocialMediaAccountId,
    social_media::summary::{AccountDetail, AccountFilter, AccountSummary},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    asked::{Asked, Choice, Page, Paging},
    choices::{AccountStateCode, ShortcomingCode, choice},
    error::{ApiError, OrRefusal, Refusals},
};

/// A line of the list of accounts.
#[derive(Serialize, ToSchema)]
pub(super) struct AccountItem {
    id: i64,
    /// SNSの`id`
    service_id: i64,
    /// SNSの名称
    service_name: String,
    /// アカウント名
    name: String,
    /// ID（@）
    handle: Option<String>,
    /// URL
    url: Option<String>,
    /// 所管課のid
    unit_id: i64,
    /// 所管課
    unit_name: String,
    /// 区分
    ownership: Choice,
    /// 関係団体又は受託者
    body: Option<String>,
    /// 状態
    state: Choice,
    /// 確認した最後の投稿の日
    last_post: Option<NaiveDate>,
    /// 足りないこと
    shortcomings: Vec<Choice>,
}

impl From<AccountSummary> for AccountItem {
    fn from(it: AccountSummary) -> Self {
        Self {
            id: it.id.0,
            service_id: it.service_id.0,
            service_name: it.service_name,
            name: it.name,
            handle: it.handle,
            url: it.url,
            unit_id: it.unit_id.0,
            unit_name: it.unit_name,
            ownership: choice!(it.ownership),
            body: it.body,
            state: choice!(it.state),
            last_post: it.last_post,
            shortcomings: it.shortcomings.into_iter().map(|it| choice!(it)).collect(),
        }
    }
}

/// SNSのアカウント. What recovers it is not told here.
#[derive(Serialize, ToSchema)]
pub(super) struct AccountRecord {
    id: i64,
    /// SNSの`id`
    service_id: i64,
    /// SNSの名称
    service_name: String,
    /// アカウント名
    name: String,
    /// ID（@）
    handle: Option<String>,
    /// URL
    url: Option<String>,
    /// 所管課のid
    unit_id: i64,
    /// 所管課
    unit_name: String,
    /// 区分
    ownership: Choice,
    /// 関係団体又は受託者
    body: Option<String>,
    /// 運用の契約のid
    contract_id: Option<i64>,
    /// 目的
    purpose: String,
    /// 対象者
    audience: String,
    /// 発信内容
    content: String,
    /// 運用方針のURL
    policy_url: Option<String>,
    /// 公式ホームページの掲載先
    listing_url: Option<String>,
    /// 状態
    state: Choice,
    /// 足りないこと
    shortcomings: Vec<Choice>,
    /// 備考
    note: Option<String>,
}

impl From<AccountDetail> for AccountRecord {
    fn from(detail: AccountDetail) -> Self {
        let it = detail.account;
        let shortcomings = detail.shortcomings.into_iter();
        Self {
            id: it.id.0,
            service_id: it.service_id.0,
            service_name: detail.service_name,
            name: it.name,
            handle: it.handle,
            url: it.url,
            unit_id: it.unit_id.0,
            unit_name: detail.unit_name,
            ownership: choice!(it.ownership),
            body: it.body,
            contract_id: it.contract_id.map(|id| id.0),
            purpose: it.purpose,
            audience: it.audience,
            content: it.content,
            policy_url: it.policy_url,
            listing_url: it.listing_url,
            state: choice!(it.state),
            shortcomings: shortcomings.map(|it| choice!(it)).collect(),
            note: it.note,
        }
    }
}

/// SNSのアカウントの一覧
///
/// `state`を指定しないときは、申請中のものと、あるものの全部です。
#[utoipa::path(
    get, path = "/api/v1/accounts", operation_id = "list_accounts", tag = "accounts",
    params(
        Paging,
        ("q" = Option<String>, Query, description = "アカウント名・IDの一部", max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*$"),
        ("service" = Option<i64>, Query, description = "SNSのid", minimum = 1),
        ("unit" = Option<i64>, Query, description = "所管課のid", minimum = 1),
        ("state" = inline(Option<AccountStateCode>), Query, description = "状態"),
        ("lacks" = inline(Option<ShortcomingCode>), Query, description = "足りないこと"),
    ),
    responses((status = 200, description = "一覧", body = Page<AccountItem>), Refusals),
)]
pub(super) async fn list(mut asked: Asked) -> Result<Response, ApiError> {
    let paging = asked.paging()?;
    let filter = AccountFilter {
        q: asked.text("q")?,
        service: asked.key("service")?,
        unit: asked.key("unit")?,
        state: asked.one_of("state", &AccountStateCode::codes())?,
        lacks: asked.one_of("lacks", &ShortcomingCode::codes())?,
        ..AccountFilter::default()
    };
    asked.finish()?;
    let found = services::social_media::list(&asked.ctx, &filter)
        .await
        .or_refusal(&asked.ctx)?;
    let (rows, total) = paging.cut(found.accounts);
    let items: Vec<AccountItem> = rows.into_iter().map(Into::into).collect();
    Ok(asked.page(items, total, paging))
}

/// SNSのアカウント
#[utoipa::path(
    get, path = "/api/v1/accounts/{id}", operation_id = "get_account", tag = "accounts",
    params(("id" = i64, Path, description = "一覧のid", minimum = 1)),
    responses((status = 200, description = "アカウント", body = AccountRecord), Refusals),
)]
pub(super) async fn one(asked: Asked) -> Result<Response, ApiError> {
    asked.finish()?;
    let id: SocialMediaAccountId = asked.id("アカウント")?;
    let account = services::social_media::load(&asked.ctx, id)
        .await
        .or_refusal(&asked.ctx)?;
    Ok(asked.answer(&AccountRecord::from(account)))
}
