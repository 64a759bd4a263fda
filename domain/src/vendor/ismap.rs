//! The shape of an ISMAP number (domain.md §6.3). Registration is per service and its list is the authority:
//! another shape is a reason to look, never to refuse.

use unicode_normalization::UnicodeNormalization;

use super::{Certification, CertificationKind};

/// What is said of a number of another shape.
const WARNING: &str =
    "ISMAPの登録番号は「C21-0004-2」の形です。ISMAPのクラウドサービスリストで確かめてください。";

/// One letter, two digits, a hyphen, four digits, a hyphen, one digit; full-width forms count as the same.
#[must_use]
pub fn is_ismap_number(number: &str) -> bool {
    let shape: String = number
        .trim()
        .nfkc()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' => 'A',
            '0'..='9' => '9',
            '-' | '‐' | '−' | '–' | 'ー' => '-',
            other => other,
        })
        .collect();
    shape == "A99-9999-9"
}

impl Certification {
    /// What about the number is to be looked at again.
    #[must_use]
    pub fn number_warning(&self) -> Option<&'static str> {
        let is_ismap = self.kind == CertificationKind::Ismap;
        let fits = self.number.as_deref().is_some_and(is_ismap_number);
        (is_ismap && !fits).then_some(WARNING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_a_number_is_known() {
        for (number, expect) in [
            ("C21-0004-2", true),
            ("C22-0042-2", true),
            ("c23-0070-2", true),
            ("Ｃ２１－０００８－２", true),
            ("C21-0004", false),
            ("C21-00042", false),
            ("21-0004-2", false),
            ("ISMAPに準拠", false),
            ("", false),
        ] {
            assert_eq!(is_ismap_number(number), expect, "{number}");
        }
    }

    #[test]
    fn only_an_ismap_number_is_looked_at() {
        let certification = |kind, number: Option<&str>| Certification {
            id: 1,
            kind,
            number: number.map(str::to_owned),
            scope: None,
            expires_on: None,
        };
        use CertificationKind::{Ismap, Iso27001};
        for (kind, number, warns) in [
            (Ismap, Some("C21-0004-2"), false),
            (Ismap, Some("IS 123456"), true),
            (Ismap, None, true),
            (Iso27001, Some("IS 123456"), false),
            (Iso27001, None, false),
        ] {
            let found = certification(kind, number).number_warning();
            assert_eq!(found.is_some(), warns, "{kind:?} {number:?}");
        }
    }
}
