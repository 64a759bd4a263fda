//! APIトークン: the key another system of the town reads the ledger with. It acts for a person, sees what that
//! person sees that day, changes nothing, and ends after a year at the latest.

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    id::{ApiTokenId, PersonId},
    input::{FieldError, FieldErrors, chosen, date, required},
    wareki,
};

choices! {
    /// How a token stands on a day.
    ApiTokenState {
        Active = "active", "有効";
        Expired = "expired", "期限切れ";
        Revoked = "revoked", "失効";
    }
}

/// A token as it is listed. The token itself is known to nobody but its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiToken {
    /// Key of the record.
    pub id: ApiTokenId,
    /// 名称: the system that uses it.
    pub name: String,
    /// 用途.
    pub purpose: String,
    /// Whose rights it has.
    pub person_id: PersonId,
    /// Name of that person.
    pub person_name: String,
    /// Who issued it; `None` at the command line.
    pub issued_by: Option<String>,
    /// When.
    pub issued_at: DateTime<Utc>,
    /// Last day.
    pub expires_on: NaiveDate,
    /// Who took it back.
    pub revoked_by: Option<String>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Its last use, to within some minutes.
    pub last_used_at: Option<DateTime<Utc>>,
}

impl ApiToken {
    /// How it stands on the day.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> ApiTokenState {
        state_on(self.expires_on, self.revoked_at, day)
    }
}

/// How a token stands on the day. One taken back is 失効 whether or not its time is over.
#[must_use]
pub fn state_on(
    expires_on: NaiveDate,
    revoked_at: Option<DateTime<Utc>>,
    day: NaiveDate,
) -> ApiTokenState {
    match revoked_at {
        Some(_) => ApiTokenState::Revoked,
        None if expires_on < day => ApiTokenState::Expired,
        None => ApiTokenState::Active,
    }
}

/// The last day a token issued on the day may have: a year.
#[must_use]
pub fn latest_expiry(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(12)).unwrap_or(day)
}

/// The form of a new token, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiTokenInput {
    pub name: String,
    pub purpose: String,
    pub person_id: String,
    pub expires_on: String,
}

/// A checked [`ApiTokenInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiTokenDraft {
    pub name: String,
    pub purpose: String,
    pub person_id: PersonId,
    pub expires_on: NaiveDate,
}

impl ApiTokenInput {
    /// Checks the form. Whether the days fit is the draft's [`check_days`](ApiTokenDraft::check_days): here
    /// nobody knows what day it is.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<ApiTokenDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", required(&self.name));
        let purpose = errors.take("purpose", required(&self.purpose));
        let person_id = errors.take("person_id", chosen::<PersonId>(&self.person_id));
        let expires_on = errors.take("expires_on", date(&self.expires_on));
        match (name, purpose, person_id, expires_on) {
            (Some(name), Some(purpose), Some(person_id), Some(expires_on)) => Ok(ApiTokenDraft {
                name,
                purpose,
                person_id,
                expires_on,
            }),
            _ => Err(errors),
        }
    }
}

impl ApiTokenDraft {
    /// The last day is today or later, and not later than a year from now.
    ///
    /// # Errors
    /// In words for the field `expires_on`.
    pub fn check_days(&self, today: NaiveDate) -> Result<(), FieldErrors> {
        let latest = latest_expiry(today);
        if today <= self.expires_on && self.expires_on <= latest {
            return Ok(());
        }
        let words = format!(
            "有効期限は、今日（{}）から1年後（{}）までの日にしてください。",
            wareki::long(today),
            wareki::long(latest)
        );
        Err(FieldErrors::one("expires_on", FieldError::Other(words)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_token_is_good_on_its_last_day_and_not_after_it_or_after_it_was_taken_back() {
        let taken_back = Some("2026-04-02T00:00:00Z".parse().unwrap());
        for (revoked_at, today, state) in [
            (None, "2026-09-30", ApiTokenState::Active),
            (None, "2026-10-01", ApiTokenState::Expired),
            (taken_back, "2026-09-30", ApiTokenState::Revoked),
            (taken_back, "2026-10-01", ApiTokenState::Revoked),
        ] {
            assert_eq!(state_on(day("2026-09-30"), revoked_at, day(today)), state);
        }
    }

    #[test]
    fn a_token_ends_within_a_year() {
        let draft = |expires_on: &str| ApiTokenDraft {
            name: "財務会計".to_owned(),
            purpose: "契約の突合".to_owned(),
            person_id: PersonId(1),
            expires_on: day(expires_on),
        };
        for (expires_on, is_good) in [
            ("2026-03-31", false),
            ("2026-04-01", true),
            ("2027-04-01", true),
            ("2027-04-02", false),
        ] {
            let checked = draft(expires_on).check_days(day("2026-04-01"));
            assert_eq!(checked.is_ok(), is_good, "{expires_on}");
        }
    }

    #[test]
    fn every_empty_field_is_named() {
        let errors = ApiTokenInput::default().check().unwrap_err();
        let named: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(named, ["expires_on", "name", "person_id", "purpose"]);
    }
}
