//! A clause of the contract as a card: level, reason, text, and — while drafting — what is decided.

use domain::{
    contract::{clauses::Level, decision::Decision, detail::ClauseDetail, input::DecisionInput},
    input::FieldErrors,
};
use frontend::LeftOutReason;
use leptos::prelude::*;

use crate::components::{Chip, level_chip};

fn decision_code(decision: Decision) -> &'static str {
    match decision {
        Decision::Included => "accepted",
        Decision::LeftOut => "waived",
    }
}

/// Level, title, reason and text.
#[component]
fn ClauseFace(clause: ClauseDetail) -> impl IntoView {
    let id = format!("clause-{}", clause.on_contract.clause);
    view! {
        <div class="clause-card__head">
            {level_chip(clause.on_contract.level)}
            <h3 class="clause-card__title" id=id>{clause.title}</h3>
            <span class="clause-card__code">{format!("{}　第{}版", clause.on_contract.clause, clause.version)}</span>
        </div>
        <p class="clause-card__because">{clause.because}</p>
        <details class="dads-disclosure">
            <summary>"条文を読む"</summary>
            <div class="dads-disclosure__body"><p class="clause-card__text">{clause.body}</p></div>
        </details>
    }
}

/// A clause with its decision, to read.
#[component]
pub fn ClauseCard(clause: ClauseDetail) -> impl IntoView {
    let on_contract = clause.on_contract.clone();
    let color = if on_contract.decision == Decision::Included {
        "green"
    } else {
        "orange"
    };
    view! {
        <article class="clause-card" data-decision=decision_code(on_contract.decision) aria-labelledby=format!("clause-{}", on_contract.clause)>
            <ClauseFace clause/>
            <p class="clause-card__outcome">
                <Chip label=if on_contract.decision == Decision::Included { "入れる" } else { "入れない" } color/>
                {on_contract.reason.map(|reason| view! { <span>{format!("　理由：{reason}")}</span> })}
                {on_contract.expires_on.map(|date| view! { <span>{format!("　期限：{}", domain::wareki::long(date))}</span> })}
                {on_contract.approver.map(|approver| view! { <span>{format!("　承認：{approver}")}</span> })}
            </p>
        </article>
    }
}

/// A clause with its decision, to change. What was typed before wins over what is saved.
#[component]
pub fn DecisionCard(
    clause: ClauseDetail,
    typed: Option<DecisionInput>,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let on_contract = clause.on_contract.clone();
    let id = on_contract.clause.clone();
    let input = typed.unwrap_or_else(|| DecisionInput {
        decision: on_contract.decision.code().to_owned(),
        reason: on_contract.reason.clone().unwrap_or_default(),
        expires_on: on_contract
            .expires_on
            .map(domain::wareki::long)
            .unwrap_or_default(),
    });
    let included = Decision::Included.code();
    let decision = input.decision.clone();
    let outcome = if decision == included {
        "accepted"
    } else {
        "waived"
    };
    let prefix = format!("input[decisions][{id}]");
    let level = on_contract.level;
    view! {
        <article class="clause-card" id=format!("card-{id}") data-decision=outcome aria-labelledby=format!("clause-{id}")>
            <ClauseFace clause/>
            <div class="clause-card__decision">
                <LeftOutReason name=format!("{prefix}[decision]") included=included.to_owned() reason=format!("reason-{id}") card=format!("card-{id}")/>
                <fieldset class="choice-row">
                    <legend class="choice-row__legend">"この契約では"<span class="dads-u-visually-hidden">{format!("（{id}）")}</span></legend>
                    {Decision::ALL.iter().map(|choice| {
                        let code = choice.code();
                        view! {
                            <label class="dads-radio">
                                <span class="dads-radio__radio">
                                    <input class="dads-radio__input" type="radio" name=format!("{prefix}[decision]") value=code
                                        checked=decision == code/>
                                </span>
                                <span class="dads-radio__label">{choice.label()}</span>
                            </label>
                        }
                    }).collect_view()}
                </fieldset>
                <ReasonFields id=id.clone() prefix=prefix.clone() level input errors/>
            </div>
        </article>
    }
}

/// Why the clause is left out. Always there without JavaScript; with it, only when it matters.
#[component]
fn ReasonFields(
    id: String,
    prefix: String,
    level: Option<Level>,
    input: DecisionInput,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let error = {
        let id = id.clone();
        move |part: &str| {
            errors.with(|errors| {
                errors
                    .get(&format!("decisions[{id}][{part}]"))
                    .map(|error| format!("＊{error}"))
            })
        }
    };
    let reason_error = Signal::derive({
        let error = error.clone();
        move || error("reason")
    });
    let date_error = Signal::derive(move || error("expires_on"));
    let field = format!("f-decisions-{id}-");
    let (reason_id, date_id) = (format!("{field}-reason-"), format!("{field}-expires-on-"));
    view! {
        <div class="clause-card__reason" id=format!("reason-{id}")>
            <label class="dads-form-control-label__label" for=reason_id.clone()>
                {if matches!(level, Some(Level::Mandatory | Level::Recommended)) { "入れない理由（入れないときは必須）" } else { "入れない理由" }}
            </label>
            <span class="dads-input-text">
                <input class="dads-input-text__input" id=reason_id type="text" name=format!("{prefix}[reason]") value=input.reason
                    data-size="sm" data-width="40" autocomplete="off" aria-invalid=move || reason_error.get().is_some().then_some("true")/>
            </span>
            {move || reason_error.get().map(|text| view! { <p class="dads-form-control-label__error-text">{text}</p> })}
            {(level == Some(Level::Mandatory)).then(|| view! {
                <label class="dads-form-control-label__label" for=date_id.clone()>"いつまで入れないことを認めるか（例：令和9年3月31日）"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id=date_id type="text" name=format!("{prefix}[expires_on]") value=input.expires_on
                        data-size="sm" data-width="20" autocomplete="off" aria-invalid=move || date_error.get().is_some().then_some("true")/>
                </span>
                {move || date_error.get().map(|text| view! { <p class="dads-form-control-label__error-text">{text}</p> })}
            })}
        </div>
    }
}
