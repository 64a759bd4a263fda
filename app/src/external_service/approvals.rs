//! 利用申請 and 利用承認: what is to be done next, and every round so far.

use chrono::NaiveDate;
use domain::{
    external_service::{
        UseApproval, UseDecision, UseState,
        steps::{ApplicationInput, DecisionInput},
        summary::ServiceDetail,
    },
    id::ExternalServiceId,
    wareki,
};
use leptos::prelude::*;

use super::{
    api::{ApplyForUse, DecideOnUse, HeldForms, RevokeApproval, WithdrawApplication},
    course::StartForm,
    parts::{Key, options},
};
use crate::{
    components::{
        Chip, DateField, ErrorSummary, LongDate, SelectField, TextAreaField, TextField,
        confidentiality_chip, error_of,
    },
    paths,
};

/// The step that comes next: application, decision, start.
#[component]
pub(super) fn NextStep(detail: ServiceDetail, held: HeldForms) -> impl IntoView {
    let waiting = detail.service.waiting_on(detail.today).cloned();
    let is_over = detail.service.ended_on.is_some() || detail.service.void_on.is_some();
    let step = match (&waiting, detail.state) {
        _ if is_over => ().into_any(),
        (Some(application), _) => {
            view! { <Waiting detail=detail.clone() application=application.clone() held=held.decision/> }
                .into_any()
        }
        (None, state) => {
            let can_start = detail.can.edit && state == UseState::Approved;
            let is_open = !matches!(
                state,
                UseState::Approved | UseState::InUse | UseState::ReviewDue
            );
            view! {
                {can_start.then(|| view! { <StartForm detail=detail.clone() held=held.start.clone()/> })}
                {detail.can.edit.then(|| view! { <ApplyForm detail=detail.clone() held=held.application.clone() is_open/> })}
            }
            .into_any()
        }
    };
    let is_shown = !is_over && (waiting.is_some() || detail.can.edit);
    is_shown.then(|| {
        view! {
            <section aria-labelledby="service-step">
                <h2 class="dads-heading" data-size="22" id="service-step">"手続"</h2>
                {step}
            </section>
        }
    })
}

#[component]
fn ApplyForm(
    detail: ServiceDetail,
    held: Option<ApplicationInput>,
    is_open: bool,
) -> impl IntoView {
    let action = ServerAction::<ApplyForUse>::new();
    let (error, errors) = error_of(move || action.value().get());
    let occasion = detail.service.occasion(detail.today).label();
    let is_open = is_open || held.is_some();
    let held = held.unwrap_or_default();
    view! {
        <details class="dads-disclosure" open=move || is_open || error.get().is_some()>
            <summary>{format!("利用を申請（{occasion}）")}</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="apply"/>
                <p>"この画面の基本情報のとおりに申請します。申請した人とは別の人が承認します。"</p>
                <ActionForm action attr:class="form">
                    {Key::of(&detail.service).fields()}
                    <div class="form__fields">
                        <TextAreaField form="apply" field="reason" label="理由" value=held.reason errors required=true
                            support="利用する必要性と、考えられるリスクへの対策"/>
                        <DateField form="apply" field="wanted_until" label="利用の期限" value=held.wanted_until errors required=true/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"申請"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

/// The application that waits, for those who decide and those who asked.
#[component]
fn Waiting(
    detail: ServiceDetail,
    application: UseApproval,
    held: Option<DecisionInput>,
) -> impl IntoView {
    let withdraw = ServerAction::<WithdrawApplication>::new();
    let (error, _) = error_of(move || withdraw.value().get());
    let key = Key::of(&detail.service);
    let can = detail.can;
    let words = format!(
        "{}の申請を{}に受けました（申請者：{}）。",
        application.occasion.label(),
        wareki::long(application.applied_on),
        application.applicant.clone().unwrap_or_default(),
    );
    let until = application.wanted_until;
    view! {
        <p>{words}</p>
        <p class="u-lines">{format!("理由：{}", application.reason.clone().unwrap_or_default())}</p>
        {until.map(|day| view! { <p>"利用の期限："<LongDate date=day/></p> })}
        {if can.decide {
            view! { <DecideForm key until held/> }.into_any()
        } else if can.own_application {
            view! {
                <p>"自分の申請です。ほかの人の承認を待っています。"</p>
                <ErrorSummary error/>
                <ActionForm action=withdraw>
                    {key.fields()}
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"申請を取下げ"</button>
                </ActionForm>
            }.into_any()
        } else {
            view! { <p>"承認を待っています。機密性２以上は情報セキュリティ統括が、機密性１は所属長又は統括が承認します。"</p> }.into_any()
        }}
    }
}

#[component]
fn DecideForm(key: Key, until: Option<NaiveDate>, held: Option<DecisionInput>) -> impl IntoView {
    let action = ServerAction::<DecideOnUse>::new();
    let (error, errors) = error_of(move || action.value().get());
    let held = held.unwrap_or_else(|| DecisionInput {
        expires_on: until.map(wareki::long).unwrap_or_default(),
        ..DecisionInput::default()
    });
    let decisions = options(UseDecision::ALL, UseDecision::code, UseDecision::label);
    view! {
        <ErrorSummary error form="decide"/>
        <ActionForm action attr:class="form">
            {key.fields()}
            <div class="form__fields">
                <SelectField form="decide" field="decision" label="決定" value=held.decision options=decisions errors required=true/>
                <DateField form="decide" field="expires_on" label="有効期限" value=held.expires_on errors
                    support="承認するときに入力してください。例）令和9年3月31日、R9.3.31"/>
                <TextAreaField form="decide" field="conditions" label="条件" value=held.conditions errors rows=2
                    support="条件付き承認のときに入力してください。例）公開設定を毎月確認する"/>
                <TextField form="decide" field="approval_no" label="承認番号" value=held.approval_no errors width="20" support="例）情承第12号"/>
                <TextAreaField form="decide" field="decision_comment" label="意見・理由" value=held.decision_comment errors rows=2
                    support="不承認のときは、理由を入力してください。"/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"決定を記録"</button>
            </div>
        </ActionForm>
    }
}

/// Every round: what was asked for, what was decided, under which regulation.
#[component]
pub(super) fn Approvals(detail: ServiceDetail, held: String) -> impl IntoView {
    let (today, service_id) = (detail.today, detail.service.id);
    let rounds: Vec<UseApproval> = detail.service.approvals.iter().rev().cloned().collect();
    let is_empty = rounds.is_empty();
    view! {
        <section aria-labelledby="service-approvals">
            <h2 class="dads-heading" data-size="22" id="service-approvals">"利用承認"</h2>
            {is_empty.then(|| view! { <p>"利用の申請はありません。"</p> })}
            {(!is_empty).then(|| view! {
                <div class="dads-table" data-size="dense">
                    <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                        <caption class="dads-u-visually-hidden">"利用承認"</caption>
                        <thead>
                            <tr>
                                <th class="dads-table__col-header" scope="col">"申請"</th>
                                <th class="dads-table__col-header" scope="col">"分類"</th>
                                <th class="dads-table__col-header" scope="col">"決定"</th>
                                <th class="dads-table__col-header" scope="col">"有効期限"</th>
                                <th class="dads-table__col-header" scope="col">"条件・意見"</th>
                                <th class="dads-table__col-header" scope="col">"根拠とした規程"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {rounds.into_iter().map(|round| view! { <Round service=service_id round today/> }).collect_view()}
                        </tbody>
                    </table>
                </div>
            })}
            {detail.can.revoke.then(|| view! { <RevokeForm detail=detail.clone() held/> })}
        </section>
    }
}

/// Where a round stands.
fn standing(round: &UseApproval, today: NaiveDate) -> (&'static str, &'static str) {
    if round.withdrawn_on.is_some() {
        return ("取下げ", "gray");
    }
    match round.decision {
        None => ("承認待ち", "light-blue"),
        Some(UseDecision::Refused) => ("不承認", "gray"),
        Some(_) if round.revoked_on.is_some() => ("取消し", "red"),
        Some(_) if !round.is_valid_on(today) => ("期限切れ", "red"),
        Some(UseDecision::Approved) => ("承認", "green"),
        Some(UseDecision::Conditional) => ("条件付き承認", "green"),
    }
}

#[component]
fn Round(service: ExternalServiceId, round: UseApproval, today: NaiveDate) -> impl IntoView {
    let (label, color) = standing(&round, today);
    let notice = round
        .decision
        .map(|_| paths::approval_notice(service, round.id));
    let by = |day: Option<NaiveDate>, name: Option<String>| {
        let name = name.unwrap_or_default();
        day.map(|day| view! { <span class="dads-table__sub"><LongDate date=day/>"　"{name}</span> })
    };
    let words: Vec<String> = [
        round.conditions.map(|it| format!("条件：{it}")),
        round.comment,
        round
            .revoked_because
            .map(|it| format!("取消しの理由：{it}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let exception = round
        .exception_id
        .map(|id| view! { "　"<a href=paths::exception(id)>"例外措置"</a> });
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">
                {format!("第{}回　{}", round.round, round.occasion.label())}
                {by(Some(round.applied_on), round.applicant)}
            </th>
            <td class="dads-table__status">
                {confidentiality_chip(round.confidentiality)}
                <span class="dads-table__sub">{round.kind.label()}</span>
            </td>
            <td class="dads-table__text">
                <Chip label color/>
                {by(round.decided_on, round.approver)}
                <span class="dads-table__sub">{round.approval_no}</span>
                {notice.map(|path| view! { <a href=path rel="external">"通知書（PDF）"</a> })}
            </td>
            <td class="dads-table__date">{round.expires_on.map(|date| view! { <LongDate date/> })}</td>
            <td class="dads-table__text"><span class="u-lines">{words.join("\n")}</span></td>
            <td class="dads-table__text">{round.regulation}{exception}</td>
        </tr>
    }
}

#[component]
fn RevokeForm(detail: ServiceDetail, held: String) -> impl IntoView {
    let action = ServerAction::<RevokeApproval>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"承認を取り消す"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="revoke"/>
                <p>"条件が守られないとき、危険が分かったときに取り消します。今日から利用できなくなります。"</p>
                <ActionForm action attr:class="form">
                    {Key::of(&detail.service).fields()}
                    <TextField form="revoke" prefix="" field="reason" label="理由" value=held errors required=true/>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"承認を取消し"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
