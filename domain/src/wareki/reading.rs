//! Reading a date of a ledger: what the cell leaves out is concluded from the ledger, and noted.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    era::Era,
    error::DateError,
    parse::{agree, ambiguous, days_in_month, named_day, typed, unreadable, western_year},
    words::{is_nothing, is_words, without_remark},
    written::{self, Shape, Written, WrittenYear},
};
use crate::fiscal_year::FiscalYear;

/// What the ledger says about the dates in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingContext {
    /// The fiscal year of the sheet, for dates without a year.
    pub fiscal_year: Option<FiscalYear>,
    /// Which day a month or a fiscal year stands for.
    pub edge: PeriodEdge,
    /// The date system of the workbook.
    pub epoch: ExcelEpoch,
}

/// The end of a period a column holds: a month means its first day in 開始日, its last in 終了日.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeriodEdge {
    #[default]
    Start,
    End,
}

/// The day that serial numbers of a workbook are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExcelEpoch {
    /// 1900 system, the usual one.
    #[default]
    From1900,
    /// 1904 system, of old Macintosh workbooks.
    From1904,
}

/// How exactly a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    Day,
    Month,
    FiscalYear,
}

/// What was concluded while reading a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateNote {
    /// No era was written, the one in force was taken: 8.4.1.
    EraAssumed,
    /// No year was written, it was taken from the fiscal year of the sheet: 4/1.
    YearFromFiscalYear,
    /// The era was over on that day: 平成32年4月1日.
    EraAfterChange,
    /// No date but words, which are kept: 自動更新.
    TextKept,
    /// The serial number of a spreadsheet: 46113.
    Serial,
}

impl DateNote {
    /// The code of the message in the result of an import.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EraAssumed => "date_era_assumed",
            Self::YearFromFiscalYear => "date_year_from_fiscal_year",
            Self::EraAfterChange => "date_era_after_change",
            Self::TextKept => "date_text_kept",
            Self::Serial => "date_serial",
        }
    }

    /// What a person should know.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::EraAssumed => "元号がないため、令和として読み取りました。",
            Self::YearFromFiscalYear => "年がないため、台帳の年度から補いました。",
            Self::EraAfterChange => "改元後の日付のため、新しい元号に読み替えました。",
            Self::TextKept => "日付ではないため、文字のまま残しました。",
            Self::Serial => "表計算ソフトの通し番号を日付に直しました。",
        }
    }
}

/// What a cell of a date column says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateReading {
    /// None when the cell holds words (未定, 自動更新); then the notes hold [`DateNote::TextKept`].
    pub date: Option<NaiveDate>,
    /// How exactly the date was written.
    pub precision: DatePrecision,
    /// What was concluded.
    pub notes: Vec<DateNote>,
}

/// Reads a cell of a date column. `None` for an empty cell and for marks such as － and 該当なし.
///
/// # Errors
/// [`DateError`]: no such day, a year nobody can know, or no date at all.
pub fn read_date(text: &str, context: &ReadingContext) -> Result<Option<DateReading>, DateError> {
    let folded = written::fold(text);
    if is_nothing(&folded) {
        return Ok(None);
    }
    match written::read(without_remark(&folded)) {
        Some(written) => resolve(text, &written, context).map(Some),
        None if is_words(text) => Ok(Some(words())),
        None => Err(unreadable(text)),
    }
}

/// The day that the written parts mean in this ledger.
pub(super) fn resolve(
    text: &str,
    written: &Written,
    context: &ReadingContext,
) -> Result<DateReading, DateError> {
    let mut notes = Vec::new();
    let mut precision = DatePrecision::Day;
    let date = match written.shape {
        Shape::Day(year, month, day) => {
            let year = known_year(text, year, (month, day), context, &mut notes)?;
            let named = named_day(text, year, month, day)?;
            notes.extend(named.after_change.map(|_| DateNote::EraAfterChange));
            named.date
        }
        Shape::Month(year, month) => {
            precision = DatePrecision::Month;
            let year = known_year(text, year, (month, 1), context, &mut notes)?;
            month_edge(text, year, month, context.edge, &mut notes)?
        }
        Shape::FiscalYear(year) => {
            precision = DatePrecision::FiscalYear;
            fiscal_year_edge(text, year, context, &mut notes)?
        }
        Shape::Pair { first, second, .. } => {
            let Some(fiscal_year) = context.fiscal_year else {
                return Err(DateError::YearMissing(typed(text)));
            };
            notes.push(DateNote::YearFromFiscalYear);
            let year = WrittenYear::Western(fiscal_year.calendar_year(first));
            named_day(text, year, first, second)?.date
        }
        Shape::Serial(serial) => {
            notes.push(DateNote::Serial);
            serial_day(serial, context.epoch).ok_or_else(|| unreadable(text))?
        }
        Shape::DayOnly(_) => return Err(unreadable(text)),
    };
    agree(text, written, date)?;
    Ok(DateReading {
        date: Some(date),
        precision,
        notes,
    })
}

/// Gives an era to a year of one or two digits when only one is plausible.
fn known_year(
    text: &str,
    year: WrittenYear,
    (month, day): (u32, u32),
    context: &ReadingContext,
    notes: &mut Vec<DateNote>,
) -> Result<WrittenYear, DateError> {
    match year {
        WrittenYear::Bare(bare) if bare <= last_assumed_year(context) => {
            notes.push(DateNote::EraAssumed);
            Ok(WrittenYear::Era(Era::newest(), bare))
        }
        WrittenYear::Bare(bare) => Err(ambiguous(text, bare, month, day)),
        WrittenYear::Same | WrittenYear::Following => Err(unreadable(text)),
        WrittenYear::Era(..) | WrittenYear::Western(_) => Ok(year),
    }
}

/// The last era-less year taken for the era in force: ten years past the ledger's. A later one is
/// rather 平成 or the end of a 西暦 year. A ledger of an older era settles nothing.
fn last_assumed_year(context: &ReadingContext) -> u32 {
    let fiscal_year = context.fiscal_year.unwrap_or(FiscalYear(2026));
    match u32::try_from(Era::newest().year_of(fiscal_year.0)) {
        Ok(year) if year > 0 => year + 10,
        Ok(_) | Err(_) => 0,
    }
}

fn month_edge(
    text: &str,
    year: WrittenYear,
    month: u32,
    edge: PeriodEdge,
    notes: &mut Vec<DateNote>,
) -> Result<NaiveDate, DateError> {
    let (western, label) = western_year(year).ok_or_else(|| unreadable(text))?;
    let last = days_in_month(text, western, month)?;
    let day = |day| NaiveDate::from_ymd_opt(western, month, day).ok_or_else(|| unreadable(text));
    let (first, last) = (day(1)?, day(last)?);
    if let WrittenYear::Era(era, _) = year {
        if last < era.first_day() {
            return Err(DateError::WrongEra {
                written: format!("{label}{month}月1日"),
                right: first,
            });
        }
        if era.last_day().is_some_and(|end| end < first) {
            notes.push(DateNote::EraAfterChange);
        }
    }
    Ok(match edge {
        PeriodEdge::Start => first,
        PeriodEdge::End => last,
    })
}

fn fiscal_year_edge(
    text: &str,
    year: WrittenYear,
    context: &ReadingContext,
    notes: &mut Vec<DateNote>,
) -> Result<NaiveDate, DateError> {
    // 8年度 on a ledger of fiscal years needs no warning: there is nothing else it can mean.
    let year = known_year(text, year, (4, 1), context, &mut Vec::new())?;
    let (western, _) = western_year(year).ok_or_else(|| unreadable(text))?;
    let fiscal_year = FiscalYear(western);
    if let WrittenYear::Era(era, _) = year
        && era
            .last_day()
            .is_some_and(|end| end < fiscal_year.first_day())
    {
        notes.push(DateNote::EraAfterChange);
    }
    Ok(match context.edge {
        PeriodEdge::Start => fiscal_year.first_day(),
        PeriodEdge::End => fiscal_year.last_day(),
    })
}

/// Days from 1927 to 2099. The 1900 system counts a 29 February 1900 that never was.
fn serial_day(serial: u32, epoch: ExcelEpoch) -> Option<NaiveDate> {
    let zero = match epoch {
        ExcelEpoch::From1900 => NaiveDate::from_ymd_opt(1899, 12, 30),
        ExcelEpoch::From1904 => NaiveDate::from_ymd_opt(1904, 1, 1),
    };
    zero?
        .checked_add_days(Days::new(serial.into()))
        .filter(|date| (1927..=2099).contains(&date.year()))
}

/// What a cell of words says.
pub(super) fn words() -> DateReading {
    DateReading {
        date: None,
        precision: DatePrecision::Day,
        notes: vec![DateNote::TextKept],
    }
}
