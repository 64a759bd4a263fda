//! 委託先名簿, 外部サービス台帳, SNSアカウント台帳.

use documents::workbook::Cell;
use domain::{
    authorization::{Action, Resource},
    contract::profile::Confidentiality,
    export::ExportLedger,
    external_service::{
        ServiceIssue, ServiceKind, UseState,
        summary::{ServiceFilter, ServiceSummary},
    },
    social_media::{
        AccountState,
        standing::Shortcoming,
        summary::{AccountFilter, AccountSummary},
    },
    vendor::{Vendor, VendorFilter},
};

use super::{
    CHUNK,
    layout::Form,
    output::{Columns, Output, flag, label, unit_name},
};
use crate::{Context, ServiceError, external_service, file::StoredFile, social_media, vendor};

const VENDOR: Columns = &[
    ("名称", 36),
    ("フリガナ", 30),
    ("区分", 12),
    ("法人番号", 16),
    ("登録番号", 18),
    ("所在地", 40),
    ("代表者", 24),
    ("電話番号", 16),
    ("認証・登録", 24),
    ("認証の有効期限", 18),
    ("指名停止（終わりの日）", 18),
    ("ステータス", 12),
    ("備考", 40),
];

/// All vendors under the filter, in 五十音 order.
///
/// # Errors
/// Without the right to see vendors; characters the format has no code for.
pub async fn vendors(
    ctx: &Context,
    filter: &VendorFilter,
    form: impl Into<Form>,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let mut output = Output::begin(ctx, ExportLedger::Vendors, form, VENDOR).await?;
    for ids in vendor::matching_ids(ctx, filter).await?.chunks(CHUNK) {
        for vendor in vendor::by_ids(ctx, ids).await? {
            output.push(&vendor_row(ctx, vendor))?;
        }
    }
    let filter = VendorFilter {
        page: String::new(),
        ..filter.clone()
    };
    let conditions = vec![
        ("検索する語", filter.q.clone()),
        ("五十音", filter.kana.clone()),
    ];
    output.finish(ctx, &filter, conditions).await
}

fn vendor_row(ctx: &Context, vendor: Vendor) -> Vec<Cell> {
    let today = ctx.today();
    let kinds: Vec<&str> = vendor
        .certifications
        .iter()
        .map(|it| it.kind.label())
        .collect();
    let first_end = vendor
        .certifications
        .iter()
        .filter_map(|it| it.expires_on)
        .min();
    let mut debarred = vendor.debarments.iter();
    let debarred =
        debarred.find(|it| it.from_on <= today && it.to_on.is_none_or(|last| today <= last));
    let status = match (&vendor.void_reason, debarred) {
        (Some(_), _) => "無効",
        (None, Some(_)) => "指名停止中",
        (None, None) => "",
    };
    vec![
        vendor.name.into(),
        vendor.kana.into(),
        vendor.kind.label().into(),
        vendor.corporate_number.map(|it| it.to_string()).into(),
        vendor.invoice_number.map(|it| it.to_string()).into(),
        vendor.address.into(),
        vendor.representative.into(),
        vendor.phone.into(),
        kinds.join("、").into(),
        first_end.into(),
        debarred.and_then(|it| it.to_on).into(),
        status.into(),
        vendor.note.into(),
    ]
}

const SERVICE: Columns = &[
    ("管理番号", 14),
    ("名称", 34),
    ("所管課", 18),
    ("種別", 24),
    ("提供事業者", 30),
    ("自治体機密性", 16),
    ("個人情報", 10),
    ("状態", 14),
    ("利用承認の期限", 18),
    ("要対応", 40),
];

/// All external services under the filter.
///
/// # Errors
/// Without the right to see services; characters the format has no code for.
pub async fn services(
    ctx: &Context,
    filter: &ServiceFilter,
    form: impl Into<Form>,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::ExternalService)?;
    let mut output = Output::begin(ctx, ExportLedger::Services, form, SERVICE).await?;
    for service in external_service::matching(ctx, filter).await? {
        output.push(&service_row(service))?;
    }
    let conditions = vec![
        ("検索する語", filter.q.clone()),
        ("所管課", unit_name(ctx, &filter.unit).await?),
        ("種別", label(&filter.kind, ServiceKind::label)),
        ("状態", label(&filter.state, UseState::label)),
        ("要対応", label(&filter.issue, ServiceIssue::label)),
    ];
    let filter = ServiceFilter {
        page: String::new(),
        ..filter.clone()
    };
    output.finish(ctx, &filter, conditions).await
}

fn service_row(service: ServiceSummary) -> Vec<Cell> {
    let issues: Vec<&str> = service.issues.iter().map(|it| it.label()).collect();
    vec![
        service.service_no.into(),
        service.name.into(),
        service.unit_name.into(),
        service.kind.map(ServiceKind::label).into(),
        service.provider.into(),
        service.confidentiality.map(Confidentiality::label).into(),
        flag(service.personal_info),
        service.state.label().into(),
        service.expires_on.into(),
        issues.join("、").into(),
    ]
}

const ACCOUNT: Columns = &[
    ("サービス", 20),
    ("アカウント名", 34),
    ("アカウントID", 22),
    ("URL", 40),
    ("所管課", 18),
    ("運用主体", 18),
    ("関係団体", 24),
    ("状態", 16),
    ("最終投稿", 18),
    ("要対応", 40),
];

/// All accounts under the filter.
///
/// # Errors
/// Without the right to see accounts; characters the format has no code for.
pub async fn accounts(
    ctx: &Context,
    filter: &AccountFilter,
    form: impl Into<Form>,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let lists = social_media::list(ctx, filter).await?;
    let mut output = Output::begin(ctx, ExportLedger::Accounts, form, ACCOUNT).await?;
    for account in lists.accounts {
        output.push(&account_row(account))?;
    }
    let mut services = lists.services.into_iter().map(|it| it.service);
    let mut shortcomings = Shortcoming::ALL.into_iter();
    let lacking = shortcomings.find(|it| it.code() == filter.lacks);
    let service = services.find(|it| it.id.to_string() == filter.service);
    let conditions = vec![
        ("検索する語", filter.q.clone()),
        ("サービス", service.map(|it| it.name).unwrap_or_default()),
        ("所管課", unit_name(ctx, &filter.unit).await?),
        ("状態", label(&filter.state, AccountState::label)),
        (
            "要対応",
            lacking
                .map(Shortcoming::label)
                .unwrap_or_default()
                .to_owned(),
        ),
    ];
    let filter = AccountFilter {
        page: String::new(),
        ..filter.clone()
    };
    output.finish(ctx, &filter, conditions).await
}

fn account_row(account: AccountSummary) -> Vec<Cell> {
    let shortcomings: Vec<&str> = account.shortcomings.iter().map(|it| it.label()).collect();
    vec![
        account.service_name.into(),
        account.name.into(),
        account.handle.into(),
        account.url.into(),
        account.unit_name.into(),
        account.ownership.label().into(),
        account.body.into(),
        account.state.label().into(),
        account.last_post.into(),
        shortcomings.join("、").into(),
    ]
}
