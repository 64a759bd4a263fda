//! The facts of the sheet, one query a table: the number of statements does not depend on the number of
//! records. What cannot matter on the day asked for is left out in the query; what it means is judged in
//! `domain::coverage` alone.

mod checks;
mod contracts;
mod external_service;
mod finding;
mod organization;
mod own;
mod regulation;
mod responsibility;
mod social_media;
mod subject_checks;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    coverage::{CoverageFacts, Interval},
    fiscal_year::FiscalYear,
    library::Facts,
};
use tokio::try_join;

use crate::{
    Context, ServiceError, clock::end_of_day, library::LoadedLibrary, selection_review, subcontract,
};

/// Days without a post after which an account is dormant, where the library does not say.
const DORMANT_DAYS: u32 = 180;

/// The day asked for, and what follows from it.
#[derive(Clone, Copy)]
pub(super) struct AsOf {
    /// 基準日.
    pub(super) on: NaiveDate,
    /// The first instant that is later.
    pub(super) until: DateTime<Utc>,
    /// True when the day has passed: rows may have been changed since.
    pub(super) is_past: bool,
}

impl AsOf {
    pub(super) fn new(on: NaiveDate, today: NaiveDate) -> Self {
        Self {
            on,
            until: end_of_day(on),
            is_past: on < today,
        }
    }

    /// First day of the fiscal year of the day.
    pub(super) fn year_begins_on(self) -> NaiveDate {
        FiscalYear::containing(self.on).first_day()
    }
}

/// Everything the sheet of the day is judged from.
pub(super) async fn facts(
    ctx: &Context,
    library: &LoadedLibrary,
    on: NaiveDate,
) -> Result<CoverageFacts, ServiceError> {
    let day = AsOf::new(on, ctx.today());
    let (mut facts, checks, services) = try_join!(
        contract_facts(ctx, on),
        checks::load(&ctx.db, day),
        external_service::load(&ctx.db, day),
    )?;
    (facts.checks, facts.visits) = checks;
    (facts.services, facts.approvals) = services;
    let settings = library.library.setting_values(&Facts::default());
    facts.dormant_days = settings
        .get("sns_dormant_days")
        .copied()
        .unwrap_or(DORMANT_DAYS)
        .into();
    subject_checks::load(&ctx.db, day, &mut facts).await?;
    own::load(&ctx.db, day, &mut facts).await?;
    facts.reviews = selection_review::facts(&ctx.db, on).await?;
    (facts.subcontracts, facts.roster) = subcontract::facts(&ctx.db, library, on).await?;
    regulation::load(&ctx.db, day, &mut facts).await?;
    responsibility::load(&ctx.db, day, &mut facts).await?;
    social_media::load(&ctx.db, day, &mut facts).await?;
    finding::load(&ctx.db, day, &mut facts).await?;
    Ok(facts)
}

/// Units, people and contracts: what the matrix needs.
pub(super) async fn contract_facts(
    ctx: &Context,
    on: NaiveDate,
) -> Result<CoverageFacts, ServiceError> {
    let day = AsOf::new(on, ctx.today());
    let mut facts = CoverageFacts::default();
    organization::load(&ctx.db, &mut facts).await?;
    facts.contracts = contracts::load(&ctx.db, day).await?;
    Ok(facts)
}

/// From a day to a day.
fn interval(from_on: NaiveDate, to_on: Option<NaiveDate>) -> Interval {
    Interval { from_on, to_on }
}
