//! SNSアカウント台帳: accounts as records.

mod record;

pub use record::SocialMediaAccountRecord;

use super::{
    choices::{self, AccountRecordState},
    count::{self, CountReading},
    field::Field,
    flag,
    message::{ImportCode, ImportMessage, Level},
    reading::RecordReading,
    roster::Found,
    row_reader::{RowReader, SheetContext},
    rows::LedgerRow,
    text,
    vendor_name::{self, VendorReading},
};

/// Reads the rows of a sheet.
pub(super) fn read(
    rows: &[LedgerRow],
    sheet: &SheetContext<'_>,
) -> (
    Vec<RecordReading<SocialMediaAccountRecord>>,
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

fn read_row(reader: &mut RowReader<'_>, section_above: Option<&str>) -> SocialMediaAccountRecord {
    let mut record = SocialMediaAccountRecord {
        ledger_no: reader.number(Field::LedgerNo),
        platform: platform(reader),
        account_name: reader.line(Field::AccountName),
        handle: handle(reader),
        url: reader.filled_line(Field::Url),
        organization_unit: reader.organization_unit(section_above),
        ownership: reader.choice(Field::Ownership, choices::read_ownership),
        operators: reader.lines(Field::Operators),
        purpose: reader.line(Field::Purpose),
        content: reader.line(Field::Content),
        hours: reader.filled_line(Field::Hours),
        reply_policy: reader.filled_line(Field::ReplyPolicy),
        policy_url: reader.filled_line(Field::PolicyUrl),
        official_site_listing: reader.flag(Field::OfficialSiteListing),
        badge: reader.flag(Field::Badge),
        mfa: reader.flag(Field::Mfa),
        recovery_mail: reader
            .filled_code(Field::RecoveryMail)
            .map(|mail| mail.to_lowercase()),
        recovery_phone: reader.filled_code(Field::RecoveryPhone),
        credential_custodian: reader.filled_line(Field::CredentialCustodian),
        contractor: contractor(reader),
        linked_apps: reader.filled_line(Field::LinkedApps),
        opened_on: reader.day(Field::OpenedOn),
        approved_on: reader.day(Field::ApprovedOn),
        last_posted_on: reader.day(Field::LastPostedOn),
        closed_on: reader.day(Field::ClosedOn),
        remarks: reader.lines(Field::Remarks),
        cell_notes: reader.take_cell_notes(),
        ..SocialMediaAccountRecord::default()
    };
    (record.operation_procedure, record.operation_procedure_on) =
        reader.dated_flag(Field::OperationProcedure);
    officers(reader, &mut record);
    followers(reader, &mut record);
    state(reader, &mut record);
    record
}

fn platform(reader: &mut RowReader<'_>) -> Option<choices::Platform> {
    let written = reader.text(Field::Platform);
    let platform = choices::read_platform(&written);
    if platform.is_none() && !flag::says_nothing(&written) {
        reader.note(Field::Platform, ImportCode::FlagUnknownToken);
    }
    platform
}

/// An ID without its @.
fn handle(reader: &mut RowReader<'_>) -> Option<String> {
    let handle = reader.filled_code(Field::Handle)?;
    let handle = handle.trim_start_matches('@');
    (!handle.is_empty()).then(|| handle.to_owned())
}

fn contractor(reader: &mut RowReader<'_>) -> Option<String> {
    match vendor_name::read(&reader.checked_text(Field::Contractor)) {
        VendorReading::Missing => None,
        VendorReading::Named(vendor) => Some(vendor.name),
    }
}

fn officers(reader: &mut RowReader<'_>, record: &mut SocialMediaAccountRecord) {
    let section = record.organization_unit.clone();
    let field = Field::OwnerName;
    let owner = reader.officer(field, section.as_deref());
    match owner.found {
        Found::Nobody => reader.note(field, ImportCode::OwnerMissing),
        Found::NotInRoster => reader.note(field, ImportCode::OwnerNotInRoster),
        Found::Several => {
            let words = "職員名簿に当てはまる職員が複数います。責任者を1人に決めてください。";
            reader.note_with(field, ImportCode::OwnerNotInRoster, words.to_owned());
        }
        Found::Variant | Found::VariantWithTitle => {
            reader.note(field, ImportCode::PersonNameVariant);
        }
        Found::NoRoster | Found::Settled => {}
    }
    record.owner_is_settled = owner.found.is_settled();
    record.owner_name = owner.name;
    record.owner_title = owner.title;
    record.owner_staff_no = owner.staff_no;
    let deputy = reader.officer(Field::DeputyName, section.as_deref());
    record.deputy_is_settled = deputy.found.is_settled();
    record.deputy_name = deputy.name.filter(|_| deputy.is_named);
    record.deputy_title = deputy.title;
    record.deputy_staff_no = deputy.staff_no;
}

fn followers(reader: &mut RowReader<'_>, record: &mut SocialMediaAccountRecord) {
    match count::read(&reader.text(Field::Followers)) {
        Some(CountReading::Number {
            count,
            is_approximate,
        }) => {
            record.followers = Some(count);
            record.followers_approximate = Some(is_approximate);
        }
        Some(CountReading::Text(_)) => reader.note(Field::Followers, ImportCode::CountTextKept),
        None => {}
    }
}

fn state(reader: &mut RowReader<'_>, record: &mut SocialMediaAccountRecord) {
    record.state = reader.choice(Field::State, choices::read_account_state);
    if reader.row.struck {
        if record.state == Some(AccountRecordState::Closed) {
            reader.set_row_level(ImportCode::RowStruckThrough, Level::Info);
        }
        record.state = Some(AccountRecordState::Closed);
    }
    text::append(&mut record.remarks, &record.cell_notes);
}
