//! What the lists of the ledgers share: a page of rows that are judged here, the direction of an order, a row
//! of the 五十音.

use domain::{fold::KanaRange, ledger::Direction};
use sea_orm::{
    Condition, ConnectionTrait, ExprTrait, IntoSimpleExpr, Order,
    sea_query::{Expr, SimpleExpr},
};

use crate::{contract::page_offset, database::bytewise};

/// The rows of a page.
pub(crate) fn page_of<T>(rows: Vec<T>, page: &str, size: u64) -> Vec<T> {
    let offset = usize::try_from(page_offset(page, size)).unwrap_or(usize::MAX);
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    rows.into_iter().skip(offset).take(size).collect()
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
