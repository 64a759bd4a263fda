//! Certifications of a vendor in a cell.

use serde::{Deserialize, Serialize};

use crate::import::{
    flag,
    text::{digits, folded},
};

/// A certification of a vendor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    pub kind: CertificationKind,
    /// The year of the standard: 2022.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The number of the registration: 99820123(08).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// Which certification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificationKind {
    /// ISO/IEC 27001 (ISMS).
    Iso27001,
    /// ISO/IEC 27017 (クラウド).
    Iso27017,
    /// ISO/IEC 27701 (プライバシー).
    Iso27701,
    /// プライバシーマーク.
    PrivacyMark,
}

/// Reads a list of certifications; the second list holds what was not understood.
#[must_use]
pub fn read_certifications(text: &str) -> (Vec<Certification>, Vec<String>) {
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    for part in text.split(['、', '，', ',', '\n', '・', ';', '；', '／']) {
        let folded = folded(part);
        if flag::says_nothing(&folded) {
            continue;
        }
        match certification(&folded) {
            Some(certification) => known.push(certification),
            None => unknown.push(part.trim().to_owned()),
        }
    }
    (known, unknown)
}

fn certification(folded: &str) -> Option<Certification> {
    let standard = [
        ("27017", CertificationKind::Iso27017),
        ("27701", CertificationKind::Iso27701),
        ("27001", CertificationKind::Iso27001),
    ]
    .into_iter()
    .find_map(|(number, kind)| folded.split_once(number).map(|(_, rest)| (kind, rest)));
    if let Some((kind, rest)) = standard {
        let edition = digits(rest);
        return Some(Certification {
            kind,
            edition: (edition.len() == 4).then_some(edition),
            number: None,
        });
    }
    if folded.contains("ISMS") {
        return Some(Certification {
            kind: CertificationKind::Iso27001,
            edition: None,
            number: None,
        });
    }
    let is_mark = [
        "プライバシーマーク",
        "プライバシ―マーク",
        "Pマーク",
        "PMARK",
    ]
    .iter()
    .any(|word| folded.contains(word));
    is_mark.then(|| {
        let number: String = folded
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(|c| c.is_ascii_digit() || matches!(c, '(' | ')'))
            .collect();
        Certification {
            kind: CertificationKind::PrivacyMark,
            edition: None,
            number: (!number.is_empty()).then_some(number),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certifications_keep_edition_and_number() {
        let (known, unknown) =
            read_certifications("ＩＳＯ２７００１：２０１３、Ｐマーク 99820123（08）、謎");
        assert_eq!(known[0].edition.as_deref(), Some("2013"));
        assert_eq!(known[1].number.as_deref(), Some("99820123(08)"));
        assert_eq!(unknown, ["謎"]);
    }
}
