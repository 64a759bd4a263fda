//! `/self-inspections/{id}`: a campaign and how far its units are.

use domain::self_inspection::{CampaignDetail, CampaignUnit};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api::{VoidCampaign, load_campaign},
    progress_chip,
};
use crate::{
    components::{
        Breadcrumb, Chip, ErrorSummary, Loaded, LongDate, PageHead, TableDate, TextField, error_of,
    },
    paths,
};

/// The campaign the address names.
#[component]
pub fn CampaignPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let data = load_campaign(id.unwrap_or_default());
    view! { <Loaded data=data children=|detail: CampaignDetail| view! { <Campaign detail/> }/> }
}

#[component]
fn Campaign(detail: CampaignDetail) -> impl IntoView {
    let CampaignDetail {
        campaign,
        questions,
        units,
        can_void,
    } = detail;
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (paths::SELF_INSPECTIONS.to_owned(), "自己点検".to_owned()),
    ];
    let id = campaign.id;
    view! {
        <Breadcrumb links here=campaign.title.clone()/>
        <PageHead
            title=campaign.title
            meta=view! {
                <span>{format!("{}　{}", campaign.fiscal_year.label(), campaign.kind.label())}</span>
                <span>"回答 "<LongDate date=campaign.opened_on/>"から"<LongDate date=campaign.due_on/>"まで"</span>
                {campaign.void_on.map(|_| view! { <Chip label="無効" color="red"/> })}
            }.into_any()
        />
        {campaign.void_reason.map(|reason| view! { <p>{format!("無効の理由：{reason}")}</p> })}
        {campaign.note.map(|note| view! { <p>{note}</p> })}
        <section class="section-follow" aria-labelledby="units">
            <h2 class="dads-heading" data-size="22" id="units">"課ごとの状況"</h2>
            <Units id units/>
        </section>
        <section class="section-follow" aria-labelledby="questions">
            <h2 class="dads-heading" data-size="22" id="questions">"設問"</h2>
            <ol class="plain-list">
                {questions.into_iter().map(|question| view! { <li>{question.question}</li> }).collect_view()}
            </ol>
        </section>
        {can_void.then(|| view! { <VoidForm id revision=campaign.revision/> })}
    }
}

#[component]
fn Units(id: domain::id::SelfInspectionId, units: Vec<CampaignUnit>) -> impl IntoView {
    let is_empty = units.is_empty();
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"課ごとの状況"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"課"</th>
                        <th class="dads-table__col-header" scope="col">"状態"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"回答"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"否"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"未改善"</th>
                        <th class="dads-table__col-header" scope="col">"提出"</th>
                    </tr>
                </thead>
                <tbody>
                    {units.into_iter().map(|unit| view! {
                        <tr>
                            <th class="dads-table__row-header" scope="row">
                                <a href=paths::self_inspection_sheet(id, unit.unit_id)>{unit.unit_name}</a>
                            </th>
                            <td class="dads-table__status">{progress_chip(unit.progress)}</td>
                            <td class="dads-table__numeric">{format!("{} / {}", unit.answered_count, unit.question_count)}</td>
                            <td class="dads-table__numeric">{unit.no_count.to_string()}</td>
                            <td class="dads-table__numeric">{unit.open_count.to_string()}</td>
                            <td class="dads-table__date">
                                {unit.submitted_on.map(|date| view! { <TableDate date/> })}" "{unit.submitted_by}
                            </td>
                        </tr>
                    }).collect_view()}
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan="6">"あなたの課は、この自己点検の対象ではありません。"</td></tr>
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn VoidForm(id: domain::id::SelfInspectionId, revision: i32) -> impl IntoView {
    let action = ServerAction::<VoidCampaign>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <section class="section-follow" aria-labelledby="void">
            <h2 class="dads-heading" data-size="22" id="void">"無効化"</h2>
            <details class="dads-disclosure" open=move || error.get().is_some()>
                <summary>"この自己点検を無効にする"</summary>
                <div class="dads-disclosure__body">
                    <ErrorSummary error form="void"/>
                    <p>"無効にすると、回答できなくなり、遵守状況に数えません。回答の記録は残ります。"</p>
                    <ActionForm action attr:class="form">
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="revision" value=revision.to_string()/>
                        <TextField form="void" prefix="" field="reason" label="理由" value=String::new() errors required=true/>
                        <div class="button-row">
                            <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"無効化"</button>
                        </div>
                    </ActionForm>
                </div>
            </details>
        </section>
    }
}
