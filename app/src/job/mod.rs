//! 処理結果: work in the background, how far it is, what could not be done, and the file it made.

mod api;
mod list_page;
mod page;
mod under_way;

pub use api::CancelJob;
pub(crate) use api::reload_while_open;
pub use list_page::JobListPage;
pub use page::JobPage;
pub(crate) use under_way::UnderWay;

use domain::job::{JobState, JobSummary};
use leptos::prelude::*;

use crate::components::Chip;

fn state_chip(state: JobState) -> impl IntoView {
    let color = match state {
        JobState::Waiting | JobState::Cancelled => "gray",
        JobState::Running => "blue",
        JobState::Done => "green",
        JobState::PartlyFailed => "orange",
        JobState::Failed => "red",
    };
    view! { <Chip label=state.label() color/> }
}

/// How far a job is, as a bar and in words; only words once it has ended.
#[component]
pub(crate) fn Progress(job: JobSummary) -> impl IntoView {
    let (through, total) = job.progress();
    let words = job.outcome();
    if !job.state.is_open() {
        return view! { <span>{words}</span> }.into_any();
    }
    view! {
        <div class="dads-progress">
            <progress class="dads-progress__bar" value=through.to_string() max=total.to_string() aria-label=job.kind.label()>
                {format!("{}%", through * 100 / total)}
            </progress>
            <span>{words}</span>
        </div>
    }
    .into_any()
}
