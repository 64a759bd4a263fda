//! What was seen of an account, the decision on a dormant one, the steps of a closing.

use domain::social_media::{
    Answer, ClosingStep, Decision, ObservationKind,
    standing::Dormancy,
    steps::{ClosingStepInput, DecisionInput, ObservationInput},
    summary::AccountDetail,
};
use leptos::prelude::*;

use super::api::{Decide, NoteClosingStep, Observe};
use crate::components::{
    Chip, DateField, ErrorSummary, LongDate, SelectField, TextField, error_of,
};

/// 確認の記録: the last of each kind, and a form to note another.
#[component]
pub(super) fn Observations(detail: AccountDetail, held: ObservationInput) -> impl IntoView {
    let (id, today) = (detail.account.id, detail.today);
    let can_note = detail.can.edit && detail.account.state.exists();
    let facts = detail.facts;
    let rows = ObservationKind::ALL.iter().map(|kind| {
        let last = facts.observed(*kind, today).cloned();
        let answer = last.as_ref().map(|seen| match (kind, seen.posted_on) {
            (ObservationKind::Post, Some(posted)) => view! { <LongDate date=posted/> }.into_any(),
            _ => answer_chip(seen.answer).into_any(),
        });
        view! {
            <tr>
                <th class="dads-table__row-header" scope="row">{kind.label()}</th>
                <td class="dads-table__status">{answer.unwrap_or_else(|| view! { <Chip label="確認の記録なし" color="gray"/> }.into_any())}</td>
                <td class="dads-table__date">{last.as_ref().map(|seen| view! { <LongDate date=seen.observed_on/> })}</td>
                <td class="dads-table__short">{last.as_ref().and_then(|seen| seen.person.clone())}</td>
                <td class="dads-table__text">{last.and_then(|seen| seen.note)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="account-observations">
            <h2 class="dads-heading" data-size="22" id="account-observations">"確認の記録"</h2>
            <div class="dads-table" data-size="dense">
                <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                    <caption class="dads-u-visually-hidden">"確認の記録"</caption>
                    <thead>
                        <tr>
                            <th class="dads-table__col-header" scope="col">"項目"</th>
                            <th class="dads-table__col-header" scope="col">"結果"</th>
                            <th class="dads-table__col-header" scope="col">"確認日"</th>
                            <th class="dads-table__col-header" scope="col">"確認者"</th>
                            <th class="dads-table__col-header" scope="col">"備考"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {can_note.then(|| view! { <ObserveForm id held/> })}
        </section>
    }
}

fn answer_chip(answer: Answer) -> impl IntoView {
    let color = match answer {
        Answer::Yes => "green",
        Answer::No => "red",
        Answer::Unknown => "orange",
    };
    view! { <Chip label=answer.label() color/> }
}

fn options<T: Copy + 'static>(
    all: &'static [T],
    code: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|it| (code(*it).to_owned(), label(*it).to_owned()))
        .collect()
}

#[component]
fn ObserveForm(id: domain::id::SocialMediaAccountId, held: ObservationInput) -> impl IntoView {
    let action = ServerAction::<Observe>::new();
    let (error, errors) = error_of(move || action.value().get());
    let kinds = options(
        ObservationKind::ALL,
        ObservationKind::code,
        ObservationKind::label,
    );
    let answers = options(Answer::ALL, Answer::code, Answer::label);
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"確認を記録"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="observe"/>
                <ActionForm action attr:class="form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <div class="form__fields">
                        <SelectField form="observe" field="kind" label="項目" value=held.kind options=kinds errors required=true/>
                        <SelectField form="observe" field="answer" label="結果" value=held.answer options=answers errors
                            support="最終投稿では選ばなくてもかまいません。"/>
                        <DateField form="observe" field="posted_on" label="最終投稿日" value=held.posted_on errors/>
                        <DateField form="observe" field="observed_on" label="確認日" value=held.observed_on errors required=true/>
                        <TextField form="observe" field="note" label="備考" value=held.note errors/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"記録"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

/// 休眠: how it stands, what was decided, and the question while it is open.
#[component]
pub(super) fn DormancySection(detail: AccountDetail, held: DecisionInput) -> impl IntoView {
    let days = detail.dormant_days;
    let can_decide = detail.can_decide_dormancy;
    let decisions = detail.facts.decisions;
    let words = match detail.dormancy {
        Dormancy::NotExpected => "運用中ではないため、投稿の有無を判定しません。".to_owned(),
        Dormancy::Awake => {
            format!("休眠ではありません（最終投稿から{days}日を超えると休眠です）。")
        }
        Dormancy::Continued { since, until } => format!(
            "{}から投稿がありませんが、継続すると判断しています。次の見直しは{}です。",
            domain::wareki::long(since),
            domain::wareki::long(until)
        ),
        Dormancy::Undecided { since } => format!(
            "{}から{days}日を超えて投稿がありません。継続・休止・廃止を判断してください。",
            domain::wareki::long(since)
        ),
    };
    let is_asked = matches!(detail.dormancy, Dormancy::Undecided { .. });
    view! {
        <section aria-labelledby="account-dormancy">
            <h2 class="dads-heading" data-size="22" id="account-dormancy">"休眠の判定"</h2>
            <p>{words}</p>
            <ul class="u-lines">
                {decisions.into_iter().rev().map(|it| view! {
                    <li>
                        <LongDate date=it.decided_on/>
                        {format!("　{}：{}（{}）", it.decision.label(), it.reason, it.person.unwrap_or_default())}
                    </li>
                }).collect_view()}
            </ul>
            {(is_asked && can_decide).then(|| view! { <DecideForm id=detail.account.id held/> })}
        </section>
    }
}

#[component]
fn DecideForm(id: domain::id::SocialMediaAccountId, held: DecisionInput) -> impl IntoView {
    let action = ServerAction::<Decide>::new();
    let (error, errors) = error_of(move || action.value().get());
    let decisions = options(Decision::ALL, Decision::code, Decision::label);
    view! {
        <ErrorSummary error form="decide"/>
        <ActionForm action attr:class="form">
            <input type="hidden" name="id" value=id.to_string()/>
            <div class="form__fields">
                <SelectField form="decide" field="decision" label="判断" value=held.decision options=decisions errors required=true/>
                <TextField form="decide" field="reason" label="理由" value=held.reason errors required=true/>
                <DateField form="decide" field="next_review_on" label="次の見直し日" value=held.next_review_on errors
                    support="継続するときに入力してください。"/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"判断を記録"</button>
            </div>
        </ActionForm>
    }
}

/// 廃止の手順: what is done, and a form for the next.
#[component]
pub(super) fn ClosingSteps(detail: AccountDetail, held: ClosingStepInput) -> impl IntoView {
    let action = ServerAction::<NoteClosingStep>::new();
    let (error, errors) = error_of(move || action.value().get());
    let done = detail.closing_steps;
    let open: Vec<(String, String)> = ClosingStep::ALL
        .iter()
        .filter(|step| !done.iter().any(|it| it.step == **step))
        .map(|step| (step.code().to_owned(), step.label().to_owned()))
        .collect();
    let can_note = detail.can.edit && !open.is_empty();
    let rows = ClosingStep::ALL.iter().map(|step| {
        let it = done.iter().find(|it| it.step == *step).cloned();
        let chip = match it {
            Some(_) => view! { <Chip label="済み" color="green"/> },
            None => view! { <Chip label="未" color="orange"/> },
        };
        view! {
            <tr>
                <th class="dads-table__row-header" scope="row">{step.label()}</th>
                <td class="dads-table__status">{chip}</td>
                <td class="dads-table__date">{it.as_ref().map(|it| view! { <LongDate date=it.done_on/> })}</td>
                <td class="dads-table__text">{it.and_then(|it| it.note)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="account-closing">
            <h2 class="dads-heading" data-size="22" id="account-closing">"廃止の手順"</h2>
            <p>"全てを済ませると、ほかの承認者が廃止を承認できます。"</p>
            <div class="dads-table" data-size="dense">
                <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                    <caption class="dads-u-visually-hidden">"廃止の手順"</caption>
                    <thead>
                        <tr>
                            <th class="dads-table__col-header" scope="col">"手順"</th>
                            <th class="dads-table__col-header" scope="col">"状態"</th>
                            <th class="dads-table__col-header" scope="col">"済んだ日"</th>
                            <th class="dads-table__col-header" scope="col">"備考"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ErrorSummary error form="closing"/>
            {can_note.then(|| view! {
                <ActionForm action attr:class="form">
                    <input type="hidden" name="id" value=detail.account.id.to_string()/>
                    <div class="form__fields">
                        <SelectField form="closing" field="step" label="手順" value=held.step options=open errors required=true/>
                        <DateField form="closing" field="done_on" label="済んだ日" value=held.done_on errors required=true/>
                        <TextField form="closing" field="note" label="備考" value=held.note errors/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="md" type="submit">"手順を記録"</button>
                    </div>
                </ActionForm>
            })}
        </section>
    }
}
