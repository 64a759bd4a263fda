//! Names of files in an archive: readable Japanese, and good on Windows, macOS and Linux.

use std::collections::HashSet;

/// Longest name with its ending, in characters: three bytes each, under the 255 bytes of a file system.
const LONGEST: usize = 80;

/// What Windows keeps for devices; a file must not be called so, with any ending.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// Names given so far; no two are the same to a system that ignores the case of letters.
#[derive(Clone, Debug, Default)]
pub struct FileNames {
    taken: HashSet<String>,
}

impl FileNames {
    /// A name from its parts joined by `_`, with the ending (no dot). What may not stand in a name stands
    /// in its wide form; the longest part is shortened with `…`; a name that is taken gets a number.
    pub fn name(&mut self, parts: &[&str], ending: &str) -> String {
        let mut number = 1;
        loop {
            let suffix = if number == 1 {
                String::new()
            } else {
                format!("({number})")
            };
            let room = LONGEST - ending.chars().count() - 1 - suffix.chars().count();
            let name = format!("{}{suffix}.{ending}", joined(parts, room));
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

fn joined(parts: &[&str], room: usize) -> String {
    let mut parts: Vec<String> = parts.iter().map(|part| safe(part)).collect();
    parts.retain(|part| !part.is_empty());
    let length = |parts: &[String]| -> usize {
        let characters: usize = parts.iter().map(|part| part.chars().count()).sum();
        characters + parts.len().saturating_sub(1)
    };
    while room < length(&parts) {
        let over = length(&parts) - room;
        let Some(longest) = parts.iter_mut().max_by_key(|part| part.chars().count()) else {
            break;
        };
        let kept = longest.chars().count().saturating_sub(over + 1);
        *longest = format!("{}…", longest.chars().take(kept).collect::<String>());
        if kept == 0 {
            break;
        }
    }
    let name = parts.join("_");
    let is_device = DEVICES
        .iter()
        .any(|device| name.eq_ignore_ascii_case(device));
    if name.is_empty() || is_device {
        format!("_{name}")
    } else {
        name
    }
}

/// One part: no sign a system gives a meaning to, no blank or dot at its ends.
fn safe(part: &str) -> String {
    let wide = part.chars().filter_map(|sign| match sign {
        '\\' => Some('＼'),
        '/' => Some('／'),
        ':' => Some('：'),
        '*' => Some('＊'),
        '?' => Some('？'),
        '"' => Some('”'),
        '<' => Some('＜'),
        '>' => Some('＞'),
        '|' => Some('｜'),
        '\t' | '\n' | '\r' => Some(' '),
        // Marks that turn the direction of writing can make an ending look like another.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' => None,
        sign if sign.is_control() => None,
        sign => Some(sign),
    });
    let wide: String = wide.collect();
    wide.trim_matches(|sign: char| sign.is_whitespace() || sign == '.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: &[&str], expect: &str) {
        assert_eq!(FileNames::default().name(parts, "pdf"), expect);
    }

    #[test]
    fn a_name_is_good_on_every_system() {
        check(
            &["令和8年度", "第123号", "庁舎清掃業務", "特記事項"],
            "令和8年度_第123号_庁舎清掃業務_特記事項.pdf",
        );
        check(
            &["a/b\\c:d*e?f\"g<h>i|j"],
            "a／b＼c：d＊e？f”g＜h＞i｜j.pdf",
        );
        check(&["保守\r\n業務\u{202E}", " 特記. "], "保守  業務_特記.pdf");
        check(&["con"], "_con.pdf");
        check(&["", " . "], "_.pdf");
    }

    #[test]
    fn a_long_title_is_shortened_and_the_rest_stays() {
        let title = "長".repeat(200);
        let name = FileNames::default().name(&["令和8年度", "R8-0001", &title, "特記事項"], "pdf");
        assert_eq!(name.chars().count(), LONGEST);
        assert!(name.starts_with("令和8年度_R8-0001_長長"), "{name}");
        assert!(name.ends_with("長…_特記事項.pdf"), "{name}");
        assert!(name.len() <= 255, "{}", name.len());
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut names = FileNames::default();
        let given: Vec<String> = ["Abc", "abc", "ABC", "別"]
            .iter()
            .map(|part| names.name(&[part], "pdf"))
            .collect();
        assert_eq!(given, ["Abc.pdf", "abc(2).pdf", "ABC(3).pdf", "別.pdf"]);
    }
}
