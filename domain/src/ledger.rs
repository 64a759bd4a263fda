//! 台帳 as a page shows it: which parameters its address holds, how many rows stand on a page, in which
//! order.

use std::{cmp::Ordering, str::FromStr};

use crate::export::ExportLedger;

/// Rows a page may hold; the choices beside the pager.
pub const PAGE_SIZES: [u64; 4] = [20, 50, 100, 200];
/// Rows of a page where the address names none of [`PAGE_SIZES`].
pub const PAGE_SIZE: u64 = 50;
/// Parameters of every ledger that say how it is shown, not what of it.
pub const LAYOUT: [&str; 3] = ["sort", "size", "cols"];
/// The page, from 1.
pub const PAGE: &str = "page";

/// Rows of a page, as the address says.
#[must_use]
pub fn page_size(text: &str) -> u64 {
    let size = text.parse().ok();
    size.filter(|size| PAGE_SIZES.contains(size))
        .unwrap_or(PAGE_SIZE)
}

/// Parameters that narrow a ledger, in the order of its filter.
#[must_use]
pub const fn conditions(ledger: ExportLedger) -> &'static [&'static str] {
    match ledger {
        ExportLedger::Contracts => &["q", "fy", "unit", "status", "class"],
        ExportLedger::Vendors => &["q", "kana"],
        ExportLedger::Services => &["q", "unit", "kind", "state", "issue"],
        ExportLedger::Accounts => &["q", "service", "unit", "state", "lacks"],
        ExportLedger::Verifications => &["state", "unit", "contract"],
        ExportLedger::Findings => &["state", "severity", "unit", "contract"],
        ExportLedger::People => &["q", "kana", "past"],
    }
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

/// Column and direction of a parameter `sort`: `name`, `-name`. Nothing for what is no column.
#[must_use]
pub fn sorting<C: FromStr>(sort: &str) -> Option<(C, Direction)> {
    let (code, direction) = match sort.strip_prefix('-') {
        Some(code) => (code, Direction::Descending),
        None => (sort, Direction::Ascending),
    };
    code.parse().ok().map(|column| (column, direction))
}

/// Rows by key. What has none stands last either way; equal keys stand as they stood.
#[must_use]
pub fn sorted<T, K: Ord>(
    rows: Vec<T>,
    direction: Direction,
    key: impl Fn(&T) -> Option<K>,
) -> Vec<T> {
    let mut keyed: Vec<(Option<K>, T)> = rows.into_iter().map(|row| (key(&row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => match direction {
            Direction::Ascending => a.cmp(b),
            Direction::Descending => b.cmp(a),
        },
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
    });
    keyed.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::summary::ContractSort;

    #[test]
    fn a_page_has_one_of_four_sizes() {
        for (text, size) in [
            ("20", 20),
            ("50", 50),
            ("100", 100),
            ("200", 200),
            ("", 50),
            ("0", 50),
            ("1000000", 50),
            ("-20", 50),
            ("二十", 50),
        ] {
            assert_eq!(page_size(text), size, "{text}");
        }
    }

    #[test]
    fn an_order_names_a_column_and_its_direction() {
        for (sort, expect) in [
            ("title", Some((ContractSort::Title, Direction::Ascending))),
            ("-title", Some((ContractSort::Title, Direction::Descending))),
            ("", None),
            ("-", None),
            ("--title", None),
            ("secret", None),
        ] {
            assert_eq!(sorting(sort), expect, "{sort}");
        }
    }

    #[test]
    fn what_has_no_key_stands_last_either_way() {
        let rows = vec![(1, Some(2)), (2, None), (3, Some(1)), (4, Some(2))];
        let ids = |direction| -> Vec<i32> {
            let rows = sorted(rows.clone(), direction, |row| row.1);
            rows.into_iter().map(|row| row.0).collect()
        };
        assert_eq!(ids(Direction::Ascending), [3, 1, 4, 2]);
        assert_eq!(ids(Direction::Descending), [1, 4, 3, 2]);
    }
}
