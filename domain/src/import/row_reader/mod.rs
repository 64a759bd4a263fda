//! Reads the cells of one row as fields and collects what has to be said about them.

mod amounts;
mod choices;
mod dates;
mod officers;
mod sections;

use super::{
    field::Field,
    flag::{self, Flag},
    header::{Column, Header},
    message::{ImportCode, ImportMessage, Level},
    raw::{RawValue, column_letters},
    roster::Roster,
    rows::{Cell, LedgerRow},
    text::{self, folded},
    units::UnitDirectory,
};
use crate::{fiscal_year::FiscalYear, wareki::ExcelEpoch};

/// What every row of a sheet has in common.
pub(in crate::import) struct SheetContext<'s> {
    pub(in crate::import) name: Option<&'s str>,
    pub(in crate::import) header: &'s Header,
    pub(in crate::import) fiscal_year: Option<FiscalYear>,
    pub(in crate::import) epoch: ExcelEpoch,
    /// True where numbers are their own type, so that a number typed as text is worth a word.
    pub(in crate::import) has_typed_cells: bool,
    /// True where merges are lost, so that an empty 所管課 means the one above.
    pub(in crate::import) has_lost_merges: bool,
    /// Yen per unit that the title names: （単位：千円）.
    pub(in crate::import) amount_unit: i64,
    pub(in crate::import) units: &'s UnitDirectory<'s>,
    pub(in crate::import) roster: &'s Roster<'s>,
}

impl SheetContext<'_> {
    fn column(&self, field: Field) -> Option<&Column> {
        self.header
            .columns
            .iter()
            .find(|column| column.field == Some(field))
    }

    /// True when the sheet has such a column.
    pub(in crate::import) fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }
}

/// One row being read.
pub(in crate::import) struct RowReader<'r> {
    pub(in crate::import) sheet: &'r SheetContext<'r>,
    pub(in crate::import) row: &'r LedgerRow,
    pub(in crate::import) messages: Vec<ImportMessage>,
}

impl<'r> RowReader<'r> {
    /// Begins a row: what concerns the row itself is said here.
    pub(in crate::import) fn new(sheet: &'r SheetContext<'r>, row: &'r LedgerRow) -> Self {
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
    pub(in crate::import) fn note(&mut self, field: Field, code: ImportCode) {
        self.note_with(field, code, code.text().to_owned());
    }

    /// Says something about a cell in words of its own.
    pub(in crate::import) fn note_with(&mut self, field: Field, code: ImportCode, text: String) {
        let column = self.sheet.column(field).map(|column| column.index);
        let written = self.row.cells.get(&field).map(|cell| cell.written.clone());
        let value = written.filter(|written| !written.is_empty());
        self.push(column, Some(field), code, value, text);
    }

    /// Says how serious what was said about the whole row is.
    pub(in crate::import) fn set_row_level(&mut self, code: ImportCode, level: Level) {
        let messages = self.messages.iter_mut();
        for message in messages.filter(|it| it.code == code && it.column.is_none()) {
            message.level = level;
        }
    }

    /// Texts of the notes on the row's cells; each is announced.
    pub(in crate::import) fn take_cell_notes(&mut self) -> Vec<String> {
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
    pub(in crate::import) fn text(&self, field: Field) -> String {
        self.cell(field).map(Cell::text).unwrap_or_default()
    }

    /// The text as a person typed it; private-use characters (外字) are announced.
    pub(in crate::import) fn checked_text(&mut self, field: Field) -> String {
        let text = self.text(field);
        if text.contains(|c: char| matches!(c, '\u{E000}'..='\u{F8FF}')) {
            self.note(field, ImportCode::PrivateUseCharacter);
        }
        text
    }

    /// A line of text.
    pub(in crate::import) fn line(&mut self, field: Field) -> Option<String> {
        let text = self.checked_text(field);
        text::one_line(&text).map(|line| text::without_layout_blanks(&line))
    }

    /// Text of several lines.
    pub(in crate::import) fn lines(&mut self, field: Field) -> Option<String> {
        let text = self.checked_text(field);
        text::lines(&text)
    }

    /// A code: half width, dashes alike.
    pub(in crate::import) fn code(&mut self, field: Field) -> Option<String> {
        let code = crate::fold::code(&self.text(field));
        (!code.is_empty()).then_some(code)
    }

    /// A code; `None` for a mark that says there is none.
    pub(in crate::import) fn filled_code(&mut self, field: Field) -> Option<String> {
        let is_none = flag::says_nothing(&self.text(field));
        self.code(field).filter(|_| !is_none)
    }

    /// A line of text; `None` for a mark that says there is none.
    pub(in crate::import) fn filled_line(&mut self, field: Field) -> Option<String> {
        let is_none = flag::says_nothing(&self.text(field));
        self.line(field).filter(|_| !is_none)
    }

    /// The name of a person, one blank between its parts.
    pub(in crate::import) fn person_name(&mut self, field: Field) -> Option<String> {
        let text = self.checked_text(field);
        super::people::name(&text)
    }

    /// A number without decimals, such as No.
    pub(in crate::import) fn number(&mut self, field: Field) -> Option<i64> {
        match self.cell(field)?.value {
            RawValue::Number(number) => whole(number),
            _ => folded(&self.text(field)).parse().ok(),
        }
    }

    /// A mark.
    pub(in crate::import) fn flag(&mut self, field: Field) -> Option<Flag> {
        if let RawValue::Date(_) = self.cell(field)?.value {
            return Some(Flag::Yes);
        }
        let flag = flag::read(&self.text(field));
        if flag == Some(Flag::Review) {
            self.note(field, ImportCode::FlagUnknownToken);
        }
        flag
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
