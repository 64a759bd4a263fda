//! PDFの確認: what a file, or a number on paper, is to us.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::AnnexState;
use crate::id::AnnexId;

/// A document we issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedDocument {
    /// Key of the record.
    pub id: AnnexId,
    /// 文書番号.
    pub document_no: String,
    /// Whether a later one has taken its place.
    pub state: AnnexState,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// SHA-256 of the file as issued.
    pub sha256: String,
    /// The document in force in its stead.
    pub replaced_by: Option<String>,
}

/// What a file is to us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Provenance {
    /// Byte for byte what we issued, and in force.
    Current(IssuedDocument),
    /// Byte for byte what we issued, but a later one is in force.
    Superseded(IssuedDocument),
    /// It says it is this document, but is not the file we issued.
    Altered(IssuedDocument),
    /// Nothing of ours, whatever it says.
    Unknown,
}

/// Judges a file by the document issued with its very bytes, and the one whose number it names.
#[must_use]
pub fn judge(
    same_bytes: Option<IssuedDocument>,
    same_number: Option<IssuedDocument>,
) -> Provenance {
    match (same_bytes, same_number) {
        (Some(issued), _) => match issued.state {
            AnnexState::Issued => Provenance::Current(issued),
            AnnexState::Superseded => Provenance::Superseded(issued),
        },
        (None, Some(named)) => Provenance::Altered(named),
        (None, None) => Provenance::Unknown,
    }
}

impl Provenance {
    /// The answer in words, with what to do.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Current(issued) => format!(
                "この台帳で発行した文書です。文書番号{}で、現在も有効です。内容は発行の時から変わっていません。",
                issued.document_no
            ),
            Self::Superseded(issued) => {
                let newer = issued.replaced_by.as_ref().map_or_else(
                    || "新しい版は契約の「別紙」で確認してください。".to_owned(),
                    |number| format!("現在有効なのは文書番号{number}です。"),
                );
                format!(
                    "この台帳で発行した文書（文書番号{}）ですが、旧版です。{newer}",
                    issued.document_no
                )
            }
            Self::Altered(issued) => format!(
                "文書番号{}を名乗っていますが、発行したファイルと同じではありません。発行の後に変えられたか、別のソフトで保存し直されています。使わずに、台帳にある発行時のファイルと入れ替えてください。",
                issued.document_no
            ),
            Self::Unknown => {
                "この台帳で発行した文書ではありません。様式や案のPDFは発行の記録がないため、ここでは確認できません。"
                    .to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issued(state: AnnexState) -> IssuedDocument {
        IssuedDocument {
            id: AnnexId(1),
            document_no: "特記R8-0001".to_owned(),
            state,
            issued_at: DateTime::UNIX_EPOCH,
            sha256: String::new(),
            replaced_by: None,
        }
    }

    #[test]
    fn bytes_decide_and_a_number_alone_proves_nothing() {
        let current = issued(AnnexState::Issued);
        let old = issued(AnnexState::Superseded);
        let check = |bytes: Option<&IssuedDocument>, number: Option<&IssuedDocument>, expect| {
            assert_eq!(judge(bytes.cloned(), number.cloned()), expect);
        };
        check(
            Some(&current),
            Some(&current),
            Provenance::Current(current.clone()),
        );
        check(Some(&current), None, Provenance::Current(current.clone()));
        check(
            Some(&old),
            Some(&current),
            Provenance::Superseded(old.clone()),
        );
        check(None, Some(&current), Provenance::Altered(current.clone()));
        check(None, None, Provenance::Unknown);
    }
}
