//! The town's decisions on a subcontract: those made, the one that waits, and the form of the next.

use domain::{
    id::SubcontractId,
    subcontract::{
        ConsentKind, Decision, DecisionInput, DecisionState, Outcome, SubcontractState,
        detail::NodeDetail,
    },
};
use leptos::{form::ActionForm, prelude::*};

use super::{
    api::{ApproveDecision, ProposeDecision, SendBackDecision, SubcontractData},
    page::decision_words,
};
use crate::{
    components::{
        Banner, BannerKind, Chip, DateField, LongDate, SelectField, TextAreaField, TextField,
        error_of,
    },
    error::AppError,
};

/// The forms of decisions.
#[derive(Clone, Copy)]
pub(super) struct DecisionActions {
    propose: ServerAction<ProposeDecision>,
    approve: ServerAction<ApproveDecision>,
    send_back: ServerAction<SendBackDecision>,
}

impl DecisionActions {
    pub(super) fn new() -> Self {
        Self {
            propose: ServerAction::new(),
            approve: ServerAction::new(),
            send_back: ServerAction::new(),
        }
    }

    pub(super) fn error(self) -> Option<AppError> {
        let failed = |value: Option<Result<(), AppError>>| value.and_then(Result::err);
        failed(self.propose.value().get())
            .or_else(|| failed(self.approve.value().get()))
            .or_else(|| failed(self.send_back.value().get()))
    }
}

/// The section of the page.
#[component]
pub(super) fn Decisions(data: SubcontractData, actions: DecisionActions) -> impl IntoView {
    let today = data.overview.today;
    let node = data.node;
    let subcontract = node.assessed.subcontract.clone();
    let proposal = subcontract.proposal_on(today).cloned();
    let may_propose = data.overview.can.edit
        && proposal.is_none()
        && node.assessed.state != SubcontractState::Void;
    view! {
        <section aria-labelledby="decisions-heading">
            <h2 class="dads-heading" data-size="22" id="decisions-heading">"承諾・許諾の決定"</h2>
            {if subcontract.decisions.is_empty() {
                view! { <p>"決定の記録はありません。"</p> }.into_any()
            } else {
                view! { <List decisions=subcontract.decisions.clone() today/> }.into_any()
            }}
            {proposal.map(|proposal| view! { <Waiting node=node.clone() proposal may_edit=data.overview.can.edit actions/> })}
            {may_propose.then(|| view! { <Propose id=subcontract.id needed=data.overview.needed input=data.decision actions/> })}
        </section>
    }
}

#[component]
fn List(decisions: Vec<Decision>, today: chrono::NaiveDate) -> impl IntoView {
    view! {
        <ul>
            {decisions.into_iter().map(|decision| {
                let (label, color) = match decision.state_on(today) {
                    Some(DecisionState::Approved) => ("承認済み", "green"),
                    Some(DecisionState::Returned) => ("差し戻し", "orange"),
                    Some(DecisionState::Proposed) | None => ("承認待ち", "blue"),
                };
                view! {
                    <li>
                        {decision_words(&decision)}" "<Chip label color/>
                        {decision.conditions.map(|words| view! { <p class="u-lines">{format!("条件・理由：{words}")}</p> })}
                        {decision.approved_on.map(|day| view! { <p>"承認 "<LongDate date=day/></p> })}
                        {decision.comment.map(|words| view! { <p class="u-lines">{format!("差し戻しの理由：{words}")}</p> })}
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}

#[component]
fn Waiting(
    node: NodeDetail,
    proposal: Decision,
    may_edit: bool,
    actions: DecisionActions,
) -> impl IntoView {
    let DecisionActions {
        approve, send_back, ..
    } = actions;
    let (_, errors) = error_of(move || send_back.value().get());
    let (id, revision) = (proposal.id.to_string(), proposal.revision);
    let again = id.clone();
    let taken_back = node.is_own_proposal && may_edit;
    let label = if node.can_decide {
        "差し戻しの理由"
    } else {
        "取り下げる理由"
    };
    view! {
        {node.is_own_proposal.then(|| view! {
            <Banner kind=BannerKind::Information heading="承認を待っています">
                <p>"自分が登録した決定は、自分では承認できません。ほかの承認者が確認します。"</p>
            </Banner>
        })}
        {node.can_decide.then(|| view! {
            <p>{format!("{}が登録しました。内容を確かめてから、承認又は差し戻しを選んでください。", node.proposed_by.unwrap_or_default())}</p>
            <ActionForm action=approve>
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="revision" value=revision/>
                <div class="button-row"><button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"決定を承認"</button></div>
            </ActionForm>
        })}
        {(node.can_decide || taken_back).then(|| view! {
            <ActionForm action=send_back attr:class="form" attr:novalidate="">
                <input type="hidden" name="id" value=again/>
                <input type="hidden" name="revision" value=revision/>
                <TextAreaField field="comment" label value="" errors required=node.can_decide prefix="" rows=2/>
                <div class="button-row">
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">
                        {if node.can_decide { "差し戻し" } else { "取り下げ" }}
                    </button>
                </div>
            </ActionForm>
        })}
    }
}

#[component]
fn Propose(
    id: SubcontractId,
    needed: ConsentKind,
    input: DecisionInput,
    actions: DecisionActions,
) -> impl IntoView {
    let action = actions.propose;
    let (_, errors) = error_of(move || action.value().get());
    let kinds = ConsentKind::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    let outcomes = Outcome::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    let support = match needed {
        ConsentKind::StatutoryConsent => {
            "個人番号を扱う契約のため、町の許諾（番号法第10条）が要ります。"
        }
        ConsentKind::Consent => "",
    };
    view! {
        <ActionForm action=action attr:class="form" attr:novalidate="">
            <h3 class="dads-heading" data-size="18">"決定の登録"</h3>
            <input type="hidden" name="id" value=id.to_string()/>
            <SelectField field="kind" label="種別" value=input.kind options=kinds errors required=true support/>
            <SelectField field="outcome" label="決定" value=input.outcome options=outcomes errors required=true/>
            <TextAreaField field="conditions" label="条件・認めない理由" value=input.conditions errors rows=2/>
            <DateField field="decided_on" label="決定の日" value=input.decided_on errors required=true
                support="通知書の日付。この日より前に取扱いを始めていると、違反として表示されます。"/>
            <TextField field="document_no" label="文書番号" value=input.document_no errors support="例）芽総第123号"/>
            <div class="button-row"><button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"決定を登録して承認を求める"</button></div>
        </ActionForm>
    }
}
