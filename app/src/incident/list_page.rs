//! `/incidents`: what happened, the open ones first.

use domain::incident::{IncidentState, IncidentSummary};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{ListData, load_list},
    state_chip,
};
use crate::{
    components::{Breadcrumb, Chip, Loaded, LongDate, PageHead, Tabs},
    paths,
};

/// The list of incidents.
#[component]
pub fn IncidentListPage() -> impl IntoView {
    let state = use_query_map().with_untracked(|query| query.get("state").unwrap_or_default());
    view! { <Loaded data=load_list(state) children=|data: ListData| view! { <List data/> }/> }
}

#[component]
fn List(data: ListData) -> impl IntoView {
    let ListData {
        incidents,
        state,
        can_record,
    } = data;
    let mut tabs = vec![(paths::INCIDENTS.to_owned(), "すべて")];
    tabs.extend(IncidentState::ALL.iter().map(|state| {
        let path = paths::with_query(paths::INCIDENTS, &[("state", state.code())]);
        (path, state.label())
    }));
    let current = state
        .parse::<IncidentState>()
        .map_or("すべて", IncidentState::label);
    let is_empty = incidents.is_empty();
    let actions = can_record.then(|| {
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_INCIDENT>"事故等を記録"</a> }.into_any()
    });
    view! {
        <Breadcrumb links=vec![(paths::SOCIAL_MEDIA.to_owned(), "SNS".to_owned())] here="事故等"/>
        <PageHead title="事故等" actions/>
        <Tabs label="事故等の状態" tabs current/>
        {if is_empty {
            view! { <p class="zero-state">"記録はありません。おそれの段階でも、知った時にすぐ記録してください。"</p> }.into_any()
        } else {
            view! { <Table incidents/> }.into_any()
        }}
    }
}

#[component]
fn Table(incidents: Vec<IncidentSummary>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"事故等"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"知った日"</th>
                        <th class="dads-table__col-header" scope="col">"件名"</th>
                        <th class="dads-table__col-header" scope="col">"種別"</th>
                        <th class="dads-table__col-header" scope="col">"対象"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header" scope="col">"状態"</th>
                    </tr>
                </thead>
                <tbody>
                    {incidents.into_iter().map(|incident| view! {
                        <tr>
                            <td class="dads-table__date"><LongDate date=incident.known_on/></td>
                            <th class="dads-table__row-header" scope="row"><a href=paths::incident(incident.id)>{incident.title}</a></th>
                            <td class="dads-table__text">{incident.kind.label()}</td>
                            <td class="dads-table__text">{incident.subject_name}</td>
                            <td class="dads-table__short">{incident.unit_name}</td>
                            <td class="dads-table__status">
                                <span class="u-cluster">
                                    {state_chip(incident.state)}
                                    {incident.is_late.then(|| view! { <Chip label="期限超過" color="red"/> })}
                                </span>
                            </td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
