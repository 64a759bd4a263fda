//! 外部サービス利用台帳: services as records.

mod record;

pub use record::ExternalServiceRecord;

use super::{
    choices::{self, IsmapStatus, UseRecordState},
    count::{self, CountReading},
    field::Field,
    flag::{self, Flag},
    message::{ImportCode, ImportMessage, Level},
    reading::RecordReading,
    roster::Found,
    row_reader::{RowReader, SheetContext},
    rows::LedgerRow,
    text,
    vendor_name::{self, VendorReading},
};
use crate::{corporate_number::CorporateNumber, wareki::PeriodEdge};

/// Reads the rows of a sheet.
pub(super) fn read(
    rows: &[LedgerRow],
    sheet: &SheetContext<'_>,
) -> (
    Vec<RecordReading<ExternalServiceRecord>>,
    Vec<ImportMessage>,
) {
    let mut records = Vec::new();
    let mut messages = Vec::new();
    let mut section_above: Option<String> = None;
    for row in rows {
        let mut reader = RowReader::new(sheet, row);
        let above = section_above.as_deref().filter(|_| sheet.has_lost_merges);
        let fields = read_row(&mut reader, above);
        section_above.clone_from(&fields.organization_unit);
        records.push(RecordReading::new(row, fields));
        messages.append(&mut reader.messages);
    }
    (records, messages)
}

fn read_row(reader: &mut RowReader<'_>, section_above: Option<&str>) -> ExternalServiceRecord {
    let mut record = ExternalServiceRecord {
        service_no: reader.filled_code(Field::ServiceNo),
        organization_unit: reader.organization_unit(section_above),
        service_name: reader.line(Field::ServiceName),
        purpose: reader.line(Field::Purpose),
        subject_information: reader.line(Field::SubjectInformation),
        personal_info: reader.flag(Field::PersonalInfo),
        segment: reader.choice(Field::Segment, choices::read_segment),
        approval_no: reader.filled_line(Field::ApprovalNo),
        approver_name: reader.filled_line(Field::ApproverName),
        alternative: reader.filled_line(Field::Alternative),
        erasure: reader.dated_flag(Field::Erasure).0,
        remarks: reader.lines(Field::Remarks),
        cell_notes: reader.take_cell_notes(),
        ..ExternalServiceRecord::default()
    };
    let has_personal_info = record.personal_info == Some(Flag::Yes);
    (record.confidentiality, record.confidentiality_proposed) =
        reader.confidentiality(has_personal_info);
    if record
        .service_name
        .as_deref()
        .is_some_and(choices::looks_like_social_media)
    {
        reader.note(Field::ServiceName, ImportCode::LooksLikeSocialMedia);
    }
    kind(reader, &mut record);
    provider(reader, &mut record);
    cost(reader, &mut record);
    place(reader, &mut record);
    dates(reader, &mut record);
    manager(reader, &mut record);
    state(reader, &mut record);
    record
}

fn kind(reader: &mut RowReader<'_>, record: &mut ExternalServiceRecord) {
    record.contract_form = reader.choice(Field::ContractForm, choices::read_contract_form);
    if let Some(kind) = reader.choice(Field::ServiceKind, choices::read_service_kind) {
        record.service_kind = Some(kind.under(record.contract_form));
        record.deployment = kind.deployment;
    }
    record.paid = choices::read_paid(&reader.text(Field::Paid));
    if record.paid == Some(Flag::Review) {
        reader.note(Field::Paid, ImportCode::FlagUnknownToken);
    }
    let form = reader.text(Field::ContractForm);
    if record.paid.is_none() && choices::read_paid(&form) == Some(Flag::No) {
        record.paid = Some(Flag::No);
    }
}

fn provider(reader: &mut RowReader<'_>, record: &mut ExternalServiceRecord) {
    match vendor_name::read(&reader.checked_text(Field::ProviderName)) {
        VendorReading::Missing => {}
        VendorReading::Named(vendor) => {
            record.provider_name = Some(vendor.name);
            record.provider_branch = vendor.branch;
        }
    }
    let written = reader.text(Field::CorporateNumber);
    if flag::says_nothing(&written) {
        return;
    }
    match CorporateNumber::parse(&written) {
        Ok(number) => record.corporate_number = Some(number.to_string()),
        Err(error) => {
            let code = ImportCode::find(error.code()).unwrap_or(ImportCode::CorporateNumberLength);
            reader.note_with(Field::CorporateNumber, code, error.to_string());
        }
    }
}

fn cost(reader: &mut RowReader<'_>, record: &mut ExternalServiceRecord) {
    record.account_count = match count::read(&reader.text(Field::AccountCount)) {
        Some(CountReading::Number { count, .. }) => Some(count),
        Some(CountReading::Text(_)) => {
            reader.note(Field::AccountCount, ImportCode::CountTextKept);
            None
        }
        None => None,
    };
    record.annual_cost = reader
        .amount(Field::AnnualCost)
        .and_then(|amount| amount.yen);
    if let Some((status, number)) = choices::read_ismap(&reader.text(Field::IsmapNumber)) {
        record.ismap_status = Some(status);
        record.ismap_number = number;
        if status == IsmapStatus::Review {
            reader.note(Field::IsmapNumber, ImportCode::IsmapNotARegistration);
        }
    }
}

fn place(reader: &mut RowReader<'_>, record: &mut ExternalServiceRecord) {
    record.data_location = choices::read_places(&reader.text(Field::DataLocation));
    record.data_location_text = reader.filled_line(Field::DataLocation);
    record.governing_law = choices::read_places(&reader.text(Field::GoverningLaw))
        .first()
        .copied();
    record.governing_law_text = reader.filled_line(Field::GoverningLaw);
}

fn dates(reader: &mut RowReader<'_>, record: &mut ExternalServiceRecord) {
    let last = |reader: &mut RowReader<'_>, field: Field| {
        reader.date(field, PeriodEdge::End).map(|(date, _)| date)
    };
    record.applied_on = reader.day(Field::AppliedOn);
    record.approved_on = reader.day(Field::ApprovedOn);
    record.valid_until = last(reader, Field::ValidUntil);
    record.certificate_expires_on = last(reader, Field::CertificateExpiresOn);
    record.started_on = reader.day(Field::StartedOn);
    record.ended_on = reader.day(Field::EndedOn);
    record.reviewed_on = reader.day(Field::ReviewedOn);
}

fn manager(reader: &mut RowReader<'_>, record: &mut ExternalServiceRecord) {
    let field = Field::ManagerName;
    let manager = reader.officer(field, record.organization_unit.as_deref());
    match manager.found {
        Found::Several | Found::NotInRoster => {
            reader.note(field, ImportCode::ManagerNotIdentified);
        }
        found if found.is_variant() => reader.note(field, ImportCode::PersonNameVariant),
        Found::Nobody
        | Found::NoRoster
        | Found::Settled
        | Found::Variant
        | Found::VariantWithTitle => {}
    }
    record.manager_is_settled = manager.found.is_settled();
    record.manager_name = manager.name;
    record.manager_title = manager.title;
    record.manager_staff_no = manager.staff_no;
}

fn state(reader: &mut RowReader<'_>, record: &mut ExternalServiceRecord) {
    record.state = reader.choice(Field::State, choices::read_use_state);
    if reader.row.struck {
        if record.state == Some(UseRecordState::Ended) {
            reader.set_row_level(ImportCode::RowStruckThrough, Level::Info);
        }
        record.state = Some(UseRecordState::Ended);
    }
    text::append(&mut record.remarks, &record.cell_notes);
}
