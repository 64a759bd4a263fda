//! サインイン名 and a new password for a person. The password is never shown again, and never filled in.

use domain::id::PersonId;
use leptos::prelude::*;

use super::person_page::AccessActions;
use crate::components::{ErrorSummary, TextField, error_of};

/// The section of the person's page.
#[component]
pub(super) fn AccountForm(
    id: PersonId,
    sign_in_name: String,
    is_new: bool,
    actions: AccessActions,
) -> impl IntoView {
    let (error, errors) = error_of(move || actions.set_account.value().get());
    let lead = if is_new {
        "この職員は、まだサインインできません。サインイン名と最初のパスワードを決めて、本人に伝えてください。"
    } else {
        "新しいパスワードを設定すると、今までのパスワードは使えなくなります。"
    };
    view! {
        <section class="section-follow" aria-labelledby="account">
            <h2 class="dads-heading" data-size="22" id="account">"サインイン"</h2>
            <p>{lead}</p>
            <ErrorSummary error form="account"/>
            <ActionForm action=actions.set_account attr:class="form">
                <input type="hidden" name="id" value=id.to_string()/>
                <div class="form__fields">
                    <TextField form="account" prefix="" field="sign_in_name" label="サインイン名" value=sign_in_name errors
                        required=true width="20" support="半角の英数字。例）takahashi"/>
                    <TextField form="account" prefix="" field="password" label="パスワード" value="" errors
                        required=true width="20" kind="password" autocomplete="new-password" support="12文字以上。"/>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"設定"</button>
                </div>
            </ActionForm>
        </section>
    }
}
