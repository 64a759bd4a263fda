//! What waits from 遵守状況 and 自己点検: for an auditor the duties of 第6節(8), the failing ones first; for a
//! head the sheets of the own unit that are not submitted.

use domain::{coverage::view::DutyView, self_inspection::Campaign};
use leptos::prelude::*;

use crate::{
    components::LongDate, coverage::Standing, error::AppError, loading::begin, paths,
    server_context::context,
};

/// The duties at a glance; nothing for whoever does not begin with them.
#[component]
pub(super) fn DutiesToday() -> impl IntoView {
    let duties = begin(load_duties());
    Suspend::new(async move {
        let duties = duties.await.unwrap_or_default();
        (!duties.is_empty()).then(|| view! { <Duties duties/> })
    })
}

async fn load_duties() -> Result<Vec<DutyView>, AppError> {
    let mut duties = services::coverage::first_thing(&context()?).await?;
    duties.sort_by_key(|duty| duty.counts.state());
    Ok(duties)
}

#[component]
fn Duties(duties: Vec<DutyView>) -> impl IntoView {
    view! {
        <section class="task-group" aria-labelledby="group-coverage">
            <h2 class="task-group__heading" id="group-coverage">"第6節(8) 遵守状況"</h2>
            <ul class="coverage-overview">
                {duties.into_iter().map(|duty| view! {
                    <li>
                        <a class="coverage-overview__link" href=format!("{}#{}", paths::COVERAGE, duty.id)>
                            <span class="coverage-grid__code">{duty.id.clone()}</span>
                            <span class="coverage-overview__title">{duty.title}</span>
                            <Standing counts=duty.counts/>
                        </a>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}

/// Sheets of 自己点検 the person has to submit.
#[component]
pub(super) fn InspectionsToday() -> impl IntoView {
    let waiting = begin(load_waiting());
    Suspend::new(async move {
        let waiting = waiting.await.unwrap_or_default();
        (!waiting.is_empty()).then(|| view! { <Inspections waiting/> })
    })
}

type Waiting = (Campaign, String, String, &'static str);

async fn load_waiting() -> Result<Vec<Waiting>, AppError> {
    let waiting = services::self_inspection::waiting(&context()?).await?;
    Ok(waiting
        .into_iter()
        .map(|(campaign, unit, name, progress)| {
            let path = paths::self_inspection_sheet(campaign.id, unit);
            (campaign, path, name, progress.label())
        })
        .collect())
}

#[component]
fn Inspections(waiting: Vec<Waiting>) -> impl IntoView {
    let count = waiting.len();
    view! {
        <section class="task-group" aria-labelledby="group-inspections">
            <h2 class="task-group__heading" id="group-inspections">
                "自己点検"<span class="task-group__count">{format!("{count}件")}</span>
            </h2>
            <ul class="task-list">
                {waiting.into_iter().map(|(campaign, path, unit, progress)| view! {
                    <li class="task-list__item">
                        <div>
                            <a class="task-list__what" href=path>{campaign.title}</a>
                            <span class="task-list__which">{format!("{unit}　{progress}")}</span>
                        </div>
                        <div class="task-list__due"><LongDate date=campaign.due_on/></div>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}
