//! The forms of platforms and accounts: as typed → checked.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Answer, ClosingStep, Decision, ObservationKind, Ownership, SocialMediaAccount,
    SocialMediaService,
};
use crate::{
    id::{ContractId, OrganizationUnitId, RegulationVersionId, SocialMediaServiceId},
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

/// The form of something that was looked at, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ObservationInput {
    pub kind: String,
    pub observed_on: String,
    pub answer: String,
    pub posted_on: String,
    pub note: String,
}

/// A checked [`ObservationInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationDraft {
    pub kind: ObservationKind,
    pub observed_on: NaiveDate,
    pub answer: Answer,
    pub posted_on: Option<NaiveDate>,
    pub note: Option<String>,
}

impl ObservationInput {
    /// Checks the form. A last post has its day; an observation is never of a day to come.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<ObservationDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", self.kind.parse::<ObservationKind>());
        let observed_on = errors.take("observed_on", date(&self.observed_on));
        let posted_on = errors
            .take("posted_on", optional_date(&self.posted_on))
            .flatten();
        let note = errors.take("note", line(&self.note)).flatten();
        let answer = match (kind, self.answer.as_str()) {
            (Some(ObservationKind::Post), "") => Some(Answer::Yes),
            _ => errors.take("answer", self.answer.parse::<Answer>()),
        };
        if observed_on.is_some_and(|day| today < day) {
            let words = "確認日が今日より後です。確認した日を入力してください。";
            errors.add("observed_on", FieldError::Other(words.to_owned()));
        }
        if kind == Some(ObservationKind::Post) && answer == Some(Answer::Yes) {
            match (posted_on, observed_on) {
                (None, _) => errors.add("posted_on", FieldError::Required),
                (Some(posted), Some(observed)) if observed < posted => {
                    let words = "最終投稿日が確認日より後です。日付を確かめてください。";
                    errors.add("posted_on", FieldError::Other(words.to_owned()));
                }
                (Some(_), _) => {}
            }
        }
        errors.into_result()?;
        match (kind, observed_on, answer) {
            (Some(kind), Some(observed_on), Some(answer)) => Ok(ObservationDraft {
                kind,
                observed_on,
                answer,
                posted_on: posted_on.filter(|_| kind == ObservationKind::Post),
                note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of a decision about a dormant account, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    pub decision: String,
    pub reason: String,
    pub next_review_on: String,
}

/// A checked [`DecisionInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionDraft {
    pub decision: Decision,
    pub reason: String,
    pub next_review_on: Option<NaiveDate>,
}

impl DecisionInput {
    /// Checks the form. Going on needs the day of the next review, at most so many days from today
    /// (setting `sns_dormant_days`): then the question is asked again.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate, longest: u32) -> Result<DecisionDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let decision = errors.take("decision", self.decision.parse::<Decision>());
        let reason = errors.take("reason", required(&self.reason));
        let next_review_on = errors
            .take("next_review_on", optional_date(&self.next_review_on))
            .flatten();
        if decision == Some(Decision::Continue) {
            let last = today + Days::new(u64::from(longest));
            match next_review_on {
                None => errors.add("next_review_on", FieldError::Required),
                Some(day) if day <= today || last < day => errors.add(
                    "next_review_on",
                    FieldError::Other(format!(
                        "次の見直しは、明日から{}までの日にしてください。",
                        wareki::long(last)
                    )),
                ),
                Some(_) => {}
            }
        }
        errors.into_result()?;
        match (decision, reason) {
            (Some(decision), Some(reason)) => Ok(DecisionDraft {
                decision,
                reason,
                next_review_on: next_review_on.filter(|_| decision == Decision::Continue),
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of a step of the course, exactly as typed: its day and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepInput {
    pub happened_on: String,
    pub note: String,
}

/// A checked [`StepInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDraft {
    /// `None`: today.
    pub happened_on: Option<NaiveDate>,
    pub note: Option<String>,
}

impl StepInput {
    /// Checks the form; some steps need their reason.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, reason_needed: bool) -> Result<StepDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let happened_on = errors.take("happened_on", optional_date(&self.happened_on));
        let note = errors.take("note", line(&self.note));
        if reason_needed && matches!(note, Some(None)) {
            errors.add("note", FieldError::ReasonRequired);
        }
        errors.into_result()?;
        match (happened_on, note) {
            (Some(happened_on), Some(note)) => Ok(StepDraft { happened_on, note }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of a step of the closing, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClosingStepInput {
    pub step: String,
    pub done_on: String,
    pub note: String,
}

/// A checked [`ClosingStepInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingStepDraft {
    pub step: ClosingStep,
    pub done_on: NaiveDate,
    pub note: Option<String>,
}

impl ClosingStepInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: NaiveDate) -> Result<ClosingStepDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let step = errors.take("step", self.step.parse::<ClosingStep>());
        let done_on = errors.take("done_on", date(&self.done_on));
        let note = errors.take("note", line(&self.note));
        if done_on.is_some_and(|day| today < day) {
            let words = "済んだ日が今日より後です。済んだ日を入力してください。";
            errors.add("done_on", FieldError::Other(words.to_owned()));
        }
        errors.into_result()?;
        match (step, done_on, note) {
            (Some(step), Some(done_on), Some(note)) => Ok(ClosingStepDraft {
                step,
                done_on,
                note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of a 運用手順 that applies, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProcedureInput {
    pub version_id: String,
    pub from_on: String,
}

/// A checked [`ProcedureInput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureDraft {
    pub version_id: RegulationVersionId,
    pub from_on: NaiveDate,
}

impl ProcedureInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<ProcedureDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let version_id = errors.take("version_id", chosen(&self.version_id));
        let from_on = errors.take("from_on", date(&self.from_on));
        errors.clone().into_result()?;
        match (version_id, from_on) {
            (Some(version_id), Some(from_on)) => Ok(ProcedureDraft {
                version_id,
                from_on,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

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

    #[test]
    fn an_observation_is_of_a_day_that_was() {
        let check = |kind: &str, answer: &str, on: &str, posted: &str| {
            let input = ObservationInput {
                kind: kind.to_owned(),
                observed_on: on.to_owned(),
                answer: answer.to_owned(),
                posted_on: posted.to_owned(),
                note: String::new(),
            };
            let checked = input.check(day("2026-11-25"));
            checked.err().map(|errors| {
                let names = errors.iter().map(|(field, _)| field.to_owned());
                names.collect::<Vec<_>>()
            })
        };
        let wrong = |names: &[&str]| Some(names.iter().map(|it| (*it).to_owned()).collect());
        assert_eq!(check("mfa", "yes", "2026-11-25", ""), None);
        assert_eq!(check("post", "", "2026-11-25", "2026-11-20"), None);
        assert_eq!(check("mfa", "", "2026-11-25", ""), wrong(&["answer"]));
        assert_eq!(
            check("mfa", "yes", "2026-11-26", ""),
            wrong(&["observed_on"])
        );
        assert_eq!(
            check("post", "yes", "2026-11-25", ""),
            wrong(&["posted_on"])
        );
        assert_eq!(
            check("post", "yes", "2026-11-20", "2026-11-21"),
            wrong(&["posted_on"])
        );
    }

    #[test]
    fn going_on_needs_a_review_within_the_time() {
        let check = |decision: &str, review: &str| {
            let input = DecisionInput {
                decision: decision.to_owned(),
                reason: "冬の行事で使う。".to_owned(),
                next_review_on: review.to_owned(),
            };
            input.check(day("2026-11-25"), 180).is_ok()
        };
        assert!(check("continue", "2027-05-24"));
        assert!(!check("continue", "2027-05-25"));
        assert!(!check("continue", "2026-11-25"));
        assert!(!check("continue", ""));
        assert!(check("close", ""));
    }
}
