//! `/responsibilities/list`: who is responsible for what as of a day, for paper.

use chrono::NaiveDate;
use domain::responsibility::board::{BoardFilter, BoardRow};
use leptos::prelude::*;

use super::{
    api::load_list,
    board_page::filter_of_address,
    parts::{Warning, holder_words},
};
use crate::{
    components::{Breadcrumb, Loaded, PageHead, PdfLink, TableDate, each},
    paths,
};

/// The list as of the 基準日 of the address.
#[component]
pub fn ResponsibilityListPage() -> impl IntoView {
    let data = load_list(filter_of_address());
    view! {
        <Loaded data=data children=|(filter, day, rows): (BoardFilter, NaiveDate, Vec<BoardRow>)| view! {
            <ListView filter day rows/>
        }/>
    }
}

#[component]
fn ListView(filter: BoardFilter, day: NaiveDate, rows: Vec<BoardRow>) -> impl IntoView {
    let vacant = rows.iter().filter(|row| row.standing.is_vacant()).count();
    let words = format!(
        "{}現在　{}件、うち責任者未定 {vacant}件",
        domain::wareki::long(day),
        rows.len()
    );
    let long = domain::wareki::long(day);
    let pdf = paths::with_query(
        paths::RESPONSIBILITY_PDF,
        &[
            ("on", &long),
            ("kind", &filter.kind),
            ("unit", &filter.unit),
            ("state", &filter.state),
            ("q", &filter.q),
        ],
    );
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::RESPONSIBILITIES.to_owned(), "責任者".to_owned()),
            ]
            here="責任者一覧"
        />
        <PageHead
            title="責任者一覧"
            meta=Some(view! { <span>{words}</span> }.into_any())
            actions=Some(view! { <PdfLink path=pdf label="責任者一覧"/> }.into_any())
        />
        <form class="filter-bar" method="get" action=paths::RESPONSIBILITY_LIST role="search" aria-label="基準日">
            <div class="filter-bar__field">
                <label class="filter-bar__label" for="filter-on">"基準日（和暦・西暦）"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-on" name="on" type="text" value=domain::wareki::long(day) data-size="sm"/>
                </span>
            </div>
            {[("kind", filter.kind), ("unit", filter.unit), ("state", filter.state), ("q", filter.q)].into_iter().map(|(name, value)| view! {
                <input type="hidden" name=name value=value/>
            }).collect_view()}
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"表示"</button>
        </form>
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"責任者一覧"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"区分"</th>
                        <th class="dads-table__col-header" scope="col">"名称"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header" scope="col">"責任者"</th>
                        <th class="dads-table__col-header" scope="col">"指定日"</th>
                        <th class="dads-table__col-header" scope="col">"副責任者"</th>
                        <th class="dads-table__col-header" scope="col">"担当者"</th>
                        <th class="dads-table__col-header" scope="col">"最終確認日"</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.is_empty().then(|| view! {
                        <tr><td class="dads-table__empty" colspan="8">"この日に使用しているものはありません。"</td></tr>
                    })}
                    {each(rows, |row| view! { <Row row/> })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: BoardRow) -> impl IntoView {
    let standing = row.standing;
    let vacant = standing.is_vacant();
    let owner = standing.owner.clone();
    let operators: Vec<String> = standing.operators.iter().map(holder_words).collect();
    view! {
        <tr data-vacant=vacant.then_some("")>
            <td class="dads-table__short">{row.subject.key.kind.label()}</td>
            <th class="dads-table__row-header" scope="row"><a href=paths::responsibility(row.subject.key)>{row.subject.name}</a></th>
            <td class="dads-table__short">{row.subject.unit_name}</td>
            <td class="dads-table__text">
                {owner.as_ref().map(holder_words)}
                {vacant.then(|| view! { <Warning standing=standing.clone()/> })}
            </td>
            <td class="dads-table__date">{owner.map(|owner| view! { <TableDate date=owner.since/> })}</td>
            <td class="dads-table__text">{standing.deputy.as_ref().map(holder_words)}</td>
            <td class="dads-table__text">{operators.join("、")}</td>
            <td class="dads-table__date">{standing.reviewed_on.map(|date| view! { <TableDate date/> })}</td>
        </tr>
    }
}
