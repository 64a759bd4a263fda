//! A question as conditions on the keys of the ledgers.

use domain::search::SearchWords;
use entities::{contract, person, vendor};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, IntoSimpleExpr,
    sea_query::{Func, Query, SelectStatement, SimpleExpr},
};

use crate::database::{self, contains};

/// True when the code stands anywhere in the number, whatever its case.
pub(super) fn number_contains(
    db: &impl ConnectionTrait,
    number: impl IntoSimpleExpr,
    code: &str,
) -> SimpleExpr {
    let number = number.into_simple_expr();
    if code.chars().any(char::is_lowercase) {
        contains(db, Func::lower(number), code)
    } else {
        contains(db, number, code)
    }
}

/// Contracts by number, 件名 or 委託先.
pub(crate) fn contract_matches(db: &impl ConnectionTrait, words: &SearchWords) -> Condition {
    let vendor = contract::Column::VendorId.in_subquery(vendors_named(db, words));
    contract_or_vendor(db, words, vendor)
}

/// The same, where the vendors are known.
pub(super) fn contract_or_vendor(
    db: &impl ConnectionTrait,
    words: &SearchWords,
    vendor: SimpleExpr,
) -> Condition {
    let title = contains(db, contract::Column::TitleKey, &words.key);
    let number = number_contains(db, contract::Column::ContractNo, &words.code);
    database::any_of::<contract::Entity>(db, contract::Column::Id, [title, number, vendor])
}

/// Vendors by name, フリガナ or 法人番号.
pub(crate) fn vendor_matches(db: &impl ConnectionTrait, words: &SearchWords) -> Condition {
    let digits = words.code.bytes().all(|sign| sign.is_ascii_digit());
    let number = digits.then(|| contains(db, vendor::Column::CorporateNumber, &words.code));
    let condition = Condition::any()
        .add(contains(db, vendor::Column::NameKey, &words.key))
        .add_option(number);
    with_reading(db, condition, vendor::Column::KanaKey, words)
}

/// Staff by 氏名, フリガナ or 職員番号.
pub(crate) fn person_matches(db: &impl ConnectionTrait, words: &SearchWords) -> Condition {
    let condition = Condition::any()
        .add(contains(db, person::Column::NameKey, &words.key))
        .add(number_contains(db, person::Column::StaffNo, &words.code));
    with_reading(db, condition, person::Column::KanaKey, words)
}

/// A question of signs alone has no reading.
fn with_reading(
    db: &impl ConnectionTrait,
    condition: Condition,
    column: impl IntoSimpleExpr,
    words: &SearchWords,
) -> Condition {
    if words.reading.is_empty() {
        return condition;
    }
    condition.add(contains(db, column, &words.reading))
}

/// Keys of the vendors that match.
pub(super) fn vendors_named(db: &impl ConnectionTrait, words: &SearchWords) -> SelectStatement {
    Query::select()
        .column((vendor::Entity, vendor::Column::Id))
        .from(vendor::Entity)
        .cond_where(vendor_matches(db, words))
        .to_owned()
}
