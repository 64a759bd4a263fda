//! What may be added to a history, and why not.
//!
//! The lines of a role that has one holder at a time form one chain, numbered by `position`; those of
//! 担当者 form one chain per person. A new line always comes after the last one of its chain, so that two
//! holders never overlap — the database holds to the same by its constraints.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Post, Responsibility, ResponsibilityRole, Span, Subject};
use crate::{
    id::{PersonId, ResponsibilityId},
    wareki,
};

/// Who is to be responsible from when on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// 責任者, 副責任者, 担当者.
    pub role: ResponsibilityRole,
    /// Who.
    pub person_id: PersonId,
    /// 氏名.
    pub person_name: String,
    /// The days the person is in office.
    pub office: Span,
    /// The post that carries it; `None` when it goes with the person.
    pub post: Option<Post>,
    /// From when on.
    pub from_on: NaiveDate,
}

/// What to write: the lines that end, and the one that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The lines that end, each with its first day without.
    pub ends: Vec<(ResponsibilityId, NaiveDate)>,
    /// The line that begins.
    pub begins: Option<Begin>,
}

/// A line that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// Who, from when on.
    pub appointment: Appointment,
    /// Number in its chain.
    pub position: i32,
    /// Where the line before it ends, once the change is made.
    pub previous_until_on: Option<NaiveDate>,
}

/// Why something cannot be entered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody holds the role.
    #[error("{}から{name}さんが{}です。同じ日に2人はなれません。交代するときは「引継ぎ」を使ってください。", wareki::long(*.since), .role.label())]
    Held {
        role: ResponsibilityRole,
        name: String,
        since: NaiveDate,
    },
    /// The first day lies within what is entered already.
    #[error("開始日（{}）には、すでに{name}さんの記録があります（{}まで）。{}以後の日を入力してください。", wareki::long(*.from_on), wareki::long(*.last), wareki::long(super::day_after(*.last)))]
    BeforeLast {
        name: String,
        from_on: NaiveDate,
        last: NaiveDate,
    },
    /// The person is not in office on the first day.
    #[error("{name}さんは、{}に在職していません。在職している職員を選んでください。", wareki::long(*.day))]
    NotInOffice { name: String, day: NaiveDate },
    /// 責任者 and 副責任者 would be one person.
    #[error("{name}さんは{}です。責任者と副責任者は、別の職員にしてください。", .holds.label())]
    TwoRoles {
        name: String,
        holds: ResponsibilityRole,
    },
    /// The successor is the one who holds it.
    #[error("{name}さんが、すでに{}です。", .role.label())]
    SamePerson {
        name: String,
        role: ResponsibilityRole,
    },
    /// Nobody holds the role.
    #[error("{}は決まっていません。「指定」を使ってください。", .0.label())]
    NobodyHolds(ResponsibilityRole),
    /// The day of the hand-over or of the end is not after the first day.
    #[error("{}は{name}さんの開始日（{}）より後の日にしてください。", wareki::long(*.day), wareki::long(*.since))]
    NotAfterStart {
        name: String,
        day: NaiveDate,
        since: NaiveDate,
    },
    /// The subject is not in use any more on the first day.
    #[error("「{subject}」は{}で終わっています。終わったものには指定できません。", wareki::long(*.last))]
    SubjectOver { subject: String, last: NaiveDate },
    /// Only the last line of a chain can be withdrawn or ended.
    #[error("この記録の後に、別の記録があります。新しい記録から順に取り消してください。")]
    NotLast,
    /// The line is withdrawn already.
    #[error("この記録は、すでに取り消されています。")]
    Withdrawn,
}

/// The last line of the chain a new line would follow.
#[must_use]
pub fn last_of(
    history: &[Responsibility],
    role: ResponsibilityRole,
    person: PersonId,
) -> Option<&Responsibility> {
    history
        .iter()
        .filter(|line| line.role == role && (role.is_single() || line.person_id == person))
        .filter(|line| !line.is_withdrawn())
        .max_by_key(|line| line.position)
}

/// 指定: somebody becomes responsible where nobody is.
///
/// A holder who left office before the day counts as nobody; that line then ends where the new one begins.
/// A 副責任者 who becomes 責任者 is 副責任者 no longer.
///
/// # Errors
/// [`Refusal`], in words for the user.
pub fn assign(
    subject: &Subject,
    history: &[Responsibility],
    appointment: Appointment,
) -> Result<Change, Refusal> {
    let other_ends = may_hold(subject, history, &appointment)?;
    let from_on = appointment.from_on;
    let last = last_of(history, appointment.role, appointment.person_id);
    let Some(last) = last else {
        return Ok(begin(None, other_ends, appointment));
    };
    if last.span.is_over_by(from_on) {
        return Ok(begin(
            last.position.zip(last.span.until_on),
            other_ends,
            appointment,
        ));
    }
    let left_office = last.office.is_over_by(from_on) && last.span.from_on < from_on;
    if left_office && last.span.until_on.is_none() {
        return Ok(follow(last, other_ends, appointment));
    }
    Err(overlaps(last, from_on))
}

/// 引継ぎ: the holder's time ends, and the successor's begins, on one day.
///
/// # Errors
/// [`Refusal`], in words for the user.
pub fn hand_over(
    subject: &Subject,
    history: &[Responsibility],
    holder: &Responsibility,
    appointment: Appointment,
) -> Result<Change, Refusal> {
    must_be_last(history, holder)?;
    let (role, from_on) = (appointment.role, appointment.from_on);
    if holder.span.is_over_by(from_on) {
        return Err(Refusal::NobodyHolds(role));
    }
    if holder.person_id == appointment.person_id {
        return Err(Refusal::SamePerson {
            name: holder.person_name.clone(),
            role,
        });
    }
    let other_ends = may_hold(subject, history, &appointment)?;
    if from_on <= holder.span.from_on {
        return Err(not_after_start(holder, from_on));
    }
    if role.is_single() {
        return Ok(follow(holder, other_ends, appointment));
    }
    // Each 担当者 has a chain of their own: the one ends, the other begins or goes on.
    let mut change = assign(subject, history, appointment)?;
    change.ends.push((holder.id, from_on));
    Ok(change)
}

/// 終了: the line ends without a successor. `until_on` is the first day without.
///
/// # Errors
/// [`Refusal`], in words for the user.
pub fn end(
    history: &[Responsibility],
    line: &Responsibility,
    until_on: NaiveDate,
) -> Result<Change, Refusal> {
    must_be_last(history, line)?;
    if line.span.until_on.is_some_and(|until| until < until_on) {
        return Err(Refusal::NobodyHolds(line.role));
    }
    if until_on <= line.span.from_on {
        return Err(not_after_start(line, until_on));
    }
    Ok(Change {
        ends: vec![(line.id, until_on)],
        begins: None,
    })
}

/// 取消し: asks whether a line that was entered by mistake may be taken back. It stays, and counts no more.
///
/// # Errors
/// [`Refusal`], in words for the user.
pub fn may_withdraw(history: &[Responsibility], line: &Responsibility) -> Result<(), Refusal> {
    must_be_last(history, line)
}

fn must_be_last(history: &[Responsibility], line: &Responsibility) -> Result<(), Refusal> {
    if line.is_withdrawn() {
        return Err(Refusal::Withdrawn);
    }
    let last = last_of(history, line.role, line.person_id);
    if last.is_some_and(|last| last.id != line.id) {
        return Err(Refusal::NotLast);
    }
    Ok(())
}

/// What is asked of every appointment, whoever held it before; answers the 副責任者 line that ends with it.
fn may_hold(
    subject: &Subject,
    history: &[Responsibility],
    appointment: &Appointment,
) -> Result<Option<ResponsibilityId>, Refusal> {
    let day = appointment.from_on;
    if let Some(last) = subject.active.last_day()
        && last < day
    {
        return Err(Refusal::SubjectOver {
            subject: subject.name.clone(),
            last,
        });
    }
    if !appointment.office.contains(day) {
        return Err(Refusal::NotInOffice {
            name: appointment.person_name.clone(),
            day,
        });
    }
    let other = match appointment.role {
        ResponsibilityRole::Owner => ResponsibilityRole::Deputy,
        ResponsibilityRole::Deputy => ResponsibilityRole::Owner,
        ResponsibilityRole::Operator => return Ok(None),
    };
    let holds = history.iter().find(|line| {
        line.role == other
            && line.person_id == appointment.person_id
            && !line.is_withdrawn()
            && !line.span.is_over_by(day)
    });
    match holds {
        None => Ok(None),
        Some(line) if other == ResponsibilityRole::Deputy && gives_way(history, line, day) => {
            Ok(Some(line.id))
        }
        Some(_) => Err(Refusal::TwoRoles {
            name: appointment.person_name.clone(),
            holds: other,
        }),
    }
}

/// True when the line may end on the day: it began before, and nothing follows it.
fn gives_way(history: &[Responsibility], line: &Responsibility, day: NaiveDate) -> bool {
    line.span.from_on < day && must_be_last(history, line).is_ok()
}

/// The line after the last one, which ends where it begins.
fn follow(
    last: &Responsibility,
    other_ends: Option<ResponsibilityId>,
    appointment: Appointment,
) -> Change {
    let from_on = appointment.from_on;
    let previous = last.position.map(|position| (position, from_on));
    let mut change = begin(previous, other_ends, appointment);
    change.ends.push((last.id, from_on));
    change
}

/// A line after one that is over, of this position and end; or the first of its chain.
fn begin(
    previous: Option<(i32, NaiveDate)>,
    other_ends: Option<ResponsibilityId>,
    appointment: Appointment,
) -> Change {
    let from_on = appointment.from_on;
    Change {
        ends: other_ends.map(|id| (id, from_on)).into_iter().collect(),
        begins: Some(Begin {
            appointment,
            position: previous.map_or(1, |(position, _)| position + 1),
            previous_until_on: previous.map(|(_, until_on)| until_on),
        }),
    }
}

fn overlaps(last: &Responsibility, from_on: NaiveDate) -> Refusal {
    match last.span.last_day() {
        Some(last_day) => Refusal::BeforeLast {
            name: last.person_name.clone(),
            from_on,
            last: last_day,
        },
        None => Refusal::Held {
            role: last.role,
            name: last.person_name.clone(),
            since: last.span.from_on,
        },
    }
}

fn not_after_start(line: &Responsibility, day: NaiveDate) -> Refusal {
    Refusal::NotAfterStart {
        name: line.person_name.clone(),
        day,
        since: line.span.from_on,
    }
}
