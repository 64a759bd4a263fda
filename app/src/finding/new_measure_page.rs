//! `/contracts/{id}/measures/new`: first which measure, then its draft.

use domain::{
    finding::measure::{Advice, MeasureChoice},
    id::ContractId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    measure_api::{DraftMeasure, NewMeasure, NewMeasureQuery, new_measure},
    measure_forms::DraftForm,
};
use crate::{
    components::{Breadcrumb, Loaded, PageHead},
    contract::contract_id,
    paths,
};

/// The form of a new measure.
#[component]
pub fn NewMeasurePage() -> impl IntoView {
    let action = ServerAction::<DraftMeasure>::new();
    let query = use_query_map().with_untracked(|query| NewMeasureQuery {
        finding: query.get("finding").unwrap_or_default(),
        kind: query.get("kind").unwrap_or_default(),
        held: query.get("held"),
    });
    let data = new_measure(contract_id(), query);
    view! { <Loaded data=data children=move |new: NewMeasure| view! { <NewMeasureView new action/> }/> }
}

#[component]
fn NewMeasureView(new: NewMeasure, action: ServerAction<DraftMeasure>) -> impl IntoView {
    let id = new.contract_id;
    let links = vec![
        (paths::CONTRACTS.to_owned(), "契約".to_owned()),
        (
            paths::contract_tab(id, "findings"),
            new.contract_title.clone(),
        ),
    ];
    let body = match new.chosen.clone() {
        Some(choice) => {
            view! { <DraftForm id input=new.input choice findings=new.findings action/> }.into_any()
        }
        None => view! { <Ladder id finding=new.input.finding_id choices=new.choices/> }.into_any(),
    };
    view! {
        <Breadcrumb links=links here="措置を起案"/>
        <PageHead title="措置を起案" window=format!("措置を起案 - {}", new.contract_title)/>
        {body}
    }
}

/// The measures from the mildest on, with what the ladder says of each.
#[component]
fn Ladder(id: ContractId, finding: String, choices: Vec<MeasureChoice>) -> impl IntoView {
    view! {
        <p>"軽いものから順に並んでいます。段階を飛ばすときは、理由を入力します。"</p>
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"措置の段階"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"段階"</th>
                    <th class="dads-table__col-header" scope="col">"措置"</th>
                    <th class="dads-table__col-header" scope="col">"根拠となる条項"</th>
                    <th class="dads-table__col-header" scope="col">"通常の決裁者"</th>
                    <th class="dads-table__col-header" scope="col">"前の段階"</th>
                </tr></thead>
                <tbody>
                    {choices.into_iter().map(|choice| {
                        let path = paths::with_query(
                            &paths::new_measure(id, None),
                            &[("finding", &finding), ("kind", choice.rule.kind.code())],
                        );
                        let basis = choice.bases.first().map_or_else(
                            || "特記事項にありません（契約書などの条項を入力します）".to_owned(),
                            |basis| basis.label.clone(),
                        );
                        view! {
                            <tr>
                                <td class="dads-table__short">{format!("Lv{}", choice.rule.kind.level())}</td>
                                <th class="dads-table__row-header" scope="row"><a href=path>{choice.rule.title.clone()}</a></th>
                                <td class="dads-table__text">{basis}</td>
                                <td class="dads-table__short">{choice.rule.decided_by.clone()}</td>
                                <td class="dads-table__text">{advice_words(&choice.advice)}</td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

pub(super) fn advice_words(advice: &Advice) -> String {
    match advice {
        Advice::Usual(words) | Advice::NeedsReason(words) => words.clone(),
    }
}
