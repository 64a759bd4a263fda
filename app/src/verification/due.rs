//! 期限 of a check, with the days that are left. The day it is counted from is given, never read.

use chrono::NaiveDate;
use domain::verification::SheetSummary;
use leptos::prelude::*;

use crate::components::TableDate;

/// From how many days before its due date on an open check stands out.
const NEAR_DAYS: i64 = 31;

/// Days left of an open sheet, negative when overdue; `None` when everything on it is done.
#[must_use]
pub fn days_left(sheet: &SheetSummary, today: NaiveDate) -> Option<i64> {
    left_of(sheet.done_count < sheet.item_count, sheet.due_on, today)
}

/// The same of any sheet.
#[must_use]
pub fn left_of(is_open: bool, due_on: NaiveDate, today: NaiveDate) -> Option<i64> {
    is_open.then(|| (due_on - today).num_days())
}

/// `13日超過`, `今日が期限`, `あと3日`.
#[must_use]
pub fn remaining(left: i64) -> String {
    match left {
        0 => "今日が期限".to_owned(),
        left if left < 0 => format!("{}日超過", -left),
        left => format!("あと{left}日"),
    }
}

/// `overdue`, `near`, or nothing, for the stylesheet.
#[must_use]
pub fn tone(left: i64) -> &'static str {
    if left < 0 {
        "overdue"
    } else if left <= NEAR_DAYS {
        "near"
    } else {
        ""
    }
}

/// The date in a table; below it the days that are left.
#[component]
pub fn DueDate(date: NaiveDate, left: Option<i64>) -> impl IntoView {
    view! {
        <TableDate date/>
        {left.map(|left| view! { <span class="dads-table__due" data-tone=tone(left)>{remaining(left)}</span> })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left: i64, words: &str, colour: &str) {
        assert_eq!(
            (remaining(left).as_str(), tone(left)),
            (words, colour),
            "{left}"
        );
    }

    #[test]
    fn the_days_that_are_left_are_said_in_words() {
        check(-13, "13日超過", "overdue");
        check(-1, "1日超過", "overdue");
        check(0, "今日が期限", "near");
        check(31, "あと31日", "near");
        check(32, "あと32日", "");
    }
}
