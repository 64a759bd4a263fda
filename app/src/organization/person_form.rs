//! The person itself: the form of a new one, of one there is, and the description for those who may not
//! change it.

use chrono::NaiveDate;
use domain::{
    input::FieldErrors,
    organization::{EmploymentKind, OrganizationUnit, Person, PersonInput},
};
use leptos::prelude::*;

use super::{
    api::{AddPerson, ChangePerson},
    unit_name, unit_options,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, LongDate, PageHead, SelectField, TextField,
        WarnOfUnsavedChanges, error_of,
    },
    paths,
};

#[component]
fn Head(#[prop(into)] here: String, #[prop(into)] title: String) -> impl IntoView {
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (paths::ORGANIZATION.to_owned(), "職員・組織".to_owned()),
    ];
    view! {
        <Breadcrumb links here/>
        <PageHead title/>
    }
}

/// The form of a new person.
#[component]
pub(super) fn AddForm(
    units: Vec<OrganizationUnit>,
    input: PersonInput,
    today: NaiveDate,
) -> impl IntoView {
    let action = ServerAction::<AddPerson>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Head here="職員の追加" title="職員の追加"/>
        <p class="page-lead">"追加したあとで、役割とサインイン名を設定します。"</p>
        <ErrorSummary error/>
        <section>
            <ActionForm action attr:class="form">
                <WarnOfUnsavedChanges/>
                <PersonFields units input errors today/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"追加"</button>
                    <a class="button-row__end" href=paths::ORGANIZATION>"職員・組織に戻る"</a>
                </div>
            </ActionForm>
        </section>
    }
}

/// The form of a person there is.
#[component]
pub(super) fn ChangeForm(
    person: Person,
    units: Vec<OrganizationUnit>,
    input: PersonInput,
    today: NaiveDate,
) -> impl IntoView {
    let action = ServerAction::<ChangePerson>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Head here=person.name.clone() title=person.name/>
        <ErrorSummary error/>
        <section>
            <ActionForm action attr:class="form">
                <WarnOfUnsavedChanges/>
                <input type="hidden" name="id" value=person.id.to_string()/>
                <input type="hidden" name="revision" value=person.revision.to_string()/>
                <PersonFields units input errors today/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                    <a class="button-row__end" href=paths::ORGANIZATION>"職員・組織に戻る"</a>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn PersonFields(
    units: Vec<OrganizationUnit>,
    input: PersonInput,
    errors: Signal<FieldErrors>,
    today: NaiveDate,
) -> impl IntoView {
    let kinds = EmploymentKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.label().to_owned()))
        .collect();
    let options = unit_options(&units, today, &input.unit_id);
    view! {
        <div class="form__fields">
            <TextField field="staff_no" label="職員番号" value=input.staff_no errors required=true width="12"
                support="先頭の0も入力してください。例）0012"/>
            <TextField field="name" label="氏名" value=input.name errors required=true width="20"/>
            <TextField field="kana" label="フリガナ" value=input.kana errors width="20"
                support="一覧の五十音順に使います。例）タカハシ　キョウコ"/>
            <SelectField field="unit_id" label="所属" value=input.unit_id options errors/>
            <TextField field="title" label="職名" value=input.title errors width="20" support="例）主査"/>
            <SelectField field="employment_kind" label="任用の区分" value=input.employment_kind options=kinds errors required=true/>
            <TextField field="email" label="メール" value=input.email errors
                support="期限のお知らせを送る先。例）soumu@town.example.jp"/>
            <DateField field="in_office_from" label="在職開始" value=input.in_office_from errors required=true/>
            <DateField field="in_office_to" label="在職終了" value=input.in_office_to errors
                support="退職・異動した日。在職しているあいだは空欄にします。"/>
        </div>
    }
}

/// The person, for those who may not change it.
#[component]
pub(super) fn PersonView(person: Person, units: Vec<OrganizationUnit>) -> impl IntoView {
    let rows = [
        (
            "職員番号",
            view! { <span class="u-mono">{person.staff_no}</span> }.into_any(),
        ),
        ("フリガナ", person.kana.into_any()),
        ("所属", unit_name(&units, person.unit_id).into_any()),
        ("職名", person.title.into_any()),
        ("任用の区分", person.employment_kind.label().into_any()),
        ("メール", person.email.into_any()),
        (
            "在職開始",
            view! { <LongDate date=person.in_office_from/> }.into_any(),
        ),
        (
            "在職終了",
            person
                .in_office_to
                .map(|date| view! { <LongDate date/> })
                .into_any(),
        ),
        (
            "サインイン名",
            view! { <span class="u-mono">{person.sign_in_name}</span> }.into_any(),
        ),
    ];
    view! {
        <Head here=person.name.clone() title=person.name/>
        <dl class="dads-description-list">
            {rows.into_iter().map(|(term, value)| view! {
                <div class="dads-description-list__row"><dt>{term}</dt><dd>{value}</dd></div>
            }).collect_view()}
        </dl>
        <p class="section-follow"><a href=paths::ORGANIZATION>"職員・組織に戻る"</a></p>
    }
}
