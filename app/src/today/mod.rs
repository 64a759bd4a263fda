//! 今日: what waits for the person who is signed in.

mod coverage;

use chrono::NaiveDate;
use domain::{
    contract::summary::ContractSummary,
    today::{CertificateDue, Today},
    verification::{SheetSummary, period_label},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{Loaded, LongDate, PageHead, status_chip},
    error::AppError,
    external_service::ExternalServicesToday,
    finding::FindingGroups,
    import::ImportsToday,
    paths,
    regulation::RegulationToday,
    responsibility::{TodayGroups, load_today_groups},
    selection_review::ReviewGroup,
    social_media::SocialMediaToday,
    subcontract::DecisionGroup,
};
use coverage::{DutiesToday, InspectionsToday};

pub async fn load_today() -> Result<Today, AppError> {
    Ok(services::today::load(&crate::server_context::context()?).await?)
}

/// The start page.
#[component]
pub fn TodayPage() -> impl IntoView {
    let data = load_today();
    view! {
        <Loaded data=data children=|today: Today| view! { <TodayView today/> }/>
        <ExternalServicesToday/>
        <SocialMediaToday/>
        <RegulationToday/>
        <ImportsToday/>
    }
}

#[component]
fn TodayView(today: Today) -> impl IntoView {
    let day = today.today;
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let groups = load_today_groups(held);
    let nothing_due =
        today.overdue.is_empty() && today.this_week.is_empty() && today.this_month.is_empty();
    view! {
        <PageHead title="今日" meta=view! { <span>{domain::wareki::echo(day)}</span> }.into_any()/>
        <Loaded data=groups children=|data| view! { <TodayGroups data/> }/>
        <DutiesToday/>
        <ContractGroup heading="承認待ち" action="確認" items=today.to_approve/>
        <ReviewGroup items=today.reviews_to_approve/>
        <DecisionGroup items=today.subcontracts_to_approve/>
        <ContractGroup heading="差し戻し" action="修正" items=today.returned/>
        <FindingGroups/>
        <InspectionsToday/>
        <SheetGroup heading="期限超過の点検" tone="overdue" items=today.overdue day/>
        <SheetGroup heading="今週の点検" tone="near" items=today.this_week day/>
        <SheetGroup heading="今月の点検" tone="" items=today.this_month day/>
        {nothing_due.then(|| view! { <p class="zero-state">{next_words(today.next.as_ref())}</p> })}
        <ContractGroup heading="作成中の契約" action="続ける" items=today.in_work/>
        <ContractGroup heading="90日以内に終わる契約" action="確認" items=today.ending/>
        <CertificateGroup items=today.certificates day/>
    }
}

fn next_words(next: Option<&SheetSummary>) -> String {
    match next {
        Some(sheet) => {
            format!(
                "今月までの点検はありません。次は {} ：{}の点検",
                domain::wareki::long(sheet.due_on),
                sheet.title
            )
        }
        None => "予定された点検はありません。".to_owned(),
    }
}

#[component]
fn Group(
    heading: &'static str,
    #[prop(default = "")] tone: &'static str,
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
fn SheetGroup(
    heading: &'static str,
    tone: &'static str,
    items: Vec<SheetSummary>,
    day: NaiveDate,
) -> impl IntoView {
    (!items.is_empty()).then(|| view! {
        <Group heading tone count=items.len()>
            {items.into_iter().map(|sheet| {
                let path = paths::sheet(sheet.contract_id, &sheet.period);
                let what = format!("{}の点検（{}項目）", period_label(&sheet.period), sheet.item_count - sheet.done_count);
                let which = format!("{}（{}）　{}", sheet.title, sheet.contract_no, sheet.vendor_name.unwrap_or_default());
                view! {
                    <li class="task-list__item">
                        <div>
                            <a class="task-list__what" href=path.clone()>{what.clone()}</a>
                            <span class="task-list__which">{which.clone()}</span>
                        </div>
                        <div class="task-list__due">
                            <LongDate date=sheet.due_on/>
                            <span class="task-list__remaining" data-tone=tone>{remaining(sheet.due_on, day)}</span>
                        </div>
                        <div class="task-list__action">
                            <a class="dads-button" data-type="outline" data-size="sm" href=path>
                                "結果を記録"<span class="dads-u-visually-hidden">{format!("：{which}")}</span>
                            </a>
                        </div>
                    </li>
                }
            }).collect_view()}
        </Group>
    })
}

/// 13日超過, 今日, あと3日.
fn remaining(due_on: NaiveDate, day: NaiveDate) -> String {
    match (due_on - day).num_days() {
        0 => "今日".to_owned(),
        left if left < 0 => format!("{}日超過", -left),
        left => format!("あと{left}日"),
    }
}

#[component]
fn ContractGroup(
    heading: &'static str,
    action: &'static str,
    items: Vec<ContractSummary>,
) -> impl IntoView {
    (!items.is_empty()).then(|| view! {
        <Group heading count=items.len()>
            {items.into_iter().map(|contract| {
                let path = paths::contract(contract.id);
                let which = format!("{}　{}", contract.contract_no, contract.vendor_name.unwrap_or_default());
                view! {
                    <li class="task-list__item">
                        <div>
                            <a class="task-list__what" href=path.clone()>{contract.title.clone()}</a>
                            <span class="task-list__which">{which}</span>
                        </div>
                        <div class="task-list__due">{status_chip(contract.status)}</div>
                        <div class="task-list__action">
                            <a class="dads-button" data-type="outline" data-size="sm" href=path>
                                {action}<span class="dads-u-visually-hidden">{format!("：{}", contract.title)}</span>
                            </a>
                        </div>
                    </li>
                }
            }).collect_view()}
        </Group>
    })
}

#[component]
fn CertificateGroup(items: Vec<CertificateDue>, day: NaiveDate) -> impl IntoView {
    (!items.is_empty()).then(|| view! {
        <Group heading="有効期限が近い・切れた認証" count=items.len()>
            {items.into_iter().map(|due| {
                let tone = if due.expires_on < day { "overdue" } else { "near" };
                view! {
                    <li class="task-list__item">
                        <div>
                            <a class="task-list__what" href=paths::vendor(due.vendor_id)>{due.vendor_name}</a>
                            <span class="task-list__which">{due.certificate}</span>
                        </div>
                        <div class="task-list__due">
                            <LongDate date=due.expires_on/>
                            <span class="task-list__remaining" data-tone=tone>{remaining(due.expires_on, day)}</span>
                        </div>
                    </li>
                }
            }).collect_view()}
        </Group>
    })
}
