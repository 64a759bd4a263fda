//! `/contracts/{id}/change`: the 変更契約 of a contract — the draft with its 新旧対照表, and what its drafter
//! does with it.

use domain::{
    contract::change::{ContractChange, ContractChangeState},
    id::ContractId,
};
use leptos::{form::ActionForm, prelude::*};

use super::{
    ClauseLines,
    api::{
        ChangeData, RecordChangeSigning, SubmitChange, TakeUpChange, Typed, WithdrawChange,
        load_changes,
    },
    state_chip,
};
use crate::{
    components::{DateField, ErrorSummary, Instant, Loaded, LongDate, TextField, error_of},
    contract::{contract_id, head::ContractHead, held_token},
    document::DocumentView,
    error::AppError,
    paths,
};

/// What can be done with a draft.
#[derive(Clone, Copy)]
struct Actions {
    take_up: ServerAction<TakeUpChange>,
    submit: ServerAction<SubmitChange>,
    withdraw: ServerAction<WithdrawChange>,
    sign: ServerAction<RecordChangeSigning>,
}

impl Actions {
    fn error(self) -> Signal<Option<AppError>> {
        Signal::derive(move || {
            let failed = |value: Option<Result<(), AppError>>| value.and_then(Result::err);
            failed(self.take_up.value().get())
                .or_else(|| failed(self.submit.value().get()))
                .or_else(|| failed(self.withdraw.value().get()))
                .or_else(|| failed(self.sign.value().get()))
        })
    }
}

/// The page.
#[component]
pub fn ChangePage() -> impl IntoView {
    let id = contract_id();
    let actions = Actions {
        take_up: ServerAction::new(),
        submit: ServerAction::new(),
        withdraw: ServerAction::new(),
        sign: ServerAction::new(),
    };
    let error = actions.error();
    let data = load_changes(id, held_token());
    view! {
        <Loaded data=data children=move |data: ChangeData| {
            let ChangeData { detail, changes, can_edit, typed } = data;
            // The first of them: a page has one field of a name.
            let unsigned = changes
                .iter()
                .find(|it| it.state == ContractChangeState::Issued && it.signed_on.is_none())
                .map(|it| it.id);
            view! {
                <ContractHead detail tab="条項"/>
                <ErrorSummary error/>
                <h2 class="dads-heading" data-size="20">"変更契約"</h2>
                {changes.is_empty().then(|| view! { <NoChange id/> })}
                <div class="u-stack-lg">
                    {changes.into_iter().enumerate().map(|(place, change)| {
                        let typed = typed.clone();
                        let can_sign = can_edit && Some(change.id) == unsigned;
                        view! { <Change change actions can_edit can_sign typed is_newest=place == 0/> }
                    }).collect_view()}
                </div>
            }
        }/>
    }
}

#[component]
fn NoChange(id: ContractId) -> impl IntoView {
    view! {
        <p class="zero-state">
            "変更契約の案はありません。条項集が改正されると、"
            <a href=paths::OUTDATED>"旧版の条項を持つ契約"</a>
            "から案を作れます。"
            <a href=paths::contract_tab(id, "clauses")>"条項に戻る"</a>
        </p>
    }
}

#[component]
fn Change(
    change: ContractChange,
    actions: Actions,
    can_edit: bool,
    can_sign: bool,
    typed: Typed,
    is_newest: bool,
) -> impl IntoView {
    let heading = format!("change-{}", change.id);
    let labelled = heading.clone();
    let waits = can_edit && change.state == ContractChangeState::Prepared;
    view! {
        <section aria-labelledby=labelled>
            <h3 class="dads-heading" data-size="18" id=heading>
                "案（"<Instant at=change.prepared_at/>"　"{change.prepared_by.clone()}"）　"{state_chip(change.state)}
            </h3>
            <Facts change=change.clone()/>
            {waits.then(|| view! { <Steps change=change.clone() actions typed=typed.clone()/> })}
            {can_sign.then(|| view! { <Signing change=change.clone() actions typed/> })}
            {is_newest.then(|| view! { <DocumentView document=change.document/> })}
        </section>
    }
}

#[component]
fn Facts(change: ContractChange) -> impl IntoView {
    let next = match change.state {
        ContractChangeState::Prepared => {
            "この契約の条項と発行済みの特記事項は、まだ変わっていません。内容を確かめて、承認に出してください。"
        }
        ContractChangeState::TakenUp => {
            "起案に取り込みました。承認を受けて特記事項を発行するまで、発行済みの特記事項が有効です。"
        }
        ContractChangeState::Issued => "変更後の特記事項を発行しました。",
        ContractChangeState::Withdrawn => "取り下げました。",
    };
    view! {
        <p>{next}</p>
        <dl class="dads-description-list">
            <div class="dads-description-list__row"><dt>"変わる条項"</dt><dd><ClauseLines clauses=change.clauses/></dd></div>
            <div class="dads-description-list__row">
                <dt>"変更契約書と新旧対照表"</dt>
                <dd>
                    <a href=paths::change_pdf(change.id) rel="external" target="_blank">"PDFを開く"</a>"　"
                    <a href=paths::for_word(&paths::change_pdf(change.id)) rel="external">"Wordを保存"</a>
                </dd>
            </div>
            {change.annex_id.map(|annex| view! {
                <div class="dads-description-list__row">
                    <dt>"変更後の特記事項"</dt>
                    <dd><a href=paths::annex_pdf(annex) rel="external" target="_blank">"PDFを開く"</a></dd>
                </div>
            })}
            {change.signed_on.map(|day| view! {
                <div class="dads-description-list__row"><dt>"変更契約日"</dt><dd><LongDate date=day/></dd></div>
            })}
            {change.reason.map(|reason| view! {
                <div class="dads-description-list__row"><dt>"取下げの理由"</dt><dd class="u-lines">{reason}</dd></div>
            })}
        </dl>
    }
}

#[component]
fn Keys(change: ContractChange) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=change.id.to_string()/>
        <input type="hidden" name="revision" value=change.revision/>
    }
}

#[component]
fn Steps(change: ContractChange, actions: Actions, typed: Typed) -> impl IntoView {
    let Actions {
        take_up,
        submit,
        withdraw,
        ..
    } = actions;
    let (_, errors) = error_of(move || withdraw.value().get());
    let (submitted, taken) = (change.clone(), change.clone());
    let is_open = !typed.reason.is_empty();
    view! {
        <div class="button-row">
            <ActionForm action=submit>
                <Keys change=submitted/>
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"確認して承認に出す"</button>
            </ActionForm>
            <ActionForm action=take_up>
                <Keys change=taken/>
                <button class="dads-button" data-type="outline" data-size="md" type="submit">"起案に取り込んで直す"</button>
            </ActionForm>
        </div>
        <details class="dads-disclosure" open=is_open>
            <summary>"案を取り下げる"</summary>
            <div class="dads-disclosure__body">
                <p>"契約は変わりません。必要になったときは、もう一度案を作れます。"</p>
                <ActionForm action=withdraw attr:class="form" attr:novalidate="">
                    <Keys change/>
                    <TextField field="reason" label="取り下げる理由" value=typed.reason errors required=true prefix=""/>
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"取り下げる"</button>
                </ActionForm>
            </div>
        </details>
    }
}

#[component]
fn Signing(change: ContractChange, actions: Actions, typed: Typed) -> impl IntoView {
    let sign = actions.sign;
    let (_, errors) = error_of(move || sign.value().get());
    view! {
        <ActionForm action=sign attr:class="form" attr:novalidate="">
            <Keys change/>
            <DateField field="signed_on" label="変更契約日" value=typed.signed_on errors required=true prefix=""/>
            <div class="button-row"><button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"変更契約日を記録"</button></div>
        </ActionForm>
    }
}
