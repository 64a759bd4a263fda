//! Reads the cells of one row as fields and collects what has to be said about them.

use chrono::NaiveDate;

use super::{
    amount::{self, AmountReading, AmountTax},
    field::Field,
    flag::{self, Flag},
    header::{Column, Header, HeaderTax},
    message::{ImportCode, ImportMessage},
    raw::{RawValue, column_letters},
    rows::{Cell, LedgerRow},
    text::{self, folded},
    units::{UnitDirectory, UnitMatch},
};
use crate::{
    fiscal_year::FiscalYear,
    wareki::{
        self, DateError, DateNote, DatePrecision, DateReading, ExcelEpoch, PeriodEdge,
        PeriodReading, ReadingContext,
    },
};

/// What every row of a sheet has in common.
pub(super) struct SheetContext<'s> {
    pub(super) name: Option<&'s str>,
    pub(super) header: &'s Header,
    pub(super) fiscal_year: Option<FiscalYear>,
    pub(super) epoch: ExcelEpoch,
    /// True where numbers are their own type, so that a number typed as text is worth a word.
    pub(super) has_typed_cells: bool,
    /// True where merges are lost, so that an empty 所管課 means the one above.
    pub(super) has_lost_merges: bool,
    /// Yen per unit that the title names: （単位：千円）.
    pub(super) amount_unit: i64,
    pub(super) units: &'s UnitDirectory<'s>,
}

impl SheetContext<'_> {
    fn column(&self, field: Field) -> Option<&Column> {
        self.header
            .columns
            .iter()
            .find(|column| column.field == Some(field))
    }

    /// True when the sheet has such a column.
    pub(super) fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }
}

/// One row being read.
pub(super) struct RowReader<'r> {
    pub(super) sheet: &'r SheetContext<'r>,
    pub(super) row: &'r LedgerRow,
    pub(super) messages: Vec<ImportMessage>,
}

impl<'r> RowReader<'r> {
    /// Begins a row: what concerns the row itself is said here.
    pub(super) fn new(sheet: &'r SheetContext<'r>, row: &'r LedgerRow) -> Self {
        let mut reader = Self {
            sheet,
            row,
            messages: Vec::new(),
        };
        if row.struck {
            reader.row_message(ImportCode::RowStruckThrough);
        }
        if row.hidden {
            reader.row_message(ImportCode::RowHidden);
        }
        for column in &sheet.header.columns {
            if let Some(field) = column.field
                && row
                    .cells
                    .get(&field)
                    .is_some_and(|cell| cell.is_partly_struck)
            {
                reader.note(field, ImportCode::TextPartlyStruck);
            }
        }
        reader
    }

    fn row_message(&mut self, code: ImportCode) {
        self.push(None, None, code, None, code.text().to_owned());
    }

    fn push(
        &mut self,
        column: Option<usize>,
        field: Option<Field>,
        code: ImportCode,
        value: Option<String>,
        text: String,
    ) {
        self.messages.push(ImportMessage {
            sheet: self.sheet.name.map(str::to_owned),
            row: self.row.number,
            column: column.map(column_letters),
            code,
            level: code.level(),
            field,
            value,
            text,
        });
    }

    /// Says something about a cell.
    pub(super) fn note(&mut self, field: Field, code: ImportCode) {
        self.note_with(field, code, code.text().to_owned());
    }

    /// Says something about a cell in words of its own.
    pub(super) fn note_with(&mut self, field: Field, code: ImportCode, text: String) {
        let column = self.sheet.column(field).map(|column| column.index);
        let written = self.row.cells.get(&field).map(|cell| cell.written.clone());
        let value = written.filter(|written| !written.is_empty());
        self.push(column, Some(field), code, value, text);
    }

    /// Texts of the notes on the row's cells; each is announced.
    pub(super) fn take_cell_notes(&mut self) -> Vec<String> {
        for (index, _) in &self.row.notes {
            let field = self
                .sheet
                .header
                .columns
                .iter()
                .find(|column| column.index == *index)
                .and_then(|column| column.field);
            let value = field
                .and_then(|field| self.row.cells.get(&field))
                .map(|cell| cell.written.clone());
            let code = ImportCode::CellNoteAppended;
            self.push(
                Some(*index),
                Some(Field::Remarks),
                code,
                value,
                code.text().to_owned(),
            );
        }
        self.row
            .notes
            .iter()
            .map(|(_, note)| note.clone())
            .collect()
    }

    fn cell(&self, field: Field) -> Option<&'r Cell> {
        self.row.cells.get(&field).filter(|cell| !cell.is_blank())
    }

    /// The text of a cell, `""` when there is none.
    pub(super) fn text(&self, field: Field) -> String {
        self.cell(field).map(Cell::text).unwrap_or_default()
    }

    /// The text as a person typed it; private-use characters (外字) are announced.
    fn checked_text(&mut self, field: Field) -> String {
        let text = self.text(field);
        if text.contains(|c: char| matches!(c, '\u{E000}'..='\u{F8FF}')) {
            self.note(field, ImportCode::PrivateUseCharacter);
        }
        text
    }

    /// A line of text.
    pub(super) fn line(&mut self, field: Field) -> Option<String> {
        let text = self.checked_text(field);
        text::one_line(&text).map(|line| text::without_layout_blanks(&line))
    }

    /// Text of several lines.
    pub(super) fn lines(&mut self, field: Field) -> Option<String> {
        let text = self.checked_text(field);
        text::lines(&text)
    }

    /// A code: half width, dashes alike.
    pub(super) fn code(&mut self, field: Field) -> Option<String> {
        let code = crate::fold::code(&self.text(field));
        (!code.is_empty()).then_some(code)
    }

    /// The name of a person, one blank between its parts.
    pub(super) fn person_name(&mut self, field: Field) -> Option<String> {
        let text = self.checked_text(field);
        super::people::name(&text)
    }

    /// A number without decimals, such as No.
    pub(super) fn number(&mut self, field: Field) -> Option<i64> {
        match self.cell(field)?.value {
            RawValue::Number(number) => whole(number),
            _ => folded(&self.text(field)).parse().ok(),
        }
    }

    /// A mark.
    pub(super) fn flag(&mut self, field: Field) -> Option<Flag> {
        if let RawValue::Date(_) = self.cell(field)?.value {
            return Some(Flag::Yes);
        }
        let flag = flag::read(&self.text(field));
        if flag == Some(Flag::Review) {
            self.note(field, ImportCode::FlagUnknownToken);
        }
        flag
    }

    /// A mark that may be a date, or carry one: `R8.4.6済`.
    pub(super) fn dated_flag(&mut self, field: Field) -> (Option<Flag>, Option<NaiveDate>) {
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
    pub(super) fn date(
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
    pub(super) fn day(&mut self, field: Field) -> Option<NaiveDate> {
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
    pub(super) fn period(&mut self, field: Field) -> Option<PeriodReading> {
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

    /// An amount of money; `None` when the cell holds none that can be read.
    pub(super) fn amount(&mut self, field: Field) -> Option<AmountReading> {
        let cell = self.cell(field)?;
        let column = self.sheet.column(field)?;
        let unit = column.amount_unit.unwrap_or(self.sheet.amount_unit);
        let text = match &cell.value {
            RawValue::Number(number) => {
                return whole(*number).map(|number| AmountReading::yen(number * unit));
            }
            RawValue::Error(_) => {
                self.note(field, ImportCode::CellErrorValue);
                return None;
            }
            RawValue::Empty | RawValue::Boolean(_) | RawValue::Date(_) | RawValue::Text(_) => {
                self.text(field)
            }
        };
        let mut reading = match amount::read(&text) {
            Ok(reading) => reading?,
            Err(amount::Unreadable) => {
                self.note(field, ImportCode::AmountUnreadable);
                return None;
            }
        };
        if !reading.is_converted && !folded(&text).contains('円') {
            reading.yen = reading.yen.map(|yen| yen * unit);
        }
        self.amount_notes(field, &reading);
        Some(reading)
    }

    fn amount_notes(&mut self, field: Field, reading: &AmountReading) {
        if reading.is_converted {
            self.note(field, ImportCode::AmountUnitConverted);
        }
        if reading.is_approximate {
            self.note(field, ImportCode::AmountApproximate);
        }
        if reading.tax == Some(AmountTax::Excluded) && field != Field::AmountExcludingTax {
            self.note(field, ImportCode::AmountTaxExcluded);
        }
        if self.sheet.has_typed_cells && reading.yen.is_some() {
            self.note(field, ImportCode::NumberStoredAsText);
        }
    }

    /// What the header of a column says about tax.
    pub(super) fn header_tax(&self, field: Field) -> Option<AmountTax> {
        self.sheet.column(field)?.tax.map(|tax| match tax {
            HeaderTax::Included => AmountTax::Included,
            HeaderTax::Excluded => AmountTax::Excluded,
        })
    }

    /// The unit a cell names, under its official name.
    pub(super) fn organization_unit(&mut self, above: Option<&str>) -> Option<String> {
        let field = Field::OrganizationUnit;
        let Some(written) = self.line(field) else {
            return self.missing_unit(above);
        };
        match self.sheet.units.find(&written) {
            UnitMatch::Name(name) => Some(name),
            UnitMatch::Alias(name) => {
                self.note(field, ImportCode::OrganizationUnitAlias);
                Some(name)
            }
            UnitMatch::OldName(name) => {
                self.note(field, ImportCode::OrganizationUnitOldName);
                Some(name)
            }
            UnitMatch::Closed(name) => {
                self.note(field, ImportCode::OrganizationUnitClosed);
                Some(name)
            }
            UnitMatch::Unknown => {
                let text = "組織の一覧にない名称です。組織を登録するか、名称を直してください。";
                self.note_with(field, ImportCode::OrganizationUnitMissing, text.to_owned());
                Some(written)
            }
        }
    }

    fn missing_unit(&mut self, above: Option<&str>) -> Option<String> {
        let field = Field::OrganizationUnit;
        let code = match above {
            Some(_) => ImportCode::SectionFilledDown,
            None => ImportCode::OrganizationUnitMissing,
        };
        if self.sheet.has(field) {
            self.note(field, code);
        }
        above.map(str::to_owned)
    }
}

/// A number of a cell without its decimals; Excel computes amounts in floating point.
fn whole(number: f64) -> Option<i64> {
    let rounded = number.round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to lie within the integers f64 holds exactly"
    )]
    (rounded.abs() < 9.0e15).then_some(rounded as i64)
}
