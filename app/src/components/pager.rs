//! 前へ, 次へ, and where the page stands.

use leptos::prelude::*;

/// Links to the pages before and after. `link` makes the address of a page.
#[component]
pub fn Pager<F>(page: u64, total: u64, size: u64, link: F, label: &'static str) -> impl IntoView
where
    F: Fn(u64) -> String,
{
    let pages = total.div_ceil(size).max(1);
    let page = page.clamp(1, pages);
    let first = (page - 1) * size + 1;
    let last = (page * size).min(total);
    (0 < total).then(|| view! {
        <div class="ledger-bar__end">
            <span class="ledger-bar__count">{format!("{first}–{last} / {total}件")}</span>
            <nav class="dads-page-navigation" aria-label=label data-size="sm">
                {(1 < page).then(|| view! { <a class="dads-page-navigation__link" href=link(page - 1) rel="prev">"前へ"</a> })}
                <span class="dads-page-navigation__current">{format!("{page} / {pages}")}</span>
                {(page < pages).then(|| view! { <a class="dads-page-navigation__link" href=link(page + 1) rel="next">"次へ"</a> })}
            </nav>
        </div>
    })
}
