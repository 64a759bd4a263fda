//! A vendor is reviewed by the criteria and another person agrees, before the 契約日 can be recorded.

use domain::authorization::Role;
use http::StatusCode;
use tests::{Answer, Browser, TestApp};

use super::draft_to_verification::{draft, issue, revision};

/// The questions of a contract with personal information that operates a system.
const ASKED: [&str; 11] = [
    "SEL-01", "SEL-02", "SEL-03", "SEL-04", "SEL-05", "SEL-06", "SEL-07", "SEL-08", "SEL-09",
    "SEL-10", "SEL-13",
];

fn id_of(contract: &str) -> String {
    contract.trim_start_matches("/contracts/").to_owned()
}

/// Begins the review of the contract's vendor; answers its address.
pub(super) async fn begin(reviewer: &mut Browser, contract: &str) -> String {
    let tab = format!("{contract}/selection");
    let page = reviewer.visit(&tab).await;
    let html = page.html();
    // The vendor of the contract is proposed.
    let proposed = html
        .split("<option ")
        .find(|it| it.contains("selected") && !it.contains("value=\"\""));
    let vendor = proposed
        .and_then(|it| it.split("value=\"").nth(1))
        .and_then(|it| it.split('"').next())
        .unwrap_or_else(|| panic!("no vendor proposed: {}", page.text()))
        .to_owned();
    let fields = [("id", id_of(contract)), ("vendor_id", vendor)];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let answer = reviewer
        .post_from("/api/selection-review/begin", &tab, &fields)
        .await;
    let to = answer.location().replace("http://itaku.test", "");
    assert!(to.starts_with(&tab) && to != tab, "{to} {}", answer.text());
    to.split('?').next().unwrap_or_default().to_owned()
}

/// Sends the form of a review: everything 適 but `changes`.
pub(super) async fn save(
    reviewer: &mut Browser,
    review: &str,
    then: &str,
    changes: &[(&str, &str)],
) -> Answer {
    let page = reviewer.visit(review).await;
    let (contract, id) = review
        .trim_start_matches("/contracts/")
        .split_once("/selection/")
        .unwrap();
    let mut fields: Vec<(String, String)> = [
        ("contract", contract),
        ("id", id),
        ("revision", &revision(&page)),
        ("input[reviewed_on]", "R8.4.1"),
        ("input[prior_notice_on]", "R8.3.20"),
        ("input[declaration]", "received"),
        ("input[declaration_on]", "R8.3.25"),
        ("input[conclusion]", "selected"),
        ("input[conclusion_reason]", "提案の内容が条件を満たすため。"),
        ("then", then),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    for asked in ASKED {
        fields.push((format!("input[answers][{asked}][answer]"), "met".to_owned()));
    }
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    reviewer
        .submit("/api/selection-review/save", review, &fields)
        .await
}

/// Approves a review.
pub(super) async fn approve(approver: &mut Browser, review: &str) -> Answer {
    decide(approver, review, "approve", "資料を確かめました。").await
}

async fn decide(browser: &mut Browser, review: &str, verb: &str, comment: &str) -> Answer {
    let page = browser.visit(review).await;
    let (contract, id) = review
        .trim_start_matches("/contracts/")
        .split_once("/selection/")
        .unwrap();
    let revision = page.value_of("revision").unwrap_or_else(|| "1".to_owned());
    let fields = [
        ("contract", contract),
        ("id", id),
        ("revision", &revision),
        ("comment", comment),
    ];
    browser
        .submit(&format!("/api/selection-review/{verb}"), review, &fields)
        .await
}

async fn conclude(drafter: &mut Browser, contract: &str, revision: &str) -> Answer {
    let fields = [
        ("id", &*id_of(contract)),
        ("revision", revision),
        ("input[signed_on]", "R8.4.1"),
        ("input[signing_method]", "paper"),
    ];
    drafter
        .submit("/api/contract/conclude", contract, &fields)
        .await
}

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}: {}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contract_waits_for_the_approved_review_of_its_vendor() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let contract = draft(&app, &mut drafter).await;
    issue(&mut drafter, &mut head, &contract).await;

    // The next step is named, and there is no way around it.
    let page = drafter.visit(&contract).await;
    says(&page, "契約の前に、選定審査の承認が必要です");
    says(&page, "選定審査の記録がありません");
    let refused = conclude(&mut drafter, &contract, &revision(&page)).await;
    says(&refused, "選定審査の記録がありません");

    let review = begin(&mut drafter, &contract).await;
    let page = drafter.visit(&review).await;
    assert!(!page.text().contains("特定個人情報の取扱い"));
    says(&page, "指名停止の期間ではありません");

    // Unfinished is saved; 申請 tells what is missing.
    let page = save(
        &mut drafter,
        &review,
        "submit",
        &[
            ("input[answers][SEL-06][answer]", "not_applicable"),
            ("input[conclusion]", ""),
        ],
    )
    .await;
    says(
        &page,
        "SEL-06「情報セキュリティの観点に基づく試験」を「否」又は「該当なし」とした理由",
    );
    says(&page, "審査の結論が選択されていません");
    let wrong = save(
        &mut drafter,
        &review,
        "stay",
        &[("input[reviewed_on]", "R8.4.2")],
    )
    .await;
    says(&wrong, "今日より後の日付です");
    let page = save(
        &mut drafter,
        &review,
        "submit",
        &[
            ("input[answers][SEL-06][answer]", "not_applicable"),
            ("input[answers][SEL-06][note]", "検査は別の契約で行うため。"),
        ],
    )
    .await;
    says(&page, "選定審査を申請しました");
    says(&page, "自分では承認できません");

    // Nobody approves what they reviewed; the contract still waits.
    let own = approve(&mut drafter, &review).await;
    says(&own, "この操作を行う権限がありません");
    let page = drafter.visit(&contract).await;
    says(&page, "選定審査が承認待ちです");

    let today = head.visit("/").await;
    says(&today, "承認待ちの選定審査");
    let page = approve(&mut head, &review).await;
    says(&page, "選定審査を承認しました");
    says(&page, "承認されています");
    let page = drafter.visit(&contract).await;
    let done = conclude(&mut drafter, &contract, &revision(&page)).await;
    says(&done, "契約日を記録しました");
    let history = drafter.visit(&format!("{contract}/history")).await;
    says(&history, "選定審査の承認");
    says(&history, "SEL-06：該当なし（検査は別の契約で行うため。）");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_that_was_sent_back_is_made_anew_with_its_answers() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    let contract = draft(&app, &mut drafter).await;
    let review = begin(&mut drafter, &contract).await;
    let note = [("input[answers][SEL-02][note]", "体制表を確かめた。")];
    save(&mut drafter, &review, "submit", &note).await;
    let silent = decide(&mut office, &review, "reject", "").await;
    says(&silent, "理由を入力してください");
    let page = decide(
        &mut office,
        &review,
        "reject",
        "提案書の写しを添えてください。",
    )
    .await;
    says(&page, "選定審査を差し戻しました");
    // What is decided is decided.
    let late = approve(&mut office, &review).await;
    says(&late, "承認待ちの選定審査ではありません");
    let page = drafter.visit(&review).await;
    says(&page, "提案書の写しを添えてください。");
    let again = begin(&mut drafter, &contract).await;
    assert_ne!(again, review);
    says(&drafter.visit(&again).await, "体制表を確かめた。");
    // One review of a candidate at a time.
    let id = id_of(&contract);
    let vendor = drafter.visit(&review).await.value_of("vendor_id");
    let vendor = vendor.unwrap_or_default();
    let twice = drafter
        .submit(
            "/api/selection-review/begin",
            &format!("{contract}/selection"),
            &[("id", &id), ("vendor_id", &vendor)],
        )
        .await;
    says(&twice, "すでに始まっています");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_attached_and_read_back() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let contract = draft(&app, &mut drafter).await;
    let review = begin(&mut drafter, &contract).await;
    let send = |name: &str, content: &str| {
        let body = format!(
            "--itaku\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nSEL-02\r\n\
             --itaku\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/plain\r\n\r\n{content}\r\n--itaku--\r\n"
        );
        let request = http::Request::post(format!("{review}/files"))
            .header("accept", "text/html")
            .header("origin", format!("http://{}", tests::client::HOST))
            .header("content-type", "multipart/form-data; boundary=itaku");
        (request, body)
    };
    let (request, body) = send("体制表.txt", "体制表");
    let answer = drafter.send(request, body.into()).await;
    assert!(answer.status.is_redirection(), "{}", answer.text());
    let page = drafter.visit(&review).await;
    says(&page, "体制表.txt");
    let file = drafter.get("/selection-files/1").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.body, "体制表".as_bytes());
    let (request, body) = send("空.txt", "");
    says(&drafter.send(request, body.into()).await, "空のファイル");
    let (request, body) = send("悪意.exe", "MZ");
    says(
        &drafter.send(request, body.into()).await,
        "添付できない種類",
    );
    let mut visitor = app.visitor();
    let (request, body) = send("体制表.txt", "体制表");
    assert!(
        visitor
            .send(request, body.into())
            .await
            .status
            .is_redirection()
    );
    assert_ne!(
        visitor.get("/selection-files/1").await.status,
        StatusCode::OK
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn others_are_refused() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.unit), "keiyaku")
        .await;
    let mut elsewhere = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.other_unit), "kensetsu")
        .await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let contract = draft(&app, &mut drafter).await;
    let review = begin(&mut drafter, &contract).await;
    let tab = format!("{contract}/selection");
    let id = id_of(&contract);
    for page in [&tab, &review] {
        assert_eq!(
            elsewhere.get(page).await.status,
            StatusCode::FORBIDDEN,
            "{page}"
        );
        assert_eq!(auditor.get(page).await.status, StatusCode::OK, "{page}");
        assert!(
            app.visitor().get(page).await.status.is_redirection(),
            "{page}"
        );
    }
    let unknown = drafter.get(&format!("{tab}/999")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let begin = [("id", id.as_str()), ("vendor_id", "1")];
    for browser in [&mut elsewhere, &mut auditor] {
        let answer = browser
            .submit("/api/selection-review/begin", "/", &begin)
            .await;
        says(&answer, "この操作を行う権限がありません");
        let answer = decide(browser, &review, "approve", "").await;
        says(&answer, "この操作を行う権限がありません");
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_who_save_is_told() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let contract = draft(&app, &mut drafter).await;
    let review = begin(&mut drafter, &contract).await;
    save(&mut drafter, &review, "stay", &[]).await;
    let page = save(
        &mut drafter,
        &review,
        "stay",
        &[("revision", "1"), ("input[conclusion_reason]", "別の理由")],
    )
    .await;
    says(&page, "別の理由");
    says(&page, "提案の内容が条件を満たすため。");
}
