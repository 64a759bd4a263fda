//! From the cells of a row to a contract record.

use super::{ContractRecord, RecordState, security};
use crate::{
    fiscal_year::FiscalYear,
    import::{
        amount::{AmountKind, AmountReading},
        choices,
        field::Field,
        flag,
        message::ImportCode,
        parties::Party,
        people,
        row_reader::RowReader,
        text::{self, folded},
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
    record.set_party(Party::read(reader));
    dates(reader, &mut record);
    amounts(reader, &mut record);
    security::information(reader, &mut record);
    security::subcontracting(reader, &mut record);
    security::documents(reader, &mut record);
    security::inspection(reader, &mut record);
    text::append(&mut record.remarks, &record.cell_notes);
    record
}

fn fiscal_year(reader: &RowReader<'_>) -> Option<FiscalYear> {
    let written = reader.text(Field::FiscalYear);
    FiscalYear::parse(&written)
        .ok()
        .or(reader.sheet.fiscal_year)
}

fn person_in_charge(reader: &mut RowReader<'_>, record: &mut ContractRecord) {
    let person = people::read(&reader.checked_text(Field::PersonInCharge));
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
    let yen = |reading: Option<AmountReading>| reading.and_then(|reading| reading.yen);
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
