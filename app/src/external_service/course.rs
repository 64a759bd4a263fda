//! Start and end of use, erasure, and taking a wrong entry out of use.

use domain::external_service::{UseState, steps::DayInput, summary::ServiceDetail};
use leptos::prelude::*;

use super::{
    api::{ConfirmErasure, EndUse, HeldForms, StartUse, VoidExternalService},
    parts::Key,
};
use crate::components::{DateField, ErrorSummary, TextAreaField, TextField, error_of};

/// 利用開始.
#[component]
pub(super) fn StartForm(detail: ServiceDetail, held: DayInput) -> impl IntoView {
    let action = ServerAction::<StartUse>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <ErrorSummary error form="start"/>
        <ActionForm action attr:class="form">
            {Key::of(&detail.service).fields()}
            <input type="hidden" name="input[reason]" value=""/>
            <DateField form="start" field="day" label="利用開始日" value=held.day errors required=true/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"利用開始を記録"</button>
            </div>
        </ActionForm>
    }
}

/// 利用終了 and, after it, 消去の確認.
#[component]
pub(super) fn EndOfUse(detail: ServiceDetail, held: HeldForms) -> impl IntoView {
    let is_asked = detail.can.edit
        && !matches!(
            detail.state,
            UseState::Unapplied
                | UseState::Applied
                | UseState::Refused
                | UseState::Ended
                | UseState::Void
        );
    let is_found = detail.can.edit
        && detail.service.started_on.is_some()
        && detail.service.ended_on.is_none()
        && detail.service.void_on.is_none();
    let is_ending = detail.state == UseState::Ending;
    (is_asked || is_found).then(|| {
        view! {
            <section aria-labelledby="service-end">
                <h2 class="dads-heading" data-size="22" id="service-end">"利用の終了"</h2>
                {if is_ending {
                    view! { <ErasureForm detail held/> }.into_any()
                } else {
                    view! { <EndForm detail held=held.end/> }.into_any()
                }}
            </section>
        }
    })
}

#[component]
fn EndForm(detail: ServiceDetail, held: Option<DayInput>) -> impl IntoView {
    let action = ServerAction::<EndUse>::new();
    let (error, errors) = error_of(move || action.value().get());
    let is_open = held.is_some();
    let held = held.unwrap_or_default();
    view! {
        <details class="dads-disclosure" open=move || is_open || error.get().is_some()>
            <summary>"このサービスの利用を終了する"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="end"/>
                <p>"終了を記録すると、残りの点検は取りやめ、終了時の点検（データの消去・アカウントの廃棄）が予定に入ります。"</p>
                <ActionForm action attr:class="form">
                    {Key::of(&detail.service).fields()}
                    <div class="form__fields">
                        <DateField form="end" field="day" label="利用終了日" value=held.day errors required=true/>
                        <TextAreaField form="end" field="reason" label="理由" value=held.reason errors required=true rows=2/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"利用を終了"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

#[component]
fn ErasureForm(detail: ServiceDetail, held: HeldForms) -> impl IntoView {
    let action = ServerAction::<ConfirmErasure>::new();
    let (error, errors) = error_of(move || action.value().get());
    let held = held.erasure;
    view! {
        <ErrorSummary error form="erasure"/>
        <p>"データが消去され、アカウントが廃棄されたことを確かめて記録してください。証明書は、終了時の点検に添付します。"</p>
        <ActionForm action attr:class="form">
            {Key::of(&detail.service).fields()}
            <div class="form__fields">
                <DateField form="erasure" field="erased_on" label="データの消去を確認した日" value=held.erased_on errors required=true/>
                <TextAreaField form="erasure" field="erasure_method" label="消去の方法・確認の方法" value=held.erasure_method errors required=true rows=2
                    support="例）提供者の消去証明書（令和9年4月10日付）を受領した。"/>
                <DateField form="erasure" field="accounts_disposed_on" label="アカウントを廃棄した日" value=held.accounts_disposed_on errors required=true/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"消去を確認"</button>
            </div>
        </ActionForm>
    }
}

/// Takes a wrong entry out of use.
#[component]
pub(super) fn VoidForm(detail: ServiceDetail, held: String) -> impl IntoView {
    let action = ServerAction::<VoidExternalService>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"誤って登録した記録を無効にする"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="void"/>
                <p>"使わなくなったサービスは、無効にせず、利用を終了してください。"</p>
                <ActionForm action attr:class="form">
                    {Key::of(&detail.service).fields()}
                    <TextField form="void" prefix="" field="reason" label="理由" value=held errors required=true/>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"無効化"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
