//! Wrong input: a clear answer in Japanese, the right status, nothing changed, nothing typed lost.

use domain::authorization::Role;
use http::{Request, StatusCode};
use tests::{TestApp, client::encoded};

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_names_every_field_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let mut browser = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let unit = app.unit.to_string();
    let fields = [
        ("input[title]", "期間が逆の業務"),
        ("input[unit_id]", &unit),
        ("input[document_kind]", "contract_document"),
        ("input[amount_kind]", "total"),
        ("input[starts_on]", "令和9年4月1日"),
        ("input[ends_on]", "令和8年3月31日"),
        ("input[prior_notice_on]", "R8.2.29"),
    ];
    let page = browser
        .submit("/api/contract/draft", "/contracts/new", &fields)
        .await;
    let text = page.text();
    assert!(text.contains("入力内容に2件の問題があります"), "{text}");
    assert!(
        text.contains("終了日（令和8年3月31日）が開始日（令和9年4月1日）より前です"),
        "{text}"
    );
    assert!(text.contains("2月29日"), "{text}");
    assert_eq!(
        page.value_of("input[title]").as_deref(),
        Some("期間が逆の業務")
    );
    assert!(
        !browser
            .visit("/contracts")
            .await
            .text()
            .contains("期間が逆の業務")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_number_is_used_once_a_year() {
    let app = TestApp::start().await;
    let mut browser = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let unit = app.unit.to_string();
    let fields = [
        ("input[title]", "清掃業務"),
        ("input[unit_id]", &unit),
        ("input[contract_no]", "R8-総-１"),
        ("input[document_kind]", "contract_document"),
        ("input[amount_kind]", "total"),
        ("input[starts_on]", "R8.4.1"),
        ("input[ends_on]", "R9.3.31"),
    ];
    browser
        .submit("/api/contract/draft", "/contracts/new", &fields)
        .await;
    let page = browser
        .submit("/api/contract/draft", "/contracts/new", &fields)
        .await;
    assert!(
        page.text().contains("「R8-総-1」は、すでに使われています"),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_is_refused() {
    let app = TestApp::start().await;
    let mut browser = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    for origin in [Some("https://evil.example"), None] {
        let mut request = Request::post("/api/contract/draft")
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let answer = browser
            .send(request, encoded(&[("input[title]", "にせの業務")]).into())
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{origin:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_are_not_there_say_so() {
    let app = TestApp::start().await;
    let mut browser = app.signed_in_as(Role::Auditor, None, "kansa").await;
    for path in [
        "/contracts/999999",
        "/contracts/abc",
        "/vendors/999999",
        "/nothing/here",
        "/annexes/77.pdf",
        "/files/77",
    ] {
        let answer = browser.visit(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            answer.text().contains("見つかりません"),
            "{path}: {}",
            answer.text()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contract_of_another_unit_is_not_shown() {
    let app = TestApp::start().await;
    let mut owner = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.unit), "soumu")
        .await;
    let mut stranger = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.other_unit), "kensetsu")
        .await;
    let unit = app.unit.to_string();
    let fields = [
        ("input[title]", "総務課だけの業務"),
        ("input[unit_id]", &unit),
        ("input[document_kind]", "contract_document"),
        ("input[amount_kind]", "total"),
        ("input[starts_on]", "R8.4.1"),
        ("input[ends_on]", "R9.3.31"),
    ];
    let page = owner
        .submit("/api/contract/draft", "/contracts/new", &fields)
        .await;
    let id = page.value_of("id").unwrap();
    for tab in [
        "",
        "/clauses",
        "/annex",
        "/verifications",
        "/history",
        "/draft/party",
        "/draft.pdf",
    ] {
        let answer = stranger.visit(&format!("/contracts/{id}{tab}")).await;
        assert_eq!(
            answer.status,
            StatusCode::FORBIDDEN,
            "{tab}: {}",
            answer.text()
        );
        assert!(!answer.html().contains("総務課だけの業務"), "{tab}");
    }
    assert!(
        !stranger
            .visit("/contracts")
            .await
            .text()
            .contains("総務課だけの業務")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_savers_sees_both_versions() {
    let app = TestApp::start().await;
    let mut browser = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let unit = app.unit.to_string();
    let mut fields = vec![
        ("input[title]", "元の件名"),
        ("input[unit_id]", unit.as_str()),
        ("input[document_kind]", "contract_document"),
        ("input[amount_kind]", "total"),
        ("input[starts_on]", "R8.4.1"),
        ("input[ends_on]", "R9.3.31"),
    ];
    let page = browser
        .submit("/api/contract/draft", "/contracts/new", &fields)
        .await;
    let id = page.value_of("id").unwrap();
    let step = format!("/contracts/{id}/draft/party");
    fields.extend([("id", id.as_str()), ("revision", "1")]);
    fields[0].1 = "先に保存した件名";
    browser
        .submit("/api/contract/save-party", &step, &fields)
        .await;
    fields[0].1 = "後から保存した件名";
    let page = browser
        .submit("/api/contract/save-party", &step, &fields)
        .await;
    let text = page.text();
    assert!(text.contains("ほかの人が先に保存しました"), "{text}");
    assert!(
        text.contains("先に保存した件名") && text.contains("後から保存した件名"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_refused_with_the_limit() {
    let app = TestApp::start().await;
    let mut browser = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let boundary = "----itaku";
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"input[items][1][note]\"\r\n\r\n残るはずの所見\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"files[1]\"; filename=\"scan.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    )
    .into_bytes();
    body.resize(body.len() + 30 * 1024 * 1024, b'x');
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    let request = Request::post("/contracts/1/verifications/START")
        .header("accept", "text/html")
        .header("origin", format!("http://{}", tests::client::HOST))
        .header(
            "content-type",
            format!("multipart/form-data; boundary={boundary}"),
        );
    let answer = browser.send(request, body.into()).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text().contains("25MB"), "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corporate_number_with_a_wrong_check_digit_is_refused() {
    let app = TestApp::start().await;
    let mut browser = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let fields = [
        ("input[kind]", "corporation"),
        ("input[name]", "株式会社まちがい番号"),
        ("input[corporate_number]", "１９９０００００００００１"),
    ];
    let page = browser
        .submit("/api/vendor/add", "/vendors/new", &fields)
        .await;
    assert!(
        page.text().contains("入力内容に1件の問題があります"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("法人番号"), "{}", page.text());
    assert_eq!(
        page.value_of("input[name]").as_deref(),
        Some("株式会社まちがい番号")
    );
    assert!(
        !browser
            .visit("/vendors")
            .await
            .text()
            .contains("まちがい番号")
    );
}
