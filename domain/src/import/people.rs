//! Names of persons in cells: with a title before, an extension number behind.

use super::{
    flag,
    text::{digits, filled, folded, head_and_note},
};

/// Words titles end with. A surname that ends so is never alone before a blank in practice.
const TITLE_ENDINGS: &[&str] = &[
    "課長",
    "係長",
    "補佐",
    "主幹",
    "主査",
    "主任",
    "主事",
    "技師",
    "技術員",
    "保健師",
    "保育士",
    "司書",
    "書記",
    "室長",
    "局長",
    "所長",
    "館長",
    "事務長",
    "次長",
    "部長",
    "参事",
    "副町長",
    "町長",
    "専門員",
    "栄養士",
    "看護師",
    "職員",
    "書記長",
    "取締役",
    "代表",
    "社長",
    "会長",
    "理事長",
    "理事",
    "支店長",
    "支社長",
    "組合長",
    "社員",
    "院長",
    "代表者",
    "代表構成員",
    "校長",
    "園長",
    "施設長",
    "専務",
    "常務",
    "センター長",
    "部門長",
    "執行役員",
    "主席",
    "班長",
    "指導主事",
];

/// A person as written in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonReading {
    pub(super) title: Option<String>,
    pub(super) name: Option<String>,
    pub(super) extension: Option<String>,
}

/// One blank between the parts of a name; a name without blanks stays.
pub(super) fn name(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// 広報係長 佐藤 · 佐々木（内線363）· 上田 内275 · 代表取締役　森下　健一
pub(super) fn read(text: &str) -> PersonReading {
    let Some(text) = filled(text) else {
        return PersonReading::default();
    };
    let (text, extension) = take_extension(text);
    let parts: Vec<&str> = text.split_whitespace().collect();
    let titles = parts
        .iter()
        .rposition(|part| TITLE_ENDINGS.iter().any(|ending| part.ends_with(ending)))
        .map_or(0, |last| last + 1)
        .min(parts.len().saturating_sub(1));
    let (title, name) = parts.split_at(titles);
    let joined = |parts: &[&str]| (!parts.is_empty()).then(|| parts.join(" "));
    PersonReading {
        title: joined(title),
        name: joined(name),
        extension,
    }
}

/// Words for a post nobody holds.
const VACANT: &[&str] = &[
    "空席",
    "欠員",
    "空位",
    "未選任",
    "選任中",
    "調整中",
    "未定",
    "不在",
    "不明",
];

/// 総務課長　髙橋　一郎 · 総務課　広報係長　佐藤健 · 館長: whom a cell names within a section.
pub(super) fn officer(
    text: &str,
    section: Option<&str>,
    is_section: impl Fn(&str) -> bool,
) -> PersonReading {
    let (head, note) = head_and_note(text);
    let plain = folded(if head.is_empty() {
        note.unwrap_or_default()
    } else {
        head
    });
    if flag::says_nothing(&plain) || VACANT.contains(&plain.as_str()) {
        return PersonReading::default();
    }
    let is_title = |part: &str| TITLE_ENDINGS.iter().any(|ending| part.ends_with(ending));
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '・')
        .filter(|part| !part.is_empty())
        .collect();
    let from = usize::from(1 < parts.len() && parts.first().is_some_and(|part| is_section(part)));
    let parts = parts.get(from..).unwrap_or_default();
    let titles = parts
        .iter()
        .rposition(|part| is_title(part))
        .map_or(0, |last| last + 1);
    let (titles, names) = parts.split_at(titles);
    PersonReading {
        title: (!titles.is_empty()).then(|| own_title(&titles.join(" "), section)),
        name: name(&names.join(" ")),
        extension: None,
    }
}

/// The title as the roster has it: 総務課長 of the 総務課 is its 課長.
fn own_title(title: &str, section: Option<&str>) -> String {
    let rest = section.and_then(|section| title.strip_prefix(section));
    match (rest, section.and_then(|section| section.chars().last())) {
        (Some("長"), Some(last)) => format!("{last}長"),
        (Some(rest), _) if !rest.trim().is_empty() => rest.trim().to_owned(),
        _ => title.to_owned(),
    }
}

fn take_extension(text: &str) -> (String, Option<String>) {
    let (head, note) = head_and_note(text);
    if let Some(note) = note {
        let number = digits(&folded(note));
        if !number.is_empty() && note_is_extension(note) {
            return (head.to_owned(), Some(number));
        }
    }
    let behind = text
        .rsplit_once(char::is_whitespace)
        .filter(|(_, last)| last.starts_with('内') && !digits(&folded(last)).is_empty());
    match behind {
        Some((head, last)) => (head.trim().to_owned(), Some(digits(&folded(last)))),
        None => (text.to_owned(), None),
    }
}

fn note_is_extension(note: &str) -> bool {
    let rest: String = folded(note)
        .chars()
        .filter(|c| !c.is_ascii_digit() && *c != '-' && *c != ':')
        .collect();
    matches!(rest.as_str(), "" | "内線" | "内" | "TEL" | "電話")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_and_an_extension_are_set_apart_from_the_name() {
        let check = |text: &str, title: Option<&str>, name: &str, extension: Option<&str>| {
            let reading = read(text);
            assert_eq!(reading.title.as_deref(), title, "{text}");
            assert_eq!(reading.name.as_deref(), Some(name), "{text}");
            assert_eq!(reading.extension.as_deref(), extension, "{text}");
        };
        check("広報係長 佐藤", Some("広報係長"), "佐藤", None);
        check("佐々木（内線363）", None, "佐々木", Some("363"));
        check("上田 内275", None, "上田", Some("275"));
        check("谷口　純一（３８９）", None, "谷口 純一", Some("389"));
        check(
            "代表取締役　森下　健一",
            Some("代表取締役"),
            "森下 健一",
            None,
        );
        check("佐々木　玲", None, "佐々木 玲", None);
    }

    #[test]
    fn an_officer_is_read_within_the_section() {
        let check = |text: &str, section: &str, title: Option<&str>, name: Option<&str>| {
            let reading = officer(text, Some(section), |part| part == section);
            assert_eq!(reading.title.as_deref(), title, "{text}");
            assert_eq!(reading.name.as_deref(), name, "{text}");
        };
        check(
            "総務課長　髙橋　一郎",
            "総務課",
            Some("課長"),
            Some("髙橋 一郎"),
        );
        check(
            "総務課　広報係長　佐藤健",
            "総務課",
            Some("広報係長"),
            Some("佐藤健"),
        );
        check("総務課　横山　隆", "総務課", None, Some("横山 隆"));
        check("館長", "図書館", Some("館長"), None);
        check(
            "観光協会事務局長　寺島　茂",
            "産業振興課",
            Some("観光協会事務局長"),
            Some("寺島 茂"),
        );
        check("（空席）", "議会事務局", None, None);
        check("－", "総務課", None, None);
    }
}
