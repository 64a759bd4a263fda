//! Why a text is no date. All wording of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::display::{long, short};

/// Why a text is no date, or no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum DateError {
    /// Cannot be read.
    #[error("「{0}」を日付として読み取れません。例）令和9年3月31日、R9.3.31、2027/3/31")]
    Unreadable(String),
    /// The calendar has no such day: 令和8年2月29日.
    #[error(
        "{year}{month}月{day}日という日はありません。{year}{month}月は{last_day}日までです。日を確かめてください。"
    )]
    ImpossibleDay {
        /// The year as a person writes it: 令和8年, 2026年.
        year: String,
        month: u32,
        day: u32,
        last_day: u32,
    },
    /// A month other than 1 to 12.
    #[error("「{text}」の{month}月という月はありません。月を1から12までで入力してください。")]
    ImpossibleMonth { text: String, month: u32 },
    /// The day exists, in another era: 平成31年5月1日.
    #[error(
        "{written}という日はありません。その日は{}です。{}と入力してください。",
        long(*.right),
        short(*.right)
    )]
    WrongEra { written: String, right: NaiveDate },
    /// One or two digits for a year, which most likely mean the era in force: 9.3.31.
    #[error(
        "「{text}」には元号がありません。{}のことなら {} と入力してください。",
        long(*.likely),
        short(*.likely)
    )]
    EraMissing { text: String, likely: NaiveDate },
    /// A year that can be meant in several ways: 26.4.1.
    #[error(
        "「{text}」の年が分かりません（{}のどれでもありえます）。元号か西暦4桁を付けて入力してください。例）{example}",
        candidates.join("、")
    )]
    Ambiguous {
        text: String,
        /// The years it can mean: 平成26年, 2026年.
        candidates: Vec<String>,
        /// The first of them as it should be typed.
        example: String,
    },
    /// A month and a day, and nothing that tells the year.
    #[error("「{0}」には年がありません。年から入力してください。例）R8.4.1、2026/4/1")]
    YearMissing(String),
    /// A month or a fiscal year where a day is needed.
    #[error("「{0}」には日がありません。日まで入力してください。例）R9.3.31、2027/3/31")]
    DayMissing(String),
    /// The parts of the text contradict each other: a weekday, 西暦 beside 和暦, 年度.
    #[error(
        "「{text}」の中の「{part}」が日付と合いません（{}は{fact}です）。どちらが正しいか確かめてください。",
        long(*.date)
    )]
    Contradiction {
        text: String,
        /// The part that does not fit.
        part: String,
        date: NaiveDate,
        /// What the part should be.
        fact: String,
    },
    /// The end lies before the start.
    #[error(
        "終わり（{}）が始まり（{}）より前です。期間を確かめてください。",
        long(*.end),
        long(*.start)
    )]
    PeriodReversed { start: NaiveDate, end: NaiveDate },
}

impl DateError {
    /// The code of the message in the result of an import.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ambiguous { .. } | Self::EraMissing { .. } | Self::YearMissing(_) => {
                "date_ambiguous"
            }
            Self::PeriodReversed { .. } => "period_reversed",
            Self::Unreadable(_)
            | Self::ImpossibleDay { .. }
            | Self::ImpossibleMonth { .. }
            | Self::WrongEra { .. }
            | Self::DayMissing(_)
            | Self::Contradiction { .. } => "date_invalid",
        }
    }
}
