//! What of SNS and incidents waits for somebody, on the start page.

use domain::{
    incident::IncidentSummary,
    social_media::summary::AccountSummary,
    verification::{period_label, subject::SubjectSheetSummary},
};
use leptos::prelude::*;

use crate::{components::LongDate, error::AppError, loading::begin, paths};

struct Waiting {
    accounts: Vec<(AccountSummary, &'static str)>,
    incidents: Vec<IncidentSummary>,
    sheets: Vec<SubjectSheetSummary>,
}

async fn load() -> Result<Waiting, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(Waiting {
        accounts: services::social_media::waiting(&ctx).await?,
        incidents: services::incident::open_incidents(&ctx).await?,
        sheets: services::verification::overdue_subject_sheets(&ctx).await?,
    })
}

/// The groups of this area; nothing where nothing waits.
#[component]
pub fn SocialMediaToday() -> impl IntoView {
    let waiting = begin(load());
    Suspend::new(async move {
        waiting.await.ok().map(|waiting| {
            view! {
                <Incidents incidents=waiting.incidents/>
                <Accounts accounts=waiting.accounts/>
                <Sheets sheets=waiting.sheets/>
            }
        })
    })
}

#[component]
fn Group(
    heading: &'static str,
    tone: &'static str,
    count: usize,
    children: Children,
) -> impl IntoView {
    let id = format!("group-{heading}");
    let labelled_by = id.clone();
    view! {
        <section class="task-group" data-tone=tone aria-labelledby=labelled_by>
            <h2 class="task-group__heading" id=id>{heading}<span class="task-group__count">{format!("{count}件")}</span></h2>
            <ul class="task-list">{children()}</ul>
        </section>
    }
}

#[component]
fn Incidents(incidents: Vec<IncidentSummary>) -> impl IntoView {
    (!incidents.is_empty()).then(|| view! {
        <Group heading="対応中の事故等" tone="overdue" count=incidents.len()>
            {incidents.into_iter().map(|it| view! {
                <li class="task-list__item">
                    <div>
                        <a class="task-list__what" href=paths::incident(it.id)>{it.title}</a>
                        <span class="task-list__which">{format!("{}　{}", it.kind.label(), it.unit_name)}</span>
                    </div>
                    <div class="task-list__due">{it.state.label()}{it.is_late.then_some("（期限超過）")}</div>
                </li>
            }).collect_view()}
        </Group>
    })
}

#[component]
fn Accounts(accounts: Vec<(AccountSummary, &'static str)>) -> impl IntoView {
    (!accounts.is_empty()).then(|| view! {
        <Group heading="SNSの承認・判断" tone="" count=accounts.len()>
            {accounts.into_iter().map(|(account, what)| view! {
                <li class="task-list__item">
                    <div>
                        <a class="task-list__what" href=paths::social_media_account(account.id)>{account.name}</a>
                        <span class="task-list__which">{format!("{}　{}", account.service_name, account.unit_name)}</span>
                    </div>
                    <div class="task-list__due">{what}</div>
                </li>
            }).collect_view()}
        </Group>
    })
}

#[component]
fn Sheets(sheets: Vec<SubjectSheetSummary>) -> impl IntoView {
    (!sheets.is_empty()).then(|| view! {
        <Group heading="期限超過のSNS・外部サービスの点検" tone="overdue" count=sheets.len()>
            {sheets.into_iter().map(|sheet| view! {
                <li class="task-list__item">
                    <div>
                        <a class="task-list__what" href=paths::subject_sheet(sheet.key, &sheet.period)>{format!("{}の点検", period_label(&sheet.period))}</a>
                        <span class="task-list__which">{format!("{}　{}", sheet.name, sheet.unit_name)}</span>
                    </div>
                    <div class="task-list__due"><LongDate date=sheet.due_on/></div>
                </li>
            }).collect_view()}
        </Group>
    })
}
