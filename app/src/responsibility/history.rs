//! The history of a subject: every line, newest first, and the forms of those that go on.

use domain::responsibility::{Responsibility, board::SubjectDetail};
use leptos::prelude::*;

use super::{
    api::Held,
    forms::{HandOverForm, LineForms},
    subject_page::SubjectActions,
};
use crate::components::{Chip, TableDate};

/// The section of the page.
#[component]
pub(super) fn HistoryTable(
    detail: SubjectDetail,
    held: Held,
    actions: SubjectActions,
) -> impl IntoView {
    let open: Vec<Responsibility> = detail
        .history
        .iter()
        .filter(|line| !line.is_withdrawn() && !line.span.is_over_by(detail.today))
        .cloned()
        .collect();
    let can_edit = detail.can_edit;
    let today = detail.today;
    let lines = detail.history.clone();
    view! {
        <section aria-labelledby="history">
            <h2 class="dads-heading" data-size="22" id="history">"履歴"</h2>
            {can_edit.then(|| open.into_iter().map(|line| view! {
                <HandOverForm detail=detail.clone() line=line.clone() held=held.hand_over.clone() actions/>
                <LineForms line end=held.end.clone() reason=held.reason.clone() actions/>
            }).collect_view())}
            {if lines.is_empty() {
                view! { <p>"まだ誰も指定されていません。"</p> }.into_any()
            } else {
                view! { <Lines lines today/> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Lines(lines: Vec<Responsibility>, today: chrono::NaiveDate) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"責任者の履歴"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"責任の種類"</th>
                        <th class="dads-table__col-header" scope="col">"職員"</th>
                        <th class="dads-table__col-header" scope="col">"職"</th>
                        <th class="dads-table__col-header" scope="col">"開始日"</th>
                        <th class="dads-table__col-header" scope="col">"最後の日"</th>
                        <th class="dads-table__col-header" scope="col">"登録日"</th>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                    </tr>
                </thead>
                <tbody>
                    {lines.into_iter().map(|line| view! { <Line line today/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Line(line: Responsibility, today: chrono::NaiveDate) -> impl IntoView {
    let withdrawn = line.withdrawn_reason.clone();
    let (label, color) = if withdrawn.is_some() {
        ("取消し", "gray")
    } else if line.span.is_over_by(today) {
        ("終了", "gray")
    } else if today < line.span.from_on {
        ("開始前", "yellow")
    } else if line.holds_on(today) {
        ("有効", "green")
    } else {
        ("在職していない", "red")
    };
    let muted = label == "終了" || withdrawn.is_some();
    let late = line.is_after_the_fact() && withdrawn.is_none();
    view! {
        <tr data-muted=muted.then_some("")>
            <th class="dads-table__row-header" scope="row">{line.role.label()}</th>
            <td class="dads-table__text">{line.person_name}</td>
            <td class="dads-table__text">{line.post.map(|post| post.title)}</td>
            <td class="dads-table__date"><TableDate date=line.span.from_on/></td>
            <td class="dads-table__date">{line.span.last_day().map(|date| view! { <TableDate date/> })}</td>
            <td class="dads-table__date"><TableDate date=line.recorded_on/></td>
            <td class="dads-table__status">
                <span class="u-cluster">
                    <Chip label color/>
                    {late.then(|| view! { <Chip label="さかのぼって登録" color="orange"/> })}
                    {withdrawn.map(|reason| format!("理由：{reason}"))}
                </span>
            </td>
        </tr>
    }
}
