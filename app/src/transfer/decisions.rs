//! 承認申請, 承認, 差し戻し, 取りやめ.

use domain::{id::TransferId, transfer::TransferDetail};
use leptos::prelude::*;

use super::page::PlanActions;
use crate::components::{ErrorSummary, TextField, error_of};

#[component]
fn PlanKey(id: TransferId, revision: i32) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        <input type="hidden" name="revision" value=revision.to_string()/>
    }
}

/// 承認申請.
#[component]
pub(super) fn SubmitForm(detail: TransferDetail, actions: PlanActions) -> impl IntoView {
    let (id, revision) = (detail.transfer.id, detail.transfer.revision);
    view! {
        <section aria-labelledby="submit">
            <h2 class="dads-heading" data-size="22" id="submit">"承認申請"</h2>
            <p>"後任を変えたときは、先に「後任を保存」を押してください。申請すると、別の人が承認するまで変更できません。"</p>
            <ActionForm action=actions.submit>
                <PlanKey id revision/>
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"申請"</button>
            </ActionForm>
        </section>
    }
}

/// 取りやめ with a reason.
#[component]
pub(super) fn VoidForm(
    detail: TransferDetail,
    reason: String,
    actions: PlanActions,
) -> impl IntoView {
    let (id, revision) = (detail.transfer.id, detail.transfer.revision);
    let (error, errors) = error_of(move || actions.void.value().get());
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"この計画を取りやめる"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="void"/>
                <ActionForm action=actions.void attr:class="form">
                    <PlanKey id revision/>
                    <div class="form__fields">
                        <TextField form="void" prefix="" field="reason" label="理由" value=reason errors required=true/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="md" data-intent="danger" type="submit">"取りやめ"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

/// 承認 or 差し戻し, by another person.
#[component]
pub(super) fn Decide(
    detail: TransferDetail,
    comment: String,
    actions: PlanActions,
) -> impl IntoView {
    let (id, revision) = (detail.transfer.id, detail.transfer.revision);
    let (returning, errors) = error_of(move || actions.send_back.value().get());
    let words = format!(
        "承認すると、{}件の引継ぎが{}付けで一度に記録されます。",
        detail.moves.len(),
        domain::wareki::long(detail.transfer.effective_on)
    );
    view! {
        <section aria-labelledby="decide">
            <h2 class="dads-heading" data-size="22" id="decide">"承認"</h2>
            <p>{words}</p>
            <ActionForm action=actions.approve>
                <PlanKey id revision/>
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"承認"</button>
            </ActionForm>
            <ErrorSummary error=returning form="send-back"/>
            <ActionForm action=actions.send_back attr:class="form">
                <PlanKey id revision/>
                <div class="form__fields">
                    <TextField form="send-back" prefix="" field="comment" label="差し戻しの理由" value=comment errors required=true/>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"差し戻し"</button>
                </div>
            </ActionForm>
        </section>
    }
}
