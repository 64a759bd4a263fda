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
pub mod count;
pub mod field;
pub mod flag;
mod header;
pub mod message;
pub mod organization_unit;
mod people;
pub mod raw;
pub mod reading;
mod row_reader;
mod rows;
mod sheet_facts;
mod skip;
pub mod staff;
mod standing;
mod synonyms;
mod text;
mod units;
mod vendor_name;

pub use header::{Column, HeaderTax};
pub use skip::{SkipReason, SkippedRow};
pub use vendor_name::{VendorFormPosition, VendorType};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::{
    field::Field,
    header::Header,
    message::ImportMessage,
    organization_unit::OrganizationUnitRecord,
    raw::{Container, DateSystem, Sheet, Workbook},
    reading::{
        ColouredRows, HiddenColumn, LedgerReading, Records, SheetReading, SheetRole, Summary,
    },
    row_reader::SheetContext,
    rows::LedgerRow,
    sheet_facts::{has_merged_sections, is_long_term, named_year, sheet_year, titles},
    text::folded,
    units::UnitDirectory,
};
use crate::{fiscal_year::FiscalYear, wareki::ExcelEpoch};

/// Which ledger a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerKind {
    /// 業務委託契約台帳.
    Contract,
    /// 職員名簿.
    Staff,
    /// 組織.
    OrganizationUnit,
}

impl LedgerKind {
    /// Every ledger.
    pub const ALL: [Self; 3] = [Self::Contract, Self::Staff, Self::OrganizationUnit];

    /// The name on the command line and in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Staff => "staff",
            Self::OrganizationUnit => "organization_unit",
        }
    }

    /// The name on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Contract => "業務委託契約台帳",
            Self::Staff => "職員名簿",
            Self::OrganizationUnit => "組織",
        }
    }
}

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
}

/// Reads a workbook as a ledger of that kind.
#[must_use]
pub fn read_ledger(
    kind: LedgerKind,
    workbook: &Workbook,
    context: &ImportContext<'_>,
) -> LedgerReading {
    let years: Vec<Option<FiscalYear>> = workbook
        .sheets
        .iter()
        .map(|sheet| sheet_year(sheet, kind))
        .collect();
    let named = years.iter().copied().find_map(|year| year);
    let fiscal_year = named
        .or_else(|| named_year(context.file_name))
        .or(context.fiscal_year);
    let units = UnitDirectory::new(context.units, context.today);
    let mut seen = contract::Seen::default();
    let mut sheets: Vec<SheetReading> = workbook
        .sheets
        .iter()
        .zip(years)
        .map(|(sheet, year)| {
            let year = year.or(fiscal_year);
            let header = header::find(sheet, kind, year).filter(|_| !sheet.hidden);
            match header {
                None => SheetReading::ignored(sheet.name.clone(), sheet.hidden),
                Some(header) => {
                    let context = sheet_context(workbook, sheet, &header, year, &units);
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
    }
}

/// 契約番号 where the ledger has it, else year, title and contractor.
fn row_key(kind: LedgerKind, sheets: &[SheetReading]) -> &'static [Field] {
    let has_number = sheets
        .iter()
        .flat_map(|sheet| &sheet.columns)
        .any(|column| column.field == Some(Field::ContractNo));
    match kind {
        LedgerKind::Contract if has_number => &[Field::FiscalYear, Field::ContractNo],
        LedgerKind::Contract => &[Field::FiscalYear, Field::Title, Field::VendorName],
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
    units: &'s UnitDirectory<'s>,
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
    }
}
