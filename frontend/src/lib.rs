//! 委託台帳 in the browser: the islands. A page is made by the server and works as it is; an island is a
//! small part of it that answers while somebody types. Each is rendered by the server first, beside or
//! around plain fields, and finds those fields by their id or name.
//!
//! No page is here and no form is sent from here: what an island knows, it shows; what is sent, the browser
//! sends, as it does without JavaScript. Rules come from `domain`.

#![expect(
    unreachable_pub,
    reason = "#[island] and #[component] make public props in private modules"
)]

mod clause_preview;
mod corporate_number_echo;
mod date_echo;
mod evidence_check;
mod hydrated;
mod left_out_reason;
mod more_rows;
mod page;
mod parts;
mod search_shortcut;
mod similar_vendors;
mod ticks;
mod unsaved_changes;
mod words_needed;

pub use clause_preview::ClausePreview;
pub use corporate_number_echo::CorporateNumberEcho;
pub use date_echo::DateEcho;
pub use evidence_check::EvidenceCheck;
pub use hydrated::Hydrated;
pub use left_out_reason::LeftOutReason;
pub use more_rows::MoreRows;
pub use parts::{Chip, Requirement, level_chip};
pub use search_shortcut::{SearchShortcut, SearchShortcutSwitch};
pub use similar_vendors::SimilarVendors;
pub use ticks::{TickAll, TickCount};
pub use unsaved_changes::UnsavedChanges;
pub use words_needed::WordsNeeded;

/// Called by the page's script once the wasm has loaded, before the islands.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
