//! 五十音: links to the rows of a ledger in 五十音 order.

use domain::fold::KANA_ROWS;
use leptos::prelude::*;

use super::LedgerAddress;

/// The rows, as the parameter `kana`.
#[component]
pub fn KanaJump(at: LedgerAddress) -> impl IntoView {
    let current = at.get("kana");
    view! {
        <nav class="kana-jump" aria-label="五十音">
            <a href=at.with("kana", "") aria-current=current.is_empty().then_some("true")>"すべて"</a>
            {KANA_ROWS.into_iter().map(|row| view! {
                <a href=at.with("kana", row) aria-current=(current == row).then_some("true")>{row}</a>
            }).collect_view()}
        </nav>
    }
}
