//! 保存した条件: what the address of a ledger holds, kept under a name by a person, and shown to colleagues
//! where that person wants it.

use serde::{Deserialize, Serialize};

use crate::{
    export::ExportLedger,
    id::SavedViewId,
    input::{FieldError, FieldErrors, required},
    ledger::{LAYOUT, conditions},
};

/// Longest name, in characters.
pub const NAME_LIMIT: usize = 40;
/// Longest query, in bytes.
const QUERY_LIMIT: usize = 2_000;

/// The form of 「この条件を保存」, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedViewInput {
    /// Code of the ledger.
    pub ledger: String,
    pub name: String,
    /// What the address of the ledger holds, without the page.
    pub query: String,
    /// Anything: colleagues see it too.
    pub shared: String,
}

/// A checked [`SavedViewInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedViewDraft {
    pub ledger: ExportLedger,
    pub name: String,
    pub query: String,
    pub is_shared: bool,
}

impl SavedViewInput {
    /// The only way to a [`SavedViewDraft`]. Of the query only what the ledger knows is kept.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<SavedViewDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ledger = errors.take("ledger", self.ledger.parse());
        let name = errors.take("name", required(&self.name).and_then(short));
        let query = ledger.map(|ledger| known(ledger, &self.query));
        match (ledger, name, query) {
            (Some(ledger), Some(name), Some(query)) => Ok(SavedViewDraft {
                ledger,
                name,
                query,
                is_shared: !self.shared.is_empty(),
            }),
            _ => Err(errors),
        }
    }
}

fn short(name: String) -> Result<String, FieldError> {
    let (limit, count) = (NAME_LIMIT, name.chars().count());
    if count <= limit {
        Ok(name)
    } else {
        Err(FieldError::TooLong { limit, count })
    }
}

/// The parameters of a query that the ledger knows, in its order, each once; the page is none of them.
#[must_use]
pub fn known(ledger: ExportLedger, query: &str) -> String {
    if QUERY_LIMIT < query.len() {
        return String::new();
    }
    let pairs: Vec<(&str, &str)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(_, value)| !value.is_empty() && value.bytes().all(may_stand_in_an_address))
        .collect();
    let names = conditions(ledger).iter().chain(&LAYOUT);
    let kept: Vec<String> = names
        .filter_map(|name| pairs.iter().find(|(known, _)| known == name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    kept.join("&")
}

/// A character of a value as addresses hold it, encoded.
fn may_stand_in_an_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'%' | b'+')
}

/// A view as the page of its ledger offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub id: SavedViewId,
    pub name: String,
    pub query: String,
    pub is_shared: bool,
    /// Whose it is; `None` for one's own.
    pub owner: Option<String>,
    /// True when the person who looks may take it away.
    pub can_delete: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str) -> SavedViewInput {
        SavedViewInput {
            ledger: "contracts".to_owned(),
            name: name.to_owned(),
            query: "fy=2026".to_owned(),
            shared: String::new(),
        }
    }

    #[test]
    fn a_name_is_there_and_short() {
        assert_eq!(input("　今年度 ").check().unwrap().name, "今年度");
        assert!(input(&"あ".repeat(40)).check().is_ok());
        for name in ["", "　", &"あ".repeat(41)] {
            let errors = input(name).check().unwrap_err();
            assert!(errors.get("name").is_some(), "{name}");
        }
    }

    #[test]
    fn only_what_the_ledger_knows_is_kept() {
        for (query, expect) in [
            ("", ""),
            ("page=3", ""),
            ("sort=-title&fy=2026&page=3", "fy=2026&sort=-title"),
            ("fy=2026&fy=2025&held=secret&__err=x", "fy=2026"),
            (
                "q=%E4%BF%9D%E5%AE%88&size=100&cols=vendor%2Cunit",
                "q=%E4%BF%9D%E5%AE%88&size=100&cols=vendor%2Cunit",
            ),
            ("q=\"><script>&status=running", "status=running"),
            ("lacks=mfa&kana=あ", ""),
        ] {
            assert_eq!(known(ExportLedger::Contracts, query), expect, "{query}");
        }
        let long = format!("q={}", "a".repeat(3_000));
        assert_eq!(known(ExportLedger::Contracts, &long), "");
    }
}
