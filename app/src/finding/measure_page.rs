//! `/measures/{id}`: a measure, the clause it rests on, its course and its notice.

use chrono::NaiveDate;
use domain::{
    document::Document,
    finding::measure::{Measure, MeasureState},
    id::ContractMeasureId,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    chips::measure_chip,
    measure_api::{CloseMeasure, DecideMeasure, MeasureData, NotifyMeasure, load_measure},
    measure_forms::{CloseForm, DecideForm, NotifyForm},
};
use crate::{
    audit_log::History,
    components::{Banner, BannerKind, Breadcrumb, Loaded, PageHead},
    document::DocumentView,
    error::AppError,
    paths,
};

/// The forms of the page.
#[derive(Clone, Copy)]
struct MeasureActions {
    decide: ServerAction<DecideMeasure>,
    notify: ServerAction<NotifyMeasure>,
    close: ServerAction<CloseMeasure>,
}

/// One measure.
#[component]
pub fn MeasurePage() -> impl IntoView {
    let actions = MeasureActions {
        decide: ServerAction::new(),
        notify: ServerAction::new(),
        close: ServerAction::new(),
    };
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let data = async move {
        let id: ContractMeasureId = id
            .parse()
            .map_err(|_| AppError::NotFound("措置".to_owned()))?;
        load_measure(id, held).await
    };
    view! { <Loaded data=data children=move |data: MeasureData| view! { <MeasureView data actions/> }/> }
}

#[component]
fn MeasureView(data: MeasureData, actions: MeasureActions) -> impl IntoView {
    let measure = data.measure.clone();
    let title = format!("{}（Lv{}）", measure.kind.label(), measure.kind.level());
    let meta = view! {
        {measure_chip(data.state)}
        <span>{measure.contract_no.clone()}</span>
        <span>{measure.vendor_name.clone()}</span>
        <span>{measure.unit_name.clone()}</span>
    };
    let links = vec![
        (paths::CONTRACTS.to_owned(), "契約".to_owned()),
        (
            paths::contract_tab(measure.contract_id, "findings"),
            measure.contract_title.clone(),
        ),
    ];
    let pdf = paths::measure_pdf(measure.id);
    let (history, notice) = (data.history.clone(), data.notice.clone());
    let is_sent = measure.has_notice_file;
    view! {
        <Breadcrumb links=links here=title.clone()/>
        <PageHead title=title window=format!("{} - 措置", measure.kind.label()) meta=meta.into_any()/>
        <div class="u-stack-lg">
            <Description measure/>
            <Step data actions/>
            <section aria-labelledby="measure-notice">
                <h2 class="dads-heading" data-size="22" id="measure-notice">"通知書"</h2>
                <Notice notice pdf is_sent/>
            </section>
            <section aria-labelledby="measure-history">
                <h2 class="dads-heading" data-size="22" id="measure-history">"履歴"</h2>
                <History entries=history/>
            </section>
        </div>
    }
}

/// What has to be done next, by whoever may.
#[component]
fn Step(data: MeasureData, actions: MeasureActions) -> impl IntoView {
    let (id, revision) = (data.measure.id, data.measure.revision);
    let held = data.held;
    match data.state {
        MeasureState::Drafted if data.can_decide && !data.own_draft => {
            let mut input = held.decision;
            if input.decision.is_empty() && input.decided_by_title.is_empty() {
                input.decided_by_title = data.usual_decider;
            }
            view! { <section><DecideForm id revision input action=actions.decide/></section> }
                .into_any()
        }
        MeasureState::Drafted => {
            view! { <p>"承認を待っています。起案した人とは別の承認者（所属長又は統括）が決裁を記録します。"</p> }.into_any()
        }
        MeasureState::Approved if data.can_edit => {
            let mut input = held.notice;
            if input.notice_on.is_empty() {
                input.notice_on = domain::wareki::long(data.today);
            }
            view! { <section><NotifyForm id revision input action=actions.notify/></section> }
                .into_any()
        }
        MeasureState::Notified if data.can_edit => view! {
            <section><CloseForm id revision outcome=held.outcome action=actions.close/></section>
        }
        .into_any(),
        MeasureState::Approved
        | MeasureState::Notified
        | MeasureState::Refused
        | MeasureState::Closed => ().into_any(),
    }
}

#[component]
fn Notice(notice: Result<Document, String>, pdf: String, is_sent: bool) -> impl IntoView {
    match notice {
        Ok(document) => view! {
            <p><a class="dads-button" data-type="outline" data-size="md" href=pdf rel="external" target="_blank">
                {if is_sent { "PDFを開く" } else { "PDF（案）を開く" }}
            </a></p>
            <DocumentView document/>
        }
        .into_any(),
        Err(words) => view! { <Banner kind=BannerKind::Warning heading="通知書を作れません"><p>{words}</p></Banner> }.into_any(),
    }
}

#[component]
fn Description(measure: Measure) -> impl IntoView {
    let dated = |date: Option<NaiveDate>, who: Option<String>| {
        date.map(|date| {
            format!(
                "{}　{}",
                domain::wareki::long(date),
                who.unwrap_or_default()
            )
        })
    };
    let decision = measure.decision.map(|decision| {
        format!(
            "{}　{}",
            decision.label(),
            measure.decision_note.clone().unwrap_or_default()
        )
    });
    let rows = [
        ("根拠", Some(measure.basis.label)),
        ("根拠の本文", Some(measure.basis.text)),
        ("理由", Some(measure.reason)),
        ("求める内容", Some(measure.demand)),
        ("前の段階によらない理由", measure.precedence_reason),
        ("期限", measure.reply_due_on.map(domain::wareki::long)),
        ("開始日", measure.from_on.map(domain::wareki::long)),
        ("終了日", measure.to_on.map(domain::wareki::long)),
        ("金額", measure.amount_yen.map(|yen| format!("{yen}円"))),
        (
            "起案",
            dated(Some(measure.drafted_on), Some(measure.drafted_by)),
        ),
        ("決裁", decision),
        ("起案番号", measure.decision_no),
        ("決裁者の職", measure.decided_by_title),
        (
            "決裁日・記録した人",
            dated(measure.decided_on, measure.decided_by),
        ),
        ("通知日", measure.notice_on.map(domain::wareki::long)),
        ("文書番号", measure.document_no),
        ("結果", measure.outcome),
        (
            "終了した日・人",
            dated(measure.closed_on, measure.closed_by),
        ),
    ];
    let finding = measure.finding_id;
    view! {
        <section aria-labelledby="measure-description">
            <h2 class="dads-heading" data-size="22" id="measure-description">"措置"</h2>
            <dl class="dads-description-list">
                {rows.into_iter().filter_map(|(term, value)| Some((term, value?))).map(|(term, value)| view! {
                    <div class="dads-description-list__row"><dt>{term}</dt><dd class="u-lines">{value}</dd></div>
                }).collect_view()}
            </dl>
            {finding.map(|id| view! { <p><a href=paths::finding(id)>"もとになる指摘を見る"</a></p> })}
        </section>
    }
}
