//! Checking what was typed: field errors, their wording, and the small parsers every form uses.
//!
//! All wording of field errors is in this file. A message says what is wrong and what to do.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{corporate_number::CorporateNumberError, wareki::DateError};

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum FieldError {
    /// Nothing was typed in a field that must not be empty.
    #[error("入力されていません。入力してください。")]
    Required,
    /// Nothing was chosen in a list that must not be empty.
    #[error("選択されていません。選択してください。")]
    NotChosen,
    /// The value is not one of those offered.
    #[error("「{0}」は選択肢にありません。選び直してください。")]
    UnknownChoice(String),
    /// More characters than the field holds.
    #[error("{limit}文字以内で入力してください（現在{count}文字）。")]
    TooLong { limit: usize, count: usize },
    /// Fewer characters than a password needs.
    #[error("{0}文字以上で入力してください。")]
    TooShort(usize),
    /// Not a whole number.
    #[error("「{0}」を数として読み取れません。数字で入力してください。例）1234000")]
    NotANumber(String),
    /// A number outside the allowed range.
    #[error("{min}から{max}までの数を入力してください。")]
    OutOfRange { min: i64, max: i64 },
    /// A date that cannot be read, or does not exist.
    #[error("{0}")]
    Date(#[from] DateError),
    /// The end lies before the start.
    #[error("終了日（{}）が開始日（{}）より前です。日付を確かめてください。", crate::wareki::long(*end), crate::wareki::long(*start))]
    EndBeforeStart { start: NaiveDate, end: NaiveDate },
    /// A 法人番号 that cannot be right.
    #[error("{0}")]
    CorporateNumber(#[from] CorporateNumberError),
    /// An invoice number that is not T and 13 digits.
    #[error("登録番号は「T」と13桁の数字です。例）T8990000000001")]
    InvoiceNumber,
    /// Not a mail address.
    #[error("メールアドレスの形ではありません。例）soumu@town.example.jp")]
    MailAddress,
    /// The value is already used by another record.
    #[error("「{0}」は、すでに使われています。別の値を入力してください。")]
    AlreadyUsed(String),
    /// フリガナ with characters that are not katakana.
    #[error("フリガナは、カタカナで入力してください。")]
    NotKana,
    /// A reason is needed for what was chosen.
    #[error("理由を入力してください。")]
    ReasonRequired,
    /// The chosen record no longer exists or is not usable.
    #[error("選んだ{0}は、現在使えません。選び直してください。")]
    NotUsable(String),
    /// A fact of the profile the library does not know.
    #[error("「{0}」は条項集にない条件です。画面を再読み込みしてください。")]
    UnknownFact(String),
    /// Anything else, in words a person wrote for this one place.
    #[error("{0}")]
    Other(String),
}

/// The errors of a form, by field name. Field names are those of the form's input struct.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors {
    errors: BTreeMap<String, FieldError>,
}

impl FieldErrors {
    /// One error on one field.
    #[must_use]
    pub fn one(field: &str, error: FieldError) -> Self {
        let mut errors = Self::default();
        errors.add(field, error);
        errors
    }

    /// Notes an error. The first error of a field is the one shown.
    pub fn add(&mut self, field: &str, error: FieldError) {
        self.errors.entry(field.to_owned()).or_insert(error);
    }

    /// Keeps a checked value, or notes why there is none.
    pub fn take<T, E: Into<FieldError>>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(field, error.into());
                None
            }
        }
    }

    /// The error of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&FieldError> {
        self.errors.get(field)
    }

    /// All errors, by field name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldError)> {
        self.errors
            .iter()
            .map(|(field, error)| (field.as_str(), error))
    }

    /// True when nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many fields are wrong.
    #[must_use]
    pub fn count(&self) -> usize {
        self.errors.len()
    }

    /// `Ok(())` when nothing is wrong.
    ///
    /// # Errors
    /// Itself, when a field is wrong.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// Longest one-line text, in characters.
pub const LINE_LIMIT: usize = 200;
/// Longest text of several lines, in characters.
pub const TEXT_LIMIT: usize = 4_000;

/// Trims blanks of both widths. Nothing else changes: text is stored as typed.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{3000}')
}

/// One line that must not be empty.
///
/// # Errors
/// [`FieldError::Required`], [`FieldError::TooLong`].
pub fn required(text: &str) -> Result<String, FieldError> {
    let text = line(text)?;
    text.ok_or(FieldError::Required)
}

/// One line that may be empty. Line breaks become blanks.
///
/// # Errors
/// [`FieldError::TooLong`].
pub fn line(text: &str) -> Result<Option<String>, FieldError> {
    let text = trimmed(text).replace(['\r', '\n'], " ");
    limited(text, LINE_LIMIT)
}

/// Several lines that may be empty.
///
/// # Errors
/// [`FieldError::TooLong`].
pub fn lines(text: &str) -> Result<Option<String>, FieldError> {
    limited(trimmed(text).replace("\r\n", "\n"), TEXT_LIMIT)
}

fn limited(text: String, limit: usize) -> Result<Option<String>, FieldError> {
    let count = text.chars().count();
    if count == 0 {
        Ok(None)
    } else if count <= limit {
        Ok(Some(text))
    } else {
        Err(FieldError::TooLong { limit, count })
    }
}

/// A date that must be there, in any spelling of 和暦 or 西暦.
///
/// # Errors
/// [`FieldError::Required`], [`FieldError::Date`].
pub fn date(text: &str) -> Result<NaiveDate, FieldError> {
    optional_date(text)?.ok_or(FieldError::Required)
}

/// A date that may be missing.
///
/// # Errors
/// [`FieldError::Date`].
pub fn optional_date(text: &str) -> Result<Option<NaiveDate>, FieldError> {
    let text = trimmed(text);
    if text.is_empty() {
        return Ok(None);
    }
    Ok(Some(crate::wareki::parse_date(text)?))
}

/// A whole number that may be missing, with full-width digits and thousands commas.
///
/// # Errors
/// [`FieldError::NotANumber`], [`FieldError::OutOfRange`].
pub fn whole_number(text: &str, min: i64, max: i64) -> Result<Option<i64>, FieldError> {
    let text = trimmed(text);
    if text.is_empty() {
        return Ok(None);
    }
    let digits: String = crate::fold::half_width(text)
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '円' | '件'))
        .collect();
    let number: i64 = digits
        .parse()
        .map_err(|_| FieldError::NotANumber(text.to_owned()))?;
    if (min..=max).contains(&number) {
        Ok(Some(number))
    } else {
        Err(FieldError::OutOfRange { min, max })
    }
}

/// The id of a record chosen in a list.
///
/// # Errors
/// [`FieldError::NotChosen`], [`FieldError::UnknownChoice`].
pub fn chosen<I: std::str::FromStr>(text: &str) -> Result<I, FieldError> {
    let text = trimmed(text);
    if text.is_empty() {
        return Err(FieldError::NotChosen);
    }
    text.parse()
        .map_err(|_| FieldError::UnknownChoice(text.to_owned()))
}
