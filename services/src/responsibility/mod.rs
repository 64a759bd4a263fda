//! 責任者: who is responsible for what, from when to when. Assigning, handing over, ending, taking back,
//! reviewing; lists as of a day are in `board`, what waits for whom in `waiting`.

mod board;
mod lines;
mod many;
mod paper;
mod subjects;
mod waiting;

pub(crate) use board::candidates;
pub use board::{board, list_on, subject, summary_of};
pub(crate) use lines::{of_kinds, of_people, of_subject, office, people};
pub(crate) use many::make_owner;
pub use paper::{appointment_pdf, list_pdf};
pub use subjects::KINDS;
pub(crate) use subjects::{Wanted, subjects};
pub use waiting::{leaving, vacant, vacant_count, waits_for};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    id::ResponsibilityId,
    input::FieldError,
    responsibility::{
        Post, Responsibility, Subject, SubjectKey,
        history::{self, Appointment, Change, Refusal},
        input::{AppointmentDraft, Tie, reason as checked_reason},
    },
    wareki,
};
use entities::responsibility_review;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DatabaseTransaction, EntityTrait,
    sea_query::OnConflict,
};
use serde_json::json;

use crate::{Context, ServiceError, audit_log, error::conflict};
pub(crate) use lines::Entered;

/// 指定: somebody becomes responsible where nobody is.
///
/// # Errors
/// Without the right, for the unit too; when somebody holds the role; when the history changed meanwhile.
pub async fn assign(ctx: &Context, draft: AppointmentDraft) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let opened = open(ctx, draft.subject).await?;
    opened.refuse_if_changed(&draft)?;
    let appointment = appointment(&opened.tx, &draft).await?;
    let change = history::assign(&opened.subject, &opened.history, appointment).map_err(refused)?;
    opened.save(ctx, "責任者の指定", &change).await
}

/// 引継ぎ: the holder's time ends and the successor's begins on one day.
///
/// # Errors
/// Without the right, for the unit too; when the line is not the last; when the history changed meanwhile.
pub async fn hand_over(
    ctx: &Context,
    holder: ResponsibilityId,
    draft: AppointmentDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let opened = open(ctx, draft.subject).await?;
    opened.refuse_if_changed(&draft)?;
    let line = opened.line(holder)?.clone();
    let draft = AppointmentDraft {
        role: line.role,
        ..draft
    };
    let appointment = appointment(&opened.tx, &draft).await?;
    let change = history::hand_over(&opened.subject, &opened.history, &line, appointment)
        .map_err(refused)?;
    opened.save(ctx, "責任者の引継ぎ", &change).await
}

/// 終了: the line ends without a successor; `until_on` is the first day without.
///
/// # Errors
/// Without the right, for the unit too; when the line is not the last, or was changed meanwhile.
pub async fn end(
    ctx: &Context,
    id: ResponsibilityId,
    revision: i32,
    until_on: NaiveDate,
) -> Result<SubjectKey, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let opened = open(ctx, lines::load(&ctx.db, id).await?.subject).await?;
    let line = opened.unchanged(id, revision)?.clone();
    let change = history::end(&opened.history, &line, until_on).map_err(refused)?;
    opened.save(ctx, "責任者の終了", &change).await?;
    Ok(line.subject)
}

/// 取消し: a line entered by mistake is taken back; it stays in the history with the reason.
///
/// # Errors
/// Without the right, for the unit too; without a reason; when the line is not the last, or was changed.
pub async fn withdraw(
    ctx: &Context,
    id: ResponsibilityId,
    revision: i32,
    reason: &str,
) -> Result<SubjectKey, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let opened = open(ctx, lines::load(&ctx.db, id).await?.subject).await?;
    let line = opened.unchanged(id, revision)?.clone();
    let reason = checked_reason(reason)?;
    history::may_withdraw(&opened.history, &line).map_err(refused)?;
    lines::withdraw(&opened.tx, id, &reason).await?;
    let event = opened.event("責任者の取消し").after(json!({
        "role": line.role.label(),
        "person": line.person_name,
        "from_on": wareki::long(line.span.from_on),
        "reason": reason,
    }));
    audit_log::record(&opened.tx, ctx, event).await?;
    opened.tx.commit().await?;
    Ok(line.subject)
}

/// 確認: who is responsible was looked at today and found right.
///
/// # Errors
/// Without the right, for the unit too; while nobody is responsible.
pub async fn review(ctx: &Context, key: SubjectKey) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Responsibility)?;
    let opened = open(ctx, key).await?;
    let today = ctx.today();
    let owner = history_owner(&opened.history, today).ok_or_else(|| {
        ServiceError::Rule(
            "責任者が決まっていません。責任者を指定してから、確認を記録してください。".to_owned(),
        )
    })?;
    let row = responsibility_review::ActiveModel {
        id: NotSet,
        subject_kind: Set(key.kind),
        subject_id: Set(key.id),
        reviewed_on: Set(today),
        reviewed_by: Set(ctx.actor.person_id.map(|id| id.0)),
    };
    let same_day = OnConflict::columns([
        responsibility_review::Column::SubjectKind,
        responsibility_review::Column::SubjectId,
        responsibility_review::Column::ReviewedOn,
    ])
    .update_column(responsibility_review::Column::ReviewedBy)
    .to_owned();
    responsibility_review::Entity::insert(row)
        .on_conflict(same_day)
        .exec_without_returning(&opened.tx)
        .await?;
    let event = opened.event("責任者の確認").after(json!({
        "reviewed_on": wareki::long(today),
        "person": owner,
    }));
    audit_log::record(&opened.tx, ctx, event).await?;
    opened.tx.commit().await?;
    Ok(())
}

fn history_owner(history: &[Responsibility], day: NaiveDate) -> Option<String> {
    use domain::responsibility::{ResponsibilityRole, standing::holder_on};
    holder_on(history, ResponsibilityRole::Owner, day).map(|line| line.person_name.clone())
}

/// A subject whose history the actor may change, within the transaction that does it.
struct Opened {
    tx: DatabaseTransaction,
    subject: Subject,
    history: Vec<Responsibility>,
}

async fn open(ctx: &Context, key: SubjectKey) -> Result<Opened, ServiceError> {
    let tx = ctx.begin().await?;
    let subject = subjects::load(&tx, key).await?;
    ctx.authorize_in(Action::Edit, Resource::Responsibility, subject.unit_id)?;
    let history = lines::of_subject(&tx, key).await?;
    Ok(Opened {
        tx,
        subject,
        history,
    })
}

impl Opened {
    fn line(&self, id: ResponsibilityId) -> Result<&Responsibility, ServiceError> {
        self.history
            .iter()
            .find(|line| line.id == id)
            .ok_or(ServiceError::NotFound("責任者の記録"))
    }

    fn unchanged(
        &self,
        id: ResponsibilityId,
        revision: i32,
    ) -> Result<&Responsibility, ServiceError> {
        let line = self.line(id)?;
        if line.revision == revision {
            Ok(line)
        } else {
            Err(self.somebody_was_first(&line.person_name))
        }
    }

    fn refuse_if_changed(&self, draft: &AppointmentDraft) -> Result<(), ServiceError> {
        match draft.seen {
            Some(seen) if seen != self.history.len() => Err(self.somebody_was_first("")),
            Some(_) | None => Ok(()),
        }
    }

    /// Both versions: who is responsible now, and who was being written.
    fn somebody_was_first(&self, typed: &str) -> ServiceError {
        let last = self.history.last();
        let words = last.map_or_else(String::new, |line| {
            format!(
                "{}　{}（{}から）",
                line.role.label(),
                line.person_name,
                wareki::long(line.span.from_on)
            )
        });
        conflict(
            &self.subject.name,
            &json!({ "responsible": words }),
            &json!({ "responsible": typed }),
        )
    }

    fn event(&self, action: &'static str) -> audit_log::Event {
        let key = self.subject.key;
        audit_log::Event::new(action, key.kind.code(), key.id, &self.subject.name)
    }

    async fn save(
        self,
        ctx: &Context,
        action: &'static str,
        change: &Change,
    ) -> Result<(), ServiceError> {
        if let Entered::SomebodyWasFirst =
            enter(&self.tx, ctx, action, &self.subject, &self.history, change).await?
        {
            return Err(self.somebody_was_first(""));
        }
        self.tx.commit().await?;
        Ok(())
    }
}

/// Writes a change with its audit event, inside the transaction of a use case.
pub(crate) async fn enter(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    action: &'static str,
    subject: &Subject,
    history: &[Responsibility],
    change: &Change,
) -> Result<Entered, ServiceError> {
    let key = subject.key;
    let entered = lines::write(tx, ctx, key, change).await?;
    if entered == Entered::Done {
        let event = audit_log::Event::new(action, key.kind.code(), key.id, &subject.name)
            .after(words_of(history, change));
        audit_log::record(tx, ctx, event).await?;
    }
    Ok(entered)
}

/// A change as the log writes it.
fn words_of(history: &[Responsibility], change: &Change) -> serde_json::Value {
    let ended: Vec<String> = change
        .ends
        .iter()
        .filter_map(|(id, until_on)| {
            let line = history.iter().find(|line| line.id == *id)?;
            let last = domain::responsibility::day_before(*until_on);
            Some(format!(
                "{}　{}（{}まで）",
                line.role.label(),
                line.person_name,
                wareki::long(last)
            ))
        })
        .collect();
    match &change.begins {
        None => json!({ "ended": ended }),
        Some(begin) => json!({
            "ended": ended,
            "role": begin.appointment.role.label(),
            "person": begin.appointment.person_name,
            "person_id": begin.appointment.person_id,
            "from_on": wareki::long(begin.appointment.from_on),
            "title": begin.appointment.post.as_ref().map(|post| post.title.clone()),
        }),
    }
}

/// The refusal beside the field it is about, or as a sentence.
fn refused(refusal: Refusal) -> ServiceError {
    let words = refusal.to_string();
    let field = match refusal {
        Refusal::NotInOffice { .. } | Refusal::TwoRoles { .. } | Refusal::SamePerson { .. } => {
            "person_id"
        }
        Refusal::BeforeLast { .. } | Refusal::NotAfterStart { .. } => "from_on",
        Refusal::Held { .. }
        | Refusal::NobodyHolds(_)
        | Refusal::SubjectOver { .. }
        | Refusal::NotLast
        | Refusal::Withdrawn => return ServiceError::Rule(words),
    };
    ServiceError::field(field, FieldError::Other(words))
}

/// Who is to be responsible, with the days in office and the post as they stand.
async fn appointment(
    db: &impl ConnectionTrait,
    draft: &AppointmentDraft,
) -> Result<Appointment, ServiceError> {
    let people = lines::people(db).await?;
    let person = people.get(&draft.person_id).ok_or_else(|| {
        ServiceError::field("person_id", FieldError::NotUsable("職員".to_owned()))
    })?;
    let post = match draft.tie {
        Tie::Person => None,
        Tie::Post => person
            .unit_id
            .zip(person.title.clone())
            .map(|(unit_id, title)| Post { unit_id, title }),
    };
    if draft.tie == Tie::Post && post.is_none() {
        let words = format!(
            "{}さんには所属か職名が登録されていません。「職員に付ける」を選んでください。",
            person.name
        );
        return Err(ServiceError::field("tie", FieldError::Other(words)));
    }
    Ok(Appointment {
        role: draft.role,
        person_id: draft.person_id,
        person_name: person.name.clone(),
        office: lines::office(person),
        post,
        from_on: draft.from_on,
    })
}
