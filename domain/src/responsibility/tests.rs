//! Random histories against a model that writes down every single day.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{
    Responsibility, ResponsibilityRole, Span, Subject, SubjectKey, SubjectKind,
    history::{Appointment, Change, Refusal, assign, end, hand_over, last_of, may_withdraw},
    standing::{gaps, holder_on, standing, vacant_count},
};
use crate::id::{OrganizationUnitId, PersonId, ResponsibilityId};

/// Days the model writes down.
const WINDOW: u64 = 40;

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 12).unwrap() + Days::new(number)
}

fn span(from: u64, until: Option<u64>) -> Span {
    Span {
        from_on: day(from),
        until_on: until.map(day),
    }
}

fn subject(active: Span) -> Subject {
    Subject {
        key: SubjectKey::new(SubjectKind::SocialMediaService, 1),
        name: "LINE".to_owned(),
        unit_id: OrganizationUnitId(1),
        unit_name: "総務課".to_owned(),
        active,
    }
}

fn appointment(
    role: ResponsibilityRole,
    person: usize,
    from_on: NaiveDate,
    offices: &[Span],
) -> Appointment {
    Appointment {
        role,
        person_id: PersonId(person as i64),
        person_name: format!("職員{person}"),
        office: offices[person],
        post: None,
        from_on,
    }
}

/// Writes a change as the database would, and holds it to the constraints of the table.
fn apply(change: Change, history: &mut Vec<Responsibility>) {
    for (id, until_on) in change.ends {
        let line = history.iter_mut().find(|line| line.id == id).unwrap();
        assert!(line.span.from_on < until_on);
        line.span.until_on = Some(until_on);
    }
    let Some(begin) = change.begins else { return };
    let role = begin.appointment.role;
    let person = begin.appointment.person_id;
    let previous = last_of(history, role, person);
    assert_eq!(
        begin.position,
        previous.map_or(1, |line| line.position.unwrap() + 1)
    );
    assert_eq!(
        begin.previous_until_on,
        previous.and_then(|line| line.span.until_on)
    );
    assert_eq!(previous.is_some(), begin.previous_until_on.is_some());
    assert!(
        begin
            .previous_until_on
            .is_none_or(|until| until <= begin.appointment.from_on)
    );
    history.push(Responsibility {
        id: ResponsibilityId(history.len() as i64 + 1),
        subject: SubjectKey::new(SubjectKind::SocialMediaService, 1),
        role,
        person_id: person,
        person_name: begin.appointment.person_name,
        office: begin.appointment.office,
        post: begin.appointment.post,
        position: Some(begin.position),
        span: Span::open(begin.appointment.from_on),
        recorded_on: day(0),
        withdrawn_reason: None,
        revision: 1,
    });
}

fn withdraw(history: &mut [Responsibility], id: ResponsibilityId) {
    let line = history.iter_mut().find(|line| line.id == id).unwrap();
    line.withdrawn_reason = Some("誤り".to_owned());
    line.position = None;
}

/// One thing somebody tries.
#[derive(Clone, Debug)]
enum Step {
    Assign(ResponsibilityRole, usize, u64),
    HandOver(ResponsibilityRole, usize, u64),
    End(ResponsibilityRole, u64),
    Withdraw(ResponsibilityRole),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let role = prop_oneof![
        3 => Just(ResponsibilityRole::Owner),
        1 => Just(ResponsibilityRole::Deputy),
    ];
    let step =
        (role, 0..5_usize, 0..WINDOW, 0..8_u8).prop_map(|(role, person, on, kind)| match kind {
            0..=2 => Step::Assign(role, person, on),
            3..=5 => Step::HandOver(role, person, on),
            6 => Step::End(role, on),
            _ => Step::Withdraw(role),
        });
    prop::collection::vec(step, 0..14)
}

fn offices() -> impl Strategy<Value = Vec<Span>> {
    let office =
        (0..12_u64, prop::option::of(12..WINDOW)).prop_map(|(from, until)| span(from, until));
    prop::collection::vec(office, 5)
}

fn active() -> impl Strategy<Value = Span> {
    (0..15_u64, prop::option::of(15..WINDOW)).prop_map(|(from, until)| span(from, until))
}

/// Who was given the role, day by day, without any idea of intervals.
#[derive(Clone, Debug)]
struct Model {
    owner: Vec<Option<usize>>,
    deputy: Vec<Option<usize>>,
}

impl Model {
    fn empty() -> Self {
        let nobody = vec![None; WINDOW as usize];
        Self {
            owner: nobody.clone(),
            deputy: nobody,
        }
    }

    fn of(&mut self, role: ResponsibilityRole) -> &mut Vec<Option<usize>> {
        match role {
            ResponsibilityRole::Owner => &mut self.owner,
            ResponsibilityRole::Deputy | ResponsibilityRole::Operator => &mut self.deputy,
        }
    }

    fn from(&mut self, role: ResponsibilityRole, on: u64, who: Option<usize>) {
        for given in &mut self.of(role)[on as usize..] {
            *given = who;
        }
        if let (ResponsibilityRole::Owner, Some(who)) = (role, who) {
            for deputy in &mut self.deputy[on as usize..] {
                if *deputy == Some(who) {
                    *deputy = None;
                }
            }
        }
    }

    fn on(&self, role: ResponsibilityRole, on: u64, offices: &[Span]) -> Option<usize> {
        let given = match role {
            ResponsibilityRole::Owner => &self.owner,
            ResponsibilityRole::Deputy | ResponsibilityRole::Operator => &self.deputy,
        };
        given[on as usize].filter(|who| offices[*who].contains(day(on)))
    }
}

fn number_of(on: NaiveDate) -> u64 {
    (on - day(0)).num_days() as u64
}

/// Plays the steps; what is refused changes neither.
fn play(subject: &Subject, offices: &[Span], steps: &[Step]) -> (Vec<Responsibility>, Model) {
    let mut history: Vec<Responsibility> = Vec::new();
    let mut model = Model::empty();
    for step in steps {
        match *step {
            Step::Assign(role, who, on) => {
                let new = appointment(role, who, day(on), offices);
                if let Ok(change) = assign(subject, &history, new) {
                    for given in model.of(role)[on as usize..].iter().flatten() {
                        assert!(
                            offices[*given].is_over_by(day(on)),
                            "nobody in office is displaced"
                        );
                    }
                    apply(change, &mut history);
                    model.from(role, on, Some(who));
                }
            }
            Step::HandOver(role, who, on) => {
                let Some(holder) = last_of(&history, role, PersonId(0)).cloned() else {
                    continue;
                };
                let new = appointment(role, who, day(on), offices);
                if let Ok(change) = hand_over(subject, &history, &holder, new) {
                    apply(change, &mut history);
                    model.from(role, on, Some(who));
                }
            }
            Step::End(role, on) => {
                let Some(line) = last_of(&history, role, PersonId(0)).cloned() else {
                    continue;
                };
                if let Ok(change) = end(&history, &line, day(on)) {
                    apply(change, &mut history);
                    model.from(role, on, None);
                }
            }
            Step::Withdraw(role) => {
                let Some(line) = last_of(&history, role, PersonId(0)).cloned() else {
                    continue;
                };
                may_withdraw(&history, &line).unwrap();
                withdraw(&mut history, line.id);
                model.from(role, number_of(line.span.from_on), None);
            }
        }
    }
    (history, model)
}

/// Runs of days in use without anybody, within the window.
fn naive_gaps(active: Span, vacant: impl Fn(u64) -> bool) -> Vec<(u64, u64)> {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for on in (0..WINDOW).filter(|on| active.contains(day(*on)) && vacant(*on)) {
        match runs.last_mut() {
            Some((_, until)) if *until == on => *until = on + 1,
            _ => runs.push((on, on + 1)),
        }
    }
    runs
}

fn within_window(gap: &Span) -> (u64, u64) {
    let until = gap.until_on.map_or(WINDOW, number_of);
    (number_of(gap.from_on), until.min(WINDOW))
}

proptest! {
    #[test]
    fn who_was_responsible_on_a_day_is_what_a_diary_says(
        active in active(), offices in offices(), steps in steps(),
    ) {
        let subject = subject(active);
        let (history, model) = play(&subject, &offices, &steps);
        for role in [ResponsibilityRole::Owner, ResponsibilityRole::Deputy] {
            for on in 0..WINDOW {
                let found = holder_on(&history, role, day(on)).map(|line| line.person_id.0 as usize);
                prop_assert_eq!(found, model.on(role, on, &offices), "{} on {}", role, day(on));
                let all = history.iter().filter(|line| line.role == role && line.holds_on(day(on)));
                prop_assert!(all.count() < 2);
            }
            let found: Vec<_> = gaps(active, &history, role).iter().map(within_window).collect();
            let naive = naive_gaps(active, |on| model.on(role, on, &offices).is_none());
            prop_assert_eq!(found, naive);
        }
    }

    #[test]
    fn the_figure_of_a_day_is_the_number_of_subjects_a_diary_leaves_empty(
        offices in offices(),
        each in prop::collection::vec((active(), steps()), 1..5),
    ) {
        let played: Vec<_> = each
            .iter()
            .map(|(active, steps)| {
                let subject = subject(*active);
                let (history, model) = play(&subject, &offices, steps);
                (subject, history, model)
            })
            .collect();
        for on in 0..WINDOW {
            let pairs = played.iter().map(|(subject, history, _)| (subject, history.as_slice()));
            let naive = played
                .iter()
                .filter(|(subject, _, _)| subject.active.contains(day(on)))
                .filter(|(_, _, model)| model.on(ResponsibilityRole::Owner, on, &offices).is_none())
                .count();
            prop_assert_eq!(vacant_count(pairs, day(on)), naive);
            let shown = played
                .iter()
                .filter(|(subject, history, _)| standing(subject, history, &[], day(on)).is_vacant())
                .count();
            prop_assert_eq!(shown, naive);
        }
    }
}

/// Two people in office throughout, and one who leaves on the 20th day.
fn three() -> Vec<Span> {
    vec![span(0, None), span(0, None), span(0, Some(20))]
}

fn check(result: Result<Change, Refusal>, words: &str) {
    let refusal = result.unwrap_err().to_string();
    assert!(refusal.contains(words), "{refusal}");
}

#[test]
fn what_is_refused_says_why() {
    let offices = three();
    let owner = ResponsibilityRole::Owner;
    let at = |who, on| appointment(owner, who, day(on), &offices);
    let line = subject(span(0, Some(30)));
    let mut history = Vec::new();
    check(assign(&line, &history, at(0, 30)), "終わっています");
    check(assign(&line, &history, at(2, 20)), "在職していません");
    apply(assign(&line, &history, at(0, 2)).unwrap(), &mut history);
    check(
        assign(&line, &history, at(1, 5)),
        "「引継ぎ」を使ってください",
    );
    let holder = history[0].clone();
    check(
        hand_over(&line, &history, &holder, at(0, 5)),
        "すでに責任者です",
    );
    check(hand_over(&line, &history, &holder, at(1, 2)), "より後の日");
    check(end(&history, &holder, day(1)), "より後の日");
    let deputy = appointment(ResponsibilityRole::Deputy, 0, day(5), &offices);
    check(assign(&line, &history, deputy), "別の職員にしてください");
    apply(end(&history, &holder, day(6)).unwrap(), &mut history);
    check(
        assign(&line, &history, at(1, 5)),
        "すでに職員0さんの記録があります",
    );
    apply(assign(&line, &history, at(1, 6)).unwrap(), &mut history);
    let first = history[0].clone();
    check(end(&history, &first, day(4)), "この記録の後に");
}

#[test]
fn a_hand_over_on_the_first_of_april_leaves_no_day_without_and_no_day_with_two() {
    let offices = three();
    let owner = ResponsibilityRole::Owner;
    let line = subject(span(0, None));
    let mut history = Vec::new();
    let first = appointment(owner, 2, day(0), &offices);
    apply(assign(&line, &history, first).unwrap(), &mut history);
    assert_eq!(day(20), NaiveDate::from_ymd_opt(2027, 4, 1).unwrap());
    assert_eq!(
        gaps(line.active, &history, owner),
        [span(20, None)],
        "an owner who leaves on March 31 is missed from April 1 on"
    );
    let holder = history[0].clone();
    let next = appointment(owner, 1, day(20), &offices);
    apply(
        hand_over(&line, &history, &holder, next).unwrap(),
        &mut history,
    );
    assert!(gaps(line.active, &history, owner).is_empty());
    let name = |on| {
        holder_on(&history, owner, day(on))
            .unwrap()
            .person_name
            .clone()
    };
    assert_eq!(
        (name(19), name(20)),
        ("職員2".to_owned(), "職員1".to_owned())
    );
}

#[test]
fn a_deputy_who_becomes_owner_is_deputy_no_longer() {
    let offices = three();
    let line = subject(span(0, None));
    let mut history = Vec::new();
    let deputy = appointment(ResponsibilityRole::Deputy, 1, day(0), &offices);
    apply(assign(&line, &history, deputy).unwrap(), &mut history);
    let owner = appointment(ResponsibilityRole::Owner, 1, day(9), &offices);
    apply(assign(&line, &history, owner).unwrap(), &mut history);
    let found = standing(&line, &history, &[day(3), day(12)], day(10));
    assert_eq!(found.owner.unwrap().name, "職員1");
    assert_eq!(found.deputy, None);
    assert_eq!(found.reviewed_on, Some(day(3)));
}
