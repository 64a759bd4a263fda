//! What only shows when fields, or rows, are compared.

use std::collections::{HashMap, HashSet};

use super::ContractRecord;
use crate::{
    fiscal_year::FiscalYear,
    fold::{CompanyName, search_key},
    import::{
        field::Field, message::ImportCode, reading::RecordReading, row_reader::RowReader,
        vendor_name::VendorType,
    },
};

/// Numbers and names of the rows before.
#[derive(Debug, Default)]
pub(in crate::import) struct Seen {
    contract_numbers: HashSet<(Option<FiscalYear>, String)>,
    vendor_keys: HashMap<String, String>,
}

pub(super) fn check(reader: &mut RowReader<'_>, record: &mut ContractRecord, seen: &mut Seen) {
    check_dates(reader, record);
    if let Some(number) = &record.contract_no
        && !seen
            .contract_numbers
            .insert((record.fiscal_year, number.to_uppercase()))
    {
        reader.note(Field::ContractNo, ImportCode::ContractNoDuplicate);
    }
    if let (Some(number), Some(true), Some(name)) = (
        &record.corporate_number,
        record.corporate_number_valid,
        &record.vendor_name,
    ) {
        let key = CompanyName::parse(name).key();
        match seen.vendor_keys.get(number) {
            Some(known) if *known != key => {
                reader.note(Field::VendorName, ImportCode::VendorNameDiffers);
            }
            Some(_) => {}
            None => {
                seen.vendor_keys.insert(number.clone(), key);
            }
        }
    }
}

fn check_dates(reader: &mut RowReader<'_>, record: &ContractRecord) {
    let Some(start) = record.start_on else { return };
    // A period in one column was compared where it was read.
    if reader.sheet.has(Field::EndOn) && record.end_on.is_some_and(|end| end < start) {
        reader.note(Field::EndOn, ImportCode::PeriodReversed);
    }
    if record.signed_on.is_some_and(|signed| start < signed) {
        reader.note(Field::SignedOn, ImportCode::SignedAfterStart);
    }
}

/// Whoever is an individual in one row is one in every row with the same name.
pub(in crate::import) fn settle_individuals(records: &mut [RecordReading<ContractRecord>]) {
    let key = |record: &ContractRecord| record.vendor_name.as_deref().map(search_key);
    let individuals: HashSet<String> = records
        .iter()
        .filter(|record| record.fields.vendor_type == Some(VendorType::Individual))
        .filter_map(|record| key(&record.fields))
        .collect();
    for record in records {
        let is_known = key(&record.fields).is_some_and(|key| individuals.contains(&key));
        if is_known && record.fields.vendor_form.is_none() {
            record.fields.vendor_type = Some(VendorType::Individual);
        }
    }
}
