//! 自己点検: campaigns, the form of a new one, the answers of a unit.

mod answer;
mod api;
mod campaign_page;
mod list_page;
mod new_page;
mod sheet_page;

pub use campaign_page::CampaignPage;
pub use list_page::SelfInspectionListPage;
pub use new_page::NewCampaignPage;
pub use sheet_page::AnswerSheetPage;

use domain::self_inspection::UnitProgress;
use leptos::prelude::*;

use crate::components::Chip;

/// Where a unit stands, in words and colour.
fn progress_chip(progress: UnitProgress) -> impl IntoView {
    let color = match progress {
        UnitProgress::NotBegun => "gray",
        UnitProgress::Begun => "blue",
        UnitProgress::Late => "red",
        UnitProgress::Submitted => "green",
    };
    view! { <Chip label=progress.label() color/> }
}
