//! Columns with a few possible answers: class of information, procurement, segment, inspection.

use serde::{Deserialize, Serialize};

use super::{
    flag,
    text::{digits, folded},
};

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

/// 契約方法.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcurementMethod {
    /// 一般競争入札.
    OpenBid,
    /// 指名競争入札.
    DesignatedBid,
    /// プロポーザル.
    Proposal,
    /// 随意契約.
    Negotiated,
}

/// Reads a method and the 号 of 地方自治法施行令第167条の2第1項 behind 随意契約.
#[must_use]
pub fn read_procurement(text: &str) -> Option<(ProcurementMethod, Option<u32>)> {
    let folded = folded(text);
    let method = if folded.contains("プロポ") || folded.contains("企画競争") {
        ProcurementMethod::Proposal
    } else if folded.starts_with("随") || folded.contains("随意") || folded.contains("随契") {
        ProcurementMethod::Negotiated
    } else if folded.contains("指名") {
        ProcurementMethod::DesignatedBid
    } else if folded.contains("一般") || folded.contains("公募入札") || folded == "入札" {
        ProcurementMethod::OpenBid
    } else {
        return None;
    };
    let item = (method == ProcurementMethod::Negotiated)
        .then(|| read_item(&folded))
        .flatten();
    Some((method, item))
}

/// The number before 号, else the only number.
pub(super) fn read_item(folded: &str) -> Option<u32> {
    let part = match folded.split_once('号') {
        Some((before, _)) => before
            .rsplit(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap_or_default()
            .to_owned(),
        None => digits(folded),
    };
    part.parse().ok().filter(|item| (1..=9).contains(item))
}

/// 接続系統: the network segments of the 三層の対策.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// マイナンバー利用事務系.
    Mynumber,
    /// LGWAN接続系.
    Lgwan,
    /// インターネット接続系.
    Internet,
    /// 接続なし.
    None,
}

/// Reads a segment; `Ok(None)` for an empty cell.
///
/// # Errors
/// The text when it names none.
pub fn read_segment(text: &str) -> Result<Option<Segment>, String> {
    let folded = folded(text);
    if folded.is_empty() {
        return Ok(None);
    }
    Ok(Some(
        if folded.contains("LGWAN") || folded.contains("エルジーワン") {
            Segment::Lgwan
        } else if [
            "マイナ",
            "個人番号",
            "番号系",
            "番号利用",
            "基幹系",
            "住基系",
        ]
        .iter()
        .any(|word| folded.contains(word))
        {
            Segment::Mynumber
        } else if folded.contains("ネット系")
            || folded.contains("インターネット")
            || folded == "ネット"
        {
            Segment::Internet
        } else if flag::says_nothing(&folded)
            || ["接続なし", "未接続", "スタンドアロン", "独立"].contains(&folded.as_str())
        {
            Segment::None
        } else {
            return Err(text.to_owned());
        },
    ))
}

/// 点検の方法.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionMethod {
    /// 実地.
    OnSite,
    /// 書面.
    Document,
    /// リモート.
    Remote,
    /// 聞き取り.
    Hearing,
}

/// Reads a method; `Ok(None)` for an empty cell.
///
/// # Errors
/// The text when it names none.
pub fn read_inspection_method(text: &str) -> Result<Option<InspectionMethod>, String> {
    let folded = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    Ok(Some(if flag::says_nothing(&folded) {
        return Ok(None);
    } else if has(&["実地", "現地", "訪問", "立入"]) {
        InspectionMethod::OnSite
    } else if has(&["書面", "書類", "文書", "自己点検"]) {
        InspectionMethod::Document
    } else if has(&["リモート", "オンライン", "WEB", "遠隔"]) {
        InspectionMethod::Remote
    } else if has(&["聞き取り", "聞取", "ヒアリング", "聴取", "面談"]) {
        InspectionMethod::Hearing
    } else {
        return Err(text.to_owned());
    }))
}

/// 点検の結果.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionResult {
    /// 適合.
    Conform,
    /// 一部不適合.
    Partial,
    /// 不適合.
    Nonconform,
}

/// Reads a result; `Ok(None)` for an empty cell.
///
/// # Errors
/// The text when it names none.
pub fn read_inspection_result(text: &str) -> Result<Option<InspectionResult>, String> {
    let folded = folded(text);
    Ok(Some(match folded.as_str() {
        text if flag::says_nothing(text) => return Ok(None),
        "適合" | "良好" | "良" | "問題なし" | "異常なし" | "可" | "優" | "合格" | "指摘なし"
        | "○" => InspectionResult::Conform,
        "一部不適合" | "要改善" | "一部適合" | "改善要" | "要是正" | "指摘あり" | "△" => {
            InspectionResult::Partial
        }
        "不適合" | "不可" | "不良" | "不合格" => InspectionResult::Nonconform,
        _ => return Err(text.to_owned()),
    }))
}

/// What the column of the inspection's day says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionStatus {
    /// 実施済.
    Done,
    /// 未, 予定.
    Pending,
    /// 該当なし.
    NotApplicable,
}

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

    #[test]
    fn a_negotiated_contract_keeps_its_item() {
        use ProcurementMethod::*;
        for (text, expect) in [
            ("随契（２号）", Some((Negotiated, Some(2)))),
            (
                "随意契約(令167条の2第1項第2号)",
                Some((Negotiated, Some(2))),
            ),
            ("公募型プロポーザル", Some((Proposal, None))),
            ("指名競争入札", Some((DesignatedBid, None))),
            ("一般競争入札", Some((OpenBid, None))),
            ("見積合せ", None),
        ] {
            assert_eq!(read_procurement(text), expect, "{text}");
        }
    }

    #[test]
    fn certifications_keep_edition_and_number() {
        let (known, unknown) =
            read_certifications("ＩＳＯ２７００１：２０１３、Ｐマーク 99820123（08）、謎");
        assert_eq!(known[0].edition.as_deref(), Some("2013"));
        assert_eq!(known[1].number.as_deref(), Some("99820123(08)"));
        assert_eq!(unknown, ["謎"]);
    }
}
