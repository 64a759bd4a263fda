//! `/social-media`: platforms, and accounts with what is wrong with them. The filter is the address.

use domain::social_media::{
    AccountState,
    standing::Shortcoming,
    summary::{AccountFilter, ServiceSummary},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{ListData, Options, load_lists},
    parts::AccountTable,
};
use crate::{
    components::{Breadcrumb, Chevron, Chip, Loaded, LongDate, PageHead},
    paths,
};

/// The list of platforms and accounts.
#[component]
pub fn SocialMediaPage() -> impl IntoView {
    let filter = use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        AccountFilter {
            q: text("q"),
            service: text("service"),
            unit: text("unit"),
            state: text("state"),
            lacks: text("lacks"),
        }
    });
    view! { <Loaded data=load_lists(filter) children=|data: ListData| view! { <Lists data/> }/> }
}

fn address(filter: &AccountFilter) -> String {
    paths::with_query(
        paths::SOCIAL_MEDIA,
        &[
            ("q", &filter.q),
            ("service", &filter.service),
            ("unit", &filter.unit),
            ("state", &filter.state),
            ("lacks", &filter.lacks),
        ],
    )
}

#[component]
fn Lists(data: ListData) -> impl IntoView {
    let ListData {
        lists,
        filter,
        units,
    } = data;
    let actions = view! {
        {lists.can_apply.then(|| view! {
            <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_SOCIAL_MEDIA_ACCOUNT>"開設を申請"</a>
        })}
        {lists.can_keep.then(|| view! {
            <a class="dads-button" data-type="outline" data-size="md" href=paths::with_query(paths::NEW_SOCIAL_MEDIA_ACCOUNT, &[("existing", "1")])>"既設アカウントを登録"</a>
        })}
    };
    let is_plain = filter == AccountFilter::default();
    let services: Options = lists
        .services
        .iter()
        .map(|it| (it.service.id.to_string(), it.service.name.clone()))
        .collect();
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="SNS"/>
        <PageHead title="SNS" actions=Some(actions.into_any())/>
        <div class="u-stack-lg">
            <section aria-labelledby="accounts-heading">
                <h2 class="dads-heading" data-size="22" id="accounts-heading">"アカウント"</h2>
                {if lists.total == 0 && lists.accounts.is_empty() && is_plain {
                    view! { <p class="zero-state">"アカウントはありません。休眠中のものや、観光協会など関係団体のものも登録してください。"</p> }.into_any()
                } else {
                    view! {
                        <Shortcomings counts=lists.counts filter=filter.clone()/>
                        <FilterBar filter units services/>
                        <AccountTable accounts=lists.accounts/>
                    }.into_any()
                }}
            </section>
            <Services services=lists.services can_edit=lists.can_apply/>
            <p><a href=paths::INCIDENTS>"事故等（乗っ取り・なりすまし）の記録を見る"</a></p>
        </div>
    }
}

/// How many accounts have each shortcoming, as links to them.
#[component]
fn Shortcomings(counts: Vec<(Shortcoming, i64)>, filter: AccountFilter) -> impl IntoView {
    if counts.is_empty() {
        return view! { <p>"要対応のアカウントはありません。"</p> }.into_any();
    }
    view! {
        <ul class="filter-chips" aria-label="要対応">
            {counts.into_iter().map(|(shortcoming, count)| {
                let is_chosen = filter.lacks == shortcoming.code();
                let lacks = if is_chosen { String::new() } else { shortcoming.code().to_owned() };
                let path = address(&AccountFilter { lacks, ..filter.clone() });
                view! {
                    <li>
                        <a class="filter-chip" href=path aria-current=is_chosen.then_some("true")>
                            {format!("{}：{count}件", shortcoming.label())}
                            {is_chosen.then(|| view! { <span class="dads-u-visually-hidden">"を外す"</span> })}
                        </a>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn FilterBar(filter: AccountFilter, units: Options, services: Options) -> impl IntoView {
    let states = AccountState::ALL
        .iter()
        .map(|state| (state.code().to_owned(), state.label().to_owned()))
        .collect();
    let is_plain = filter == AccountFilter::default();
    view! {
        <form class="filter-bar" method="get" action=paths::SOCIAL_MEDIA role="search" aria-label="アカウントの絞り込み">
            <div class="filter-bar__field" data-grow="">
                <label class="filter-bar__label" for="filter-q">"アカウント名・ID"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-q" name="q" type="search" value=filter.q data-size="sm"/>
                </span>
            </div>
            <FilterSelect name="service" label="SNS" options=services chosen=filter.service empty="すべて"/>
            <FilterSelect name="unit" label="所管課" options=units chosen=filter.unit empty="すべて"/>
            <FilterSelect name="state" label="状態" options=states chosen=filter.state empty="廃止・取下げのほか"/>
            {(!filter.lacks.is_empty()).then(|| view! { <input type="hidden" name="lacks" value=filter.lacks.clone()/> })}
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
            {(!is_plain).then(|| view! { <a href=paths::SOCIAL_MEDIA>"条件をすべて解除"</a> })}
        </form>
    }
}

#[component]
fn FilterSelect(
    name: &'static str,
    label: &'static str,
    options: Options,
    chosen: String,
    empty: &'static str,
) -> impl IntoView {
    let id = format!("filter-{name}");
    view! {
        <div class="filter-bar__field">
            <label class="filter-bar__label" for=id.clone()>{label}</label>
            <span class="dads-select">
                <span class="dads-select__control">
                    <select class="dads-select__select" id=id name=name data-size="sm">
                        <option value="" selected=chosen.is_empty()>{empty}</option>
                        {options.into_iter().map(|(code, label)| {
                            let is_chosen = code == chosen;
                            view! { <option value=code selected=is_chosen>{label}</option> }
                        }).collect_view()}
                    </select>
                    <Chevron/>
                </span>
            </span>
        </div>
    }
}

#[component]
fn Services(services: Vec<ServiceSummary>, can_edit: bool) -> impl IntoView {
    let is_empty = services.is_empty();
    view! {
        <section aria-labelledby="services-heading">
            <h2 class="dads-heading" data-size="22" id="services-heading">"利用するSNS"</h2>
            {is_empty.then(|| view! { <p class="zero-state">"SNSはありません。LINE、Xなど、利用するサービスを先に追加してください。"</p> })}
            {(!is_empty).then(|| view! {
                <div class="dads-table" data-size="dense">
                    <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                        <caption class="dads-u-visually-hidden">"利用するSNS"</caption>
                        <thead>
                            <tr>
                                <th class="dads-table__col-header" scope="col">"SNS"</th>
                                <th class="dads-table__col-header" scope="col">"提供者"</th>
                                <th class="dads-table__col-header" scope="col">"統括する課"</th>
                                <th class="dads-table__col-header" scope="col">"利用開始"</th>
                                <th class="dads-table__col-header dads-table__numeric" scope="col">"アカウント"</th>
                                <th class="dads-table__col-header" scope="col">"状態"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {services.into_iter().map(|it| view! { <ServiceRow it/> }).collect_view()}
                        </tbody>
                    </table>
                </div>
            })}
            {can_edit.then(|| view! { <p class="section-follow"><a href=paths::NEW_SOCIAL_MEDIA_SERVICE>"SNSを追加"</a></p> })}
        </section>
    }
}

#[component]
fn ServiceRow(it: ServiceSummary) -> impl IntoView {
    let ServiceSummary {
        service,
        unit_name,
        account_count,
    } = it;
    let chip = match service.used_to {
        Some(_) => view! { <Chip label="利用終了" color="gray"/> },
        None => view! { <Chip label="利用中" color="green"/> },
    };
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row"><a href=paths::social_media_service(service.id)>{service.name}</a></th>
            <td class="dads-table__text">{service.provider}</td>
            <td class="dads-table__short">{unit_name}</td>
            <td class="dads-table__date"><LongDate date=service.used_from/></td>
            <td class="dads-table__numeric">{format!("{account_count}件")}</td>
            <td class="dads-table__status">{chip}</td>
        </tr>
    }
}
