//! 4月1日の人事異動: a leaver with six responsibilities, a plan by one person, approved by another.

use chrono::NaiveDate;
use domain::{
    authorization::Role,
    id::{PersonId, ResponsibilityId, TransferId},
    responsibility::{ResponsibilityRole, SubjectKey, board::BoardFilter},
    transfer::{
        Choice, Direction, Fate,
        input::{MoverDraft, TransferDraft},
    },
};
use services::{Actor, Context, ServiceError, responsibility, transfer};
use tests::TestApp;

use super::responsible_person::{appointment, contract, retire};

fn april() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 4, 1).unwrap()
}

/// A unit whose 係長 leaves on March 31 and holds six things; the plan of it.
pub(super) struct Spring {
    pub(super) app: TestApp,
    pub(super) subjects: Vec<SubjectKey>,
    pub(super) head: PersonId,
    pub(super) office: PersonId,
    pub(super) leaver: PersonId,
    pub(super) successor: PersonId,
}

impl Spring {
    pub(super) async fn begin() -> Self {
        let app = TestApp::start().await;
        let head = app
            .add_person(Role::DepartmentHead, Some(app.unit), "shozoku")
            .await;
        let office = app.add_person(Role::SecurityOffice, None, "tokatsu").await;
        let leaver = app
            .add_person(Role::Auditor, Some(app.unit), "leaver")
            .await;
        let successor = app
            .add_person(Role::Auditor, Some(app.unit), "successor")
            .await;
        let mut subjects = Vec::new();
        for number in 1..=6 {
            let subject = contract(&app, app.unit, &format!("業務{number}")).await;
            let draft = appointment(subject, ResponsibilityRole::Owner, leaver, "2026-04-01");
            responsibility::assign(&app.operator(), draft)
                .await
                .unwrap();
            subjects.push(subject);
        }
        retire(&app, leaver, "2027-03-31").await;
        Self {
            app,
            subjects,
            head,
            office,
            leaver,
            successor,
        }
    }

    pub(super) async fn by(&self, person: PersonId) -> Context {
        let actor: Actor = services::sign_in::actor(&self.app.store, person)
            .await
            .unwrap()
            .unwrap();
        self.app.store.acting(actor)
    }

    pub(super) async fn plan(&self) -> TransferId {
        let draft = TransferDraft {
            effective_on: april(),
            unit_id: Some(self.app.unit),
        };
        transfer::draft(&self.by(self.head).await, draft)
            .await
            .unwrap()
    }

    async fn owner_on(&self, subject: SubjectKey, on: &str) -> Option<String> {
        let filter = BoardFilter {
            on: on.to_owned(),
            ..BoardFilter::default()
        };
        let (_, rows) = responsibility::list_on(&self.app.operator(), &filter)
            .await
            .unwrap();
        let row = rows
            .into_iter()
            .find(|row| row.subject.key == subject)
            .unwrap();
        row.standing.owner.map(|owner| owner.name)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn six_responsibilities_move_on_april_1_after_another_persons_approval() {
    let spring = Spring::begin().await;
    let (head, office) = (spring.by(spring.head).await, spring.by(spring.office).await);
    let id = spring.plan().await;
    let detail = transfer::load(&head, id).await.unwrap();
    assert_eq!(
        detail.movers.len(),
        1,
        "who leaves by the staff list is in it from the start"
    );
    assert_eq!(detail.moves.len(), 6);
    assert!(
        detail.moves.iter().all(|it| it.choice.because == "所属長"),
        "{:?}",
        detail.moves[0].choice
    );
    let arriving = MoverDraft {
        direction: Direction::Arriving,
        person_id: spring.successor,
        unit_id: Some(spring.app.unit),
        title: Some("係長".to_owned()),
    };
    transfer::add_mover(&head, id, arriving).await.unwrap();
    let line = detail.moves[0].line();
    let mut choices: std::collections::BTreeMap<ResponsibilityId, Choice> = detail
        .moves
        .iter()
        .map(|it| (it.line(), handed_to(spring.successor)))
        .collect();
    choices.insert(
        line,
        Choice {
            fate: Fate::End,
            successor: None,
            because: String::new(),
        },
    );
    transfer::choose(&head, id, detail.transfer.revision, &choices)
        .await
        .unwrap();
    let detail = transfer::load(&head, id).await.unwrap();
    assert_eq!(detail.orphan_count(), 1, "shown before it happens");
    choices.insert(line, handed_to(spring.successor));
    transfer::choose(&head, id, detail.transfer.revision, &choices)
        .await
        .unwrap();
    let revision = transfer::load(&head, id).await.unwrap().transfer.revision;
    transfer::submit(&head, id, revision).await.unwrap();

    let own = transfer::approve(&head, id, revision + 1).await;
    assert!(
        matches!(&own, Err(ServiceError::Rule(words)) if words.contains("自分では承認できません")),
        "{own:?}"
    );
    assert_eq!(transfer::to_approve(&office).await.unwrap().len(), 1);
    transfer::approve(&office, id, revision + 1).await.unwrap();
    for subject in &spring.subjects {
        assert_eq!(
            spring.owner_on(*subject, "2027-03-31").await.as_deref(),
            Some("leaver")
        );
        assert_eq!(
            spring.owner_on(*subject, "2027-04-01").await.as_deref(),
            Some("successor")
        );
    }
    let history = services::audit_log::list(&spring.app.operator(), 1)
        .await
        .unwrap()
        .0;
    let entered = history
        .iter()
        .filter(|it| it.action == "人事異動による引継ぎ")
        .count();
    assert_eq!(entered, 6);
    assert!(responsibility::leaving(&office).await.unwrap().is_empty());
    let again = transfer::approve(&office, id, revision + 2).await;
    assert!(matches!(again, Err(ServiceError::Rule(_))), "{again:?}");
}

fn handed_to(person: PersonId) -> Choice {
    Choice {
        fate: Fate::HandOver,
        successor: Some(person),
        because: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_no_longer_fits_is_not_entered() {
    let spring = Spring::begin().await;
    let (head, office) = (spring.by(spring.head).await, spring.by(spring.office).await);
    let id = spring.plan().await;
    transfer::submit(&head, id, 1).await.unwrap();
    let seventh = contract(&spring.app, spring.app.unit, "業務7").await;
    let draft = appointment(
        seventh,
        ResponsibilityRole::Owner,
        spring.leaver,
        "2026-04-01",
    );
    responsibility::assign(&spring.app.operator(), draft)
        .await
        .unwrap();
    let refused = transfer::approve(&office, id, 2).await;
    assert!(
        matches!(&refused, Err(ServiceError::Rule(words)) if words.contains("増えた責任：業務7")),
        "{refused:?}"
    );
    for subject in &spring.subjects {
        assert_eq!(
            spring.owner_on(*subject, "2027-04-01").await,
            None,
            "nothing is entered"
        );
    }
    transfer::send_back(&office, id, 2, "業務7を加えてください")
        .await
        .unwrap();
    transfer::submit(&head, id, 3).await.unwrap();
    transfer::approve(&office, id, 4).await.unwrap();
    assert_eq!(
        spring.owner_on(seventh, "2027-04-01").await.as_deref(),
        Some("shozoku")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_successor_who_cannot_take_over_is_refused_before_the_approval() {
    let spring = Spring::begin().await;
    let head = spring.by(spring.head).await;
    let id = spring.plan().await;
    retire(&spring.app, spring.successor, "2026-12-31").await;
    let detail = transfer::load(&head, id).await.unwrap();
    let choices = detail
        .moves
        .iter()
        .map(|it| (it.line(), handed_to(spring.successor)))
        .collect();
    transfer::choose(&head, id, 1, &choices).await.unwrap();
    let refused = transfer::submit(&head, id, 2).await;
    assert!(
        matches!(&refused, Err(ServiceError::Rule(words)) if words.contains("在職していません")),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_brings_who_leaves_and_who_arrives() {
    let spring = Spring::begin().await;
    let head = spring.by(spring.head).await;
    let id = spring.plan().await;
    let roster = "職員番号,氏名,フリガナ,所属,職名,メール,在職開始,在職終了\n\
        T-shozoku,shozoku,,総務課,課長,,R2.4.1,\n\
        T-successor,successor,,総務課,係長,,R2.4.1,\n\
        T-new,新人 太郎,シンジン タロウ,総務課,主事,,R9.4.1,\n";
    let read = transfer::take_roster(&head, id, "名簿.csv", roster.into())
        .await
        .unwrap();
    assert_eq!(read.unknown, ["新人 太郎"]);
    assert_eq!(read.leaving, 1, "{read:?}");
    let detail = transfer::load(&head, id).await.unwrap();
    let leaving: Vec<_> = detail
        .movers
        .iter()
        .filter(|it| it.direction == Direction::Leaving)
        .map(|it| it.person_id)
        .collect();
    assert_eq!(leaving, [spring.leaver]);
    assert!(
        detail
            .movers
            .iter()
            .any(|it| it.person_id == spring.successor && it.title.as_deref() == Some("係長"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plan_is_made_and_approved_through_the_forms() {
    let spring = Spring::begin().await;
    let (mut head, mut office) = (spring.app.visitor(), spring.app.visitor());
    head.sign_in("shozoku", tests::test_app::PASSWORD).await;
    office.sign_in("tokatsu", tests::test_app::PASSWORD).await;
    let unit = spring.app.unit.to_string();
    let page = head
        .submit(
            "/api/transfer/draft",
            "/transfers",
            &[("input[effective_on]", "R9.4.1"), ("input[unit_id]", &unit)],
        )
        .await;
    assert!(page.text().contains("引き継ぐ責任 6件"), "{}", page.text());
    let successor = spring.successor.to_string();
    let page = head
        .submit(
            "/api/transfer/add-mover",
            "/transfers/1",
            &[
                ("id", "1"),
                ("input[direction]", "arriving"),
                ("input[person_id]", &successor),
                ("input[unit_id]", &unit),
                ("input[post]", ""),
            ],
        )
        .await;
    assert!(
        page.text().contains("職名：入力されていません"),
        "{}",
        page.text()
    );
    let lines: Vec<String> = (1..=6)
        .map(|line| format!("input[moves][{line}]"))
        .collect();
    let mut fields = vec![("id", "1"), ("revision", "1")];
    fields.extend(lines.iter().map(|name| (name.as_str(), successor.as_str())));
    fields[2].1 = "end";
    let page = head
        .submit("/api/transfer/choose", "/transfers/1", &fields)
        .await;
    assert!(
        page.text().contains("後任のない責任が1件あります"),
        "{}",
        page.text()
    );
    let stale = head
        .submit("/api/transfer/choose", "/transfers/1", &fields)
        .await;
    assert!(
        stale.text().contains("ほかの人が先に保存しました"),
        "{}",
        stale.text()
    );
    fields[1].1 = "2";
    fields[2].1 = &successor;
    head.submit("/api/transfer/choose", "/transfers/1", &fields)
        .await;
    let page = head
        .submit(
            "/api/transfer/submit",
            "/transfers/1",
            &[("id", "1"), ("revision", "3")],
        )
        .await;
    assert!(
        page.text().contains("異動の計画を申請しました"),
        "{}",
        page.text()
    );
    let approve = [("id", "1"), ("revision", "4")];
    let own = head
        .submit("/api/transfer/approve", "/transfers/1", &approve)
        .await;
    assert!(
        own.text().contains("自分では承認できません"),
        "{}",
        own.text()
    );
    let page = office.visit("/").await;
    assert!(
        page.text().contains("承認待ちの人事異動"),
        "{}",
        page.text()
    );
    let page = office
        .submit("/api/transfer/approve", "/transfers/1", &approve)
        .await;
    assert!(
        page.text().contains("引継ぎを記録しました"),
        "{}",
        page.text()
    );
    let page = office.visit("/responsibilities/list?on=2027-04-01").await;
    assert_eq!(
        page.text().matches("successor").count(),
        6,
        "{}",
        page.text()
    );
    let page = office.visit("/responsibilities/list?on=2027-03-31").await;
    assert_eq!(page.text().matches("leaver").count(), 6, "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_plans_a_transfer() {
    let spring = Spring::begin().await;
    let id = spring.plan().await.to_string();
    let mut auditor = spring.app.signed_in_as(Role::Auditor, None, "kansa").await;
    let mut other = spring
        .app
        .signed_in_as(
            Role::DepartmentHead,
            Some(spring.app.other_unit),
            "kensetsu",
        )
        .await;
    let page = auditor.get(&format!("/transfers/{id}")).await;
    assert_eq!(page.status, 200);
    let page = other.get(&format!("/transfers/{id}")).await;
    assert_eq!(page.status, 403);
    for browser in [&mut auditor, &mut other] {
        let page = browser
            .submit(
                "/api/transfer/submit",
                &format!("/transfers/{id}"),
                &[("id", &id), ("revision", "1")],
            )
            .await;
        assert!(
            page.text().contains("この操作を行う権限がありません"),
            "{}",
            page.text()
        );
    }
    let page = auditor.get("/transfers/99").await;
    assert_eq!(page.status, 404);
    let past = TransferDraft {
        effective_on: NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(),
        unit_id: Some(spring.app.unit),
    };
    let refused = transfer::draft(&spring.by(spring.head).await, past).await;
    assert!(
        matches!(refused, Err(ServiceError::Invalid(_))),
        "{refused:?}"
    );
}
