//! 職員名簿 of the day of a transfer: who leaves and who arrives is read out of it. Nobody is added to the
//! people of the program by it; those who are missing there are named.

use domain::{
    authorization::{Action, Resource},
    id::TransferId,
    responsibility::day_before,
    transfer::{
        Direction,
        input::MoverDraft,
        proposal::{Enrolled, movements},
    },
};
use entities::transfer_person;
use sea_orm::{EntityTrait, QueryFilter};
use serde_json::json;

use super::{event, insert_mover, open_to_edit, plan};
use crate::{Context, ServiceError, audit_log, import, organization};

/// What a roster said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterReading {
    /// How many leave and hold something of the units of the plan.
    pub leaving: usize,
    /// How many arrive in the units of the plan.
    pub arriving: usize,
    /// Names of those who are not among the people of the program.
    pub unknown: Vec<String>,
    /// Rows that could not be read, and why.
    pub refused: Vec<String>,
}

impl RosterReading {
    /// In words for the user.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = format!(
            "名簿から、転出・退職{}人、転入・着任{}人を読み取りました。",
            self.leaving, self.arriving
        );
        if !self.unknown.is_empty() {
            words.push_str(&format!(
                "職員に登録されていない人：{}。後任にするときは、先に管理者が職員に登録してください。",
                self.unknown.join("、")
            ));
        }
        if !self.refused.is_empty() {
            words.push_str(&format!("読み取れない行：{}", self.refused.join(" ")));
        }
        words
    }
}

/// Takes who leaves and who arrives out of a roster, in place of those who are in the plan.
///
/// # Errors
/// Without the right; when the plan is not being made; a file that is no roster, in words.
pub async fn take_roster(
    ctx: &Context,
    id: TransferId,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<RosterReading, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let (tx, _) = open_to_edit(ctx, id).await?;
    tx.rollback().await?;
    let (drafts, refused) = import::read_roster(ctx, file_name, bytes).await?;
    let roster: Vec<Enrolled> = drafts
        .into_iter()
        .map(|draft| Enrolled {
            staff_no: draft.staff_no,
            employment_kind: draft.employment_kind,
            name: draft.name,
            unit_id: draft.unit_id,
            title: draft.title,
            in_office_to: draft.in_office_to,
        })
        .collect();
    let (tx, plan_now) = open_to_edit(ctx, id).await?;
    let people = organization::people(&tx).await?;
    let mut found = movements(&people, &roster, plan_now.effective_on);
    let scope = plan::scope_of(&tx, &plan_now).await?;
    let leavers: Vec<_> = found.leaving.iter().map(|(person, ..)| *person).collect();
    let holders = plan::holders(&tx, &plan_now, &scope, &leavers).await?;
    found
        .leaving
        .retain(|(person, ..)| holders.contains(person));
    found
        .arriving
        .retain(|(_, unit, _)| unit.is_some_and(|unit| scope.contains(unit)));
    transfer_person::Entity::delete_many()
        .filter(transfer_person::COLUMN.transfer_id.eq(id.0))
        .exec(&tx)
        .await?;
    let both = [
        (Direction::Leaving, &found.leaving),
        (Direction::Arriving, &found.arriving),
    ];
    for (direction, list) in both {
        for (person_id, unit_id, title) in list {
            let draft = MoverDraft {
                direction,
                person_id: *person_id,
                unit_id: *unit_id,
                title: title.clone(),
            };
            insert_mover(&tx, id, &draft).await?;
        }
    }
    let reading = RosterReading {
        leaving: found.leaving.len(),
        arriving: found.arriving.len(),
        unknown: found.unknown,
        refused,
    };
    let event = event("異動計画への名簿の取込み", id, plan_now.effective_on).after(json!({
        "file": file_name,
        "leaving": reading.leaving,
        "arriving": reading.arriving,
        "until": domain::wareki::long(day_before(plan_now.effective_on)),
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(reading)
}
