//! The forms of incidents: as typed → checked.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    IncidentKind, Intent, PersonalInfo, Publication, Step, SubjectKind,
    clock::{day_of, in_japan},
};
use crate::{
    fold,
    id::OrganizationUnitId,
    input::{
        FieldError, FieldErrors, chosen, date, line, lines, optional_date, required, trimmed,
        whole_number,
    },
};

/// The form of an incident, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IncidentInput {
    pub kind: String,
    pub title: String,
    /// `social_media_account-7`; may be empty.
    pub subject: String,
    pub unit_id: String,
    pub occurred_on: String,
    pub known_on: String,
    pub known_time: String,
    pub description: String,
    pub personal_info: String,
    pub intent: String,
    pub affected_count: String,
}

/// A checked [`IncidentInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentDraft {
    pub kind: IncidentKind,
    pub title: String,
    pub subject: Option<(SubjectKind, i64)>,
    pub unit_id: OrganizationUnitId,
    pub occurred_on: Option<NaiveDate>,
    pub known_at: DateTime<Utc>,
    pub description: String,
    pub personal_info: PersonalInfo,
    pub intent: Intent,
    pub affected_count: Option<i64>,
}

impl IncidentInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; a time still to come.
    pub fn check(&self, now: DateTime<Utc>) -> Result<IncidentDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", self.kind.parse::<IncidentKind>());
        let title = errors.take("title", required(&self.title));
        let subject = errors.take("subject", subject(&self.subject)).flatten();
        let unit_id = errors.take("unit_id", chosen(&self.unit_id));
        let occurred_on = errors
            .take("occurred_on", optional_date(&self.occurred_on))
            .flatten();
        let known_at = moment(
            &mut errors,
            ("known_on", &self.known_on),
            ("known_time", &self.known_time),
            now,
        );
        let description = errors.take("description", paragraph(&self.description));
        let personal_info = errors.take("personal_info", self.personal_info.parse());
        let intent = errors.take("intent", self.intent.parse());
        let affected_count = errors
            .take(
                "affected_count",
                whole_number(&self.affected_count, 0, 10_000_000),
            )
            .flatten();
        if let (Some(occurred), Some(known)) = (occurred_on, known_at)
            && day_of(known) < occurred
        {
            let words = "発生日が、知った日より後です。日付を確かめてください。";
            errors.add("occurred_on", FieldError::Other(words.to_owned()));
        }
        errors.into_result()?;
        match (
            kind,
            title,
            unit_id,
            known_at,
            description,
            personal_info,
            intent,
        ) {
            (
                Some(kind),
                Some(title),
                Some(unit_id),
                Some(known_at),
                Some(description),
                Some(personal_info),
                Some(intent),
            ) => Ok(IncidentDraft {
                kind,
                title,
                subject,
                unit_id,
                occurred_on,
                known_at,
                description,
                personal_info,
                intent,
                affected_count,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

fn subject(text: &str) -> Result<Option<(SubjectKind, i64)>, FieldError> {
    let text = trimmed(text);
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = || FieldError::UnknownChoice(text.to_owned());
    let (kind, id) = text.rsplit_once('-').ok_or_else(unknown)?;
    Ok(Some((kind.parse()?, id.parse().map_err(|_| unknown())?)))
}

fn paragraph(text: &str) -> Result<String, FieldError> {
    lines(text)?.ok_or(FieldError::Required)
}

/// A minute of the past, from a date and a time of the day.
fn moment(
    errors: &mut FieldErrors,
    (day_field, day): (&str, &str),
    (time_field, time): (&str, &str),
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let day = errors.take(day_field, date(day));
    let time = errors.take(time_field, time_of_day(time));
    let at = in_japan(day?, time?);
    if now < at {
        let words = "今より後の日時です。日時を確かめてください。";
        errors.add(day_field, FieldError::Other(words.to_owned()));
        return None;
    }
    Some(at)
}

/// `9:05`, `９時５分`, `0905`.
///
/// # Errors
/// When it is no time of a day.
pub fn time_of_day(text: &str) -> Result<NaiveTime, FieldError> {
    let text = fold::half_width(trimmed(text));
    if text.is_empty() {
        return Err(FieldError::Required);
    }
    let unknown = || {
        FieldError::Other(format!(
            "「{text}」を時刻として読み取れません。例）9:05、21時30分"
        ))
    };
    let plain = text.replace(['時', '：'], ":").replace('分', "");
    let plain = if plain.ends_with(':') {
        format!("{plain}00")
    } else {
        plain
    };
    let (hour, minute) = match plain.split_once(':') {
        Some(parts) => parts,
        None if plain.len() == 4 && plain.is_ascii() => plain.split_at(2),
        None => return Err(unknown()),
    };
    let number = |text: &str| text.parse::<u32>().ok();
    number(hour)
        .zip(number(minute))
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
        .ok_or_else(unknown)
}

/// The form of a step that was taken, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepInput {
    pub step: String,
    pub done_on: String,
    pub done_time: String,
    pub note: String,
}

/// A checked [`StepInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDraft {
    pub step: Step,
    pub done_at: DateTime<Utc>,
    pub note: Option<String>,
}

impl StepInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field; a time still to come.
    pub fn check(&self, now: DateTime<Utc>) -> Result<StepDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let step = errors.take("step", self.step.parse());
        let done_at = moment(
            &mut errors,
            ("done_on", &self.done_on),
            ("done_time", &self.done_time),
            now,
        );
        let note = errors.take("note", line(&self.note));
        errors.into_result()?;
        match (step, done_at, note) {
            (Some(step), Some(done_at), Some(note)) => Ok(StepDraft {
                step,
                done_at,
                note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

/// The form of cause, prevention and publication, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeInput {
    pub personal_info: String,
    pub intent: String,
    pub affected_count: String,
    pub cause: String,
    pub prevention: String,
    pub publication: String,
    pub publication_on: String,
    pub publication_note: String,
}

/// A checked [`OutcomeInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeDraft {
    pub personal_info: PersonalInfo,
    pub intent: Intent,
    pub affected_count: Option<i64>,
    pub cause: Option<String>,
    pub prevention: Option<String>,
    pub publication: Publication,
    pub publication_on: Option<NaiveDate>,
    pub publication_note: Option<String>,
}

impl OutcomeInput {
    /// Checks the form. A decided publication has its day, and where or why not.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<OutcomeDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let personal_info = errors.take("personal_info", self.personal_info.parse());
        let intent = errors.take("intent", self.intent.parse());
        let affected_count = errors
            .take(
                "affected_count",
                whole_number(&self.affected_count, 0, 10_000_000),
            )
            .flatten();
        let cause = errors.take("cause", lines(&self.cause)).flatten();
        let prevention = errors.take("prevention", lines(&self.prevention)).flatten();
        let publication = errors.take("publication", self.publication.parse::<Publication>());
        let publication_on = errors
            .take("publication_on", optional_date(&self.publication_on))
            .flatten();
        let publication_note = errors
            .take("publication_note", line(&self.publication_note))
            .flatten();
        if matches!(
            publication,
            Some(Publication::Published | Publication::NotNeeded)
        ) {
            if publication_on.is_none() {
                errors.add("publication_on", FieldError::Required);
            }
            if publication_note.is_none() {
                let words = "公表した場所、又は公表しない理由を入力してください。";
                errors.add("publication_note", FieldError::Other(words.to_owned()));
            }
        }
        errors.into_result()?;
        match (personal_info, intent, publication) {
            (Some(personal_info), Some(intent), Some(publication)) => Ok(OutcomeDraft {
                personal_info,
                intent,
                affected_count,
                cause,
                prevention,
                publication,
                publication_on,
                publication_note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_the_ways_people_write_it() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        for (text, expect) in [
            ("9:05", time(9, 5)),
            ("９時５分", time(9, 5)),
            ("21時", time(21, 0)),
            ("0905", time(9, 5)),
            ("25:00", None),
            ("朝", None),
            ("", None),
        ] {
            assert_eq!(time_of_day(text).ok(), expect, "{text}");
        }
    }

    #[test]
    fn what_is_known_was_known_before_now() {
        let now = in_japan(
            NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
            NaiveTime::from_hms_opt(9, 0, 0).unwrap(),
        );
        let input = |time: &str| IncidentInput {
            kind: "account_takeover".to_owned(),
            title: "乗っ取り".to_owned(),
            subject: "social_media_account-1".to_owned(),
            unit_id: "1".to_owned(),
            known_on: "R8.11.25".to_owned(),
            known_time: time.to_owned(),
            description: "見覚えのない投稿".to_owned(),
            personal_info: "none".to_owned(),
            intent: "malicious".to_owned(),
            ..IncidentInput::default()
        };
        let draft = input("8:30").check(now).unwrap();
        assert_eq!(draft.subject, Some((SubjectKind::SocialMediaAccount, 1)));
        let errors = input("9:01").check(now).unwrap_err();
        assert!(errors.get("known_on").is_some());
    }

    #[test]
    fn a_decided_publication_says_where_or_why_not() {
        let input = OutcomeInput {
            personal_info: "none".to_owned(),
            intent: "unknown".to_owned(),
            publication: "not_needed".to_owned(),
            ..OutcomeInput::default()
        };
        assert_eq!(input.check().unwrap_err().count(), 2);
    }
}
