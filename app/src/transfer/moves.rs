//! Everything the leavers hold, what is proposed, and the choice of each.

use std::collections::BTreeMap;

use domain::{
    responsibility::board::Candidate,
    transfer::{Fate, Move, TransferDetail, input::typed},
};
use leptos::prelude::*;

use super::page::PlanActions;
use crate::{
    components::{Chevron, Chip, ErrorSummary, error_of},
    paths,
};

/// The section of the page.
#[component]
pub(super) fn Moves(
    detail: TransferDetail,
    held: BTreeMap<String, String>,
    actions: PlanActions,
) -> impl IntoView {
    let (error, _) = error_of(move || actions.choose.value().get());
    let heading = format!("引き継ぐ責任　{}件", detail.moves.len());
    let is_empty = detail.moves.is_empty();
    let (id, revision) = (
        detail.transfer.id.to_string(),
        detail.transfer.revision.to_string(),
    );
    let can_edit = detail.can_edit && !is_empty;
    let table = view! { <MoveTable detail held can_edit/> };
    view! {
        <section aria-labelledby="moves">
            <h2 class="dads-heading" data-size="22" id="moves">{heading}</h2>
            <ErrorSummary error form="moves"/>
            {if is_empty {
                view! { <p>"転出する職員が、異動日の前日に持っている責任はありません。"</p> }.into_any()
            } else if can_edit {
                view! {
                    <ActionForm action=actions.choose>
                        <input type="hidden" name="id" value=id/>
                        <input type="hidden" name="revision" value=revision/>
                        {table}
                        <div class="button-row">
                            <button class="dads-button" data-type="outline" data-size="md" type="submit">"後任を保存"</button>
                        </div>
                    </ActionForm>
                }.into_any()
            } else {
                table.into_any()
            }}
        </section>
    }
}

#[component]
fn MoveTable(
    detail: TransferDetail,
    held: BTreeMap<String, String>,
    can_edit: bool,
) -> impl IntoView {
    let TransferDetail {
        transfer,
        moves,
        candidates,
        ..
    } = detail;
    let day = transfer.effective_on;
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"引き継ぐ責任"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"前任"</th>
                        <th class="dads-table__col-header" scope="col">"対象"</th>
                        <th class="dads-table__col-header" scope="col">"責任の種類"</th>
                        <th class="dads-table__col-header" scope="col">"後任"</th>
                        <th class="dads-table__col-header" scope="col">"提案の理由"</th>
                    </tr>
                </thead>
                <tbody>
                    {moves.into_iter().map(|it| {
                        let orphan = it.is_orphan(day);
                        let typed = held.get(&it.line().to_string()).cloned();
                        view! { <MoveRow it candidates=candidates.clone() typed orphan can_edit/> }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn MoveRow(
    it: Move,
    candidates: Vec<Candidate>,
    /// What was chosen when the form was refused.
    typed: Option<String>,
    orphan: bool,
    can_edit: bool,
) -> impl IntoView {
    let line = it.holding.line.clone();
    let subject = it.holding.subject.clone();
    let chosen = typed.unwrap_or_else(|| self::typed(&it.choice));
    let because = if it.choice.because.is_empty() {
        "選択".to_owned()
    } else {
        it.choice.because.clone()
    };
    let words = match it.choice.fate {
        Fate::HandOver => it.successor_name.clone().unwrap_or_default(),
        Fate::Keep | Fate::End => it.choice.fate.label().to_owned(),
    };
    view! {
        <tr data-vacant=orphan.then_some("")>
            <td class="dads-table__text">{line.person_name.clone()}</td>
            <th class="dads-table__row-header" scope="row"><a href=paths::responsibility(subject.key)>{subject.name.clone()}</a></th>
            <td class="dads-table__short">{line.role.label()}</td>
            <td class="dads-table__text">
                {if can_edit {
                    let label = format!("{}（{}）の後任", subject.name, line.role.label());
                    view! { <SuccessorSelect id=line.id.to_string() unit=subject.unit_id label candidates chosen/> }.into_any()
                } else {
                    words.into_any()
                }}
                {orphan.then(|| view! { <Chip label="後任なし" color="red"/> })}
            </td>
            <td class="dads-table__text">{because}</td>
        </tr>
    }
}

/// People of the unit first, then everybody; and what else can become of it.
#[component]
fn SuccessorSelect(
    id: String,
    unit: domain::id::OrganizationUnitId,
    label: String,
    candidates: Vec<Candidate>,
    chosen: String,
) -> impl IntoView {
    let control = format!("f-moves-moves-{id}-");
    let (own, others): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|candidate| candidate.unit_id == Some(unit));
    let fates = [Fate::End, Fate::Keep];
    view! {
        <label class="dads-u-visually-hidden" for=control.clone()>{label}</label>
        <span class="dads-select"><span class="dads-select__control">
            <select class="dads-select__select" id=control name=format!("input[moves][{id}]") data-size="sm">
                {own.into_iter().chain(others).map(|candidate| {
                    let value = candidate.id.to_string();
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{candidate.full_label()}</option> }
                }).collect_view()}
                {fates.into_iter().map(|fate| {
                    let selected = fate.code() == chosen;
                    view! { <option value=fate.code() selected=selected>{fate.label()}</option> }
                }).collect_view()}
            </select>
            <Chevron/>
        </span></span>
    }
}
