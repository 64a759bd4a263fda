//! The 責任者 of many subjects, one after the other: each within the transaction of its job.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    id::PersonId,
    responsibility::{
        ResponsibilityRole, SubjectKey,
        history::{self, last_of},
        input::{AppointmentDraft, Tie},
    },
};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{Entered, appointment, enter, lines, refused, subjects};
use crate::{Context, ServiceError, error::conflict};

/// Somebody is 責任者 from the day on: 引継ぎ where somebody is, 指定 where nobody is.
///
/// # Errors
/// Without the right, for the unit too; what the rules of the history refuse.
pub(crate) async fn make_owner(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    key: SubjectKey,
    person_id: PersonId,
    from_on: NaiveDate,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let subject = subjects::load(tx, key).await?;
    ctx.authorize_in(Action::Edit, Resource::Responsibility, subject.unit_id)?;
    let history = lines::of_subject(tx, key).await?;
    let role = ResponsibilityRole::Owner;
    let draft = AppointmentDraft {
        subject: key,
        role,
        person_id,
        from_on,
        tie: Tie::Person,
        seen: None,
    };
    let appointment = appointment(tx, &draft).await?;
    let holder = last_of(&history, role, person_id).filter(|it| !it.span.is_over_by(from_on));
    let (action, change) = match holder {
        Some(holder) => (
            "責任者の引継ぎ",
            history::hand_over(&subject, &history, holder, appointment),
        ),
        None => (
            "責任者の指定",
            history::assign(&subject, &history, appointment),
        ),
    };
    let change = change.map_err(refused)?;
    match enter(tx, ctx, action, &subject, &history, &change).await? {
        Entered::Done => Ok(()),
        Entered::SomebodyWasFirst => Err(conflict(&subject.name, &json!({}), &json!({}))),
    }
}
