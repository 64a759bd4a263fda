//! The version in force with 「読んだ」, and the version that waits with its decision.

use domain::regulation::{RegulationDetail, RegulationVersion};
use leptos::prelude::*;

use super::{
    actions::Actions,
    api::HeldDecision,
    parts::{Keys, TextLink},
};
use crate::{
    components::{LongDate, TextField, error_of},
    paths,
    social_media::Description,
};

/// What a version is.
#[component]
fn About(detail: RegulationDetail, version: RegulationVersion) -> impl IntoView {
    let long = |date| view! { <LongDate date/> }.into_any();
    let drafter = detail.name_of(version.drafted_by);
    let approver = detail.name_of(version.approved_by);
    let told = |date, name: String| view! { <LongDate date/>{format!("　{name}")} }.into_any();
    let mut rows = vec![
        ("版", format!("第{}版", version.version_no).into_any()),
        ("番号", version.number.clone().into_any()),
        ("制定・改正日", long(version.enacted_on)),
        ("施行日", long(version.in_force_on)),
        ("決裁番号", version.decision_no.clone().into_any()),
        (
            "制定・改正の概要",
            view! { <span class="u-lines">{version.summary.clone()}</span> }.into_any(),
        ),
        (
            "本文",
            view! { <TextLink version=version.clone()/> }.into_any(),
        ),
        ("起案", told(version.drafted_on, drafter)),
    ];
    if let Some(day) = version.approved_on {
        rows.push(("承認", told(day, approver)));
    }
    if let Some(day) = version.abolished_on {
        rows.push(("廃止日", long(day)));
        rows.push(("廃止の理由", version.abolished_because.clone().into_any()));
    }
    view! { <Description rows/> }
}

/// 施行中の版.
#[component]
pub(super) fn Current(detail: RegulationDetail, actions: Actions) -> impl IntoView {
    let current = detail.current().cloned();
    view! {
        <section aria-labelledby="document-current">
            <h2 class="dads-heading" data-size="22" id="document-current">"施行中の版"</h2>
            {match current {
                Some(version) => view! {
                    <About detail=detail.clone() version=version.clone()/>
                    <Reading detail version actions/>
                }.into_any(),
                None => view! { <p>"現在、施行中の版はありません。"</p> }.into_any(),
            }}
        </section>
    }
}

/// 「読んだ」, for somebody whom the version concerns.
#[component]
fn Reading(
    detail: RegulationDetail,
    version: RegulationVersion,
    actions: Actions,
) -> impl IntoView {
    let action = actions.read;
    view! {
        {detail.read_on.map(|date| view! { <p>"この版を"<LongDate date/>"に読みました。"</p> })}
        {detail.can.read.then(|| view! {
            <ActionForm action attr:class="form">
                <p>"本文を読んでから、押してください。"</p>
                <input type="hidden" name="id" value=detail.document.id.to_string()/>
                <input type="hidden" name="version" value=version.id.to_string()/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"読んだ"</button>
                </div>
            </ActionForm>
        })}
    }
}

/// 承認待ちの版; nothing where none waits.
#[component]
pub(super) fn Waiting(
    detail: RegulationDetail,
    held: HeldDecision,
    actions: Actions,
) -> impl IntoView {
    let waiting = detail.waiting().cloned();
    waiting.map(|version| {
        let can = detail.can;
        view! {
            <section aria-labelledby="document-waiting">
                <h2 class="dads-heading" data-size="22" id="document-waiting">"承認待ちの版"</h2>
                <About detail=detail.clone() version=version.clone()/>
                {can.edit.then(|| view! { <AttachForm detail=detail.clone() version=version.clone()/> })}
                {can.own_draft.then(|| view! { <p>"自分が起案した版です。ほかの承認者の承認を待っています。"</p> })}
                {can.approve.then(|| view! {
                    <ApproveForm detail=detail.clone() version=version.clone() held=held.clone() actions/>
                })}
                {can.send_back.then(|| view! { <SendBackForm detail=detail.clone() version=version.clone() held actions/> })}
            </section>
        }
    })
}

/// The text, sent as a file.
#[component]
fn AttachForm(detail: RegulationDetail, version: RegulationVersion) -> impl IntoView {
    let address = paths::regulation_upload(detail.document.id, version.id);
    let button = if version.file_id.is_some() {
        "本文を差し替え"
    } else {
        "本文を添付"
    };
    view! {
        <form class="form" action=address method="post" enctype="multipart/form-data">
            <input type="hidden" name="revision" value=detail.document.revision.to_string()/>
            <div class="dads-form-control-label" data-size="md">
                <label class="dads-form-control-label__label" for="f-file">"本文のファイル"</label>
                <p class="dads-form-control-label__support-text" id="f-file-support">"PDF、Word、一太郎など。25MBまで。承認した後は差し替えられません。"</p>
                <input type="file" id="f-file" name="file" required=true aria-describedby="f-file-support"/>
            </div>
            <div class="button-row"><button class="dads-button" data-type="outline" data-size="md" type="submit">{button}</button></div>
        </form>
    }
}

#[component]
fn ApproveForm(
    detail: RegulationDetail,
    version: RegulationVersion,
    held: HeldDecision,
    actions: Actions,
) -> impl IntoView {
    let action = actions.approve;
    let (_, errors) = error_of(move || action.value().get());
    let number = if held.decision_no.is_empty() {
        version.decision_no.clone().unwrap_or_default()
    } else {
        held.decision_no
    };
    view! {
        <ActionForm action attr:class="form">
            <Keys id=detail.document.id revision=detail.document.revision/>
            <input type="hidden" name="version" value=version.id.to_string()/>
            <TextField form="approve" prefix="" field="decision_no" label="決裁番号" value=number errors width="20"
                support="例）見総第123号。施行日が過去のときは必ず入力してください。"/>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"版を承認"</button>
            </div>
        </ActionForm>
    }
}

#[component]
fn SendBackForm(
    detail: RegulationDetail,
    version: RegulationVersion,
    held: HeldDecision,
    actions: Actions,
) -> impl IntoView {
    let action = actions.send_back;
    let (error, errors) = error_of(move || action.value().get());
    let (summary, button) = if detail.can.own_draft {
        ("起案を取り下げる", "取下げ")
    } else {
        ("起案者に差し戻す", "差し戻し")
    };
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>{summary}</summary>
            <div class="dads-disclosure__body">
                <ActionForm action attr:class="form">
                    <Keys id=detail.document.id revision=detail.document.revision/>
                    <input type="hidden" name="version" value=version.id.to_string()/>
                    <TextField form="send-back" prefix="" field="reason" label="理由" value=held.reason errors required=true/>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="md" type="submit">{button}</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
