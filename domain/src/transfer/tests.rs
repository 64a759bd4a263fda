//! Who is proposed, who is an orphan, who may decide.

use chrono::NaiveDate;

use super::{
    Choice, Direction, Fate, Holding, Move, Mover, Transfer, TransferRefusal, TransferState,
    is_to_be_moved,
    proposal::{Enrolled, Facts, movements, propose},
};
use crate::{
    id::{OrganizationUnitId, PersonId, ResponsibilityId, TransferId},
    organization::{EmploymentKind, Person},
    responsibility::{
        Post, Responsibility, ResponsibilityRole, Span, Subject, SubjectKey, SubjectKind,
    },
};

const LEAVER: PersonId = PersonId(1);
const NEW_CHIEF: PersonId = PersonId(2);
const DEPUTY: PersonId = PersonId(3);
const HEAD: PersonId = PersonId(4);
const UNIT: OrganizationUnitId = OrganizationUnitId(10);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn april() -> NaiveDate {
    day("2027-04-01")
}

fn transfer() -> Transfer {
    Transfer {
        id: TransferId(1),
        effective_on: april(),
        unit_id: Some(UNIT),
        state: TransferState::Submitted,
        drafted_by: Some(HEAD),
        submitted_by: Some(HEAD),
        submitted_on: Some(day("2027-03-20")),
        decided_by: None,
        decided_on: None,
        comment: None,
        revision: 1,
    }
}

fn mover(person_id: PersonId, direction: Direction, title: &str) -> Mover {
    Mover {
        id: person_id.0,
        person_id,
        name: format!("職員{person_id}"),
        office: Span::open(day("2020-04-01")),
        direction,
        unit_id: Some(UNIT),
        unit_name: "総務課".to_owned(),
        title: Some(title.to_owned()),
    }
}

fn line(person_id: PersonId, role: ResponsibilityRole) -> Responsibility {
    Responsibility {
        id: ResponsibilityId(person_id.0),
        subject: SubjectKey::new(SubjectKind::Contract, 1),
        role,
        person_id,
        person_name: format!("職員{person_id}"),
        office: Span::open(day("2020-04-01")),
        post: None,
        position: Some(1),
        span: Span::open(day("2026-04-01")),
        recorded_on: day("2026-04-01"),
        withdrawn_reason: None,
        revision: 1,
    }
}

fn holding(role: ResponsibilityRole) -> Holding {
    Holding {
        line: line(LEAVER, role),
        subject: Subject {
            key: SubjectKey::new(SubjectKind::Contract, 1),
            name: "保守業務".to_owned(),
            unit_id: UNIT,
            unit_name: "総務課".to_owned(),
            active: Span::open(day("2026-04-01")),
        },
    }
}

#[test]
fn the_successor_is_proposed_by_post_then_deputy_then_head() {
    let leaving = mover(LEAVER, Direction::Leaving, "係長");
    let arriving = mover(NEW_CHIEF, Direction::Arriving, "係長");
    let elsewhere = mover(NEW_CHIEF, Direction::Arriving, "主査");
    let head = mover(HEAD, Direction::Arriving, "課長");
    let deputy = line(DEPUTY, ResponsibilityRole::Deputy);
    let check = |role, movers: &[Mover], history: &[Responsibility], heads: &[Mover], expect| {
        let plan = transfer();
        let facts = Facts {
            transfer: &plan,
            movers,
            history,
            heads,
        };
        let choice = propose(&holding(role), facts);
        assert_eq!(choice.successor, expect, "{choice:?}");
        assert_eq!(choice.fate == Fate::HandOver, expect.is_some());
        assert!(!choice.because.is_empty());
    };
    let owner = ResponsibilityRole::Owner;
    let (post, other) = (
        [leaving.clone(), arriving.clone()],
        [leaving.clone(), elsewhere],
    );
    check(
        owner,
        &post,
        std::slice::from_ref(&deputy),
        std::slice::from_ref(&head),
        Some(NEW_CHIEF),
    );
    check(
        owner,
        &other,
        std::slice::from_ref(&deputy),
        std::slice::from_ref(&head),
        Some(DEPUTY),
    );
    check(owner, &other, &[], std::slice::from_ref(&head), Some(HEAD));
    check(owner, &other, &[], &[], None);
    check(
        ResponsibilityRole::Deputy,
        &other,
        &[],
        std::slice::from_ref(&head),
        None,
    );
    check(
        ResponsibilityRole::Operator,
        &post,
        &[],
        &[],
        Some(NEW_CHIEF),
    );
    let both_leave = [leaving, mover(DEPUTY, Direction::Leaving, "主査")];
    check(owner, &both_leave, &[deputy], &[], None);
}

#[test]
fn a_post_that_carries_it_counts_more_than_the_post_left() {
    let mut holding = holding(ResponsibilityRole::Owner);
    holding.line.post = Some(Post {
        unit_id: UNIT,
        title: "課長".to_owned(),
    });
    let movers = [
        mover(LEAVER, Direction::Leaving, "係長"),
        mover(NEW_CHIEF, Direction::Arriving, "係長"),
        mover(HEAD, Direction::Arriving, "課長"),
    ];
    let plan = transfer();
    let facts = Facts {
        transfer: &plan,
        movers: &movers,
        history: &[],
        heads: &[],
    };
    assert_eq!(propose(&holding, facts).successor, Some(HEAD));
}

#[test]
fn an_orphan_is_a_subject_in_use_whose_owner_goes_without_a_successor() {
    let check = |role, fate, until: Option<&str>, expect| {
        let mut holding = holding(role);
        holding.line.office.until_on = until.map(day);
        let it = Move {
            holding,
            choice: Choice {
                fate,
                successor: (fate == Fate::HandOver).then_some(HEAD),
                because: String::new(),
            },
            successor_name: None,
        };
        assert_eq!(it.is_orphan(april()), expect, "{role} {fate} {until:?}");
    };
    let owner = ResponsibilityRole::Owner;
    check(owner, Fate::End, None, true);
    check(owner, Fate::HandOver, None, false);
    check(owner, Fate::Keep, None, false);
    check(owner, Fate::Keep, Some("2027-04-01"), true);
    check(ResponsibilityRole::Deputy, Fate::End, None, false);
}

#[test]
fn only_what_goes_on_into_the_day_is_moved() {
    let check = |from: &str, until: Option<&str>, active_until: Option<&str>, expect| {
        let mut holding = holding(ResponsibilityRole::Owner);
        holding.line.span = Span {
            from_on: day(from),
            until_on: until.map(day),
        };
        holding.subject.active.until_on = active_until.map(day);
        assert_eq!(
            is_to_be_moved(&holding.line, &holding.subject, april()),
            expect,
            "{from} {until:?} {active_until:?}"
        );
    };
    check("2026-04-01", None, None, true);
    check("2026-04-01", Some("2027-04-01"), None, false);
    check("2026-04-01", Some("2027-04-02"), None, true);
    check("2026-04-01", None, Some("2027-04-01"), false);
    check("2027-04-01", None, None, false);
}

#[test]
fn nobody_decides_on_their_own_plan() {
    let plan = transfer();
    assert_eq!(
        plan.must_be_decidable_by(HEAD),
        Err(TransferRefusal::OwnPlan)
    );
    assert_eq!(plan.must_be_decidable_by(DEPUTY), Ok(()));
    let wrong = TransferRefusal::WrongState(TransferState::Submitted);
    assert_eq!(plan.must_be_editable(), Err(wrong));
}

fn person(id: i64, title: &str) -> Person {
    Person {
        id: PersonId(id),
        staff_no: format!("0010{id}"),
        name: format!("職員{id}"),
        kana: None,
        title: Some(title.to_owned()),
        unit_id: Some(UNIT),
        email: None,
        employment_kind: EmploymentKind::Regular,
        in_office_from: day("2020-04-01"),
        in_office_to: None,
        sign_in_name: None,
        revision: 1,
    }
}

fn enrolled(id: i64, title: &str) -> Enrolled {
    Enrolled {
        staff_no: format!("0010{id}"),
        employment_kind: EmploymentKind::Regular,
        name: format!("職員{id}"),
        unit_id: Some(UNIT),
        title: Some(title.to_owned()),
        in_office_to: None,
    }
}

#[test]
fn a_roster_says_who_leaves_and_who_arrives() {
    let mut newcomer = person(5, "係長");
    newcomer.in_office_from = april();
    let people = [
        person(1, "係長"),
        person(2, "主査"),
        person(3, "主事"),
        newcomer,
    ];
    let mut retires = enrolled(1, "係長");
    retires.in_office_to = Some(day("2027-03-31"));
    let roster = [
        retires,
        enrolled(2, "係長"),
        enrolled(5, "係長"),
        enrolled(9, "主事"),
    ];
    let found = movements(&people, &roster, april());
    let ids = |list: &[(PersonId, Option<OrganizationUnitId>, Option<String>)]| {
        list.iter().map(|(id, ..)| id.0).collect::<Vec<_>>()
    };
    assert_eq!(ids(&found.leaving), [1, 2, 3]);
    assert_eq!(ids(&found.arriving), [2, 5]);
    assert_eq!(found.unknown, ["職員9"]);
}
