//! Two owners on one day: refused by the database itself, whoever writes.

use domain::{
    authorization::Role,
    id::PersonId,
    responsibility::{ResponsibilityRole, SubjectKey},
};
use entities::responsibility;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait,
};
use tests::TestApp;

use super::{contract, day};

/// A row as a program without any rule would write it.
fn raw(
    subject: SubjectKey,
    role: ResponsibilityRole,
    person: PersonId,
    from_on: &str,
    until_on: Option<&str>,
    place: (i32, Option<(i32, &str)>),
) -> responsibility::ActiveModel {
    let (position, previous) = place;
    responsibility::ActiveModel {
        id: NotSet,
        subject_kind: Set(subject.kind),
        subject_id: Set(subject.id),
        role: Set(role),
        chain: Set(if role == ResponsibilityRole::Operator {
            person.0
        } else {
            0
        }),
        person_id: Set(person.0),
        unit_id: Set(None),
        title: Set(None),
        from_on: Set(day(from_on)),
        until_on: Set(until_on.map(day)),
        position: Set(Some(position)),
        previous_position: Set(previous.map(|(position, _)| position)),
        previous_until_on: Set(previous.map(|(_, until)| day(until))),
        recorded_on: Set(day("2026-04-01")),
        recorded_by: Set(None),
        withdrawn_reason: Set(None),
        revision: Set(1),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_itself_refuses_two_owners_on_one_day() {
    let app = TestApp::start().await;
    let subject = contract(&app, app.unit, "保守業務").await;
    let one = app.add_person(Role::Auditor, None, "one").await;
    let two = app.add_person(Role::Auditor, None, "two").await;
    let owner = ResponsibilityRole::Owner;
    let insert = async |row: responsibility::ActiveModel| {
        responsibility::Entity::insert(row)
            .exec_without_returning(&app.store.db)
            .await
    };
    let closed = Some("2027-04-01");
    insert(raw(subject, owner, one, "2026-04-01", closed, (1, None)))
        .await
        .unwrap();
    for (what, row) in [
        (
            "a second first line",
            raw(subject, owner, two, "2026-05-01", None, (1, None)),
        ),
        (
            "a line before the end of the last",
            raw(
                subject,
                owner,
                two,
                "2027-03-31",
                None,
                (2, Some((1, "2027-04-01"))),
            ),
        ),
        (
            "a line that lies about the end of the last",
            raw(
                subject,
                owner,
                two,
                "2027-03-31",
                None,
                (2, Some((1, "2027-03-31"))),
            ),
        ),
        (
            "a line that follows none",
            raw(subject, owner, two, "2027-04-01", None, (2, None)),
        ),
        (
            "a line that leaves one out",
            raw(
                subject,
                owner,
                two,
                "2027-04-01",
                None,
                (3, Some((1, "2027-04-01"))),
            ),
        ),
        (
            "a line without a day",
            raw(
                subject,
                owner,
                two,
                "2027-04-01",
                closed,
                (2, Some((1, "2027-04-01"))),
            ),
        ),
        (
            "a withdrawn line in the chain",
            responsibility::ActiveModel {
                withdrawn_reason: Set(Some("誤り".to_owned())),
                ..raw(
                    subject,
                    owner,
                    two,
                    "2027-04-01",
                    None,
                    (2, Some((1, "2027-04-01"))),
                )
            },
        ),
        (
            "a chain of one's own",
            responsibility::ActiveModel {
                chain: Set(two.0),
                ..raw(subject, owner, two, "2026-05-01", None, (1, None))
            },
        ),
    ] {
        assert!(insert(row).await.is_err(), "{what}");
    }
    let next = raw(
        subject,
        owner,
        two,
        "2027-04-01",
        None,
        (2, Some((1, "2027-04-01"))),
    );
    insert(next).await.unwrap();
    let third = raw(
        subject,
        owner,
        one,
        "2029-04-01",
        None,
        (3, Some((2, "2029-04-01"))),
    );
    assert!(insert(third).await.is_err(), "a line after one without end");
    let operator = ResponsibilityRole::Operator;
    for person in [one, two] {
        let row = raw(subject, operator, person, "2026-04-01", None, (1, None));
        insert(row).await.unwrap();
    }
    let again = raw(subject, operator, one, "2026-06-01", None, (1, None));
    assert!(insert(again).await.is_err(), "the same 担当者 twice");
}
