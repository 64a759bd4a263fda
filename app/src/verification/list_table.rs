//! The table of sheets. It shows; which sheets, is decided before.

use chrono::NaiveDate;
use domain::verification::{SheetSummary, period_label};
use leptos::prelude::*;

use super::due::{DueDate, days_left};
use crate::{
    components::{Chip, Column, Columns, LedgerAddress, LedgerHead, each},
    paths,
};

/// Columns of the list of sheets.
pub(super) const COLUMNS: &[Column] = &[
    Column::sorting("due_on", "期限").staying(),
    Column::new("sheet", "点検").staying(),
    Column::sorting("contract", "契約"),
    Column::sorting("vendor", "委託先"),
    Column::sorting("unit", "所管課"),
    Column::new("items", "項目").numeric(),
    Column::new("nonconform", "不適合"),
];

/// Sheets of many contracts, or the words that there are none.
#[component]
pub(super) fn SheetTable(
    sheets: Vec<SheetSummary>,
    today: NaiveDate,
    at: LedgerAddress,
) -> impl IntoView {
    let columns = Columns::at(&at, COLUMNS);
    let is_empty = sheets.is_empty();
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"点検"</caption>
                <LedgerHead columns at=Some(at)/>
                <tbody>
                    {each(sheets, |sheet| view! { <SheetRow sheet today columns/> })}
                    {is_empty.then(|| view! {
                        <tr>
                            <td class="dads-table__empty" colspan=columns.count()>"該当する点検はありません。別の条件を試してください。"</td>
                        </tr>
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn SheetRow(sheet: SheetSummary, today: NaiveDate, columns: Columns) -> impl IntoView {
    let left = days_left(&sheet, today);
    view! {
        <tr>
            <td class="dads-table__date"><DueDate date=sheet.due_on left/></td>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::sheet(sheet.contract_id, &sheet.period)>
                    {period_label(&sheet.period)}
                    <span class="dads-u-visually-hidden">{format!("：{}", sheet.title)}</span>
                </a>
            </th>
            {columns.shows("contract").then(|| view! {
                <td class="dads-table__text">
                    <a href=paths::contract(sheet.contract_id)>{sheet.title}</a>
                    <span class="dads-table__sub">{sheet.contract_no}</span>
                </td>
            })}
            {columns.shows("vendor").then(|| view! { <td class="dads-table__text">{sheet.vendor_name}</td> })}
            {columns.shows("unit").then(|| view! { <td class="dads-table__short">{sheet.unit_name}</td> })}
            {columns.shows("items").then(|| view! {
                <td class="dads-table__numeric"><Progress done=sheet.done_count count=sheet.item_count/></td>
            })}
            {columns.shows("nonconform").then(|| view! {
                <td class="dads-table__status"><NonconformChip count=sheet.nonconform_count/></td>
            })}
        </tr>
    }
}

/// Items done of items planned.
#[component]
pub fn Progress(done: i64, count: i64) -> impl IntoView {
    view! {
        <span class="dads-u-visually-hidden">{format!("{count}項目中{done}項目 実施済み")}</span>
        <span aria-hidden="true">{format!("{done} / {count}")}</span>
    }
}

/// How many items do not conform; nothing when all do.
#[component]
pub fn NonconformChip(count: i64) -> impl IntoView {
    (0 < count).then(|| view! { <Chip label=format!("{count}件") color="red"/> })
}
