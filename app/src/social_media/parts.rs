//! Small parts the pages of platforms and accounts share.

use domain::social_media::{AccountState, standing::Shortcoming, summary::AccountSummary};
use leptos::prelude::*;

use crate::{
    components::{Chip, TableDate},
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

/// Accounts, a line each.
#[component]
pub(super) fn AccountTable(accounts: Vec<AccountSummary>) -> impl IntoView {
    let is_empty = accounts.is_empty();
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"アカウント"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"アカウント"</th>
                        <th class="dads-table__col-header" scope="col">"SNS"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header" scope="col">"区分"</th>
                        <th class="dads-table__col-header" scope="col">"最終投稿"</th>
                        <th class="dads-table__col-header" scope="col">"状態"</th>
                        <th class="dads-table__col-header" scope="col">"要対応"</th>
                    </tr>
                </thead>
                <tbody>
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan="7">"該当するアカウントはありません。別の条件を試してください。"</td></tr>
                    })}
                    {accounts.into_iter().map(|account| view! { <AccountRow account/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn AccountRow(account: AccountSummary) -> impl IntoView {
    let muted = !account.state.exists();
    let body = account.body.clone();
    view! {
        <tr data-muted=muted.then_some("")>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::social_media_account(account.id)>{account.name.clone()}</a>
                <span class="dads-table__sub">{account.handle.clone()}</span>
            </th>
            <td class="dads-table__short"><a href=paths::social_media_service(account.service_id)>{account.service_name.clone()}</a></td>
            <td class="dads-table__short">{account.unit_name.clone()}</td>
            <td class="dads-table__text">{account.ownership.label()}<span class="dads-table__sub">{body}</span></td>
            <td class="dads-table__date">{account.last_post.map(|date| view! { <TableDate date/> })}</td>
            <td class="dads-table__status">{state_chip(account.state)}</td>
            <td class="dads-table__status"><span class="u-cluster">{shortcoming_chips(&account.shortcomings)}</span></td>
        </tr>
    }
}
