//! What the screens of 遵守状況 ask of the server.

use chrono::NaiveDate;
use domain::{
    coverage::{
        CoverageFilter,
        declaration::{Declaration, DeclarationInput, DeclarationKind},
        matrix::Matrix,
        view::{ConditionView, DutyView, SheetView},
    },
    fiscal_year::FiscalYear,
    id::OrganizationUnitId,
    organization::OrganizationUnit,
};
use leptos::prelude::*;

use crate::error::AppError;

/// What stands around a sheet: who looks, when, and what can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    pub filter: CoverageFilter,
    /// Units to choose from: id and name.
    pub units: Vec<(String, String)>,
    /// When and by whom, for the print sheet.
    pub printed: String,
}

/// The sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageData {
    pub view: SheetView,
    /// Why the day asked for was not taken.
    pub refused: Option<String>,
    pub around: Surroundings,
}

fn around(
    ctx: &services::Context,
    filter: CoverageFilter,
    units: Vec<OrganizationUnit>,
) -> Surroundings {
    Surroundings {
        filter,
        units: units
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        printed: format!("{}　{}", domain::wareki::long(ctx.today()), ctx.actor.name),
    }
}

pub async fn load_coverage(filter: CoverageFilter) -> Result<CoverageData, AppError> {
    let ctx = crate::server_context::context()?;
    let sheet = services::coverage::sheet(&ctx, &filter).await?;
    Ok(CoverageData {
        view: sheet.view,
        refused: sheet.refused.map(|refused| refused.to_string()),
        around: around(&ctx, filter, sheet.units),
    })
}

/// The evidence of one condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceData {
    pub duty: Option<DutyView>,
    /// What stands in the address.
    pub duty_id: String,
    pub condition: ConditionView,
    pub on: NaiveDate,
    pub page: u64,
    pub around: Surroundings,
}

pub async fn load_evidence(
    filter: CoverageFilter,
    duty_id: String,
    condition: String,
    page: String,
) -> Result<EvidenceData, AppError> {
    let ctx = crate::server_context::context()?;
    let page: u64 = page.parse().unwrap_or(1).max(1);
    let place = usize::try_from(page).unwrap_or(1);
    let evidence = services::coverage::evidence(&ctx, &filter, &duty_id, &condition, place).await?;
    Ok(EvidenceData {
        duty: evidence.duty,
        duty_id,
        condition: evidence.condition,
        on: evidence.on,
        page,
        around: around(&ctx, filter, evidence.units),
    })
}

/// The matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemsData {
    pub matrix: Matrix,
    pub page: u64,
    pub around: Surroundings,
}

pub async fn load_items(filter: CoverageFilter, page: String) -> Result<ItemsData, AppError> {
    let ctx = crate::server_context::context()?;
    let matrix = services::coverage::items(&ctx, &filter).await?;
    let units = services::coverage::visible_units(&ctx).await?;
    Ok(ItemsData {
        matrix,
        page: page.parse().unwrap_or(1).max(1),
        around: around(&ctx, filter, units),
    })
}

/// The declarations of a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclarationsData {
    pub year: FiscalYear,
    /// True for the present fiscal year: what can still be declared.
    pub is_present: bool,
    pub units: Vec<services::coverage::UnitDeclarations>,
}

pub async fn load_declarations(year: String) -> Result<DeclarationsData, AppError> {
    let ctx = crate::server_context::context()?;
    let present = FiscalYear::containing(ctx.today());
    let year = year.parse().map_or(present, FiscalYear);
    Ok(DeclarationsData {
        units: services::coverage::declarations(&ctx, year).await?,
        is_present: year == present,
        year,
    })
}

/// The form of one declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclarationForm {
    pub unit: OrganizationUnit,
    pub kind: DeclarationKind,
    pub last: Option<Declaration>,
    pub input: DeclarationInput,
    pub year: FiscalYear,
}

pub async fn load_declaration(
    unit: String,
    kind: String,
    held: String,
) -> Result<DeclarationForm, AppError> {
    use crate::components::HeldInput;
    use domain::authorization::{Action, Resource};
    use leptos::server_fn::ServerFn;
    let ctx = crate::server_context::context()?;
    let not_found = || AppError::NotFound("申告".to_owned());
    let kind: DeclarationKind = kind.parse().map_err(|_| not_found())?;
    let id: OrganizationUnitId = unit.parse().map_err(|_| not_found())?;
    ctx.authorize_in(Action::Edit, Resource::Coverage, id)?;
    let year = FiscalYear::containing(ctx.today());
    let units = services::coverage::declarations(&ctx, year).await?;
    let found = units
        .into_iter()
        .find(|it| it.unit.id == id)
        .ok_or_else(not_found)?;
    let typed: Option<HeldInput<DeclarationInput>> =
        crate::server_context::held(Some(&held), Declare::PATH).await?;
    Ok(DeclarationForm {
        unit: found.unit,
        kind,
        last: found
            .declared
            .into_iter()
            .find(|(it, _)| *it == kind)
            .and_then(|(_, last)| last),
        input: typed.unwrap_or_default().input,
        year,
    })
}

#[server(endpoint = "coverage/declare")]
pub async fn declare(
    unit: OrganizationUnitId,
    kind: String,
    input: DeclarationInput,
) -> Result<(), AppError> {
    let ctx = crate::server_context::context()?;
    let kind: DeclarationKind = kind.parse().map_err(|_| AppError::BadRequest)?;
    services::coverage::declare(&ctx, unit, input.check(kind)?).await?;
    crate::server_context::done(crate::paths::COVERAGE_DECLARATIONS, "申告しました。");
    Ok(())
}
