//! 契約台帳. Its columns are those the import knows, so that a file that was taken out and comes back
//! changes nothing.

use std::collections::HashMap;

use documents::workbook::Cell;
use domain::{
    authorization::{Action, Resource},
    contract::{
        AmountKind, Contract, ProcurementMethod,
        profile::{Confidentiality, Segment},
        summary::{ContractFilter, ContractStatus, status},
    },
    export::ExportLedger,
    fiscal_year::FiscalYear,
};

use super::{
    CHUNK,
    layout::Form,
    output::{Columns, Output, flag, label, unit_name},
};
use crate::{Context, ServiceError, contract, file::StoredFile, organization, vendor};

const COLUMNS: Columns = &[
    ("契約番号", 16),
    ("年度", 12),
    ("件名", 44),
    ("所管課", 18),
    ("委託先", 34),
    ("法人番号", 16),
    ("契約方法", 16),
    ("契約日", 18),
    ("履行期間(自)", 18),
    ("履行期間(至)", 18),
    ("契約金額", 14),
    ("単価契約の見込額", 14),
    ("自治体機密性", 16),
    ("接続系統", 22),
    ("個人情報", 10),
    ("特定個人情報", 10),
    ("個人情報件数", 12),
    ("再委託", 10),
    ("遠隔保守", 10),
    ("クラウド利用", 10),
    ("ステータス", 14),
    ("期限を過ぎた点検", 12),
    ("備考", 40),
];

/// All contracts under the filter, in its order.
///
/// # Errors
/// Without the right to see contracts; characters the format has no code for.
pub async fn contracts(
    ctx: &Context,
    filter: &ContractFilter,
    form: impl Into<Form>,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let mut output = Output::begin(ctx, ExportLedger::Contracts, form, COLUMNS).await?;
    let units = organization::unit_names(ctx).await?;
    for ids in contract::matching_ids(ctx, filter).await?.chunks(CHUNK) {
        let contracts = contract::by_ids(ctx, ids).await?;
        let vendors = contracts.iter().filter_map(|it| it.vendor_id);
        let vendors = vendor::names_with_numbers(&ctx.db, vendors.map(|id| id.0)).await?;
        let overdue = contract::overdue_counts(ctx, ids).await?;
        let names = Names {
            units: &units,
            vendors,
            overdue,
        };
        for contract in &contracts {
            output.push(&row(ctx, contract, &names))?;
        }
    }
    let year = filter.fy.parse().map(FiscalYear);
    let conditions = vec![
        ("検索する語", filter.q.clone()),
        (
            "年度",
            year.map_or_else(|_| String::new(), |year| year.label()),
        ),
        ("所管課", unit_name(ctx, &filter.unit).await?),
        ("ステータス", label(&filter.status, ContractStatus::label)),
        ("分類", label(&filter.class, Confidentiality::label)),
    ];
    let filter = ContractFilter {
        page: String::new(),
        ..filter.clone()
    };
    output.finish(ctx, &filter, conditions).await
}

/// What stands beside the contracts of a chunk.
struct Names<'a> {
    units: &'a HashMap<i64, String>,
    /// Name and 法人番号.
    vendors: HashMap<i64, (String, Option<String>)>,
    overdue: HashMap<i64, i64>,
}

fn row(ctx: &Context, contract: &Contract, names: &Names<'_>) -> Vec<Cell> {
    let vendor = contract.vendor_id.and_then(|id| names.vendors.get(&id.0));
    let vendor_name = vendor.map(|(name, _)| match &contract.vendor_branch {
        Some(branch) => format!("{name}　{branch}"),
        None => name.clone(),
    });
    let has = |fact: &str| contract.facts.iter().any(|it| it == fact);
    let status = status(
        contract.state,
        contract.preparation.stage(),
        contract.starts_on,
        contract.ends_on,
        ctx.today(),
    );
    let overdue = names
        .overdue
        .get(&contract.id.0)
        .copied()
        .unwrap_or_default();
    let [amount, expected] = amounts(contract);
    vec![
        contract.contract_no.as_str().into(),
        contract.fiscal_year.label().into(),
        contract.title.as_str().into(),
        names.units.get(&contract.unit_id.0).cloned().into(),
        vendor_name.into(),
        vendor.and_then(|(_, number)| number.clone()).into(),
        contract
            .procurement_method
            .map(ProcurementMethod::label)
            .into(),
        contract.signed_on.into(),
        contract.starts_on.into(),
        contract.ends_on.into(),
        amount,
        expected,
        contract.confidentiality.map(Confidentiality::label).into(),
        contract.segment.map(segment).into(),
        flag(has("pi")),
        flag(has("mynumber")),
        number(contract.personal_info_count),
        flag(has("subcontract_planned")),
        flag(has("remote_maint")),
        flag(has("cloud_by_vendor")),
        status.label().into(),
        Cell::Number(overdue),
        contract.note.clone().into(),
    ]
}

fn number(value: Option<i64>) -> Cell {
    value.map_or(Cell::Empty, Cell::Number)
}

/// 契約金額, and what a 単価契約 is expected to cost: an amount beside 単価契約 would read as a total.
fn amounts(contract: &Contract) -> [Cell; 2] {
    match (contract.amount_kind, contract.amount_yen) {
        (AmountKind::UnitPrice, Some(yen)) => [Cell::Empty, Cell::Number(yen)],
        (AmountKind::UnitPrice, None) => ["単価契約".into(), Cell::Empty],
        (AmountKind::Total | AmountKind::Unknown, yen) => [number(yen), Cell::Empty],
    }
}

/// In a word the import knows.
fn segment(segment: Segment) -> &'static str {
    match segment {
        Segment::None => "接続なし",
        other => other.label(),
    }
}
