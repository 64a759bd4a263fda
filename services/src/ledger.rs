//! What the lists of the ledgers share: a page of rows that are judged here, the direction of an order, a row
//! of the 五十音.

use std::collections::HashMap;

use domain::{fold::KanaRange, ledger::Direction};
use sea_orm::{
    Condition, ConnectionTrait, ExprTrait, IntoSimpleExpr, Order,
    sea_query::{Expr, SimpleExpr},
};

use crate::{contract::page_offset, database::bytewise};

/// The rows of a page.
pub(crate) fn page_of<'a, T>(rows: &'a [T], page: &str, size: u64) -> &'a [T] {
    let offset = usize::try_from(page_offset(page, size)).unwrap_or(usize::MAX);
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let rows = rows.get(offset..).unwrap_or_default();
    &rows[..Ord::min(size, rows.len())]
}

/// Rows in the order of their keys; a key without a row is left out.
pub(crate) fn in_order<T>(keys: &[i64], rows: Vec<T>, key: impl Fn(&T) -> i64) -> Vec<T> {
    let mut rows: HashMap<i64, T> = rows.into_iter().map(|row| (key(&row), row)).collect();
    keys.iter().filter_map(|key| rows.remove(key)).collect()
}

/// The direction as the database takes it.
pub(crate) fn order_of(direction: Direction) -> Order {
    match direction {
        Direction::Ascending => Order::Asc,
        Direction::Descending => Order::Desc,
    }
}

/// True where the folded reading is in the row; nothing where no such row was asked for.
pub(crate) fn in_kana_row(
    db: &impl ConnectionTrait,
    key: impl IntoSimpleExpr,
    row: &str,
) -> Option<Condition> {
    let key = bytewise(db, key.into_simple_expr());
    let sign = |text: &'static str| -> SimpleExpr { Expr::value(text) };
    Some(match KanaRange::of(row)? {
        KanaRange::Row(from, to) => Condition::all()
            .add(key.clone().gte(sign(from)))
            .add(key.lt(sign(to))),
        KanaRange::Outside(before, from) => Condition::any()
            .add(key.clone().lt(sign(before)))
            .add(key.gte(sign(from))),
    })
}
