//! `/findings/new`: a finding made by hand.

use domain::{finding::FindingSource, library::Severity};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::{AddFinding, NewFinding, new_finding};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField, error_of,
    },
    paths,
};

/// The form of a new finding.
#[component]
pub fn NewFindingPage() -> impl IntoView {
    let action = ServerAction::<AddFinding>::new();
    let data = use_query_map()
        .with_untracked(|query| new_finding(query.get("held"), query.get("subject")));
    view! { <Loaded data=data children=move |new: NewFinding| view! { <Form new action/> }/> }
}

#[component]
fn Form(new: NewFinding, action: ServerAction<AddFinding>) -> impl IntoView {
    let NewFinding { input, subjects } = new;
    let (error, errors) = error_of(move || action.value().get());
    let sources = FindingSource::ALL
        .iter()
        .map(|source| (source.code().to_owned(), source.label().to_owned()))
        .collect();
    let severities = Severity::ALL
        .map(|severity| (severity.code().to_owned(), severity.label().to_owned()))
        .to_vec();
    view! {
        <Breadcrumb links=vec![(paths::FINDINGS.to_owned(), "指摘・是正".to_owned())] here="指摘を登録"/>
        <PageHead title="指摘を登録"/>
        <p>"点検で記録した不適合は、自動で登録されます。ここでは、監査・自己点検・事故・通報などで分かったことを登録します。"</p>
        <ErrorSummary error/>
        <ActionForm action=action attr:class="form">
            <div class="form__fields">
                <SelectField field="source" label="指摘のもと" value=input.source options=sources errors required=true/>
                <SelectField field="subject" label="対象" value=input.subject options=subjects errors required=true/>
                <SelectField field="severity" label="重さ" value=input.severity options=severities errors required=true
                    support="重さに応じて是正の期限が決まります。"/>
                <TextAreaField field="description" label="指摘の内容" value=input.description errors required=true
                    support="何が、どのように適合していないか"/>
                <TextAreaField field="requirement" label="求められること" value=input.requirement errors rows=2
                    support="契約の条項、規程など"/>
                <DateField field="found_on" label="分かった日" value=input.found_on errors required=true/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"登録"</button>
                <a class="dads-button" data-type="text" data-size="md" href=paths::FINDINGS>"やめる"</a>
            </div>
        </ActionForm>
    }
}
