//! The security side of a row: information, subcontractors, papers, inspection.

use super::ContractRecord;
use crate::{
    corporate_number::CorporateNumber,
    import::{
        choices::{self, InspectionStatus},
        count::{self, CountReading},
        field::Field,
        flag::{self, Flag},
        message::ImportCode,
        row_reader::RowReader,
        text::head_and_note,
        vendor_name,
    },
    wareki::PeriodEdge,
};

/// What information the contractor handles.
pub(super) fn information(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    record.personal_info = reader.flag(Field::PersonalInfo);
    record.specific_personal_info = reader.flag(Field::SpecificPersonalInfo);
    let has_personal_info = record.personal_info == Some(Flag::Yes);
    (record.confidentiality, record.confidentiality_proposed) =
        reader.confidentiality(has_personal_info);
    match count::read(&reader.text(Field::SubjectCount)) {
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
    record.segment = reader.choice(Field::Segment, choices::read_segment);
}

/// 再委託.
pub(super) fn subcontracting(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
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

/// Papers and certificates the contractor handed in, and what it gave back.
pub(super) fn documents(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
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

/// The check of the contractor.
pub(super) fn inspection(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
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
    record.inspection_method =
        reader.choice(Field::InspectionMethod, choices::read_inspection_method);
    record.inspection_result =
        reader.choice(Field::InspectionResult, choices::read_inspection_result);
}
