//! `/self-inspections`: campaigns, newest first, year beside year.

use domain::self_inspection::CampaignSummary;
use leptos::prelude::*;

use super::api::load_list;
use crate::{
    components::{Chip, Loaded, PageHead, TableDate},
    paths,
};

/// Campaigns.
#[component]
pub fn SelfInspectionListPage() -> impl IntoView {
    view! {
        <Loaded data=load_list() children=|(campaigns, can_open): (Vec<CampaignSummary>, bool)| {
            view! { <Campaigns campaigns can_open/> }
        }/>
    }
}

#[component]
fn Campaigns(campaigns: Vec<CampaignSummary>, can_open: bool) -> impl IntoView {
    let is_empty = campaigns.is_empty();
    view! {
        <PageHead
            title="自己点検"
            actions=can_open.then(|| view! {
                <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_SELF_INSPECTION>"自己点検を始める"</a>
            }.into_any())
        />
        <p>"情報セキュリティポリシーの遵守状況を検証するため、定期的又は必要に応じて実施します（第7節）。"</p>
        {if is_empty {
            view! { <p class="zero-state">"自己点検はまだ実施されていません。情報セキュリティ統括が始めると、ここに表示されます。"</p> }.into_any()
        } else {
            view! { <Table campaigns/> }.into_any()
        }}
    }
}

#[component]
fn Table(campaigns: Vec<CampaignSummary>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"自己点検"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"自己点検"</th>
                        <th class="dads-table__col-header" scope="col">"年度"</th>
                        <th class="dads-table__col-header" scope="col">"期間"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"提出"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"適合率"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"否"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"改善済み"</th>
                    </tr>
                </thead>
                <tbody>
                    {campaigns.into_iter().map(|summary| view! { <Row summary/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(summary: CampaignSummary) -> impl IntoView {
    let conformity = summary.conformity();
    let campaign = summary.campaign;
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::self_inspection(campaign.id)>{campaign.title}</a>
                <span class="dads-table__sub">{campaign.kind.label()}</span>
                {campaign.void_on.map(|_| view! { <Chip label="無効" color="red"/> })}
            </th>
            <td class="dads-table__short">{campaign.fiscal_year.label()}</td>
            <td class="dads-table__date"><TableDate date=campaign.opened_on/>"–"<TableDate date=campaign.due_on/></td>
            <td class="dads-table__numeric">{format!("{} / {}", summary.submitted_count, summary.unit_count)}</td>
            <td class="dads-table__numeric">{conformity.map(|percent| format!("{percent}%"))}</td>
            <td class="dads-table__numeric">{summary.no_count.to_string()}</td>
            <td class="dads-table__numeric">{summary.improved_count.to_string()}</td>
        </tr>
    }
}
