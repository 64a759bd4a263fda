//! The name of a company taken apart: 法人格 and its place, the name itself, branch, note.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CorporateForm, half_width, kana::widen_kana, search_key};

/// 商号又は名称. Displays with the form written out in its place, and with the branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyName {
    /// 法人格; none for individuals, joint ventures, cooperatives by name.
    pub form: Option<CorporateForm>,
    /// 前株 or 後株. Means nothing without a form.
    pub position: FormPosition,
    /// The name without form, branch, note and blanks. Kanji as typed.
    pub base: String,
    /// 支店, 営業所: 帯広支店.
    pub branch: Option<String>,
    /// What stood in brackets: 個人.
    pub note: Option<String>,
}

/// Where the form stands. Two companies may differ in nothing else, so 前株 and 後株 are never merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormPosition {
    /// 前株: 株式会社A.
    #[default]
    Before,
    /// 後株: A株式会社.
    After,
}

impl CompanyName {
    /// Takes a name apart as it is typed: ㈱A, （株）A, A㍿　帯広支店, A（個人）. Never fails: what is not
    /// understood is part of the name.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let widened = widen_kana(text);
        let (rest, note) = split_note(widened.trim());
        let (rest, branch) = split_branch(&rest);
        let (form, position, base, tail) = split_form(&rest);
        Self {
            form,
            position,
            base,
            branch: branch.or(tail),
            note,
        }
    }

    /// The name with its form written out, without branch and note: ㈱A gives 株式会社A.
    #[must_use]
    pub fn full_name(&self) -> String {
        match (self.form, self.position) {
            (None, _) => self.base.clone(),
            (Some(form), FormPosition::Before) => format!("{}{}", form.label(), self.base),
            (Some(form), FormPosition::After) => format!("{}{}", self.base, form.label()),
        }
    }

    /// The key for matching: form, branch and note do not count. Equal keys in different
    /// [`position`](Self::position) are candidates, not the same vendor.
    #[must_use]
    pub fn key(&self) -> String {
        let key = search_key(&self.base);
        let follows_ja = |rest: &&str| rest.starts_with(|c: char| !c.is_ascii());
        match (self.form, key.strip_prefix("ja").filter(follows_ja)) {
            (Some(CorporateForm::Cooperative), _) => match self.position {
                FormPosition::Before => format!("協同組合{key}"),
                FormPosition::After => format!("{key}協同組合"),
            },
            (_, Some(town)) if !town.contains("協同組合") => format!("{town}農業協同組合"),
            _ => key,
        }
    }
}

impl fmt::Display for CompanyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full_name())?;
        match &self.branch {
            Some(branch) => write!(f, "　{branch}"),
            None => Ok(()),
        }
    }
}

/// Takes the last brackets off that hold no form: （個人）.
fn split_note(text: &str) -> (String, Option<String>) {
    let Some(open) = text.rfind(['(', '（']) else {
        return (text.to_owned(), None);
    };
    let inner = &text[open..];
    let inner = inner.trim_start_matches(['(', '（']);
    let Some((note, after)) = inner.split_once([')', '）']) else {
        return (text.to_owned(), None);
    };
    let is_form = spelled_form(&text[open..text.len() - after.len()]).is_some();
    let head = text[..open].trim_end();
    if is_form || head.is_empty() || note.trim().is_empty() {
        return (text.to_owned(), None);
    }
    (format!("{head}{after}"), Some(note.trim().to_owned()))
}

/// Offices that are surely a branch when they stand apart.
const BRANCHES: [&str; 8] = [
    "支店",
    "支社",
    "営業所",
    "出張所",
    "支所",
    "本店",
    "本社",
    "支局",
];
/// Offices that may be a whole name (田中　設計事務所), a branch only behind a form.
const OFFICES: [&str; 6] = ["事業所", "事務所", "支部", "工場", "事業部", "センター"];

/// Splits ㈱A　帯広支店 at the last blank.
fn split_branch(text: &str) -> (String, Option<String>) {
    let parts = text.rsplit_once(char::is_whitespace);
    if let Some((head, last)) = parts {
        let head = head.trim_end();
        let (form, _, base, _) = split_form(head);
        let is_named = !base.is_empty() && spelled_form(head).is_none();
        let is_branch =
            ends_with_any(last, &BRANCHES) || (form.is_some() && ends_with_any(last, &OFFICES));
        if is_named && is_branch {
            return (head.to_owned(), Some(last.to_owned()));
        }
    }
    (text.to_owned(), None)
}

fn ends_with_any(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| text.ends_with(end))
}

/// Form, its place, the name, and a branch directly behind the form: A㈱帯広支店.
fn split_form(text: &str) -> (Option<CorporateForm>, FormPosition, String, Option<String>) {
    let name: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bounds: Vec<usize> = name
        .char_indices()
        .map(|(at, _)| at)
        .chain([name.len()])
        .collect();
    // Longest first: 一般社団法人 before 社団法人, カブシキガイシャ before a letter of it.
    for &end in bounds[1..].iter().rev() {
        if let Some(form) = spelled_form(&name[..end]).filter(|_| end < name.len()) {
            return (
                Some(form),
                FormPosition::Before,
                name[end..].to_owned(),
                None,
            );
        }
    }
    for (at, &start) in bounds.iter().enumerate().skip(1) {
        let form = spelled_form(&name[start..]);
        if let Some(form) = form.filter(|form| stands_behind(*form, &name[start..])) {
            return (
                Some(form),
                FormPosition::After,
                name[..start].to_owned(),
                None,
            );
        }
        for &end in bounds[at..].iter().rev() {
            let branch = &name[end..];
            if ends_with_any(branch, &BRANCHES)
                && let Some(form) = spelled_form(&name[start..end])
                && stands_behind(form, &name[start..end])
            {
                let base = name[..start].to_owned();
                return (
                    Some(form),
                    FormPosition::After,
                    base,
                    Some(branch.to_owned()),
                );
            }
        }
    }
    (None, FormPosition::Before, name, None)
}

/// A協同組合 is a name as it stands; only A（協） has a form.
fn stands_behind(form: CorporateForm, written: &str) -> bool {
    form != CorporateForm::Cooperative || written != form.label()
}

/// The form that is spelled by exactly this text: ㈱, （株）, ㍿, 株式會社, NPO法人.
fn spelled_form(text: &str) -> Option<CorporateForm> {
    if text.chars().count() > 12 {
        return None;
    }
    let folded: String = half_width(text)
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(super::kanji::to_current)
        .collect();
    let in_brackets = folded.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    CorporateForm::ALL
        .iter()
        .copied()
        .find(|form| match in_brackets {
            Some(short) => form.short().contains(&short),
            None => form.full().contains(&folded.as_str()),
        })
}
