//! The main job, from the draft to the recorded check, by two people through the forms alone.

use domain::{authorization::Role, vendor::VendorInput};
use services::audit_log::Verdict;
use tests::{Answer, Browser, TestApp};

use super::selection_to_conclusion;

/// The hidden number of the last change on a page.
pub(super) fn revision(page: &Answer) -> String {
    page.value_of("revision")
        .unwrap_or_else(|| panic!("no revision on the page: {}", page.text()))
}

async fn add_vendor(app: &TestApp) -> String {
    let input = VendorInput {
        kind: "corporation".to_owned(),
        name: "株式会社十勝サンプル情報".to_owned(),
        kana: "トカチサンプルジョウホウ".to_owned(),
        corporate_number: "8990000000001".to_owned(),
        ..VendorInput::default()
    };
    services::vendor::add(&app.operator(), input.check().unwrap())
        .await
        .unwrap()
        .to_string()
}

/// Fills and sends the steps of the wizard up to 申請; answers the address of the contract.
pub(super) async fn draft(app: &TestApp, drafter: &mut Browser) -> String {
    let (unit, vendor) = (app.unit.to_string(), add_vendor(app).await);
    let page = drafter
        .submit(
            "/api/contract/draft",
            "/contracts/new",
            &[
                ("input[title]", "住民情報システム保守業務"),
                ("input[unit_id]", &unit),
                ("input[vendor_id]", &vendor),
                ("input[document_kind]", "contract_document"),
                ("input[amount_kind]", "total"),
                ("input[amount_yen]", "１２，３４５，６７８"),
                ("input[starts_on]", "令和8年5月1日"),
                ("input[ends_on]", "R9.3.31"),
            ],
        )
        .await;
    assert!(page.text().contains("業務と情報 2 / 5"), "{}", page.text());
    let id = page.value_of("id").unwrap();
    let step = |step: &str| format!("/contracts/{id}/draft/{step}");
    let page = drafter
        .submit(
            "/api/contract/save-profile",
            &step("profile"),
            &[
                ("id", &id),
                ("revision", &revision(&page)),
                ("input[confidentiality]", "C3B"),
                ("input[facts][]", "pi"),
                ("input[facts][]", "sys_ops"),
                ("input[facts][]", "remote_maint"),
                ("input[segment]", "mynumber"),
                ("input[personal_info_count]", "18,000"),
                (
                    "input[appendices][1][0][0]",
                    "芽室町情報セキュリティポリシー",
                ),
                ("input[appendices][1][0][1]", "第6節(8)"),
                ("input[appendices][1][0][2]", "令和8年訓令第5号"),
                ("input[appendices][1][0][3]", ""),
                ("input[appendices][2][0][0]", "1"),
                ("input[appendices][2][0][1]", "住民基本台帳"),
                ("input[appendices][2][0][2]", "３B・２・２"),
                ("input[appendices][2][0][3]", "有・約18,000件"),
                ("input[appendices][2][0][4]", "庁舎内で閲覧"),
                ("input[appendices][2][0][5]", "サーバ"),
                ("input[appendices][2][0][6]", "専用端末"),
                ("input[appendices][2][0][7]", "庁舎内"),
                ("input[appendices][2][0][8]", "契約終了まで"),
                ("input[appendices][2][0][9]", "消去"),
                ("then", "next"),
            ],
        )
        .await;
    assert!(page.text().contains("条項 3 / 5"), "{}", page.text());
    assert!(page.text().contains("遠隔保守"), "{}", page.text());
    assert!(
        page.text().contains("個人情報を取り扱う"),
        "{}",
        page.text()
    );
    let plan = drafter.visit(&step("plan")).await;
    assert!(
        plan.text().contains("年１回（令和8年度）"),
        "{}",
        plan.text()
    );
    let confirm = drafter.visit(&step("confirm")).await;
    let fields = [("id", id.as_str()), ("revision", &revision(&confirm))];
    let page = drafter
        .submit("/api/contract/submit", &step("confirm"), &fields)
        .await;
    assert!(
        page.text().contains("契約を申請しました"),
        "{}",
        page.text()
    );
    format!("/contracts/{id}")
}

/// Approves a contract by the one and issues its annex by the other.
pub(super) async fn issue(drafter: &mut Browser, head: &mut Browser, contract: &str) {
    let id = contract.trim_start_matches("/contracts/").to_owned();
    for (browser, action) in [(head, "approve"), (drafter, "issue")] {
        let page = browser.visit(contract).await;
        let fields = [("id", id.as_str()), ("revision", &revision(&page))];
        let path = format!("/api/contract/{action}");
        let page = browser.submit(&path, contract, &fields).await;
        assert_eq!(page.status, http::StatusCode::OK, "{}", page.text());
    }
}

/// The vendor is reviewed, and another person agrees.
pub(super) async fn reviewed(drafter: &mut Browser, approver: &mut Browser, contract: &str) {
    let review = selection_to_conclusion::begin(drafter, contract).await;
    selection_to_conclusion::save(drafter, &review, "submit", &[]).await;
    let page = selection_to_conclusion::approve(approver, &review).await;
    assert!(
        page.text().contains("選定審査を承認しました"),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_is_drafted_approved_issued_concluded_and_checked() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let contract = draft(&app, &mut drafter).await;
    let id = contract.trim_start_matches("/contracts/").to_owned();

    let page = drafter.visit(&contract).await;
    assert!(
        page.text().contains("自分では承認できません"),
        "{}",
        page.text()
    );
    let own = drafter
        .submit(
            "/api/contract/approve",
            &contract,
            &[("id", &id), ("revision", "9")],
        )
        .await;
    assert!(
        own.text().contains("この操作を行う権限がありません"),
        "{}",
        own.text()
    );

    let page = head.visit(&contract).await;
    let page = head
        .submit(
            "/api/contract/approve",
            &contract,
            &[("id", &id), ("revision", &revision(&page))],
        )
        .await;
    assert!(
        page.text().contains("契約を承認しました"),
        "{}",
        page.text()
    );

    let page = drafter.visit(&contract).await;
    let page = drafter
        .submit(
            "/api/contract/issue",
            &contract,
            &[("id", &id), ("revision", &revision(&page))],
        )
        .await;
    assert!(page.text().contains("特記R8-0001"), "{}", page.text());
    let pdf = drafter.get("/annexes/1.pdf").await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-"));

    reviewed(&mut drafter, &mut head, &contract).await;
    let page = drafter.visit(&contract).await;
    let fields = [
        ("id", id.as_str()),
        ("revision", &revision(&page)),
        ("input[signed_on]", "R8.4.1"),
        ("input[signing_method]", "paper"),
    ];
    let page = drafter
        .submit("/api/contract/conclude", &contract, &fields)
        .await;
    assert!(
        page.text().contains("契約日を記録しました"),
        "{}",
        page.text()
    );

    let sheet = format!("{contract}/verifications/START");
    let page = drafter.visit(&sheet).await;
    assert!(page.text().contains("業務開始前"), "{}", page.text());
    record_first_item(&mut drafter, &sheet, &page).await;
    let page = drafter.visit(&sheet).await;
    assert!(
        page.text().contains("適合") && page.text().contains("keiyaku"),
        "{}",
        page.text()
    );

    let intact = services::audit_log::verify(&app.operator()).await.unwrap();
    assert!(
        matches!(intact, Verdict::Intact(count) if 8 < count),
        "{intact:?}"
    );
}

/// Records the first item of a sheet as 適合, with a file, as a multipart form.
async fn record_first_item(browser: &mut Browser, sheet: &str, page: &Answer) {
    record_items(browser, sheet, page, "conform", "体制表を受領した").await;
}

/// Records a result of the first item of a sheet.
pub(super) async fn record_items(
    browser: &mut Browser,
    sheet: &str,
    page: &Answer,
    result: &str,
    note: &str,
) {
    let html = page.html();
    let at = html.find("name=\"files[").unwrap() + "name=\"files[".len();
    let task: String = html[at..]
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let boundary = "----itaku";
    let mut body = String::new();
    let mut field = |name: &str, value: &str| {
        body.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    };
    field("input[inspected_on]", "令和8年4月1日");
    field("input[method]", "documents");
    field(&format!("input[items][{task}][result]"), result);
    field(&format!("input[items][{task}][note]"), note);
    body.push_str(&format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"files[{task}]\"; filename=\"体制表.txt\"\r\nContent-Type: text/plain\r\n\r\n体制表\r\n"
    ));
    body.push_str(&format!("--{boundary}\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\nsave\r\n--{boundary}--\r\n"));
    let request = http::Request::post(sheet)
        .header("accept", "text/html")
        .header("origin", format!("http://{}", tests::client::HOST))
        .header(
            "content-type",
            format!("multipart/form-data; boundary={boundary}"),
        );
    let answer = browser.send(request, body.into()).await;
    assert!(
        answer.status.is_redirection(),
        "{} {}",
        answer.status,
        answer.text()
    );
    assert!(
        !answer.location().contains("errors"),
        "{}",
        answer.location()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn planning_again_changes_nothing_and_leaves_alone_what_is_done() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    let contract = draft(&app, &mut drafter).await;
    let id = contract.trim_start_matches("/contracts/").to_owned();
    let page = office.visit(&contract).await;
    office
        .submit(
            "/api/contract/approve",
            &contract,
            &[("id", &id), ("revision", &revision(&page))],
        )
        .await;
    let before = drafter
        .visit(&format!("{contract}/verifications"))
        .await
        .text();
    let page = drafter.visit(&contract).await;
    drafter
        .submit(
            "/api/contract/issue",
            &contract,
            &[("id", &id), ("revision", &revision(&page))],
        )
        .await;
    reviewed(&mut drafter, &mut office, &contract).await;
    let page = drafter.visit(&contract).await;
    let fields = [
        ("id", id.as_str()),
        ("revision", &revision(&page)),
        ("input[signed_on]", "R8.4.1"),
        ("input[signing_method]", "electronic"),
    ];
    let page = drafter
        .submit("/api/contract/conclude", &contract, &fields)
        .await;
    assert!(
        page.text().contains("契約日を記録しました"),
        "{}",
        page.text()
    );
    let after = drafter
        .visit(&format!("{contract}/verifications"))
        .await
        .text();
    assert_eq!(
        before.matches("年１回").count(),
        after.matches("年１回").count()
    );
}
