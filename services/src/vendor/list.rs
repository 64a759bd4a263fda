//! Lists of vendors: the ledger page, those to choose from, those with the same name.

use std::collections::{HashMap, HashSet};

use domain::{
    authorization::{Action, Resource},
    contract::ContractState,
    corporate_number::CorporateNumber,
    fold,
    id::VendorId,
    vendor::{VendorFilter, VendorSummary},
};
use entities::{contract, vendor, vendor_certification, vendor_debarment};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use crate::{Context, ServiceError, contract::page_offset, database};

/// Vendors on a page of the list.
pub const PAGE_SIZE: u64 = 50;

/// A page of the vendor list and the number of all matches.
///
/// # Errors
/// Without the right to see vendors.
pub async fn list(
    ctx: &Context,
    filter: &VendorFilter,
) -> Result<(Vec<VendorSummary>, u64), ServiceError> {
    ctx.authorize(Action::View, Resource::Vendor)?;
    let mut query = vendor::Entity::find();
    let key = fold::search_key(&filter.q);
    if !key.is_empty() {
        let number = fold::code(&filter.q);
        query = query.filter(
            vendor::Column::NameKey
                .contains(&key)
                .or(vendor::Column::KanaKey.contains(fold::sort_key(&filter.q)))
                .or(vendor::Column::CorporateNumber.contains(number)),
        );
    }
    if let Some((from, to)) = kana_row(&filter.kana) {
        query = query
            .filter(vendor::Column::KanaKey.gte(from))
            .filter(vendor::Column::KanaKey.lt(to));
    }
    let total = query.clone().count(&ctx.db).await?;
    let order = database::bytewise(&ctx.db, Expr::col(vendor::Column::KanaKey));
    let rows = query
        .order_by(order, sea_orm::Order::Asc)
        .order_by_asc(vendor::Column::Id)
        .offset(page_offset(&filter.page, PAGE_SIZE))
        .limit(PAGE_SIZE)
        .all(&ctx.db)
        .await?;
    Ok((summaries(ctx, rows).await?, total))
}

/// あ–お, か–こ …; the folded keys hold hiragana.
fn kana_row(first: &str) -> Option<(String, String)> {
    const ROWS: &[(&str, &str, &str)] = &[
        ("あ", "あ", "か"),
        ("か", "か", "さ"),
        ("さ", "さ", "た"),
        ("た", "た", "な"),
        ("な", "な", "は"),
        ("は", "は", "ま"),
        ("ま", "ま", "や"),
        ("や", "や", "ら"),
        ("ら", "ら", "わ"),
        ("わ", "わ", "ゟ"),
    ];
    let (_, from, to) = ROWS.iter().find(|(row, _, _)| *row == first)?;
    Some(((*from).to_owned(), (*to).to_owned()))
}

async fn summaries(
    ctx: &Context,
    rows: Vec<vendor::Model>,
) -> Result<Vec<VendorSummary>, ServiceError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let today = ctx.today();
    let counts: HashMap<i64, i64> = contract::Entity::find()
        .select_only()
        .column(contract::Column::VendorId)
        .column_as(contract::Column::Id.count(), "count")
        .filter(contract::COLUMN.vendor_id.is_in(ids.clone()))
        .filter(
            contract::COLUMN
                .state
                .is_in([ContractState::Drafting, ContractState::Concluded]),
        )
        .group_by(contract::Column::VendorId)
        .into_tuple::<(i64, i64)>()
        .all(&ctx.db)
        .await?
        .into_iter()
        .collect();
    let expired: HashSet<i64> = vendor_certification::Entity::find()
        .filter(vendor_certification::COLUMN.vendor_id.is_in(ids.clone()))
        .filter(vendor_certification::COLUMN.expires_on.lt(today))
        .all(&ctx.db)
        .await?
        .into_iter()
        .map(|row| row.vendor_id)
        .collect();
    let debarred: HashSet<i64> = vendor_debarment::Entity::find()
        .filter(vendor_debarment::COLUMN.vendor_id.is_in(ids))
        .all(&ctx.db)
        .await?
        .into_iter()
        .filter(|row| row.from_on <= today && row.to_on.is_none_or(|last| today <= last))
        .map(|row| row.vendor_id)
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| VendorSummary {
            id: VendorId(row.id),
            contract_count: counts.get(&row.id).copied().unwrap_or_default(),
            certificate_expired: expired.contains(&row.id),
            debarred: debarred.contains(&row.id),
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
        .filter(vendor::COLUMN.id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
