//! `/jobs`: one's own jobs, newest first; everybody's for the administrator.

use domain::job::JobSummary;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    Progress,
    api::{JobList, load_jobs},
    state_chip,
};
use crate::{
    components::{Breadcrumb, Instant, Loaded, PageHead, Pager},
    paths,
};

/// The list.
#[component]
pub fn JobListPage() -> impl IntoView {
    let (page, at_rest) = use_query_map().with_untracked(|query| {
        let page = query.get("page").unwrap_or_default();
        (page, query.get("refresh").is_some())
    });
    let data = load_jobs(page.clone(), at_rest);
    view! { <Loaded data=data children=move |list: JobList| view! { <ListView list page at_rest/> }/> }
}

#[component]
fn ListView(list: JobList, page: String, at_rest: bool) -> impl IntoView {
    let here = if list.of_everybody {
        "すべての職員の処理です。ファイルは、依頼した本人だけが開けます。"
    } else {
        "あなたが依頼した処理です。ほかの画面に移っても、サインアウトしても、処理は続きます。"
    };
    let is_moving = list.jobs.iter().any(|job| job.state.is_open()) && !at_rest;
    let number = page.parse().unwrap_or(1);
    let link = |page: u64| paths::with_query(paths::JOBS, &[("page", &page.to_string())]);
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="処理結果"/>
        <PageHead title="処理結果"/>
        <p>{here}</p>
        {is_moving.then(|| {
            let stop = paths::with_query(paths::JOBS, &[("page", &page), ("refresh", "off")]);
            view! { <p>"画面は3秒ごとに新しくなります。"<a href=stop>"自動更新を止める"</a></p> }
        })}
        {if list.jobs.is_empty() {
            view! {
                <p class="zero-state">
                    "処理はありません。"<a href=paths::CONTRACTS>"契約"</a>
                    "の一覧で契約を選ぶと、特記事項をまとめて出力できます。"
                </p>
            }.into_any()
        } else {
            view! {
                <JobTable jobs=list.jobs of_everybody=list.of_everybody/>
                <div class="ledger-bar"><Pager page=number total=list.total size=list.page_size link label="ページ"/></div>
            }.into_any()
        }}
    }
}

#[component]
fn JobTable(jobs: Vec<JobSummary>, of_everybody: bool) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"処理"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"処理"</th>
                    <th class="dads-table__col-header" scope="col">"ステータス"</th>
                    <th class="dads-table__col-header" scope="col">"結果"</th>
                    <th class="dads-table__col-header" scope="col">"受付"</th>
                    {of_everybody.then(|| view! { <th class="dads-table__col-header" scope="col">"依頼した人"</th> })}
                </tr></thead>
                <tbody>{jobs.into_iter().map(|job| view! { <JobRow job of_everybody/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn JobRow(job: JobSummary, of_everybody: bool) -> impl IntoView {
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::job(job.id)>{job.kind.label()}</a>
                <span class="dads-table__sub">{job.subject.clone()}</span>
            </th>
            <td class="dads-table__status">{state_chip(job.state)}</td>
            <td class="dads-table__text"><Progress job=job.clone()/></td>
            <td class="dads-table__short"><Instant at=job.asked_at/></td>
            {of_everybody.then(|| view! { <td class="dads-table__short">{job.asked_by}</td> })}
        </tr>
    }
}
