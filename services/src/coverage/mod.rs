//! 遵守状況: the sheet of 第6節(8) as of a day, the evidence of one condition, the matrix of contract items,
//! and the declarations of the units. Facts are loaded in `load`, judged in `domain::coverage`.

mod declaration;
mod load;
mod output;

pub use declaration::{UnitDeclarations, declarations, declare};
pub use output::{figures_xlsx, report_pdf};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, Role},
    coverage::{
        CoverageFilter, CoverageScope, CoverageSheet, FilterError,
        matrix::{Matrix, matrix},
        sheet as judged,
        view::{ConditionView, DutyView, Lines, SheetView},
    },
    organization::OrganizationUnit,
};

use crate::{Context, ServiceError, library, organization};

/// Failing subjects shown of each condition on the sheet; all of them are a click away.
const SHOWN: usize = 5;
/// Subjects on a page of evidence.
pub const PAGE_SIZE: usize = 100;

/// The sheet with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub view: SheetView,
    /// Why the day asked for was not taken.
    pub refused: Option<FilterError>,
    /// Units to choose from.
    pub units: Vec<OrganizationUnit>,
}

/// The sheet of the day asked for.
///
/// # Errors
/// Without the right to see the coverage.
pub async fn sheet(ctx: &Context, filter: &CoverageFilter) -> Result<Sheet, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let (view, refused) = view(ctx, filter, Lines::Shortcomings(SHOWN)).await?;
    Ok(Sheet {
        view,
        refused,
        units: visible_units(ctx).await?,
    })
}

async fn view(
    ctx: &Context,
    filter: &CoverageFilter,
    lines: Lines,
) -> Result<(SheetView, Option<FilterError>), ServiceError> {
    let (on, refused) = day_of(ctx, filter).await?;
    let scope = scope(ctx, filter);
    let question = (on, scope.clone(), lines);
    let kept = &ctx.kept.coverage;
    let view = kept.answer(ctx, question, || view_on(ctx, on, &scope, lines));
    Ok((SheetView::clone(&*view.await?), refused))
}

async fn view_on(
    ctx: &Context,
    on: NaiveDate,
    scope: &CoverageScope,
    lines: Lines,
) -> Result<SheetView, ServiceError> {
    let library = library::in_force(ctx, on).await?;
    let facts = load::facts(ctx, &library, on).await?;
    let sheet = judged(&facts, &library.rules, on, scope);
    let words = &library.library;
    Ok(SheetView::new(
        &sheet,
        &facts,
        &words.sentences,
        &words.duties,
        lines,
    ))
}

/// The day asked for; or today, and why.
async fn day_of(
    ctx: &Context,
    filter: &CoverageFilter,
) -> Result<(NaiveDate, Option<FilterError>), ServiceError> {
    let today = ctx.today();
    let day = match filter.day(today) {
        Ok(day) => day,
        Err(refused) => return Ok((today, Some(refused))),
    };
    match library::first_day(ctx).await? {
        Some(first) if day < first => Ok((today, Some(FilterError::BeforeRules(first)))),
        Some(_) | None => Ok((day, None)),
    }
}

fn scope(ctx: &Context, filter: &CoverageFilter) -> CoverageScope {
    filter.scope(ctx.scope(Action::View, Resource::Coverage))
}

/// The evidence of one condition: every subject with its state and reason, the worst first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The duty, with the conditions but for their lines; `None` for the self-inspection.
    pub duty: Option<DutyView>,
    pub condition: ConditionView,
    pub on: NaiveDate,
    pub units: Vec<OrganizationUnit>,
}

/// The evidence of a condition of a duty; a page of it.
///
/// # Errors
/// Without the right to see the coverage; when there is no such condition.
pub async fn evidence(
    ctx: &Context,
    filter: &CoverageFilter,
    duty: &str,
    code: &str,
    page: usize,
) -> Result<Evidence, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let lines = Lines::Page {
        skip: page.saturating_sub(1) * PAGE_SIZE,
        take: PAGE_SIZE,
    };
    let (view, _) = view(ctx, filter, lines).await?;
    let found = view.duties().find(|it| it.id == duty).cloned();
    let conditions = match (&found, duty) {
        (Some(duty), _) => duty.conditions.clone(),
        (None, SELF_INSPECTION) => view.self_inspection.clone(),
        (None, _) => Vec::new(),
    };
    let condition = conditions
        .into_iter()
        .find(|it| it.code == code)
        .ok_or(ServiceError::NotFound("遵守状況の条件"))?;
    Ok(Evidence {
        duty: found,
        condition,
        on: view.on,
        units: visible_units(ctx).await?,
    })
}

/// What stands in an address in place of a duty for the conditions of 第7節.
pub const SELF_INSPECTION: &str = "self-inspection";

/// Contracts × items of the day asked for.
///
/// # Errors
/// Without the right to see the coverage.
pub async fn items(ctx: &Context, filter: &CoverageFilter) -> Result<Matrix, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let (on, _) = day_of(ctx, filter).await?;
    let library = library::in_force(ctx, on).await?;
    let facts = load::contract_facts(ctx, on).await?;
    Ok(matrix(&facts, &library.rules, on, &scope(ctx, filter)))
}

/// The judged sheet itself, for claims of tests and for 今日.
///
/// # Errors
/// Without the right to see the coverage.
pub async fn judge(ctx: &Context, filter: &CoverageFilter) -> Result<CoverageSheet, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let (on, _) = day_of(ctx, filter).await?;
    let library = library::in_force(ctx, on).await?;
    let facts = load::facts(ctx, &library, on).await?;
    Ok(judged(&facts, &library.rules, on, &scope(ctx, filter)))
}

/// What an auditor sees first: the duties with how they stand today. Nothing for anybody else.
///
/// # Errors
/// Without the right to see the coverage.
pub async fn first_thing(ctx: &Context) -> Result<Vec<DutyView>, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let is_auditor = ctx
        .actor
        .roles
        .iter()
        .any(|held| held.role == Role::Auditor);
    if !is_auditor {
        return Ok(Vec::new());
    }
    let (view, _) = view(ctx, &CoverageFilter::default(), Lines::Shortcomings(0)).await?;
    Ok(view.duties().cloned().collect())
}

/// Units the person may choose from in the filter.
///
/// # Errors
/// Without the right to see the coverage.
pub async fn visible_units(ctx: &Context) -> Result<Vec<OrganizationUnit>, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let scope = ctx.scope(Action::View, Resource::Coverage);
    let mut units = organization::units(&ctx.db).await?;
    units.retain(|unit| scope.contains(unit.id));
    Ok(units)
}
