//! The course of an account: what happened, and the steps that can be taken now.

use domain::social_media::{
    AccountState, EventKind, SocialMediaAccount, history::AccountEvent, summary::AccountDetail,
};
use leptos::prelude::*;

use super::api::{HeldStep, TakeStep, VoidAccount};
use crate::components::{DateField, ErrorSummary, LongDate, TextField, error_of};

/// 経過 and 手続.
#[component]
pub(super) fn Course(detail: AccountDetail, held: HeldStep) -> impl IntoView {
    let action = ServerAction::<TakeStep>::new();
    let (error, _) = error_of(move || action.value().get());
    let account = detail.account.clone();
    let steps = steps_of(&detail);
    let is_void_possible = detail.can.void;
    view! {
        <section aria-labelledby="account-course">
            <h2 class="dads-heading" data-size="22" id="account-course">"手続"</h2>
            <Events events=detail.facts.history.0.clone()/>
            {detail.can.own_application.then(|| view! {
                <p>"自分の申請です。本人ではない承認者の承認を待っています。"</p>
            })}
            <ErrorSummary error/>
            {steps.into_iter().map(|step| {
                let typed = if held.step == step.code() { held.input.clone() } else { Default::default() };
                view! { <StepForm account=account.clone() step typed action/> }
            }).collect_view()}
            {is_void_possible.then(|| view! { <VoidForm account=account.clone()/> })}
        </section>
    }
}

/// The steps the person may take now.
fn steps_of(detail: &AccountDetail) -> Vec<EventKind> {
    let can = detail.can;
    let decided: &[EventKind] = match detail.account.state {
        AccountState::Applied => &[EventKind::Approved, EventKind::Returned],
        AccountState::Closing => &[EventKind::Closed],
        _ => &[],
    };
    let edited: &[EventKind] = match detail.account.state {
        AccountState::Applied => &[EventKind::Withdrawn],
        AccountState::Returned => &[EventKind::Applied, EventKind::Withdrawn],
        AccountState::Approved => &[EventKind::Opened, EventKind::Withdrawn],
        AccountState::Open => &[EventKind::Suspended, EventKind::ClosingBegan],
        AccountState::Suspended => &[EventKind::Resumed, EventKind::ClosingBegan],
        AccountState::Closing => &[EventKind::ClosingCancelled],
        AccountState::Closed | AccountState::Withdrawn | AccountState::Void => &[],
    };
    let decided = decided.iter().copied().filter(|_| can.decide);
    decided
        .chain(edited.iter().copied().filter(|_| can.edit))
        .collect()
}

#[component]
fn Events(events: Vec<AccountEvent>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom">
                <caption class="dads-u-visually-hidden">"経過"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"日"</th>
                        <th class="dads-table__col-header" scope="col">"手続"</th>
                        <th class="dads-table__col-header" scope="col">"担当"</th>
                        <th class="dads-table__col-header" scope="col">"理由・備考"</th>
                    </tr>
                </thead>
                <tbody>
                    {events.into_iter().map(|event| view! {
                        <tr>
                            <td class="dads-table__date"><LongDate date=event.happened_on/></td>
                            <th class="dads-table__row-header" scope="row">{event.kind.label()}</th>
                            <td class="dads-table__short">{event.person}</td>
                            <td class="dads-table__text">{event.note}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// What a step asks for, and the words of its button.
fn words(step: EventKind) -> (&'static str, bool) {
    match step {
        EventKind::Applied => ("もう一度申請", false),
        EventKind::Returned => ("差し戻し", false),
        EventKind::Approved => ("開設を承認", false),
        EventKind::Withdrawn => ("申請を取下げ", false),
        EventKind::Opened => ("開設を記録", true),
        EventKind::Suspended => ("休止", true),
        EventKind::Resumed => ("再開", true),
        EventKind::ClosingBegan => ("廃止を申請", false),
        EventKind::ClosingCancelled => ("廃止を取りやめ", false),
        EventKind::Closed => ("廃止を承認", true),
        EventKind::Registered | EventKind::Voided => ("", false),
    }
}

#[component]
fn StepForm(
    account: SocialMediaAccount,
    step: EventKind,
    typed: domain::social_media::steps::StepInput,
    action: ServerAction<TakeStep>,
) -> impl IntoView {
    let (_, errors) = error_of(move || action.value().get());
    let (button, is_dated) = words(step);
    let form = step.code();
    let is_open = !typed.note.is_empty() || !typed.happened_on.is_empty();
    let is_main = matches!(step, EventKind::Approved | EventKind::Opened);
    view! {
        <details class="dads-disclosure" open=is_open || is_main>
            <summary>{button}</summary>
            <div class="dads-disclosure__body">
                <ActionForm action attr:class="form">
                    <input type="hidden" name="id" value=account.id.to_string()/>
                    <input type="hidden" name="revision" value=account.revision.to_string()/>
                    <input type="hidden" name="step" value=step.code()/>
                    {is_dated.then(|| view! {
                        <DateField form field="happened_on" label="日" value=typed.happened_on.clone() errors
                            support="空欄のときは今日です。例）令和9年3月31日、R9.3.31"/>
                    })}
                    {(!is_dated).then(|| view! { <input type="hidden" name="input[happened_on]" value=""/> })}
                    <TextField form field="note" label="理由・備考" value=typed.note errors required=step.needs_reason()/>
                    <div class="button-row">
                        <button class="dads-button" data-type=if is_main { "solid-fill" } else { "outline" } data-size="md" type="submit">{button}</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

/// Takes a wrong entry out of use.
#[component]
fn VoidForm(account: SocialMediaAccount) -> impl IntoView {
    let action = ServerAction::<VoidAccount>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"誤って登録した記録を無効にする"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="void"/>
                <p>"使わなくなったアカウントは、無効にせず、廃止してください。無効にした記録は、どの日にも数えません。"</p>
                <ActionForm action attr:class="form">
                    <input type="hidden" name="id" value=account.id.to_string()/>
                    <input type="hidden" name="revision" value=account.revision.to_string()/>
                    <TextField form="void" prefix="" field="reason" label="理由" value="" errors required=true/>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"無効化"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
