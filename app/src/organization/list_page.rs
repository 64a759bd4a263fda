//! `/organization`: units and people, filtered by a name in the address.

use chrono::NaiveDate;
use domain::{
    fold::search_key,
    organization::{OrganizationUnit, Person, RoleAssignment},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{OrganizationData, load_organization},
    unit_name,
};
use crate::{
    components::{Breadcrumb, CheckboxField, Chip, Loaded, PageHead, TableDate},
    paths,
};

/// Units and people.
#[component]
pub fn OrganizationPage() -> impl IntoView {
    let query = use_query_map();
    let parameter = |name: &str| query.with_untracked(|query| query.get(name).unwrap_or_default());
    let (q, with_past) = (parameter("q"), !parameter("past").is_empty());
    view! {
        <Loaded data=load_organization() children=move |data: OrganizationData| view! { <OrganizationView data q with_past/> }/>
    }
}

#[component]
fn OrganizationView(data: OrganizationData, q: String, with_past: bool) -> impl IntoView {
    let OrganizationData {
        mut units,
        mut people,
        roles,
        today,
        can_edit,
    } = data;
    let all_units = units.clone();
    let key = search_key(&q);
    units.retain(|unit| unit_matches(unit, &key));
    people.retain(|person| person_matches(person, &key) && (with_past || !has_left(person, today)));
    let actions = can_edit.then(|| view! {
        <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::NEW_PERSON>"職員を追加"</a>
        <a class="dads-button" data-type="outline" data-size="md" href=paths::NEW_UNIT>"組織を追加"</a>
    }.into_any());
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="職員・組織"/>
        <PageHead title="職員・組織" actions/>
        <FilterBar q with_past/>
        <section class="section-follow" aria-labelledby="units">
            <h2 class="dads-heading" data-size="22" id="units">{format!("組織　{}件", units.len())}</h2>
            <UnitTable units all_units=all_units.clone() today/>
        </section>
        <section class="section-follow" aria-labelledby="people">
            <h2 class="dads-heading" data-size="22" id="people">{format!("職員　{}人", people.len())}</h2>
            <PersonTable people all_units roles today/>
        </section>
    }
}

/// Name, a former name or the code.
fn unit_matches(unit: &OrganizationUnit, key: &str) -> bool {
    let texts = [&unit.name, &unit.code].into_iter().chain(&unit.aliases);
    key.is_empty() || texts.into_iter().any(|text| search_key(text).contains(key))
}

/// Name, フリガナ or 職員番号.
fn person_matches(person: &Person, key: &str) -> bool {
    let texts = [
        Some(&person.name),
        person.kana.as_ref(),
        Some(&person.staff_no),
    ];
    key.is_empty()
        || texts
            .into_iter()
            .flatten()
            .any(|text| search_key(text).contains(key))
}

fn has_left(person: &Person, today: NaiveDate) -> bool {
    person.in_office_to.is_some_and(|last| last < today)
}

#[component]
fn FilterBar(q: String, with_past: bool) -> impl IntoView {
    view! {
        <form class="filter-bar" method="get" action=paths::ORGANIZATION role="search" aria-label="職員・組織の絞り込み">
            <div class="filter-bar__field" data-grow="">
                <label class="filter-bar__label" for="filter-q">"氏名・フリガナ・組織の名称"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-q" name="q" type="search" value=q data-size="sm"/>
                </span>
            </div>
            <CheckboxField name="past" value="1" label="退職・異動者も表示" note="" checked=with_past/>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"絞り込み"</button>
        </form>
    }
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
                    {units.is_empty().then(|| view! { <Empty columns=6 words="該当する組織はありません。別の条件を試してください。"/> })}
                    {units.into_iter().map(|unit| {
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
                    }).collect_view()}
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
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"職員"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"氏名"</th>
                        <th class="dads-table__col-header" scope="col">"職員番号"</th>
                        <th class="dads-table__col-header" scope="col">"所属"</th>
                        <th class="dads-table__col-header" scope="col">"職名"</th>
                        <th class="dads-table__col-header" scope="col">"在職"</th>
                        <th class="dads-table__col-header" scope="col">"サインイン名"</th>
                        <th class="dads-table__col-header" scope="col">"役割"</th>
                    </tr>
                </thead>
                <tbody>
                    {people.is_empty().then(|| view! { <Empty columns=7 words="該当する職員はいません。別の条件を試してください。"/> })}
                    {people.into_iter().map(|person| {
                        let unit = unit_name(&all_units, person.unit_id);
                        let held = roles_today(&person, &roles, &all_units, today);
                        view! { <PersonRow person unit held today/> }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Empty(columns: u32, words: &'static str) -> impl IntoView {
    view! { <tr><td class="dads-table__empty" colspan=columns.to_string()>{words}</td></tr> }
}

#[component]
fn PersonRow(
    person: Person,
    unit: Option<String>,
    held: Vec<String>,
    today: NaiveDate,
) -> impl IntoView {
    let left = has_left(&person, today);
    let not_yet = today < person.in_office_from;
    view! {
        <tr data-muted=left.then_some("")>
            <th class="dads-table__row-header" scope="row">
                <a href=paths::person(person.id)>{person.name}</a>
                {person.kana.map(|kana| view! { <span class="dads-table__sub">{kana}</span> })}
            </th>
            <td class="dads-table__short"><span class="u-mono">{person.staff_no}</span></td>
            <td class="dads-table__short">{unit}</td>
            <td class="dads-table__short">{person.title}</td>
            <td class="dads-table__date">
                <TableDate date=person.in_office_from/>"〜"{person.in_office_to.map(|date| view! { <TableDate date/> })}
                " "
                {left.then(|| view! { <Chip label="退職・異動" color="gray"/> })}
                {not_yet.then(|| view! { <Chip label="着任前" color="gray"/> })}
            </td>
            <td class="dads-table__short"><span class="u-mono">{person.sign_in_name}</span></td>
            <td class="dads-table__text">{held.join("、")}</td>
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
