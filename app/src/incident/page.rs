//! `/incidents/{id}`: the clocks, the steps, the outcome.

use domain::id::SocialMediaAccountId;
use domain::incident::{
    IncidentDetail, IncidentState, SubjectKind,
    clock::{Clock, minute},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{CloseIncident, IncidentData, load_incident},
    incident_id,
    outcome::Outcome,
    state_chip,
    steps::Steps,
};
use crate::{
    audit_log::History,
    components::{Breadcrumb, Chip, ErrorSummary, Loaded, LongDate, PageHead, error_of},
    error::AppError,
    paths,
    social_media::Description,
};

/// One incident.
#[component]
pub fn IncidentPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    view! { <Loaded data=load(id, held) children=|data: IncidentData| view! { <IncidentView data/> }/> }
}

async fn load(id: String, held: String) -> Result<IncidentData, AppError> {
    load_incident(incident_id(&id)?, &held).await
}

#[component]
fn IncidentView(data: IncidentData) -> impl IntoView {
    let IncidentData {
        detail,
        step,
        outcome,
    } = data;
    let incident = &detail.incident;
    let actions = detail.can_edit.then(|| {
        let path = paths::edit_incident(incident.id);
        view! { <a class="dads-button" data-type="outline" data-size="md" href=path>"編集"</a> }
            .into_any()
    });
    let meta = view! {
        <span>{incident.kind.label()}</span>
        <span>{detail.unit_name.clone()}</span>
        {state_chip(incident.state)}
    };
    view! {
        <Breadcrumb links=vec![(paths::INCIDENTS.to_owned(), "事故等".to_owned())] here=incident.title.clone()/>
        <PageHead title=incident.title.clone() window=format!("{} - 事故等", incident.title)
            meta=Some(meta.into_any()) actions/>
        <div class="u-stack-lg">
            <Clocks clocks=detail.clocks.clone() now=detail.now/>
            <Steps detail=detail.clone() held=step/>
            <Basics detail=detail.clone()/>
            <Outcome detail=detail.clone() input=outcome/>
            <Closing detail=detail.clone()/>
            <section aria-labelledby="incident-history">
                <h2 class="dads-heading" data-size="22" id="incident-history">"履歴"</h2>
                <History entries=detail.history.clone()/>
            </section>
        </div>
        <p class="section-follow"><a href=paths::INCIDENTS>"事故等に戻る"</a></p>
    }
}

/// Each limit, and whether it was kept.
#[component]
fn Clocks(clocks: Vec<Clock>, now: chrono::DateTime<chrono::Utc>) -> impl IntoView {
    view! {
        <section aria-labelledby="incident-clocks">
            <h2 class="dads-heading" data-size="22" id="incident-clocks">"期限"</h2>
            <div class="dads-table" data-size="dense">
                <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                    <caption class="dads-u-visually-hidden">"期限"</caption>
                    <thead>
                        <tr>
                            <th class="dads-table__col-header" scope="col">"報告"</th>
                            <th class="dads-table__col-header" scope="col">"定め"</th>
                            <th class="dads-table__col-header" scope="col">"期限"</th>
                            <th class="dads-table__col-header" scope="col">"済んだ日時"</th>
                            <th class="dads-table__col-header" scope="col">"状態"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {clocks.into_iter().map(|clock| {
                            let is_late = clock.is_late(now);
                            let chip = match (clock.done_at.is_some(), is_late) {
                                (true, false) => view! { <Chip label="期限内" color="green"/> },
                                (true, true) => view! { <Chip label="遅れて実施" color="orange"/> },
                                (false, true) => view! { <Chip label="期限超過" color="red"/> },
                                (false, false) => view! { <Chip label="未実施" color="yellow"/> },
                            };
                            let due = minute(clock.due_at);
                            let due = if clock.to_the_minute {
                                due
                            } else {
                                due.split_once(' ').map(|(day, _)| day.to_owned()).unwrap_or(due)
                            };
                            view! {
                                <tr>
                                    <th class="dads-table__row-header" scope="row">{clock.label}</th>
                                    <td class="dads-table__text">{clock.rule}</td>
                                    <td class="dads-table__text">{due}</td>
                                    <td class="dads-table__text">{clock.done_at.map(minute)}</td>
                                    <td class="dads-table__status">{chip}</td>
                                </tr>
                            }
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Basics(detail: IncidentDetail) -> impl IntoView {
    let incident = detail.incident;
    let subject = detail.subject_name.map(|name| match incident.subject {
        Some((SubjectKind::SocialMediaAccount, id)) => {
            let path = paths::social_media_account(SocialMediaAccountId(id));
            view! { <a href=path>{name}</a> }.into_any()
        }
        _ => name.into_any(),
    });
    let date = |day| view! { <LongDate date=day/> }.into_any();
    let count = incident.affected_count.map(|count| format!("{count}人"));
    let rows = vec![
        ("対象", subject.into_any()),
        ("発生日", incident.occurred_on.map(date).into_any()),
        ("知った日時", minute(incident.known_at).into_any()),
        ("概要", incident.description.into_any()),
        (
            "個人情報の漏えい",
            incident.personal_info.label().into_any(),
        ),
        ("原因となった行為", incident.intent.label().into_any()),
        ("本人の数", count.into_any()),
        ("記録した人", detail.recorder.into_any()),
        ("終結日", incident.closed_on.map(date).into_any()),
    ];
    view! {
        <section aria-labelledby="incident-description">
            <h2 class="dads-heading" data-size="22" id="incident-description">"内容"</h2>
            <Description rows/>
        </section>
    }
}

/// What is left before the end, and the button.
#[component]
fn Closing(detail: IncidentDetail) -> impl IntoView {
    let action = ServerAction::<CloseIncident>::new();
    let (error, _) = error_of(move || action.value().get());
    let incident = detail.incident;
    (incident.state != IncidentState::Closed).then(|| view! {
        <section aria-labelledby="incident-closing">
            <h2 class="dads-heading" data-size="22" id="incident-closing">"終結"</h2>
            <ErrorSummary error/>
            {(!detail.open_points.is_empty()).then(|| view! {
                <p>"終結までに残っていること"</p>
                <ul>{detail.open_points.into_iter().map(|point| view! { <li>{point}</li> }).collect_view()}</ul>
            })}
            {detail.can_close.then(|| view! {
                <ActionForm action>
                    <input type="hidden" name="id" value=incident.id.to_string()/>
                    <input type="hidden" name="revision" value=incident.revision.to_string()/>
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"終結を承認"</button>
                </ActionForm>
            })}
            <p class="u-support">"終結は、記録した本人ではない情報セキュリティ統括が承認します。"</p>
        </section>
    })
}
