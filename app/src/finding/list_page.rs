//! `/findings`: the findings somebody may see, filtered by the address.

use chrono::NaiveDate;
use domain::{
    finding::{Finding, FindingFilter, FindingState, escalation::Escalation},
    library::Severity,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{FindingList, list_findings},
    chips::{severity_chip, state_chip},
};
use crate::{
    components::{Chevron, Loaded, PageHead, Pager, Tabs},
    paths,
    verification::due::DueDate,
};

/// Value in the address and label of the states offered as tabs.
const STATES: [(&str, &str); 7] = [
    ("", "未完了"),
    ("overdue", "期限超過"),
    ("open", "指示前"),
    ("reported", "確認待ち"),
    ("risk_accepted", "リスク受容"),
    ("verified", "確認済み"),
    ("all", "すべて"),
];

/// The list of findings.
#[component]
pub fn FindingListPage() -> impl IntoView {
    let data = list_findings(use_query_map().with_untracked(|query| {
        let text = |name: &str| query.get(name).unwrap_or_default();
        FindingFilter {
            state: text("state"),
            severity: text("severity"),
            unit: text("unit"),
            contract: text("contract"),
            page: text("page"),
        }
    }));
    view! { <Loaded data=data children=|list: FindingList| view! { <Findings list/> }/> }
}

fn address(filter: &FindingFilter) -> String {
    let parameters = [
        ("state", &filter.state),
        ("severity", &filter.severity),
        ("unit", &filter.unit),
        ("contract", &filter.contract),
        ("page", &filter.page),
    ];
    paths::with_query(
        paths::FINDINGS,
        &parameters.map(|(name, value)| (name, value.as_str())),
    )
}

fn tab_label(state: &str) -> &'static str {
    STATES
        .iter()
        .find(|(code, _)| *code == state)
        .map_or("", |(_, label)| *label)
}

#[component]
fn Findings(list: FindingList) -> impl IntoView {
    let FindingList {
        filter,
        rows,
        total,
        overdue,
        page_size,
        units,
        today,
        can_add,
    } = list;
    let tabs = STATES.map(|(state, label)| {
        let filter = FindingFilter {
            state: state.to_owned(),
            page: String::new(),
            ..filter.clone()
        };
        (address(&filter), label)
    });
    let page = filter.page.parse().unwrap_or(1);
    let link = {
        let filter = filter.clone();
        move |page: u64| {
            address(&FindingFilter {
                page: page.to_string(),
                ..filter.clone()
            })
        }
    };
    let actions = can_add.then(|| {
        view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_FINDING>"指摘を登録"</a> }.into_any()
    });
    let meta = (0 < overdue).then(|| {
        view! { <span>{format!("期限を過ぎた指摘が{overdue}件あります")}</span> }.into_any()
    });
    let is_plain = filter == FindingFilter::default();
    view! {
        <PageHead title="指摘・是正" actions meta/>
        <Tabs label="指摘の状態" tabs=tabs.to_vec() current=tab_label(&filter.state)/>
        <Filter filter units/>
        {if total == 0 && is_plain {
            view! { <p class="zero-state">"完了していない指摘はありません。点検で不適合を記録すると、指摘が自動で登録されます。"</p> }.into_any()
        } else {
            view! { <FindingTable rows today/> }.into_any()
        }}
        {(0 < total).then(|| view! { <div class="ledger-bar"><Pager page total size=page_size link label="ページ"/></div> })}
    }
}

#[component]
fn Filter(filter: FindingFilter, units: Vec<(String, String)>) -> impl IntoView {
    let severities = Severity::ALL
        .map(|severity| (severity.code().to_owned(), severity.label().to_owned()))
        .to_vec();
    view! {
        <form class="filter-bar" method="get" action=paths::FINDINGS role="search" aria-label="指摘の絞り込み">
            {[("state", filter.state), ("contract", filter.contract)].into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view()}
            <Choice name="severity" label="重さ" chosen=filter.severity options=severities/>
            <Choice name="unit" label="所管課" chosen=filter.unit options=units/>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
        </form>
    }
}

/// A list of the filter, with everything as its first choice.
#[component]
pub fn Choice(
    name: &'static str,
    label: &'static str,
    chosen: String,
    options: Vec<(String, String)>,
) -> impl IntoView {
    let id = format!("filter-{name}");
    view! {
        <div class="filter-bar__field">
            <label class="filter-bar__label" for=id.clone()>{label}</label>
            <span class="dads-select">
                <span class="dads-select__control">
                    <select class="dads-select__select" id=id name=name data-size="sm">
                        <option value="" selected=chosen.is_empty()>"すべて"</option>
                        {options.into_iter().map(|(value, label)| {
                            let is_chosen = value == chosen;
                            view! { <option value=value selected=is_chosen>{label}</option> }
                        }).collect_view()}
                    </select>
                    <Chevron/>
                </span>
            </span>
        </div>
    }
}

#[component]
fn FindingTable(rows: Vec<(Finding, Option<Escalation>)>, today: NaiveDate) -> impl IntoView {
    let is_empty = rows.is_empty();
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"指摘"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"是正の期限"</th>
                        <th class="dads-table__col-header" scope="col">"指摘"</th>
                        <th class="dads-table__col-header" scope="col">"対象"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header" scope="col">"重さ"</th>
                        <th class="dads-table__col-header" scope="col">"状態"</th>
                        <th class="dads-table__col-header" scope="col">"報告先"</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.into_iter().map(|(finding, escalation)| view! { <FindingRow finding escalation today/> }).collect_view()}
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan="7">"該当する指摘はありません。別の条件を試してください。"</td></tr>
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn FindingRow(finding: Finding, escalation: Option<Escalation>, today: NaiveDate) -> impl IntoView {
    let state = finding.state_on(today).unwrap_or(FindingState::Open);
    let due_on = finding.due_on(today);
    let left = state.is_owed().then(|| (due_on - today).num_days());
    view! {
        <tr>
            <td class="dads-table__date"><DueDate date=due_on left/></td>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::finding(finding.id)>{shortened(&finding.description)}</a>
                <span class="dads-table__sub">{finding.check_item.clone().unwrap_or_else(|| finding.source.label().to_owned())}</span>
            </th>
            <td class="dads-table__text">{finding.subject_name.clone()}</td>
            <td class="dads-table__short">{finding.unit_name.clone()}</td>
            <td class="dads-table__status">{severity_chip(finding.severity)}</td>
            <td class="dads-table__status">{state_chip(state)}</td>
            <td class="dads-table__short">{escalation.map(|it| it.level.label())}</td>
        </tr>
    }
}

/// The first characters of a text.
pub(super) fn shortened(text: &str) -> String {
    const LENGTH: usize = 40;
    let line = text.replace('\n', " ");
    if line.chars().count() <= LENGTH {
        line
    } else {
        let start: String = line.chars().take(LENGTH).collect();
        format!("{start}…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_the_list_is_in_its_address() {
        assert_eq!(address(&FindingFilter::default()), "/findings");
        let filter = FindingFilter {
            state: "overdue".to_owned(),
            unit: "3".to_owned(),
            ..FindingFilter::default()
        };
        assert_eq!(address(&filter), "/findings?state=overdue&unit=3");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shortened("名簿\nが古い"), "名簿 が古い");
        assert_eq!(shortened(&"あ".repeat(41)).chars().count(), 41);
    }
}
