//! Parts of pages. Each takes plain values and shows them with the class names of the design system;
//! none loads anything.

mod banner;
mod chip;
mod date_field;
mod error_page;
mod error_summary;
mod field;
mod filter_select;
mod held;
mod label;
mod loaded;
mod page_head;
mod pager;
mod sort_header;
mod unsaved;

pub use banner::{Banner, BannerKind};
pub use chip::{confidentiality_chip, result_chip, status_chip};
pub use date_field::DateField;
pub use error_page::ErrorPage;
pub use error_summary::{ErrorSummary, error_of};
pub use field::{CheckboxField, Chevron, SelectField, TextAreaField, TextField, field_id};
pub use filter_select::FilterSelect;
pub use frontend::{Chip, Requirement, level_chip};
pub use held::HeldInput;
pub use label::field_label;
pub use loaded::Loaded;
pub use page_head::{Breadcrumb, PageHead, Tabs};
pub use pager::Pager;
pub use sort_header::SortHeader;
pub use unsaved::WarnOfUnsavedChanges;

use chrono::NaiveDate;
use leptos::prelude::*;

/// A date in a table: `2027/03/31`, with the machine's form beside it.
#[component]
pub fn TableDate(date: NaiveDate) -> impl IntoView {
    view! { <time datetime=date.format("%Y-%m-%d").to_string()>{date.format("%Y/%m/%d").to_string()}</time> }
}

/// A date in running text: `令和9年3月31日`.
#[component]
pub fn LongDate(date: NaiveDate) -> impl IntoView {
    view! { <time datetime=date.format("%Y-%m-%d").to_string()>{domain::wareki::long(date)}</time> }
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
