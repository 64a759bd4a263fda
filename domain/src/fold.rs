//! Search and sort keys.
use unicode_normalization::UnicodeNormalization;
/// Full-width letters, digits and signs to half width (NFKC). For codes, never for stored text.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.nfkc().collect()
}
