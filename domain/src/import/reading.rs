//! The answer of reading a ledger: sheets, records, messages, counts.
//!
//! Serialised, this is the report of `itaku-daicho import … --json`.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    LedgerKind,
    contract::ContractRecord,
    external_service::ExternalServiceRecord,
    field::Field,
    header::Column,
    message::{ImportCode, ImportMessage, Level},
    organization_unit::OrganizationUnitRecord,
    raw::{Container, column_letters},
    rows::LedgerRow,
    skip::SkippedRow,
    social_media_account::SocialMediaAccountRecord,
    staff::PersonRecord,
    vendor::VendorRecord,
};
use crate::fiscal_year::FiscalYear;

/// A ledger that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerReading {
    pub ledger: LedgerKind,
    pub container: Container,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<FiscalYear>,
    /// The fields by which a second import finds a record again.
    pub row_key: &'static [Field],
    pub summary: Summary,
    pub sheets: Vec<SheetReading>,
}

/// Counts over all sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub records: usize,
    pub errors: usize,
    pub warnings: usize,
    pub info: usize,
    pub skipped_rows: usize,
}

/// What a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetRole {
    /// It holds records.
    Ledger,
    /// Instructions, lists of choices, hidden sheets: neither offered nor imported.
    Ignored,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetReading {
    #[serde(rename = "sheet", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub role: SheetRole,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    pub title_rows: Vec<u32>,
    pub header_rows: Vec<u32>,
    #[serde(serialize_with = "columns")]
    pub columns: Vec<Column>,
    /// Hidden columns that have a header.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hidden_columns: Vec<HiddenColumn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coloured_rows: Option<ColouredRows>,
    pub records: Records,
    pub warnings: Vec<ImportMessage>,
    pub skipped: Vec<SkippedRow>,
    /// Why nothing of it is read; `None` for a ledger.
    #[serde(skip)]
    pub ignored: Option<Ignored>,
}

/// Why a sheet is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// Hidden sheets are never offered.
    Hidden,
    /// Nothing in it looks like the head of a ledger.
    NoHeader,
    /// There is a head, but no column for something the ledger needs.
    Incomplete {
        /// The columns of the head.
        columns: Vec<Column>,
        /// Its rows.
        header_rows: Vec<u32>,
        /// Labels of what is missing.
        missing: Vec<String>,
    },
}

impl SheetReading {
    /// A sheet that is no ledger.
    #[must_use]
    pub fn ignored(name: Option<String>, hidden: bool, why: Ignored) -> Self {
        Self {
            ignored: Some(why),
            name,
            role: SheetRole::Ignored,
            hidden,
            title_rows: Vec::new(),
            header_rows: Vec::new(),
            columns: Vec::new(),
            hidden_columns: Vec::new(),
            coloured_rows: None,
            records: Records::None,
            warnings: Vec::new(),
            skipped: Vec::new(),
        }
    }
}

/// The records of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Records {
    /// The sheet is no ledger.
    None,
    /// 委託契約台帳.
    Contracts(Vec<RecordReading<ContractRecord>>),
    /// 職員名簿.
    People(Vec<RecordReading<PersonRecord>>),
    /// 組織.
    OrganizationUnits(Vec<RecordReading<OrganizationUnitRecord>>),
    /// 外部サービス利用台帳.
    ExternalServices(Vec<RecordReading<ExternalServiceRecord>>),
    /// SNSアカウント台帳.
    SocialMediaAccounts(Vec<RecordReading<SocialMediaAccountRecord>>),
    /// 委託先台帳.
    Vendors(Vec<RecordReading<VendorRecord>>),
}

impl Records {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::None => 0,
            Self::Contracts(records) => records.len(),
            Self::People(records) => records.len(),
            Self::OrganizationUnits(records) => records.len(),
            Self::ExternalServices(records) => records.len(),
            Self::SocialMediaAccounts(records) => records.len(),
            Self::Vendors(records) => records.len(),
        }
    }
}

impl Serialize for Records {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.collect_seq(std::iter::empty::<()>()),
            Self::Contracts(records) => records.serialize(serializer),
            Self::People(records) => records.serialize(serializer),
            Self::OrganizationUnits(records) => records.serialize(serializer),
            Self::ExternalServices(records) => records.serialize(serializer),
            Self::SocialMediaAccounts(records) => records.serialize(serializer),
            Self::Vendors(records) => records.serialize(serializer),
        }
    }
}

/// One record with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordReading<T> {
    pub row: u32,
    /// The physical line of a CSV, where it differs from the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    pub fields: T,
}

impl<T> RecordReading<T> {
    pub(super) fn new(row: &LedgerRow, fields: T) -> Self {
        Self {
            row: row.number,
            line: row.line,
            fields,
        }
    }
}

/// A hidden column, worth a warning before anything is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HiddenColumn {
    pub column: String,
    pub code: ImportCode,
    pub level: Level,
}

impl HiddenColumn {
    pub(super) fn new(column: usize) -> Self {
        let code = ImportCode::ColumnHidden;
        Self {
            column: column_letters(column),
            code,
            level: code.level(),
        }
    }
}

/// Rows with a background colour whose meaning the sheet does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColouredRows {
    pub code: ImportCode,
    pub level: Level,
    pub rows: Vec<u32>,
}

impl ColouredRows {
    pub(super) fn among(rows: &[LedgerRow]) -> Option<Self> {
        let rows: Vec<u32> = rows
            .iter()
            .filter(|row| row.coloured)
            .map(|row| row.number)
            .collect();
        let code = ImportCode::ColourMeaningUnknown;
        (!rows.is_empty()).then(|| Self {
            code,
            level: code.level(),
            rows,
        })
    }
}

impl Summary {
    pub(super) fn of(sheets: &[SheetReading]) -> Self {
        let mut summary = Self::default();
        for sheet in sheets {
            summary.records += sheet.records.count();
            summary.skipped_rows += sheet.skipped.len();
            for message in &sheet.warnings {
                match message.level {
                    Level::Error => summary.errors += 1,
                    Level::Warning => summary.warnings += 1,
                    Level::Info => summary.info += 1,
                }
            }
        }
        summary
    }
}

fn columns<S: Serializer>(columns: &[Column], serializer: S) -> Result<S::Ok, S::Error> {
    struct Named<'c>(&'c Column);
    impl Serialize for Named<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(3))?;
            map.serialize_entry("column", &column_letters(self.0.index))?;
            map.serialize_entry("header", &self.0.header)?;
            map.serialize_entry("field", &self.0.field)?;
            map.end()
        }
    }
    serializer.collect_seq(columns.iter().map(Named))
}
