//! 法人番号.
/// Why a text is no 法人番号.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum CorporateNumberError {
    /// Not 13 digits.
    #[error("法人番号は13桁の数字です。")]
    Length,
}
