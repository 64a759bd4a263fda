//! 台帳の取込み: the rows of a file become records, in one transaction. Every row is taken or reported
//! with sheet, row and reason; what stands twice is found again; nothing is ever deleted.
//!
//! What a row *means* is `domain::import`'s business, what the bytes are `documents::spreadsheet`'s.

mod account_fields;
mod accounts;
mod content;
mod contract_appendices;
mod contract_fields;
mod contract_note;
mod contract_plan;
mod contracts;
mod existing;
mod external_services;
mod outcome;
mod owners;
mod people;
mod service_fields;
mod unit_index;
mod units;
mod vendor_ledger;
mod vendors;

use documents::spreadsheet;
use domain::{
    authorization::{Action, Resource},
    fiscal_year::FiscalYear,
    import::{
        ImportContext, LedgerKind, organization_unit::OrganizationUnitRecord, raw::Workbook,
        read_ledger_as, reading::LedgerReading, reading::SheetRole, staff::PersonRecord,
    },
    job::JobStage,
    organization::{OrganizationUnit, PersonDraft},
};
use sea_orm::DatabaseTransaction;
use serde::Serialize;

pub(crate) use units::record_of as unit_record;

pub use content::Content;
pub use outcome::{ImportOutcome, RefusedRow, TakenRow, VendorCandidate, What};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    file::{self, sha256_of},
    import_run::{self, Claim, Ticket},
    organization,
};

/// Whether the rows are saved or only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apply {
    /// 試行: says what would happen, and changes nothing.
    DryRun,
    /// 取込み.
    Apply,
    /// 取込み of a file that was looked at, if it still becomes what was shown.
    Checked(Ticket),
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
    bytes: impl Into<Content>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    match kind {
        LedgerKind::Contract => contract_ledger(ctx, file_name, bytes, mode).await,
        LedgerKind::Staff => staff(ctx, file_name, bytes, mode).await,
        LedgerKind::OrganizationUnit => organization_units(ctx, file_name, bytes, mode).await,
        LedgerKind::Vendor => vendor_ledger(ctx, file_name, bytes, mode).await,
        LedgerKind::ExternalService => external_services(ctx, file_name, bytes, mode).await,
        LedgerKind::SocialMediaAccount => social_media_accounts(ctx, file_name, bytes, mode).await,
    }
}

/// 業務委託契約台帳: contracts, and the vendors they name.
///
/// # Errors
/// As [`run`].
pub async fn contract_ledger(
    ctx: &Context,
    file_name: &str,
    bytes: impl Into<Content>,
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
    bytes: impl Into<Content>,
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
    bytes: impl Into<Content>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Organization)?;
    let (source, reading, units) =
        read(ctx, LedgerKind::OrganizationUnit, file_name, bytes).await?;
    let mut import = Import::begin(ctx, &source, mode, &reading).await?;
    units::take(&mut import, &reading, &units).await?;
    import.finish(reading).await
}

/// 委託先台帳: vendors, by 法人番号 or name.
///
/// # Errors
/// As [`run`].
pub async fn vendor_ledger(
    ctx: &Context,
    file_name: &str,
    bytes: impl Into<Content>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    ctx.authorize(Action::Import, Resource::Vendor)?;
    let (source, reading, _) = read(ctx, LedgerKind::Vendor, file_name, bytes).await?;
    let mut import = Import::begin(ctx, &source, mode, &reading).await?;
    vendor_ledger::take(&mut import, &reading).await?;
    import.finish(reading).await
}

/// 外部サービス利用台帳: services with their approvals and who manages them.
///
/// # Errors
/// As [`run`].
pub async fn external_services(
    ctx: &Context,
    file_name: &str,
    bytes: impl Into<Content>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    ctx.authorize(Action::Import, Resource::ExternalService)?;
    let (source, reading, units) = read(ctx, LedgerKind::ExternalService, file_name, bytes).await?;
    let mut import = Import::begin(ctx, &source, mode, &reading).await?;
    external_services::take(&mut import, &reading, &units).await?;
    import.finish(reading).await
}

/// SNSアカウント台帳: accounts with their platforms, what was seen of them, and who is responsible.
///
/// # Errors
/// As [`run`].
pub async fn social_media_accounts(
    ctx: &Context,
    file_name: &str,
    bytes: impl Into<Content>,
    mode: Apply,
) -> Result<ImportOutcome, ServiceError> {
    ctx.authorize(Action::Import, Resource::SocialMedia)?;
    let (source, reading, units) =
        read(ctx, LedgerKind::SocialMediaAccount, file_name, bytes).await?;
    let mut import = Import::begin(ctx, &source, mode, &reading).await?;
    accounts::take(&mut import, &reading, &units).await?;
    import.finish(reading).await
}

/// The staff to look names up in, for ledgers that name people.
pub(crate) async fn staff_of(
    ctx: &Context,
    kind: LedgerKind,
    units: &[OrganizationUnit],
) -> Result<Vec<PersonRecord>, ServiceError> {
    match kind {
        LedgerKind::ExternalService | LedgerKind::SocialMediaAccount => {
            let people = organization::people(&ctx.db).await?;
            Ok(people::roster(&people, units))
        }
        LedgerKind::Contract
        | LedgerKind::Vendor
        | LedgerKind::Staff
        | LedgerKind::OrganizationUnit => Ok(Vec::new()),
    }
}

/// The file an import reads.
struct Source {
    kind: LedgerKind,
    name: String,
    content: Content,
}

/// Reads the file beside the executor: a large workbook takes a while.
async fn read(
    ctx: &Context,
    kind: LedgerKind,
    file_name: &str,
    bytes: impl Into<Content>,
) -> Result<(Source, LedgerReading, Vec<OrganizationUnit>), ServiceError> {
    let (source, reading, units) = read_any(ctx, kind, file_name, bytes.into()).await?;
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

/// The same of a file that may be no such ledger. What people chose for the columns of a layout holds here too.
async fn read_any(
    ctx: &Context,
    kind: LedgerKind,
    file_name: &str,
    content: Content,
) -> Result<(Source, LedgerReading, Vec<OrganizationUnit>), ServiceError> {
    ctx.reach(JobStage::Reading)?;
    let choices = import_run::choices(&ctx.db, kind).await?;
    let units = organization::units(&ctx.db).await?;
    let known: Vec<OrganizationUnitRecord> = units.iter().map(units::record_of).collect();
    let staff = staff_of(ctx, kind, &units).await?;
    let source = Source {
        kind,
        name: file_name.to_owned(),
        content,
    };
    let today = ctx.today();
    let reading = tokio::task::spawn_blocking(move || {
        let workbook = source.content.open(&source.name)?;
        let context = ImportContext {
            file_name: &source.name,
            today,
            fiscal_year: Some(FiscalYear::containing(today)),
            units: &known,
            people: &staff,
        };
        let reading = read_ledger_as(kind, &workbook, &context, &choices);
        Ok((source, reading))
    });
    let reading: Result<_, FileRefusal> = reading.await.map_err(ServiceError::unexpected)?;
    let (source, reading) = reading.map_err(|refusal| ServiceError::Rule(refusal.message))?;
    Ok((source, reading, units))
}

/// A file as it reads, without taking anything in; also one whose head is not complete.
///
/// # Errors
/// A file that cannot be read, in words.
pub(crate) async fn look(
    ctx: &Context,
    kind: LedgerKind,
    file_name: &str,
    content: Content,
) -> Result<LedgerReading, ServiceError> {
    let (_, reading, _) = read_any(ctx, kind, file_name, content).await?;
    Ok(reading)
}

/// An import under way: its transaction and what has become of the rows so far.
struct Import<'a> {
    ctx: &'a Context,
    source: &'a Source,
    mode: Apply,
    tx: DatabaseTransaction,
    outcome: outcome::Rows,
    events: Vec<Event>,
    /// The file that was looked at, and the records as they were before.
    claim: Option<Claim>,
}

impl<'a> Import<'a> {
    async fn begin(
        ctx: &'a Context,
        source: &'a Source,
        mode: Apply,
        reading: &LedgerReading,
    ) -> Result<Self, ServiceError> {
        let outcome = outcome::Rows::of(reading);
        let tx = ctx.begin().await?;
        let claim = match mode {
            Apply::DryRun | Apply::Apply => None,
            Apply::Checked(ticket) => Some(import_run::claim(&tx, ctx, ticket).await?),
        };
        ctx.reach(JobStage::Comparing)?;
        Ok(Self {
            ctx,
            source,
            mode,
            tx,
            outcome,
            events: Vec::new(),
            claim,
        })
    }

    /// 委託契約台帳.xlsx / R8委託契約 / 12行
    fn source_of(&self, place: &outcome::Place) -> String {
        let parts = [
            Some(self.source.name.clone()),
            place.sheet.clone(),
            Some(format!("{}行", place.row)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
    }

    /// From here on records are written. In a job: unless it was stopped.
    fn saving(&self) -> Result<(), ServiceError> {
        self.ctx.reach(JobStage::Saving)
    }

    /// Keeps an event for the end, where all are written together. A trial only shows them.
    fn record(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Saves or takes back everything, and answers what became of the rows.
    async fn finish(self, reading: LedgerReading) -> Result<ImportOutcome, ServiceError> {
        let Self {
            ctx,
            source,
            tx,
            outcome,
            events,
            claim,
            mode,
        } = self;
        ctx.reach(JobStage::Keeping)?;
        let mut outcome = outcome.complete(reading);
        outcome.trail = events;
        match (mode, claim) {
            (Apply::DryRun, _) => {
                tx.rollback().await?;
                return Ok(outcome);
            }
            (_, Some(claim)) => import_run::settle(&tx, ctx, claim, &outcome).await?,
            (_, None) => keep_source(&tx, ctx, source, &mut outcome).await?,
        }
        audit_log::record_all(&tx, ctx, std::mem::take(&mut outcome.trail)).await?;
        if let Some(course) = ctx.course() {
            course.complete(&tx).await?;
        }
        tx.commit().await?;
        Ok(outcome)
    }
}

/// Keeps the file, and says what became of it.
async fn keep_source(
    tx: &DatabaseTransaction,
    ctx: &Context,
    source: &Source,
    outcome: &mut ImportOutcome,
) -> Result<(), ServiceError> {
    let file_id = file::keep(tx, ctx, &source.name, &source.content.bytes).await?;
    let summary = serde_json::json!({
        "kind": source.kind.as_str(),
        "sha256": sha256_of(&source.content.bytes),
        "added": outcome.count(What::Added),
        "updated": outcome.count(What::Updated),
        "unchanged": outcome.count(What::Unchanged),
        "refused": outcome.refused.len(),
    });
    let event = Event::new("台帳の取込み", "file", file_id.0, &source.name).after(summary);
    outcome.trail.push(event);
    Ok(())
}
