//! The forms of a subject's page: 指定, 引継ぎ, 終了, 取消し, 確認.

use chrono::NaiveDate;
use domain::responsibility::{
    Responsibility, ResponsibilityRole, SubjectKey,
    board::{Candidate, SubjectDetail},
    input::{AppointmentInput, EndInput, Tie},
};
use leptos::prelude::*;

use super::{parts::options, subject_page::SubjectActions};
use crate::components::{DateField, ErrorSummary, SelectField, TextField, error_of};

/// Own unit first.
fn people(candidates: &[Candidate], detail: &SubjectDetail) -> Vec<(String, String)> {
    let unit = Some(detail.subject.unit_id);
    let (own, others): (Vec<_>, Vec<_>) = candidates
        .iter()
        .partition(|candidate| candidate.unit_id == unit);
    options(own.into_iter().chain(others))
}

fn ties() -> Vec<(String, String)> {
    Tie::ALL
        .iter()
        .map(|tie| (tie.code().to_owned(), tie.label().to_owned()))
        .collect()
}

fn or_today(typed: String, today: NaiveDate) -> String {
    if typed.is_empty() {
        domain::wareki::long(today)
    } else {
        typed
    }
}

fn or_person(typed: String) -> String {
    if typed.is_empty() {
        Tie::Person.code().to_owned()
    } else {
        typed
    }
}

/// 指定: a role, a person, a first day.
#[component]
pub(super) fn AssignForm(
    detail: SubjectDetail,
    held: AppointmentInput,
    actions: SubjectActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.assign.value().get());
    let vacant = detail.standing.owner.is_none();
    let roles = ResponsibilityRole::ALL
        .iter()
        .map(|role| (role.code().to_owned(), role.label().to_owned()))
        .collect();
    let role = match (held.role.is_empty(), vacant) {
        (false, _) => held.role.clone(),
        (true, true) => ResponsibilityRole::Owner.code().to_owned(),
        (true, false) => ResponsibilityRole::Deputy.code().to_owned(),
    };
    let people = people(&detail.candidates, &detail);
    let seen = detail.history.len().to_string();
    view! {
        <details class="dads-disclosure" open=move || vacant || error.get().is_some()>
            <summary>"責任者・副責任者・担当者を指定"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="assign"/>
                <ActionForm action=actions.assign attr:class="form">
                    <input type="hidden" name="back" value="subject"/>
                    <input type="hidden" name="input[subject]" value=detail.subject.key.to_string()/>
                    <input type="hidden" name="input[seen]" value=seen/>
                    <div class="form__fields">
                        <SelectField form="assign" field="role" label="責任の種類" value=role options=roles errors required=true/>
                        <SelectField form="assign" field="person_id" label="職員" value=held.person_id options=people errors required=true/>
                        <DateField form="assign" field="from_on" label="開始日" value=or_today(held.from_on, detail.today) errors required=true/>
                        <SelectField form="assign" field="tie" label="付け方" value=or_person(held.tie) options=ties() errors required=true/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"指定"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

/// 引継ぎ of a line: a successor and the first day.
#[component]
pub(super) fn HandOverForm(
    detail: SubjectDetail,
    line: Responsibility,
    held: AppointmentInput,
    actions: SubjectActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.hand_over.value().get());
    let people = people(&detail.candidates, &detail);
    let form = form_of("hand-over", line.role);
    let held = if held.role == line.role.code() {
        held
    } else {
        AppointmentInput::default()
    };
    let words = format!("{}（{}）から引き継ぐ", line.role.label(), line.person_name);
    let errors_here = held.role == line.role.code();
    view! {
        <details class="dads-disclosure" open=errors_here>
            <summary>{words}</summary>
            <div class="dads-disclosure__body">
                {errors_here.then(|| view! { <ErrorSummary error form/> })}
                <ActionForm action=actions.hand_over attr:class="form">
                    <input type="hidden" name="id" value=line.id.to_string()/>
                    <input type="hidden" name="input[subject]" value=line.subject.to_string()/>
                    <input type="hidden" name="input[role]" value=line.role.code()/>
                    <input type="hidden" name="input[seen]" value=detail.history.len().to_string()/>
                    <div class="form__fields">
                        <SelectField form field="person_id" label="後任" value=held.person_id options=people errors required=true/>
                        <DateField form field="from_on" label="後任の開始日" value=held.from_on errors required=true
                            support="前任者は、この日の前日までになります。例）令和9年4月1日"/>
                        <SelectField form field="tie" label="付け方" value=or_person(held.tie) options=ties() errors required=true/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"引継ぎ"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

fn form_of(what: &'static str, role: ResponsibilityRole) -> &'static str {
    match (what, role) {
        ("hand-over", ResponsibilityRole::Owner) => "hand-over-owner",
        ("hand-over", ResponsibilityRole::Deputy) => "hand-over-deputy",
        ("hand-over", ResponsibilityRole::Operator) => "hand-over-operator",
        (_, ResponsibilityRole::Owner) => "line-owner",
        (_, ResponsibilityRole::Deputy) => "line-deputy",
        (_, ResponsibilityRole::Operator) => "line-operator",
    }
}

/// 終了 and 取消し of a line.
#[component]
pub(super) fn LineForms(
    line: Responsibility,
    end: EndInput,
    reason: String,
    actions: SubjectActions,
) -> impl IntoView {
    let (ending, end_errors) = error_of(move || actions.end.value().get());
    let (taking_back, errors) = error_of(move || actions.withdraw.value().get());
    let form = form_of("line", line.role);
    let words = format!(
        "{}（{}）の終了・取消し",
        line.role.label(),
        line.person_name
    );
    let (id, revision) = (line.id, line.revision);
    view! {
        <details class="dads-disclosure" open=move || ending.get().is_some() || taking_back.get().is_some()>
            <summary>{words}</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error=ending form/>
                <ActionForm action=actions.end attr:class="form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="revision" value=revision.to_string()/>
                    <div class="form__fields">
                        <DateField form field="last_on" label="最後の日" value=end.last_on errors=end_errors required=true
                            support="後任を決めずに終えると、翌日から不在になります。後任がいるときは「引継ぎ」を使ってください。"/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="md" type="submit">"終了"</button>
                    </div>
                </ActionForm>
                <ErrorSummary error=taking_back form/>
                <ActionForm action=actions.withdraw attr:class="form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="revision" value=revision.to_string()/>
                    <div class="form__fields">
                        <TextField form prefix="" field="reason" label="取り消す理由" value=reason errors required=true
                            support="入力の誤りのときだけ使います。記録は理由とともに履歴に残ります。"/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="md" data-intent="danger" type="submit">"取消し"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

/// 確認: who is responsible was looked at and is right.
#[component]
pub(super) fn ReviewForm(subject: SubjectKey, actions: SubjectActions) -> impl IntoView {
    view! {
        <ActionForm action=actions.review>
            <input type="hidden" name="subject" value=subject.to_string()/>
            <input type="hidden" name="back" value="subject"/>
            <button class="dads-button" data-type="outline" data-size="md" type="submit">"今日、責任者を確認した"</button>
        </ActionForm>
    }
}
