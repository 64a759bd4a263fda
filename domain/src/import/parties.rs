//! The vendor of a row, in a ledger of contracts or of vendors: name, representative, numbers.

use serde::{Deserialize, Serialize};

use super::{
    field::Field,
    flag,
    message::ImportCode,
    people,
    row_reader::RowReader,
    text,
    vendor_name::{self, VendorFormPosition, VendorReading, VendorType},
};
use crate::{
    corporate_number::{CorporateNumber, CorporateNumberError, InvoiceNumber},
    fold,
};

/// A vendor as a row names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub vendor_name: Option<String>,
    pub vendor_form: Option<String>,
    pub vendor_form_position: Option<VendorFormPosition>,
    pub vendor_branch: Option<String>,
    pub vendor_type: Option<VendorType>,
    pub representative_title: Option<String>,
    pub representative_name: Option<String>,
    /// 13 digits as written; see `corporate_number_valid`.
    pub corporate_number: Option<String>,
    pub corporate_number_valid: Option<bool>,
    pub invoice_registration_number: Option<String>,
    pub vendor_address: Option<String>,
    pub vendor_phone: Option<String>,
}

impl Party {
    /// Reads who the vendor is.
    pub(super) fn read(reader: &mut RowReader<'_>) -> Self {
        let mut party = Self {
            vendor_address: reader.line(Field::VendorAddress),
            vendor_phone: reader.code(Field::VendorPhone),
            ..Self::default()
        };
        vendor(reader, &mut party);
        numbers(reader, &mut party);
        party
    }
}

fn vendor(reader: &mut RowReader<'_>, record: &mut Party) {
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
fn numbers(reader: &mut RowReader<'_>, record: &mut Party) {
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
    record: &mut Party,
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
fn is_named_after_its_head(record: &Party) -> bool {
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
