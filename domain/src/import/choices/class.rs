//! 情報の分類 in a cell.

use serde::{Deserialize, Serialize};

use crate::import::{flag, text::folded};

/// 情報の分類: 自治体機密性 of the guideline (令和7年3月版 2.(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidentiality {
    C1,
    C2,
    C3C,
    C3B,
    C3A,
}

/// What a class cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassReading {
    /// A class.
    Known(Confidentiality),
    /// A bare 3: which of the three is for a person to say.
    Three,
    /// Something else: 重要, 秘.
    Unknown,
}

/// Reads 自治体機密性３Ｂ, 機密性2, 3C, １; `None` when the cell says there is none.
#[must_use]
pub fn read_class(text: &str) -> Option<ClassReading> {
    let folded = folded(text);
    if folded.is_empty() || flag::is_not_applicable(&folded) {
        return None;
    }
    let rest = folded
        .trim_start_matches("自治体")
        .trim_start_matches("機密性")
        .trim_start_matches("機密")
        .trim_start_matches("レベル");
    Some(match rest {
        "1" | "C1" => ClassReading::Known(Confidentiality::C1),
        "2" | "C2" => ClassReading::Known(Confidentiality::C2),
        "3A" | "C3A" => ClassReading::Known(Confidentiality::C3A),
        "3B" | "C3B" => ClassReading::Known(Confidentiality::C3B),
        "3C" | "C3C" => ClassReading::Known(Confidentiality::C3C),
        "3" | "C3" => ClassReading::Three,
        _ => ClassReading::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_in_every_width() {
        use Confidentiality::*;
        for (text, expect) in [
            ("自治体機密性３Ｂ", Some(ClassReading::Known(C3B))),
            ("機密性2", Some(ClassReading::Known(C2))),
            ("１", Some(ClassReading::Known(C1))),
            ("3c", Some(ClassReading::Known(C3C))),
            ("機密3", Some(ClassReading::Three)),
            ("重要性Ⅱ", Some(ClassReading::Unknown)),
            ("－", None),
        ] {
            assert_eq!(read_class(text), expect, "{text}");
        }
    }
}
