//! 組織と職員: units, people in office, and their roles with dates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    authorization::Role,
    choice::choices,
    id::{OrganizationUnitId, PersonId, RoleAssignmentId},
    input::{FieldError, FieldErrors, chosen, date, line, optional_date, required},
};

choices! {
    /// 組織区分: the organ of the town a unit belongs to (policy 第4節(1)).
    OrganType {
        InternalBureau = "internal_bureau", "内部部局";
        AdministrativeCommittee = "administrative_committee", "行政委員会";
        Assembly = "assembly", "議会";
        PublicEnterprise = "public_enterprise", "地方公営企業";
    }

    /// 任用の区分 of a member of staff (policy 第5節).
    EmploymentKind {
        Regular = "regular", "正規職員";
        FiscalYear = "fiscal_year", "会計年度任用職員";
        Concurrent = "concurrent", "兼務";
    }
}

/// 組織. A unit of the town: 課, 室, 事務局.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationUnit {
    /// Key of the record.
    pub id: OrganizationUnitId,
    /// Code in the town's own list, e.g. `0100`.
    pub code: String,
    /// 総務課.
    pub name: String,
    /// The unit above, where it is itself in the list.
    pub parent_id: Option<OrganizationUnitId>,
    /// The organ above as the town writes it, e.g. 教育委員会.
    pub parent_name: Option<String>,
    /// Which organ of the town.
    pub organ_type: OrganType,
    /// Former and short names.
    pub aliases: Vec<String>,
    /// First day of the unit.
    pub valid_from: NaiveDate,
    /// Last day of the unit; `None` while it exists.
    pub valid_to: Option<NaiveDate>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

impl OrganizationUnit {
    /// True when the unit exists on the day.
    #[must_use]
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// 職員.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Key of the record.
    pub id: PersonId,
    /// 職員番号, with its leading zeros.
    pub staff_no: String,
    /// 氏名, as written.
    pub name: String,
    /// フリガナ.
    pub kana: Option<String>,
    /// 職名.
    pub title: Option<String>,
    /// 所属.
    pub unit_id: Option<OrganizationUnitId>,
    /// Mail address.
    pub email: Option<String>,
    /// 任用の区分.
    pub employment_kind: EmploymentKind,
    /// First day in office.
    pub in_office_from: NaiveDate,
    /// Last day in office; `None` while in office.
    pub in_office_to: Option<NaiveDate>,
    /// サインイン名; `None` when the person does not use the program.
    pub sign_in_name: Option<String>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

choices! {
    /// Columns the list of staff can be sorted by.
    PeopleSort {
        Name = "name", "氏名";
        StaffNo = "staff_no", "職員番号";
        Unit = "unit", "所属";
        Title = "title", "職名";
        InOffice = "in_office", "在職";
    }
}

/// The filter of the list of staff, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleFilter {
    /// Words of 氏名, フリガナ or 職員番号.
    pub q: String,
    /// One of [`KANA_ROWS`](crate::fold::KANA_ROWS).
    pub kana: String,
    /// Anything: those who left too.
    pub past: String,
    /// Column (code), with `-` in front for descending; empty: 五十音.
    pub sort: String,
    /// 1 for the first page.
    pub page: String,
}

impl PeopleFilter {
    /// True when those who left are shown too.
    #[must_use]
    pub fn with_past(&self) -> bool {
        !self.past.is_empty()
    }
}

impl Person {
    /// True when the person is in office on the day.
    #[must_use]
    pub fn in_office_on(&self, day: NaiveDate) -> bool {
        self.in_office_from <= day && self.in_office_to.is_none_or(|last| day <= last)
    }
}

/// 役割の割当て: a role a person holds from a day to a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleAssignment {
    /// Key of the record.
    pub id: RoleAssignmentId,
    /// Who.
    pub person_id: PersonId,
    /// Which role.
    pub role: Role,
    /// For which unit and those below it; `None` is the whole town.
    pub unit_id: Option<OrganizationUnitId>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; `None` while it lasts.
    pub to_on: Option<NaiveDate>,
}

/// The form of a unit, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationUnitInput {
    pub code: String,
    pub name: String,
    pub parent_id: String,
    pub organ_type: String,
    pub aliases: String,
    pub valid_from: String,
    pub valid_to: String,
}

/// A checked [`OrganizationUnitInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationUnitDraft {
    pub code: String,
    pub name: String,
    pub parent_id: Option<OrganizationUnitId>,
    pub parent_name: Option<String>,
    pub organ_type: OrganType,
    pub aliases: Vec<String>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

impl OrganizationUnitInput {
    /// The only way to an [`OrganizationUnitDraft`].
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<OrganizationUnitDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let code = errors.take("code", required(&crate::fold::half_width(&self.code)));
        let name = errors.take("name", required(&self.name));
        let parent_id = errors.take("parent_id", optional_choice(&self.parent_id));
        let organ_type = errors.take("organ_type", self.organ_type.parse());
        let valid_from = errors.take("valid_from", date(&self.valid_from));
        let valid_to = errors.take("valid_to", optional_date(&self.valid_to));
        check_order(&mut errors, "valid_to", valid_from, valid_to.flatten());
        errors.into_result()?;
        match (code, name, parent_id, organ_type, valid_from, valid_to) {
            (
                Some(code),
                Some(name),
                Some(parent_id),
                Some(organ_type),
                Some(valid_from),
                Some(valid_to),
            ) => Ok(OrganizationUnitDraft {
                code,
                name,
                parent_id,
                parent_name: None,
                organ_type,
                aliases: split_aliases(&self.aliases),
                valid_from,
                valid_to,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

impl From<&OrganizationUnit> for OrganizationUnitInput {
    fn from(unit: &OrganizationUnit) -> Self {
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
            parent_id: unit.parent_id.map(|id| id.to_string()).unwrap_or_default(),
            organ_type: unit.organ_type.code().to_owned(),
            aliases: unit.aliases.join("、"),
            valid_from: crate::wareki::long(unit.valid_from),
            valid_to: unit.valid_to.map(crate::wareki::long).unwrap_or_default(),
        }
    }
}

/// The form of a member of staff, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonInput {
    pub staff_no: String,
    pub name: String,
    pub kana: String,
    pub title: String,
    pub unit_id: String,
    pub email: String,
    pub employment_kind: String,
    pub in_office_from: String,
    pub in_office_to: String,
}

/// A checked [`PersonInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDraft {
    pub staff_no: String,
    pub name: String,
    pub kana: Option<String>,
    pub title: Option<String>,
    pub unit_id: Option<OrganizationUnitId>,
    pub email: Option<String>,
    pub employment_kind: EmploymentKind,
    pub in_office_from: NaiveDate,
    pub in_office_to: Option<NaiveDate>,
}

impl PersonInput {
    /// The only way to a [`PersonDraft`].
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<PersonDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let staff_no = errors.take(
            "staff_no",
            required(&crate::fold::half_width(&self.staff_no)),
        );
        let name = errors.take("name", required(&self.name));
        let kana = errors.take("kana", crate::vendor::kana(&self.kana));
        let title = errors.take("title", line(&self.title));
        let unit_id = errors.take("unit_id", optional_choice(&self.unit_id));
        let email = errors.take("email", mail_address(&self.email));
        let employment_kind = errors.take("employment_kind", self.employment_kind.parse());
        let in_office_from = errors.take("in_office_from", date(&self.in_office_from));
        let in_office_to = errors.take("in_office_to", optional_date(&self.in_office_to));
        check_order(
            &mut errors,
            "in_office_to",
            in_office_from,
            in_office_to.flatten(),
        );
        errors.into_result()?;
        match (
            staff_no,
            name,
            kana,
            title,
            unit_id,
            email,
            employment_kind,
            in_office_from,
            in_office_to,
        ) {
            (
                Some(staff_no),
                Some(name),
                Some(kana),
                Some(title),
                Some(unit_id),
                Some(email),
                Some(employment_kind),
                Some(in_office_from),
                Some(in_office_to),
            ) => Ok(PersonDraft {
                staff_no,
                name,
                kana,
                title,
                unit_id,
                email,
                employment_kind,
                in_office_from,
                in_office_to,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

impl From<&Person> for PersonInput {
    fn from(person: &Person) -> Self {
        Self {
            staff_no: person.staff_no.clone(),
            name: person.name.clone(),
            kana: person.kana.clone().unwrap_or_default(),
            title: person.title.clone().unwrap_or_default(),
            unit_id: person.unit_id.map(|id| id.to_string()).unwrap_or_default(),
            email: person.email.clone().unwrap_or_default(),
            employment_kind: person.employment_kind.code().to_owned(),
            in_office_from: crate::wareki::long(person.in_office_from),
            in_office_to: person
                .in_office_to
                .map(crate::wareki::long)
                .unwrap_or_default(),
        }
    }
}

/// The form that gives a person a role, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleInput {
    pub role: String,
    pub unit_id: String,
    pub from_on: String,
    pub to_on: String,
}

/// A checked [`RoleInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleDraft {
    pub role: Role,
    pub unit_id: Option<OrganizationUnitId>,
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
}

impl RoleInput {
    /// The only way to a [`RoleDraft`].
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<RoleDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let role = errors.take("role", self.role.parse());
        let unit_id = errors.take("unit_id", optional_choice(&self.unit_id));
        let from_on = errors.take("from_on", date(&self.from_on));
        let to_on = errors.take("to_on", optional_date(&self.to_on));
        check_order(&mut errors, "to_on", from_on, to_on.flatten());
        errors.into_result()?;
        match (role, unit_id, from_on, to_on) {
            (Some(role), Some(unit_id), Some(from_on), Some(to_on)) => Ok(RoleDraft {
                role,
                unit_id,
                from_on,
                to_on,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// Notes an end before the start on the end's field.
pub(crate) fn check_order(
    errors: &mut FieldErrors,
    field: &str,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
) {
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        errors.add(field, FieldError::EndBeforeStart { start, end });
    }
}

/// A choice that may be left open.
pub(crate) fn optional_choice<I: std::str::FromStr>(text: &str) -> Result<Option<I>, FieldError> {
    if crate::input::trimmed(text).is_empty() {
        Ok(None)
    } else {
        chosen(text).map(Some)
    }
}

fn mail_address(text: &str) -> Result<Option<String>, FieldError> {
    let Some(address) = line(&crate::fold::half_width(text))? else {
        return Ok(None);
    };
    let well_formed = address.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.contains('.') && !address.contains(' ')
    });
    if well_formed {
        Ok(Some(address.to_lowercase()))
    } else {
        Err(FieldError::MailAddress)
    }
}

fn split_aliases(text: &str) -> Vec<String> {
    text.split(['、', ',', ';', '，', '；', '\n'])
        .map(|alias| crate::input::trimmed(alias).to_owned())
        .filter(|alias| !alias.is_empty())
        .collect()
}
