//! How many rows a page of a ledger has, and the pages before and after it.

use domain::ledger::{PAGE_SIZE, PAGE_SIZES};
use leptos::prelude::*;

use super::{LedgerAddress, Pager};

/// Where on the page it stands; a page may have two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Above,
    Below,
}

/// Links to other sizes and other pages.
#[component]
pub fn LedgerPager(at: LedgerAddress, total: u64, place: Place) -> impl IntoView {
    let (page, size) = (at.page(), at.size());
    let (pages, sizes) = match place {
        Place::Above => ("ページ（上）", "1ページの件数（上）"),
        Place::Below => ("ページ（下）", "1ページの件数（下）"),
    };
    let smallest = PAGE_SIZES.into_iter().min().unwrap_or(PAGE_SIZE);
    let choices = (smallest < total).then(|| {
        let choices = PAGE_SIZES.into_iter().map(|choice| {
            let value = if choice == PAGE_SIZE {
                String::new()
            } else {
                choice.to_string()
            };
            let current = (choice == size).then_some("true");
            view! { <a href=at.with("size", &value) aria-current=current>{choice}</a> }
        });
        view! {
            <nav class="page-sizes" aria-label=sizes>
                <span aria-hidden="true">"表示件数"</span>
                {choices.collect_view()}
            </nav>
        }
    });
    let link = move |page: u64| at.with("page", &page.to_string());
    view! { {choices}<Pager page total size link label=pages/> }
}
