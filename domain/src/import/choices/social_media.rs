//! Columns of SNSアカウント台帳: サービス名, 区分, 状態.

use serde::{Deserialize, Serialize};

use crate::import::{
    flag,
    text::{folded, without_brackets},
};

/// サービス名: the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    Line,
    X,
    Facebook,
    Instagram,
    Youtube,
    Tiktok,
    Note,
}

impl Platform {
    /// The name a town gives it, where it has none of its own yet.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Line => "LINE公式アカウント",
            Self::X => "X（旧Twitter）",
            Self::Facebook => "Facebook",
            Self::Instagram => "Instagram",
            Self::Youtube => "YouTube",
            Self::Tiktok => "TikTok",
            Self::Note => "note",
        }
    }
}

/// Reads a platform under any of its names; `None` when it names none.
#[must_use]
pub fn read_platform(text: &str) -> Option<Platform> {
    const NAMES: &[(Platform, &[&str])] = &[
        (
            Platform::Line,
            &["LINE", "ライン", "LINE公式アカウント", "LINE公式"],
        ),
        (
            Platform::X,
            &[
                "X",
                "TWITTER",
                "ツイッター",
                "エックス",
                "旧TWITTER",
                "X旧TWITTER",
            ],
        ),
        (
            Platform::Facebook,
            &[
                "FACEBOOK",
                "FB",
                "フェイスブック",
                "フェースブック",
                "FACEBOOKページ",
            ],
        ),
        (
            Platform::Instagram,
            &["INSTAGRAM", "インスタグラム", "インスタ", "IG"],
        ),
        (
            Platform::Youtube,
            &["YOUTUBE", "ユーチューブ", "YOUTUBEチャンネル"],
        ),
        (Platform::Tiktok, &["TIKTOK", "ティックトック"]),
        (Platform::Note, &["NOTE", "ノート"]),
    ];
    let named = |name: &str| {
        NAMES
            .iter()
            .find(|(_, names)| names.contains(&name))
            .map(|(platform, _)| *platform)
    };
    let whole = folded(text);
    named(&whole).or_else(|| named(&folded(&without_brackets(text))))
}

/// True when the name of a service is that of an SNS account: LINE公式アカウント, 公式インスタグラム.
#[must_use]
pub fn looks_like_social_media(name: &str) -> bool {
    let folded = folded(name);
    let bare = folded.trim_start_matches("公式");
    read_platform(bare).is_some()
        || [
            "公式アカウント",
            "公式LINE",
            "LINE公式",
            "YOUTUBEチャンネル",
        ]
        .iter()
        .any(|word| folded.contains(word))
}

/// 区分: whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountOwnership {
    /// 町.
    Town,
    /// 関係団体.
    AffiliatedBody,
    /// 受託者.
    Contractor,
}

/// Reads a 区分; `Ok(None)` for an empty cell.
///
/// # Errors
/// The text when it names none.
pub fn read_ownership(text: &str) -> Result<Option<AccountOwnership>, String> {
    let folded = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if flag::says_nothing(&folded) {
        Ok(None)
    } else if has(&["受託", "委託", "業者", "指定管理"]) {
        Ok(Some(AccountOwnership::Contractor))
    } else if has(&["関係団体", "団体", "協会", "実行委員会", "協議会", "外郭"]) {
        Ok(Some(AccountOwnership::AffiliatedBody))
    } else if has(&[
        "町",
        "市",
        "村",
        "区",
        "県",
        "公式",
        "本庁",
        "直営",
        "自治体",
    ]) {
        Ok(Some(AccountOwnership::Town))
    } else {
        Err(text.to_owned())
    }
}

/// 状態 of an account in a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountRecordState {
    /// 運用中.
    Open,
    /// 休止.
    Suspended,
    /// 廃止予定.
    Closing,
    /// 廃止.
    Closed,
}

/// Reads a 状態; `Ok(None)` for an empty cell.
///
/// # Errors
/// The text when it names none.
pub fn read_account_state(text: &str) -> Result<Option<AccountRecordState>, String> {
    let folded = folded(&without_brackets(text));
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if folded.is_empty() || flag::is_not_applicable(&folded) {
        Ok(None)
    } else if has(&["廃止予定", "廃止手続", "閉鎖予定", "廃止検討"]) {
        Ok(Some(AccountRecordState::Closing))
    } else if has(&["廃止", "閉鎖", "削除", "終了"]) {
        Ok(Some(AccountRecordState::Closed))
    } else if has(&["休止", "停止", "休眠", "凍結", "中断"]) {
        Ok(Some(AccountRecordState::Suspended))
    } else if has(&["運用", "利用中", "使用中", "公開", "稼働", "開設"]) {
        Ok(Some(AccountRecordState::Open))
    } else {
        Err(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_is_known_under_every_name() {
        use Platform::*;
        for (text, expect) in [
            ("LINE公式アカウント", Some(Line)),
            ("Ｘ（旧Twitter）", Some(X)),
            ("ツイッター", Some(X)),
            ("インスタ", Some(Instagram)),
            ("FB", Some(Facebook)),
            ("フェイスブック", Some(Facebook)),
            ("YouTube", Some(Youtube)),
            ("ミクシィ", None),
        ] {
            assert_eq!(read_platform(text), expect, "{text}");
        }
    }

    #[test]
    fn accounts_among_services_are_noticed() {
        for (name, expect) in [
            ("LINE公式アカウント", true),
            ("公式インスタグラム", true),
            ("Zoom", false),
            ("LoGoチャット", false),
        ] {
            assert_eq!(looks_like_social_media(name), expect, "{name}");
        }
    }

    #[test]
    fn a_planned_end_is_no_end() {
        use AccountRecordState::*;
        for (text, expect) in [
            ("運用中", Open),
            ("休止", Suspended),
            ("廃止予定", Closing),
            ("廃止", Closed),
        ] {
            assert_eq!(read_account_state(text), Ok(Some(expect)), "{text}");
        }
    }
}
