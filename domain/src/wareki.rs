//! 和暦 and 西暦.
/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum DateError {
    /// Cannot be read.
    #[error("「{0}」を日付として読み取れません。例）令和9年3月31日、R9.3.31、2027/3/31")]
    Unreadable(String),
}
/// Reads a date.
///
/// # Errors
/// [`DateError`].
pub fn parse_date(text: &str) -> Result<chrono::NaiveDate, DateError> {
    text.parse()
        .map_err(|_| DateError::Unreadable(text.to_owned()))
}
