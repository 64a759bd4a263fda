//! The form of what a service is: as typed → checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Deployment, ExternalService, ProviderHandling, ServiceKind, ServiceProfile};
use crate::{
    contract::profile::{Confidentiality, Segment},
    id::{ContractId, OrganizationUnitId, VendorId},
    input::{
        FieldError, FieldErrors, chosen, line, lines, optional_date, required, trimmed,
        whole_number,
    },
    organization::optional_choice,
    wareki,
};

/// Most accounts of a service.
const ACCOUNTS: i64 = 1_000_000;
/// Highest cost of a year, in yen.
const COST: i64 = 100_000_000_000;

/// The form exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceInput {
    /// Empty: the next free number.
    pub service_no: String,
    pub name: String,
    pub unit_id: String,
    pub note: String,
    /// The day from which a change holds; not asked when a service is registered.
    pub from_on: String,
    /// Only for a service that was found to be in use.
    pub use_started_on: String,
    pub kind: String,
    pub deployment: String,
    /// `yes` or `no`.
    pub paid: String,
    pub vendor_id: String,
    pub provider_name: String,
    pub contract_id: String,
    pub annual_cost_yen: String,
    pub account_count: String,
    pub purpose: String,
    pub subject_information: String,
    pub confidentiality: String,
    /// `yes` or `no`.
    pub handles_personal_info: String,
    pub provider_handling: String,
    pub provider_handling_reason: String,
    pub segment: String,
    pub data_location: String,
    pub governing_law: String,
    pub terms_version: String,
    pub terms_confirmed_on: String,
    pub alternative: String,
}

/// A checked [`ServiceInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDraft {
    pub service_no: Option<String>,
    pub name: String,
    pub unit_id: OrganizationUnitId,
    pub note: Option<String>,
    pub started_on: Option<NaiveDate>,
    /// From which day the profile holds.
    pub from_on: NaiveDate,
    pub profile: ProfileDraft,
}

/// What the service is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileDraft {
    pub kind: ServiceKind,
    pub deployment: Option<Deployment>,
    pub paid: bool,
    pub vendor_id: Option<VendorId>,
    pub provider_name: Option<String>,
    pub contract_id: Option<ContractId>,
    pub annual_cost_yen: Option<i64>,
    pub account_count: Option<i64>,
    pub purpose: String,
    pub subject_information: Option<String>,
    pub confidentiality: Confidentiality,
    pub personal_info: bool,
    pub provider_handling: ProviderHandling,
    pub provider_handling_reason: Option<String>,
    pub segment: Segment,
    pub data_location: Option<String>,
    pub governing_law: Option<String>,
    pub terms_version: Option<String>,
    pub terms_confirmed_on: Option<NaiveDate>,
    pub alternative: Option<String>,
}

impl ServiceInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<ServiceDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let service_no = errors.take("service_no", line(&self.service_no));
        let name = errors.take("name", required(&self.name));
        let unit_id = errors.take("unit_id", chosen(&self.unit_id));
        let note = errors.take("note", lines(&self.note));
        let started_on = past_day(&mut errors, "use_started_on", &self.use_started_on, today);
        let from_on = past_day(&mut errors, "from_on", &self.from_on, today);
        let profile = self.profile(&mut errors, today);
        errors.into_result()?;
        match (service_no, name, unit_id, note, profile) {
            (Some(service_no), Some(name), Some(unit_id), Some(note), Some(profile)) => {
                Ok(ServiceDraft {
                    service_no,
                    name,
                    unit_id,
                    note,
                    started_on,
                    from_on: from_on.unwrap_or(started_on.unwrap_or(today)),
                    profile,
                })
            }
            _ => Err(FieldErrors::default()),
        }
    }

    fn profile(&self, errors: &mut FieldErrors, today: NaiveDate) -> Option<ProfileDraft> {
        let optional = |errors: &mut FieldErrors, name: &str, text: &str| {
            errors.take(name, line(text)).flatten()
        };
        let kind = errors.take("kind", self.kind.parse::<ServiceKind>());
        let deployment = errors.take(
            "deployment",
            optional_choice::<Deployment>(&self.deployment),
        );
        let paid = errors.take("paid", yes_or_no(&self.paid));
        let vendor_id = errors.take("vendor_id", optional_choice(&self.vendor_id));
        let provider_name = optional(errors, "provider_name", &self.provider_name);
        let contract_id = errors.take("contract_id", optional_choice(&self.contract_id));
        let cost = errors.take(
            "annual_cost_yen",
            whole_number(&self.annual_cost_yen, 0, COST),
        );
        let account_count = errors.take(
            "account_count",
            whole_number(&self.account_count, 0, ACCOUNTS),
        );
        let purpose = errors.take("purpose", required(&self.purpose));
        let subject_information =
            optional(errors, "subject_information", &self.subject_information);
        let confidentiality = errors.take("confidentiality", class(&self.confidentiality));
        let personal_info = errors.take(
            "handles_personal_info",
            yes_or_no(&self.handles_personal_info),
        );
        let reason = optional(
            errors,
            "provider_handling_reason",
            &self.provider_handling_reason,
        );
        let provider_handling = self.handling(errors, personal_info, reason.is_some());
        let segment = errors.take("segment", segment(&self.segment));
        let data_location = optional(errors, "data_location", &self.data_location);
        let governing_law = optional(errors, "governing_law", &self.governing_law);
        let terms_version = optional(errors, "terms_version", &self.terms_version);
        let terms_confirmed_on = past_day(
            errors,
            "terms_confirmed_on",
            &self.terms_confirmed_on,
            today,
        );
        let alternative = optional(errors, "alternative", &self.alternative);
        if vendor_id == Some(None) && provider_name.is_none() {
            other(
                errors,
                "provider_name",
                "提供事業者を選ぶか、名称を入力してください。",
            );
        }
        if paid == Some(false) {
            if contract_id.flatten().is_some() {
                other(
                    errors,
                    "contract_id",
                    "無料のサービスには契約を付けられません。「有料」を選ぶか、契約を外してください。",
                );
            }
            if cost.flatten().is_some_and(|yen| 0 < yen) {
                other(
                    errors,
                    "annual_cost_yen",
                    "無料のサービスに費用は入力できません。「有料」を選ぶか、費用を消してください。",
                );
            }
        }
        if personal_info == Some(true) && confidentiality == Some(Confidentiality::C1) {
            other(
                errors,
                "confidentiality",
                "個人情報は機密性１に分類できません。機密性３Ｃ又は３Ｂ（特に重要なものは３Ａ）を選んでください。",
            );
        }
        Some(ProfileDraft {
            kind: kind?,
            deployment: deployment?,
            paid: paid?,
            vendor_id: vendor_id?,
            provider_name,
            contract_id: contract_id?,
            annual_cost_yen: cost?,
            account_count: account_count?,
            purpose: purpose?,
            subject_information,
            confidentiality: confidentiality?,
            personal_info: personal_info?,
            provider_handling: provider_handling?,
            provider_handling_reason: reason,
            segment: segment?,
            data_location,
            governing_law,
            terms_version,
            terms_confirmed_on,
            alternative,
        })
    }

    /// Asked only where personal information is handled. "No" says why: contract and access control.
    fn handling(
        &self,
        errors: &mut FieldErrors,
        personal_info: Option<bool>,
        has_reason: bool,
    ) -> Option<ProviderHandling> {
        if personal_info != Some(true) && self.provider_handling.is_empty() {
            return Some(ProviderHandling::Unknown);
        }
        let handling = errors.take("provider_handling", self.provider_handling.parse());
        if handling == Some(ProviderHandling::No) && personal_info == Some(true) && !has_reason {
            errors.add("provider_handling_reason", FieldError::ReasonRequired);
        }
        handling
    }
}

fn other(errors: &mut FieldErrors, field: &str, words: &str) {
    errors.add(field, FieldError::Other(words.to_owned()));
}

/// A day that may be missing and is not to come.
pub(super) fn past_day(
    errors: &mut FieldErrors,
    field: &str,
    text: &str,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let day = errors.take(field, optional_date(text)).flatten();
    if day.is_some_and(|day| today < day) {
        let words = "日付が今日より後です。実際の日付を入力してください。";
        errors.add(field, FieldError::Other(words.to_owned()));
    }
    day
}

fn yes_or_no(text: &str) -> Result<bool, FieldError> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        "" => Err(FieldError::NotChosen),
        other => Err(FieldError::UnknownChoice(other.to_owned())),
    }
}

fn class(text: &str) -> Result<Confidentiality, FieldError> {
    match trimmed(text) {
        "" => Err(FieldError::NotChosen),
        text => text.parse(),
    }
}

fn segment(text: &str) -> Result<Segment, FieldError> {
    match trimmed(text) {
        "" => Err(FieldError::NotChosen),
        text => text.parse(),
    }
}

impl ServiceInput {
    /// The form of a service as it stands.
    #[must_use]
    pub fn of(service: &ExternalService, profile: &ServiceProfile) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = |value: Option<i64>| value.map(|it| it.to_string()).unwrap_or_default();
        let day = |value: Option<NaiveDate>| value.map(wareki::long).unwrap_or_default();
        let flag = |value: bool| if value { "yes" } else { "no" }.to_owned();
        Self {
            service_no: service.service_no.clone(),
            name: service.name.clone(),
            unit_id: service.unit_id.to_string(),
            note: text(&service.note),
            from_on: String::new(),
            use_started_on: day(service.started_on),
            kind: profile.kind.code().to_owned(),
            deployment: profile
                .deployment
                .map(|it| it.code().to_owned())
                .unwrap_or_default(),
            paid: flag(profile.paid),
            vendor_id: number(profile.vendor_id.map(|id| id.0)),
            provider_name: text(&profile.provider_name),
            contract_id: number(profile.contract_id.map(|id| id.0)),
            annual_cost_yen: number(profile.annual_cost_yen),
            account_count: number(profile.account_count),
            purpose: profile.purpose.clone(),
            subject_information: text(&profile.subject_information),
            confidentiality: profile.confidentiality.code().to_owned(),
            handles_personal_info: flag(profile.personal_info),
            provider_handling: profile.provider_handling.code().to_owned(),
            provider_handling_reason: text(&profile.provider_handling_reason),
            segment: profile.segment.code().to_owned(),
            data_location: text(&profile.data_location),
            governing_law: text(&profile.governing_law),
            terms_version: text(&profile.terms_version),
            terms_confirmed_on: day(profile.terms_confirmed_on),
            alternative: text(&profile.alternative),
        }
    }
}
