//! Marks for yes, no, not applicable and pending, in every form people write them.
//!
//! `no` and `not_applicable` differ, empty is nothing, and nothing becomes `no` by default: an
//! unknown mark is for a person to decide.

use serde::{Deserialize, Serialize};

use super::text::{folded, head_and_note, is_dash};

/// What a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// 有.
    Yes,
    /// 無.
    No,
    /// 該当なし.
    NotApplicable,
    /// 未.
    Pending,
    /// Nobody knows what the mark means.
    Review,
}

const YES: &[&str] = &[
    "○",
    "〇",
    "◯",
    "●",
    "◎",
    "✓",
    "✔",
    "☑",
    "レ",
    "有",
    "あり",
    "有り",
    "済",
    "済み",
    "済ミ",
    "添付",
    "はい",
    "該当",
    "提出済",
    "提出済み",
    "実施済",
    "完了",
    "YES",
    "Y",
    "TRUE",
    "該当あり",
    "利用",
    "受領",
    "受領済",
    "対象",
    "要",
    "登録済",
    "有効",
    "設定済",
    "設定済み",
];
const NO: &[&str] = &[
    "×",
    "✕",
    "✖",
    "☓",
    "X",
    "無",
    "なし",
    "無し",
    "ナシ",
    "いいえ",
    "NO",
    "N",
    "FALSE",
    "未制定",
    "否",
    "不可",
    "利用なし",
    "不要",
    "無効",
];
const NOT_APPLICABLE: &[&str] = &[
    "該当なし",
    "該当無し",
    "非該当",
    "N/A",
    "NA",
    "対象外",
    "/",
    "斜線",
];
const PENDING: &[&str] = &[
    "未",
    "未提出",
    "確認中",
    "予定",
    "要確認",
    "?",
    "不明",
    "未定",
    "検討中",
    "手続中",
    "申請中",
    "調査中",
    "未実施",
    "未確認",
    "未済",
    "審査中",
    "準備中",
    "作成中",
    "調整中",
    "未設定",
];

/// Reads a mark; `None` for an empty cell. What stands in brackets behind it is a note.
#[must_use]
pub fn read(text: &str) -> Option<Flag> {
    let (head, note) = head_and_note(text);
    let head = if head.is_empty() {
        folded(note?)
    } else {
        folded(head)
    };
    Some(
        if YES.contains(&head.as_str()) || head.starts_with("別記") || head.starts_with("別紙")
        {
            Flag::Yes
        } else if NO.contains(&head.as_str()) {
            Flag::No
        } else if is_not_applicable(&head) {
            Flag::NotApplicable
        } else if PENDING.contains(&head.as_str()) || head.ends_with("予定") {
            Flag::Pending
        } else {
            Flag::Review
        },
    )
}

/// True for －, 該当なし and their kin.
#[must_use]
pub fn is_not_applicable(text: &str) -> bool {
    let text = folded(text);
    NOT_APPLICABLE.contains(&text.as_str()) || (!text.is_empty() && text.chars().all(is_dash))
}

/// True for marks that say there is nothing, or nothing yet.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    match read(text) {
        None | Some(Flag::No | Flag::NotApplicable | Flag::Pending) => true,
        Some(Flag::Yes | Flag::Review) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag::*, read};

    #[test]
    fn marks_mean_what_people_mean() {
        for (text, expect) in [
            ("○", Some(Yes)),
            ("〇", Some(Yes)),
            ("◯（8年）", Some(Yes)),
            ("別記1・2", Some(Yes)),
            ("有（北見テスト㈲）", Some(Yes)),
            ("✕", Some(No)),
            ("なし", Some(No)),
            ("－", Some(NotApplicable)),
            ("―", Some(NotApplicable)),
            ("ー", Some(NotApplicable)),
            ("Ｎ／Ａ", Some(NotApplicable)),
            ("該当なし", Some(NotApplicable)),
            ("？", Some(Pending)),
            ("R8.12予定", Some(Pending)),
            ("△", Some(Review)),
            ("", None),
            ("　", None),
        ] {
            assert_eq!(read(text), expect, "{text}");
        }
    }
}
