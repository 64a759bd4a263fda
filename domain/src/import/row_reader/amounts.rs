//! Amounts of money, and what header and title say about them.

use super::{RowReader, whole};
use crate::import::{
    amount::{self, AmountReading, AmountTax},
    field::Field,
    header::HeaderTax,
    message::ImportCode,
    raw::RawValue,
    text::folded,
};

impl RowReader<'_> {
    /// An amount of money; `None` when the cell holds none that can be read.
    pub(in crate::import) fn amount(&mut self, field: Field) -> Option<AmountReading> {
        let cell = self.cell(field)?;
        let column = self.sheet.column(field)?;
        let unit = column.amount_unit.unwrap_or(self.sheet.amount_unit);
        let text = match &cell.value {
            RawValue::Number(number) => {
                return whole(*number)
                    .and_then(|number| number.checked_mul(unit))
                    .map(AmountReading::yen);
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
            reading.yen = reading.yen.and_then(|yen| yen.checked_mul(unit));
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
    pub(in crate::import) fn header_tax(&self, field: Field) -> Option<AmountTax> {
        self.sheet.column(field)?.tax.map(|tax| match tax {
            HeaderTax::Included => AmountTax::Included,
            HeaderTax::Excluded => AmountTax::Excluded,
        })
    }
}
