//! `/responsibilities`: what is in use × who is responsible. Those without a 責任者 come first; naming one is
//! a choice and a button.

use domain::responsibility::{
    SubjectKind,
    board::{Board, BoardFilter, BoardRow, Candidate},
    input::AppointmentInput,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{AssignResponsibility, load_board},
    parts::{QuickAssign, Warning, holder_words},
};
use crate::{
    components::{
        Breadcrumb, ErrorSummary, FilterSelect, Loaded, PageHead, Pager, TableDate, each, error_of,
    },
    paths,
};

/// The filter of the address.
pub(super) fn filter_of_address() -> BoardFilter {
    use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        BoardFilter {
            kind: text("kind"),
            unit: text("unit"),
            state: text("state"),
            q: text("q"),
            page: text("page"),
            on: text("on"),
        }
    })
}

/// The filter in an address.
pub(super) fn address(path: &str, filter: &BoardFilter) -> String {
    paths::with_query(
        path,
        &[
            ("kind", &filter.kind),
            ("unit", &filter.unit),
            ("state", &filter.state),
            ("q", &filter.q),
            ("on", &filter.on),
            ("page", &filter.page),
        ],
    )
}

/// The board.
#[component]
pub fn BoardPage() -> impl IntoView {
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let action = ServerAction::<AssignResponsibility>::new();
    let filter = BoardFilter {
        on: String::new(),
        ..filter_of_address()
    };
    let data = load_board(filter, held);
    view! {
        <Loaded data=data children=move |(board, held): (Board, AppointmentInput)| view! {
            <BoardView board held action/>
        }/>
    }
}

#[component]
fn BoardView(
    board: Board,
    held: AppointmentInput,
    action: ServerAction<AssignResponsibility>,
) -> impl IntoView {
    let (error, _) = error_of(move || action.value().get());
    let can_edit = board.rows.iter().any(|row| row.can_edit);
    let list = address(paths::RESPONSIBILITY_LIST, &board.filter);
    let actions = view! {
        <a class="dads-button" data-type="outline" data-size="md" href=list>"責任者一覧（基準日・印刷）"</a>
        <a class="dads-button" data-type="outline" data-size="md" href=paths::TRANSFERS>"人事異動"</a>
    }
    .into_any();
    let (page, total, size) = (
        board.filter.page.parse().unwrap_or(1_u64).max(1),
        board.total as u64,
        board.page_size as u64,
    );
    let filter = board.filter.clone();
    let link = move |page: u64| {
        let filter = BoardFilter {
            page: page.to_string(),
            ..filter.clone()
        };
        address(paths::RESPONSIBILITIES, &filter)
    };
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="責任者"/>
        <PageHead title="責任者" meta=Some(view! { <span>{summary_words(&board)}</span> }.into_any()) actions=Some(actions)/>
        <ErrorSummary error/>
        <FilterBar filter=board.filter.clone() units=board.units.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()/>
        <div class="ledger-bar"><Pager page total size link label="ページ"/></div>
        <BoardTable board held can_edit action/>
    }
}

/// 責任者未定 2件、60日以内に不在になる 3件.
fn summary_words(board: &Board) -> String {
    format!(
        "責任者未定 {}件、60日以内に後任が要る {}件",
        board.vacant, board.soon
    )
}

#[component]
pub(super) fn FilterBar(filter: BoardFilter, units: Vec<(String, String)>) -> impl IntoView {
    let kinds = SubjectKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.label().to_owned()))
        .collect();
    let states = vec![
        ("vacant".to_owned(), "責任者未定".to_owned()),
        ("soon".to_owned(), "60日以内に後任が要る".to_owned()),
    ];
    view! {
        <form class="filter-bar" method="get" action=paths::RESPONSIBILITIES role="search" aria-label="責任者の絞り込み">
            <div class="filter-bar__field" data-grow="">
                <label class="filter-bar__label" for="filter-q">"名称・責任者"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-q" name="q" type="search" value=filter.q data-size="sm"/>
                </span>
            </div>
            <FilterSelect name="kind" label="区分" all="すべて" value=filter.kind options=kinds/>
            <FilterSelect name="unit" label="所管課" all="すべて" value=filter.unit options=units/>
            <FilterSelect name="state" label="ステータス" all="すべて" value=filter.state options=states/>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
        </form>
    }
}

#[component]
fn BoardTable(
    board: Board,
    held: AppointmentInput,
    can_edit: bool,
    action: ServerAction<AssignResponsibility>,
) -> impl IntoView {
    let Board {
        rows,
        candidates,
        today,
        ..
    } = board;
    let columns = if can_edit { "8" } else { "7" };
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"責任者"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"名称"</th>
                        <th class="dads-table__col-header" scope="col">"区分"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header" scope="col">"責任者"</th>
                        <th class="dads-table__col-header" scope="col">"指定日"</th>
                        <th class="dads-table__col-header" scope="col">"副責任者"</th>
                        <th class="dads-table__col-header" scope="col">"最終確認日"</th>
                        {can_edit.then(|| view! { <th class="dads-table__col-header dads-table__actions" scope="col">"操作"</th> })}
                    </tr>
                </thead>
                <tbody>
                    {rows.is_empty().then(|| view! {
                        <tr><td class="dads-table__empty" colspan=columns>"該当するものはありません。別の条件を試してください。"</td></tr>
                    })}
                    {each(rows, |row| view! {
                        <Row row candidates=candidates.clone() today held=held.clone() can_edit action/>
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(
    row: BoardRow,
    candidates: Vec<Candidate>,
    today: chrono::NaiveDate,
    held: AppointmentInput,
    can_edit: bool,
    action: ServerAction<AssignResponsibility>,
) -> impl IntoView {
    let path = paths::responsibility(row.subject.key);
    let standing = row.standing.clone();
    let vacant = standing.is_vacant();
    let owner = standing.owner.clone();
    let name = row.subject.name.clone();
    view! {
        <tr data-vacant=vacant.then_some("")>
            <th class="dads-table__row-header" scope="row"><a href=path.clone()>{name.clone()}</a></th>
            <td class="dads-table__short">{row.subject.key.kind.label()}</td>
            <td class="dads-table__short">{row.subject.unit_name.clone()}</td>
            <td class="dads-table__text">{owner.as_ref().map(holder_words)}<Warning standing=standing.clone()/></td>
            <td class="dads-table__date">{owner.map(|owner| view! { <TableDate date=owner.since/> })}</td>
            <td class="dads-table__text">{standing.deputy.as_ref().map(holder_words)}</td>
            <td class="dads-table__date">{standing.reviewed_on.map(|date| view! { <TableDate date/> })}</td>
            {can_edit.then(|| view! {
                <td class="dads-table__actions">
                    {if row.can_edit && vacant {
                        view! { <QuickAssign row candidates day=today back="board" held action/> }.into_any()
                    } else if row.can_edit {
                        view! {
                            <a class="dads-button" data-type="outline" data-size="sm" href=path>
                                "引継ぎ"<span class="dads-u-visually-hidden">{format!("：{name}")}</span>
                            </a>
                        }.into_any()
                    } else {
                        ().into_any()
                    }}
                </td>
            })}
        </tr>
    }
}
