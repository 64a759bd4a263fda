//! What of the register waits for somebody, on the start page.

use chrono::NaiveDate;
use domain::regulation::{RegulationDue, RegulationTask};
use leptos::prelude::*;

use crate::{components::LongDate, error::AppError, loading::begin, paths};

async fn load() -> Result<(Vec<RegulationDue>, NaiveDate), AppError> {
    let ctx = crate::server_context::context()?;
    Ok((services::regulation::waiting(&ctx).await?, ctx.today()))
}

/// The groups of this area; nothing where nothing waits.
#[component]
pub fn RegulationToday() -> impl IntoView {
    let waiting = begin(load());
    Suspend::new(async move {
        waiting.await.ok().map(|(due, today)| {
            let of = |task| -> Vec<RegulationDue> {
                due.iter().filter(|it| it.task == task).cloned().collect()
            };
            view! {
                <Group heading="承認待ちの規程・手順" action="確認" lines=of(RegulationTask::Approve) today/>
                <Group heading="承認を待つ廃止" action="確認" lines=of(RegulationTask::Abolish) today/>
                <Group heading="見直しの時期の規程・手順" action="見直し" lines=of(RegulationTask::Review) today/>
                <Group heading="読んでいない規程・手順" action="読む" lines=of(RegulationTask::Read) today/>
            }
        })
    })
}

#[component]
fn Group(
    heading: &'static str,
    action: &'static str,
    lines: Vec<RegulationDue>,
    today: NaiveDate,
) -> impl IntoView {
    let id = format!("group-{heading}");
    let labelled_by = id.clone();
    (!lines.is_empty()).then(|| view! {
        <section class="task-group" aria-labelledby=labelled_by>
            <h2 class="task-group__heading" id=id>{heading}<span class="task-group__count">{format!("{}件", lines.len())}</span></h2>
            <ul class="task-list">
                {lines.into_iter().map(|line| {
                    let path = paths::regulation(line.id);
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=path.clone()>{line.title.clone()}</a>
                                <span class="task-list__which">{line.unit_name.clone()}</span>
                            </div>
                            <div class="task-list__due"><Due line=line.clone() today/></div>
                            <div class="task-list__action">
                                <a class="dads-button" data-type="outline" data-size="sm" href=path>
                                    {action}<span class="dads-u-visually-hidden">{format!("：{}", line.title)}</span>
                                </a>
                            </div>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}

/// A day to keep, or the day it came into force.
#[component]
fn Due(line: RegulationDue, today: NaiveDate) -> impl IntoView {
    match line.task {
        RegulationTask::Approve | RegulationTask::Read => {
            view! { <LongDate date=line.day/>"施行" }.into_any()
        }
        RegulationTask::Abolish => view! { <LongDate date=line.day/>"廃止" }.into_any(),
        RegulationTask::Review => {
            let left = (line.day - today).num_days();
            let tone = if left < 0 { "overdue" } else { "near" };
            view! {
                <LongDate date=line.day/>
                <span class="task-list__remaining" data-tone=tone>{crate::verification::due::remaining(left)}</span>
            }
            .into_any()
        }
    }
}
