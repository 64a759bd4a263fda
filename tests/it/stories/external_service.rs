//! A service is registered, applied for by one person and approved by another under the regulation of the
//! day; 約款型 with 機密性２以上 waits for an exception; checks come with the approval and go with the end of
//! use, after which erasure is confirmed. The sheet of 第6節(8) tells every day as it was.

use axum::body::Body;
use chrono::{NaiveDate, TimeDelta};
use domain::{
    authorization::Role,
    coverage::{CoverageFilter, State},
    regulation::{Disclosure, Layer, Topic},
};
use entities::{regulation_document, regulation_version};
use http::{Request, StatusCode, header};
use sea_orm::{ActiveValue::Set, EntityTrait};
use tests::{Answer, Browser, TestApp, client::encoded};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}\n{}", page.text());
}

/// A regulation about external services in force since the day.
async fn regulation(app: &TestApp, since: &str) {
    let document = regulation_document::ActiveModel {
        layer: Set(Layer::Regulation),
        topic: Set(Topic::ExternalService),
        title: Set("外部サービス利用規程".to_owned()),
        title_key: Set("外部サービス利用規程".to_owned()),
        disclosure: Set(Disclosure::Internal),
        unit_id: Set(app.unit.0),
        drafted_on: Set(day(since)),
        revision: Set(1),
        updated_at: Set(app.store.now()),
        ..Default::default()
    };
    let document = regulation_document::Entity::insert(document)
        .exec(&app.store.db)
        .await
        .unwrap()
        .last_insert_id;
    let version = regulation_version::ActiveModel {
        document_id: Set(document),
        version_no: Set(1),
        number: Set(Some("訓令第6号".to_owned())),
        enacted_on: Set(day(since)),
        in_force_on: Set(day(since)),
        drafted_on: Set(day(since)),
        approved_on: Set(Some(day(since))),
        revision: Set(1),
        ..Default::default()
    };
    regulation_version::Entity::insert(version)
        .exec_without_returning(&app.store.db)
        .await
        .unwrap();
}

struct People {
    officer: Browser,
    head: Browser,
    office: Browser,
}

async fn people(app: &TestApp) -> People {
    People {
        officer: app
            .signed_in_as(Role::ProcurementOfficer, Some(app.unit), "keiyaku")
            .await,
        head: app
            .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
            .await,
        office: app
            .signed_in_as(Role::SecurityOffice, None, "tokatsu")
            .await,
    }
}

/// The same people on a later day.
async fn again(app: &TestApp) -> People {
    let mut browsers = [app.visitor(), app.visitor(), app.visitor()];
    for (browser, name) in browsers.iter_mut().zip(["keiyaku", "shozoku", "tokatsu"]) {
        browser.sign_in(name, tests::test_app::PASSWORD).await;
    }
    let [officer, head, office] = browsers;
    People {
        officer,
        head,
        office,
    }
}

fn service<'a>(unit: &'a str, kind: &'a str, class: &'a str) -> Vec<(&'a str, &'a str)> {
    let personal = if class == "C3B" { "yes" } else { "no" };
    vec![
        ("input[name]", "見本フォーム"),
        ("input[unit_id]", unit),
        ("input[kind]", kind),
        ("input[deployment]", "saas"),
        ("input[paid]", "no"),
        ("input[provider_name]", "株式会社見本クラウド"),
        ("input[purpose]", "講座の申込みの受付"),
        ("input[confidentiality]", class),
        ("input[handles_personal_info]", personal),
        ("input[provider_handling]", "unknown"),
        ("input[segment]", "internet"),
        ("input[data_location]", "国内"),
        ("input[governing_law]", "日本法"),
        ("input[terms_confirmed_on]", "R8.4.1"),
    ]
}

async fn register(browser: &mut Browser, unit: &str, kind: &str, class: &str) -> Answer {
    let fields = service(unit, kind, class);
    let page = browser
        .submit("/api/external-service/register", "/services/new", &fields)
        .await;
    says(&page, "外部サービスを登録しました");
    page
}

/// Sends a form of the service's page, with the number of its last change.
async fn step(browser: &mut Browser, verb: &str, fields: &[(&str, &str)]) -> Answer {
    let revision = revision(browser).await;
    let mut all = vec![("id", "1"), ("revision", revision.as_str())];
    all.extend_from_slice(fields);
    let path = format!("/api/external-service/{verb}");
    browser.submit(&path, "/services/1", &all).await
}

async fn revision(browser: &mut Browser) -> String {
    let page = browser.visit("/services/1").await;
    page.value_of("revision").unwrap_or_else(|| "1".to_owned())
}

const APPLICATION: [(&str, &str); 2] = [
    ("input[reason]", "窓口の混雑を減らすため"),
    ("input[wanted_until]", "R9.3.31"),
];

fn approval(until: &str) -> [(&str, &str); 5] {
    [
        ("input[decision]", "approved"),
        ("input[approval_no]", "情承第1号"),
        ("input[conditions]", ""),
        ("input[expires_on]", until),
        ("input[decision_comment]", ""),
    ]
}

/// The status a script of the page would see.
async fn status(browser: &mut Browser, verb: &str, fields: &[(&str, &str)]) -> StatusCode {
    let host = tests::client::HOST;
    let request = Request::post(format!("/api/external-service/{verb}"))
        .header(header::ACCEPT, "application/json")
        .header(header::ORIGIN, format!("http://{host}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    browser
        .send(request, Body::from(encoded(fields)))
        .await
        .status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_applied_for_by_one_and_approved_by_another() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let mut people = people(&app).await;
    register(&mut people.officer, &unit, "cloud_contracted", "C3B").await;
    let page = step(&mut people.officer, "apply", &APPLICATION).await;
    says(&page, "利用を申請しました");
    says(&page, "自分の申請です");

    // 機密性２以上 is not for the 所属長.
    let page = step(&mut people.head, "decide", &approval("R9.3.31")).await;
    says(&page, "情報セキュリティ統括が承認します");
    says(&people.office.visit("/").await, "外部サービスの承認待ち");
    // Without a regulation in force nothing is approved.
    let page = step(&mut people.office, "decide", &approval("R9.3.31")).await;
    says(&page, "施行されている版がありません");
    regulation(&app, "2026-03-01").await;
    // The end lies before the start.
    let page = step(&mut people.office, "decide", &approval("R8.3.31")).await;
    says(&page, "期限が今日より前です");
    assert_eq!(
        page.value_of("input[approval_no]").as_deref(),
        Some("情承第1号")
    );
    let page = step(&mut people.office, "decide", &approval("R9.3.31")).await;
    says(&page, "「承認」を記録しました");
    says(&page, "外部サービス利用規程");
    says(&page, "承認済み（利用前）");
    // Measures by life-cycle are tasks now.
    says(&page, "選定時");
    says(&page, "業務開始前");
    says(&page, "半年（令和8年度上期）");
    says(&page, "責任者未定");

    let start = [("input[day]", "R8.4.1"), ("input[reason]", "")];
    let stale = [("id", "1"), ("revision", "1"), start[0], start[1]];
    let lost = people
        .officer
        .submit("/api/external-service/start", "/services/1", &stale)
        .await;
    says(&lost, "ほかの人が先に保存しました");
    assert_eq!(
        status(&mut people.officer, "start", &stale).await,
        StatusCode::CONFLICT
    );
    let page = step(&mut people.officer, "start", &start).await;
    says(&page, "利用開始を記録しました");
    says(&page, "利用中");
    let list = people.officer.visit("/services?q=見本フォーム").await;
    says(&list, "見本フォーム");
    says(&list, "要対応");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_approves_class_1_but_never_an_own_application() {
    let app = TestApp::start().await;
    regulation(&app, "2026-03-01").await;
    let unit = app.unit.to_string();
    let mut people = people(&app).await;
    register(&mut people.head, &unit, "cloud_terms_based", "C1").await;
    let page = step(&mut people.head, "apply", &APPLICATION).await;
    says(&page, "自分の申請です");
    let own = step(&mut people.head, "decide", &approval("R9.3.31")).await;
    says(&own, "自分では承認できません");
    // Withdrawn, and applied for by another.
    let page = step(&mut people.officer, "withdraw", &[]).await;
    says(&page, "申請した人だけが取り下げられます");
    step(&mut people.head, "withdraw", &[]).await;
    let page = step(&mut people.officer, "apply", &APPLICATION).await;
    says(&page, "利用を申請しました");
    let refusal = [
        ("input[decision]", "refused"),
        ("input[decision_comment]", "所在国が分からないため"),
    ];
    let page = step(&mut people.head, "decide", &refusal).await;
    says(&page, "「不承認」を記録しました");
    says(&page, "所在国が分からないため");
    step(&mut people.officer, "apply", &APPLICATION).await;
    let page = step(&mut people.head, "decide", &approval("R9.3.31")).await;
    says(&page, "承認済み（利用前）");
    // Renewed early: two approvals hold.
    step(&mut people.officer, "apply", &APPLICATION).await;
    let page = step(&mut people.head, "decide", &approval("R9.3.31")).await;
    says(&page, "第4回 更新");
    // Taken back, nothing covers the use any more.
    let revoke = [("reason", "約款が変わり、広告に使われるため")];
    let page = step(&mut people.head, "revoke", &revoke).await;
    says(&page, "利用承認を取り消しました");
    says(&page, "承認切れ");
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_based_with_class_3_is_refused_without_an_exception() {
    let app = TestApp::start().await;
    regulation(&app, "2026-03-01").await;
    let unit = app.unit.to_string();
    let mut people = people(&app).await;
    register(&mut people.officer, &unit, "cloud_terms_based", "C3B").await;
    let mut fields = vec![("id", "1"), ("revision", "1")];
    fields.extend(APPLICATION);
    assert_eq!(
        status(&mut people.officer, "apply", &fields).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let page = step(&mut people.officer, "apply", &APPLICATION).await;
    says(&page, "機密性２以上の情報を取り扱えません");
    says(&page, "例外措置を申請");
    let asked = "/exceptions/new?subject=external_service%3A1&amp;rule=terms_based_service";
    assert!(page.html().contains(asked), "{}", page.html());

    let form = people.officer.visit(&asked.replace("&amp;", "&")).await;
    says(&form, "見本フォーム");
    let exception = [
        ("input[kind]", "rule_exception"),
        ("input[rule]", "terms_based_service"),
        ("input[subject]", "external_service:1"),
        ("input[reason]", "代わるサービスがないため"),
        ("input[safeguard]", "氏名を入力させない"),
        ("input[expires_on]", "R8.9.30"),
    ];
    people
        .officer
        .submit("/api/exception/apply", "/exceptions/new", &exception)
        .await;
    let decide = [
        ("id", "1"),
        ("revision", "1"),
        ("input[decision]", "approved"),
        ("input[note]", ""),
    ];
    let page = people
        .office
        .submit("/api/exception/decide", "/exceptions/1", &decide)
        .await;
    says(&page, "有効");
    assert!(page.html().contains("href=\"/services/1\""));
    let page = step(&mut people.officer, "apply", &APPLICATION).await;
    says(&page, "利用を申請しました");
    // Not longer than the exception.
    let page = step(&mut people.office, "decide", &approval("R9.3.31")).await;
    says(&page, "例外措置の期限（令和8年9月30日）まで");
    let page = step(&mut people.office, "decide", &approval("R8.9.30")).await;
    says(&page, "「承認」を記録しました");
    let start = [("input[day]", "R8.4.1"), ("input[reason]", "")];
    step(&mut people.officer, "start", &start).await;
    // It runs out, and the service is red again.
    app.wait(TimeDelta::days(184));
    let mut people = again(&app).await;
    let page = people.officer.visit("/services/1").await;
    says(&page, "約款型×機密性2以上");
    says(&page, "承認切れ");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_use_withdraws_checks_and_asks_for_erasure() {
    let app = TestApp::start().await;
    regulation(&app, "2026-03-01").await;
    let unit = app.unit.to_string();
    let mut people = people(&app).await;
    register(&mut people.officer, &unit, "cloud_contracted", "C2").await;
    step(&mut people.officer, "apply", &APPLICATION).await;
    step(&mut people.office, "decide", &approval("R9.3.31")).await;
    let start = [("input[day]", "R8.4.1"), ("input[reason]", "")];
    step(&mut people.officer, "start", &start).await;
    let review = [
        ("input[occasion]", "terms_changed"),
        ("input[terms_version]", "2026年6月版"),
        ("input[note]", ""),
    ];
    let page = step(&mut people.officer, "ask-review", &review).await;
    says(&page, "見直し待ち");
    let judged = [
        ("review", "1"),
        ("input[judgement]", "continue"),
        ("input[review_finding]", "影響はない。"),
    ];
    let page = step(&mut people.officer, "finish-review", &judged).await;
    says(&page, "利用を続ける");
    let certificate = [
        ("input[kind]", "ismap"),
        ("input[number]", "C29-9901-2"),
        ("input[scope]", "国内"),
        ("input[expires_on]", "R8.5.31"),
    ];
    let page = step(&mut people.officer, "add-certificate", &certificate).await;
    says(&page, "C29-9901-2");
    says(
        &people.officer.visit("/").await,
        "認証・登録の期限が近い・切れた外部サービス",
    );

    let early = [
        ("input[erased_on]", "R8.4.1"),
        ("input[erasure_method]", "消去証明書"),
        ("input[accounts_disposed_on]", "R8.4.1"),
    ];
    let page = step(&mut people.officer, "erasure", &early).await;
    says(&page, "先に利用終了を記録してください");
    app.wait(TimeDelta::days(61));
    let mut people = again(&app).await;
    let before = [
        ("input[day]", "R8.3.31"),
        ("input[reason]", "ほかに移ったため"),
    ];
    let page = step(&mut people.officer, "end", &before).await;
    says(&page, "開始日（令和8年4月1日）より前です");
    let end = [
        ("input[day]", "R8.5.31"),
        ("input[reason]", "ほかに移ったため"),
    ];
    let page = step(&mut people.officer, "end", &end).await;
    says(&page, "利用終了を記録しました");
    says(&page, "終了（消去未確認）");
    says(&page, "終了時");
    assert!(!page.text().contains("令和9年度"), "{}", page.text());
    says(
        &people.officer.visit("/").await,
        "消去を確認していない外部サービス",
    );
    let erasure = [
        ("input[erased_on]", "R8.6.1"),
        ("input[erasure_method]", "消去証明書を受領した。"),
        ("input[accounts_disposed_on]", "R8.6.1"),
    ];
    let page = step(&mut people.officer, "erasure", &erasure).await;
    says(&page, "消去の確認を記録しました");
    says(&page, "消去証明書を受領した。");
    let over = step(&mut people.officer, "apply", &APPLICATION).await;
    says(&over, "利用を終えたサービスです");
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_other_units_and_auditors_change_nothing() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let mut people = people(&app).await;
    register(&mut people.officer, &unit, "cloud_contracted", "C2").await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let mut visitor = app.visitor();
    for page in ["/services", "/services/1"] {
        assert_eq!(auditor.get(page).await.status, StatusCode::OK, "{page}");
        assert!(visitor.get(page).await.status.is_redirection(), "{page}");
    }
    for page in ["/services/new", "/services/1/edit"] {
        let answer = auditor.get(page).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
    }
    assert_eq!(
        people.officer.get("/services/999").await.status,
        StatusCode::NOT_FOUND
    );
    let mut other = app
        .signed_in_as(Role::DepartmentHead, Some(app.other_unit), "kensetsu")
        .await;
    for page in ["/services/1", "/services/1/edit"] {
        let answer = other.get(page).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
    }
    let mut fields = vec![("id", "1"), ("revision", "1")];
    fields.extend(APPLICATION);
    for browser in [&mut auditor, &mut other] {
        let answer = browser
            .submit("/api/external-service/apply", "/services/1", &fields)
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    let answer = visitor.post("/api/external-service/apply", &fields).await;
    assert!(answer.status.is_redirection());
    // Registering for another unit is refused too.
    let foreign = service(&unit, "cloud_contracted", "C2");
    let answer = other
        .submit("/api/external-service/register", "/services/new", &foreign)
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // Never used, it does not end; a wrong entry is taken out of use, and never counted.
    let end = [("input[day]", "R8.4.1"), ("input[reason]", "誤り")];
    let page = step(&mut people.officer, "end", &end).await;
    says(&page, "利用を始めていないサービスは、終了できません");
    let page = step(&mut people.officer, "void", &[("reason", "二重に登録")]).await;
    says(&page, "無効");
}

async fn states(app: &TestApp, on: &str) -> [State; 4] {
    let filter = CoverageFilter {
        on: on.to_owned(),
        ..CoverageFilter::default()
    };
    let sheet = services::coverage::judge(&app.operator(), &filter)
        .await
        .unwrap();
    [
        ("O0b", "approved"),
        ("O6", "valid"),
        ("O6", "guarded"),
        ("O6", "erased"),
    ]
    .map(|(duty, code)| {
        let duty = sheet.duty(duty).unwrap();
        duty.condition(code).unwrap().state()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_tells_every_day_as_it_was() {
    use State::{Failed, Met, NotApplicable};
    let app = TestApp::start().await;
    regulation(&app, "2026-03-01").await;
    let unit = app.unit.to_string();
    let mut people = people(&app).await;
    // Found in use since March, at first with what is public only.
    let mut fields = service(&unit, "cloud_terms_based", "C1");
    fields.push(("input[use_started_on]", "R8.3.10"));
    people
        .officer
        .submit("/api/external-service/register", "/services/new", &fields)
        .await;
    app.wait(TimeDelta::days(30));
    let mut people = again(&app).await;
    step(&mut people.officer, "apply", &APPLICATION).await;
    let page = step(&mut people.office, "decide", &approval("R8.6.30")).await;
    says(&page, "利用中");
    // From June on it handles names, which nobody approved.
    app.wait(TimeDelta::days(31));
    let mut people = again(&app).await;
    let mut changed = service(&unit, "cloud_terms_based", "C3B");
    changed.push(("input[from_on]", "R8.6.1"));
    changed.push(("input[use_started_on]", "R8.3.10"));
    let page = step(&mut people.officer, "change", &changed).await;
    says(&page, "外部サービスの内容を保存しました");
    says(&page, "約款型×機密性2以上");
    says(&page, "承認の範囲外");
    app.wait(TimeDelta::days(60));
    let mut people = again(&app).await;
    let end = [("input[day]", "R8.7.31"), ("input[reason]", "使わないため")];
    step(&mut people.officer, "end", &end).await;

    for (on, expect) in [
        ("R8.4.30", [Failed, NotApplicable, Met, NotApplicable]),
        ("R8.5.1", [Met, Met, Met, NotApplicable]),
        ("R8.5.31", [Met, Met, Met, NotApplicable]),
        ("R8.6.1", [Met, Met, Failed, NotApplicable]),
        ("R8.7.1", [Met, Failed, Failed, NotApplicable]),
    ] {
        assert_eq!(states(&app, on).await, expect, "{on}");
    }
    app.wait(TimeDelta::days(1));
    assert_eq!(states(&app, "R8.8.1").await[3], Failed);
    let mut people = again(&app).await;
    let evidence = people.office.visit("/coverage/evidence/O6/erased").await;
    says(&evidence, "消去の確認がない");
    assert!(evidence.html().contains("href=\"/services/1\""));
}
