//! Columns of a ledger: their heads, which of them are shown, and the form that chooses them.

use leptos::prelude::*;

use super::{CheckboxField, KeptFields, LedgerAddress, SortHeader, TickHeader};
use crate::paths;

/// A column. Its code stands in `cols`, and in `sort` where it sorts.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    code: &'static str,
    label: &'static str,
    sorts: bool,
    is_numeric: bool,
    /// Shown whatever is chosen: the name of the record.
    stays: bool,
}

impl Column {
    /// A column one cannot sort by.
    #[must_use]
    pub const fn new(code: &'static str, label: &'static str) -> Self {
        Self {
            code,
            label,
            sorts: false,
            is_numeric: false,
            stays: false,
        }
    }

    /// A column one can sort by.
    #[must_use]
    pub const fn sorting(code: &'static str, label: &'static str) -> Self {
        Self {
            sorts: true,
            ..Self::new(code, label)
        }
    }

    /// The same, with numbers.
    #[must_use]
    pub const fn numeric(self) -> Self {
        Self {
            is_numeric: true,
            ..self
        }
    }

    /// The same, always shown.
    #[must_use]
    pub const fn staying(self) -> Self {
        Self {
            stays: true,
            ..self
        }
    }
}

/// Which columns of a ledger are shown.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    all: &'static [Column],
    /// A bit for each column.
    shown: u32,
}

impl Columns {
    /// All of them.
    #[must_use]
    pub fn all(all: &'static [Column]) -> Self {
        Self {
            all,
            shown: u32::MAX,
        }
    }

    /// Those the address names, if there is one.
    #[must_use]
    pub fn of(address: Option<&LedgerAddress>, all: &'static [Column]) -> Self {
        address.map_or_else(|| Self::all(all), |address| Self::at(address, all))
    }

    /// Those the address names; all, where it names none of them.
    #[must_use]
    pub fn at(address: &LedgerAddress, all: &'static [Column]) -> Self {
        let named = address.get("cols");
        let named: Vec<&str> = named.split(',').collect();
        let bit = |place: usize| 1 << place;
        let chosen = (0..all.len()).filter(|place| named.contains(&all[*place].code));
        let chosen = chosen.fold(0, |bits, place| bits | bit(place));
        if chosen == 0 {
            return Self::all(all);
        }
        let staying = (0..all.len()).filter(|place| all[*place].stays);
        Self {
            all,
            shown: staying.fold(chosen, |bits, place| bits | bit(place)),
        }
    }

    /// Whether a column is shown.
    #[must_use]
    pub fn shows(self, code: &str) -> bool {
        let place = self.all.iter().position(|column| column.code == code);
        place.is_some_and(|place| self.shown & (1 << place) != 0)
    }

    fn shown(self) -> impl Iterator<Item = Column> {
        let columns = self.all.iter().copied();
        columns.filter(move |column| self.shows(column.code))
    }

    /// How many are shown, for a cell over all of them.
    #[must_use]
    pub fn count(self) -> String {
        self.shown().count().to_string()
    }
}

/// The row of heads; with links that sort where the table has an address, with boxes for `ticks`.
#[component]
pub fn LedgerHead(
    columns: Columns,
    at: Option<LedgerAddress>,
    #[prop(optional_no_strip)] ticks: Option<&'static str>,
) -> impl IntoView {
    let head = move |column: Column| {
        let class = if column.is_numeric {
            "dads-table__col-header dads-table__numeric"
        } else {
            "dads-table__col-header"
        };
        match &at {
            Some(at) if column.sorts => {
                let (sort, at) = (at.get("sort"), at.clone());
                let link = move |sort: &str| at.with("sort", sort);
                view! { <SortHeader code=column.code label=column.label sort link/> }.into_any()
            }
            _ => view! { <th class=class scope="col">{column.label}</th> }.into_any(),
        }
    };
    view! {
        <thead>
            <tr>
                {ticks.map(|noun| view! { <TickHeader noun/> })}
                {columns.shown().map(head).collect_view()}
            </tr>
        </thead>
    }
}

/// 表示する列: a form with a box for each column that may be left out.
#[component]
pub fn ColumnPicker(at: LedgerAddress, columns: Columns) -> impl IntoView {
    let choices = columns.all.iter().filter(|column| !column.stays);
    let (all, action) = (at.with("cols", ""), paths::ledger(at.ledger()));
    view! {
        <details class="column-picker">
            <summary>"表示する列"</summary>
            <form class="column-picker__panel" method="get" action=action>
                <KeptFields at own=&["cols"]/>
                <fieldset>
                    <legend class="dads-u-visually-hidden">"表示する列"</legend>
                    {choices.map(|column| view! {
                        <CheckboxField name="cols" value=column.code label=column.label note="" checked=columns.shows(column.code)/>
                    }).collect_view()}
                </fieldset>
                <p class="u-support">"1つも選ばないときは、すべての列を表示します。"</p>
                <div class="button-row">
                    <button class="dads-button" data-type="outline" data-size="sm" type="submit">"適用"</button>
                    <a href=all>"すべての列を表示"</a>
                </div>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use domain::export::ExportLedger;

    use super::{super::ledger_address::tests::at, *};

    const COLUMNS: &[Column] = &[
        Column::sorting("name", "名称").staying(),
        Column::new("kana", "フリガナ"),
        Column::new("address", "所在地"),
    ];

    #[test]
    fn the_columns_that_are_named_are_shown_and_the_name_always() {
        for (cols, expect) in [
            ("", vec!["name", "kana", "address"]),
            ("address", vec!["name", "address"]),
            ("address,kana", vec!["name", "kana", "address"]),
            ("name", vec!["name"]),
            ("address,secret", vec!["name", "address"]),
            ("secret", vec!["name", "kana", "address"]),
        ] {
            let columns = Columns::at(&at(ExportLedger::Vendors, &[("cols", cols)]), COLUMNS);
            let shown: Vec<&str> = columns.shown().map(|column| column.code).collect();
            assert_eq!(shown, expect, "{cols}");
        }
    }
}
