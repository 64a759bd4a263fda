//! Units, staff, and the five who sign in.

use domain::{
    authorization::Role,
    fiscal_year::FiscalYear,
    fold,
    id::PersonId,
    organization::{EmploymentKind, OrganType, RoleDraft},
};
use entities::{organization_unit, person};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, QueryOrder, QuerySelect,
};

use super::{Counts, draw::Draw, insert, names};
use crate::{Context, ServiceError, organization, setup, sign_in};

/// Who signs in, with the role for the whole town.
pub const SIGN_IN_NAMES: [(&str, Role); 5] = [
    ("keiyaku", Role::ProcurementOfficer),
    ("shozoku", Role::DepartmentHead),
    ("kansa", Role::Auditor),
    ("tokatsu", Role::SecurityOffice),
    ("admin", Role::Administrator),
];

/// Units and staff, by key.
pub(super) struct Town {
    pub(super) units: Vec<i64>,
    /// Without the five who sign in.
    pub(super) people: Vec<i64>,
}

pub(super) async fn found(
    ctx: &Context,
    counts: Counts,
    password: &str,
) -> Result<Town, ServiceError> {
    let since = FiscalYear(FiscalYear::containing(ctx.today()).0 - 10).first_day();
    let tx = ctx.begin().await?;
    setup::set_municipality(&tx, "見本町").await?;
    let units = names::UNITS.iter().take(counts.units).enumerate();
    let units = units.map(|(number, name)| organization_unit::ActiveModel {
        id: NotSet,
        code: Set(format!("{:04}", (number + 1) * 10)),
        name: Set((*name).to_owned()),
        name_key: Set(fold::search_key(name)),
        parent_id: Set(None),
        parent_name: Set(None),
        organ_type: Set(OrganType::InternalBureau),
        aliases: Set(serde_json::json!([])),
        valid_from: Set(since),
        valid_to: Set(None),
        revision: Set(1),
    });
    insert(&tx, units.collect(), 11).await?;
    let units: Vec<i64> = organization_unit::Entity::find()
        .select_only()
        .column(organization_unit::Column::Id)
        .order_by_asc(organization_unit::Column::Id)
        .into_tuple()
        .all(&tx)
        .await?;
    let people = (0..counts.people + SIGN_IN_NAMES.len()).map(|number| {
        let mut draw = Draw::of(1, number);
        let (name, kana) = names::person(&mut draw);
        person::ActiveModel {
            id: NotSet,
            staff_no: Set(format!("{number:05}")),
            name_key: Set(fold::search_key(&name)),
            kana_key: Set(fold::sort_key(&kana)),
            name: Set(name),
            kana: Set(Some(kana)),
            title: Set(Some(
                (*draw.one(&["課長", "係長", "主査", "主事"])).to_owned(),
            )),
            unit_id: Set(Some(*draw.one(&units))),
            email: Set(None),
            employment_kind: Set(EmploymentKind::Regular),
            in_office_from: Set(since),
            in_office_to: Set(None),
            revision: Set(1),
        }
    });
    insert(&tx, people.collect(), 13).await?;
    let mut people: Vec<i64> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(&tx)
        .await?;
    tx.commit().await?;
    let signers = people.split_off(counts.people);
    appoint(ctx, &signers, since, password).await?;
    Ok(Town { units, people })
}

async fn appoint(
    ctx: &Context,
    signers: &[i64],
    from_on: chrono::NaiveDate,
    password: &str,
) -> Result<(), ServiceError> {
    for (id, (name, role)) in signers.iter().zip(SIGN_IN_NAMES) {
        let draft = RoleDraft {
            role,
            unit_id: None,
            from_on,
            to_on: None,
        };
        organization::assign_role(ctx, PersonId(*id), draft).await?;
        sign_in::set_account(ctx, PersonId(*id), name, password).await?;
    }
    Ok(())
}
