//! The groups of the start page: what has no 責任者, who leaves and still holds something, plans to approve.

use chrono::NaiveDate;
use domain::{
    responsibility::{
        board::{BoardRow, Candidate, Leaver},
        input::AppointmentInput,
    },
    transfer::TransferSummary,
};
use leptos::prelude::*;

use super::{
    api::{AssignResponsibility, held_appointment},
    parts::QuickAssign,
};
use crate::{
    components::{ErrorSummary, LongDate, error_of},
    error::AppError,
    paths,
};

/// What the groups show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodayGroupsData {
    today: NaiveDate,
    vacant: Vec<BoardRow>,
    vacant_count: usize,
    candidates: Vec<Candidate>,
    leaving: Vec<Leaver>,
    plans: Vec<TransferSummary>,
    held: AppointmentInput,
}

/// Loads the groups for the person who is signed in.
///
/// # Errors
/// When nobody is signed in.
pub async fn load_today_groups(held: Option<String>) -> Result<TodayGroupsData, AppError> {
    let context = crate::server_context::context()?;
    let (vacant, vacant_count, candidates) = services::responsibility::vacant(&context).await?;
    Ok(TodayGroupsData {
        today: context.today(),
        vacant,
        vacant_count,
        candidates,
        leaving: services::responsibility::leaving(&context).await?,
        plans: services::transfer::to_approve(&context).await?,
        held: held_appointment(held).await?,
    })
}

/// The groups; nothing where nothing waits.
#[component]
pub fn TodayGroups(data: TodayGroupsData) -> impl IntoView {
    let action = ServerAction::<AssignResponsibility>::new();
    let (error, _) = error_of(move || action.value().get());
    view! {
        <ErrorSummary error/>
        <Plans plans=data.plans/>
        <Vacant rows=data.vacant count=data.vacant_count candidates=data.candidates today=data.today held=data.held action/>
        <Leaving people=data.leaving today=data.today/>
    }
}

#[component]
fn Vacant(
    rows: Vec<BoardRow>,
    count: usize,
    candidates: Vec<Candidate>,
    today: NaiveDate,
    held: AppointmentInput,
    action: ServerAction<AssignResponsibility>,
) -> impl IntoView {
    let more = rows.len() < count;
    (!rows.is_empty()).then(|| view! {
        <section class="task-group" data-tone="overdue" aria-labelledby="group-vacant">
            <h2 class="task-group__heading" id="group-vacant">"責任者未定"<span class="task-group__count">{format!("{count}件")}</span></h2>
            <ul class="task-list" data-assign="">
                {rows.into_iter().map(|row| {
                    let path = paths::responsibility(row.subject.key);
                    let which = format!("{}　{}", row.subject.key.kind.label(), row.subject.unit_name);
                    let since = row.standing.gap.map(|gap| gap.from_on);
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=path>{row.subject.name.clone()}</a>
                                <span class="task-list__which">{which}</span>
                            </div>
                            <div class="task-list__due">
                                {since.map(|date| view! { <span class="task-list__remaining" data-tone="overdue"><LongDate date/>"から不在"</span> })}
                            </div>
                            <div class="task-list__action">
                                <QuickAssign row candidates=candidates.clone() day=today back="today" held=held.clone() action/>
                            </div>
                        </li>
                    }
                }).collect_view()}
            </ul>
            {more.then(|| view! { <p><a href=paths::with_query(paths::RESPONSIBILITIES, &[("state", "vacant")])>{format!("{count}件すべてを見る")}</a></p> })}
        </section>
    })
}

#[component]
fn Leaving(people: Vec<Leaver>, today: NaiveDate) -> impl IntoView {
    (!people.is_empty()).then(|| view! {
        <section class="task-group" data-tone="near" aria-labelledby="group-leaving">
            <h2 class="task-group__heading" id="group-leaving">"在職が終わる職員が持つ責任"<span class="task-group__count">{format!("{}人", people.len())}</span></h2>
            <ul class="task-list">
                {people.into_iter().map(|person| {
                    let (tone, words) = if person.last_on < today {
                        ("overdue", "在職が終わっています".to_owned())
                    } else {
                        ("near", format!("あと{}日", (person.last_on - today).num_days()))
                    };
                    let names: Vec<String> = person.holds.iter().map(|held| format!("{}（{}）", held.name, held.role.label())).collect();
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=paths::TRANSFERS>{format!("{}（{}）　{}件", person.name, person.unit_name, person.holds.len())}</a>
                                <span class="task-list__which">{names.join("、")}</span>
                            </div>
                            <div class="task-list__due">
                                <LongDate date=person.last_on/>
                                <span class="task-list__remaining" data-tone=tone>{words}</span>
                            </div>
                            <div class="task-list__action">
                                <a class="dads-button" data-type="outline" data-size="sm" href=paths::TRANSFERS>
                                    "引継ぎを計画"<span class="dads-u-visually-hidden">{format!("：{}", person.name)}</span>
                                </a>
                            </div>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}

#[component]
fn Plans(plans: Vec<TransferSummary>) -> impl IntoView {
    (!plans.is_empty()).then(|| view! {
        <section class="task-group" aria-labelledby="group-transfers">
            <h2 class="task-group__heading" id="group-transfers">"承認待ちの人事異動"<span class="task-group__count">{format!("{}件", plans.len())}</span></h2>
            <ul class="task-list">
                {plans.into_iter().map(|plan| {
                    let path = paths::transfer(plan.transfer.id);
                    let date = plan.transfer.effective_on;
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=path.clone()><LongDate date/>"の人事異動"</a>
                                <span class="task-list__which">{format!("{}　転出：{}", plan.drafter.unwrap_or_default(), plan.leaving.join("、"))}</span>
                            </div>
                            <div class="task-list__due"></div>
                            <div class="task-list__action"><a class="dads-button" data-type="outline" data-size="sm" href=path>"確認"</a></div>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}
