//! 和暦 and 西暦: the eras, how a date is written, and reading every spelling people type.
//!
//! Two readers, for two situations. [`parse_date`] is for form fields: it accepts every spelling
//! that names its year and never guesses. [`read_date`] and [`read_period`] are for ledgers that are
//! imported: they may conclude the era or the year from the ledger, and say so in a [`DateNote`].
//!
//! Not here: 会計年度 ([`crate::fiscal_year`]), days the office is closed ([`crate::business_day`]),
//! and the old lunisolar calendar. Dates before 明治6年 are counted in the Gregorian calendar.

mod cursor;
mod display;
mod era;
mod error;
mod parse;
mod period;
mod reading;
mod words;
mod written;

pub use self::{
    display::{
        JapaneseEraDate, echo, era_year, long, long_with_western, month_only, short, weekday,
    },
    era::Era,
    error::DateError,
    parse::parse_date,
    period::{PeriodReading, read_period},
    reading::{
        DateNote, DatePrecision, DateReading, ExcelEpoch, PeriodEdge, ReadingContext, read_date,
    },
};

#[cfg(test)]
mod tests;
