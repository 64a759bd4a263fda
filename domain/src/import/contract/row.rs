//! From the cells of a row to a contract record.

use super::{ContractRecord, RecordState};
use crate::{
    corporate_number::{CorporateNumber, CorporateNumberError, InvoiceNumber},
    fiscal_year::FiscalYear,
    fold,
    import::{
        amount::{self, AmountKind, CountReading},
        choices::{self, ClassReading, Confidentiality, InspectionStatus},
        field::Field,
        flag::{self, Flag},
        message::ImportCode,
        people,
        row_reader::RowReader,
        text::{self, folded, head_and_note},
        vendor_name::{self, VendorReading, VendorType},
    },
    wareki::{DatePrecision, PeriodEdge},
};

pub(super) fn read(reader: &mut RowReader<'_>, section_above: Option<&str>) -> ContractRecord {
    let mut record = ContractRecord {
        fiscal_year: fiscal_year(reader),
        state: if reader.row.struck {
            RecordState::Ended
        } else {
            RecordState::Active
        },
        ledger_no: reader.number(Field::LedgerNo),
        contract_no: reader.code(Field::ContractNo),
        organization_unit: reader.organization_unit(section_above),
        title: reader.line(Field::Title),
        long_term_contract: reader.flag(Field::LongTermContract),
        subject_information: reader.line(Field::SubjectInformation),
        vendor_address: reader.line(Field::VendorAddress),
        vendor_phone: reader.code(Field::VendorPhone),
        cloud: reader.flag(Field::Cloud),
        remote_maintenance: reader.flag(Field::RemoteMaintenance),
        security_annex: reader.flag(Field::SecurityAnnex),
        work_place: reader.line(Field::WorkPlace),
        remarks: reader.lines(Field::Remarks),
        cell_notes: reader.take_cell_notes(),
        ..ContractRecord::default()
    };
    person_in_charge(reader, &mut record);
    procurement(reader, &mut record);
    vendor(reader, &mut record);
    numbers(reader, &mut record);
    dates(reader, &mut record);
    amounts(reader, &mut record);
    information(reader, &mut record);
    subcontracting(reader, &mut record);
    documents(reader, &mut record);
    inspection(reader, &mut record);
    record
}

fn fiscal_year(reader: &RowReader<'_>) -> Option<FiscalYear> {
    let written = reader.text(Field::FiscalYear);
    FiscalYear::parse(&written)
        .ok()
        .or(reader.sheet.fiscal_year)
}

fn person_in_charge(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    let person = people::read(&reader.text(Field::PersonInCharge));
    record.person_in_charge = person.name;
    record.extension = person.extension.or_else(|| reader.code(Field::Extension));
}

fn procurement(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    let text = reader.text(Field::ProcurementMethod);
    match choices::read_procurement(&text) {
        Some((method, item)) => {
            record.procurement_method = Some(method);
            record.negotiated_item = item;
        }
        None if flag::says_nothing(&text) => {}
        None => reader.note(Field::ProcurementMethod, ImportCode::FlagUnknownToken),
    }
    if record.negotiated_item.is_none() {
        record.negotiated_item = choices::read_item(&folded(&reader.text(Field::NegotiatedItem)));
    }
}

fn vendor(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    match vendor_name::read(&reader.text(Field::VendorName)) {
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
    let representative = people::read(&reader.text(Field::RepresentativeName));
    record.representative_title = representative.title;
    record.representative_name = representative.name;
}

fn numbers(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
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

fn dates(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    record.signed_on = reader.day(Field::SignedOn);
    record.changed_on = reader.day(Field::ChangedOn);
    if let Some(period) = reader.period(Field::Period) {
        record.start_on = period.start;
        record.end_on = period.end;
        record.period_precision = period.precision;
    }
    let coarse = |precision| Some(precision).filter(|precision| *precision != DatePrecision::Day);
    if let Some((date, precision)) = reader.date(Field::StartOn, PeriodEdge::Start) {
        record.start_on = Some(date);
        record.start_precision = coarse(precision);
    }
    if let Some((date, precision)) = reader.date(Field::EndOn, PeriodEdge::End) {
        record.end_on = Some(date);
        record.end_precision = coarse(precision);
    }
}

fn amounts(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    let amount = reader.amount(Field::Amount);
    let excluding_tax = reader.amount(Field::AmountExcludingTax);
    let yen = |reading: Option<amount::AmountReading>| reading.and_then(|reading| reading.yen);
    let kind = match (&amount, &excluding_tax) {
        (Some(reading), _) => reading.kind,
        (None, Some(reading)) if reading.kind == AmountKind::UnitPrice => AmountKind::UnitPrice,
        (None, _) => AmountKind::Unknown,
    };
    record.amount_kind = Some(kind);
    if let Some(reading) = amount {
        record.amount = reading.yen;
        record.amount_approximate = reading.is_approximate;
        if reading.yen.is_some() {
            record.amount_tax = reading.tax.or_else(|| reader.header_tax(Field::Amount));
        }
        if let Some((price, per)) = reading.unit_price {
            record.unit_price = Some(price);
            record.unit_price_per = per;
        }
    }
    record.amount_excluding_tax = yen(excluding_tax);
    record.estimated_price = yen(reader.amount(Field::EstimatedPrice));
    record.amount_next_fiscal_year = yen(reader.amount(Field::AmountNextFiscalYear));
    record.changed_amount = yen(reader.amount(Field::ChangedAmount));
}

fn information(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    record.personal_info = reader.flag(Field::PersonalInfo);
    record.specific_personal_info = reader.flag(Field::SpecificPersonalInfo);
    let has_personal_info = record.personal_info == Some(Flag::Yes);
    match choices::read_class(&reader.text(Field::Confidentiality)) {
        Some(ClassReading::Known(class)) => {
            record.confidentiality = Some(class);
            if class == Confidentiality::C2 && has_personal_info {
                reader.note(Field::Confidentiality, ImportCode::ClassPersonalInfoInC2);
            }
        }
        Some(ClassReading::Three) => {
            record.confidentiality_proposed = Some(if has_personal_info {
                Confidentiality::C3B
            } else {
                Confidentiality::C3C
            });
            reader.note(Field::Confidentiality, ImportCode::ClassReview);
        }
        Some(ClassReading::Unknown) => {
            reader.note(Field::Confidentiality, ImportCode::ClassReview);
        }
        None => {}
    }
    match amount::read_count(&reader.text(Field::SubjectCount)) {
        Some(CountReading::Number {
            count,
            is_approximate,
        }) => {
            record.subject_count = Some(count);
            record.subject_count_approximate = Some(is_approximate);
        }
        Some(CountReading::Text(text)) => {
            record.subject_count_text = Some(text);
            reader.note(Field::SubjectCount, ImportCode::CountTextKept);
        }
        None => {}
    }
    record.segment = understood(
        reader,
        Field::Segment,
        choices::read_segment(&reader.text(Field::Segment)),
    );
}

/// The answer, or a note that the word is not known.
fn understood<T>(
    reader: &mut RowReader<'_>,
    field: Field,
    answer: Result<Option<T>, String>,
) -> Option<T> {
    match answer {
        Ok(answer) => answer,
        Err(_) => {
            reader.note(field, ImportCode::FlagUnknownToken);
            None
        }
    }
}

fn subcontracting(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    record.subcontracting = reader.flag(Field::Subcontracting);
    record.subcontract_consent_on = reader.day(Field::SubcontractConsentOn);
    record.subcontractors = vendor_name::read_list(&reader.text(Field::Subcontractors));
    if 1 < record.subcontractors.len() {
        reader.note(Field::Subcontractors, ImportCode::MultipleValuesInCell);
    }
    // 有（北見テスト㈲）: the note behind the mark is the subcontractor.
    let written = reader.text(Field::Subcontracting);
    if record.subcontractors.is_empty()
        && record.subcontracting == Some(Flag::Yes)
        && let (_, Some(note)) = head_and_note(&written)
    {
        record.subcontractors = vendor_name::read_list(note);
        if 1 < record.subcontractors.len() {
            reader.note(Field::Subcontracting, ImportCode::MultipleValuesInCell);
        }
    }
    let numbers = reader.text(Field::SubcontractorCorporateNumbers);
    for part in numbers.split(['、', '，', ',', '\n', ';', '；']) {
        if flag::says_nothing(part) {
            continue;
        }
        match CorporateNumber::parse(part) {
            Ok(number) => record
                .subcontractor_corporate_numbers
                .push(number.to_string()),
            Err(error) => {
                let code =
                    ImportCode::find(error.code()).unwrap_or(ImportCode::CorporateNumberLength);
                reader.note_with(
                    Field::SubcontractorCorporateNumbers,
                    code,
                    error.to_string(),
                );
            }
        }
    }
}

fn documents(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    (record.organization_chart, record.organization_chart_on) =
        reader.dated_flag(Field::OrganizationChart);
    (record.worker_roster, record.worker_roster_on) = reader.dated_flag(Field::WorkerRoster);
    (record.pledge, record.pledge_on) = reader.dated_flag(Field::Pledge);
    let (certifications, unknown) =
        choices::read_certifications(&reader.text(Field::Certifications));
    record.certifications = certifications;
    if !unknown.is_empty() {
        reader.note(Field::Certifications, ImportCode::FlagUnknownToken);
    }
    record.certificate_expires_on = reader
        .date(Field::CertificateExpiresOn, PeriodEdge::End)
        .map(|(date, _)| date);
    record.erasure = reader.dated_flag(Field::Erasure).0;
    record.erasure_certificate_on = reader.day(Field::ErasureCertificateOn);
}

fn inspection(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    match flag::read(&reader.text(Field::InspectedOn)) {
        None => {}
        Some(Flag::Yes) => record.inspection_status = Some(InspectionStatus::Done),
        Some(Flag::Pending) => record.inspection_status = Some(InspectionStatus::Pending),
        Some(Flag::No | Flag::NotApplicable) => {
            record.inspection_status = Some(InspectionStatus::NotApplicable);
        }
        Some(Flag::Review) => {
            record.inspected_on = reader.day(Field::InspectedOn);
            record.inspection_status = record.inspected_on.map(|_| InspectionStatus::Done);
        }
    }
    record.inspection_method = understood(
        reader,
        Field::InspectionMethod,
        choices::read_inspection_method(&reader.text(Field::InspectionMethod)),
    );
    record.inspection_result = understood(
        reader,
        Field::InspectionResult,
        choices::read_inspection_result(&reader.text(Field::InspectionResult)),
    );
}
