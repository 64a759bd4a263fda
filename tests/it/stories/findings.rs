//! From a finding to its fix, seen by another person; measures under the contract; exceptions that come back.

use chrono::TimeDelta;
use domain::authorization::Role;
use http::StatusCode;
use tests::{Answer, Browser, TestApp};

use super::draft_to_verification::{draft, record_items, revision};

async fn officer(app: &TestApp) -> Browser {
    app.signed_in_as(Role::ProcurementOfficer, Some(app.unit), "keiyaku")
        .await
}

async fn head(app: &TestApp) -> Browser {
    app.signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await
}

async fn office(app: &TestApp) -> Browser {
    app.signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await
}

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}\n{}", page.text());
}

async fn add_finding(browser: &mut Browser, contract: &str) -> Answer {
    let subject = contract.replace("/contracts/", "contract:");
    let fields = [
        ("input[source]", "audit"),
        ("input[subject]", subject.as_str()),
        ("input[severity]", "medium"),
        ("input[description]", "退職者が名簿に残っている"),
        ("input[requirement]", "従事者名簿を最新に保つこと"),
        ("input[found_on]", "R8.4.1"),
    ];
    browser
        .submit("/api/finding/add", "/findings/new", &fields)
        .await
}

/// Sends a form of the finding's page, with the number of its last change.
async fn step(browser: &mut Browser, verb: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.visit("/findings/1").await;
    let revision = page.value_of("revision").unwrap_or_else(|| "1".to_owned());
    let mut all = vec![("id", "1"), ("revision", revision.as_str())];
    all.extend_from_slice(fields);
    let path = format!("/api/finding/{verb}");
    browser.submit(&path, "/findings/1", &all).await
}

async fn instruct(browser: &mut Browser) -> Answer {
    let page = browser.visit("/findings/1").await.html();
    let choice = page.find("name=\"input[assignee_id]\"").unwrap();
    let at = choice + page[choice..].find("keiyaku").unwrap();
    let start = page[..at].rfind("value=\"").unwrap() + "value=\"".len();
    let assignee = page[start..].split('"').next().unwrap();
    let fields = [
        ("input[instruction]", "名簿を差し替えること"),
        ("input[due_on]", "R8.4.20"),
        ("input[assignee_id]", assignee),
    ];
    step(browser, "instruct", &fields).await
}

const REPORT: [(&str, &str); 2] = [
    ("input[report]", "差し替えた名簿を受領した"),
    ("input[completed_on]", "R8.4.1"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_fix_is_seen_by_another_person_and_reopened_when_it_does_not_do() {
    let app = TestApp::start().await;
    let (mut officer, mut head, mut office) =
        (officer(&app).await, head(&app).await, office(&app).await);
    let contract = draft(&app, &mut officer).await;
    says(
        &add_finding(&mut officer, &contract).await,
        "指摘を登録しました",
    );
    says(
        &officer.visit("/findings").await,
        "退職者が名簿に残っている",
    );
    says(&officer.visit("/").await, "改善を指示していない指摘");
    says(
        &officer.visit(&format!("{contract}/findings")).await,
        "退職者が名簿",
    );
    says(&instruct(&mut officer).await, "改善を指示しました");
    let plan = [
        ("input[cause]", "異動の連絡漏れ"),
        ("input[plan]", "月次で突合"),
    ];
    says(
        &step(&mut officer, "plan", &plan).await,
        "是正計画の受理を記録しました",
    );
    says(
        &step(&mut officer, "report", &REPORT).await,
        "別の人の確認を待ちます",
    );

    says(&head.visit("/").await, "確認待ちの是正");
    let fails = [
        ("input[outcome]", "insufficient"),
        ("input[note]", "一名残る"),
    ];
    says(&step(&mut head, "confirm", &fails).await, "是正が不十分");
    says(&officer.visit("/findings?state=open").await, "退職者が名簿");

    says(&instruct(&mut head).await, "改善を指示しました");
    says(
        &step(&mut head, "report", &REPORT).await,
        "完了報告を記録しました",
    );
    let good = [
        ("input[outcome]", "effective"),
        ("input[note]", "名簿を照合"),
    ];
    let own = step(&mut head, "confirm", &good).await;
    says(&own, "ご自分が記録した是正は確認できません");
    says(&step(&mut office, "confirm", &good).await, "是正を確認した");
    says(
        &office.visit("/findings?state=verified").await,
        "退職者が名簿",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_are_refused_to_those_they_are_not_for() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let contract = draft(&app, &mut officer).await;
    add_finding(&mut officer, &contract).await;
    let mut other = app
        .signed_in_as(Role::DepartmentHead, Some(app.other_unit), "tanin")
        .await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    assert_eq!(other.get("/findings/1").await.status, StatusCode::FORBIDDEN);
    assert!(!other.visit("/findings").await.text().contains("退職者"));
    says(&auditor.visit("/findings/1").await, "退職者が名簿");
    for path in [
        "/api/finding/add",
        "/api/finding/withdraw",
        "/api/exception/apply",
    ] {
        let fields = [("id", "1"), ("revision", "1"), ("reason", "x")];
        let answer = auditor.submit(path, "/findings/1", &fields).await;
        assert!(!answer.text().contains("しました"), "{path}");
    }
    says(
        &step(&mut auditor, "report", &REPORT).await,
        "権限がありません",
    );
    let stale = [
        ("id", "1"),
        ("revision", "7"),
        ("input[instruction]", "差し替え"),
        ("input[due_on]", "R8.4.20"),
        ("input[assignee_id]", "1"),
    ];
    let page = officer
        .submit("/api/finding/instruct", "/findings/1", &stale)
        .await;
    says(&page, "保存されている内容");
    assert_eq!(
        officer.get("/findings/99").await.status,
        StatusCode::NOT_FOUND
    );
    for path in [
        "/findings",
        "/findings/1",
        "/exceptions",
        "/measures/1/notice.pdf",
    ] {
        let answer = app.visitor().get(path).await;
        assert!(
            answer.status.is_redirection() || answer.status == StatusCode::UNAUTHORIZED,
            "{path} {}",
            answer.status
        );
    }
    let empty = officer
        .submit(
            "/api/finding/add",
            "/findings/new",
            &[("input[source]", "audit")],
        )
        .await;
    says(&empty, "指摘の内容");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_measure_cites_the_clause_and_goes_out_as_a_letter() {
    let app = TestApp::start().await;
    let (mut officer, mut head) = (officer(&app).await, head(&app).await);
    let contract = draft(&app, &mut officer).await;
    let id = contract.trim_start_matches("/contracts/").to_owned();
    add_finding(&mut officer, &contract).await;
    let form = format!("{contract}/measures/new?finding=1&kind=improvement_order");
    says(&officer.visit(&form).await, "改善の指示等");
    let fields = [
        ("id", id.as_str()),
        ("input[kind]", "improvement_order"),
        ("input[finding_id]", "1"),
        ("input[clause]", "SEC-20"),
        ("input[reason]", "名簿が最新でないため"),
        ("input[demand]", "名簿を差し替えること"),
        ("input[reply_due_on]", "R8.4.20"),
    ];
    let page = officer.submit("/api/measure/draft", &form, &fields).await;
    says(&page, "措置を起案しました");
    says(&page, "期限を定めて乙に改善を指示することができる");

    let early = [
        ("id", id.as_str()),
        ("input[kind]", "payment_withholding"),
        ("input[clause]", "SEC-20"),
        ("input[reason]", "改善されない"),
        ("input[demand]", "留保する"),
        ("input[from_on]", "R8.5.1"),
        ("input[amount_yen]", "100,000"),
    ];
    let page = officer
        .submit(
            "/api/measure/draft",
            &format!("{contract}/measures/new?kind=payment_withholding"),
            &early,
        )
        .await;
    says(&page, "通常は、先に");

    says(&head.visit("/").await, "承認待ちの措置");
    let decision = [
        ("id", "1"),
        ("revision", "1"),
        ("input[decision]", "approved"),
        ("input[decision_no]", "起案R8-15"),
        ("input[decided_by_title]", "総務課長"),
    ];
    let page = head
        .submit("/api/measure/decide", "/measures/1", &decision)
        .await;
    says(&page, "決裁を記録しました");
    let notice = [
        ("id", "1"),
        ("revision", "2"),
        ("input[notice_on]", "R8.4.1"),
        ("input[document_no]", "芽総第15号"),
    ];
    let page = officer
        .submit("/api/measure/notify", "/measures/1", &notice)
        .await;
    says(&page, "通知書を保存しました");
    says(&page, "改善要求書");
    let pdf = officer.get("/measures/1/notice.pdf").await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-"));
    assert_eq!(officer.get("/measures/1/notice.pdf").await.body, pdf.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_risk_comes_back_when_it_expires() {
    let app = TestApp::start().await;
    let (mut officer, mut office) = (officer(&app).await, office(&app).await);
    let contract = draft(&app, &mut officer).await;
    add_finding(&mut officer, &contract).await;
    let fields = [
        ("input[kind]", "risk_acceptance"),
        ("input[rule]", "finding"),
        ("input[subject]", "finding:1"),
        ("input[reason]", "更改まで対応できない"),
        ("input[safeguard]", "入室を制限する"),
        ("input[expires_on]", "R8.6.30"),
    ];
    let page = officer
        .submit("/api/exception/apply", "/exceptions/new", &fields)
        .await;
    says(&page, "例外措置を申請しました");
    let decision = [
        ("id", "1"),
        ("revision", "1"),
        ("input[decision]", "approved"),
    ];
    let own = officer
        .submit("/api/exception/decide", "/exceptions/1", &decision)
        .await;
    says(&own, "権限がありません");
    let page = office
        .submit("/api/exception/decide", "/exceptions/1", &decision)
        .await;
    says(&page, "決定を記録しました");
    says(
        &officer.visit("/findings?state=risk_accepted").await,
        "退職者が名簿",
    );
    app.wait(TimeDelta::days(100));
    let mut officer = app.visitor();
    officer.sign_in("keiyaku", tests::test_app::PASSWORD).await;
    says(
        &officer.visit("/findings?state=overdue").await,
        "退職者が名簿",
    );
    says(
        &officer.visit("/exceptions?state=expired").await,
        "期限切れ",
    );
    says(&officer.visit("/").await, "期限の近い例外措置");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_check_opens_one_finding() {
    let app = TestApp::start().await;
    let (mut officer, mut head) = (officer(&app).await, head(&app).await);
    let contract = draft(&app, &mut officer).await;
    let id = contract.trim_start_matches("/contracts/").to_owned();
    let page = head.visit(&contract).await;
    head.submit(
        "/api/contract/approve",
        &contract,
        &[("id", &id), ("revision", &revision(&page))],
    )
    .await;
    let sheet = format!("{contract}/verifications/START");
    let page = officer.visit(&sheet).await;
    for _ in 0..2 {
        record_items(&mut officer, &sheet, &page, "nonconform", "体制表がない").await;
    }
    let findings = officer.visit("/findings").await;
    says(&findings, "体制表がない");
    assert_eq!(
        findings.html().matches("href=\"/findings/").count()
            - findings.html().matches("href=\"/findings/new\"").count()
            - findings
                .html()
                .matches("href=\"/findings/table.pdf\"")
                .count(),
        1
    );
}
