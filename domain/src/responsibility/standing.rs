//! What a history says of a day: who is responsible, and where nobody is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Responsibility, ResponsibilityRole, Span, Subject};

/// Who holds the role on the day. A person out of office counts as nobody.
#[must_use]
pub fn holder_on(
    history: &[Responsibility],
    role: ResponsibilityRole,
    day: NaiveDate,
) -> Option<&Responsibility> {
    history
        .iter()
        .find(|line| line.role == role && line.holds_on(day))
}

/// All who hold the role on the day, in the order of the history.
pub fn holders_on(
    history: &[Responsibility],
    role: ResponsibilityRole,
    day: NaiveDate,
) -> impl Iterator<Item = &Responsibility> {
    history
        .iter()
        .filter(move |line| line.role == role && line.holds_on(day))
}

/// The spans of the subject's use in which nobody holds the role, in order, never touching each other.
#[must_use]
pub fn gaps(active: Span, history: &[Responsibility], role: ResponsibilityRole) -> Vec<Span> {
    let mut covered: Vec<Span> = history
        .iter()
        .filter(|line| line.role == role)
        .map(|line| line.effective().and(active))
        .filter(|span| !span.is_empty())
        .collect();
    covered.sort();
    let mut gaps = Vec::new();
    let mut open_from = Some(active.from_on);
    for span in covered {
        let Some(from_on) = open_from else { break };
        if from_on < span.from_on {
            gaps.push(Span {
                from_on,
                until_on: Some(span.from_on),
            });
        }
        open_from = span.until_on.map(|until| until.max(from_on));
    }
    if let Some(from_on) = open_from {
        gaps.push(Span {
            from_on,
            until_on: active.until_on,
        });
    }
    gaps.retain(|gap| !gap.is_empty());
    gaps
}

/// How a subject stands on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The day.
    pub day: NaiveDate,
    /// Who is 責任者 on the day.
    pub owner: Option<Holder>,
    /// Who is 副責任者 on the day.
    pub deputy: Option<Holder>,
    /// Who are 担当者 on the day.
    pub operators: Vec<Holder>,
    /// The gap the day lies in, or the next one after it.
    pub gap: Option<Span>,
    /// The last review on or before the day.
    pub reviewed_on: Option<NaiveDate>,
}

/// Somebody who holds a role, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub person_id: crate::id::PersonId,
    /// 氏名.
    pub name: String,
    /// The 職名 that carries it; `None` when it goes with the person.
    pub title: Option<String>,
    /// Since when.
    pub since: NaiveDate,
    /// Last day, when it is known: the end of the responsibility, or of the time in office.
    pub last: Option<NaiveDate>,
}

impl From<&Responsibility> for Holder {
    fn from(line: &Responsibility) -> Self {
        Self {
            person_id: line.person_id,
            name: line.person_name.clone(),
            title: line.post.as_ref().map(|post| post.title.clone()),
            since: line.span.from_on,
            last: line.effective().last_day(),
        }
    }
}

impl Standing {
    /// True when the subject has no 責任者 on the day although it is in use.
    #[must_use]
    pub fn is_vacant(&self) -> bool {
        self.gap.is_some_and(|gap| gap.contains(self.day))
    }

    /// The first day without a 責任者 that is still to come.
    #[must_use]
    pub fn vacant_from(&self) -> Option<NaiveDate> {
        self.gap
            .map(|gap| gap.from_on)
            .filter(|from| self.day < *from)
    }
}

/// How the subject stands on the day, out of its whole history and the days it was reviewed.
#[must_use]
pub fn standing(
    subject: &Subject,
    history: &[Responsibility],
    reviews: &[NaiveDate],
    day: NaiveDate,
) -> Standing {
    let gap = gaps(subject.active, history, ResponsibilityRole::Owner)
        .into_iter()
        .find(|gap| !gap.is_over_by(day));
    Standing {
        day,
        owner: holder_on(history, ResponsibilityRole::Owner, day).map(Holder::from),
        deputy: holder_on(history, ResponsibilityRole::Deputy, day).map(Holder::from),
        operators: holders_on(history, ResponsibilityRole::Operator, day)
            .map(Holder::from)
            .collect(),
        gap,
        reviewed_on: reviews.iter().copied().filter(|on| *on <= day).max(),
    }
}

/// How many subjects have no 責任者 on the day although they are in use: the figure of 今日, of the
/// navigation and of the coverage sheet.
#[must_use]
pub fn vacant_count<'a>(
    subjects: impl IntoIterator<Item = (&'a Subject, &'a [Responsibility])>,
    day: NaiveDate,
) -> usize {
    subjects
        .into_iter()
        .filter(|(subject, history)| {
            subject.active.contains(day)
                && holder_on(history, ResponsibilityRole::Owner, day).is_none()
        })
        .count()
}
