//! 委託契約台帳: the contracts of a year as records.

mod checks;
mod record;
mod row;
mod security;

pub use record::{ContractRecord, RecordState};

use super::{
    message::ImportMessage,
    reading::RecordReading,
    row_reader::{RowReader, SheetContext},
    rows::LedgerRow,
};
pub(super) use checks::{Seen, settle_individuals};

/// Reads the rows of a sheet. `seen` carries numbers and names over from sheet to sheet.
pub(super) fn read(
    rows: &[LedgerRow],
    sheet: &SheetContext<'_>,
    seen: &mut Seen,
) -> (Vec<RecordReading<ContractRecord>>, Vec<ImportMessage>) {
    let mut records = Vec::new();
    let mut messages = Vec::new();
    let mut section_above: Option<String> = None;
    for row in rows {
        let mut reader = RowReader::new(sheet, row);
        let above = section_above.as_deref().filter(|_| sheet.has_lost_merges);
        let mut fields = row::read(&mut reader, above);
        section_above.clone_from(&fields.organization_unit);
        checks::check(&mut reader, &mut fields, seen);
        records.push(RecordReading::new(row, fields));
        messages.append(&mut reader.messages);
    }
    (records, messages)
}
