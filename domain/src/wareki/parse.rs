//! Reading a date of a form field: every spelling that names its year, and no guess.

use chrono::{Datelike, Months, NaiveDate};

use super::{
    display::weekday,
    era::Era,
    error::DateError,
    written::{self, Shape, Written, WrittenYear},
};
use crate::fiscal_year::FiscalYear;

/// Reads 令和9年3月31日, R9.3.31, ㋿9・3・31, 2027/3/31, 20270331 and every mixture of them, in any width.
///
/// # Errors
/// [`DateError`]: the day does not exist, or not in that era, the year is missing or can be meant
/// in several ways, or the text is no date.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateError> {
    let Some(written) = written::read(&written::fold(text)) else {
        return Err(unreadable(text));
    };
    let date = match written.shape {
        Shape::Day(WrittenYear::Bare(year), month, day) => {
            return Err(era_less(text, year, month, day));
        }
        Shape::Day(year, month, day) => named_day(text, year, month, day)?.strict()?,
        Shape::Month(..) | Shape::FiscalYear(_) => {
            return Err(DateError::DayMissing(typed(text)));
        }
        Shape::Pair { .. } => return Err(DateError::YearMissing(typed(text))),
        Shape::DayOnly(_) | Shape::Serial(_) => return Err(unreadable(text)),
    };
    agree(text, &written, date)?;
    Ok(date)
}

/// A day that exists, and whether the era it is written in was over by then.
#[derive(Debug)]
pub(super) struct NamedDay {
    pub(super) date: NaiveDate,
    /// The date as written, when its era was over: 平成31年5月1日.
    pub(super) after_change: Option<String>,
}

impl NamedDay {
    fn strict(self) -> Result<NaiveDate, DateError> {
        match self.after_change {
            Some(written) => Err(DateError::WrongEra {
                written,
                right: self.date,
            }),
            None => Ok(self.date),
        }
    }
}

/// The day of a year that is written with era or in 西暦.
pub(super) fn named_day(
    text: &str,
    year: WrittenYear,
    month: u32,
    day: u32,
) -> Result<NamedDay, DateError> {
    let (western, label) = western_year(year).ok_or_else(|| unreadable(text))?;
    let last_day = days_in_month(text, western, month)?;
    let Some(date) = NaiveDate::from_ymd_opt(western, month, day) else {
        return Err(DateError::ImpossibleDay {
            year: label,
            month,
            day,
            last_day,
        });
    };
    let WrittenYear::Era(era, _) = year else {
        return Ok(NamedDay {
            date,
            after_change: None,
        });
    };
    let as_written = format!("{label}{month}月{day}日");
    if date < era.first_day() {
        return Err(DateError::WrongEra {
            written: as_written,
            right: date,
        });
    }
    let after_change = (!era.covers(date)).then_some(as_written);
    Ok(NamedDay { date, after_change })
}

/// 西暦 of a written year with the words people use for it. None for years that name nothing.
pub(super) fn western_year(year: WrittenYear) -> Option<(i32, String)> {
    match year {
        WrittenYear::Era(era, year) => {
            Some((era.western_year(year), era.year_label(year.cast_signed())))
        }
        WrittenYear::Western(year) => Some((year, format!("{year}年"))),
        WrittenYear::Bare(_) | WrittenYear::Same | WrittenYear::Following => None,
    }
}

/// How many days a month has.
pub(super) fn days_in_month(text: &str, year: i32, month: u32) -> Result<u32, DateError> {
    NaiveDate::from_ymd_opt(year, month, 1)
        .and_then(|first| first.checked_add_months(Months::new(1)))
        .and_then(|next| next.pred_opt())
        .map(|last| last.day())
        .ok_or_else(|| DateError::ImpossibleMonth {
            text: typed(text),
            month,
        })
}

/// What to tell about a year of one or two digits: the likely date, or all that it can mean.
pub(super) fn era_less(text: &str, year: u32, month: u32, day: u32) -> DateError {
    let newest = WrittenYear::Era(Era::newest(), year);
    if year <= 18 {
        return match named_day(text, newest, month, day) {
            Ok(named) => DateError::EraMissing {
                text: typed(text),
                likely: named.date,
            },
            Err(error) => error,
        };
    }
    ambiguous(text, year, month, day)
}

/// All that 26.4.1 can mean.
pub(super) fn ambiguous(text: &str, year: u32, month: u32, day: u32) -> DateError {
    let eras = Era::ALL.into_iter().rev().filter(|era| {
        NaiveDate::from_ymd_opt(era.western_year(year), month, day)
            .is_some_and(|date| era.covers(date))
    });
    let mut candidates: Vec<String> = Vec::new();
    let mut example = None;
    for era in eras {
        candidates.push(era.year_label(year.cast_signed()));
        // The most recent era that is over: old contracts are copied more often than year 26 is planned.
        if era.last_day().is_some() && example.is_none() {
            example = Some(format!("{}{year}.{month}.{day}", era.letter()));
        }
    }
    candidates.push(format!("{}年", 2000 + year));
    let western = format!("{}/{month}/{day}", 2000 + year);
    DateError::Ambiguous {
        text: typed(text),
        candidates,
        example: example.map_or_else(|| western.clone(), |era| format!("{era}、{western}")),
    }
}

/// Checks weekday, second year and 年度 against the date, where they are written.
pub(super) fn agree(text: &str, written: &Written, date: NaiveDate) -> Result<(), DateError> {
    let differs = |part: String, fact: String| {
        Err(DateError::Contradiction {
            text: typed(text),
            part,
            date,
            fact,
        })
    };
    if let Some(typed) = written.weekday
        && typed != weekday(date)
    {
        return differs(format!("{typed}曜日"), format!("{}曜日", weekday(date)));
    }
    if let Some((year, label)) = written.other_year.and_then(western_year)
        && year != date.year()
    {
        return differs(label, format!("{}年", date.year()));
    }
    let fiscal_year = FiscalYear::containing(date);
    if let Some((year, label)) = written.fiscal_year.and_then(western_year)
        && year != fiscal_year.0
    {
        return differs(format!("{label}度"), fiscal_year.label());
    }
    Ok(())
}

pub(super) fn unreadable(text: &str) -> DateError {
    DateError::Unreadable(typed(text))
}

/// The text as typed, short enough for a message.
pub(super) fn typed(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 40 {
        text.to_owned()
    } else {
        text.chars().take(39).chain(['…']).collect()
    }
}
