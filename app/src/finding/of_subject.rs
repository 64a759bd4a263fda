//! Findings about an account or an external service, on its page. Nothing for whoever may not see findings.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, permits},
    finding::Finding,
    verification::subject::SubjectKey,
};
use leptos::prelude::*;

use super::contract_page::FindingTable;
use crate::{components::Loaded, error::AppError, paths};

struct Data {
    findings: Vec<Finding>,
    today: NaiveDate,
    add: Option<String>,
}

async fn load(subject: SubjectKey) -> Result<Option<Data>, AppError> {
    let ctx = crate::server_context::context()?;
    let may = |action| permits(&ctx.actor.roles, action, Resource::Finding, None);
    if !may(Action::View) {
        return Ok(None);
    }
    let key = format!("{}:{}", subject.kind.code(), subject.id);
    Ok(Some(Data {
        findings: services::finding::of_subject(&ctx, subject).await?,
        today: ctx.today(),
        add: may(Action::Edit).then(|| paths::with_query(paths::NEW_FINDING, &[("subject", &key)])),
    }))
}

/// The findings, with the way to one made by hand.
#[component]
pub fn SubjectFindings(subject: SubjectKey) -> impl IntoView {
    let data = load(subject);
    view! { <Loaded data=data children=shown/> }
}

fn shown(data: Option<Data>) -> impl IntoView {
    data.map(|data| view! { <Section data/> })
}

#[component]
fn Section(data: Data) -> impl IntoView {
    let Data {
        findings,
        today,
        add,
    } = data;
    view! {
        <section aria-labelledby="subject-findings">
            <h2 class="dads-heading" data-size="22" id="subject-findings">"指摘"</h2>
            {if findings.is_empty() {
                view! { <p>"指摘はありません。点検で不適合を記録すると、指摘が自動で登録されます。"</p> }.into_any()
            } else {
                view! { <FindingTable findings today caption="指摘"/> }.into_any()
            }}
            {add.map(|path| view! { <p><a class="dads-button" data-type="outline" data-size="md" href=path>"指摘を登録"</a></p> })}
        </section>
    }
}
