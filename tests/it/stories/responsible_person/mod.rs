//! 責任者: named, handed over, ended, taken back, listed as of a day — and what is refused.

mod overlap;

use chrono::NaiveDate;
use domain::{
    authorization::Role,
    id::{OrganizationUnitId, PersonId},
    responsibility::{
        ResponsibilityRole, SubjectKey, SubjectKind,
        board::BoardFilter,
        input::{AppointmentDraft, Tie},
    },
};
use entities::contract;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, PaginatorTrait,
};
use services::ServiceError;
use tests::TestApp;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A concluded contract of the unit, from 2026-04-01 to 2028-03-31, as the ledger of a town would bring it.
pub(super) async fn contract(app: &TestApp, unit: OrganizationUnitId, title: &str) -> SubjectKey {
    let number = contract::Entity::find().count(&app.store.db).await.unwrap() + 1;
    let row = contract::ActiveModel {
        id: NotSet,
        contract_no: Set(format!("R8-{number:03}")),
        fiscal_year: Set(2026),
        title: Set(title.to_owned()),
        title_key: Set(domain::fold::search_key(title)),
        unit_id: Set(unit.0),
        vendor_id: Set(None),
        vendor_branch: Set(None),
        procurement_method: Set(None),
        document_kind: Set(domain::contract::DocumentKind::ContractDocument),
        starts_on: Set(day("2026-04-01")),
        ends_on: Set(day("2028-03-31")),
        amount_yen: Set(None),
        amount_kind: Set(domain::contract::AmountKind::Unknown),
        prior_notice_on: Set(None),
        signed_on: Set(Some(day("2026-04-01"))),
        signing_method: Set(None),
        confidentiality: Set(None),
        integrity: Set(None),
        availability: Set(None),
        segment: Set(None),
        facts: Set(serde_json::json!([])),
        personal_info: Set(false),
        personal_info_count: Set(None),
        note: Set(None),
        state: Set(domain::contract::ContractState::Concluded),
        stage: Set(domain::contract::preparation::PreparationStage::Editing),
        submitted_by: Set(None),
        submitted_at: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        decision_comment: Set(None),
        void_reason: Set(None),
        drafted_by: Set(None),
        source: Set(None),
        revision: Set(1),
        updated_at: Set(app.store.now()),
    };
    let inserted = contract::Entity::insert(row)
        .exec(&app.store.db)
        .await
        .unwrap();
    SubjectKey::new(SubjectKind::Contract, inserted.last_insert_id)
}

pub(super) fn appointment(
    subject: SubjectKey,
    role: ResponsibilityRole,
    person_id: PersonId,
    from_on: &str,
) -> AppointmentDraft {
    AppointmentDraft {
        subject,
        role,
        person_id,
        from_on: day(from_on),
        tie: Tie::Person,
        seen: None,
    }
}

/// What stands beside 「責任者」 in the menu.
async fn beside_the_menu(store: &services::Store, actor: &services::Actor) -> u64 {
    let facts = services::frame::facts(store, Some(actor)).await.unwrap();
    facts.counts.vacant
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_counts_what_another_server_changed_and_what_a_new_day_brings() {
    let app = TestApp::start().await;
    let first = contract(&app, app.unit, "広報紙印刷業務").await;
    let second = contract(&app, app.unit, "庁舎清掃業務").await;
    let person = app
        .add_person(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let actor = services::sign_in::actor(&app.store, person)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(beside_the_menu(&app.store, &actor).await, 2);
    // Asked again, nothing having changed.
    assert_eq!(beside_the_menu(&app.store, &actor).await, 2);

    // The other server has counted nothing, and the first one hears of its change by the log alone.
    let clock = std::sync::Arc::new(app.clock.clone());
    let other = services::Store::new(app.store.db.clone(), clock);
    let operator = other.acting(services::Actor::operator());
    let tomorrow = appointment(first, ResponsibilityRole::Owner, person, "2026-04-02");
    services::responsibility::assign(&operator, tomorrow)
        .await
        .unwrap();
    assert_eq!(beside_the_menu(&app.store, &actor).await, 2);
    app.wait(chrono::TimeDelta::days(1));
    assert_eq!(beside_the_menu(&app.store, &actor).await, 1);

    let today = appointment(second, ResponsibilityRole::Owner, person, "2026-04-02");
    services::responsibility::assign(&operator, today)
        .await
        .unwrap();
    assert_eq!(beside_the_menu(&app.store, &actor).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_is_named_handed_over_and_listed_as_of_a_day() {
    let app = TestApp::start().await;
    let subject = contract(&app, app.unit, "広報紙印刷業務").await;
    let first = app.add_person(Role::Auditor, Some(app.unit), "first").await;
    let second = app
        .add_person(Role::Auditor, Some(app.unit), "second")
        .await;
    let ctx = app.operator();
    let owner = ResponsibilityRole::Owner;
    assert_eq!(
        services::responsibility::vacant_count(&ctx).await.unwrap(),
        1
    );
    let at = |person, from_on| appointment(subject, owner, person, from_on);
    services::responsibility::assign(&ctx, at(first, "2026-04-01"))
        .await
        .unwrap();
    assert_eq!(
        services::responsibility::vacant_count(&ctx).await.unwrap(),
        0
    );
    let refused = services::responsibility::assign(&ctx, at(second, "2026-10-01")).await;
    assert!(
        matches!(&refused, Err(ServiceError::Rule(words)) if words.contains("「引継ぎ」")),
        "{refused:?}"
    );

    let detail = services::responsibility::subject(&ctx, subject)
        .await
        .unwrap();
    let line = detail.history[0].clone();
    services::responsibility::hand_over(&ctx, line.id, at(second, "2026-10-01"))
        .await
        .unwrap();
    let names = async |on: &str| {
        let filter = BoardFilter {
            on: on.to_owned(),
            ..BoardFilter::default()
        };
        let (_, rows) = services::responsibility::list_on(&ctx, &filter)
            .await
            .unwrap();
        rows[0]
            .standing
            .owner
            .as_ref()
            .map(|owner| owner.name.clone())
    };
    assert_eq!(names("令和8年9月30日").await.as_deref(), Some("first"));
    assert_eq!(names("R8.10.1").await.as_deref(), Some("second"));

    let stale =
        services::responsibility::end(&ctx, line.id, line.revision, day("2026-09-01")).await;
    assert!(matches!(stale, Err(ServiceError::Conflict(_))), "{stale:?}");
    let detail = services::responsibility::subject(&ctx, subject)
        .await
        .unwrap();
    let line = detail.history[0].clone();
    services::responsibility::withdraw(&ctx, line.id, line.revision, "人を誤った")
        .await
        .unwrap();
    assert_eq!(
        names("R8.10.1").await,
        None,
        "what was taken back counts on no day"
    );
    services::responsibility::assign(&ctx, at(second, "2026-10-01"))
        .await
        .unwrap();
    assert_eq!(names("R8.10.1").await.as_deref(), Some("second"));
    let stale = AppointmentDraft {
        seen: Some(1),
        ..at(first, "2027-04-01")
    };
    let stale = services::responsibility::assign(&ctx, stale).await;
    assert!(matches!(stale, Err(ServiceError::Conflict(_))), "{stale:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_who_retired_is_missed_from_the_next_day_on() {
    let app = TestApp::start().await;
    let subject = contract(&app, app.unit, "保守業務").await;
    let leaver = app
        .add_person(Role::Auditor, Some(app.unit), "leaver")
        .await;
    let ctx = app.operator();
    services::responsibility::assign(
        &ctx,
        appointment(subject, ResponsibilityRole::Owner, leaver, "2026-04-01"),
    )
    .await
    .unwrap();
    retire(&app, leaver, "2026-05-10").await;
    assert_eq!(
        services::responsibility::vacant_count(&ctx).await.unwrap(),
        0
    );
    let waiting = services::responsibility::leaving(&ctx).await.unwrap();
    assert_eq!(waiting.len(), 1, "known 40 days ahead");
    assert_eq!(waiting[0].holds[0].name, "保守業務");
    app.wait(chrono::TimeDelta::days(40));
    assert_eq!(
        services::responsibility::vacant_count(&ctx).await.unwrap(),
        1
    );
    let (rows, total, _) = services::responsibility::vacant(&ctx).await.unwrap();
    assert_eq!((rows.len(), total), (1, 1));
    let board = services::responsibility::board(&ctx, BoardFilter::default())
        .await
        .unwrap();
    assert_eq!(board.vacant, 1);
    assert_eq!(
        board.rows[0].standing.gap.unwrap().from_on,
        day("2026-05-11")
    );
}

/// The last day in office, as the staff list would bring it.
pub(super) async fn retire(app: &TestApp, person: PersonId, last: &str) {
    use sea_orm::{ActiveModelTrait, IntoActiveModel};
    let row = entities::person::Entity::find_by_id(person.0)
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    let mut row = row.into_active_model();
    row.in_office_to = Set(Some(day(last)));
    row.update(&app.store.db).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_names_an_owner_from_the_start_page_with_a_choice_and_a_button() {
    let app = TestApp::start().await;
    let subject = contract(&app, app.unit, "広報紙印刷業務").await;
    contract(&app, app.other_unit, "道路除雪業務").await;
    let person = app
        .add_person(Role::Auditor, Some(app.unit), "tanto")
        .await
        .to_string();
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let page = head.visit("/").await;
    assert!(page.text().contains("責任者未定 1件"), "{}", page.text());
    assert!(
        !page.text().contains("道路除雪"),
        "another unit's is not his to decide"
    );
    let key = subject.to_string();
    let mut fields = vec![
        ("back", "today"),
        ("input[subject]", key.as_str()),
        ("input[role]", "owner"),
        ("input[from_on]", "令和8年4月1日"),
        ("input[seen]", "0"),
        ("input[person_id]", ""),
    ];
    let page = head
        .submit("/api/responsibility/assign", "/", &fields)
        .await;
    assert!(
        page.text().contains("選択されていません"),
        "{}",
        page.text()
    );
    fields[5].1 = &person;
    let page = head
        .submit("/api/responsibility/assign", "/", &fields)
        .await;
    assert!(
        page.text().contains("責任者を指定しました"),
        "{}",
        page.text()
    );
    assert!(!page.text().contains("責任者未定"), "{}", page.text());

    let again = head
        .submit("/api/responsibility/assign", "/responsibilities", &fields)
        .await;
    assert!(
        again.text().contains("ほかの人が先に保存しました"),
        "{}",
        again.text()
    );
    let page = head.visit(&format!("/responsibilities/{key}")).await;
    assert!(page.text().contains("tanto"), "{}", page.text());
    let page = head.visit("/contracts/1").await;
    assert!(
        page.text().contains("責任者の指定・引継ぎ・履歴"),
        "{}",
        page.text()
    );
    let (id, revision) = ("1", "1");
    let end = [
        ("id", id),
        ("revision", revision),
        ("input[last_on]", "R8.3.1"),
    ];
    let page = head
        .submit(
            "/api/responsibility/end",
            &format!("/responsibilities/{key}"),
            &end,
        )
        .await;
    assert!(page.text().contains("より後の日"), "{}", page.text());
    let review = [("subject", key.as_str()), ("back", "subject")];
    let page = head
        .submit("/api/responsibility/review", "/responsibilities", &review)
        .await;
    assert!(
        page.text().contains("責任者の確認を記録しました"),
        "{}",
        page.text()
    );
    let page = head.visit("/responsibilities/list?on=R8.3.31").await;
    assert!(
        page.text().contains("令和8年3月31日現在 0件"),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn others_are_refused() {
    let app = TestApp::start().await;
    let subject = contract(&app, app.other_unit, "道路除雪業務").await;
    let key = subject.to_string();
    let person = app
        .add_person(Role::Auditor, Some(app.unit), "tanto")
        .await
        .to_string();
    let fields = [
        ("back", "board"),
        ("input[subject]", key.as_str()),
        ("input[role]", "owner"),
        ("input[from_on]", "令和8年4月1日"),
        ("input[person_id]", &person),
    ];
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.unit), "keiyaku")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    for browser in [&mut auditor, &mut officer, &mut head] {
        let page = browser
            .submit("/api/responsibility/assign", "/responsibilities", &fields)
            .await;
        assert!(
            page.text().contains("この操作を行う権限がありません"),
            "{}",
            page.text()
        );
    }
    let page = auditor.get(&format!("/responsibilities/{key}")).await;
    assert_eq!(page.status, 200, "an auditor reads everything");
    let page = head.get(&format!("/responsibilities/{key}")).await;
    assert_eq!(page.status, 403, "another unit's");
    let page = head.get("/responsibilities/contract-999").await;
    assert_eq!(page.status, 404);
    let mut visitor = app.visitor();
    for path in [
        "/responsibilities",
        "/responsibilities/list",
        "/transfers",
        "/transfers/1",
    ] {
        let page = visitor.get(path).await;
        assert!(page.status.is_redirection(), "{path}: {}", page.status);
        assert!(
            page.location().starts_with("/sign-in"),
            "{}",
            page.location()
        );
    }
    let page = visitor.post("/api/responsibility/assign", &fields).await;
    assert!(page.location().contains("/sign-in"), "{}", page.location());
}
