//! 廃止 of the version in force: asked for by one person, decided on by another.

use domain::regulation::{AbolitionInput, AbolitionRequest, RegulationDetail};
use leptos::prelude::*;

use super::{actions::Actions, parts::Keys};
use crate::{
    components::{DateField, LongDate, TextField, error_of},
    social_media::Description,
};

/// The section of the page; nothing for whoever can do nothing here, unless an application waits.
#[component]
pub(super) fn Abolition(
    detail: RegulationDetail,
    held: AbolitionInput,
    actions: Actions,
) -> impl IntoView {
    let waiting = detail.document.abolition.clone();
    let is_shown = waiting.is_some() || detail.can.abolish;
    is_shown.then(|| {
        view! {
            <section aria-labelledby="document-abolition">
                <h2 class="dads-heading" data-size="22" id="document-abolition">"廃止"</h2>
                {match waiting {
                    Some(request) => view! { <Waiting detail request actions/> }.into_any(),
                    None => view! { <AskForm detail held actions/> }.into_any(),
                }}
            </section>
        }
    })
}

/// The application that waits, and its decision.
#[component]
fn Waiting(detail: RegulationDetail, request: AbolitionRequest, actions: Actions) -> impl IntoView {
    let asked_by = detail.name_of(request.asked_by);
    let rows = vec![
        (
            "廃止日",
            view! { <LongDate date=request.abolished_on/> }.into_any(),
        ),
        ("理由", request.because().into_any()),
        (
            "申請",
            view! { <LongDate date=request.asked_on/>{format!("　{asked_by}")} }.into_any(),
        ),
    ];
    let (can, document) = (detail.can, detail.document);
    let (id, revision) = (document.id, document.revision);
    view! {
        <p>"廃止の申請が、承認を待っています。"</p>
        <Description rows/>
        {can.own_abolition.then(|| view! { <p>"自分の申請です。ほかの承認者の承認を待っています。"</p> })}
        {can.approve_abolition.then(|| view! {
            <ActionForm action=actions.approve_abolition attr:class="form">
                <Keys id revision/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"廃止を承認"</button>
                </div>
            </ActionForm>
        })}
        {can.refuse_abolition.then(|| {
            let (summary, button) = if can.own_abolition {
                ("申請を取り下げる", "取下げ")
            } else {
                ("承認しない", "不承認")
            };
            let action = actions.refuse_abolition;
            let (error, errors) = error_of(move || action.value().get());
            view! {
                <details class="dads-disclosure" open=move || error.get().is_some()>
                    <summary>{summary}</summary>
                    <div class="dads-disclosure__body">
                        <ActionForm action attr:class="form">
                            <Keys id revision/>
                            <TextField form="refuse-abolition" prefix="" field="reason" label="理由" value="" errors required=true/>
                            <div class="button-row">
                                <button class="dads-button" data-type="outline" data-size="md" type="submit">{button}</button>
                            </div>
                        </ActionForm>
                    </div>
                </details>
            }
        })}
    }
}

#[component]
fn AskForm(detail: RegulationDetail, held: AbolitionInput, actions: Actions) -> impl IntoView {
    let action = actions.abolish;
    let (error, errors) = error_of(move || action.value().get());
    let document = detail.document.clone();
    detail.current().cloned().map(|version| view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"施行中の版の廃止を申請する"</summary>
            <div class="dads-disclosure__body">
                <p>"別の人が承認すると、廃止日から、この規程・手順に施行中の版はなくなります。改正するときは、廃止せずに新しい版を起案してください。"</p>
                <ActionForm action attr:class="form">
                    <Keys id=document.id revision=document.revision/>
                    <input type="hidden" name="version" value=version.id.to_string()/>
                    <div class="form__fields">
                        <DateField form="abolish" field="abolished_on" label="廃止日" value=held.abolished_on errors required=true/>
                        <TextField form="abolish" field="decision_no" label="決裁番号" value=held.decision_no errors width="20"
                            support="廃止日が過去のときは必ず入力してください。"/>
                        <TextField form="abolish" field="reason" label="理由" value=held.reason errors required=true/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"廃止を申請"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    })
}
