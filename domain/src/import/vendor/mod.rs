//! 委託先台帳: vendors as records.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    choices::{self, Certification},
    field::Field,
    message::{ImportCode, ImportMessage},
    parties::Party,
    reading::RecordReading,
    row_reader::{RowReader, SheetContext},
    rows::LedgerRow,
    text::{self, folded},
    vendor_name::VendorType,
};
use crate::{
    fold::{CompanyName, katakana},
    vendor::VendorKind,
    wareki::PeriodEdge,
};

/// A vendor as a list of vendors names it. `None` is an empty cell, or one with nothing usable in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorRecord {
    pub ledger_no: Option<String>,
    #[serde(flatten)]
    pub party: Party,
    /// フリガナ in full-width katakana.
    pub kana: Option<String>,
    pub vendor_kind: Option<VendorKind>,
    pub certifications: Vec<Certification>,
    pub certificate_expires_on: Option<NaiveDate>,
    pub remarks: Option<String>,
    /// Notes (コメント) on the row's cells.
    pub cell_notes: Vec<String>,
}

/// Reads the rows of a sheet.
pub(super) fn read(
    rows: &[LedgerRow],
    sheet: &SheetContext<'_>,
) -> (Vec<RecordReading<VendorRecord>>, Vec<ImportMessage>) {
    let mut records = Vec::new();
    let mut messages = Vec::new();
    let mut names: HashMap<String, String> = HashMap::new();
    for row in rows {
        let mut reader = RowReader::new(sheet, row);
        let fields = read_row(&mut reader);
        compare_number(&mut reader, &fields.party, &mut names);
        records.push(RecordReading::new(row, fields));
        messages.append(&mut reader.messages);
    }
    (records, messages)
}

fn read_row(reader: &mut RowReader<'_>) -> VendorRecord {
    let kana = reader.line(Field::Kana);
    let mut record = VendorRecord {
        ledger_no: reader.code(Field::LedgerNo),
        party: Party::read(reader),
        kana: kana.map(|kana| katakana(&kana).unwrap_or(kana)),
        vendor_kind: reader.choice(Field::VendorKind, vendor_kind),
        certificate_expires_on: reader
            .date(Field::CertificateExpiresOn, PeriodEdge::End)
            .map(|(date, _)| date),
        remarks: reader.lines(Field::Remarks),
        cell_notes: reader.take_cell_notes(),
        ..VendorRecord::default()
    };
    if record.vendor_kind == Some(VendorKind::Individual) {
        record.party.vendor_type = Some(VendorType::Individual);
    }
    let (known, unknown) = choices::read_certifications(&reader.text(Field::Certifications));
    record.certifications = known;
    if !unknown.is_empty() {
        reader.note(Field::Certifications, ImportCode::FlagUnknownToken);
    }
    text::append(&mut record.remarks, &record.cell_notes);
    record
}

fn vendor_kind(text: &str) -> Result<Option<VendorKind>, String> {
    let folded = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if folded.is_empty() {
        Ok(None)
    } else if has(&["共同企業体", "任意団体", "JV", "団体・組合"]) {
        Ok(Some(VendorKind::JointVenture))
    } else if has(&["個人"]) {
        Ok(Some(VendorKind::Individual))
    } else if has(&["国", "公共団体", "官公庁", "公的", "地方独立"]) {
        Ok(Some(VendorKind::PublicBody))
    } else if has(&["法人", "会社", "企業", "組合"]) {
        Ok(Some(VendorKind::Corporation))
    } else {
        Err(text.to_owned())
    }
}

/// One number under two names: a person has to look.
fn compare_number(reader: &mut RowReader<'_>, party: &Party, names: &mut HashMap<String, String>) {
    let (Some(number), Some(true), Some(name)) = (
        &party.corporate_number,
        party.corporate_number_valid,
        &party.vendor_name,
    ) else {
        return;
    };
    let key = CompanyName::parse(name).key();
    let known = names.entry(number.clone()).or_insert_with(|| key.clone());
    if *known != key {
        reader.note(Field::VendorName, ImportCode::VendorNameDiffers);
    }
}
