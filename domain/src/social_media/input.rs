//! The forms of platforms and accounts: as typed → checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Ownership, SocialMediaAccount, SocialMediaService};
use crate::{
    id::{ContractId, OrganizationUnitId, SocialMediaServiceId},
    input::{FieldError, FieldErrors, chosen, date, line, lines, optional_date, required, trimmed},
    wareki,
};

/// The form of a platform, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceInput {
    pub name: String,
    pub provider: String,
    pub terms_version: String,
    pub terms_checked_on: String,
    pub unit_id: String,
    pub used_from: String,
    pub note: String,
}

/// A checked [`ServiceInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDraft {
    pub name: String,
    pub provider: Option<String>,
    pub terms_version: Option<String>,
    pub terms_checked_on: Option<NaiveDate>,
    pub unit_id: OrganizationUnitId,
    pub used_from: NaiveDate,
    pub note: Option<String>,
}

impl ServiceInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<ServiceDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", required(&self.name));
        let provider = errors.take("provider", line(&self.provider));
        let terms_version = errors.take("terms_version", line(&self.terms_version));
        let terms_checked_on =
            errors.take("terms_checked_on", optional_date(&self.terms_checked_on));
        let unit_id = errors.take("unit_id", chosen(&self.unit_id));
        let used_from = errors.take("used_from", date(&self.used_from));
        let note = errors.take("note", lines(&self.note));
        errors.into_result()?;
        match (
            name,
            provider,
            terms_version,
            terms_checked_on,
            unit_id,
            used_from,
            note,
        ) {
            (
                Some(name),
                Some(provider),
                Some(terms_version),
                Some(terms_checked_on),
                Some(unit_id),
                Some(used_from),
                Some(note),
            ) => Ok(ServiceDraft {
                name,
                provider,
                terms_version,
                terms_checked_on,
                unit_id,
                used_from,
                note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

impl From<&SocialMediaService> for ServiceInput {
    fn from(service: &SocialMediaService) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            name: service.name.clone(),
            provider: text(&service.provider),
            terms_version: text(&service.terms_version),
            terms_checked_on: service
                .terms_checked_on
                .map(wareki::long)
                .unwrap_or_default(),
            unit_id: service.unit_id.to_string(),
            used_from: wareki::long(service.used_from),
            note: text(&service.note),
        }
    }
}

/// The form of an account, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountInput {
    pub service_id: String,
    pub unit_id: String,
    pub name: String,
    pub handle: String,
    pub url: String,
    pub ownership: String,
    pub body: String,
    pub contract_id: String,
    pub purpose: String,
    pub audience: String,
    pub content: String,
    pub hours: String,
    pub reply_policy: String,
    pub policy_url: String,
    pub listing_url: String,
    pub recovery_mail: String,
    pub recovery_phone: String,
    pub credential_custodian: String,
    pub note: String,
}

/// A checked [`AccountInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDraft {
    pub service_id: SocialMediaServiceId,
    pub unit_id: OrganizationUnitId,
    pub name: String,
    pub handle: Option<String>,
    pub url: Option<String>,
    pub ownership: Ownership,
    pub body: Option<String>,
    pub contract_id: Option<ContractId>,
    pub purpose: String,
    pub audience: String,
    pub content: String,
    pub hours: Option<String>,
    pub reply_policy: Option<String>,
    pub policy_url: Option<String>,
    pub listing_url: Option<String>,
    pub recovery_mail: Option<String>,
    pub recovery_phone: Option<String>,
    pub credential_custodian: Option<String>,
    pub note: Option<String>,
}

impl AccountInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<AccountDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let body = errors.take("body", line(&self.body)).flatten();
        let optional = |errors: &mut FieldErrors, name: &str, text: &str| {
            errors.take(name, line(text)).flatten()
        };
        let web = |errors: &mut FieldErrors, name: &str, text: &str| {
            errors.take(name, url(text)).flatten()
        };
        let handle = optional(&mut errors, "handle", &self.handle);
        let own_url = web(&mut errors, "url", &self.url);
        let policy_url = web(&mut errors, "policy_url", &self.policy_url);
        let listing_url = web(&mut errors, "listing_url", &self.listing_url);
        let hours = optional(&mut errors, "hours", &self.hours);
        let reply_policy = optional(&mut errors, "reply_policy", &self.reply_policy);
        let recovery_mail = errors
            .take("recovery_mail", mail(&self.recovery_mail))
            .flatten();
        let recovery_phone = optional(&mut errors, "recovery_phone", &self.recovery_phone);
        let custodian = optional(
            &mut errors,
            "credential_custodian",
            &self.credential_custodian,
        );
        let note = errors.take("note", lines(&self.note)).flatten();
        let service_id = errors.take("service_id", chosen(&self.service_id));
        let unit_id = errors.take("unit_id", chosen(&self.unit_id));
        let name = errors.take("name", required(&self.name));
        let ownership = errors.take("ownership", self.ownership.parse::<Ownership>());
        let contract_id = errors.take("contract_id", optional_id(&self.contract_id));
        let purpose = errors.take("purpose", required(&self.purpose));
        let audience = errors.take("audience", required(&self.audience));
        let content = errors.take("content", required(&self.content));
        if matches!(
            ownership,
            Some(Ownership::Affiliated | Ownership::Contractor)
        ) && body.is_none()
        {
            let words = "関係団体又は受託者の名称を入力してください。";
            errors.add("body", FieldError::Other(words.to_owned()));
        }
        errors.into_result()?;
        match (
            service_id,
            unit_id,
            name,
            ownership,
            contract_id,
            purpose,
            audience,
            content,
        ) {
            (
                Some(service_id),
                Some(unit_id),
                Some(name),
                Some(ownership),
                Some(contract_id),
                Some(purpose),
                Some(audience),
                Some(content),
            ) => Ok(AccountDraft {
                service_id,
                unit_id,
                name,
                handle,
                url: own_url,
                ownership,
                body,
                contract_id,
                purpose,
                audience,
                content,
                hours,
                reply_policy,
                policy_url,
                listing_url,
                recovery_mail,
                recovery_phone,
                credential_custodian: custodian,
                note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

impl From<&SocialMediaAccount> for AccountInput {
    fn from(account: &SocialMediaAccount) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            service_id: account.service_id.to_string(),
            unit_id: account.unit_id.to_string(),
            name: account.name.clone(),
            handle: text(&account.handle),
            url: text(&account.url),
            ownership: account.ownership.code().to_owned(),
            body: text(&account.body),
            contract_id: account
                .contract_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            purpose: account.purpose.clone(),
            audience: account.audience.clone(),
            content: account.content.clone(),
            hours: text(&account.hours),
            reply_policy: text(&account.reply_policy),
            policy_url: text(&account.policy_url),
            listing_url: text(&account.listing_url),
            recovery_mail: text(&account.recovery_mail),
            recovery_phone: text(&account.recovery_phone),
            credential_custodian: text(&account.credential_custodian),
            note: text(&account.note),
        }
    }
}

fn optional_id<I: std::str::FromStr>(text: &str) -> Result<Option<I>, FieldError> {
    if trimmed(text).is_empty() {
        return Ok(None);
    }
    chosen(text).map(Some)
}

/// An address of the web that may be missing. Others (`javascript:` …) never become a link.
fn url(text: &str) -> Result<Option<String>, FieldError> {
    let Some(text) = line(text)? else {
        return Ok(None);
    };
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if is_web && !text.contains(char::is_whitespace) {
        Ok(Some(text))
    } else {
        let words = "「https://」から始まるURLを入力してください。";
        Err(FieldError::Other(words.to_owned()))
    }
}

fn mail(text: &str) -> Result<Option<String>, FieldError> {
    let Some(text) = line(&crate::fold::half_width(text))? else {
        return Ok(None);
    };
    match text.split_once('@') {
        Some((user, host)) if !user.is_empty() && host.contains('.') => Ok(Some(text)),
        Some(_) | None => Err(FieldError::MailAddress),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(errors: &FieldErrors) -> Vec<&str> {
        errors.iter().map(|(field, _)| field).collect()
    }

    fn account() -> AccountInput {
        AccountInput {
            service_id: "1".to_owned(),
            unit_id: "2".to_owned(),
            name: "見本町公式".to_owned(),
            ownership: "town".to_owned(),
            purpose: "町政情報".to_owned(),
            audience: "町民".to_owned(),
            content: "お知らせ".to_owned(),
            ..AccountInput::default()
        }
    }

    #[test]
    fn an_account_says_what_it_is_for_and_whose_it_is() {
        assert!(account().check().is_ok());
        let empty = AccountInput::default().check().unwrap_err();
        assert_eq!(
            fields(&empty),
            [
                "audience",
                "content",
                "name",
                "ownership",
                "purpose",
                "service_id",
                "unit_id"
            ]
        );
        let mut affiliated = account();
        affiliated.ownership = "affiliated".to_owned();
        assert_eq!(fields(&affiliated.check().unwrap_err()), ["body"]);
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for (typed, is_good) in [
            ("https://x.example.com/mihon", true),
            ("", true),
            ("javascript:alert(1)", false),
            ("x.example.com/mihon", false),
            ("https://x.example.com/a b", false),
        ] {
            let mut input = account();
            input.url = typed.to_owned();
            assert_eq!(input.check().is_ok(), is_good, "{typed}");
        }
    }
}
