//! 絞り込み: the form above a ledger. It changes its own parameters and keeps the others.

use leptos::prelude::*;

use super::{KeptFields, LedgerAddress};
use crate::paths;

/// The form; `own` are the parameters of the fields within.
#[component]
pub fn FilterBar(
    at: LedgerAddress,
    label: &'static str,
    own: &'static [&'static str],
    children: Children,
) -> impl IntoView {
    let action = paths::ledger(at.ledger());
    view! {
        <form class="filter-bar" method="get" action=action role="search" aria-label=label>
            {children()}
            <KeptFields at own/>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
        </form>
    }
}

/// The field for words, `q`.
#[component]
pub fn FilterWords(label: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="filter-bar__field" data-grow="">
            <label class="filter-bar__label" for="filter-q">{label}</label>
            <span class="dads-input-text">
                <input class="dads-input-text__input" id="filter-q" name="q" type="search" data-size="sm" value=value/>
            </span>
        </div>
    }
}
