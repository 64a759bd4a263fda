//! What of findings, measures and exceptions waits, on the start page.

use chrono::NaiveDate;
use domain::{
    authorization::Resource,
    exception::{ClauseWaiver, Exception, ExceptionState},
    finding::{Finding, measure::Measure},
};
use leptos::prelude::*;

use super::list_page::shortened;
use crate::{
    components::{Loaded, LongDate},
    error::AppError,
    paths,
};

/// Everything this area puts on the start page.
struct Waiting {
    findings: services::finding::FindingsToday,
    exceptions: Vec<Exception>,
    waivers: Vec<ClauseWaiver>,
    day: NaiveDate,
}

async fn load() -> Result<Waiting, AppError> {
    use domain::authorization::{Action, permits};
    let ctx = crate::server_context::context()?;
    let sees = |resource| permits(&ctx.actor.roles, Action::View, resource, None);
    let findings = if sees(Resource::Finding) {
        services::finding::today(&ctx).await?
    } else {
        services::finding::FindingsToday::default()
    };
    let (exceptions, waivers) = if sees(Resource::Exception) {
        let due = services::exception::due(&ctx).await?;
        (due.exceptions, due.waivers)
    } else {
        (Vec::new(), Vec::new())
    };
    Ok(Waiting {
        findings,
        exceptions,
        waivers,
        day: ctx.today(),
    })
}

/// The groups; nothing where nothing waits.
#[component]
pub fn FindingGroups() -> impl IntoView {
    view! { <Loaded data=load() children=|waiting: Waiting| view! { <Groups waiting/> }/> }
}

#[component]
fn Groups(waiting: Waiting) -> impl IntoView {
    let Waiting {
        findings,
        exceptions,
        waivers,
        day,
    } = waiting;
    let finding_lines = |findings: Vec<Finding>| {
        let line = |finding: Finding| Line {
            path: paths::finding(finding.id),
            what: shortened(&finding.description),
            which: format!("{}　{}", finding.subject_name, finding.unit_name),
            due_on: finding.due_on(day),
        };
        findings.into_iter().map(line).collect::<Vec<_>>()
    };
    let measures = findings.to_decide.into_iter().map(measure_line).collect();
    let returning = exceptions
        .into_iter()
        .map(|it| exception_line(it, day))
        .chain(waivers.into_iter().filter_map(waiver_line))
        .collect();
    view! {
        <Group heading="承認待ちの措置" action="確認" tone="" lines=measures day/>
        <Group heading="確認待ちの是正" action="確認" tone="" lines=finding_lines(findings.to_confirm) day/>
        <Group heading="期限を過ぎた是正" action="対応" tone="overdue" lines=finding_lines(findings.overdue) day/>
        <Group heading="改善を指示していない指摘" action="指示" tone="near" lines=finding_lines(findings.open) day/>
        <Group heading="承認待ち・期限の近い例外措置" action="確認" tone="near" lines=returning day/>
    }
}

/// A line of a group.
#[derive(Clone, Debug)]
struct Line {
    path: String,
    what: String,
    which: String,
    due_on: NaiveDate,
}

fn measure_line(measure: Measure) -> Line {
    Line {
        path: paths::measure(measure.id),
        what: measure.kind.label().to_owned(),
        which: format!("{}　{}", measure.contract_title, measure.drafted_by),
        due_on: measure
            .reply_due_on
            .or(measure.from_on)
            .unwrap_or(measure.drafted_on),
    }
}

fn exception_line(exception: Exception, day: NaiveDate) -> Line {
    let state = exception
        .period
        .state_on(day)
        .map_or("", ExceptionState::label);
    Line {
        path: paths::exception(exception.id),
        what: format!("{}（{state}）", exception.rule.label()),
        which: format!("{}　{}", exception.subject_name, exception.unit_name),
        due_on: exception.period.expires_on,
    }
}

fn waiver_line(waiver: ClauseWaiver) -> Option<Line> {
    Some(Line {
        path: paths::contract_tab(waiver.contract_id, "clauses"),
        what: format!(
            "条項「{}」を入れない扱い（{}）",
            waiver.clause_title, waiver.clause
        ),
        which: format!("{}　{}", waiver.title, waiver.unit_name),
        due_on: waiver.expires_on?,
    })
}

#[component]
fn Group(
    heading: &'static str,
    action: &'static str,
    tone: &'static str,
    lines: Vec<Line>,
    day: NaiveDate,
) -> impl IntoView {
    let id = format!("group-{heading}");
    let labelled_by = id.clone();
    (!lines.is_empty()).then(|| view! {
        <section class="task-group" data-tone=tone aria-labelledby=labelled_by>
            <h2 class="task-group__heading" id=id>{heading}<span class="task-group__count">{format!("{}件", lines.len())}</span></h2>
            <ul class="task-list">
                {lines.into_iter().map(|line| {
                    let tone = if line.due_on < day { "overdue" } else { tone };
                    view! {
                        <li class="task-list__item">
                            <div>
                                <a class="task-list__what" href=line.path.clone()>{line.what.clone()}</a>
                                <span class="task-list__which">{line.which}</span>
                            </div>
                            <div class="task-list__due">
                                <LongDate date=line.due_on/>
                                <span class="task-list__remaining" data-tone=tone>{crate::verification::due::remaining((line.due_on - day).num_days())}</span>
                            </div>
                            <div class="task-list__action">
                                <a class="dads-button" data-type="outline" data-size="sm" href=line.path>
                                    {action}<span class="dads-u-visually-hidden">{format!("：{}", line.what)}</span>
                                </a>
                            </div>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    })
}
