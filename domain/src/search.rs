//! 全体検索: what a word finds in every ledger, grouped by kind.

use serde::{Deserialize, Serialize};

use crate::{choice::choices, fold};

choices! {
    /// What can be found, in the order of the page.
    SearchKind {
        Contract = "contract", "契約";
        Vendor = "vendor", "委託先";
        ExternalService = "external_service", "外部サービス";
        SocialMediaAccount = "social_media_account", "SNSアカウント";
        Person = "person", "職員";
    }
}

/// What is asked, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchFilter {
    /// The words.
    pub q: String,
    /// Code of the one kind that is shown in full; otherwise the first of each.
    pub kind: String,
    /// Page of that kind, from 1.
    pub page: String,
}

/// A question, folded in the ways the keys of the ledgers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchWords {
    /// For names and titles.
    pub key: String,
    /// For フリガナ: without voicing, size of kana and long vowels.
    pub reading: String,
    /// For numbers, in lower case.
    pub code: String,
}

impl SearchWords {
    /// The question, or nothing when it would find everything: only signs, blanks, 法人格.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let key = fold::search_key(text);
        if key.is_empty() {
            return None;
        }
        let reading = fold::sort_key(text);
        let reading = reading.split(' ').next().unwrap_or_default();
        Some(Self {
            reading: reading.to_owned(),
            code: fold::code(text).to_lowercase(),
            key,
        })
    }
}

/// One record that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    pub id: i64,
    /// 件名, 名称, 氏名.
    pub name: String,
    /// 契約番号, 管理番号, 法人番号, 職員番号.
    pub number: Option<String>,
    /// 委託先, 所管課 and the like.
    pub details: Vec<String>,
    /// ステータス, in words; none where nothing is to be said.
    pub status: Option<String>,
    /// Ended, void, gone.
    pub is_past: bool,
}

/// What was found of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchGroup {
    pub kind: SearchKind,
    pub hits: Vec<SearchHit>,
    /// All that the words find and the person may see.
    pub total: u64,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchResult {
    /// Kinds of which something was found.
    pub groups: Vec<SearchGroup>,
    /// The words would find everything, so nothing was searched.
    pub is_blank: bool,
}

#[cfg(test)]
mod tests {
    use super::SearchWords;

    fn words(text: &str) -> Option<(String, String, String)> {
        SearchWords::of(text).map(|it| (it.key, it.reading, it.code))
    }

    #[test]
    fn one_question_however_it_is_typed() {
        // Old forms of kanji are folded where names are kept; a reading and a number have none.
        let key = |text| words(text).map(|it| it.0);
        assert_eq!(key("髙橋"), key("高 橋"));
        assert_eq!(
            words("Ｒ８－０００１").map(|it| it.2),
            Some("r8-0001".to_owned())
        );
        assert_eq!(words("ガ行").map(|it| it.1), Some("か行".to_owned()));
        assert_eq!(
            words("サーバー").map(|it| it.1),
            Some("さあはあ".to_owned())
        );
    }

    #[test]
    fn what_would_find_everything_is_no_question() {
        for text in ["", "　", "株式会社", "㈱", "・", "ー"] {
            assert_eq!(words(text), None, "{text}");
        }
    }
}
