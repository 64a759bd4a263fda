//! 点検: the sheets somebody may see, filtered by the address.

use domain::{export::ExportLedger, verification::SheetFilter};
use leptos::prelude::*;

use super::{
    api::{self, SheetList},
    basis::PolicyBasis,
    list_table::{COLUMNS, SheetTable},
};
use crate::{
    components::{
        ColumnPicker, Columns, Condition, Download, FilterBar, FilterChips, FilterSelect,
        LedgerAddress, LedgerPager, Loaded, PageHead, Place, Tabs, condition, label_in,
    },
    paths,
    saved_view::SavedViews,
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
    let at = LedgerAddress::of_request(ExportLedger::Verifications);
    let filter = SheetFilter {
        state: at.get("state"),
        unit: at.get("unit"),
        contract: at.get("contract"),
        sort: at.get("sort"),
        page: at.get("page"),
    };
    let data = api::load_sheet_list(filter, at.size());
    view! { <Loaded data=data children=move |list: SheetList| view! { <Sheets list at/> }/> }
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
fn Sheets(list: SheetList, at: LedgerAddress) -> impl IntoView {
    let SheetList {
        sheets,
        total,
        units,
        today,
        printed,
    } = list;
    let tabs = STATES.map(|(state, label)| (at.with("state", state), label));
    let contract = sheets.first().map(|sheet| sheet.contract_no.clone());
    let conditions = conditions(&at, &units, contract);
    let in_words = in_words(&at, &conditions);
    let columns = Columns::at(&at, COLUMNS);
    let unit = at.get("unit");
    view! {
        <PageHead title="点検"/>
        <SavedViews at=at.clone()/>
        <p><a href=paths::SUBJECT_VERIFICATIONS>"SNS・外部サービスの点検を見る"</a></p>
        <Tabs label="点検の状態" tabs=tabs.to_vec() current=state_label(&at.get("state"))/>
        <FilterBar at=at.clone() label="点検の絞り込み" own=&["unit"]>
            <FilterSelect name="unit" label="所管課" all="すべて" value=unit options=units/>
        </FilterBar>
        <FilterChips at=at.clone() conditions/>
        {(0 < total).then(|| view! {
            <div class="ledger-bar">
                <ColumnPicker at=at.clone() columns/>
                <Download ledger=ExportLedger::Verifications filter=at.filter() total/>
                <LedgerPager at=at.clone() total place=Place::Above/>
            </div>
        })}
        <p class="output-conditions">{format!("条件：{in_words}　出力：{printed}")}</p>
        {if total == 0 && !at.is_narrowed() {
            view! { <p class="zero-state">"未実施の点検はありません。契約を承認すると、条項に応じた点検が予定に入ります。"</p> }.into_any()
        } else {
            view! { <SheetTable sheets today at=at.clone()/> }.into_any()
        }}
        {(0 < total).then(|| view! { <div class="ledger-bar"><LedgerPager at total place=Place::Below/></div> })}
        <PolicyBasis/>
    }
}

/// What narrows the list beside its tab. `contract` is the number of the one it is limited to.
fn conditions(
    at: &LedgerAddress,
    units: &[(String, String)],
    contract: Option<String>,
) -> Vec<Condition> {
    let one = |_: &str| Some(contract.unwrap_or_else(|| "1件".to_owned()));
    [
        condition(at, "unit", "所管課", |code| label_in(units, code)),
        condition(at, "contract", "契約", one),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The filter for the print sheet.
fn in_words(at: &LedgerAddress, conditions: &[Condition]) -> String {
    let mut words = vec![format!("状態：{}", state_label(&at.get("state")))];
    words.extend(conditions.iter().map(|(_, words)| words.clone()));
    words.join("、")
}
