//! `/documents`: the register as it stood on a day. The filter is the address.

use domain::regulation::{Layer, RegulationFilter, RegulationSummary, Topic};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{ListData, load_list},
    parts::{disclosure_chip, options},
};
use crate::{
    components::{
        Banner, BannerKind, Breadcrumb, Chip, FilterSelect, Loaded, LongDate, PageHead, TableDate,
    },
    paths,
};

/// The list of documents.
#[component]
pub fn RegulationListPage() -> impl IntoView {
    let filter = use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        RegulationFilter {
            q: text("q"),
            layer: text("layer"),
            topic: text("topic"),
            state: text("state"),
            on: text("on"),
        }
    });
    view! { <Loaded data=load_list(filter) children=|data: ListData| view! { <List data/> }/> }
}

#[component]
fn List(data: ListData) -> impl IntoView {
    let ListData {
        documents,
        filter,
        on,
        refused,
        can_register,
    } = data;
    let actions = can_register.then(|| {
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_REGULATION>"規程・手順を登録"</a> }
            .into_any()
    });
    let meta = view! { <span><LongDate date=on/>"現在"</span> }.into_any();
    let is_plain = filter == RegulationFilter::default();
    let is_empty = documents.is_empty();
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="規程・手順"/>
        <PageHead title="規程・手順" meta=Some(meta) actions=actions/>
        {refused.map(|words| view! {
            <Banner kind=BannerKind::Warning heading="基準日を読み取れないため、今日の一覧を表示しています"><p>{words}</p></Banner>
        })}
        <p class="page-lead">"非公開のもの（実施手順など。情報セキュリティポリシー第10節）は、その課の所属長、情報セキュリティ統括、監査人だけに表示します。"</p>
        {if is_empty && is_plain {
            view! { <p class="zero-state">"登録された規程・手順はありません。基本方針、対策基準、業務委託・外部サービス・SNSの規程から登録してください。"</p> }.into_any()
        } else {
            view! { <FilterBar filter/> <Table documents/> }.into_any()
        }}
    }
}

#[component]
fn FilterBar(filter: RegulationFilter) -> impl IntoView {
    let is_plain = filter == RegulationFilter::default();
    let states = [
        ("waiting", "承認待ちの版あり"),
        ("review", "見直しの期限超過"),
        ("none", "施行中の版なし"),
        ("unread", "自分が読んでいないもの"),
        ("void", "無効"),
    ];
    let states = states
        .map(|(code, label)| (code.to_owned(), label.to_owned()))
        .to_vec();
    let layers = options(Layer::ALL, Layer::code, Layer::label);
    let topics = options(Topic::ALL, Topic::code, Topic::label);
    view! {
        <form class="filter-bar" method="get" action=paths::REGULATIONS role="search" aria-label="規程・手順の絞り込み">
            <div class="filter-bar__field" data-grow="">
                <label class="filter-bar__label" for="filter-q">"名称"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-q" name="q" type="search" value=filter.q data-size="sm"/>
                </span>
            </div>
            <FilterSelect name="layer" label="階層" all="すべて" value=filter.layer options=layers/>
            <FilterSelect name="topic" label="対象とする業務" all="すべて" value=filter.topic options=topics/>
            <FilterSelect name="state" label="状態" all="無効のほか" value=filter.state options=states/>
            <div class="filter-bar__field">
                <label class="filter-bar__label" for="filter-on">"基準日"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-on" name="on" type="text" value=filter.on data-size="sm" data-width="12" autocomplete="off" placeholder="今日"/>
                </span>
            </div>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
            {(!is_plain).then(|| view! { <a href=paths::REGULATIONS>"条件をすべて解除"</a> })}
        </form>
    }
}

#[component]
fn Table(documents: Vec<RegulationSummary>) -> impl IntoView {
    let is_empty = documents.is_empty();
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"規程・手順"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"名称"</th>
                        <th class="dads-table__col-header" scope="col">"階層"</th>
                        <th class="dads-table__col-header" scope="col">"対象とする業務"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header" scope="col">"公開区分"</th>
                        <th class="dads-table__col-header" scope="col">"施行中の版"</th>
                        <th class="dads-table__col-header" scope="col">"次の見直し"</th>
                        <th class="dads-table__col-header" scope="col">"状態"</th>
                    </tr>
                </thead>
                <tbody>
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan="8">"該当する規程・手順はありません。別の条件を試してください。"</td></tr>
                    })}
                    {documents.into_iter().map(|it| view! { <Row it/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(it: RegulationSummary) -> impl IntoView {
    let version = it.version_no.map(|no| format!("第{no}版"));
    let has_none = version.is_none() && !it.is_void;
    view! {
        <tr data-muted=it.is_void.then_some("")>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::regulation(it.id)>{it.title}</a>
                <span class="dads-table__sub">{it.number}</span>
            </th>
            <td class="dads-table__short">{it.layer.label()}</td>
            <td class="dads-table__short">{it.topic.label()}</td>
            <td class="dads-table__short">{it.unit_name}</td>
            <td class="dads-table__status">{disclosure_chip(it.disclosure)}</td>
            <td class="dads-table__date">
                {version}" "{it.in_force_on.map(|date| view! { <TableDate date/> })}
            </td>
            <td class="dads-table__date">{it.next_review_on.map(|date| view! { <TableDate date/> })}</td>
            <td class="dads-table__status">
                <span class="u-cluster">
                    {it.is_void.then(|| view! { <Chip label="無効" color="gray"/> })}
                    {has_none.then(|| view! { <Chip label="施行中の版なし" color="orange"/> })}
                    {it.is_waiting.then(|| view! { <Chip label="承認待ち" color="light-blue"/> })}
                    {it.is_review_overdue.then(|| view! { <Chip label="見直し期限超過" color="red"/> })}
                    {it.is_unread.then(|| view! { <Chip label="未読" color="yellow"/> })}
                </span>
            </td>
        </tr>
    }
}
