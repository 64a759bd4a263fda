//! 是正: the rounds so far, and the form of the next step.

use chrono::NaiveDate;
use domain::{
    finding::{
        ActionOutcome, CorrectiveAction, Finding, FindingState,
        input::{ConfirmationInput, InstructionInput, PlanInput, ReportInput},
    },
    id::FindingId,
};
use leptos::prelude::*;

use super::{
    api::FindingData,
    page::{FindingActions, FindingKey},
};
use crate::components::{
    Chip, DateField, ErrorSummary, SelectField, TextAreaField, TextField, error_of,
};

/// The section of the page.
#[component]
pub(super) fn Rounds(
    data: FindingData,
    state: FindingState,
    actions: FindingActions,
) -> impl IntoView {
    let FindingData {
        finding,
        people,
        today,
        can_edit,
        can_confirm,
        own_report,
        held,
        ..
    } = data;
    let (id, revision) = (finding.id, finding.revision);
    let step = match state {
        FindingState::Open | FindingState::RiskAccepted if can_edit => {
            let input = instruction(held.instruction, &finding, today);
            view! { <InstructForm id revision input people actions/> }.into_any()
        }
        FindingState::Instructed if can_edit => view! {
            <PlanForm id revision input=held.plan actions/>
            <ReportForm id revision input=held.report actions/>
        }
        .into_any(),
        FindingState::Planned if can_edit => {
            view! { <ReportForm id revision input=held.report actions/> }.into_any()
        }
        FindingState::Reported if can_confirm && !own_report => {
            view! { <ConfirmForm id revision input=held.confirmation actions/> }.into_any()
        }
        FindingState::Reported => {
            let words = if own_report {
                "是正の確認を待っています。完了報告を記録した人とは別の承認者（所属長又は統括）が確認します。"
            } else {
                "是正の確認を待っています。"
            };
            view! { <p>{words}</p> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <section aria-labelledby="finding-rounds">
            <h2 class="dads-heading" data-size="22" id="finding-rounds">"是正"</h2>
            {finding.actions.is_empty().then(|| view! { <p>"改善の指示はまだありません。"</p> })}
            {finding.actions.into_iter().map(|action| view! { <Round action/> }).collect_view()}
            {step}
        </section>
    }
}

/// The form filled with what follows from the finding.
fn instruction(held: InstructionInput, finding: &Finding, today: NaiveDate) -> InstructionInput {
    if held != InstructionInput::default() {
        return held;
    }
    InstructionInput {
        due_on: domain::wareki::long(finding.due_on.max(today)),
        ..held
    }
}

#[component]
fn Round(action: CorrectiveAction) -> impl IntoView {
    let dated = |date: Option<NaiveDate>, who: Option<String>| {
        date.map(|date| {
            format!(
                "{}　{}",
                domain::wareki::long(date),
                who.unwrap_or_default()
            )
        })
    };
    let outcome = action.outcome.map(|outcome| {
        let color = match outcome {
            ActionOutcome::Effective => "green",
            ActionOutcome::Insufficient => "red",
        };
        view! { <Chip label=outcome.label() color/> }
    });
    let rows = [
        ("改善の指示", Some(action.instruction)),
        (
            "指示した日・人",
            dated(Some(action.instructed_on), Some(action.instructed_by)),
        ),
        ("是正の期限", Some(domain::wareki::long(action.due_on))),
        ("担当者", Some(action.assignee)),
        ("原因", action.cause),
        ("是正計画", action.plan),
        (
            "計画を受理した日・人",
            dated(action.planned_on, action.planned_by),
        ),
        ("完了報告", action.report),
        ("是正した日", action.completed_on.map(domain::wareki::long)),
        (
            "報告を記録した日・人",
            dated(action.reported_on, action.reported_by),
        ),
        ("確認の内容", action.verification_note),
        (
            "確認した日・人",
            dated(action.verified_on, action.verified_by),
        ),
    ];
    view! {
        <h3 class="dads-heading" data-size="18">{format!("{}回目", action.number)}" "{outcome}</h3>
        <dl class="dads-description-list">
            {rows.into_iter().filter_map(|(term, value)| Some((term, value?))).map(|(term, value)| view! {
                <div class="dads-description-list__row"><dt>{term}</dt><dd class="u-lines">{value}</dd></div>
            }).collect_view()}
        </dl>
    }
}

#[component]
fn InstructForm(
    id: FindingId,
    revision: i32,
    input: InstructionInput,
    people: Vec<(String, String)>,
    actions: FindingActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.instruct.value().get());
    view! {
        <h3 class="dads-heading" data-size="18">"改善を指示する"</h3>
        <ErrorSummary error form="instruct"/>
        <ActionForm action=actions.instruct attr:class="form">
            <FindingKey id revision/>
            <div class="form__fields">
                <TextAreaField form="instruct" field="instruction" label="指示する内容" value=input.instruction errors required=true/>
                <DateField form="instruct" field="due_on" label="是正の期限" value=input.due_on errors required=true/>
                <SelectField form="instruct" field="assignee_id" label="担当者" value=input.assignee_id options=people errors required=true
                    support="期限までに是正されるよう、相手方と調整する職員"/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"指示を記録"</button>
            </div>
        </ActionForm>
    }
}

#[component]
fn PlanForm(
    id: FindingId,
    revision: i32,
    input: PlanInput,
    actions: FindingActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.plan.value().get());
    view! {
        <h3 class="dads-heading" data-size="18">"是正計画を受理する"</h3>
        <ErrorSummary error form="plan"/>
        <ActionForm action=actions.plan attr:class="form">
            <FindingKey id revision/>
            <div class="form__fields">
                <TextAreaField form="plan" field="cause" label="原因" value=input.cause errors required=true rows=2/>
                <TextAreaField form="plan" field="plan" label="是正計画" value=input.plan errors required=true/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="outline" data-size="md" type="submit">"計画の受理を記録"</button>
            </div>
        </ActionForm>
    }
}

#[component]
fn ReportForm(
    id: FindingId,
    revision: i32,
    input: ReportInput,
    actions: FindingActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.report.value().get());
    view! {
        <h3 class="dads-heading" data-size="18">"完了報告を記録する"</h3>
        <ErrorSummary error form="report"/>
        <ActionForm action=actions.report attr:class="form">
            <FindingKey id revision/>
            <div class="form__fields">
                <TextAreaField form="report" field="report" label="完了報告" value=input.report errors required=true
                    support="委託先の報告（様式第11号）の要点と、受け取った証拠"/>
                <DateField form="report" field="completed_on" label="是正した日" value=input.completed_on errors required=true/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"完了報告を記録"</button>
            </div>
        </ActionForm>
    }
}

#[component]
fn ConfirmForm(
    id: FindingId,
    revision: i32,
    input: ConfirmationInput,
    actions: FindingActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.confirm.value().get());
    let outcomes = ActionOutcome::ALL
        .iter()
        .map(|outcome| (outcome.code().to_owned(), outcome.label().to_owned()))
        .collect();
    view! {
        <h3 class="dads-heading" data-size="18">"是正を確認する"</h3>
        <ErrorSummary error form="confirm"/>
        <ActionForm action=actions.confirm attr:class="form">
            <FindingKey id revision/>
            <div class="form__fields">
                <SelectField form="confirm" field="outcome" label="確認の結果" value=input.outcome options=outcomes errors required=true
                    support="不十分なときは未是正に戻り、改めて指示します。"/>
                <TextAreaField form="confirm" field="note" label="確認の内容" value=input.note errors required=true rows=2
                    support="何を見て確かめたか"/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"確認を記録"</button>
            </div>
        </ActionForm>
    }
}

/// A finding that was none.
#[component]
pub(super) fn WithdrawForm(
    id: FindingId,
    revision: i32,
    reason: String,
    actions: FindingActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.withdraw.value().get());
    view! {
        <section aria-labelledby="finding-withdraw">
            <h2 class="dads-heading" data-size="22" id="finding-withdraw">"取下げ"</h2>
            <details class="dads-disclosure" open=move || error.get().is_some()>
                <summary>"この指摘を取り下げる"</summary>
                <div class="dads-disclosure__body">
                    <ErrorSummary error form="withdraw"/>
                    <ActionForm action=actions.withdraw attr:class="form">
                        <FindingKey id revision/>
                        <TextField form="withdraw" prefix="" field="reason" label="理由" value=reason errors required=true
                            support="例）点検の記録の誤りで、実際には適合していたため"/>
                        <div class="button-row">
                            <button class="dads-button" data-type="outline" data-size="md" type="submit">"取り下げる"</button>
                        </div>
                    </ActionForm>
                </div>
            </details>
        </section>
    }
}
