//! 無効化 with a reason, and 復元.

use domain::id::VendorId;
use leptos::prelude::*;

use super::page::{VendorActions, VendorKey};
use crate::components::{ErrorSummary, TextField, error_of};

/// Takes the vendor out of use.
#[component]
pub(super) fn VoidForm(
    id: VendorId,
    revision: i32,
    reason: String,
    actions: VendorActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.void.value().get());
    view! {
        <section aria-labelledby="vendor-void">
            <h2 class="dads-heading" data-size="22" id="vendor-void">"無効化"</h2>
            <details class="dads-disclosure" open=move || error.get().is_some()>
                <summary>"この委託先を無効にする"</summary>
                <div class="dads-disclosure__body">
                    <ErrorSummary error form="void"/>
                    <p>"無効にすると、新しい契約で選べなくなります。記録と今までの契約は残り、あとで復元できます。"</p>
                    <ActionForm action=actions.void attr:class="form">
                        <VendorKey id revision/>
                        <TextField form="void" prefix="" field="reason" label="理由" value=reason errors required=true
                            support="例）廃業のため、二重に登録したため"/>
                        <div class="button-row">
                            <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"無効化"</button>
                        </div>
                    </ActionForm>
                </div>
            </details>
        </section>
    }
}

/// Brings the vendor back into use.
#[component]
pub(super) fn RestoreForm(id: VendorId, revision: i32, actions: VendorActions) -> impl IntoView {
    let (error, _) = error_of(move || actions.restore.value().get());
    view! {
        <section aria-labelledby="vendor-restore">
            <h2 class="dads-heading" data-size="22" id="vendor-restore">"復元"</h2>
            <ErrorSummary error/>
            <ActionForm action=actions.restore>
                <VendorKey id revision/>
                <button class="dads-button" data-type="outline" data-size="md" type="submit">"復元"</button>
            </ActionForm>
        </section>
    }
}
