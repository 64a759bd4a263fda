//! `/transfers/{id}`: one plan on one page.

use domain::transfer::{TransferDetail, TransferState};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{
        AddMover, ApproveTransfer, ChooseSuccessors, Held, RemoveMover, SendBackTransfer,
        SubmitTransfer, VoidTransfer, load_plan,
    },
    decisions::{Decide, SubmitForm, VoidForm},
    movers::Movers,
    moves::Moves,
    state_chip,
};
use crate::{
    components::{Banner, BannerKind, Breadcrumb, ErrorSummary, Loaded, PageHead, error_of},
    paths,
};

/// The forms of the page.
#[derive(Clone, Copy)]
pub(super) struct PlanActions {
    pub(super) add: ServerAction<AddMover>,
    pub(super) remove: ServerAction<RemoveMover>,
    pub(super) choose: ServerAction<ChooseSuccessors>,
    pub(super) submit: ServerAction<SubmitTransfer>,
    pub(super) approve: ServerAction<ApproveTransfer>,
    pub(super) send_back: ServerAction<SendBackTransfer>,
    pub(super) void: ServerAction<VoidTransfer>,
}

impl PlanActions {
    fn new() -> Self {
        Self {
            add: ServerAction::new(),
            remove: ServerAction::new(),
            choose: ServerAction::new(),
            submit: ServerAction::new(),
            approve: ServerAction::new(),
            send_back: ServerAction::new(),
            void: ServerAction::new(),
        }
    }
}

/// One plan.
#[component]
pub fn TransferPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let actions = PlanActions::new();
    let data = load_plan(id, held);
    view! {
        <Loaded data=data children=move |(detail, held): (TransferDetail, Held)| view! {
            <PlanView detail held actions/>
        }/>
    }
}

#[component]
fn PlanView(detail: TransferDetail, held: Held, actions: PlanActions) -> impl IntoView {
    let title = format!(
        "{}の人事異動",
        domain::wareki::long(detail.transfer.effective_on)
    );
    let scope = if detail.unit_name.is_empty() {
        "町全体".to_owned()
    } else {
        detail.unit_name.clone()
    };
    let meta = view! {
        <span class="u-cluster">{state_chip(detail.transfer.state)}{scope}{detail.drafter.clone().map(|name| format!("作成：{name}"))}</span>
    }
    .into_any();
    let (can_edit, can_decide) = (detail.can_edit, detail.can_decide);
    // Said here, also when the button is no longer there because somebody else was faster.
    let (submitting, _) = error_of(move || actions.submit.value().get());
    let (approving, _) = error_of(move || actions.approve.value().get());
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::RESPONSIBILITIES.to_owned(), "責任者".to_owned()),
                (paths::TRANSFERS.to_owned(), "人事異動".to_owned()),
            ]
            here=title.clone()
        />
        <PageHead title meta=Some(meta)/>
        <ErrorSummary error=submitting/>
        <ErrorSummary error=approving/>
        <Notices detail=detail.clone()/>
        <div class="u-stack-lg">
            <Movers detail=detail.clone() held=held.mover.clone() actions/>
            <Moves detail=detail.clone() held=held.choices.clone() actions/>
            {can_edit.then(|| view! {
                <SubmitForm detail=detail.clone() actions/>
                <VoidForm detail=detail.clone() reason=held.words.reason.clone() actions/>
            })}
            {can_decide.then(|| view! { <Decide detail comment=held.words.comment actions/> })}
        </div>
        <p class="section-follow"><a href=paths::TRANSFERS>"人事異動に戻る"</a></p>
    }
}

/// What to know before reading the plan.
#[component]
fn Notices(detail: TransferDetail) -> impl IntoView {
    let orphans = detail.orphan_count();
    let day = domain::wareki::long(detail.transfer.effective_on);
    let comment = detail.transfer.comment.clone().unwrap_or_default();
    let decider = detail.decider.clone().unwrap_or_default();
    let open = matches!(
        detail.transfer.state,
        TransferState::Planning | TransferState::Submitted | TransferState::Returned
    );
    let said = format!("{decider}：{comment}");
    let reason = format!("理由：{comment}");
    let entered = format!("{decider}が承認し、{day}からの引継ぎを記録しました。");
    let warning =
        format!("このままでは、{day}から責任者がいなくなります。赤い行の後任を選んでください。");
    view! {
        {(detail.transfer.state == TransferState::Returned).then(|| view! {
            <Banner kind=BannerKind::Warning heading="差し戻されています"><p>{said}</p></Banner>
        })}
        {(detail.transfer.state == TransferState::Void).then(|| view! {
            <Banner kind=BannerKind::Warning heading="この計画は取りやめました"><p>{reason}</p></Banner>
        })}
        {(detail.transfer.state == TransferState::Approved).then(|| view! {
            <Banner kind=BannerKind::Information heading="承認済みです"><p>{entered}</p></Banner>
        })}
        {detail.is_own.then(|| view! {
            <Banner kind=BannerKind::Information heading="承認を待っています"><p>"自分が作成・申請した計画は、自分では承認できません。別の所属長か情報セキュリティ統括が承認します。"</p></Banner>
        })}
        {(open && 0 < orphans).then(|| view! {
            <Banner kind=BannerKind::Error heading=format!("後任のない責任が{orphans}件あります")>
                <p>{warning}</p>
            </Banner>
        })}
    }
}
