//! Dates, marks that carry a date, and periods.

use chrono::NaiveDate;

use super::RowReader;
use crate::{
    import::{
        field::Field,
        flag::{self, Flag},
        message::ImportCode,
        raw::RawValue,
    },
    wareki::{
        self, DateError, DateNote, DatePrecision, DateReading, PeriodEdge, PeriodReading,
        ReadingContext,
    },
};

impl RowReader<'_> {
    /// A mark that may be a date, or carry one: `R8.4.6済`.
    pub(in crate::import) fn dated_flag(
        &mut self,
        field: Field,
    ) -> (Option<Flag>, Option<NaiveDate>) {
        let Some(cell) = self.cell(field) else {
            return (None, None);
        };
        if let RawValue::Date(date) = cell.value {
            return (Some(Flag::Yes), Some(date));
        }
        match flag::read(&self.text(field)) {
            Some(Flag::Review) => {}
            known => return (known, None),
        }
        match self.read_date(field, PeriodEdge::Start) {
            Ok(Some(reading)) if reading.date.is_some() => {
                self.date_notes(field, &reading.notes);
                (Some(Flag::Yes), reading.date)
            }
            Ok(_) | Err(DateError::Unreadable(_)) => {
                self.note(field, ImportCode::FlagUnknownToken);
                (Some(Flag::Review), None)
            }
            Err(error) => {
                self.date_error(field, &error);
                (Some(Flag::Yes), None)
            }
        }
    }

    /// A date, with the precision it was written in.
    pub(in crate::import) fn date(
        &mut self,
        field: Field,
        edge: PeriodEdge,
    ) -> Option<(NaiveDate, DatePrecision)> {
        let cell = self.cell(field)?;
        if let RawValue::Date(date) = cell.value {
            return Some((date, DatePrecision::Day));
        }
        if let RawValue::Error(_) = cell.value {
            self.note(field, ImportCode::CellErrorValue);
            return None;
        }
        match self.read_date(field, edge) {
            Ok(Some(reading)) => {
                self.date_notes(field, &reading.notes);
                reading.date.map(|date| (date, reading.precision))
            }
            Ok(None) => None,
            Err(error) => {
                self.date_error(field, &error);
                None
            }
        }
    }

    /// A date whose precision does not matter.
    pub(in crate::import) fn day(&mut self, field: Field) -> Option<NaiveDate> {
        self.date(field, PeriodEdge::Start).map(|(date, _)| date)
    }

    fn read_date(&self, field: Field, edge: PeriodEdge) -> Result<Option<DateReading>, DateError> {
        wareki::read_date(&self.date_text(field), &self.dates(edge))
    }

    /// The text of a date cell; of a serial number the day, without the time.
    fn date_text(&self, field: Field) -> String {
        match self.cell(field).map(|cell| &cell.value) {
            Some(RawValue::Number(number)) => format!("{}", number.trunc()),
            _ => self.text(field),
        }
    }

    fn dates(&self, edge: PeriodEdge) -> ReadingContext {
        ReadingContext {
            fiscal_year: self.sheet.fiscal_year,
            edge,
            epoch: self.sheet.epoch,
        }
    }

    /// A period in one cell. Its halves are kept where they could be read.
    pub(in crate::import) fn period(&mut self, field: Field) -> Option<PeriodReading> {
        if let RawValue::Date(date) = self.cell(field)?.value {
            return Some(PeriodReading {
                start: Some(date),
                end: None,
                precision: Some(DatePrecision::Day),
                notes: Vec::new(),
                problem: None,
            });
        }
        match wareki::read_period(&self.date_text(field), &self.dates(PeriodEdge::Start)) {
            Ok(reading) => {
                let reading = reading?;
                self.date_notes(field, &reading.notes);
                if let Some(problem) = &reading.problem {
                    self.date_error(field, problem);
                }
                Some(reading)
            }
            Err(error) => {
                self.date_error(field, &error);
                None
            }
        }
    }

    fn date_notes(&mut self, field: Field, notes: &[DateNote]) {
        for note in notes {
            let code = match note {
                DateNote::EraAssumed => ImportCode::DateEraAssumed,
                DateNote::YearFromFiscalYear => ImportCode::DateYearFromFiscalYear,
                DateNote::EraAfterChange => ImportCode::DateEraAfterChange,
                DateNote::TextKept => ImportCode::DateTextKept,
                DateNote::Serial => ImportCode::DateSerial,
            };
            self.note(field, code);
        }
    }

    fn date_error(&mut self, field: Field, error: &DateError) {
        let code = ImportCode::find(error.code()).unwrap_or(ImportCode::DateInvalid);
        self.note_with(field, code, error.to_string());
    }
}
