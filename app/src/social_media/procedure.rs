//! 運用手順 of an account: which version of the register it follows, and the form to say so.

use domain::social_media::{
    steps::ProcedureInput,
    summary::{AccountDetail, ProcedureInForce},
};
use leptos::prelude::*;

use super::api::{Options, SetProcedure};
use crate::{
    components::{Chip, DateField, ErrorSummary, LongDate, SelectField, error_of},
    paths,
};

/// The section of the account's page.
#[component]
pub(super) fn Procedures(
    detail: AccountDetail,
    choices: Options,
    held: ProcedureInput,
) -> impl IntoView {
    let today = detail.today;
    let current = detail.procedures.iter().find(|it| it.holds_on(today));
    let lapsed = detail
        .procedures
        .first()
        .filter(|it| current.is_none() && it.from_on <= today)
        .cloned();
    let has_none = current.is_none();
    let lines = detail.procedures.clone();
    view! {
        <section aria-labelledby="account-procedure">
            <h2 class="dads-heading" data-size="22" id="account-procedure">"運用手順"</h2>
            {has_none.then(|| match lapsed {
                Some(it) => view! {
                    <p>{format!("適用していた「{}」は、施行中ではありません。新しい版を適用してください。", it.label)}</p>
                }.into_any(),
                None => view! { <p>"適用している運用手順はありません。規程・手順に登録した運用手順から選んでください。"</p> }.into_any(),
            })}
            {(!lines.is_empty()).then(|| view! {
                <ul>{lines.into_iter().map(|it| view! { <Line it today/> }).collect_view()}</ul>
            })}
            {detail.can_set_procedure.then(|| view! { <Form detail choices held/> })}
        </section>
    }
}

#[component]
fn Line(it: ProcedureInForce, today: chrono::NaiveDate) -> impl IntoView {
    let (label, color) = if it.holds_on(today) {
        ("適用中", "green")
    } else if today < it.from_on {
        ("適用前", "yellow")
    } else {
        ("適用終了", "gray")
    };
    let name = match it.document_id {
        Some(id) => view! { <a href=paths::regulation(id)>{it.label}</a> }.into_any(),
        None => view! { <span>{it.label}</span> }.into_any(),
    };
    view! {
        <li>
            {name}" "<Chip label color/>" "
            <LongDate date=it.from_on/>"から"
            {it.to_on.map(|date| view! { <LongDate date/>"まで" })}
            {it.person.map(|person| format!("（{person}）"))}
        </li>
    }
}

#[component]
fn Form(detail: AccountDetail, choices: Options, held: ProcedureInput) -> impl IntoView {
    let action = ServerAction::<SetProcedure>::new();
    let (error, errors) = error_of(move || action.value().get());
    let from_on = if held.from_on.is_empty() {
        domain::wareki::long(detail.today)
    } else {
        held.from_on
    };
    if choices.is_empty() {
        let path = paths::with_query(paths::REGULATIONS, &[("topic", "social_media")]);
        return view! {
            <p>"選べる運用手順がありません。先に、"<a href=path>"規程・手順"</a>"に「SNSの運用」の手順を登録し、承認を受けてください。"</p>
        }
        .into_any();
    }
    view! {
        <ErrorSummary error form="procedure"/>
        <ActionForm action attr:class="form">
            <input type="hidden" name="id" value=detail.account.id.to_string()/>
            <div class="form__fields">
                <SelectField form="procedure" field="version_id" label="運用手順の版" value=held.version_id options=choices errors required=true
                    support="承認された「SNSの運用」の規程・手順から選びます。"/>
                <DateField form="procedure" field="from_on" label="適用の開始日" value=from_on errors required=true/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="outline" data-size="md" type="submit">"運用手順を適用"</button>
            </div>
        </ActionForm>
    }
    .into_any()
}
