//! `/organization`: units and people, filtered by a name in the address.

use chrono::NaiveDate;
use domain::{
    export::ExportLedger,
    fold::search_key,
    organization::{OrganizationUnit, PeopleFilter, Person, RoleAssignment},
};
use leptos::prelude::*;

use super::{
    api::{OrganizationData, load_organization},
    unit_name,
};
use crate::{
    components::{
        Breadcrumb, CheckboxField, Chip, Column, ColumnPicker, Columns, Condition, Download,
        FilterBar, FilterChips, FilterWords, KanaJump, LedgerAddress, LedgerHead, LedgerPager,
        Loaded, PageHead, Place, TableDate, condition, each,
    },
    paths,
    saved_view::SavedViews,
};

const COLUMNS: &[Column] = &[
    Column::sorting("name", "氏名").staying(),
    Column::sorting("staff_no", "職員番号"),
    Column::sorting("unit", "所属"),
    Column::sorting("title", "職名"),
    Column::sorting("in_office", "在職"),
    Column::new("sign_in_name", "サインイン名"),
    Column::new("roles", "役割"),
];

/// Units and people.
#[component]
pub fn OrganizationPage() -> impl IntoView {
    let at = LedgerAddress::of_request(ExportLedger::People);
    let filter = PeopleFilter {
        q: at.get("q"),
        kana: at.get("kana"),
        past: at.get("past"),
        sort: at.get("sort"),
        page: at.get("page"),
    };
    let data = load_organization(filter, at.size());
    view! {
        <Loaded data=data children=move |data: OrganizationData| view! { <OrganizationView data at/> }/>
    }
}

#[component]
fn OrganizationView(data: OrganizationData, at: LedgerAddress) -> impl IntoView {
    let OrganizationData {
        units: all_units,
        people,
        total,
        roles,
        today,
        can_edit,
    } = data;
    let mut units = all_units.clone();
    let key = search_key(&at.get("q"));
    units.retain(|unit| unit_matches(unit, &key));
    let actions = can_edit.then(|| view! {
        <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_PERSON>"職員を追加"</a>
        <a class="dads-button" data-type="outline" data-size="md" href=paths::NEW_UNIT>"組織を追加"</a>
        <a class="dads-button" data-type="outline" data-size="md" href=paths::API_TOKENS>"APIトークン"</a>
    }.into_any());
    let columns = Columns::at(&at, COLUMNS);
    let conditions = conditions(&at);
    let (q, with_past) = (at.get("q"), !at.get("past").is_empty());
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="職員・組織"/>
        <PageHead title="職員・組織" actions/>
        <SavedViews at=at.clone()/>
        <FilterBar at=at.clone() label="職員・組織の絞り込み" own=&["q", "past"]>
            <FilterWords label="氏名・フリガナ・組織の名称" value=q/>
            <CheckboxField name="past" value="1" label="退職・異動者も表示" note="" checked=with_past/>
        </FilterBar>
        <FilterChips at=at.clone() conditions/>
        <section class="section-follow" aria-labelledby="units">
            <h2 class="dads-heading" data-size="22" id="units">{format!("組織　{}件", units.len())}</h2>
            <UnitTable units all_units=all_units.clone() today/>
        </section>
        <section class="section-follow" aria-labelledby="people">
            <h2 class="dads-heading" data-size="22" id="people">{format!("職員　{total}人")}</h2>
            <div class="ledger-bar">
                <KanaJump at=at.clone()/>
                <ColumnPicker at=at.clone() columns/>
                <Download ledger=ExportLedger::People filter=at.filter() total/>
                <LedgerPager at=at.clone() total place=Place::Above/>
            </div>
            <PersonTable people all_units roles today at=at.clone() columns/>
            <div class="ledger-bar"><LedgerPager at total place=Place::Below/></div>
        </section>
    }
}

/// What narrows the list, in words.
fn conditions(at: &LedgerAddress) -> Vec<Condition> {
    let as_typed = |words: &str| Some(words.to_owned());
    [
        condition(at, "q", "検索", as_typed),
        condition(at, "kana", "五十音", as_typed),
        condition(at, "past", "退職・異動者", |_| {
            Some("表示".to_owned())
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Name, a former name or the code.
fn unit_matches(unit: &OrganizationUnit, key: &str) -> bool {
    let texts = [&unit.name, &unit.code].into_iter().chain(&unit.aliases);
    key.is_empty() || texts.into_iter().any(|text| search_key(text).contains(key))
}

fn has_left(person: &Person, today: NaiveDate) -> bool {
    person.in_office_to.is_some_and(|last| last < today)
}

#[component]
fn UnitTable(
    units: Vec<OrganizationUnit>,
    all_units: Vec<OrganizationUnit>,
    today: NaiveDate,
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"組織"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"名称"</th>
                        <th class="dads-table__col-header" scope="col">"コード"</th>
                        <th class="dads-table__col-header" scope="col">"組織区分"</th>
                        <th class="dads-table__col-header" scope="col">"上位組織"</th>
                        <th class="dads-table__col-header" scope="col">"適用開始"</th>
                        <th class="dads-table__col-header" scope="col">"適用終了"</th>
                    </tr>
                </thead>
                <tbody>
                    {units.is_empty().then(|| view! { <Empty columns="6" words="該当する組織はありません。別の条件を試してください。"/> })}
                    {each(units, |unit| {
                        let parent = unit_name(&all_units, unit.parent_id).or(unit.parent_name.clone());
                        let ended = !unit.exists_on(today);
                        view! {
                            <tr data-muted=ended.then_some("")>
                                <th class="dads-table__row-header" scope="row"><a href=paths::unit(unit.id)>{unit.name}</a></th>
                                <td class="dads-table__short"><span class="u-mono">{unit.code}</span></td>
                                <td class="dads-table__short">{unit.organ_type.label()}</td>
                                <td class="dads-table__short">{parent}</td>
                                <td class="dads-table__date"><TableDate date=unit.valid_from/></td>
                                <td class="dads-table__date">{unit.valid_to.map(|date| view! { <TableDate date/> })}</td>
                            </tr>
                        }
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn PersonTable(
    people: Vec<Person>,
    all_units: Vec<OrganizationUnit>,
    roles: Vec<RoleAssignment>,
    today: NaiveDate,
    at: LedgerAddress,
    columns: Columns,
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"職員"</caption>
                <LedgerHead columns at=Some(at)/>
                <tbody>
                    {people.is_empty().then(|| view! { <Empty columns=columns.count() words="該当する職員はいません。別の条件を試してください。"/> })}
                    {each(people, |person| {
                        let unit = unit_name(&all_units, person.unit_id);
                        let held = roles_today(&person, &roles, &all_units, today);
                        view! { <PersonRow person unit held today columns/> }
                    })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Empty(#[prop(into)] columns: String, words: &'static str) -> impl IntoView {
    view! { <tr><td class="dads-table__empty" colspan=columns>{words}</td></tr> }
}

#[component]
fn PersonRow(
    person: Person,
    unit: Option<String>,
    held: Vec<String>,
    today: NaiveDate,
    columns: Columns,
) -> impl IntoView {
    let left = has_left(&person, today);
    let not_yet = today < person.in_office_from;
    view! {
        <tr data-muted=left.then_some("")>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::person(person.id)>{person.name}</a>
                {person.kana.map(|kana| view! { <span class="dads-table__sub">{kana}</span> })}
            </th>
            {columns.shows("staff_no").then(|| view! { <td class="dads-table__short"><span class="u-mono">{person.staff_no}</span></td> })}
            {columns.shows("unit").then(|| view! { <td class="dads-table__short">{unit}</td> })}
            {columns.shows("title").then(|| view! { <td class="dads-table__short">{person.title}</td> })}
            {columns.shows("in_office").then(|| view! {
                <td class="dads-table__date">
                    <TableDate date=person.in_office_from/>"〜"{person.in_office_to.map(|date| view! { <TableDate date/> })}
                    " "
                    {left.then(|| view! { <Chip label="退職・異動" color="gray"/> })}
                    {not_yet.then(|| view! { <Chip label="着任前" color="gray"/> })}
                </td>
            })}
            {columns.shows("sign_in_name").then(|| view! { <td class="dads-table__short"><span class="u-mono">{person.sign_in_name}</span></td> })}
            {columns.shows("roles").then(|| view! { <td class="dads-table__text">{held.join("、")}</td> })}
        </tr>
    }
}

/// 契約担当（総務課）: the roles a person holds on the day.
fn roles_today(
    person: &Person,
    roles: &[RoleAssignment],
    units: &[OrganizationUnit],
    today: NaiveDate,
) -> Vec<String> {
    let holds = |role: &&RoleAssignment| {
        role.person_id == person.id
            && role.from_on <= today
            && role.to_on.is_none_or(|last| today <= last)
    };
    let words = |role: &RoleAssignment| match unit_name(units, role.unit_id) {
        Some(unit) => format!("{}（{unit}）", role.role.label()),
        None => role.role.label().to_owned(),
    };
    roles.iter().filter(holds).map(words).collect()
}
