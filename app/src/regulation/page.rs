//! `/documents/{id}`: a document — what is in force, what waits, whom it concerns, when it is looked at again.

use domain::regulation::{RegulationDetail, RegulationDocument};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    abolition::Abolition,
    actions::{Actions, Problems},
    api::{DocumentData, load_document},
    audience::Readers,
    current::{Current, Waiting},
    document_id,
    followers::Followers,
    parts::{Keys, disclosure_chip},
    reviews::Reviews,
    versions::Versions,
};
use crate::{
    audit_log::History,
    components::{
        Banner, BannerKind, Breadcrumb, Chip, Loaded, LongDate, PageHead, TextField, error_of,
    },
    error::AppError,
    paths,
};

/// One document.
#[component]
pub fn RegulationPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let (on, held) = use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        (text("on"), text("held"))
    });
    view! { <Loaded data=load(id, on, held) children=|data: DocumentData| view! { <Document data/> }/> }
}

async fn load(id: String, on: String, held: String) -> Result<DocumentData, AppError> {
    load_document(document_id(&id)?, on, &held).await
}

#[component]
fn Document(data: DocumentData) -> impl IntoView {
    let DocumentData {
        detail,
        history,
        on,
        on_text,
        units,
        people,
        decision,
        audience,
        reading,
        review,
        abolition,
    } = data;
    let actions = Actions::new();
    let document = detail.document.clone();
    let title = document.title.clone();
    let can_draft = detail.can.edit && detail.waiting().is_none();
    let buttons = view! {
        {can_draft.then(|| view! {
            <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::new_regulation_version(document.id)>"新しい版を起案"</a>
        })}
        {detail.can.edit.then(|| view! {
            <a class="dads-button" data-type="outline" data-size="md" href=paths::edit_regulation(document.id)>"編集"</a>
        })}
    };
    let meta = view! {
        <span>{document.layer.label()}</span>
        <span>{document.topic.label()}</span>
        <span>{detail.unit_name.clone()}</span>
        {disclosure_chip(document.disclosure)}
        {document.void_reason.is_some().then(|| view! { <Chip label="無効" color="gray"/> })}
    };
    view! {
        <Breadcrumb links=vec![(paths::REGULATIONS.to_owned(), "規程・手順".to_owned())] here=title.clone()/>
        <PageHead title=title.clone() window=format!("{title} - 規程・手順") meta=Some(meta.into_any()) actions=Some(buttons.into_any())/>
        <Problems actions/>
        <Notices detail=detail.clone()/>
        {document.note.clone().map(|note| view! { <p class="u-lines">{note}</p> })}
        <div class="u-stack-lg">
            <Waiting detail=detail.clone() held=decision actions/>
            <Current detail=detail.clone() actions/>
            <Versions detail=detail.clone() on on_text/>
            <Followers id=document.id/>
            <Readers detail=detail.clone() units people audience reading actions/>
            <Reviews detail=detail.clone() held=review actions/>
            <Abolition detail=detail.clone() held=abolition actions/>
            <section aria-labelledby="document-history">
                <h2 class="dads-heading" data-size="22" id="document-history">"履歴"</h2>
                <History entries=history/>
                {detail.can.void.then(|| view! { <VoidForm document actions/> })}
            </section>
        </div>
        <p class="section-follow"><a href=paths::REGULATIONS>"規程・手順に戻る"</a></p>
    }
}

/// What must be known before anything else.
#[component]
fn Notices(detail: RegulationDetail) -> impl IntoView {
    let document = &detail.document;
    let overdue = document
        .is_review_overdue(detail.today)
        .then(|| document.next_review_on(detail.today))
        .flatten();
    let is_hidden = document.resource() == domain::authorization::Resource::Procedure;
    view! {
        {document.void_reason.clone().map(|reason| view! {
            <Banner kind=BannerKind::Warning heading="無効の記録です"><p>{reason}</p></Banner>
        })}
        {is_hidden.then(|| view! {
            <Banner kind=BannerKind::Information heading="非公開です">
                <p>"公にすると行政運営に重大な支障を及ぼすおそれがあります（情報セキュリティポリシー第10節）。庁外の者に渡さないでください。閲覧とファイルの取得は、操作記録に残ります。"</p>
            </Banner>
        })}
        {overdue.map(|date| view! {
            <Banner kind=BannerKind::Warning heading="見直しの期限を過ぎています">
                <p>"次の見直し日は"<LongDate date/>"でした。見直しの結果を記録してください。"</p>
            </Banner>
        })}
    }
}

/// Takes a wrong entry out of use.
#[component]
fn VoidForm(document: RegulationDocument, actions: Actions) -> impl IntoView {
    let action = actions.void;
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"誤って登録した記録を無効にする"</summary>
            <div class="dads-disclosure__body">
                <p>"使わなくなった規程・手順は、無効にせず、廃止してください。無効にした記録は、どの日にも数えません。"</p>
                <ActionForm action attr:class="form">
                    <Keys id=document.id revision=document.revision/>
                    <TextField form="void" prefix="" field="reason" label="理由" value="" errors required=true/>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"無効化"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
