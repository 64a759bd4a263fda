//! `/social-media`: platforms, and accounts with what is wrong with them. The filter is the address.

use domain::{
    export::ExportLedger,
    social_media::{
        AccountState,
        standing::Shortcoming,
        summary::{AccountFilter, ServiceSummary},
    },
};
use leptos::prelude::*;

use super::{
    api::{ListData, Options, load_lists},
    parts::{ACCOUNT_COLUMNS, AccountTable},
};
use crate::{
    components::{
        Breadcrumb, BulkBar, ChangeButtons, Chip, ColumnPicker, Columns, Condition, CountChips,
        Download, FilterBar, FilterChips, FilterSelect, FilterWords, LedgerAddress, LedgerPager,
        Loaded, LongDate, PageHead, PdfLink, Place, condition, label_in,
    },
    paths,
    saved_view::SavedViews,
};

/// The list of platforms and accounts.
#[component]
pub fn SocialMediaPage() -> impl IntoView {
    let at = LedgerAddress::of_request(ExportLedger::Accounts);
    let data = load_lists(filter_of(&at), at.size());
    view! { <Loaded data=data children=move |data: ListData| view! { <Lists data at/> }/> }
}

/// The filter the address holds.
pub(crate) fn filter_of(at: &LedgerAddress) -> AccountFilter {
    AccountFilter {
        q: at.get("q"),
        service: at.get("service"),
        unit: at.get("unit"),
        state: at.get("state"),
        lacks: at.get("lacks"),
        sort: at.get("sort"),
        page: at.get("page"),
    }
}

#[component]
fn Lists(data: ListData, at: LedgerAddress) -> impl IntoView {
    let ListData {
        lists,
        total,
        units,
    } = data;
    let filter = at.filter();
    let filter: Vec<(&str, &str)> = filter.iter().map(|(name, it)| (*name, &**it)).collect();
    let actions = view! {
        {lists.can_apply.then(|| view! {
            <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_SOCIAL_MEDIA_ACCOUNT>"開設を申請"</a>
        })}
        {lists.can_keep.then(|| view! {
            <a class="dads-button" data-type="outline" data-size="md" href=paths::with_query(paths::NEW_SOCIAL_MEDIA_ACCOUNT, &[("existing", "1")])>"既設アカウントを登録"</a>
        })}
        <PdfLink path=paths::with_query(paths::SOCIAL_MEDIA_PDF, &filter) label="一覧"/>
    };
    let services: Options = lists
        .services
        .iter()
        .map(|it| (it.service.id.to_string(), it.service.name.clone()))
        .collect();
    let columns = Columns::at(&at, ACCOUNT_COLUMNS);
    let conditions = conditions(&at, &units, &services);
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="SNS"/>
        <PageHead title="SNS" actions=Some(actions.into_any())/>
        <SavedViews at=at.clone()/>
        <div class="u-stack-lg">
            <section aria-labelledby="accounts-heading">
                <h2 class="dads-heading" data-size="22" id="accounts-heading">"アカウント"</h2>
                {if lists.total == 0 && total == 0 && !at.is_narrowed() {
                    view! { <p class="zero-state">"アカウントはありません。休眠中のものや、観光協会など関係団体のものも登録してください。"</p> }.into_any()
                } else {
                    view! {
                        <Shortcomings counts=lists.counts at=at.clone()/>
                        <Filter at=at.clone() units services/>
                        <FilterChips at=at.clone() conditions/>
                        <div class="ledger-bar">
                            <ColumnPicker at=at.clone() columns/>
                            <Download ledger=ExportLedger::Accounts filter=at.filter() total/>
                            <LedgerPager at=at.clone() total place=Place::Above/>
                        </div>
                        <AccountTable accounts=lists.accounts at=Some(at.clone()) ticks=lists.can_apply.then_some("アカウント")/>
                        {(lists.can_apply && 0 < total).then(|| view! { <Bulk at=at.clone() total/> })}
                        <div class="ledger-bar"><LedgerPager at total place=Place::Below/></div>
                    }.into_any()
                }}
            </section>
            <Services services=lists.services can_edit=lists.can_apply/>
            <p><a href=paths::INCIDENTS>"事故等（乗っ取り・なりすまし）の記録を見る"</a></p>
        </div>
    }
}

/// What can be done to the accounts that are ticked, and to all that match.
#[component]
fn Bulk(at: LedgerAddress, total: u64) -> impl IntoView {
    view! {
        <BulkBar action=paths::SOCIAL_MEDIA_BULK noun="アカウント" hidden=at.filter()>
            <ChangeButtons action=paths::SOCIAL_MEDIA_BULK total/>
        </BulkBar>
    }
}

/// What narrows the list, in words.
fn conditions(at: &LedgerAddress, units: &Options, services: &Options) -> Vec<Condition> {
    let state = |code: &str| Some(code.parse::<AccountState>().ok()?.label().to_owned());
    let lacks = |code: &str| {
        let found = Shortcoming::ALL.into_iter().find(|it| it.code() == code);
        found.map(|it| it.label().to_owned())
    };
    [
        condition(at, "q", "検索", |words| Some(words.to_owned())),
        condition(at, "service", "SNS", |code| label_in(services, code)),
        condition(at, "unit", "所管課", |code| label_in(units, code)),
        condition(at, "state", "状態", state),
        condition(at, "lacks", "要対応", lacks),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How many accounts have each shortcoming.
#[component]
fn Shortcomings(counts: Vec<(Shortcoming, i64)>, at: LedgerAddress) -> impl IntoView {
    if counts.is_empty() {
        return view! { <p>"要対応のアカウントはありません。"</p> }.into_any();
    }
    let counts = counts.into_iter();
    let counts = counts.map(|(it, count)| (it.code(), it.label(), count.unsigned_abs()));
    view! { <CountChips at name="lacks" label="要対応" counts=counts.collect()/> }.into_any()
}

#[component]
fn Filter(at: LedgerAddress, units: Options, services: Options) -> impl IntoView {
    let states = AccountState::ALL
        .iter()
        .map(|state| (state.code().to_owned(), state.label().to_owned()))
        .collect();
    view! {
        <FilterBar at=at.clone() label="アカウントの絞り込み" own=&["q", "service", "unit", "state"]>
            <FilterWords label="アカウント名・ID" value=at.get("q")/>
            <FilterSelect name="service" label="SNS" all="すべて" value=at.get("service") options=services/>
            <FilterSelect name="unit" label="所管課" all="すべて" value=at.get("unit") options=units/>
            <FilterSelect name="state" label="状態" all="廃止・取下げのほか" value=at.get("state") options=states/>
        </FilterBar>
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
