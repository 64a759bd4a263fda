//! Reading a period of a ledger: 履行期間, 契約期間, 有効期間.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    error::DateError,
    parse::unreadable,
    reading::{DateNote, DatePrecision, DateReading, PeriodEdge, ReadingContext, resolve, words},
    words::{is_nothing, is_words, without_remark},
    written::{self, Shape, Written, WrittenYear},
};

/// What a cell of a period column says. A half that is wrong leaves the other half readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodReading {
    /// The first day. None when it is left open, in words, or wrong.
    pub start: Option<NaiveDate>,
    /// The last day. None when it is left open, in words, or wrong.
    pub end: Option<NaiveDate>,
    /// The coarser one of both halves; none when there is no date at all.
    pub precision: Option<DatePrecision>,
    /// What was concluded, each note once.
    pub notes: Vec<DateNote>,
    /// What is wrong: a day that does not exist, or an end before the start (both are kept).
    pub problem: Option<DateError>,
}

/// Reads R8.4.1～R9.3.31, 令和8年4月1日から令和9年3月31日まで, 自R8.4.1至R9.3.31, R8.4～R9.3, R8年度,
/// and R8.4.1～3.31, whose end takes its year from the start. `None` for an empty cell and for －.
///
/// # Errors
/// [`DateError`] when no half of the text can be read. A text with one wrong half is an answer with
/// a [`problem`](PeriodReading::problem).
pub fn read_period(
    text: &str,
    context: &ReadingContext,
) -> Result<Option<PeriodReading>, DateError> {
    let folded = written::fold(text);
    let body = without_remark(&folded);
    if is_nothing(body) {
        return Ok(None);
    }
    if let Some(written) = written::read(body) {
        return whole(text, &written, context).map(Some);
    }
    let Some((first, second)) = halves(body) else {
        return if is_words(text) {
            Ok(Some(PeriodReading::of(Ok(Some(words())), Ok(None))))
        } else {
            Err(unreadable(text))
        };
    };
    let start_written = written::read(first);
    let start = read_half(text, first, start_written, context, PeriodEdge::Start);
    let start_on = start.as_ref().ok().and_then(|half| half.as_ref()?.date);
    let inherited = written::read(second).map(|end| inherit(end, start_written, start_on));
    let end = read_half(text, second, inherited, context, PeriodEdge::End);
    let reading = PeriodReading::of(start, end);
    match reading.problem {
        Some(error) if reading.start.is_none() && reading.end.is_none() => Err(error),
        problem => Ok(Some(PeriodReading { problem, ..reading })),
    }
}

type Half = Result<Option<DateReading>, DateError>;

impl PeriodReading {
    fn of(start: Half, end: Half) -> Self {
        let mut reading = Self {
            start: None,
            end: None,
            precision: None,
            notes: Vec::new(),
            problem: None,
        };
        reading.start = reading.take(start);
        reading.end = reading.take(end);
        if let (Some(start), Some(end), None) = (reading.start, reading.end, &reading.problem)
            && end < start
        {
            reading.problem = Some(DateError::PeriodReversed { start, end });
        }
        reading
    }

    fn take(&mut self, half: Half) -> Option<NaiveDate> {
        let half = match half {
            Ok(half) => half?,
            Err(error) => {
                self.problem.get_or_insert(error);
                return None;
            }
        };
        for note in half.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        if half.date.is_some() {
            self.precision = self.precision.max(Some(half.precision));
        }
        half.date
    }
}

/// One date for both ends: a fiscal year, a month, a day.
fn whole(
    text: &str,
    written: &Written,
    context: &ReadingContext,
) -> Result<PeriodReading, DateError> {
    let edge = |edge| resolve(text, written, &ReadingContext { edge, ..*context }).map(Some);
    let reading = PeriodReading::of(edge(PeriodEdge::Start), edge(PeriodEdge::End));
    match reading.problem {
        Some(error) => Err(error),
        None => Ok(reading),
    }
}

fn read_half(
    text: &str,
    half: &str,
    written: Option<Written>,
    context: &ReadingContext,
    edge: PeriodEdge,
) -> Half {
    if is_nothing(half) {
        return Ok(None);
    }
    match written {
        Some(written) => resolve(text, &written, &ReadingContext { edge, ..*context }).map(Some),
        None if is_words(half) => Ok(Some(words())),
        None => Err(unreadable(text)),
    }
}

/// Gives the end what it leaves out: the era of the start, or a year not before the start.
fn inherit(end: Written, start: Option<Written>, start_on: Option<NaiveDate>) -> Written {
    let Some(start_on) = start_on else {
        return end;
    };
    let start_shape = start.map(|start| start.shape);
    let era = match start_shape {
        Some(
            Shape::Day(WrittenYear::Era(era, _), ..)
            | Shape::Month(WrittenYear::Era(era, _), _)
            | Shape::FiscalYear(WrittenYear::Era(era, _)),
        ) => Some(era),
        _ => None,
    };
    let year = |year: WrittenYear| match (year, era) {
        (WrittenYear::Bare(bare), Some(era)) => WrittenYear::Era(era, bare),
        (WrittenYear::Same, _) => WrittenYear::Western(start_on.year()),
        (WrittenYear::Following, _) => WrittenYear::Western(start_on.year() + 1),
        (year, _) => year,
    };
    let shape = match end.shape {
        Shape::Day(written, month, day) => Shape::Day(year(written), month, day),
        Shape::Month(written, month) => Shape::Month(year(written), month),
        Shape::FiscalYear(written) => Shape::FiscalYear(year(written)),
        // R8.4～9.3: behind a month, two numbers are a year and a month.
        Shape::Pair {
            first,
            second,
            has_units: false,
        } if matches!(start_shape, Some(Shape::Month(..))) => {
            Shape::Month(year(WrittenYear::Bare(first)), second)
        }
        Shape::Pair { first, second, .. } => {
            let next_year = (first, second) < (start_on.month(), start_on.day());
            let year = start_on.year() + i32::from(next_year);
            Shape::Day(WrittenYear::Western(year), first, second)
        }
        Shape::DayOnly(day) => {
            let year = WrittenYear::Western(start_on.year());
            Shape::Day(year, start_on.month(), day)
        }
        Shape::Serial(serial) => Shape::Serial(serial),
    };
    Written { shape, ..end }
}

/// The two halves of a period. Dashes also stand inside dates, so both sides must be dates there.
fn halves(text: &str) -> Option<(&str, &str)> {
    for separator in ["から", "より", "~", "〜", "∼", "→", "至"] {
        if let Some((first, second)) = text.split_once(separator) {
            return Some(trimmed(first, second));
        }
    }
    let dashes = text.char_indices().filter_map(|(at, c)| {
        let (first, second) = (&text[..at], &text[at + c.len_utf8()..]);
        "-‐–—―−ー\n ".contains(c).then_some((first, second))
    });
    for (first, second) in dashes {
        let (first, second) = trimmed(first, second);
        if is_day_or_month(first) && written::read(second).is_some() {
            return Some((first, second));
        }
    }
    let open_end = text.strip_suffix("まで")?;
    Some(trimmed("", open_end))
}

/// Without 自, 至, まで and what else holds the halves together.
fn trimmed<'a>(first: &'a str, second: &'a str) -> (&'a str, &'a str) {
    let first = first.trim().trim_start_matches('自').trim();
    let second = second
        .trim()
        .trim_start_matches(['至', '~', '〜', '、', ',']);
    let second = second.trim().trim_end_matches("まで").trim();
    (first.trim_end_matches(['、', ',']).trim(), second)
}

fn is_day_or_month(text: &str) -> bool {
    match written::read(text).map(|written| written.shape) {
        Some(Shape::Day(..) | Shape::Month(..) | Shape::Pair { .. }) => true,
        Some(Shape::FiscalYear(_) | Shape::DayOnly(_) | Shape::Serial(_)) | None => false,
    }
}
