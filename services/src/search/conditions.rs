//! A question as conditions on the keys of the ledgers.

use domain::search::SearchWords;
use entities::{contract, person, vendor};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, ExprTrait, IntoSimpleExpr,
    sea_query::{Func, LikeExpr, Query, SelectStatement, SimpleExpr},
};

use crate::database;

/// True when the text stands anywhere in the column, sign for sign.
pub(super) fn contains(column: impl IntoSimpleExpr, text: &str) -> SimpleExpr {
    let mut escaped = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
    column.into_simple_expr().like(pattern)
}

/// The same for a number, whatever its case.
pub(super) fn number_contains(column: impl IntoSimpleExpr, code: &str) -> SimpleExpr {
    let column = column.into_simple_expr();
    if code.chars().any(char::is_lowercase) {
        contains(Func::lower(column), code)
    } else {
        contains(column, code)
    }
}

/// Contracts by number, 件名 or 委託先.
pub(crate) fn contract_matches(db: &impl ConnectionTrait, words: &SearchWords) -> Condition {
    let vendor = contract::Column::VendorId.in_subquery(vendors_named(words));
    contract_or_vendor(db, words, vendor)
}

/// The same, where the vendors are known.
pub(super) fn contract_or_vendor(
    db: &impl ConnectionTrait,
    words: &SearchWords,
    vendor: SimpleExpr,
) -> Condition {
    let title = contains(contract::Column::TitleKey, &words.key);
    let number = number_contains(contract::Column::ContractNo, &words.code);
    database::any_of::<contract::Entity>(db, contract::Column::Id, [title, number, vendor])
}

/// Vendors by name, フリガナ or 法人番号.
pub(crate) fn vendor_matches(words: &SearchWords) -> Condition {
    let digits = words.code.bytes().all(|sign| sign.is_ascii_digit());
    let number = digits.then(|| contains(vendor::Column::CorporateNumber, &words.code));
    let condition = Condition::any()
        .add(contains(vendor::Column::NameKey, &words.key))
        .add_option(number);
    with_reading(condition, vendor::Column::KanaKey, words)
}

/// Staff by 氏名, フリガナ or 職員番号.
pub(crate) fn person_matches(words: &SearchWords) -> Condition {
    let condition = Condition::any()
        .add(contains(person::Column::NameKey, &words.key))
        .add(number_contains(person::Column::StaffNo, &words.code));
    with_reading(condition, person::Column::KanaKey, words)
}

/// A question of signs alone has no reading.
fn with_reading(
    condition: Condition,
    column: impl IntoSimpleExpr,
    words: &SearchWords,
) -> Condition {
    if words.reading.is_empty() {
        return condition;
    }
    condition.add(contains(column, &words.reading))
}

/// Keys of the vendors that match.
pub(super) fn vendors_named(words: &SearchWords) -> SelectStatement {
    Query::select()
        .column((vendor::Entity, vendor::Column::Id))
        .from(vendor::Entity)
        .cond_where(vendor_matches(words))
        .to_owned()
}
