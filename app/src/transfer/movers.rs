//! Who leaves and who arrives: the two lists, a form for each, and the roster as a file.

use domain::{
    id::TransferId,
    transfer::{Direction, Mover, TransferDetail, input::MoverInput},
};
use leptos::prelude::*;

use super::page::PlanActions;
use crate::{
    components::{ErrorSummary, LongDate, SelectField, TextField, error_of},
    paths,
};

/// The section of the page.
#[component]
pub(super) fn Movers(
    detail: TransferDetail,
    held: MoverInput,
    actions: PlanActions,
) -> impl IntoView {
    let (removing, _) = error_of(move || actions.remove.value().get());
    let id = detail.transfer.id;
    let can_edit = detail.can_edit;
    let of = |direction: Direction| -> Vec<Mover> {
        detail
            .movers
            .iter()
            .filter(|mover| mover.direction == direction)
            .cloned()
            .collect()
    };
    let (leaving, arriving) = (of(Direction::Leaving), of(Direction::Arriving));
    view! {
        <section aria-labelledby="movers">
            <h2 class="dads-heading" data-size="22" id="movers">"異動する職員"</h2>
            <ErrorSummary error=removing form="mover"/>
            <MoverList id heading="転出・退職" movers=leaving can_edit actions/>
            <MoverList id heading="転入・着任" movers=arriving can_edit actions/>
            {can_edit.then(|| view! {
                <AddForms detail held actions/>
                <RosterForm id/>
            })}
        </section>
    }
}

#[component]
fn MoverList(
    id: TransferId,
    heading: &'static str,
    movers: Vec<Mover>,
    can_edit: bool,
    actions: PlanActions,
) -> impl IntoView {
    view! {
        <h3 class="dads-heading" data-size="18">{heading}</h3>
        {movers.is_empty().then(|| view! { <p>"まだいません。"</p> })}
        <ul class="task-list">
            {movers.into_iter().map(|mover| {
                let post = format!("{}　{}", mover.unit_name, mover.title.clone().unwrap_or_default());
                let name = mover.name.clone();
                let last = mover.office.last_day();
                view! {
                    <li class="task-list__item">
                        <div>
                            <span class="task-list__what">{mover.name}</span>
                            <span class="task-list__which">{post}</span>
                        </div>
                        <div class="task-list__due">{last.map(|date| view! { "在職 "<LongDate date/>"まで" })}</div>
                        <div class="task-list__action">
                            {can_edit.then(|| view! {
                                <ActionForm action=actions.remove>
                                    <input type="hidden" name="id" value=id.to_string()/>
                                    <input type="hidden" name="mover" value=mover.id.to_string()/>
                                    <button class="dads-button" data-type="outline" data-size="xs" type="submit">
                                        "外す"<span class="dads-u-visually-hidden">{format!("：{name}")}</span>
                                    </button>
                                </ActionForm>
                            })}
                        </div>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}

/// One form for those who leave, one for those who arrive.
#[component]
fn AddForms(detail: TransferDetail, held: MoverInput, actions: PlanActions) -> impl IntoView {
    let (error, errors) = error_of(move || actions.add.value().get());
    let id = detail.transfer.id;
    let everybody: Vec<(String, String)> = detail
        .candidates
        .iter()
        .map(|candidate| (candidate.id.to_string(), candidate.full_label()))
        .collect();
    let own: Vec<(String, String)> = detail
        .candidates
        .iter()
        .filter(|candidate| {
            detail.transfer.unit_id.is_none() || candidate.unit_id == detail.transfer.unit_id
        })
        .map(|candidate| (candidate.id.to_string(), candidate.full_label()))
        .collect();
    let units = detail
        .units
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect();
    let arrives = held.direction == Direction::Arriving.code();
    let leaves = held.direction == Direction::Leaving.code();
    let of = |mine: bool, text: &str| if mine { text.to_owned() } else { String::new() };
    let unit = if arrives {
        held.unit_id.clone()
    } else {
        detail
            .transfer
            .unit_id
            .map(|unit| unit.to_string())
            .unwrap_or_default()
    };
    let (who_leaves, who_arrives) = (of(leaves, &held.person_id), of(arrives, &held.person_id));
    let post = of(arrives, &held.post);
    view! {
        <details class="dads-disclosure" open=leaves>
            <summary>"転出・退職する職員を加える"</summary>
            <div class="dads-disclosure__body">
                {leaves.then(|| view! { <ErrorSummary error form="leaving"/> })}
                <ActionForm action=actions.add attr:class="form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="input[direction]" value=Direction::Leaving.code()/>
                    <div class="form__fields">
                        <SelectField form="leaving" field="person_id" label="職員" value=who_leaves options=own errors required=true
                            support="在職の終わりが職員に登録されている人は、はじめから入っています。"/>
                    </div>
                    <div class="button-row"><button class="dads-button" data-type="outline" data-size="md" type="submit">"転出者を追加"</button></div>
                </ActionForm>
            </div>
        </details>
        <details class="dads-disclosure" open=arrives>
            <summary>"転入・着任する職員を加える"</summary>
            <div class="dads-disclosure__body">
                {arrives.then(|| view! { <ErrorSummary error form="arriving"/> })}
                <ActionForm action=actions.add attr:class="form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="input[direction]" value=Direction::Arriving.code()/>
                    <div class="form__fields">
                        <SelectField form="arriving" field="person_id" label="職員" value=who_arrives options=everybody errors required=true/>
                        <SelectField form="arriving" field="unit_id" label="異動先" value=unit options=units errors required=true/>
                        <TextField form="arriving" field="post" label="職名" value=post errors required=true width="20"
                            support="転出者と同じ職名のとき、後任に提案します。例）係長"/>
                    </div>
                    <div class="button-row"><button class="dads-button" data-type="outline" data-size="md" type="submit">"転入者を追加"</button></div>
                </ActionForm>
            </div>
        </details>
    }
}

/// The roster of the day, as a file.
#[component]
fn RosterForm(id: TransferId) -> impl IntoView {
    view! {
        <details class="dads-disclosure">
            <summary>"異動後の職員名簿（CSV・Excel）から読み取る"</summary>
            <div class="dads-disclosure__body">
                <p>"名簿にない職員、在職が終わる職員、所属や職名が変わる職員を転出とし、変わった先を転入とします。この計画の今の職員は置き換わります。"</p>
                <form class="form" method="post" action=paths::transfer_roster(id) enctype="multipart/form-data">
                    <div class="form__fields">
                        <div class="dads-form-control-label" data-size="md">
                            <label class="dads-form-control-label__label" for="roster-file">"職員名簿"</label>
                            <input id="roster-file" name="file" type="file" accept=".csv,.xlsx,.xls"/>
                        </div>
                    </div>
                    <div class="button-row"><button class="dads-button" data-type="outline" data-size="md" type="submit">"名簿を読み取る"</button></div>
                </form>
            </div>
        </details>
    }
}
