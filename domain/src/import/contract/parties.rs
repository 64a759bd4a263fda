//! The contractor of a row: name, representative, numbers.

use super::ContractRecord;
use crate::{
    corporate_number::{CorporateNumber, CorporateNumberError, InvoiceNumber},
    fold,
    import::{
        field::Field,
        flag,
        message::ImportCode,
        people,
        row_reader::RowReader,
        text,
        vendor_name::{self, VendorReading, VendorType},
    },
};

/// Who the contractor is.
pub(super) fn vendor(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    match vendor_name::read(&reader.checked_text(Field::VendorName)) {
        VendorReading::Missing => reader.note(Field::VendorName, ImportCode::VendorMissing),
        VendorReading::Named(vendor) => {
            record.vendor_name = Some(vendor.name);
            record.vendor_form = vendor.form;
            record.vendor_form_position = vendor.position;
            record.vendor_branch = vendor.branch;
            record.vendor_type = vendor.kind;
        }
    }
    if record.vendor_type == Some(VendorType::Individual) {
        reader.note(Field::VendorName, ImportCode::VendorIndividualCandidate);
    }
    let representative = people::read(&reader.checked_text(Field::RepresentativeName));
    record.representative_title = representative.title;
    record.representative_name = representative.name;
}

/// 法人番号 and 登録番号.
pub(super) fn numbers(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    let field = Field::CorporateNumber;
    let written = reader.text(field);
    let mut corporate_number = None;
    if !flag::says_nothing(&written) {
        match CorporateNumber::parse(&written) {
            Ok(number) => {
                record.corporate_number = Some(number.to_string());
                record.corporate_number_valid = Some(true);
                corporate_number = Some(number);
            }
            Err(error) => {
                let code =
                    ImportCode::find(error.code()).unwrap_or(ImportCode::CorporateNumberLength);
                reader.note_with(field, code, error.to_string());
                record.corporate_number_valid = Some(false);
                if let CorporateNumberError::CheckDigit { .. } = error {
                    record.corporate_number = Some(text::digits(&fold::half_width(&written)));
                }
            }
        }
    }
    if record.vendor_type.is_none() && is_named_after_its_head(record) {
        record.vendor_type = Some(VendorType::Individual);
    }
    invoice_number(reader, record, corporate_number.as_ref());
}

fn invoice_number(
    reader: &mut RowReader<'_>,
    record: &mut ContractRecord,
    corporate_number: Option<&CorporateNumber>,
) {
    let field = Field::InvoiceRegistrationNumber;
    let written = reader.text(field);
    if flag::says_nothing(&written) {
        return;
    }
    let Ok(number) = InvoiceNumber::parse(&written) else {
        record.invoice_registration_number = reader.code(field);
        let text = "登録番号は「T」と13桁の数字です。桁の抜けや余りがないか確かめてください。";
        reader.note_with(field, ImportCode::InvoiceNumberMismatch, text.to_owned());
        return;
    };
    record.invoice_registration_number = Some(number.to_string());
    if record.vendor_type == Some(VendorType::Individual) {
        reader.note(field, ImportCode::InvoiceNumberNotCorporation);
    } else if corporate_number.is_some_and(|corporate| !number.matches(corporate)) {
        reader.note(field, ImportCode::InvoiceNumberMismatch);
    }
}

/// 佐々木見本翻訳事務所, represented by 佐々木 玲 without a title: a person's business.
fn is_named_after_its_head(record: &ContractRecord) -> bool {
    let (Some(name), Some(head)) = (&record.vendor_name, &record.representative_name) else {
        return false;
    };
    let family_name = head.split(' ').next().unwrap_or_default();
    record.vendor_form.is_none()
        && record.corporate_number.is_none()
        && record.representative_title.is_none()
        && !family_name.is_empty()
        && name.starts_with(family_name)
}
