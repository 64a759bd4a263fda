//! 所属長 and 情報セキュリティ統括 keep the town's SNS: applied for by one, approved by another, published by
//! rule, judged before posting, checked half-yearly, closed step by step; a takeover is recorded and closed.

use chrono::TimeDelta;
use domain::authorization::Role;
use http::StatusCode;
use tests::{TestApp, client::Browser};

async fn add_service(browser: &mut Browser, unit: &str) {
    let fields = [
        ("input[name]", "見本SNS"),
        ("input[unit_id]", unit),
        ("input[used_from]", "R2.7.1"),
    ];
    let page = "/social-media/services/new";
    let answer = browser
        .submit("/api/social-media/add-service", page, &fields)
        .await;
    assert!(
        answer.text().contains("SNSを追加しました"),
        "{}",
        answer.text()
    );
}

fn account<'a>(unit: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("input[service_id]", "1"),
        ("input[unit_id]", unit),
        ("input[name]", name),
        ("input[url]", "https://x.example.com/mihon"),
        ("input[ownership]", "town"),
        ("input[purpose]", "町政情報"),
        ("input[audience]", "町民"),
        ("input[content]", "お知らせ"),
    ]
}

async fn apply(browser: &mut Browser, unit: &str, name: &str) -> tests::client::Answer {
    let page = "/social-media/accounts/new";
    browser
        .submit("/api/social-media/add-account", page, &account(unit, name))
        .await
}

async fn step(
    browser: &mut Browser,
    revision: &str,
    step: &str,
    note: &str,
) -> tests::client::Answer {
    let fields = [
        ("id", "1"),
        ("revision", revision),
        ("step", step),
        ("input[happened_on]", ""),
        ("input[note]", note),
    ];
    let page = "/social-media/accounts/1";
    browser
        .submit("/api/social-media/step", page, &fields)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_applied_for_by_one_and_approved_by_another() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    add_service(&mut head, &unit).await;
    let page = apply(&mut head, &unit, "見本町公式").await;
    assert!(
        page.text().contains("開設を申請しました"),
        "{}",
        page.text()
    );

    let refused = step(&mut head, "1", "approved", "").await;
    assert!(
        refused.text().contains("申請した本人は承認できません"),
        "{}",
        refused.text()
    );
    assert!(office.visit("/").await.text().contains("開設の承認"));
    let page = step(&mut office, "1", "approved", "").await;
    assert!(
        page.text().contains("承認済み（開設前）"),
        "{}",
        page.text()
    );
    let lost = step(&mut head, "1", "opened", "").await;
    assert!(
        lost.text().contains("ほかの人が先に保存しました"),
        "{}",
        lost.text()
    );
    let page = step(&mut head, "2", "opened", "").await;
    let text = page.text();
    assert!(text.contains("運用中"), "{text}");
    // Opened, it has its checks for the year, and what is missing is said.
    assert!(text.contains("発信情報の規定なし"), "{text}");
    assert!(text.contains("半年（令和8年度上期）"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_published_is_a_rule_that_answers() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    add_service(&mut head, &unit).await;
    let mut fields = account(&unit, "見本町公式");
    fields.push(("opened_on", "R2.7.1"));
    let page = "/social-media/accounts/new?existing=1";
    let answer = office
        .submit("/api/social-media/register-account", page, &fields)
        .await;
    assert!(answer.text().contains("運用中"), "{}", answer.text());
    let check = "/social-media/accounts/1/post-check";
    let text = head.visit(check).await.text();
    assert!(text.contains("いいえ。投稿できません"), "{text}");

    let rule = |class| {
        [
            ("id", "1"),
            ("input[class]", class),
            ("input[allowed]", "町の行事\r\n防災情報"),
            ("input[forbidden]", "職員の意見"),
            ("input[consent_rule]", "本人の同意を得る。"),
            ("input[disaster_rule]", "ホームページにも載せる。"),
            ("input[from_on]", "R8.4.1"),
        ]
    };
    let page = "/social-media/accounts/1/publishing";
    let path = "/api/social-media/draft-rule";
    let refused = head.submit(path, page, &rule("C2")).await;
    assert!(
        refused.text().contains("自治体機密性１の情報だけです"),
        "{}",
        refused.text()
    );
    assert_eq!(
        refused.value_of("input[from_on]").as_deref(),
        Some("R8.4.1")
    );
    head.submit(path, page, &rule("C1")).await;
    let approve = [("id", "1"), ("rule", "1"), ("revision", "1")];
    let page = "/social-media/accounts/1";
    let path = "/api/social-media/approve-rule";
    let own = head.submit(path, page, &approve).await;
    assert!(
        own.text().contains("申請した本人は承認できません"),
        "{}",
        own.text()
    );
    office.submit(path, page, &approve).await;
    let ask = |rest: &str| format!("{check}?openness=open&topic=1&people=none{rest}");
    let text = head.visit(&ask("&urgency=ordinary")).await.text();
    assert!(text.contains("はい。投稿できます"), "{text}");
    let text = head
        .visit(&ask("&urgency=ordinary&forbidden=3"))
        .await
        .text();
    assert!(text.contains("いいえ。投稿できません"), "{text}");
    assert!(text.contains("第1版「発信してはならない情報」"), "{text}");
    let text = head.visit(&ask("&urgency=only_here")).await.text();
    assert!(text.contains("確認が必要です"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dormant_account_asks_for_a_decision_and_is_closed_step_by_step() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    add_service(&mut head, &unit).await;
    let mut fields = account(&unit, "みほん夏まつり");
    fields.push(("opened_on", "R8.3.1"));
    let page = "/social-media/accounts/new?existing=1";
    office
        .submit("/api/social-media/register-account", page, &fields)
        .await;
    app.wait(TimeDelta::days(200));
    let mut head = {
        let mut again = app.visitor();
        again.sign_in("shozoku", tests::test_app::PASSWORD).await;
        drop(head);
        again
    };
    let list = head.visit("/social-media?lacks=dormant").await.text();
    assert!(list.contains("みほん夏まつり"), "{list}");
    let decide = [
        ("id", "1"),
        ("input[decision]", "close"),
        ("input[reason]", "行事を取りやめたため"),
        ("input[next_review_on]", ""),
    ];
    let page = "/social-media/accounts/1";
    let text = head
        .submit("/api/social-media/decide", page, &decide)
        .await
        .text();
    assert!(text.contains("廃止手続中"), "{text}");
    let mut office = {
        let mut again = app.visitor();
        again.sign_in("tokatsu", tests::test_app::PASSWORD).await;
        drop(office);
        again
    };
    let early = step(&mut office, "2", "closed", "").await.text();
    assert!(early.contains("済んでいないものがあります"), "{early}");
    for code in [
        "final_post",
        "link_removal",
        "export",
        "deletion",
        "credentials",
        "ledger",
    ] {
        let fields = [
            ("id", "1"),
            ("input[step]", code),
            ("input[done_on]", "R8.10.17"),
            ("input[note]", ""),
        ];
        head.submit("/api/social-media/closing-step", page, &fields)
            .await;
    }
    let own = step(&mut head, "2", "closed", "").await.text();
    assert!(own.contains("申請した本人は承認できません"), "{own}");
    let text = step(&mut office, "2", "closed", "").await.text();
    assert!(text.contains("「廃止」を記録しました"), "{text}");
    assert!(text.contains("終了時"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_other_units_and_auditors_change_nothing() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    add_service(&mut head, &unit).await;
    apply(&mut head, &unit, "見本町公式").await;
    let pages = [
        "/social-media",
        "/social-media/services/1",
        "/social-media/accounts/1",
        "/social-media/accounts/1/post-check",
        "/incidents",
        "/verifications/subjects",
    ];
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let mut visitor = app.visitor();
    for page in pages {
        assert_eq!(auditor.get(page).await.status, StatusCode::OK, "{page}");
        let answer = visitor.get(page).await;
        assert!(answer.status.is_redirection(), "{page}");
    }
    for page in ["/social-media/accounts/new", "/incidents/new"] {
        assert_eq!(
            auditor.get(page).await.status,
            StatusCode::FORBIDDEN,
            "{page}"
        );
    }
    let mut other = app
        .signed_in_as(Role::DepartmentHead, Some(app.other_unit), "kensetsu")
        .await;
    let answer = other.get("/social-media/accounts/1").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(
        other.get("/social-media/accounts/999").await.status,
        StatusCode::NOT_FOUND
    );
    for browser in [&mut auditor, &mut other] {
        let text = step(browser, "1", "approved", "").await.text();
        assert!(text.contains("権限がありません"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_takeover_is_recorded_step_by_step_and_closed_by_another() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    let record = [
        ("input[kind]", "account_takeover"),
        ("input[title]", "公式Xの乗っ取り"),
        ("input[subject]", ""),
        ("input[unit_id]", unit.as_str()),
        ("input[known_on]", "R8.4.1"),
        ("input[known_time]", "7:00"),
        ("input[description]", "身に覚えのない投稿"),
        ("input[personal_info]", "none"),
        ("input[intent]", "malicious"),
    ];
    let text = head
        .submit("/api/incident/record", "/incidents/new", &record)
        .await
        .text();
    assert!(text.contains("期限超過"), "{text}");
    assert!(text.contains("令和8年4月1日 8時00分"), "{text}");
    let close = |revision| [("id", "1"), ("revision", revision)];
    let early = office
        .submit("/api/incident/close", "/incidents/1", &close("1"))
        .await
        .text();
    assert!(early.contains("残っています"), "{early}");
    let steps = [
        "detected",
        "notified",
        "evidence",
        "lockdown",
        "notice",
        "reported_internally",
        "recovered",
        "prevention",
    ];
    for (number, code) in steps.iter().enumerate() {
        let revision = (number + 1).to_string();
        let fields = [
            ("id", "1"),
            ("revision", revision.as_str()),
            ("input[step]", *code),
            ("input[done_on]", "R8.4.1"),
            ("input[done_time]", "8:30"),
            ("input[note]", ""),
        ];
        head.submit("/api/incident/step", "/incidents/1", &fields)
            .await;
    }
    let outcome = [
        ("id", "1"),
        ("revision", "9"),
        ("input[personal_info]", "none"),
        ("input[intent]", "malicious"),
        ("input[cause]", "パスワードの使い回し"),
        ("input[prevention]", "多要素認証"),
        ("input[publication]", "published"),
        ("input[publication_on]", "R8.4.1"),
        ("input[publication_note]", "町のホームページ"),
    ];
    let text = head
        .submit("/api/incident/outcome", "/incidents/1", &outcome)
        .await
        .text();
    assert!(text.contains("報告済み"), "{text}");
    let text = office
        .submit("/api/incident/close", "/incidents/1", &close("10"))
        .await
        .text();
    assert!(text.contains("事故等を終結しました"), "{text}");
}
