//! Lists of vendors: the ledger page, those to choose from, those with the same name.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    contract::ContractState,
    corporate_number::CorporateNumber,
    fold,
    id::VendorId,
    ledger::{Direction, sorting},
    search::SearchWords,
    vendor::{VendorFilter, VendorSort, VendorSummary},
};
use entities::{contract, vendor, vendor_certification, vendor_debarment};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult,
    IntoSimpleExpr, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, NullOrdering, SimpleExpr},
};

use crate::{
    Context, ServiceError, database,
    ledger::{in_kana_row, in_order, order_of, page_of},
    search,
};

/// A page of the vendor list and the number of all matches.
///
/// # Errors
/// Without the right to see vendors.
pub async fn page(
    ctx: &Context,
    filter: &VendorFilter,
    size: u64,
) -> Result<(Vec<VendorSummary>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let asked = VendorFilter {
        page: String::new(),
        ..filter.clone()
    };
    let kept = &ctx.kept.vendors;
    let keys = kept
        .answer(ctx, asked, || matching_ids(ctx, filter))
        .await?;
    let ids = page_of(&keys, &filter.page, size);
    Ok((summaries(ctx, ids).await?, keys.len() as u64))
}

fn filtered(ctx: &Context, filter: &VendorFilter) -> Select<vendor::Entity> {
    let mut query = vendor::Entity::find();
    if let Some(words) = SearchWords::of(&filter.q) {
        query = query.filter(search::vendor_matches(&ctx.db, &words));
    }
    if let Some(row) = in_kana_row(&ctx.db, vendor::Column::KanaKey, &filter.kana) {
        query = query.filter(row);
    }
    query
}

/// As the filter says; in 五十音 order where it says nothing.
fn ordered(
    ctx: &Context,
    query: Select<vendor::Entity>,
    filter: &VendorFilter,
) -> Select<vendor::Entity> {
    let text = |column: vendor::Column| database::bytewise(&ctx.db, Expr::col(column));
    let (by, direction) = sorting(&filter.sort).unwrap_or((VendorSort::Kana, Direction::Ascending));
    let order = order_of(direction);
    let query = match by {
        VendorSort::Name => query.order_by(text(vendor::Column::NameKey), order),
        VendorSort::Kana => query.order_by(text(vendor::Column::KanaKey), order),
        VendorSort::CorporateNumber => query.order_by_with_nulls(
            text(vendor::Column::CorporateNumber),
            order,
            NullOrdering::Last,
        ),
        VendorSort::Address => {
            query.order_by_with_nulls(text(vendor::Column::Address), order, NullOrdering::Last)
        }
    };
    query.order_by_asc(vendor::Column::Id)
}

/// Keys of all vendors under the filter, in order.
pub(crate) async fn matching_ids(
    ctx: &Context,
    filter: &VendorFilter,
) -> Result<Vec<i64>, ServiceError> {
    Ok(ordered(ctx, filtered(ctx, filter), filter)
        .select_only()
        .column(vendor::Column::Id)
        .into_tuple()
        .all(&ctx.db)
        .await?)
}

/// Names and 法人番号 of vendors, by id.
pub(crate) async fn names_with_numbers(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, (String, Option<String>)>, ServiceError> {
    let rows: Vec<(i64, String, Option<String>)> = vendor::Entity::find()
        .select_only()
        .column(vendor::Column::Id)
        .column(vendor::Column::Name)
        .column(vendor::Column::CorporateNumber)
        .filter(database::among(db, vendor::Column::Id, ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name, number)| (id, (name, number)))
        .collect())
}

/// What one statement reads for a line of the list.
#[derive(FromQueryResult)]
struct SummaryRow {
    id: i64,
    name: String,
    kana: Option<String>,
    corporate_number: Option<String>,
    address: Option<String>,
    void_reason: Option<String>,
    contract_count: i64,
    certificate_expired: bool,
    debarred: bool,
}

async fn summaries(ctx: &Context, ids: &[i64]) -> Result<Vec<VendorSummary>, ServiceError> {
    let today = ctx.today();
    let rows: Vec<SummaryRow> = vendor::Entity::find()
        .select_only()
        .columns([
            vendor::Column::Id,
            vendor::Column::Name,
            vendor::Column::Kana,
            vendor::Column::CorporateNumber,
            vendor::Column::Address,
            vendor::Column::VoidReason,
        ])
        .column_as(contract_count(), "contract_count")
        .column_as(has_expired_certificate(today), "certificate_expired")
        .column_as(is_debarred(today), "debarred")
        .filter(vendor::COLUMN.id.is_in(ids.iter().copied()))
        .into_model()
        .all(&ctx.db)
        .await?;
    let rows = in_order(ids, rows, |row| row.id);
    Ok(rows
        .into_iter()
        .map(|row| VendorSummary {
            id: VendorId(row.id),
            contract_count: row.contract_count,
            certificate_expired: row.certificate_expired,
            debarred: row.debarred,
            corporate_number: row
                .corporate_number
                .as_deref()
                .and_then(|text| CorporateNumber::parse(text).ok()),
            name: row.name,
            kana: row.kana,
            address: row.address,
            is_void: row.void_reason.is_some(),
        })
        .collect())
}

/// The vendor of a row.
fn this() -> Expr {
    Expr::col((vendor::Entity, vendor::Column::Id))
}

/// Contracts of a vendor that are not over: a column of its row.
fn contract_count() -> SimpleExpr {
    let contracts = contract::Entity::find()
        .select_only()
        .column_as(contract::Column::Id.count(), "count")
        .filter(contract::Column::VendorId.into_simple_expr().eq(this()))
        .filter(
            contract::COLUMN
                .state
                .is_in([ContractState::Drafting, ContractState::Concluded]),
        );
    database::scalar(contracts)
}

/// Whether a vendor has a certificate that ran out: a column of its row.
fn has_expired_certificate(today: NaiveDate) -> SimpleExpr {
    let expired = vendor_certification::Entity::find()
        .filter(
            vendor_certification::Column::VendorId
                .into_simple_expr()
                .eq(this()),
        )
        .filter(vendor_certification::COLUMN.expires_on.lt(today));
    Expr::exists(expired.into_query())
}

/// Whether a vendor is under 指名停止: a column of its row.
fn is_debarred(today: NaiveDate) -> SimpleExpr {
    let to_on = vendor_debarment::COLUMN.to_on;
    let debarments = vendor_debarment::Entity::find()
        .filter(
            vendor_debarment::Column::VendorId
                .into_simple_expr()
                .eq(this()),
        )
        .filter(vendor_debarment::COLUMN.from_on.lte(today))
        .filter(
            Condition::any()
                .add(vendor_debarment::Column::ToOn.is_null())
                .add(to_on.gte(today)),
        );
    Expr::exists(debarments.into_query())
}

/// The name of the vendor that a column names: a column of that row.
pub(crate) fn name_of(vendor_id: impl IntoSimpleExpr) -> SimpleExpr {
    let name = vendor::Entity::find()
        .select_only()
        .column(vendor::Column::Name)
        .filter(this().eq(vendor_id.into_simple_expr()));
    database::scalar(name)
}

/// Vendors that may be chosen for a contract: id and name, in 五十音 order.
///
/// # Errors
/// Without the right to see vendors.
pub async fn choosable(ctx: &Context) -> Result<Vec<(VendorId, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let rows: Vec<(i64, String)> = vendor::Entity::find()
        .select_only()
        .column(vendor::Column::Id)
        .column(vendor::Column::Name)
        .filter(vendor::Column::VoidReason.is_null())
        .order_by(
            database::bytewise(&ctx.db, Expr::col(vendor::Column::KanaKey)),
            sea_orm::Order::Asc,
        )
        .into_tuple()
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (VendorId(id), name))
        .collect())
}

/// Vendors whose folded name is the same: a warning before a second record is made.
///
/// # Errors
/// Without the right to see vendors.
pub async fn similar(
    ctx: &Context,
    name: &str,
    except: Option<VendorId>,
) -> Result<Vec<(VendorId, String)>, ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let rows = vendor::Entity::find()
        .filter(vendor::COLUMN.name_key.eq(fold::search_key(name)))
        .filter(vendor::Column::VoidReason.is_null())
        .limit(5)
        .all(&ctx.db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (VendorId(row.id), row.name))
        .filter(|(id, _)| Some(*id) != except)
        .collect())
}

/// Names of vendors, by id.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, String>, ServiceError> {
    let rows: Vec<(i64, String)> = vendor::Entity::find()
        .select_only()
        .column(vendor::Column::Id)
        .column(vendor::Column::Name)
        .filter(database::among(db, vendor::Column::Id, ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
