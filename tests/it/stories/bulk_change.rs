//! Many accounts, contracts and services get another 責任者 or another 所管課 at once: what is within the
//! person's rights is changed, each with its own entry in the log; the rest is left and named; a change of units is put back by a button.

use std::collections::BTreeMap;

use domain::{
    authorization::Role,
    id::{OrganizationUnitId, PersonId},
    organization::RoleDraft,
    responsibility::ResponsibilityRole,
    social_media::input::{AccountInput, ServiceInput},
};
use entities::{audit_event, job_item, responsibility, social_media_account};
use http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use services::Context;
use tests::{Answer, Browser, TestApp, test_app::PASSWORD};

const OWN: usize = 150;
const OTHERS: usize = 50;

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}: {}", page.text());
}

async fn accounts(ctx: &Context, unit: OrganizationUnitId, other: OrganizationUnitId) {
    let service = ServiceInput {
        name: "見本SNS".to_owned(),
        unit_id: unit.to_string(),
        used_from: "R2.7.1".to_owned(),
        ..ServiceInput::default()
    };
    let service = services::social_media::add_service(ctx, service.check().unwrap())
        .await
        .unwrap();
    for number in 0..OWN + OTHERS {
        let unit = if number < OWN { unit } else { other };
        let input = AccountInput {
            service_id: service.to_string(),
            unit_id: unit.to_string(),
            name: format!("公式{number:03}"),
            ownership: "town".to_owned(),
            purpose: "町政情報".to_owned(),
            audience: "町民".to_owned(),
            content: "お知らせ".to_owned(),
            ..AccountInput::default()
        };
        let opened_on = chrono::NaiveDate::from_ymd_opt(2024, 4, 1).unwrap();
        services::social_media::register_account(ctx, input.check().unwrap(), opened_on)
            .await
            .unwrap();
    }
}

/// A 所属長 of one unit who reads everything: sees 200 accounts and may change 150 of them.
async fn head(app: &TestApp) -> (PersonId, Browser) {
    let person = app
        .add_person(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let reads = RoleDraft {
        role: Role::Auditor,
        unit_id: None,
        from_on: chrono::NaiveDate::from_ymd_opt(2020, 4, 1).unwrap(),
        to_on: None,
    };
    services::organization::assign_role(&app.operator(), person, reads)
        .await
        .unwrap();
    let mut browser = app.visitor();
    browser.sign_in("shozoku", PASSWORD).await;
    (person, browser)
}

/// How many accounts each unit has.
async fn by_unit(app: &TestApp) -> BTreeMap<i64, usize> {
    let rows = social_media_account::Entity::find()
        .all(&app.store.db)
        .await
        .unwrap();
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.unit_id).or_default() += 1;
    }
    counts
}

async fn events(app: &TestApp, action: &str) -> u64 {
    audit_event::Entity::find()
        .filter(audit_event::COLUMN.action.eq(action))
        .count(&app.store.db)
        .await
        .unwrap()
}

/// Sends a form of the page; answers the page of the job, once it has run.
async fn done(
    app: &TestApp,
    browser: &mut Browser,
    form: &str,
    page: &str,
    fields: &[(&str, &str)],
) -> (String, Answer) {
    let answer = browser.post_from(form, page, fields).await;
    let to = answer.location().replace("http://itaku.test", "");
    assert!(to.starts_with("/jobs/"), "{to} {}", answer.text());
    let job = to.split('?').next().unwrap_or_default().to_owned();
    app.run_jobs().await;
    let page = browser.visit(&job).await;
    (job, page)
}

#[tokio::test(flavor = "multi_thread")]
async fn those_within_the_rights_are_changed_and_the_others_named() {
    let app = TestApp::start().await;
    accounts(&app.operator(), app.unit, app.other_unit).await;
    let (person, mut browser) = head(&app).await;
    let third = services::organization::add_unit(
        &app.operator(),
        domain::organization::OrganizationUnitDraft {
            code: "0110".to_owned(),
            name: "広報係".to_owned(),
            parent_id: Some(app.unit),
            parent_name: None,
            organ_type: domain::organization::OrganType::InternalBureau,
            aliases: Vec::new(),
            valid_from: chrono::NaiveDate::from_ymd_opt(2000, 4, 1).unwrap(),
            valid_to: None,
        },
    )
    .await
    .unwrap();
    // The scope of a unit, with those below it, is read at sign-in.
    browser.sign_in("shozoku", PASSWORD).await;

    let list = browser.visit("/social-media").await;
    says(&list, "この条件のすべて 200件を変更");
    let nothing = browser.visit("/social-media/bulk").await;
    says(&nothing, "SNSアカウントが選択されていません");
    let page = "/social-media/bulk?all=1";
    let confirm = browser.visit(page).await;
    says(&confirm, "200件のSNSアカウントを変更します。");
    says(&confirm, "見本SNS 公式000");
    says(&confirm, "見本SNS 公式019");
    assert!(!confirm.text().contains("公式020"));
    says(&confirm, "ほか180件");
    says(
        &confirm,
        "200件のうち、あなたが変更できるのは150件です。ほかの50件は",
    );
    says(&confirm, "200件の責任者を変更");
    says(&confirm, "200件の所管課を変更");
    let ids = confirm.value_of("ids").unwrap();
    assert_eq!(ids.split(',').count(), OWN + OTHERS);

    // A form that cannot be taken loses nothing.
    let fields = [
        ("ledger", "accounts"),
        ("ids", &*ids),
        ("input[person_id]", &*person.to_string()),
        ("input[from_on]", "いつか"),
    ];
    let refused = browser.submit("/api/bulk/owners", page, &fields).await;
    assert_eq!(
        refused.value_of("input[from_on]").as_deref(),
        Some("いつか")
    );
    says(&refused, "200件のSNSアカウントを変更します。");

    // 責任者.
    let fields = [
        ("ledger", "accounts"),
        ("ids", &*ids),
        ("input[person_id]", &*person.to_string()),
        ("input[from_on]", "R8.4.1"),
    ];
    let form = "/api/bulk/owners";
    let (_, result) = done(&app, &mut browser, form, page, &fields).await;
    says(
        &result,
        "150件の処理に成功しました。50件の処理に失敗しました。",
    );
    says(&result, "失敗した50件");
    says(&result, "見本SNS 公式199");
    says(&result, "の権限がありません");
    says(&result, "成功した150件");
    assert_eq!(holdings(&app, person).await, OWN as u64);
    assert_eq!(events(&app, "責任者の指定").await, OWN as u64);

    // 所管課, and back.
    let before = by_unit(&app).await;
    let unit = third.to_string();
    let fields = [
        ("ledger", "accounts"),
        ("ids", &*ids),
        ("input[unit_id]", &*unit),
    ];
    let form = "/api/bulk/units";
    let (job, result) = done(&app, &mut browser, form, page, &fields).await;
    says(
        &result,
        "150件の処理に成功しました。50件の処理に失敗しました。",
    );
    let changed = by_unit(&app).await;
    assert_eq!(changed.get(&third.0), Some(&OWN));
    assert_eq!(changed.get(&app.other_unit.0), Some(&OTHERS));
    let action = "SNSアカウントの所管課の変更";
    assert_eq!(events(&app, action).await, OWN as u64);

    // One that was changed since keeps its new unit.
    let account = social_media_account::Entity::find()
        .filter(social_media_account::COLUMN.unit_id.eq(third.0))
        .order_by_asc(social_media_account::Column::Id)
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    let input = AccountInput {
        service_id: account.service_id.to_string(),
        unit_id: app.other_unit.to_string(),
        name: account.name.clone(),
        ownership: "town".to_owned(),
        purpose: "町政情報".to_owned(),
        audience: "町民".to_owned(),
        content: "お知らせ".to_owned(),
        ..AccountInput::default()
    };
    services::social_media::change_account(
        &app.operator(),
        domain::id::SocialMediaAccountId(account.id),
        account.revision,
        input.check().unwrap(),
    )
    .await
    .unwrap();
    says(&result, "元に戻す");
    let id = job.trim_start_matches("/jobs/").to_owned();
    let form = "/api/bulk/undo-units";
    let (undone, result) = done(&app, &mut browser, form, &job, &[("id", &id)]).await;
    says(
        &result,
        "149件の処理に成功しました。1件の処理に失敗しました。",
    );
    says(&result, "所管課が、その後に変更されています");
    let after = by_unit(&app).await;
    assert_eq!(after.get(&app.unit.0), Some(&(before[&app.unit.0] - 1)));
    assert_eq!(after.get(&third.0), None);

    // What put something back is not put back itself; and only one's own is.
    let page = browser.visit(&undone).await;
    assert!(!page.text().contains("変更前の所管課に戻します"));
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    let refused = office.post_from(form, "/jobs", &[("id", &id)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    app.run_jobs().await;
    assert_eq!(by_unit(&app).await, after);
    services::audit_log::verify(&app.operator()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_change_accounts_is_not_offered_it() {
    let app = TestApp::start().await;
    accounts(&app.operator(), app.unit, app.other_unit).await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let list = auditor.visit("/social-media").await;
    assert!(!list.text().contains("この条件のすべて"), "{}", list.text());
    let page = auditor.get("/social-media/bulk?all=1").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let unit = app.unit.to_string();
    let fields = [
        ("ledger", "accounts"),
        ("ids", "1"),
        ("input[unit_id]", &*unit),
    ];
    auditor
        .post_from("/api/bulk/units", "/social-media", &fields)
        .await;
    app.run_jobs().await;
    let items = job_item::Entity::find().count(&app.store.db).await.unwrap();
    assert_eq!(items, 0);

    // An officer keeps accounts, and says nothing of who is responsible.
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let all = social_media_account::Entity::find()
        .all(&app.store.db)
        .await
        .unwrap();
    let (first, second) = (all[0].id, all[1].id);
    let page = officer
        .visit(&format!("/social-media/bulk?id={first}&id={second}"))
        .await;
    says(&page, "2件の所管課を変更");
    assert!(!page.text().contains("責任者を変更"), "{}", page.text());
}

/// How the sheet of a unit stood on a day, for the duties about contracts and services.
async fn duties(app: &TestApp, on: &str) -> Vec<domain::coverage::DutyResult> {
    let filter = domain::coverage::CoverageFilter {
        on: on.to_owned(),
        unit: app.unit.to_string(),
        ..domain::coverage::CoverageFilter::default()
    };
    let sheet = services::coverage::judge(&app.operator(), &filter)
        .await
        .unwrap();
    ["O2", "O6"]
        .map(|id| sheet.duty(id).unwrap().clone())
        .into()
}

#[tokio::test(flavor = "multi_thread")]
async fn contracts_and_services_move_with_a_reorganisation_and_the_past_stays_as_it_was() {
    let app = TestApp::demo("2026-11-10").await;
    let mut officer = app.signed_in("keiyaku").await;
    let (unit, other) = (app.unit.to_string(), app.other_unit.to_string());
    let before = duties(&app, "2026-11-09").await;

    for (ledger, list, moved) in [
        ("contracts", "/contracts", "契約の変更（所管課）"),
        ("services", "/services", "外部サービスの変更（所管課）"),
    ] {
        let page = officer.visit(&format!("{list}?unit={unit}")).await;
        says(&page, "まとめて変更");
        says(
            &officer.visit(&format!("{list}/bulk")).await,
            "が選択されていません",
        );
        let confirm = format!("{list}/bulk?all=1&unit={unit}");
        let page = officer.visit(&confirm).await;
        let ids = page.value_of("ids").unwrap();
        let count = ids.split(',').count();
        assert!(1 < count, "{list}: {ids}");
        says(&page, &format!("{count}件の所管課を変更"));
        let fields = [
            ("ledger", ledger),
            ("ids", &*ids),
            ("input[unit_id]", &*other),
        ];
        let (job, result) = done(&app, &mut officer, "/api/bulk/units", &confirm, &fields).await;
        let changed = events(&app, moved).await;
        assert!(0 < changed, "{}", result.text());
        says(&result, &format!("{changed}件の処理に成功しました。"));
        // What was so on a day before stays so.
        assert_eq!(duties(&app, "2026-11-09").await, before, "{ledger}");

        // What is of the unit already is left.
        let again = done(&app, &mut officer, "/api/bulk/units", &confirm, &fields).await;
        says(&again.1, "0件の処理に成功しました。");
        says(&again.1, "すでに、この所管課の");

        let id = job.trim_start_matches("/jobs/").to_owned();
        let form = "/api/bulk/undo-units";
        let (_, result) = done(&app, &mut officer, form, &job, &[("id", &id)]).await;
        says(&result, &format!("{changed}件の処理に成功しました。"));
        assert_eq!(events(&app, moved).await, 2 * changed);
        let page = officer.visit(&confirm).await;
        assert_eq!(page.value_of("ids").unwrap(), ids, "{ledger}");
    }
    services::audit_log::verify(&app.operator()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn contracts_get_another_responsible_person() {
    let app = TestApp::demo("2026-11-10").await;
    let mut office = app.signed_in("tokatsu").await;
    let person = app
        .add_person(Role::DepartmentHead, Some(app.unit), "atarashii")
        .await;
    for (ledger, list) in [("contracts", "/contracts"), ("services", "/services")] {
        // Offered to whoever says who is responsible, without the right to change the record.
        says(&office.visit(list).await, "まとめて変更");
        let confirm = format!("{list}/bulk?all=1&unit={}", app.unit);
        let page = office.visit(&confirm).await;
        assert!(!page.text().contains("所管課を変更"), "{}", page.text());
        let ids = page.value_of("ids").unwrap();
        let fields = [
            ("ledger", ledger),
            ("ids", &*ids),
            ("input[person_id]", &*person.to_string()),
            ("input[from_on]", "R8.11.10"),
        ];
        let held = holdings(&app, person).await;
        let form = "/api/bulk/owners";
        let (_, result) = done(&app, &mut office, form, &confirm, &fields).await;
        let taken = holdings(&app, person).await - held;
        assert!(0 < taken, "{}", result.text());
        says(&result, &format!("{taken}件の処理に成功しました。"));
    }
}

/// How much somebody is 責任者 of.
async fn holdings(app: &TestApp, person: PersonId) -> u64 {
    responsibility::Entity::find()
        .filter(responsibility::COLUMN.role.eq(ResponsibilityRole::Owner))
        .filter(responsibility::COLUMN.person_id.eq(person.0))
        .count(&app.store.db)
        .await
        .unwrap()
}
