//! `/findings`: the findings somebody may see, filtered by the address.

use chrono::NaiveDate;
use domain::{
    export::ExportLedger,
    finding::{Finding, FindingFilter, FindingState, escalation::Escalation},
    library::Severity,
};
use leptos::prelude::*;

use super::{
    api::{FindingList, Options, list_findings},
    chips::{severity_chip, state_chip},
};
use crate::{
    components::{
        Column, ColumnPicker, Columns, Condition, Download, FilterBar, FilterChips, FilterSelect,
        LedgerAddress, LedgerHead, LedgerPager, Loaded, PageHead, PdfLink, Place, Tabs, condition,
        each, label_in,
    },
    paths,
    saved_view::SavedViews,
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

const COLUMNS: &[Column] = &[
    Column::sorting("due_on", "是正の期限").staying(),
    Column::new("finding", "指摘").staying(),
    Column::sorting("subject", "対象"),
    Column::sorting("unit", "所管課"),
    Column::sorting("severity", "重さ"),
    Column::sorting("state", "状態"),
    Column::new("escalation", "報告先"),
];

/// The list of findings.
#[component]
pub fn FindingListPage() -> impl IntoView {
    let at = LedgerAddress::of_request(ExportLedger::Findings);
    let filter = FindingFilter {
        state: at.get("state"),
        severity: at.get("severity"),
        unit: at.get("unit"),
        contract: at.get("contract"),
        sort: at.get("sort"),
        page: at.get("page"),
    };
    let data = list_findings(filter, at.size());
    view! { <Loaded data=data children=move |list: FindingList| view! { <Findings list at/> }/> }
}

fn tab_label(state: &str) -> &'static str {
    STATES
        .iter()
        .find(|(code, _)| *code == state)
        .map_or("", |(_, label)| *label)
}

#[component]
fn Findings(list: FindingList, at: LedgerAddress) -> impl IntoView {
    let FindingList {
        rows,
        total,
        overdue,
        units,
        today,
        can_add,
    } = list;
    let (severity, unit) = (at.get("severity"), at.get("unit"));
    let tabs = STATES.map(|(state, label)| (at.with("state", state), label));
    let filter = at.filter();
    let filter: Vec<(&str, &str)> = filter.iter().map(|(name, it)| (*name, &**it)).collect();
    let actions = view! {
        {can_add.then(|| view! { <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_FINDING>"指摘を登録"</a> })}
        <PdfLink path=paths::with_query(paths::FINDINGS_PDF, &filter) label="管理表"/>
    };
    let actions = Some(actions.into_any());
    let meta = (0 < overdue).then(|| {
        view! { <span>{format!("期限を過ぎた指摘が{overdue}件あります")}</span> }.into_any()
    });
    let columns = Columns::at(&at, COLUMNS);
    let severities: Options = Severity::ALL
        .map(|severity| (severity.code().to_owned(), severity.label().to_owned()))
        .to_vec();
    let subject = rows
        .first()
        .map(|(finding, _)| finding.subject_name.clone());
    let conditions = conditions(&at, &units, &severities, subject);
    view! {
        <PageHead title="指摘・是正" actions meta/>
        <SavedViews at=at.clone()/>
        <Tabs label="指摘の状態" tabs=tabs.to_vec() current=tab_label(&at.get("state"))/>
        <FilterBar at=at.clone() label="指摘の絞り込み" own=&["severity", "unit"]>
            <FilterSelect name="severity" label="重さ" all="すべて" value=severity options=severities/>
            <FilterSelect name="unit" label="所管課" all="すべて" value=unit options=units/>
        </FilterBar>
        <FilterChips at=at.clone() conditions/>
        {(0 < total).then(|| view! {
            <div class="ledger-bar">
                <ColumnPicker at=at.clone() columns/>
                <Download ledger=ExportLedger::Findings filter=at.filter() total/>
                <LedgerPager at=at.clone() total place=Place::Above/>
            </div>
        })}
        {if total == 0 && !at.is_narrowed() {
            view! { <p class="zero-state">"完了していない指摘はありません。点検で不適合を記録すると、指摘が自動で登録されます。"</p> }.into_any()
        } else {
            view! { <FindingTable rows today at=at.clone() columns/> }.into_any()
        }}
        {(0 < total).then(|| view! { <div class="ledger-bar"><LedgerPager at total place=Place::Below/></div> })}
    }
}

/// What narrows the list beside its tab. `subject` is the one it is limited to.
fn conditions(
    at: &LedgerAddress,
    units: &Options,
    severities: &Options,
    subject: Option<String>,
) -> Vec<Condition> {
    let one = |_: &str| Some(subject.unwrap_or_else(|| "1件".to_owned()));
    [
        condition(at, "severity", "重さ", |code| label_in(severities, code)),
        condition(at, "unit", "所管課", |code| label_in(units, code)),
        condition(at, "contract", "契約", one),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[component]
fn FindingTable(
    rows: Vec<(Finding, Option<Escalation>)>,
    today: NaiveDate,
    at: LedgerAddress,
    columns: Columns,
) -> impl IntoView {
    let is_empty = rows.is_empty();
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"指摘"</caption>
                <LedgerHead columns at=Some(at)/>
                <tbody>
                    {each(rows, |(finding, escalation)| view! { <FindingRow finding escalation today columns/> })}
                    {is_empty.then(|| view! {
                        <tr><td class="dads-table__empty" colspan=columns.count()>"該当する指摘はありません。別の条件を試してください。"</td></tr>
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn FindingRow(
    finding: Finding,
    escalation: Option<Escalation>,
    today: NaiveDate,
    columns: Columns,
) -> impl IntoView {
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
            {columns.shows("subject").then(|| view! { <td class="dads-table__text">{finding.subject_name.clone()}</td> })}
            {columns.shows("unit").then(|| view! { <td class="dads-table__short">{finding.unit_name.clone()}</td> })}
            {columns.shows("severity").then(|| view! { <td class="dads-table__status">{severity_chip(finding.severity)}</td> })}
            {columns.shows("state").then(|| view! { <td class="dads-table__status">{state_chip(state)}</td> })}
            {columns.shows("escalation").then(|| view! { <td class="dads-table__short">{escalation.map(|it| it.level.label())}</td> })}
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
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shortened("名簿\nが古い"), "名簿 が古い");
        assert_eq!(shortened(&"あ".repeat(41)).chars().count(), 41);
    }
}
