//! 元号 as a table. The next era is one more variant and one more row.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// 元号.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// 明治.
    Meiji,
    /// 大正.
    Taisho,
    /// 昭和.
    Showa,
    /// 平成.
    Heisei,
    /// 令和.
    Reiwa,
}

/// One row of the table of eras.
struct Row {
    name: &'static str,
    letter: char,
    first: (i32, u32, u32),
    /// `None` for the era in force.
    last: Option<(i32, u32, u32)>,
}

impl Era {
    /// All eras, oldest first.
    pub const ALL: [Self; 5] = [
        Self::Meiji,
        Self::Taisho,
        Self::Showa,
        Self::Heisei,
        Self::Reiwa,
    ];

    /// First and last days: 明治改元の詔 (明治元年9月8日 = 1868-10-23), 大正元年・昭和元年改元の詔書
    /// (in force on the day itself, so that day bears both eras), 元号法 (昭和54年法律第43号) and
    /// 元号を改める政令 (昭和64年政令第1号, 平成31年政令第143号).
    const fn row(self) -> Row {
        match self {
            Self::Meiji => Row {
                name: "明治",
                letter: 'M',
                first: (1868, 10, 23),
                last: Some((1912, 7, 30)),
            },
            Self::Taisho => Row {
                name: "大正",
                letter: 'T',
                first: (1912, 7, 30),
                last: Some((1926, 12, 25)),
            },
            Self::Showa => Row {
                name: "昭和",
                letter: 'S',
                first: (1926, 12, 25),
                last: Some((1989, 1, 7)),
            },
            Self::Heisei => Row {
                name: "平成",
                letter: 'H',
                first: (1989, 1, 8),
                last: Some((2019, 4, 30)),
            },
            Self::Reiwa => Row {
                name: "令和",
                letter: 'R',
                first: (2019, 5, 1),
                last: None,
            },
        }
    }

    /// 令和.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.row().name
    }

    /// `R`.
    #[must_use]
    pub const fn letter(self) -> char {
        self.row().letter
    }

    /// The first day of the era.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        day(self.row().first)
    }

    /// The last day of the era; none for the era in force.
    #[must_use]
    pub fn last_day(self) -> Option<NaiveDate> {
        self.row().last.map(day)
    }

    /// The era of a date; none before 明治.
    #[must_use]
    pub fn containing(date: NaiveDate) -> Option<Self> {
        Self::ALL
            .into_iter()
            .rev()
            .find(|era| era.first_day() <= date)
    }

    /// The era in force, which an era-less year in a ledger is taken to mean.
    #[must_use]
    pub fn newest() -> Self {
        Self::Reiwa
    }

    /// 西暦 of a year of the era, also past the end of the era (平成32年 = 2020).
    #[must_use]
    pub fn western_year(self, year: u32) -> i32 {
        self.row().first.0 + i32::try_from(year).unwrap_or(i32::MAX / 2) - 1
    }

    /// Year of the era in which a 西暦 year lies; 1 is 元年. Zero or less before the era.
    #[must_use]
    pub fn year_of(self, western: i32) -> i32 {
        western - self.row().first.0 + 1
    }

    /// True when the era was in force on the date. Days of change in 大正 and 昭和 bear two eras.
    #[must_use]
    pub fn covers(self, date: NaiveDate) -> bool {
        self.first_day() <= date && self.last_day().is_none_or(|last| date <= last)
    }

    /// The era whose name, first kanji or letter (any case) begins the text, with what is left.
    pub(crate) fn strip(text: &str) -> Option<(Self, &str)> {
        for era in Self::ALL {
            let name = era.label();
            let first_kanji = name.chars().next()?;
            if let Some(rest) = text
                .strip_prefix(name)
                .or_else(|| text.strip_prefix(first_kanji))
                .or_else(|| text.strip_prefix(era.letter()))
                .or_else(|| text.strip_prefix(era.letter().to_ascii_lowercase()))
            {
                return Some((era, rest));
            }
        }
        None
    }

    /// 令和元年 for a year of the era.
    pub(super) fn year_label(self, year: i32) -> String {
        if year == 1 {
            format!("{}元年", self.label())
        } else {
            format!("{}{year}年", self.label())
        }
    }
}

fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

/// 令和8年 for a date, 西暦 before 明治.
pub(super) fn year_of_date(date: NaiveDate) -> String {
    match Era::containing(date) {
        Some(era) => era.year_label(era.year_of(date.year())),
        None => format!("{}年", date.year()),
    }
}
