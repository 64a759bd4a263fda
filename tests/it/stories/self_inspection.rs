//! 自己点検 (第7節): opened for units, answered in portions, submitted, put right; on the sheet of 遵守状況.

use domain::{
    authorization::Role,
    coverage::{CoverageFilter, State},
};
use http::StatusCode;
use tests::{Answer, Browser, TestApp};

async fn states(app: &TestApp) -> Vec<State> {
    let sheet = services::coverage::judge(&app.operator(), &CoverageFilter::default())
        .await
        .unwrap();
    sheet
        .self_inspection
        .iter()
        .map(domain::coverage::ConditionResult::state)
        .collect()
}

/// Opens a campaign for 総務課 with two questions; answers its address.
async fn open(app: &TestApp, office: &mut Browser) -> String {
    let unit = app.unit.to_string();
    let page = office
        .submit(
            "/api/self-inspection/open",
            "/self-inspections/new",
            &[
                ("input[title]", "令和8年度自己点検"),
                ("input[kind]", "scheduled"),
                ("input[opened_on]", "R8.4.1"),
                ("input[due_on]", "R8.4.30"),
                ("input[questions][]", "Q-01"),
                ("input[questions][]", "Q-02"),
                ("input[units][]", &unit),
            ],
        )
        .await;
    assert!(
        page.text().contains("自己点検を始めました"),
        "{}",
        page.text()
    );
    "/self-inspections/1".to_owned()
}

fn revision(page: &Answer) -> String {
    page.value_of("revision").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_answers_in_portions_submits_and_puts_right() {
    let app = TestApp::start().await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    assert_eq!(states(&app).await[0], State::Caution);
    let campaign = open(&app, &mut office).await;
    assert_eq!(
        states(&app).await,
        [
            State::Met,
            State::Caution,
            State::NotApplicable,
            State::NotApplicable
        ]
    );
    let unit = app.unit.to_string();
    let sheet = format!("{campaign}/units/{unit}");
    let page = head.visit(&sheet).await;
    assert!(
        page.text()
            .contains("全ての委託契約が台帳に登録されているか"),
        "{}",
        page.text()
    );
    let key = |page: &Answer| {
        [
            ("id", "1".to_owned()),
            ("unit", unit.clone()),
            ("revision", revision(page)),
        ]
    };
    // In portions: one answer, then the page again.
    let mut fields: Vec<(&str, String)> = key(&page).to_vec();
    fields.extend([
        ("input[answers][1][answer]", "yes".to_owned()),
        ("input[answers][2][answer]", String::new()),
        ("input[answers][2][note]", "確かめている".to_owned()),
        ("then", "save".to_owned()),
    ]);
    let page = send(&mut head, &sheet, &fields).await;
    assert!(
        page.text().contains("途中まで保存しました"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("確かめている") || page.html().contains("確かめている"));
    // Submitted too early: what is missing is named, what was typed stays.
    let mut fields: Vec<(&str, String)> = key(&page).to_vec();
    fields.extend([
        ("input[answers][1][answer]", "yes".to_owned()),
        ("input[answers][2][answer]", "no".to_owned()),
        ("input[answers][2][note]", "一件が期限切れ".to_owned()),
        ("then", "submit".to_owned()),
    ]);
    let refused = send(&mut head, &sheet, &fields).await;
    assert!(refused.text().contains("改善の期限"), "{}", refused.text());
    assert!(refused.html().contains("一件が期限切れ"));
    fields.insert(5, ("input[answers][2][improve_by]", "R8.4.20".to_owned()));
    let page = send(&mut head, &sheet, &fields).await;
    assert!(
        page.text().contains("自己点検票を提出しました"),
        "{}",
        page.text()
    );
    // What was answered with 否 is a finding at once.
    assert_eq!(
        states(&app).await,
        [State::Met, State::Met, State::Caution, State::Met]
    );
    // A second submission of the same form changes nothing.
    let again = send(&mut head, &sheet, &fields).await;
    assert!(again.text().contains("提出済みです"), "{}", again.text());
    app.wait(chrono::TimeDelta::days(20));
    assert_eq!(states(&app).await[2], State::Failed);
    let mut head = app.visitor();
    head.sign_in("shozoku", tests::test_app::PASSWORD).await;
    let page = head.visit(&sheet).await;
    let answer = page.value_of("answer").unwrap();
    let fields = [
        ("id", "1".to_owned()),
        ("unit", unit.clone()),
        ("answer", answer),
        ("input[improved_on]", "R8.4.21".to_owned()),
        ("input[improvement]", "点検を実施した".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = head
        .submit("/api/self-inspection/improve", &sheet, &fields)
        .await;
    assert!(
        page.text().contains("改善を記録しました"),
        "{}",
        page.text()
    );
    assert_eq!(states(&app).await[2], State::Met);
}

async fn send(browser: &mut Browser, page: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser
        .submit("/api/self-inspection/answer", page, &fields)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn others_may_read_or_not_even_that() {
    let app = TestApp::start().await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    let campaign = open(&app, &mut office).await;
    let sheet = format!("{campaign}/units/{}", app.unit);
    let mut stranger = app
        .signed_in_as(Role::DepartmentHead, Some(app.other_unit), "kensetsu")
        .await;
    assert_eq!(stranger.visit(&sheet).await.status, StatusCode::FORBIDDEN);
    let fields = [
        ("id", "1".to_owned()),
        ("unit", app.unit.to_string()),
        ("revision", "1".to_owned()),
        ("input[answers][1][answer]", "yes".to_owned()),
        ("then", "save".to_owned()),
    ];
    let page = send(&mut stranger, &sheet, &fields).await;
    assert!(page.text().contains("権限がありません"), "{}", page.text());
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let page = auditor.visit(&sheet).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.html().contains("途中まで保存"));
    let page = send(&mut auditor, &sheet, &fields).await;
    assert!(page.text().contains("権限がありません"), "{}", page.text());
    assert_eq!(
        auditor.visit("/self-inspections/new").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        auditor.visit("/self-inspections/99").await.status,
        StatusCode::NOT_FOUND
    );
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let page = head
        .submit(
            "/api/self-inspection/open",
            "/self-inspections/new",
            &[("input[title]", "勝手な点検"), ("input[kind]", "ad_hoc")],
        )
        .await;
    assert!(page.text().contains("勝手な点検") || page.status != StatusCode::OK);
    let page = auditor.visit("/self-inspections").await;
    assert!(!page.text().contains("勝手な点検"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_do_not_overwrite_each_other_and_a_void_campaign_does_not_count() {
    let app = TestApp::start().await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    let campaign = open(&app, &mut office).await;
    let sheet = format!("{campaign}/units/{}", app.unit);
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let fields = [
        ("id", "1".to_owned()),
        ("unit", app.unit.to_string()),
        ("revision", "1".to_owned()),
        ("input[answers][1][answer]", "yes".to_owned()),
        ("then", "save".to_owned()),
    ];
    let page = send(&mut head, &sheet, &fields).await;
    assert!(
        page.text().contains("途中まで保存しました"),
        "{}",
        page.text()
    );
    let page = send(&mut head, &sheet, &fields).await;
    assert!(
        page.text().contains("ほかの人が先に保存しました"),
        "{}",
        page.text()
    );
    let page = office.visit(&campaign).await;
    let revision = revision(&page);
    let void = |reason: &'static str| {
        [
            ("id", "1".to_owned()),
            ("revision", revision.clone()),
            ("reason", reason.to_owned()),
        ]
    };
    for (reason, words) in [
        ("", "理由を入力してください"),
        ("対象を誤ったため", "自己点検を無効にしました"),
    ] {
        let fields = void(reason);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let page = office
            .submit("/api/self-inspection/void", &campaign, &fields)
            .await;
        assert!(page.text().contains(words), "{}", page.text());
    }
    assert_eq!(states(&app).await[0], State::Caution);
}
