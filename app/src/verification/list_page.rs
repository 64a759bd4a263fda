//! 点検: the sheets somebody may see, filtered by the address.

use domain::verification::SheetFilter;
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{
    api::{self, SheetList},
    basis::PolicyBasis,
    list_table::SheetTable,
};
use crate::{
    components::{Chevron, Loaded, PageHead, Pager, Tabs},
    paths,
};

/// Value in the address and label of the states.
const STATES: [(&str, &str); 4] = [
    ("", "未実施"),
    ("overdue", "期限超過"),
    ("month", "31日以内"),
    ("done", "実施済み"),
];

/// The list of sheets.
#[component]
pub fn VerificationListPage() -> impl IntoView {
    let data = api::load_sheet_list(use_query_map().with_untracked(filter_of));
    view! { <Loaded data=data children=|list: SheetList| view! { <Sheets list/> }/> }
}

fn filter_of(query: &ParamsMap) -> SheetFilter {
    let parameter = |name: &str| query.get(name).unwrap_or_default();
    SheetFilter {
        state: parameter("state"),
        unit: parameter("unit"),
        contract: parameter("contract"),
        page: parameter("page"),
    }
}

/// The address of the list under a filter; the first page when the filter names none.
fn address(filter: &SheetFilter) -> String {
    let parameters = [
        ("state", &filter.state),
        ("unit", &filter.unit),
        ("contract", &filter.contract),
        ("page", &filter.page),
    ];
    paths::with_query(
        paths::VERIFICATIONS,
        &parameters.map(|(name, value)| (name, value.as_str())),
    )
}

/// The label of the state; one nobody offers shows what is open, as the service does.
fn state_label(state: &str) -> &'static str {
    STATES
        .iter()
        .find(|(code, _)| *code == state)
        .map_or("未実施", |(_, label)| *label)
}

/// Units that exist today and whose checks the person may see: id and name.
pub(super) fn choosable(
    units: Vec<domain::organization::OrganizationUnit>,
    ctx: &services::Context,
) -> Vec<(String, String)> {
    use domain::authorization::{Action, Resource};
    let scope = ctx.scope(Action::View, Resource::Verification);
    units
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()) && scope.contains(unit.id))
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect()
}

#[component]
fn Sheets(list: SheetList) -> impl IntoView {
    let SheetList {
        sheets,
        total,
        page_size,
        filter,
        units,
        today,
        printed,
    } = list;
    let page = filter.page.parse().unwrap_or(1);
    let pager = |label| {
        let filter = filter.clone();
        let link = move |page: u64| {
            address(&SheetFilter {
                page: page.to_string(),
                ..filter.clone()
            })
        };
        view! { <Pager page total size=page_size link label/> }
    };
    let tabs = STATES.map(|(state, label)| {
        let filter = SheetFilter {
            state: state.to_owned(),
            page: String::new(),
            ..filter.clone()
        };
        (address(&filter), label)
    });
    let conditions = conditions(&filter, &units);
    let contract = sheets
        .first()
        .map(|sheet| sheet.contract_no.clone())
        .unwrap_or_default();
    view! {
        <PageHead title="点検"/>
        <p><a href=paths::SUBJECT_VERIFICATIONS>"SNS・外部サービスの点検を見る"</a></p>
        <Tabs label="点検の状態" tabs=tabs.to_vec() current=state_label(&filter.state)/>
        <Filter filter=filter.clone() units/>
        <ContractChip filter=filter.clone() contract/>
        {(0 < total).then(|| view! { <div class="ledger-bar">{pager("ページ（上）")}</div> })}
        <p class="output-conditions">{format!("条件：{conditions}　出力：{printed}")}</p>
        {if total == 0 && is_plain(&filter) {
            view! { <p class="zero-state">"未実施の点検はありません。契約を承認すると、条項に応じた点検が予定に入ります。"</p> }.into_any()
        } else {
            view! { <SheetTable sheets today/> }.into_any()
        }}
        {(0 < total).then(|| view! { <div class="ledger-bar">{pager("ページ（下）")}</div> })}
        <PolicyBasis/>
    }
}

/// True when nothing is asked but what is open.
fn is_plain(filter: &SheetFilter) -> bool {
    filter.state.is_empty() && filter.unit.is_empty() && filter.contract.is_empty()
}

/// The filter in words, for the print sheet.
fn conditions(filter: &SheetFilter, units: &[(String, String)]) -> String {
    let mut words = vec![format!("状態＝{}", state_label(&filter.state))];
    if let Some((_, name)) = units.iter().find(|(id, _)| *id == filter.unit) {
        words.push(format!("所管課＝{name}"));
    }
    if !filter.contract.is_empty() {
        words.push("1件の契約".to_owned());
    }
    words.join("、")
}

/// 所管課, as a form of the address.
#[component]
fn Filter(filter: SheetFilter, units: Vec<(String, String)>) -> impl IntoView {
    let chosen = filter.unit;
    view! {
        <form class="filter-bar" method="get" action=paths::VERIFICATIONS role="search" aria-label="点検の絞り込み">
            {[("state", filter.state), ("contract", filter.contract)].into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view()}
            <div class="filter-bar__field">
                <label class="filter-bar__label" for="filter-unit">"所管課"</label>
                <span class="dads-select">
                    <span class="dads-select__control">
                        <select class="dads-select__select" id="filter-unit" name="unit" data-size="sm">
                            <option value="" selected=chosen.is_empty()>"すべて"</option>
                            {units.into_iter().map(|(id, name)| {
                                let is_chosen = id == chosen;
                                view! { <option value=id selected=is_chosen>{name}</option> }
                            }).collect_view()}
                        </select>
                        <Chevron/>
                    </span>
                </span>
            </div>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
        </form>
    }
}

/// The contract the list is limited to, to be taken off.
#[component]
fn ContractChip(filter: SheetFilter, contract: String) -> impl IntoView {
    (!filter.contract.is_empty()).then(|| {
        let without = SheetFilter { contract: String::new(), page: String::new(), ..filter };
        view! {
            <ul class="filter-chips" aria-label="適用中の条件">
                <li>
                    <a class="filter-chip" href=address(&without)>
                        {if contract.is_empty() { "1件の契約".to_owned() } else { format!("契約：{contract}") }}
                        <span class="filter-chip__remove" aria-hidden="true">"×"</span>
                        <span class="dads-u-visually-hidden">"を外す"</span>
                    </a>
                </li>
            </ul>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(state: &str, unit: &str) -> SheetFilter {
        SheetFilter {
            state: state.to_owned(),
            unit: unit.to_owned(),
            ..SheetFilter::default()
        }
    }

    #[test]
    fn the_state_of_the_list_is_in_its_address() {
        assert_eq!(address(&filter("", "")), "/verifications");
        assert_eq!(
            address(&filter("overdue", "3")),
            "/verifications?state=overdue&unit=3"
        );
    }

    #[test]
    fn the_filter_is_printed_in_words() {
        let units = [("3".to_owned(), "総務課".to_owned())];
        assert_eq!(
            conditions(&filter("", "3"), &units),
            "状態＝未実施、所管課＝総務課"
        );
        assert_eq!(conditions(&filter("done", ""), &units), "状態＝実施済み");
    }
}
