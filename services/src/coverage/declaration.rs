//! 網羅の申告: made by the 所属長 for the own unit, once a fiscal year and kind; a later one stands beside.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    coverage::declaration::{Declaration, DeclarationDraft, DeclarationKind},
    fiscal_year::FiscalYear,
    id::{CompletenessDeclarationId, OrganizationUnitId, PersonId},
    organization::OrganizationUnit,
};
use entities::{completeness_declaration, organization_unit};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, QueryFilter, QueryOrder,
};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    organization,
};

/// A unit with what it declared last about each kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDeclarations {
    pub unit: OrganizationUnit,
    /// In the order of [`DeclarationKind::ALL`].
    pub declared: Vec<(DeclarationKind, Option<Declaration>)>,
    /// True when the person who asks may declare for it.
    pub can_declare: bool,
}

pub(super) fn of_row(
    row: completeness_declaration::Model,
    names: &BTreeMap<PersonId, String>,
) -> Declaration {
    Declaration {
        id: CompletenessDeclarationId(row.id),
        unit_id: OrganizationUnitId(row.unit_id),
        fiscal_year: FiscalYear(row.fiscal_year),
        kind: row.kind,
        answer: row.answer,
        difference_count: row.difference_count,
        difference_reason: row.difference_reason,
        note: row.note,
        declared_on: row.declared_on,
        declared_by: names
            .get(&PersonId(row.declared_by))
            .cloned()
            .unwrap_or_default(),
    }
}

/// The units of the person's scope that exist today, with what they declared about a fiscal year.
///
/// # Errors
/// Without the right to see the coverage.
pub async fn declarations(
    ctx: &Context,
    year: FiscalYear,
) -> Result<Vec<UnitDeclarations>, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let seen = ctx.scope(Action::View, Resource::Coverage);
    let own = ctx.scope(Action::Edit, Resource::Coverage);
    let rows = completeness_declaration::Entity::find()
        .filter(completeness_declaration::COLUMN.fiscal_year.eq(year.0))
        .order_by_asc(completeness_declaration::Column::Id)
        .all(&ctx.db)
        .await?;
    let people = organization::people_names(&ctx.db, rows.iter().map(|row| row.declared_by));
    let names = people
        .await?
        .into_iter()
        .map(|(id, name)| (PersonId(id), name))
        .collect();
    let declarations: Vec<Declaration> = rows.into_iter().map(|row| of_row(row, &names)).collect();
    let last = |unit: OrganizationUnitId, kind: DeclarationKind| {
        let mut declarations = declarations.iter();
        declarations
            .rfind(|it| it.unit_id == unit && it.kind == kind)
            .cloned()
    };
    let units = organization::units(&ctx.db).await?;
    Ok(units
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()) && seen.contains(unit.id))
        .map(|unit| UnitDeclarations {
            declared: DeclarationKind::ALL
                .iter()
                .map(|kind| (*kind, last(unit.id, *kind)))
                .collect(),
            can_declare: own.contains(unit.id),
            unit,
        })
        .collect())
}

/// 申告: what a unit says about the present fiscal year.
///
/// # Errors
/// Without the right for the unit; when there is no such unit.
pub async fn declare(
    ctx: &Context,
    unit: OrganizationUnitId,
    draft: DeclarationDraft,
) -> Result<CompletenessDeclarationId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Coverage)?;
    ctx.authorize_in(Action::Edit, Resource::Coverage, unit)?;
    let person = ctx.person_id()?;
    let year = FiscalYear::containing(ctx.today());
    let tx = ctx.begin().await?;
    let name = organization_unit::Entity::find_by_id(unit.0)
        .one(&tx)
        .await?
        .ok_or(ServiceError::NotFound("組織"))?
        .name;
    let row = completeness_declaration::ActiveModel {
        id: NotSet,
        unit_id: Set(unit.0),
        fiscal_year: Set(year.0),
        kind: Set(draft.kind),
        answer: Set(draft.answer),
        difference_count: Set(draft.difference_count),
        difference_reason: Set(draft.difference_reason.clone()),
        note: Set(draft.note.clone()),
        declared_on: Set(ctx.today()),
        declared_by: Set(person.0),
        recorded_at: Set(ctx.now()),
    };
    let id = completeness_declaration::Entity::insert(row)
        .exec(&tx)
        .await?
        .last_insert_id;
    let subject = format!("{name} {} {}", year.label(), draft.kind.label());
    let event = Event::new("網羅の申告", "completeness_declaration", id, &subject)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(CompletenessDeclarationId(id))
}
