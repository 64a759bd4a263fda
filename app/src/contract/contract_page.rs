//! The contract: what it is, where it stands, and the next thing to do with it.

use domain::{
    contract::{
        ContractState, SigningMethod, change::ContractChangeState, detail::ContractDetail,
        preparation::Preparation,
    },
    responsibility::{SubjectKey, SubjectKind},
    selection_review::{Missing, Standing},
};
use leptos::{form::ActionForm, prelude::*};

use super::{
    api::{
        ApproveContract, CloseContract, ConcludeContract, IssueAnnex, RenewContract,
        ReopenContract, SendBackContract, VoidContract, load_contract,
    },
    contract_id,
    head::ContractHead,
    related::{ExpiredWaivers, RelatedLedgers},
};
use crate::{
    components::{
        Banner, BannerKind, DateField, ErrorSummary, Loaded, LongDate, SelectField, TextAreaField,
        TextField, error_of,
    },
    error::AppError,
    import::Sources,
    paths,
    responsibility::Responsible,
};

/// `/contracts/{id}`.
#[component]
pub fn ContractPage() -> impl IntoView {
    let id = contract_id();
    let data = load_contract(id);
    let actions = Actions::new();
    let error = actions.error();
    view! {
        <Loaded data=data children=move |detail: ContractDetail| {
            let responsible = SubjectKey::new(SubjectKind::Contract, detail.contract.id.0);
            view! {
                <ContractHead detail=detail.clone() tab="概要"/>
                <ErrorSummary error/>
                <ExpiredWaivers detail=detail.clone()/>
                <NextStep detail=detail.clone() actions/>
                <Overview detail=detail.clone()/>
                <Sources kind="contract" id=responsible.id/>
                <Responsible subject=responsible/>
                <RelatedLedgers id=detail.contract.id/>
                <Course detail actions/>
            }
        }/>
    }
}

/// Everything that can be done with a contract. What went wrong is said in one place, also when the
/// button is no longer there because somebody else was faster.
#[derive(Clone, Copy)]
struct Actions {
    approve: ServerAction<ApproveContract>,
    send_back: ServerAction<SendBackContract>,
    issue: ServerAction<IssueAnnex>,
    conclude: ServerAction<ConcludeContract>,
    reopen: ServerAction<ReopenContract>,
    renew: ServerAction<RenewContract>,
    close: ServerAction<CloseContract>,
    void: ServerAction<VoidContract>,
}

impl Actions {
    fn new() -> Self {
        Self {
            approve: ServerAction::new(),
            send_back: ServerAction::new(),
            issue: ServerAction::new(),
            conclude: ServerAction::new(),
            reopen: ServerAction::new(),
            renew: ServerAction::new(),
            close: ServerAction::new(),
            void: ServerAction::new(),
        }
    }

    fn error(self) -> Signal<Option<AppError>> {
        Signal::derive(move || {
            let failed = |value: Option<Result<(), AppError>>| value.and_then(Result::err);
            failed(self.approve.value().get())
                .or_else(|| failed(self.send_back.value().get()))
                .or_else(|| failed(self.issue.value().get()))
                .or_else(|| failed(self.conclude.value().get()))
                .or_else(|| failed(self.reopen.value().get()))
                .or_else(|| failed(self.renew.value().get()))
                .or_else(|| failed(self.close.value().get()))
                .or_else(|| failed(self.void.value().get()))
        })
    }
}

/// 概要 as a list of terms.
#[component]
pub fn Overview(detail: ContractDetail) -> impl IntoView {
    let contract = detail.contract;
    let facts = (!contract.facts.is_empty()).then(|| contract.facts.join("、"));
    let amount = contract
        .amount_yen
        .map(|yen| format!("{}円（税込）", thousands(yen)));
    let terms = detail.terms.iter().map(|term| {
        format!(
            "第{}期　{}〜{}",
            term.number,
            domain::wareki::long(term.starts_on),
            domain::wareki::long(term.ends_on)
        )
    });
    let terms = terms.collect::<Vec<_>>();
    let rows: Vec<(&'static str, Option<String>)> = vec![
        ("契約番号", Some(contract.contract_no)),
        ("件名", Some(contract.title)),
        ("所管課", Some(detail.unit_name)),
        ("支店・営業所", contract.vendor_branch),
        (
            "契約方法",
            contract.procurement_method.map(|it| it.label().to_owned()),
        ),
        ("契約書類", Some(contract.document_kind.label().to_owned())),
        (
            "契約金額",
            amount.or_else(|| Some(contract.amount_kind.label().to_owned())),
        ),
        ("契約期間", Some(terms.join("\n"))),
        (
            "特記事項を事前に示した日",
            contract.prior_notice_on.map(domain::wareki::long),
        ),
        ("契約日", contract.signed_on.map(domain::wareki::long)),
        (
            "締結の方法",
            contract.signing_method.map(|it| it.label().to_owned()),
        ),
        (
            "機密性・完全性・可用性",
            class_words(
                contract.confidentiality.map(|it| it.label()),
                contract.integrity.map(|it| it.label()),
                contract.availability.map(|it| it.label()),
            ),
        ),
        ("接続系統", contract.segment.map(|it| it.label().to_owned())),
        ("業務の内容", detail.fact_labels.or(facts)),
        (
            "個人情報の件数",
            contract
                .personal_info_count
                .map(|it| format!("{}件", thousands(it))),
        ),
        ("備考", contract.note),
        ("起案", detail.drafted_by),
        ("申請", detail.submitted_by),
        ("承認・差し戻し", detail.decided_by),
        ("取込元", contract.source),
        ("無効の理由", contract.void_reason),
    ];
    view! {
        <section aria-labelledby="overview-heading">
            <h2 class="dads-heading" data-size="20" id="overview-heading">"概要"</h2>
            <dl class="dads-description-list">
                {contract.vendor_id.zip(detail.vendor_name).map(|(id, name)| view! {
                    <div class="dads-description-list__row"><dt>"委託先"</dt><dd><a href=paths::vendor(id)>{name}</a></dd></div>
                })}
                {rows.into_iter().filter_map(|(label, value)| value.map(|value| view! {
                    <div class="dads-description-list__row"><dt>{label}</dt><dd class="u-lines">{value}</dd></div>
                })).collect_view()}
            </dl>
        </section>
    }
}

fn class_words(
    confidentiality: Option<&str>,
    integrity: Option<&str>,
    availability: Option<&str>,
) -> Option<String> {
    let words: Vec<&str> = [confidentiality, integrity, availability]
        .into_iter()
        .flatten()
        .collect();
    (!words.is_empty()).then(|| words.join("、"))
}

fn thousands(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place != 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The one thing to do next, for whoever looks.
#[component]
fn NextStep(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let contract = detail.contract.clone();
    let comment = match &contract.preparation {
        Preparation::Returned { comment, .. } => Some(comment.clone()),
        Preparation::Editing
        | Preparation::Submitted { .. }
        | Preparation::Approved { .. }
        | Preparation::Issued { .. } => None,
    };
    let can = detail.can.clone();
    let selected = !matches!(detail.selection, Standing::Missing(_));
    view! {
        {comment.map(|comment| view! {
            <Banner kind=BannerKind::Warning heading="差し戻されています"><p class="u-lines">{comment}</p></Banner>
        })}
        {can.own_submission.then(|| view! {
            <Banner kind=BannerKind::Information heading="承認を待っています">
                <p>"自分が申請した契約は、自分では承認できません。ほかの承認者が確認します。"</p>
            </Banner>
        })}
        {can.edit.then(|| view! {
            <div class="button-row">
                <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::draft_step(contract.id, "party")>"起案を続ける"</a>
            </div>
        })}
        {can.decide.then(|| view! { <Decide detail=detail.clone() actions/> })}
        {can.issue.then(|| view! { <Issue detail=detail.clone() actions/> })}
        <ChangeStep detail=detail.clone()/>
        <SelectionStep detail=detail.clone()/>
        {(can.conclude && selected).then(|| view! { <Conclude detail=detail.clone() actions/> })}
    }
}

/// The 変更契約 that waits for its drafter, or is under way.
#[component]
fn ChangeStep(detail: ContractDetail) -> impl IntoView {
    let (heading, words) = match detail.change {
        Some(ContractChangeState::Prepared) => (
            "変更契約の案があります",
            "条項集の改正に合わせた案です。内容を確かめて、承認に出すか、取り下げてください。",
        ),
        Some(ContractChangeState::TakenUp) => (
            "変更契約の手続中です",
            "新しい版の条項で、承認と特記事項の発行の手続をしています。発行するまで、発行済みの特記事項が有効です。",
        ),
        Some(ContractChangeState::Issued | ContractChangeState::Withdrawn) | None => {
            return ().into_any();
        }
    };
    view! {
        <Banner kind=BannerKind::Information heading>
            <p>{words}</p>
            <p><a href=paths::contract_tab(detail.contract.id, "change")>"変更契約の案と新旧対照表を開く"</a></p>
        </Banner>
    }
    .into_any()
}

/// The review of the vendor, while the contract waits for it; a contract of the past that never had one says so.
#[component]
fn SelectionStep(detail: ContractDetail) -> impl IntoView {
    let Standing::Missing(missing) = detail.selection else {
        return ().into_any();
    };
    let contract = detail.contract;
    let (heading, words) = match contract.state {
        ContractState::Drafting if contract.confidentiality.is_some() => {
            ("契約の前に、選定審査の承認が必要です", missing.to_string())
        }
        ContractState::Concluded if missing == Missing::NoRecord => (
            "選定審査の記録がありません",
            "この契約の委託先をどう選定したか、審査の記録がありません。".to_owned(),
        ),
        ContractState::Concluded => ("選定審査がそろっていません", missing.to_string()),
        ContractState::Drafting | ContractState::Closed | ContractState::Void => {
            return ().into_any();
        }
    };
    view! {
        <Banner kind=BannerKind::Warning heading>
            <p>{words}</p>
            <p><a href=paths::contract_tab(contract.id, "selection")>"選定を開く"</a></p>
        </Banner>
    }
    .into_any()
}

#[component]
fn Keys(detail: ContractDetail) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=detail.contract.id.to_string()/>
        <input type="hidden" name="revision" value=detail.contract.revision/>
    }
}

#[component]
fn Decide(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let Actions {
        approve, send_back, ..
    } = actions;
    let (_, errors) = error_of(move || send_back.value().get());
    let id = detail.contract.id;
    let again = detail.clone();
    view! {
        <section class="section" aria-labelledby="decide-heading">
            <h2 class="dads-heading" data-size="20" id="decide-heading">"承認"</h2>
            <p>
                "条項と別紙を確かめてから、承認又は差し戻しを選んでください。　"
                <a href=paths::contract_tab(id, "clauses")>"条項を確かめる"</a>"　"
                <a href=paths::contract_tab(id, "annex")>"特記事項の案を見る"</a>
            </p>
            <ActionForm action=approve>
                <Keys detail=detail.clone()/>
                <div class="button-row"><button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"承認"</button></div>
            </ActionForm>
            <ActionForm action=send_back attr:class="form" attr:novalidate="">
                <Keys detail=again/>
                <TextAreaField field="comment" label="差し戻しの理由" value="" errors required=true prefix=""/>
                <div class="button-row"><button class="dads-button" data-type="outline" data-size="md" type="submit">"差し戻し"</button></div>
            </ActionForm>
        </section>
    }
}

#[component]
fn Issue(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let action = actions.issue;
    let id = detail.contract.id;
    view! {
        <section class="section" aria-labelledby="issue-heading">
            <h2 class="dads-heading" data-size="20" id="issue-heading">"特記事項の発行"</h2>
            <p>
                "発行すると番号が付き、内容は変わらなくなります。　"
                <a href=paths::contract_tab(id, "annex")>"特記事項の案を見る"</a>
            </p>
            <ActionForm action=action>
                <Keys detail/>
                <div class="button-row"><button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"特記事項を発行"</button></div>
            </ActionForm>
        </section>
    }
}

#[component]
fn Conclude(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let action = actions.conclude;
    let (_, errors) = error_of(move || action.value().get());
    let methods = SigningMethod::ALL
        .iter()
        .map(|it| (it.code().to_owned(), it.label().to_owned()))
        .collect();
    view! {
        <section class="section" aria-labelledby="conclude-heading">
            <h2 class="dads-heading" data-size="20" id="conclude-heading">"契約日の記録"</h2>
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <Keys detail/>
                <DateField field="signed_on" label="契約日" value="" errors required=true/>
                <SelectField field="signing_method" label="締結の方法" value="" options=methods errors required=true/>
                <div class="button-row"><button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"契約日を記録"</button></div>
            </ActionForm>
        </section>
    }
}

/// What is done now and then: renewal, reopening, closing, taking out of use.
#[component]
fn Course(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let can = detail.can.clone();
    let any = can.renew || can.reopen || can.close || can.void;
    any.then(|| {
        view! {
            <section class="section-follow" aria-labelledby="course-heading">
                <h2 class="dads-heading" data-size="20" id="course-heading">"その他の操作"</h2>
                {can.reopen.then(|| view! { <Reopen detail=detail.clone() actions/> })}
                {can.renew.then(|| view! { <Renew detail=detail.clone() actions/> })}
                {can.close.then(|| view! { <Close detail=detail.clone() actions/> })}
                {can.void.then(|| view! { <Void detail=detail.clone() actions/> })}
            </section>
        }
    })
}

#[component]
fn Reopen(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let action = actions.reopen;
    view! {
        <details class="dads-disclosure">
            <summary>"特記事項を作り直す（起案に戻す）"</summary>
            <div class="dads-disclosure__body">
                <p>"内容を変更して、もう一度承認を受けます。発行済みの特記事項は、次を発行するまで有効です。"</p>
                <ActionForm action=action>
                    <Keys detail/>
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"起案に戻す"</button>
                </ActionForm>
            </div>
        </details>
    }
}

#[component]
fn Renew(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let action = actions.renew;
    let (_, errors) = error_of(move || action.value().get());
    let next = detail
        .contract
        .ends_on
        .succ_opt()
        .unwrap_or(detail.contract.ends_on);
    view! {
        <details class="dads-disclosure">
            <summary>"契約期間を更新"</summary>
            <div class="dads-disclosure__body">
                <p>"次の期は "<LongDate date=next/>" から始まります。点検の予定も加わります。"</p>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Keys detail/>
                    <DateField field="ends_on" label="次の期の終了日" value="" errors required=true prefix=""/>
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"期間を更新"</button>
                </ActionForm>
            </div>
        </details>
    }
}

#[component]
fn Close(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let action = actions.close;
    view! {
        <details class="dads-disclosure">
            <summary>"契約を完了にする"</summary>
            <div class="dads-disclosure__body">
                <p>"終了時の点検（返還・消去など）が全て済んだ契約を完了にします。"</p>
                <ActionForm action=action>
                    <Keys detail/>
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"完了にする"</button>
                </ActionForm>
            </div>
        </details>
    }
}

#[component]
fn Void(detail: ContractDetail, actions: Actions) -> impl IntoView {
    let action = actions.void;
    let (_, errors) = error_of(move || action.value().get());
    view! {
        <details class="dads-disclosure">
            <summary>"契約を無効にする"</summary>
            <div class="dads-disclosure__body">
                <p>"記録は残ります。まだ実施していない点検は取りやめになります。"</p>
                <ActionForm action=action attr:class="form" attr:novalidate="">
                    <Keys detail/>
                    <TextField field="reason" label="無効にする理由" value="" errors required=true prefix=""/>
                    <button class="dads-button" data-type="outline" data-intent="danger" data-size="md" type="submit">"無効にする"</button>
                </ActionForm>
            </div>
        </details>
    }
}
