//! All versions of a document, and which of them was in force on a day.

use chrono::NaiveDate;
use domain::regulation::{RegulationDetail, RegulationVersion};
use leptos::prelude::*;

use super::parts::{TextLink, state_chip};
use crate::{
    components::{LongDate, TableDate},
    paths,
};

/// The section of the page. `on` is the day asked for, or why it was not taken.
#[component]
pub(super) fn Versions(
    detail: RegulationDetail,
    on: Result<Option<NaiveDate>, String>,
    on_text: String,
) -> impl IntoView {
    let is_empty = detail.document.versions.is_empty();
    let rows = detail
        .document
        .versions
        .iter()
        .rev()
        .map(|version| {
            let (detail, version) = (detail.clone(), version.clone());
            view! { <Row detail version/> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="document-versions">
            <h2 class="dads-heading" data-size="22" id="document-versions">"全ての版"</h2>
            {if is_empty {
                view! { <p>"版はありません。「新しい版を起案」から、現在の版を登録してください。"</p> }.into_any()
            } else {
                view! { <OnDay detail on on_text/> <Table rows=rows.into_any()/> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Table(rows: AnyView) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"全ての版"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"版"</th>
                        <th class="dads-table__col-header" scope="col">"状態"</th>
                        <th class="dads-table__col-header" scope="col">"施行日"</th>
                        <th class="dads-table__col-header" scope="col">"廃止日"</th>
                        <th class="dads-table__col-header" scope="col">"決裁番号"</th>
                        <th class="dads-table__col-header" scope="col">"起案・承認"</th>
                        <th class="dads-table__col-header" scope="col">"本文"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(detail: RegulationDetail, version: RegulationVersion) -> impl IntoView {
    let state = version.state_on(&detail.document.versions, detail.today);
    let people = [
        detail.name_of(version.drafted_by),
        detail.name_of(version.approved_by),
    ];
    let people: Vec<String> = people.into_iter().filter(|name| !name.is_empty()).collect();
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">
                {format!("第{}版", version.version_no)}
                <span class="dads-table__sub">{version.number.clone()}</span>
            </th>
            <td class="dads-table__status">{state_chip(state)}<span class="dads-table__sub">{version.returned_because.clone()}</span></td>
            <td class="dads-table__date"><TableDate date=version.in_force_on/></td>
            <td class="dads-table__date">
                {version.abolished_on.map(|date| view! { <TableDate date/> })}
                <span class="dads-table__sub">{version.abolished_because.clone()}</span>
            </td>
            <td class="dads-table__short">{version.decision_no.clone()}</td>
            <td class="dads-table__short">{people.join("・")}</td>
            <td class="dads-table__text"><TextLink version/></td>
        </tr>
    }
}

/// Asks for a day, and says what was in force on it.
#[component]
fn OnDay(
    detail: RegulationDetail,
    on: Result<Option<NaiveDate>, String>,
    on_text: String,
) -> impl IntoView {
    let answer = match on {
        Ok(Some(date)) => {
            let words = match detail.document.in_force_on(date) {
                Some(version) => format!("に施行中：第{}版", version.version_no),
                None => "に施行中の版はありません。".to_owned(),
            };
            Some(view! { <p role="status"><LongDate date/>{words}</p> }.into_any())
        }
        Ok(None) => None,
        Err(words) => Some(view! { <p role="status">{words}</p> }.into_any()),
    };
    view! {
        <form class="filter-bar" method="get" action=paths::regulation(detail.document.id) aria-label="基準日の版">
            <div class="filter-bar__field">
                <label class="filter-bar__label" for="filter-on">"基準日"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-on" name="on" type="text" value=on_text data-size="sm" data-width="12" autocomplete="off"/>
                </span>
            </div>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"この日の版を確認"</button>
        </form>
        {answer}
    }
}
