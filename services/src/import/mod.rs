//! 台帳の取込み: the rows of a file become records, in one transaction. Every row is taken or reported
//! with sheet, row and reason; what stands twice is found again; nothing is ever deleted.
//!
//! What a row *means* is `domain::import`'s business, what the bytes are `documents::spreadsheet`'s.

mod contract_appendices;
mod contract_fields;
mod contract_note;
mod contracts;
mod existing;
mod outcome;
mod people;
mod unit_index;
mod units;
mod vendors;

use documents::spreadsheet;
use domain::{
    authorization::{Action, Resource},
    fiscal_year::FiscalYear,
    import::{
        ImportContext, LedgerKind, organization_unit::OrganizationUnitRecord, raw::Workbook,
        read_ledger, reading::LedgerReading, reading::SheetRole,
    },
    organization::{OrganizationUnit, PersonDraft},
};
use sea_orm::DatabaseTransaction;
use serde::Serialize;

pub use outcome::{ImportOutcome, RefusedRow, TakenRow, VendorCandidate, What};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    file::{self, sha256_of},
    organization,
};

/// Whether the rows are saved or only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apply {
    /// 試行: says what would happen, and changes nothing.
    DryRun,
    /// 取込み.
    Apply,
}

/// Why a file as a whole cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRefusal {
    /// Stable name, e.g. `file_encrypted`.
    pub code: &'static str,
    /// What happened and what to do.
    pub message: String,
}

/// Reads the bytes of a ledger into raw rows.
///
/// # Errors
/// [`FileRefusal`] when the bytes are no ledger that can be read.
pub fn open(file_name: &str, bytes: &[u8]) -> Result<Workbook, FileRefusal> {
    spreadsheet::read(bytes, file_name).map_err(|error| FileRefusal {
        code: error.code(),
        message: error.to_string(),
    })
}

/// Takes a ledger in, or says what would happen.
///
/// # Errors
/// Without the right to edit what the rows become; a file that is no such ledger, in words.
pub async fn run(
    ctx: &Context,
    kind: LedgerKind,
    file_name: &str,
    bytes: Vec<u8>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    match kind {
        LedgerKind::Contract => contract_ledger(ctx, file_name, bytes, mode).await,
        LedgerKind::Staff => staff(ctx, file_name, bytes, mode).await,
        LedgerKind::OrganizationUnit => organization_units(ctx, file_name, bytes, mode).await,
    }
}

/// 業務委託契約台帳: contracts, and the vendors they name.
///
/// # Errors
/// As [`run`].
pub async fn contract_ledger(
    ctx: &Context,
    file_name: &str,
    bytes: Vec<u8>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    ctx.authorize(Action::Edit, Resource::Vendor)?;
    let (source, reading, units) = read(ctx, LedgerKind::Contract, file_name, bytes).await?;
    let library = crate::library::in_force(ctx, ctx.today()).await?;
    let mut import = Import::begin(ctx, &source, mode, &reading).await?;
    contracts::take(&mut import, &reading, &units, &library).await?;
    import.finish(reading).await
}

/// 職員名簿: people in office.
///
/// # Errors
/// As [`run`].
pub async fn staff(
    ctx: &Context,
    file_name: &str,
    bytes: Vec<u8>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let (source, reading, units) = read(ctx, LedgerKind::Staff, file_name, bytes).await?;
    let mut import = Import::begin(ctx, &source, mode, &reading).await?;
    people::take(&mut import, &reading, &units).await?;
    import.finish(reading).await
}

/// 職員名簿 as it reads, without taking anybody in; rows that cannot be read, with the reason.
///
/// # Errors
/// A file that is no roster, in words.
pub(crate) async fn read_roster(
    ctx: &Context,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<(Vec<PersonDraft>, Vec<String>), ServiceError> {
    let (_, reading, units) = read(ctx, LedgerKind::Staff, file_name, bytes).await?;
    Ok(people::drafts(&reading, &units))
}

/// 組織: the units of the town. To be taken in before everything else.
///
/// # Errors
/// As [`run`].
pub async fn organization_units(
    ctx: &Context,
    file_name: &str,
    bytes: Vec<u8>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let (source, reading, units) =
        read(ctx, LedgerKind::OrganizationUnit, file_name, bytes).await?;
    let mut import = Import::begin(ctx, &source, mode, &reading).await?;
    units::take(&mut import, &reading, &units).await?;
    import.finish(reading).await
}

/// The file an import reads.
struct Source {
    kind: LedgerKind,
    name: String,
    bytes: Vec<u8>,
}

/// Reads the file beside the executor: a large workbook takes a while.
async fn read(
    ctx: &Context,
    kind: LedgerKind,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<(Source, LedgerReading, Vec<OrganizationUnit>), ServiceError> {
    let units = organization::units(&ctx.db).await?;
    let known: Vec<OrganizationUnitRecord> = units.iter().map(units::record_of).collect();
    let source = Source {
        kind,
        name: file_name.to_owned(),
        bytes,
    };
    let today = ctx.today();
    let reading = tokio::task::spawn_blocking(move || {
        let workbook = open(&source.name, &source.bytes)?;
        let context = ImportContext {
            file_name: &source.name,
            today,
            fiscal_year: Some(FiscalYear::containing(today)),
            units: &known,
        };
        let reading = read_ledger(kind, &workbook, &context);
        Ok((source, reading))
    });
    let reading: Result<_, FileRefusal> = reading.await.map_err(ServiceError::unexpected)?;
    let (source, reading) = reading.map_err(|refusal| ServiceError::Rule(refusal.message))?;
    if reading
        .sheets
        .iter()
        .all(|sheet| sheet.role == SheetRole::Ignored)
    {
        return Err(ServiceError::Rule(format!(
            "「{file_name}」に{}の見出しの行が見つかりません。台帳の種類とファイルを確かめて、選び直してください。",
            kind.label()
        )));
    }
    Ok((source, reading, units))
}

/// An import under way: its transaction and what has become of the rows so far.
struct Import<'a> {
    ctx: &'a Context,
    source: &'a Source,
    mode: Apply,
    tx: DatabaseTransaction,
    outcome: outcome::Rows,
    events: Vec<Event>,
}

impl<'a> Import<'a> {
    async fn begin(
        ctx: &'a Context,
        source: &'a Source,
        mode: Apply,
        reading: &LedgerReading,
    ) -> Result<Self, ServiceError> {
        let outcome = outcome::Rows::of(reading);
        Ok(Self {
            ctx,
            source,
            mode,
            tx: ctx.begin().await?,
            outcome,
            events: Vec::new(),
        })
    }

    /// Keeps an event for the end, where all are written together. A trial leaves none.
    fn record(&mut self, event: Event) {
        match self.mode {
            Apply::DryRun => {}
            Apply::Apply => self.events.push(event),
        }
    }

    /// Saves or takes back everything, and answers what became of the rows.
    async fn finish(self, reading: LedgerReading) -> Result<ImportOutcome, ServiceError> {
        let Self {
            ctx,
            source,
            mode,
            tx,
            outcome,
            mut events,
        } = self;
        let outcome = outcome.complete(reading);
        match mode {
            Apply::DryRun => tx.rollback().await?,
            Apply::Apply => {
                let file_id = file::keep(&tx, ctx, &source.name, &source.bytes).await?;
                let summary = serde_json::json!({
                    "kind": source.kind.as_str(),
                    "sha256": sha256_of(&source.bytes),
                    "added": outcome.count(What::Added),
                    "updated": outcome.count(What::Updated),
                    "unchanged": outcome.count(What::Unchanged),
                    "refused": outcome.refused.len(),
                });
                events.push(
                    Event::new("台帳の取込み", "file", file_id.0, &source.name).after(summary),
                );
                for event in events {
                    audit_log::record(&tx, ctx, event).await?;
                }
                tx.commit().await?;
            }
        }
        Ok(outcome)
    }
}
