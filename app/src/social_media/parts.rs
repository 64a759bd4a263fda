//! Small parts the pages of platforms and accounts share.

use domain::social_media::{AccountState, standing::Shortcoming, summary::AccountSummary};
use leptos::prelude::*;

use crate::{
    components::{Chip, Column, Columns, LedgerAddress, LedgerHead, TableDate, Tick, each},
    paths,
};

/// 状態 of an account.
pub(super) fn state_chip(state: AccountState) -> impl IntoView {
    let color = match state {
        AccountState::Open => "green",
        AccountState::Applied | AccountState::Approved => "light-blue",
        AccountState::Returned | AccountState::Closing => "orange",
        AccountState::Suspended => "yellow",
        AccountState::Closed | AccountState::Withdrawn => "gray",
        AccountState::Void => "red",
    };
    view! { <Chip label=state.label() color/> }
}

/// What is wrong with an account.
pub(super) fn shortcoming_chips(shortcomings: &[Shortcoming]) -> impl IntoView + use<> {
    let chips = shortcomings.iter().map(|it| {
        let color = match it {
            Shortcoming::Dormant
            | Shortcoming::NoMfa
            | Shortcoming::RecoveryOutside
            | Shortcoming::NoRule
            | Shortcoming::NoProcedure => "red",
            Shortcoming::NotListed | Shortcoming::NoUrl => "orange",
        };
        view! { <Chip label=it.label() color/> }
    });
    chips.collect_view()
}

/// 基本情報: terms and what is said of them.
#[component]
pub(crate) fn Description(rows: Vec<(&'static str, AnyView)>) -> impl IntoView {
    view! {
        <dl class="dads-description-list">
            {rows.into_iter().map(|(term, value)| view! {
                <div class="dads-description-list__row"><dt>{term}</dt><dd>{value}</dd></div>
            }).collect_view()}
        </dl>
    }
}

/// A link out of the program, to an address that was checked when it was entered.
#[component]
pub(super) fn OutsideLink(url: Option<String>) -> impl IntoView {
    url.map(
        |url| view! { <a href=url.clone() rel="external noopener noreferrer">{url.clone()}</a> },
    )
}

/// Columns of the list of accounts.
pub(super) const ACCOUNT_COLUMNS: &[Column] = &[
    Column::sorting("name", "アカウント").staying(),
    Column::sorting("service", "SNS"),
    Column::sorting("unit", "所管課"),
    Column::sorting("ownership", "区分"),
    Column::sorting("last_post", "最終投稿"),
    Column::sorting("state", "状態"),
    Column::new("lacks", "要対応"),
];

/// Accounts, a line each; sorted and narrowed to columns where the table stands on the page of the ledger.
#[component]
pub(crate) fn AccountTable(
    accounts: Vec<AccountSummary>,
    #[prop(optional_no_strip)] at: Option<LedgerAddress>,
    /// Boxes to tick, called so.
    #[prop(optional_no_strip)]
    ticks: Option<&'static str>,
) -> impl IntoView {
    let columns = Columns::of(at.as_ref(), ACCOUNT_COLUMNS);
    let is_empty = accounts.is_empty();
    let ticks = ticks.filter(|_| !is_empty);
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"アカウント"</caption>
                <LedgerHead columns at ticks/>
                <tbody>
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan=columns.count()>"該当するアカウントはありません。別の条件を試してください。"</td></tr>
                    })}
                    {each(accounts, |account| view! { <AccountRow account columns ticks/> })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn AccountRow(
    account: AccountSummary,
    columns: Columns,
    ticks: Option<&'static str>,
) -> impl IntoView {
    let muted = !account.state.exists();
    view! {
        <tr data-muted=muted.then_some("")>
            {ticks.map(|_| view! { <Tick value=account.id.to_string() label=account.name.clone()/> })}
            <th class="dads-table__row-header" scope="row">
                <a href=paths::social_media_account(account.id)>{account.name}</a>
                <span class="dads-table__sub">{account.handle}</span>
            </th>
            {columns.shows("service").then(|| view! {
                <td class="dads-table__short"><a href=paths::social_media_service(account.service_id)>{account.service_name}</a></td>
            })}
            {columns.shows("unit").then(|| view! { <td class="dads-table__short">{account.unit_name}</td> })}
            {columns.shows("ownership").then(|| view! {
                <td class="dads-table__text">{account.ownership.label()}<span class="dads-table__sub">{account.body}</span></td>
            })}
            {columns.shows("last_post").then(|| view! {
                <td class="dads-table__date">{account.last_post.map(|date| view! { <TableDate date/> })}</td>
            })}
            {columns.shows("state").then(|| view! { <td class="dads-table__status">{state_chip(account.state)}</td> })}
            {columns.shows("lacks").then(|| view! {
                <td class="dads-table__status"><span class="u-cluster">{shortcoming_chips(&account.shortcomings)}</span></td>
            })}
        </tr>
    }
}
