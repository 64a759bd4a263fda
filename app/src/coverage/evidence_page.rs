//! `/coverage/evidence/{duty}/{condition}`: every subject of a condition, what falls short first.

use domain::{coverage::view::Line, wareki};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{EvidenceData, load_evidence},
    filter::{Filter, address as with_filter, conditions, filter_of},
    state::{Standing, address, state_chip},
};
use crate::{
    components::{Breadcrumb, Loaded, PageHead, Pager},
    paths,
};

/// The evidence of the condition the address names.
#[component]
pub fn EvidencePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let parameter = |name: &str| {
        params
            .with_untracked(|params| params.get(name))
            .unwrap_or_default()
    };
    let page = query.with_untracked(|query| query.get("page"));
    let data = load_evidence(
        query.with_untracked(filter_of),
        parameter("duty"),
        parameter("condition"),
        page.unwrap_or_default(),
    );
    view! { <Loaded data=data children=|data: EvidenceData| view! { <Evidence data/> }/> }
}

#[component]
fn Evidence(data: EvidenceData) -> impl IntoView {
    let EvidenceData {
        duty,
        duty_id,
        condition,
        on,
        page,
        around,
    } = data;
    let path = paths::coverage_evidence(&duty_id, &condition.code);
    let filter = around.filter.clone();
    let total = u64::try_from(condition.counts.total).unwrap_or_default();
    let size = u64::try_from(services::coverage::PAGE_SIZE).unwrap_or(1);
    let words = conditions(&around, on);
    let printed = around.printed.clone();
    let title = duty.as_ref().map_or_else(
        || "自己点検（第7節）の証拠".to_owned(),
        |duty| format!("{} {}の証拠", duty.id, duty.title),
    );
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (
            with_filter(paths::COVERAGE, &filter, ""),
            "遵守状況".to_owned(),
        ),
    ];
    let link = {
        let (path, filter) = (path.clone(), filter.clone());
        move |page: u64| with_filter(&path, &filter, &page.to_string())
    };
    view! {
        <Breadcrumb links here="証拠"/>
        <PageHead title meta=view! { <span>{wareki::long(on)}"現在"</span> }.into_any()/>
        {duty.map(|duty| view! { <blockquote class="policy-quote"><p>{duty.quote}</p></blockquote> })}
        <p class="coverage-condition__head">
            <Standing counts=condition.counts/>
            <span>{condition.condition.clone()}</span>
        </p>
        <Filter path around on/>
        <p class="output-conditions">{format!("条件：{words}　出力：{printed}")}</p>
        <div class="ledger-bar"><Pager page total size link label="ページ"/></div>
        <Lines lines=condition.lines code=condition.code caption=condition.condition/>
    }
}

#[component]
fn Lines(lines: Vec<Line>, code: String, caption: String) -> impl IntoView {
    let is_empty = lines.is_empty();
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"状態"</th>
                        <th class="dads-table__col-header" scope="col">"対象"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header" scope="col">"根拠"</th>
                    </tr>
                </thead>
                <tbody>
                    {lines.into_iter().map(|line| view! { <Row line code=code.clone()/> }).collect_view()}
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan="4">"この条件の対象はありません。"</td></tr>
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(line: Line, code: String) -> impl IntoView {
    let to = address(line.judgement.subject, &code);
    let kind = line.judgement.subject.kind_label();
    view! {
        <tr>
            <td class="dads-table__status">{state_chip(line.judgement.state)}</td>
            <th class="dads-table__row-header" scope="row">
                {match to {
                    Some(to) => view! { <a href=to>{line.name}</a> }.into_any(),
                    None => line.name.into_any(),
                }}
                <span class="dads-table__sub">{kind}</span>
            </th>
            <td class="dads-table__short">{line.unit_name}</td>
            <td class="dads-table__text">{line.judgement.because}</td>
        </tr>
    }
}
