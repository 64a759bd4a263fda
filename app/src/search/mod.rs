//! 全体検索 `/search`: what a word finds in every ledger. The question is the address.

mod api;

use domain::{
    id::{ContractId, ExternalServiceId, PersonId, SocialMediaAccountId, VendorId},
    search::{SearchFilter, SearchGroup, SearchHit, SearchKind},
};
use frontend::SearchShortcutSwitch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::api::{Found, find};
use crate::{
    components::{Breadcrumb, Loaded, PageHead, Pager, each},
    paths,
};

/// `/search`.
#[component]
pub fn SearchPage() -> impl IntoView {
    let filter = use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        SearchFilter {
            q: text("q"),
            kind: text("kind"),
            page: text("page"),
        }
    });
    view! { <Loaded data=find(filter) children=|found: Found| view! { <FoundView found/> }/> }
}

fn address(filter: &SearchFilter) -> String {
    paths::with_query(
        paths::SEARCH,
        &[
            ("q", &filter.q),
            ("kind", &filter.kind),
            ("page", &filter.page),
        ],
    )
}

/// The page of a record.
fn path_of(kind: SearchKind, id: i64) -> String {
    match kind {
        SearchKind::Contract => paths::contract(ContractId(id)),
        SearchKind::Vendor => paths::vendor(VendorId(id)),
        SearchKind::ExternalService => paths::external_service(ExternalServiceId(id)),
        SearchKind::SocialMediaAccount => paths::social_media_account(SocialMediaAccountId(id)),
        SearchKind::Person => paths::person(PersonId(id)),
    }
}

#[component]
fn FoundView(found: Found) -> impl IntoView {
    let Found {
        filter,
        result,
        first,
        page_size,
    } = found;
    let window = (!filter.q.is_empty()).then(|| format!("検索：{}", filter.q));
    let only = filter.kind.parse::<SearchKind>().ok();
    let is_empty = result.groups.is_empty();
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="検索"/>
        <PageHead title="検索" window=window.unwrap_or_else(|| "検索".to_owned())/>
        <SearchForm q=filter.q.clone()/>
        {only.map(|kind| view! { <Narrowed kind filter=filter.clone()/> })}
        {if filter.q.trim().is_empty() {
            ().into_any()
        } else if result.is_blank {
            view! { <p class="zero-state">"空白、記号、法人格（株式会社など）だけでは検索できません。名称や番号の一部を入力してください。"</p> }.into_any()
        } else if is_empty {
            view! { <p class="zero-state">{format!("「{}」を含む記録はありません。別の語、または語の一部で検索してください。", filter.q)}</p> }.into_any()
        } else {
            result.groups.into_iter().map(|group| {
                let size = if only.is_some() { page_size } else { first };
                view! { <Group group filter=filter.clone() size is_only=only.is_some()/> }
            }).collect_view().into_any()
        }}
    }
}

#[component]
fn SearchForm(q: String) -> impl IntoView {
    view! {
        <form class="filter-bar" method="get" action=paths::SEARCH role="search" aria-label="検索">
            <div class="filter-bar__field" data-grow="">
                <label class="filter-bar__label" for="search-q">"番号・件名・名称・氏名・フリガナ"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="search-q" name="q" type="search" value=q data-size="sm" aria-describedby="search-note"/>
                </span>
            </div>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"検索"</button>
            <p class="filter-bar__more u-support" id="search-note">
                "全角・半角、ひらがな・カタカナ、新字・旧字（高と髙）、法人格、空白、長音の違いは区別しません。語の一部でも見つかります。"
            </p>
        </form>
        <SearchShortcutSwitch/>
    }
}

/// The one kind that is shown, to be taken away.
#[component]
fn Narrowed(kind: SearchKind, filter: SearchFilter) -> impl IntoView {
    let all = address(&SearchFilter {
        q: filter.q,
        ..SearchFilter::default()
    });
    view! {
        <ul class="filter-chips" aria-label="適用中の条件">
            <li>
                <a class="filter-chip" href=all>
                    {format!("種類：{}", kind.label())}<span class="filter-chip__remove" aria-hidden="true">"×"</span>
                    <span class="dads-u-visually-hidden">"を外す"</span>
                </a>
            </li>
        </ul>
    }
}

#[component]
fn Group(group: SearchGroup, filter: SearchFilter, size: u64, is_only: bool) -> impl IntoView {
    let SearchGroup { kind, hits, total } = group;
    let heading = format!("found-{}", kind.code());
    let page = filter.page.parse().unwrap_or(1_u64).max(1);
    let of_kind = move |page: u64| {
        address(&SearchFilter {
            q: filter.q.clone(),
            kind: kind.code().to_owned(),
            page: if page == 1 {
                String::new()
            } else {
                page.to_string()
            },
        })
    };
    let all = (!is_only && size < total).then(|| of_kind(1));
    view! {
        <section class="section-follow" aria-labelledby=heading.clone()>
            <h2 class="dads-heading" data-size="22" id=heading.clone()>{format!("{}　{total}件", kind.label())}</h2>
            <HitTable kind hits/>
            {all.map(|path| view! { <p><a href=path>{format!("{} {total}件をすべて見る", kind.label())}</a></p> })}
            {is_only.then(|| view! { <div class="ledger-bar"><Pager page total size link=of_kind label="ページ"/></div> })}
        </section>
    }
}

/// Heads of the columns: name, number, what else is said.
fn heads(kind: SearchKind) -> [&'static str; 3] {
    match kind {
        SearchKind::Contract => ["件名", "契約番号", "委託先・所管課"],
        SearchKind::Vendor => ["名称", "法人番号", "フリガナ・所在地"],
        SearchKind::ExternalService => ["名称", "管理番号", "所管課"],
        SearchKind::SocialMediaAccount => ["名称", "アカウントID", "サービス・所管課"],
        SearchKind::Person => ["氏名", "職員番号", "所属・職"],
    }
}

#[component]
fn HitTable(kind: SearchKind, hits: Vec<SearchHit>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">{format!("見つかった{}", kind.label())}</caption>
                <thead>
                    <tr>
                        {heads(kind).map(|head| view! { <th class="dads-table__col-header" scope="col">{head}</th> }).collect_view()}
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                    </tr>
                </thead>
                <tbody>
                    {each(hits, |hit| view! {
                        <tr data-muted=hit.is_past.then_some("")>
                            <th class="dads-table__row-header" scope="row"><a href=path_of(kind, hit.id)>{hit.name}</a></th>
                            <td class="dads-table__short"><span class="u-mono">{hit.number}</span></td>
                            <td class="dads-table__text">{hit.details.join("　")}</td>
                            <td class="dads-table__status">{hit.status}</td>
                        </tr>
                    })}
                </tbody>
            </table>
        </div>
    }
}
