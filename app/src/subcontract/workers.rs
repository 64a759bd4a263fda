//! The workers as a table, with what is to be said about each.

use chrono::NaiveDate;
use domain::subcontract::{
    detail::SubcontractOverview,
    roster::{AssessedWorker, Employer},
};
use leptos::{form::ActionForm, prelude::*};

use super::api::{EndWorker, VoidWorker};
use crate::components::{Chip, LongDate, TableDate};

/// Those who work today first.
#[component]
pub(super) fn Workers(
    overview: SubcontractOverview,
    end: ServerAction<EndWorker>,
    void: ServerAction<VoidWorker>,
) -> impl IntoView {
    if overview.workers.is_empty() {
        return view! { <p class="zero-state">"従事者名簿は登録されていません。様式第２号の提出を受けて、登録してください。"</p> }
            .into_any();
    }
    let (can_edit, can_void) = (overview.can.edit, overview.can.void);
    view! {
        <p><LongDate date=overview.today/>"現在"</p>
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"従事者名簿"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"氏名"</th>
                        <th class="dads-table__col-header" scope="col">"所属事業者"</th>
                        <th class="dads-table__col-header" scope="col">"照合"</th>
                        <th class="dads-table__col-header" scope="col">"役割・情報の範囲"</th>
                        <th class="dads-table__col-header" scope="col">"従事の期間"</th>
                        <th class="dads-table__col-header" scope="col">"誓約書・教育"</th>
                        {can_edit.then(|| view! { <th class="dads-table__col-header" scope="col">"操作"</th> })}
                    </tr>
                </thead>
                <tbody>
                    {overview.workers.into_iter().map(|worker| view! {
                        <Row worker can_edit can_void end void/>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The employer in one word.
fn employer_chip(worker: &AssessedWorker) -> impl IntoView + use<> {
    let (label, color) = match (&worker.employer, worker.is_working) {
        (_, false) => ("従事していない", "gray"),
        (Employer::Contractor, true) => ("委託先", "green"),
        (Employer::Subcontractor(_), true) => ("承諾した再委託先", "green"),
        (Employer::NotPermitted(_), true) => ("承諾のない再委託先", "red"),
        (Employer::Unknown { .. }, true) => ("不明な事業者", "red"),
    };
    view! { <Chip label color/> }
}

#[component]
fn Row(
    worker: AssessedWorker,
    can_edit: bool,
    can_void: bool,
    end: ServerAction<EndWorker>,
    void: ServerAction<VoidWorker>,
) -> impl IntoView {
    let words = worker.employer.words().filter(|_| worker.is_working);
    let is_red = words.is_some();
    let chip = employer_chip(&worker);
    let entry = worker.entry.clone();
    let what: Vec<String> = [entry.role, entry.scope].into_iter().flatten().collect();
    let day = |label: &str, day: Option<NaiveDate>| {
        let day = day.map_or_else(|| "記録なし".to_owned(), domain::wareki::long);
        format!("{label} {day}")
    };
    let pledge = day("誓約書", entry.pledge_on);
    let training = day("教育", entry.training_on);
    view! {
        <tr data-red=is_red.then_some("true")>
            <th class="dads-table__row-header" scope="row">{entry.name}</th>
            <td>{entry.employer}<br/>{entry.employment_kind.label()}</td>
            <td>{chip}{words.map(|words| view! { <p>{words}</p> })}</td>
            <td>{what.join("、")}</td>
            <td class="dads-table__date">
                <TableDate date=entry.from_on/>"〜"{entry.to_on.map(|day| view! { <TableDate date=day/> })}
            </td>
            <td>
                {pledge}" "{worker.lacks_pledge.then(|| view! { <Chip label="従事の前に提出なし" color="orange"/> })}
                <br/>{training}
            </td>
            {can_edit.then(|| view! { <td><Change worker can_void end void/></td> })}
        </tr>
    }
}

#[component]
fn Change(
    worker: AssessedWorker,
    can_void: bool,
    end: ServerAction<EndWorker>,
    void: ServerAction<VoidWorker>,
) -> impl IntoView {
    let entry = worker.entry;
    let (id, revision) = (entry.id.to_string(), entry.revision);
    let again = id.clone();
    let ends = format!("{}の従事終了日", entry.name);
    let reason = format!("{}の記載を無効にする理由", entry.name);
    view! {
        <details class="dads-disclosure">
            <summary>"変更"</summary>
            <div class="dads-disclosure__body">
                <ActionForm action=end>
                    <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="revision" value=revision/>
                    <span class="dads-input-text">
                        <input class="dads-input-text__input" type="text" name="to_on" data-size="sm" autocomplete="off"
                            aria-label=ends placeholder="R9.3.31" value=entry.to_on.map(domain::wareki::long)/>
                    </span>
                    <button class="dads-button" data-type="outline" data-size="sm" type="submit">"終了日を記録"</button>
                </ActionForm>
                {can_void.then(|| view! {
                    <ActionForm action=void>
                        <input type="hidden" name="id" value=again/>
                        <input type="hidden" name="revision" value=revision/>
                        <span class="dads-input-text">
                            <input class="dads-input-text__input" type="text" name="reason" data-size="sm" autocomplete="off" aria-label=reason/>
                        </span>
                        <button class="dads-button" data-type="outline" data-intent="danger" data-size="sm" type="submit">"無効にする"</button>
                    </ActionForm>
                })}
            </div>
        </details>
    }
}
