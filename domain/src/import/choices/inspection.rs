//! How, with what result, and whether a vendor was inspected.

use serde::{Deserialize, Serialize};

use crate::import::{flag, text::folded};

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
