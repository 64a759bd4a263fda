//! `/findings/{id}`: what was found, what is done about it round by round, measures and history.

use domain::{
    finding::{Finding, FindingOrigin, FindingState, FindingSubject, escalation::Escalation},
    id::{ContractId, ExternalServiceId, FindingId, SocialMediaAccountId, VendorId},
    verification::period_label,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{
        ConfirmFix, FindingData, InstructFinding, ReceivePlan, ReportFix, WithdrawFinding,
        load_finding,
    },
    chips::{severity_chip, state_chip},
    contract_page::MeasureTable,
    list_page::shortened,
    rounds::{Rounds, WithdrawForm},
};
use crate::{
    audit_log::History,
    components::{Banner, BannerKind, Breadcrumb, Loaded, LongDate, PageHead},
    error::AppError,
    paths,
};

/// The forms of the page.
#[derive(Clone, Copy)]
pub(super) struct FindingActions {
    pub(super) instruct: ServerAction<InstructFinding>,
    pub(super) plan: ServerAction<ReceivePlan>,
    pub(super) report: ServerAction<ReportFix>,
    pub(super) confirm: ServerAction<ConfirmFix>,
    pub(super) withdraw: ServerAction<WithdrawFinding>,
}

/// One finding.
#[component]
pub fn FindingPage() -> impl IntoView {
    let actions = FindingActions {
        instruct: ServerAction::new(),
        plan: ServerAction::new(),
        report: ServerAction::new(),
        confirm: ServerAction::new(),
        withdraw: ServerAction::new(),
    };
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let data = async move {
        let id: FindingId = id
            .parse()
            .map_err(|_| AppError::NotFound("指摘".to_owned()))?;
        load_finding(id, held).await
    };
    view! { <Loaded data=data children=move |data: FindingData| view! { <FindingView data actions/> }/> }
}

#[component]
fn FindingView(data: FindingData, actions: FindingActions) -> impl IntoView {
    let finding = data.finding.clone();
    let state = finding.state_on(data.today).unwrap_or(FindingState::Open);
    let meta = view! {
        {state_chip(state)}
        {severity_chip(finding.severity)}
        <span>{finding.unit_name.clone()}</span>
        <span>"是正の期限　"<LongDate date=finding.due_on(data.today)/></span>
    };
    let title = shortened(&finding.description);
    let can_withdraw = data.can_confirm && !state.is_closed();
    let measure_path = data
        .can_measure
        .then(|| paths::new_measure(ContractId(finding.subject_id), Some(finding.id)));
    let except_path = (data.can_except && state.is_owed()).then(|| {
        paths::with_query(
            paths::NEW_EXCEPTION,
            &[
                ("subject", &format!("finding:{}", finding.id)),
                ("rule", "finding"),
            ],
        )
    });
    let (id, revision, reason) = (finding.id, finding.revision, data.held.reason.clone());
    let (history, measures) = (data.history.clone(), data.measures.clone());
    let today = data.today;
    view! {
        <Breadcrumb links=vec![(paths::FINDINGS.to_owned(), "指摘・是正".to_owned())] here=title.clone()/>
        <PageHead title=title window=format!("指摘 - {}", finding.subject_name) meta=meta.into_any()/>
        <Late escalation=data.escalation.clone()/>
        <div class="u-stack-lg">
            <Description finding/>
            <Rounds data state actions/>
            <section aria-labelledby="finding-measures">
                <h2 class="dads-heading" data-size="22" id="finding-measures">"契約に基づく措置"</h2>
                {if measures.is_empty() {
                    view! { <p>"この指摘による措置はありません。"</p> }.into_any()
                } else {
                    view! { <MeasureTable measures today/> }.into_any()
                }}
                {measure_path.map(|path| view! { <p><a class="dads-button" data-type="outline" data-size="md" href=path>"措置を起案"</a></p> })}
            </section>
            {except_path.map(|path| view! {
                <section aria-labelledby="finding-exception">
                    <h2 class="dads-heading" data-size="22" id="finding-exception">"リスクの受容"</h2>
                    <p>"期限までに是正できないときは、代替措置と期限を定めて承認を受けます。期限が来ると、この指摘は未是正に戻ります。"</p>
                    <p><a class="dads-button" data-type="outline" data-size="md" href=path>"リスクの受容を申請"</a></p>
                </section>
            })}
            {can_withdraw.then(|| view! { <WithdrawForm id revision reason actions/> })}
            <section aria-labelledby="finding-history">
                <h2 class="dads-heading" data-size="22" id="finding-history">"履歴"</h2>
                <History entries=history/>
            </section>
        </div>
    }
}

/// Who has to know that the fix is late, and why.
#[component]
fn Late(escalation: Option<Escalation>) -> impl IntoView {
    escalation.map(|escalation| view! {
        <Banner kind=BannerKind::Warning heading=format!("是正が遅れています（報告先：{}）", escalation.level.label())>
            <ul>{escalation.reasons.into_iter().map(|reason| view! { <li>{reason}</li> }).collect_view()}</ul>
        </Banner>
    })
}

#[component]
fn Description(finding: Finding) -> impl IntoView {
    let contract = ContractId(finding.subject_id);
    let subject = match finding.subject_kind {
        FindingSubject::Contract => {
            view! { <a href=paths::contract(contract)>{finding.subject_name.clone()}</a> }.into_any()
        }
        FindingSubject::Vendor => {
            view! { <a href=paths::vendor(VendorId(finding.subject_id))>{finding.subject_name.clone()}</a> }
                .into_any()
        }
        FindingSubject::ExternalService => {
            let path = paths::external_service(ExternalServiceId(finding.subject_id));
            view! { <a href=path>{finding.subject_name.clone()}</a> }.into_any()
        }
        FindingSubject::SocialMediaAccount => {
            let path = paths::social_media_account(SocialMediaAccountId(finding.subject_id));
            view! { <a href=path>{finding.subject_name.clone()}</a> }.into_any()
        }
        FindingSubject::OrganizationUnit => finding.subject_name.clone().into_any(),
    };
    let source = match &finding.origin {
        Some(origin) => {
            let (path, from) = origin_link(origin);
            let item = finding.check_item.clone().unwrap_or_default();
            view! { <a href=path>{format!("{}（{item}　{from}）", finding.source.label())}</a> }
                .into_any()
        }
        None => finding.source.label().into_any(),
    };
    let found = format!(
        "{}　{}",
        domain::wareki::long(finding.found_on),
        finding.found_by
    );
    let withdrawn = finding
        .withdrawn_reason
        .map(|reason| format!("{reason}（{}）", finding.withdrawn_by.unwrap_or_default()));
    let rows = [
        ("対象", subject),
        ("指摘のもと", source),
        (
            "指摘の内容",
            view! { <span class="u-lines">{finding.description}</span> }.into_any(),
        ),
        ("求められること", finding.requirement.into_any()),
        ("分かった日・記録した人", found.into_any()),
        ("取下げの理由", withdrawn.into_any()),
    ];
    view! {
        <section aria-labelledby="finding-description">
            <h2 class="dads-heading" data-size="22" id="finding-description">"指摘"</h2>
            <dl class="dads-description-list">
                {rows.into_iter().map(|(term, value)| view! {
                    <div class="dads-description-list__row"><dt>{term}</dt><dd>{value}</dd></div>
                }).collect_view()}
            </dl>
        </section>
    }
}

/// Where the sheet is the finding was opened from, and what it is called.
fn origin_link(origin: &FindingOrigin) -> (String, String) {
    match origin {
        FindingOrigin::Contract { contract, period } => {
            (paths::sheet(*contract, period), period_label(period))
        }
        FindingOrigin::Subject { key, period } => {
            (paths::subject_sheet(*key, period), period_label(period))
        }
        FindingOrigin::SelfInspection {
            inspection,
            unit,
            title,
        } => (
            paths::self_inspection_sheet(*inspection, *unit),
            title.clone(),
        ),
    }
}

/// The hidden fields every form of the page carries.
#[component]
pub(super) fn FindingKey(id: FindingId, revision: i32) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        <input type="hidden" name="revision" value=revision.to_string()/>
    }
}
