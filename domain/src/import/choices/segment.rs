//! 接続系統 in a cell.

use serde::{Deserialize, Serialize};

use crate::import::{flag, text::folded};

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
