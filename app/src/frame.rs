//! The frame of every page: skip link, demo strip, header, navigation, message of the last action, footer.

use frontend::SearchShortcut;
use futures::FutureExt;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use crate::{
    components::{Banner, BannerKind, each},
    error::AppError,
    loading::begin,
    paths,
};

/// What the frame shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameData {
    /// Who is signed in; `None` on the sign-in page.
    pub person: Option<String>,
    /// Roles held today.
    pub roles: Vec<String>,
    /// The municipality.
    pub municipality: String,
    /// True in the demo town.
    pub is_demo: bool,
    /// Overdue checks the person may see.
    pub overdue_count: u64,
    /// Contracts waiting for the person's approval.
    pub approval_count: u64,
    /// Subjects of the person's units without a 責任者.
    pub vacant_count: u64,
    /// True when the person may read the audit log.
    pub sees_audit_log: bool,
    /// True when the person may take ledgers in, or read who did.
    pub sees_imports: bool,
    /// A message of the last action.
    pub flash: Option<String>,
}

pub async fn frame() -> Result<FrameData, AppError> {
    let caller = crate::server_context::caller()?;
    Ok(services::frame::facts(&caller.store, caller.actor.as_ref())
        .await
        .map(|frame| FrameData {
            person: caller.actor.as_ref().map(|actor| actor.name.clone()),
            roles: frame.roles,
            municipality: frame.municipality,
            is_demo: frame.is_demo,
            overdue_count: frame.counts.overdue,
            approval_count: frame.counts.approval,
            vacant_count: frame.counts.vacant,
            sees_audit_log: frame.sees_audit_log,
            sees_imports: frame.sees_imports,
            flash: caller.flash,
        })?)
}

/// Frame and page. The page is not put inside what waits for the frame's data: it has things of its own to
/// wait for, and would outlive the place it was made in.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let here = path.clone();
    let data = begin(frame())
        .map(Result::unwrap_or_default)
        .boxed()
        .shared();
    let (head, navigation, message) = (data.clone(), data.clone(), data);
    view! {
        <a class="skip-link" href="#main">"本文へ移動"</a>
        {Suspend::new(async move { view! { <Header data=head.await/> } })}
        <div class="app-body">
            {Suspend::new(async move { view! { <Navigation data=navigation.await here/> } })}
            <main class="app-main" id="main" tabindex="-1" data-print=printed_as(&path)>
                {Suspend::new(async move {
                    message.await.flash.map(|text| view! { <Message text/> })
                })}
                {children()}
            </main>
        </div>
        <footer class="app-footer">
            <span>{concat!("委託台帳 ", env!("CARGO_PKG_VERSION"))}</span>
            <span>"情報セキュリティポリシー（令和8年訓令第5号）第6節(8)"</span>
        </footer>
    }
}

/// The message of the last action: its first line, then what there is to say more. A line that begins with a
/// tab is to be copied.
#[component]
fn Message(text: String) -> impl IntoView {
    let mut lines = text.lines().map(ToOwned::to_owned);
    let heading = lines.next().unwrap_or_default();
    let more: Vec<String> = lines.collect();
    if more.is_empty() {
        return view! { <Banner kind=BannerKind::Success heading/> }.into_any();
    }
    let more = more.into_iter().map(|line| match line.strip_prefix('\t') {
        Some(copied) => {
            view! { <p><code class="u-mono u-copy">{copied.to_owned()}</code></p> }.into_any()
        }
        None => view! { <p>{line}</p> }.into_any(),
    });
    let more = more.collect_view();
    view! { <Banner kind=BannerKind::Success heading>{more}</Banner> }.into_any()
}

/// How the print sheet lays the page out.
fn printed_as(path: &str) -> &'static str {
    match path
        .trim_matches('/')
        .split('/')
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["contracts"] => "contracts",
        ["vendors"] => "vendors",
        ["verifications"] => "verifications",
        ["audit-log"] => "audit-log",
        ["coverage", ..] => "coverage",
        ["responsibilities"] | ["responsibilities", "list"] => "responsibilities",
        ["contracts", _, "annex"] => "annex",
        _ => "document",
    }
}

#[component]
fn Header(data: FrameData) -> impl IntoView {
    view! {
        {data.is_demo.then(|| view! {
            <div class="demo-strip" role="region" aria-label="デモのお知らせ">
                <p>"これはデモです。町も事業者も職員も架空のものです。本当の記録を入れないでください。"</p>
            </div>
        })}
        <header class="app-header">
            <a class="app-header__product" href=paths::TODAY>
                <img src="/favicon.svg" alt="" width="28" height="28"/>
                <span>"委託台帳"</span>
            </a>
            <span class="app-header__organization">{data.municipality}</span>
            {data.person.map(|person| view! {
                <form class="app-header__search" role="search" action=paths::SEARCH method="get" aria-label="すべての台帳">
                    <label class="dads-u-visually-hidden" for="site-search">"すべての台帳を検索（番号・件名・委託先・サービス・SNS・氏名）"</label>
                    <span class="dads-input-text">
                        <input class="dads-input-text__input" id="site-search" name="q" type="search" data-size="sm"/>
                    </span>
                    <button class="dads-button" data-type="outline" data-size="sm" type="submit">"検索"</button>
                    <SearchShortcut field="site-search".to_owned()/>
                </form>
                <p class="app-header__person">
                    <span class="app-header__name">{person}</span>
                    <span class="app-header__unit">{data.roles.join("、")}</span>
                </p>
                <form method="post" action=paths::SIGN_OUT>
                    <button class="dads-button" data-type="text" data-size="sm" type="submit">"サインアウト"</button>
                </form>
            })}
        </header>
    }
}

#[component]
fn Navigation(data: FrameData, here: String) -> impl IntoView {
    let signed_in = data.person.is_some();
    let places = [
        ("今日", paths::TODAY),
        ("委託先", paths::VENDORS),
        ("契約", paths::CONTRACTS),
        ("点検", paths::VERIFICATIONS),
        ("条項集", paths::LIBRARY),
        ("様式", paths::FORMS),
        ("PDFの確認", paths::PDF_CHECK),
        ("遵守状況", paths::COVERAGE),
        ("自己点検", paths::SELF_INSPECTIONS),
        ("責任者", paths::RESPONSIBILITIES),
        ("指摘・是正", paths::FINDINGS),
        ("例外措置", paths::EXCEPTIONS),
        ("外部サービス", paths::EXTERNAL_SERVICES),
        ("SNS", paths::SOCIAL_MEDIA),
        ("規程・手順", paths::REGULATIONS),
        ("事故等", paths::INCIDENTS),
        ("処理結果", paths::JOBS),
        ("職員・組織", paths::ORGANIZATION),
    ];
    let imports = data.sees_imports.then_some(("台帳の取込み", paths::IMPORT));
    let audit_log = data
        .sees_audit_log
        .then_some(("操作記録", paths::AUDIT_LOG));
    let places = places.into_iter().chain(imports).chain(audit_log);
    signed_in.then(|| view! {
        <nav class="app-nav" aria-label="メイン">
            <details class="app-nav__details">
                <summary class="app-nav__summary">"メニュー"</summary>
                <ul class="dads-menu-list">
                    {each(places, |(label, path)| {
                        let (count, tone) = waiting(&data, path);
                        view! { <NavigationLink path label count tone current=is_inside(path, &here)/> }
                    })}
                </ul>
            </details>
        </nav>
    })
}

/// How many things wait behind a link, and their tone: those that are late already stand out.
fn waiting(data: &FrameData, path: &str) -> (u64, &'static str) {
    match path {
        paths::TODAY => (data.approval_count, ""),
        paths::VERIFICATIONS => (data.overdue_count, "overdue"),
        paths::RESPONSIBILITIES => (data.vacant_count, "overdue"),
        _ => (0, ""),
    }
}

/// Whether the page at `here` belongs to the place at `path`.
fn is_inside(path: &str, here: &str) -> bool {
    if path == paths::TODAY {
        return here == path;
    }
    let rest = here.strip_prefix(path);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[component]
fn NavigationLink(
    path: &'static str,
    label: &'static str,
    count: u64,
    tone: &'static str,
    current: bool,
) -> impl IntoView {
    view! {
        <li>
            <a class="dads-menu-list__item" data-size="sm" href=path aria-current=current.then_some("page")>
                {label}
                {(0 < count).then(|| view! {
                    <span class="dads-menu-list__count" data-tone=tone>
                        {count}<span class="dads-u-visually-hidden">"件"</span>
                    </span>
                })}
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_the_place_whose_address_it_begins_with() {
        for (path, here, expect) in [
            (paths::TODAY, "/", true),
            (paths::TODAY, "/contracts", false),
            (paths::CONTRACTS, "/contracts", true),
            (paths::CONTRACTS, "/contracts/1/clauses", true),
            (paths::CONTRACTS, "/contracts-of-old", false),
            (paths::VENDORS, "/contracts", false),
        ] {
            assert_eq!(is_inside(path, here), expect, "{path} {here}");
        }
    }
}
