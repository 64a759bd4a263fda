//! A PDF comes back years later: is it ours, is it whole, is it in force? And the forms that go with the
//! contract.

use axum::body::Body;
use domain::{
    annex::code::AnnexCode, authorization::Role, document::Document, library::RecordKind,
};
use http::{Request, StatusCode, header};
use sea_orm::EntityTrait as _;
use tests::{Answer, Browser, TestApp, client::HOST};

use super::draft_to_verification::{draft, issue};

/// Sends a file as the page does, and opens the answer.
async fn upload(browser: &mut Browser, content: &[u8]) -> Answer {
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
        Content-Type: application/pdf\r\n\r\n"
        .to_vec();
    body.extend(content);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::post("/pdf-check/file")
        .header(header::ACCEPT, "text/html")
        .header(header::ORIGIN, format!("http://{HOST}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let answer = browser.send(request, Body::from(body)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let next = answer.location().to_owned();
    browser.visit(&next).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_told_to_be_ours_altered_superseded_or_unknown() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let contract = draft(&app, &mut drafter).await;
    issue(&mut drafter, &mut head, &contract).await;
    let pdf = drafter.get("/annexes/1.pdf").await.body;

    let page = upload(&mut drafter, &pdf).await;
    assert!(
        page.text().contains("発行した文書です（有効）"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("特記R8-0001"), "{}", page.text());

    let mut altered = pdf.clone();
    altered.extend(b"\n%");
    let page = upload(&mut drafter, &altered).await;
    assert!(
        page.text().contains("発行した文書と同じではありません"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("特記R8-0001"), "{}", page.text());

    let page = upload(&mut drafter, b"%PDF-1.4 nothing of ours").await;
    assert!(
        page.text().contains("発行した文書ではありません"),
        "{}",
        page.text()
    );

    let page = upload(&mut drafter, b"").await;
    assert!(
        page.text().contains("ファイルが選ばれていません"),
        "{}",
        page.text()
    );

    let by_number = |number| server::app::paths::with_query("/pdf-check", &[("number", number)]);
    let page = drafter.visit(&by_number("特記Ｒ８－０００１")).await;
    assert!(
        page.text().contains("発行の記録があります"),
        "{}",
        page.text()
    );
    let page = drafter.visit(&by_number("特記R8-9999")).await;
    assert!(
        page.text().contains("発行の記録はありません"),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signed_out_learns_nothing_of_a_file() {
    let app = TestApp::start().await;
    let mut nobody = app.visitor();
    let page = upload(&mut nobody, b"%PDF-1.4").await;
    assert!(page.text().contains("サインイン"), "{}", page.text());
    assert!(!page.text().contains("発行した文書"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forms_a_contract_needs_are_printed_blank_and_filled() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let contract = draft(&app, &mut drafter).await;
    let page = drafter.visit(&format!("{contract}/forms")).await;
    assert!(page.text().contains("再委託承諾申請書"), "{}", page.text());
    assert!(!page.text().contains("SNS年次点検票"), "{}", page.text());
    for address in ["06.pdf", "06.blank.pdf", "04.pdf", "08.pdf"] {
        let pdf = drafter.get(&format!("{contract}/forms/{address}")).await;
        assert_eq!(pdf.status, StatusCode::OK, "{address}: {}", pdf.text());
        assert!(pdf.body.starts_with(b"%PDF-"), "{address}");
        let word = drafter
            .get(&server::app::paths::for_word(&format!(
                "{contract}/forms/{address}"
            )))
            .await;
        assert_eq!(word.status, StatusCode::OK, "{address}: {}", word.text());
        assert!(word.body.starts_with(b"PK"), "{address}");
    }
    let page = drafter.visit("/forms").await;
    assert!(page.text().contains("SNS年次点検票"), "{}", page.text());
    for form in services::library::delivered().unwrap().forms {
        let pdf = drafter.get(&format!("/forms/{}.pdf", form.number)).await;
        assert_eq!(
            pdf.status,
            StatusCode::OK,
            "{}: {}",
            form.number,
            pdf.text()
        );
        let word = drafter.get(&format!("/forms/{}.docx", form.number)).await;
        assert_eq!(word.status, StatusCode::OK, "{}", form.number);
    }
    let none = drafter.get("/forms/99.pdf").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "{}", none.text());
    let none = drafter.get("/contracts/999/forms/06.pdf").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "{}", none.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revised_clause_is_compared_with_what_contracts_carry() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let contract = draft(&app, &mut drafter).await;
    let library = services::library::delivered().unwrap();
    let mut clause = serde_json::to_value(library.find_clause("SEC-12").unwrap()).unwrap();
    clause["body"] = clause["body"]
        .as_str()
        .unwrap()
        .replace("毎年度", "半年に")
        .into();
    let version =
        services::library::revise(&app.operator(), RecordKind::Clause, "SEC-12", clause).await;
    assert_eq!(version.unwrap(), 2);

    let page = drafter.visit("/library").await;
    assert!(page.text().contains("第2版"), "{}", page.text());
    for address in [
        "/library/SEC-12".to_owned(),
        format!("{contract}/comparison"),
    ] {
        let page = drafter.visit(&address).await;
        assert!(
            page.html().contains("class=\"paper-changed\">半年に"),
            "{}",
            page.text()
        );
    }
    for address in [
        "/library/SEC-12/comparison.pdf?old=1&new=2".to_owned(),
        format!("{contract}/comparison.pdf"),
    ] {
        let pdf = drafter.get(&address).await;
        assert_eq!(pdf.status, StatusCode::OK, "{address}: {}", pdf.text());
        assert!(pdf.body.starts_with(b"%PDF-"), "{address}");
    }
    let none = drafter.visit("/library/SEC-99").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "{}", none.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_annex_is_had_for_word_as_draft_and_as_copy() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let contract = draft(&app, &mut drafter).await;
    let word = drafter.get(&format!("{contract}/draft.docx")).await;
    assert_eq!(word.status, StatusCode::OK, "{}", word.text());
    assert!(word.body.starts_with(b"PK"));
    issue(&mut drafter, &mut head, &contract).await;
    let page = drafter.visit(&format!("{contract}/annex")).await;
    assert!(page.html().contains("/annexes/1.docx"), "{}", page.html());
    let word = drafter.get("/annexes/1.docx").await;
    assert_eq!(word.status, StatusCode::OK, "{}", word.text());
    assert!(word.body.starts_with(b"PK"));
    let none = drafter.get("/annexes/77.docx").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "{}", none.text());
    let mut nobody = app.visitor();
    let refused = nobody.get("/annexes/1.docx").await;
    assert_ne!(refused.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_on_paper_is_held_against_the_words_that_were_issued() {
    let app = TestApp::start().await;
    let mut drafter = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let library = services::library::delivered().unwrap();
    for key in ["footer_code", "hanging_punctuation"] {
        let setting = library.settings.iter().find(|setting| setting.key == key);
        let mut setting = serde_json::to_value(setting.unwrap()).unwrap();
        setting["value"] = 1.into();
        let revised =
            services::library::revise(&app.operator(), RecordKind::Setting, key, setting).await;
        assert_eq!(revised.unwrap(), 2);
    }
    let contract = draft(&app, &mut drafter).await;
    issue(&mut drafter, &mut head, &contract).await;
    let pdf = drafter.get("/annexes/1.pdf").await.body;
    let page = upload(&mut drafter, &pdf).await;
    assert!(
        page.text().contains("発行した文書です（有効）"),
        "{}",
        page.text()
    );

    let row = entities::annex::Entity::find()
        .one(&app.operator().db)
        .await;
    let document = serde_json::from_value::<Document>(row.unwrap().unwrap().document).unwrap();
    let fingerprint = services::file::sha256_of(document.reading().join("\n").as_bytes());
    let code = |fingerprint: &str| {
        let code = AnnexCode {
            document_no: "特記R8-0001".to_owned(),
            fingerprint: fingerprint[..12].to_owned(),
        };
        server::app::paths::with_query("/pdf-check", &[("number", &code.text())])
    };
    let page = drafter.visit(&code(&fingerprint)).await;
    assert!(
        page.text().contains("二次元コードは発行した内容のものです"),
        "{}",
        page.text()
    );
    let page = drafter.visit(&code("0123456789ab")).await;
    assert!(
        page.text().contains("発行した内容と合いません"),
        "{}",
        page.text()
    );
}
