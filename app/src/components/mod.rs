//! Parts of pages. Each takes plain values and shows them with the class names of the design system;
//! none loads anything.

mod banner;
mod chip;
mod date_field;
mod download;
mod each;
mod error_page;
mod error_summary;
mod field;
mod filter_bar;
mod filter_chips;
mod filter_select;
mod held;
mod kana_jump;
mod label;
mod ledger_address;
mod ledger_columns;
mod ledger_pager;
mod loaded;
mod page_head;
mod pager;
mod pdf_link;
mod sort_header;
mod ticks;
mod unsaved;

pub use banner::{Banner, BannerKind};
pub use chip::{confidentiality_chip, result_chip, status_chip};
pub use date_field::DateField;
pub use download::Download;
pub use each::each;
pub use error_page::ErrorPage;
pub use error_summary::{ErrorSummary, error_of};
pub use field::{CheckboxField, Chevron, SelectField, TextAreaField, TextField, field_id};
pub use filter_bar::{FilterBar, FilterWords};
pub use filter_chips::{Condition, CountChips, FilterChips, condition, label_in};
pub use filter_select::FilterSelect;
pub use frontend::{Chip, Requirement, level_chip};
pub use held::HeldInput;
pub use kana_jump::KanaJump;
pub use label::field_label;
pub use ledger_address::{KeptFields, LedgerAddress};
pub use ledger_columns::{Column, ColumnPicker, Columns, LedgerHead};
pub use ledger_pager::{LedgerPager, Place};
pub use loaded::Loaded;
pub use page_head::{Breadcrumb, PageHead, Tabs};
pub use pager::Pager;
pub use pdf_link::PdfLink;
pub use sort_header::SortHeader;
pub use ticks::{BulkBar, ChangeButtons, TICKED, Tick, TickHeader};
pub use unsaved::WarnOfUnsavedChanges;

use chrono::NaiveDate;
use leptos::prelude::*;

/// A date in a table: `2027/03/31`, with the machine's form beside it.
#[component]
pub fn TableDate(date: NaiveDate) -> impl IntoView {
    let iso = date.to_string();
    let shown = iso.replace('-', "/");
    view! { <time datetime=iso>{shown}</time> }
}

/// A date in running text: `令和9年3月31日`.
#[component]
pub fn LongDate(date: NaiveDate) -> impl IntoView {
    view! { <time datetime=date.to_string()>{domain::wareki::long(date)}</time> }
}

/// An instant, in Japan: `2026/11/23 14:05`.
#[component]
pub fn Instant(at: chrono::DateTime<chrono::Utc>) -> impl IntoView {
    let local =
        chrono::FixedOffset::east_opt(9 * 3600).map(|jst| at.with_timezone(&jst).naive_local());
    let shown = local
        .unwrap_or_else(|| at.naive_utc())
        .format("%Y/%m/%d %H:%M")
        .to_string();
    view! { <time datetime=at.format("%Y-%m-%dT%H:%M:%SZ").to_string()>{shown}</time> }
}
