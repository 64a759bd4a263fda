//! 対象者 and 確認状況: whom a document concerns, who read the version in force and who did not.

use domain::regulation::{
    Audience, AudienceInput, AudienceKind, Reader, ReadingInput, RegulationDetail,
};
use leptos::prelude::*;

use super::{
    actions::Actions,
    api::Options,
    parts::{Keys, options},
};
use crate::components::{
    CheckboxField, Chip, DateField, SelectField, TableDate, error_of, field_id,
};

/// The section of the page.
#[component]
pub(super) fn Readers(
    detail: RegulationDetail,
    units: Options,
    people: Options,
    audience: AudienceInput,
    reading: ReadingInput,
    actions: Actions,
) -> impl IntoView {
    let has_version = detail.current().is_some();
    let (read, all) = (detail.read_count(), detail.readers.len());
    let unread: Vec<Reader> = detail
        .readers
        .iter()
        .filter(|it| it.read_on.is_none())
        .cloned()
        .collect();
    let can_record = detail.can.edit && !unread.is_empty();
    view! {
        <section aria-labelledby="document-readers">
            <h2 class="dads-heading" data-size="22" id="document-readers">"対象者と確認状況"</h2>
            <AudienceList detail=detail.clone() actions/>
            {detail.can.edit.then(|| view! { <AddForm detail=detail.clone() units people held=audience actions/> })}
            {has_version.then(|| view! {
                <h3 class="dads-heading" data-size="18">"施行中の版を読んだ人"</h3>
                <p>{format!("対象者{all}人のうち、{read}人が読みました。{}人が読んでいません。", all - read)}</p>
                {(0 < all).then(|| view! { <ReaderTable readers=detail.readers.clone()/> })}
                {can_record.then(|| view! { <ReadingForm detail=detail.clone() unread held=reading actions/> })}
            })}
        </section>
    }
}

/// Who is named, in words.
fn words_of(detail: &RegulationDetail, line: &Audience) -> String {
    match (line.unit_id, line.person_id) {
        (Some(unit), _) => {
            let name = detail.unit_names.get(&unit).cloned().unwrap_or_default();
            format!("{name}の職員")
        }
        (None, Some(person)) => detail.name_of(Some(person)),
        (None, None) => AudienceKind::Everybody.label().to_owned(),
    }
}

#[component]
fn AudienceList(detail: RegulationDetail, actions: Actions) -> impl IntoView {
    let action = actions.end_audience;
    let (id, revision) = (detail.document.id, detail.document.revision);
    let lines: Vec<(i64, String)> = detail
        .document
        .audiences
        .iter()
        .filter(|line| line.holds_on(detail.today))
        .map(|line| (line.id, words_of(&detail, line)))
        .collect();
    let can_end = detail.can.edit;
    let is_empty = lines.is_empty();
    view! {
        {is_empty.then(|| view! { <p>"対象者が決まっていません。決めるまで、だれにも確認を求めません。"</p> })}
        <ul class="task-list">
            {lines.into_iter().map(|(line, words)| view! {
                <li class="task-list__item">
                    <div>{words.clone()}</div>
                    <div class="task-list__due"></div>
                    <div class="task-list__action">
                        {can_end.then(|| view! {
                            <ActionForm action>
                                <Keys id revision/>
                                <input type="hidden" name="audience" value=line.to_string()/>
                                <button class="dads-button" data-type="outline" data-size="sm" type="submit">
                                    "対象から外す"<span class="dads-u-visually-hidden">{format!("：{words}")}</span>
                                </button>
                            </ActionForm>
                        })}
                    </div>
                </li>
            }).collect_view()}
        </ul>
    }
}

#[component]
fn AddForm(
    detail: RegulationDetail,
    units: Options,
    people: Options,
    held: AudienceInput,
    actions: Actions,
) -> impl IntoView {
    let action = actions.add_audience;
    let (error, errors) = error_of(move || action.value().get());
    let kinds = options(AudienceKind::ALL, AudienceKind::code, AudienceKind::label);
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"対象者を追加"</summary>
            <div class="dads-disclosure__body">
                <ActionForm action attr:class="form">
                    <Keys id=detail.document.id revision=detail.document.revision/>
                    <div class="form__fields">
                        <SelectField form="audience" field="audience" label="対象者" value=held.audience options=kinds errors required=true/>
                        <SelectField form="audience" field="unit_id" label="課" value=held.unit_id options=units errors
                            support="「課の職員」を選んだときに選択してください。"/>
                        <SelectField form="audience" field="person_id" label="職員" value=held.person_id options=people errors
                            support="「指定した職員」を選んだときに選択してください。"/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="md" type="submit">"対象者に追加"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

#[component]
fn ReaderTable(readers: Vec<Reader>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom">
                <caption class="dads-u-visually-hidden">"確認状況"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"職員"</th>
                        <th class="dads-table__col-header" scope="col">"課"</th>
                        <th class="dads-table__col-header" scope="col">"確認"</th>
                        <th class="dads-table__col-header" scope="col">"読んだ日"</th>
                    </tr>
                </thead>
                <tbody>
                    {readers.into_iter().map(|reader| {
                        let chip = match reader.read_on {
                            Some(_) => view! { <Chip label="既読" color="green"/> },
                            None => view! { <Chip label="未読" color="orange"/> },
                        };
                        view! {
                            <tr>
                                <th class="dads-table__row-header" scope="row">{reader.name}</th>
                                <td class="dads-table__short">{reader.unit_name}</td>
                                <td class="dads-table__status">{chip}</td>
                                <td class="dads-table__date">{reader.read_on.map(|date| view! { <TableDate date/> })}</td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// Those who read it on paper, or heard of it in a briefing.
#[component]
fn ReadingForm(
    detail: RegulationDetail,
    unread: Vec<Reader>,
    held: ReadingInput,
    actions: Actions,
) -> impl IntoView {
    let action = actions.record_readings;
    let (error, errors) = error_of(move || action.value().get());
    let wrong = errors.with_untracked(|errors| errors.get("people").map(ToString::to_string));
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"紙の回覧や研修で読んだ人を記録"</summary>
            <div class="dads-disclosure__body">
                <ActionForm action attr:class="form">
                    <Keys id=detail.document.id revision=detail.document.revision/>
                    <fieldset class="check-item" id=field_id("reading-people")>
                        <legend class="check-item__question">"読んだ職員"</legend>
                        {wrong.map(|words| view! { <p class="dads-form-control-label__error-text">{format!("＊{words}")}</p> })}
                        {unread.into_iter().map(|reader| {
                            let value = reader.person_id.to_string();
                            let checked = held.people.contains(&value);
                            let note = reader.unit_name.unwrap_or_default();
                            view! { <CheckboxField name="input[people][]" value label=reader.name note checked/> }
                        }).collect_view()}
                    </fieldset>
                    <DateField form="reading" field="read_on" label="読んだ日" value=held.read_on errors required=true/>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="md" type="submit">"読んだ人を記録"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
