//! The forms of a measure: draft, decision, notice, result.

use domain::{
    finding::{
        DecisionResult,
        measure::{
            Advice, MeasureChoice, MeasureDecisionInput, MeasureInput, MeasureKind, NoticeInput,
        },
    },
    id::{ContractId, ContractMeasureId},
};
use leptos::prelude::*;

use super::{
    measure_api::{CloseMeasure, DecideMeasure, DraftMeasure, NotifyMeasure},
    new_measure_page::advice_words,
};
use crate::{
    components::{DateField, ErrorSummary, SelectField, TextAreaField, TextField, error_of},
    paths,
};

/// The draft of one kind of measure.
#[component]
pub(super) fn DraftForm(
    id: ContractId,
    input: MeasureInput,
    choice: MeasureChoice,
    findings: Vec<(String, String)>,
    action: ServerAction<DraftMeasure>,
) -> impl IntoView {
    let (error, errors) = error_of(move || action.value().get());
    let rule = choice.rule;
    let needs_reason = matches!(choice.advice, Advice::NeedsReason(_));
    let bases: Vec<(String, String)> = choice
        .bases
        .iter()
        .filter_map(|basis| Some((basis.clause.clone()?, basis.label.clone())))
        .collect();
    let kind: MeasureKind = rule.kind;
    let back = paths::with_query(
        &paths::new_measure(id, None),
        &[("finding", &input.finding_id)],
    );
    view! {
        <p>{format!("Lv{}　{}（通知：{}、通常の決裁者：{}）", kind.level(), rule.title, rule.document, rule.decided_by)}</p>
        <p>{advice_words(&choice.advice)}</p>
        <ErrorSummary error/>
        {choice.bases.into_iter().map(|basis| view! {
            <details class="dads-disclosure">
                <summary>{format!("{}の本文", basis.label)}</summary>
                <div class="dads-disclosure__body"><p class="u-lines">{basis.text}</p></div>
            </details>
        }).collect_view()}
        <ActionForm action=action attr:class="form">
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="input[kind]" value=kind.code()/>
            <div class="form__fields">
                <SelectField field="finding_id" label="もとになる指摘" value=input.finding_id options=findings errors empty="指摘によらない"/>
                <SelectField field="clause" label="根拠となる条項" value=input.clause options=bases errors empty="特記事項以外の条項による"
                    support="条項の本文が、契約に定めたとおり記録されます。"/>
                <TextField field="other_basis" label="根拠（特記事項以外）" value=input.other_basis errors
                    support="例）契約書第12条第2項、利用約款第8条"/>
                <TextAreaField field="other_basis_text" label="根拠の本文（特記事項以外）" value=input.other_basis_text errors rows=2/>
                <TextAreaField field="reason" label="理由" value=input.reason errors required=true/>
                <TextAreaField field="demand" label="求める内容" value=input.demand errors required=true/>
                {needs_reason.then(|| view! {
                    <TextAreaField field="precedence_reason" label="前の段階によらない理由" value=input.precedence_reason errors required=true rows=2/>
                })}
                {rule.reply.then(|| view! {
                    <DateField field="reply_due_on" label="期限" value=input.reply_due_on errors required=true/>
                })}
                {rule.period.then(|| view! {
                    <DateField field="from_on" label="開始日" value=input.from_on errors required=true/>
                    <DateField field="to_on" label="終了日" value=input.to_on errors support="改善を確認するまでのときは空欄にします。"/>
                })}
                {rule.amount.then(|| view! {
                    <TextField field="amount_yen" label="金額（円）" value=input.amount_yen errors required=true width="12"/>
                })}
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"起案"</button>
                <a class="dads-button" data-type="text" data-size="md" href=back>"措置を選び直す"</a>
            </div>
        </ActionForm>
    }
}

#[component]
fn MeasureKey(id: ContractMeasureId, revision: i32) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        <input type="hidden" name="revision" value=revision.to_string()/>
    }
}

/// 決裁.
#[component]
pub(super) fn DecideForm(
    id: ContractMeasureId,
    revision: i32,
    input: MeasureDecisionInput,
    action: ServerAction<DecideMeasure>,
) -> impl IntoView {
    let (error, errors) = error_of(move || action.value().get());
    let decisions = DecisionResult::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <h2 class="dads-heading" data-size="22">"決裁を記録する"</h2>
        <ErrorSummary error form="decide"/>
        <ActionForm action=action attr:class="form">
            <MeasureKey id revision/>
            <div class="form__fields">
                <SelectField form="decide" field="decision" label="決裁の結果" value=input.decision options=decisions errors required=true/>
                <TextField form="decide" field="decision_no" label="起案番号" value=input.decision_no errors width="20"
                    support="承認するときは入力します。"/>
                <TextField form="decide" field="decided_by_title" label="決裁者の職" value=input.decided_by_title errors width="20"
                    support="専決規程による決裁者。代決のときは「総務課長（代決）」のように書きます。"/>
                <TextAreaField form="decide" field="note" label="意見・理由" value=input.note errors rows=2
                    support="承認しないときは、理由を入力します。"/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"決裁を記録"</button>
            </div>
        </ActionForm>
    }
}

/// 通知.
#[component]
pub(super) fn NotifyForm(
    id: ContractMeasureId,
    revision: i32,
    input: NoticeInput,
    action: ServerAction<NotifyMeasure>,
) -> impl IntoView {
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <h2 class="dads-heading" data-size="22">"通知を記録する"</h2>
        <ErrorSummary error form="notify"/>
        <ActionForm action=action attr:class="form">
            <MeasureKey id revision/>
            <div class="form__fields">
                <DateField form="notify" field="notice_on" label="通知日" value=input.notice_on errors required=true/>
                <TextField form="notify" field="document_no" label="文書番号" value=input.document_no errors required=true width="20"
                    support="例）芽総第123号"/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"通知書を発行"</button>
            </div>
        </ActionForm>
    }
}

/// 結果.
#[component]
pub(super) fn CloseForm(
    id: ContractMeasureId,
    revision: i32,
    outcome: String,
    action: ServerAction<CloseMeasure>,
) -> impl IntoView {
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <h2 class="dads-heading" data-size="22">"結果を記録する"</h2>
        <ErrorSummary error form="close"/>
        <ActionForm action=action attr:class="form">
            <MeasureKey id revision/>
            <div class="form__fields">
                <TextAreaField form="close" prefix="" field="outcome" label="措置の結果" value=outcome errors required=true rows=2
                    support="例）期限までに改善を確認し、停止を解除した"/>
            </div>
            <div class="button-row">
                <button class="dads-button" data-type="outline" data-size="md" type="submit">"結果を記録して終了"</button>
            </div>
        </ActionForm>
    }
}
