//! What the rows of a ledger mean: header, records, and what a person should look at.
//!
//! `documents::spreadsheet` makes [`raw`] rows of bytes, [`read_ledger`] makes records of them. Rules
//! only, no guess without a message: what cannot be known is an error or a warning with row and
//! column. Saving, and comparing with what is already saved, is not done here.
//!
//! Reading order: [`raw`], `header` with `columns` (which column means what), `rows` (which rows are
//! records), `row_reader` (cells to fields), then one module per ledger.

pub mod amount;
pub mod choices;
mod columns;
pub mod contract;
pub mod correction;
pub mod count;
pub mod external_service;
pub mod field;
pub mod flag;
mod header;
pub mod layout;
mod ledger;
pub mod mend;
pub mod message;
pub mod organization_unit;
mod parties;
mod people;
pub mod raw;
pub mod reading;
mod roster;
mod row_reader;
mod rows;
mod sheet_facts;
mod skip;
pub mod social_media_account;
pub mod staff;
mod standing;
mod synonyms;
mod text;
mod units;
pub mod vendor;
mod vendor_name;

pub use header::{Column, HeaderTax};
pub use ledger::LedgerKind;
pub use parties::Party;
pub use skip::{SkipReason, SkippedRow};
pub use vendor_name::{VendorFormPosition, VendorType};

use chrono::NaiveDate;

use self::{
    field::Field,
    header::Header,
    layout::LayoutChoices,
    message::ImportMessage,
    organization_unit::OrganizationUnitRecord,
    raw::{Container, DateSystem, Sheet, Workbook},
    reading::{
        ColouredRows, HiddenColumn, Ignored, LedgerReading, Records, SheetReading, SheetRole,
        Summary,
    },
    roster::Roster,
    row_reader::SheetContext,
    rows::LedgerRow,
    sheet_facts::{has_merged_sections, is_long_term, named_year, sheet_year, titles},
    staff::PersonRecord,
    text::folded,
    units::UnitDirectory,
};
use crate::{fiscal_year::FiscalYear, wareki::ExcelEpoch};

/// What is known besides the file.
#[derive(Clone, Copy, Debug)]
pub struct ImportContext<'c> {
    /// The name of the file; it may tell the fiscal year.
    pub file_name: &'c str,
    /// The day of the import.
    pub today: NaiveDate,
    /// The fiscal year when neither sheet nor file tells it.
    pub fiscal_year: Option<FiscalYear>,
    /// The units of the town; without any, every name of a unit is believed.
    pub units: &'c [OrganizationUnitRecord],
    /// The staff of the town; without any, nobody is looked up.
    pub people: &'c [PersonRecord],
}

/// Reads a workbook as a ledger of that kind.
#[must_use]
pub fn read_ledger(
    kind: LedgerKind,
    workbook: &Workbook,
    context: &ImportContext<'_>,
) -> LedgerReading {
    read_ledger_as(kind, workbook, context, &LayoutChoices::default())
}

/// The same, with what people chose for the columns of its layouts.
#[must_use]
pub fn read_ledger_as(
    kind: LedgerKind,
    workbook: &Workbook,
    context: &ImportContext<'_>,
    choices: &LayoutChoices,
) -> LedgerReading {
    let (fiscal_year, years) = fiscal_years(kind, workbook, context, choices);
    let units = UnitDirectory::new(context.units, context.today);
    let roster = Roster::new(context.people, context.today);
    let mut seen = contract::Seen::default();
    let mut sheets: Vec<SheetReading> = workbook
        .sheets
        .iter()
        .zip(years)
        .map(|(sheet, year)| {
            let year = year.or(fiscal_year);
            let header = header::find(sheet, kind, year, choices).filter(|_| !sheet.hidden);
            match header {
                None => {
                    let why = why_ignored(sheet, kind, year, choices);
                    SheetReading::ignored(sheet.name.clone(), sheet.hidden, why)
                }
                Some(header) => {
                    let context = sheet_context(workbook, sheet, &header, year, (&units, &roster));
                    read_sheet(kind, sheet, &context, &mut seen)
                }
            }
        })
        .collect();
    settle_individuals(&mut sheets);
    LedgerReading {
        ledger: kind,
        container: workbook.container,
        fiscal_year: fiscal_year.filter(|_| kind == LedgerKind::Contract),
        row_key: row_key(kind, &sheets),
        summary: Summary::of(&sheets),
        sheets,
    }
}

/// The year of the file, and of each sheet that names one.
fn fiscal_years(
    kind: LedgerKind,
    workbook: &Workbook,
    context: &ImportContext<'_>,
    choices: &LayoutChoices,
) -> (Option<FiscalYear>, Vec<Option<FiscalYear>>) {
    let years: Vec<Option<FiscalYear>> = workbook
        .sheets
        .iter()
        .map(|sheet| sheet_year(sheet, kind, choices))
        .collect();
    let named = years.iter().copied().find_map(|year| year);
    let fiscal_year = named
        .or_else(|| named_year(context.file_name))
        .or(context.fiscal_year);
    (fiscal_year, years)
}

fn why_ignored(
    sheet: &Sheet,
    kind: LedgerKind,
    year: Option<FiscalYear>,
    choices: &LayoutChoices,
) -> Ignored {
    if sheet.hidden {
        return Ignored::Hidden;
    }
    match header::nearest(sheet, kind, year, choices) {
        None => Ignored::NoHeader,
        Some(header) => Ignored::Incomplete {
            missing: layout::missing(kind, &header.columns),
            header_rows: (header.first_row..=header.last_row).collect(),
            columns: header.columns,
        },
    }
}

/// The ledgers a file may be, the one with most columns understood first.
#[must_use]
pub fn recognise(workbook: &Workbook, choices: &LayoutChoices) -> Vec<LedgerKind> {
    let understood = |kind: LedgerKind| {
        let sheets = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
        sheets
            .filter_map(|sheet| header::find(sheet, kind, None, choices))
            .map(|header| header::score(&header, kind))
            .max()
    };
    let mut kinds: Vec<(usize, LedgerKind)> = LedgerKind::ALL
        .into_iter()
        .filter_map(|kind| Some((understood(kind)?, kind)))
        .collect();
    kinds.sort_by_key(|(columns, _)| std::cmp::Reverse(*columns));
    kinds.into_iter().map(|(_, kind)| kind).collect()
}

fn read_records(
    kind: LedgerKind,
    sheet: &Sheet,
    context: &SheetContext<'_>,
    rows: &[LedgerRow],
    seen: &mut contract::Seen,
) -> (Records, Vec<ImportMessage>) {
    match kind {
        LedgerKind::Contract => {
            let (mut records, messages) = contract::read(rows, context, seen);
            if is_long_term(sheet, context.header) && !context.has(Field::LongTermContract) {
                for record in &mut records {
                    record.fields.long_term_contract = Some(flag::Flag::Yes);
                }
            }
            (Records::Contracts(records), messages)
        }
        LedgerKind::Staff => {
            let (records, messages) = staff::read(rows, context);
            (Records::People(records), messages)
        }
        LedgerKind::OrganizationUnit => {
            let (records, messages) = organization_unit::read(rows, context);
            (Records::OrganizationUnits(records), messages)
        }
        LedgerKind::ExternalService => {
            let (records, messages) = external_service::read(rows, context);
            (Records::ExternalServices(records), messages)
        }
        LedgerKind::SocialMediaAccount => {
            let (records, messages) = social_media_account::read(rows, context);
            (Records::SocialMediaAccounts(records), messages)
        }
        LedgerKind::Vendor => {
            let (records, messages) = vendor::read(rows, context);
            (Records::Vendors(records), messages)
        }
    }
}

/// The number where the ledger has one, else what names the record.
fn row_key(kind: LedgerKind, sheets: &[SheetReading]) -> &'static [Field] {
    let has = |field: Field| {
        let mut columns = sheets.iter().flat_map(|sheet| &sheet.columns);
        columns.any(|column| column.field == Some(field))
    };
    match kind {
        LedgerKind::Contract if has(Field::ContractNo) => &[Field::FiscalYear, Field::ContractNo],
        LedgerKind::Contract => &[Field::FiscalYear, Field::Title, Field::VendorName],
        LedgerKind::Vendor => &[Field::CorporateNumber, Field::VendorName],
        LedgerKind::ExternalService if has(Field::ServiceNo) => &[Field::ServiceNo],
        LedgerKind::ExternalService => &[Field::OrganizationUnit, Field::ServiceName],
        LedgerKind::SocialMediaAccount if has(Field::Handle) => &[Field::Platform, Field::Handle],
        LedgerKind::SocialMediaAccount => &[Field::Platform, Field::AccountName],
        LedgerKind::Staff => &[Field::StaffNo, Field::OrganizationUnit],
        LedgerKind::OrganizationUnit => &[Field::UnitCode],
    }
}

fn settle_individuals(sheets: &mut [SheetReading]) {
    for sheet in sheets {
        if let Records::Contracts(records) = &mut sheet.records {
            contract::settle_individuals(records);
        }
    }
}

fn sheet_context<'s>(
    workbook: &Workbook,
    sheet: &'s Sheet,
    header: &'s Header,
    fiscal_year: Option<FiscalYear>,
    (units, roster): (&'s UnitDirectory<'s>, &'s Roster<'s>),
) -> SheetContext<'s> {
    let epoch = match workbook.container {
        Container::Xlsx {
            date_system: DateSystem::From1904,
        } => ExcelEpoch::From1904,
        Container::Xlsx { .. } | Container::Csv(_) | Container::Xls | Container::Ods => {
            ExcelEpoch::From1900
        }
    };
    let amount_unit = titles(sheet, header.first_row)
        .find_map(|text| header::amount_unit(&folded(&text)))
        .unwrap_or(1);
    SheetContext {
        name: sheet.name.as_deref(),
        header,
        fiscal_year,
        epoch,
        has_typed_cells: !matches!(workbook.container, Container::Csv(_)),
        has_lost_merges: !has_merged_sections(sheet, header),
        amount_unit,
        units,
        roster,
    }
}

fn read_sheet(
    kind: LedgerKind,
    sheet: &Sheet,
    context: &SheetContext<'_>,
    seen: &mut contract::Seen,
) -> SheetReading {
    let header = context.header;
    let (rows, skipped) = rows::split(sheet, header);
    let (records, warnings) = read_records(kind, sheet, context, &rows, seen);
    SheetReading {
        name: sheet.name.clone(),
        role: SheetRole::Ledger,
        hidden: sheet.hidden,
        title_rows: (1..header.first_row).collect(),
        header_rows: (header.first_row..=header.last_row).collect(),
        hidden_columns: header
            .columns
            .iter()
            .filter(|column| sheet.hidden_columns.contains(&column.index))
            .map(|column| HiddenColumn::new(column.index))
            .collect(),
        columns: header.columns.clone(),
        coloured_rows: ColouredRows::among(&rows),
        records,
        warnings,
        skipped,
        ignored: None,
    }
}
