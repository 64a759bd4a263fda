//! Two records of one company become one: looked at side by side, field by field, and everything that spoke of one
//! speaks of the other from then on.

use domain::{
    authorization::Role,
    id::VendorId,
    vendor::{CertificationInput, DebarmentInput, VendorInput},
};
use entities::{contract, finding, vendor};
use http::StatusCode;
use sea_orm::EntityTrait;
use tests::{Answer, Browser, TestApp};

const NUMBER: &str = "8990000000001";

async fn add(app: &TestApp, name: &str, number: &str, phone: &str) -> VendorId {
    let input = VendorInput {
        kind: "corporation".to_owned(),
        name: name.to_owned(),
        corporate_number: number.to_owned(),
        phone: phone.to_owned(),
        ..VendorInput::default()
    };
    services::vendor::add(&app.operator(), input.check().unwrap())
        .await
        .unwrap()
}

/// Two records, the second with a number, a contract, a certificate, a debarment and a finding.
async fn two_records(app: &TestApp, officer: &mut Browser) -> (VendorId, VendorId) {
    let stays = add(app, "株式会社十勝サンプル情報", "", "0155-00-0001").await;
    let goes = add(app, "（株）十勝サンプル情報", NUMBER, "0155-00-0002").await;
    let (unit, vendor) = (app.unit.to_string(), goes.to_string());
    let fields = [
        ("input[title]", "住民情報システム保守業務"),
        ("input[unit_id]", &unit),
        ("input[vendor_id]", &vendor),
        ("input[document_kind]", "contract_document"),
        ("input[amount_kind]", "total"),
        ("input[starts_on]", "R8.5.1"),
        ("input[ends_on]", "R9.3.31"),
    ];
    let page = officer
        .submit("/api/contract/draft", "/contracts/new", &fields)
        .await;
    assert!(page.text().contains("業務と情報 2 / 5"), "{}", page.text());
    let ctx = app.operator();
    let certification = CertificationInput {
        kind: "iso27001".to_owned(),
        expires_on: "R9.3.31".to_owned(),
        ..CertificationInput::default()
    };
    let certification = certification.check().unwrap();
    services::vendor::add_certification(&ctx, goes, certification)
        .await
        .unwrap();
    let debarment = DebarmentInput {
        from_on: "R7.4.1".to_owned(),
        to_on: "R7.6.30".to_owned(),
        reason: "納期の遅れ".to_owned(),
    };
    services::vendor::add_debarment(&ctx, goes, debarment.check().unwrap())
        .await
        .unwrap();
    let subject = format!("vendor:{goes}");
    let fields = [
        ("input[source]", "audit"),
        ("input[subject]", subject.as_str()),
        ("input[unit_id]", unit.as_str()),
        ("input[severity]", "medium"),
        ("input[description]", "退職者が名簿に残っている"),
        ("input[found_on]", "R8.4.1"),
    ];
    let page = officer
        .submit("/api/finding/add", "/findings/new", &fields)
        .await;
    assert!(
        page.text().contains("退職者が名簿に残っている"),
        "{}",
        page.text()
    );
    (stays, goes)
}

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}\n{}", page.text());
}

async fn officer(app: &TestApp) -> Browser {
    app.signed_in_as(Role::ProcurementOfficer, Some(app.unit), "keiyaku")
        .await
}

/// The form as it is sent: the keys of the page, and what was chosen.
fn form<'a>(
    keys: &'a [(&'static str, String); 4],
    chosen: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let keys = keys.iter().map(|(name, value)| (*name, value.as_str()));
    keys.chain(chosen.iter().copied()).collect()
}

fn keys(page: &Answer) -> [(&'static str, String); 4] {
    ["kept", "kept_revision", "gone", "gone_revision"]
        .map(|name| (name, page.value_of(name).unwrap()))
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_of_one_record_is_the_others_afterwards() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (stays, goes) = two_records(&app, &mut officer).await;
    let page = officer.visit(&format!("/vendors/{stays}")).await;
    says(&page, "同じ事業者と思われる委託先が、ほかに1件あります");
    let choose = format!("/vendors/{stays}/merge");
    let page = officer.visit(&choose).await;
    says(&page, "（株）十勝サンプル情報 （名称が同じと読める）");
    let address = format!("{choose}?other={goes}");
    assert!(page.html().contains(&format!("href=\"{address}\"")));
    let page = officer.visit(&address).await;
    for words in [
        "契約 1件",
        "認証・登録 1件",
        "指名停止 1件",
        "指摘 1件",
        "選定審査 0件",
    ] {
        says(&page, words);
    }
    let keys = keys(&page);
    let unconfirmed = form(&keys, &[("input[phone]", "gone")]);
    let page = officer
        .submit("/api/vendor/merge", &address, &unconfirmed)
        .await;
    says(&page, "同じ事業者であることを確かめて、印を付けてください");
    let phone = page.html();
    let phone = phone.split("name=\"input[phone]\"").nth(2).unwrap();
    assert!(
        phone.split('>').next().unwrap().contains("checked"),
        "what was chosen stays"
    );
    let chosen = [
        ("input[name]", "kept"),
        ("input[corporate_number]", "gone"),
        ("input[phone]", "gone"),
        ("input[confirmed]", "1"),
    ];
    let page = officer
        .submit("/api/vendor/merge", &address, &form(&keys, &chosen))
        .await;
    says(&page, "委託先を統合しました");
    for words in [
        "株式会社十勝サンプル情報",
        NUMBER,
        "0155-00-0002",
        "ISMS",
        "納期の遅れ",
    ] {
        says(&page, words);
    }
    says(
        &page,
        "移した記録 追加： 契約 1件、認証・登録 1件、指名停止 1件、指摘 1件",
    );
    says(&page, "統合した委託先 追加： （株）十勝サンプル情報");

    let db = &app.store.db;
    let contracts = contract::Entity::find().all(db).await.unwrap();
    assert_eq!(contracts[0].vendor_id, Some(stays.0));
    let findings = finding::Entity::find().all(db).await.unwrap();
    assert_eq!(findings[0].subject_id, stays.0);
    let merged = vendor::Entity::find_by_id(goes.0).one(db).await.unwrap();
    let merged = merged.unwrap();
    assert_eq!(merged.merged_into, Some(stays.0));
    assert_eq!(merged.corporate_number, None, "no two have one number");

    let page = officer.visit(&format!("/vendors/{goes}")).await;
    assert_eq!(page.status, StatusCode::OK);
    says(&page, "この委託先は、ほかの委託先に統合しました");
    assert!(page.html().contains(&format!("href=\"/vendors/{stays}\"")));
    says(&page, "統合先 追加： 株式会社十勝サンプル情報");
    assert!(!page.text().contains("復元"));
    let revision = merged.revision.to_string();
    let goes = goes.to_string();
    let fields = [("id", goes.as_str()), ("revision", &revision)];
    let page = officer
        .submit("/api/vendor/restore", &format!("/vendors/{goes}"), &fields)
        .await;
    says(&page, "統合したため、復元できません");
    let page = officer.visit(&address).await;
    says(&page, "は無効です。無効の委託先は統合できません");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_somebody_saved_meanwhile_is_not_merged() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (stays, goes) = two_records(&app, &mut officer).await;
    let address = format!("/vendors/{stays}/merge?other={goes}");
    let page = officer.visit(&address).await;
    let keys = keys(&page);
    let row = vendor::Entity::find_by_id(goes.0)
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    let input = VendorInput {
        kind: "corporation".to_owned(),
        name: "（株）十勝サンプル情報".to_owned(),
        corporate_number: NUMBER.to_owned(),
        phone: "0155-00-0003".to_owned(),
        ..VendorInput::default()
    };
    services::vendor::change(&app.operator(), goes, row.revision, input.check().unwrap())
        .await
        .unwrap();
    let fields = form(&keys, &[("input[confirmed]", "1")]);
    let page = officer.submit("/api/vendor/merge", &address, &fields).await;
    says(&page, "ほかの人が先に保存しました");
    let contracts = contract::Entity::find().all(&app.store.db).await.unwrap();
    assert_eq!(contracts[0].vendor_id, Some(goes.0), "nothing moved");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_take_vendors_out_of_use_may_merge_them() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let (stays, goes) = two_records(&app, &mut officer).await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, None, "shozoku")
        .await;
    let page = head.visit(&format!("/vendors/{stays}")).await;
    assert!(!page.text().contains("統合"));
    let address = format!("/vendors/{stays}/merge?other={goes}");
    assert_eq!(head.get(&address).await.status, StatusCode::FORBIDDEN);
    let keys = keys(&officer.visit(&address).await);
    let fields = form(&keys, &[("input[confirmed]", "1")]);
    head.post_from("/api/vendor/merge", &address, &fields).await;
    let contracts = contract::Entity::find().all(&app.store.db).await.unwrap();
    assert_eq!(contracts[0].vendor_id, Some(goes.0), "nothing moved");
    let same = format!("/vendors/{stays}/merge?other={stays}");
    says(
        &officer.visit(&same).await,
        "同じ委託先どうしは統合できません",
    );
}

/// A table that refers to a vendor and is forgotten would leave its rows behind.
#[test]
fn every_reference_to_a_vendor_moves() {
    let merge = include_str!("../../../services/src/vendor/merge.rs");
    let merge = merge.split_whitespace().collect::<Vec<_>>().join(" ");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../entities/src");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let by_kind = ["finding::FindingSubject", "exception::ExceptionSubject"]
            .iter()
            .any(|kind| text.contains(&format!("subject_kind: domain::{kind}")));
        if text.contains("pub vendor_id") || by_kind {
            seen += 1;
            let named = merge.contains(&format!(", {name}, VendorId,"))
                || merge.contains(&format!(", {name}, SubjectId,"));
            assert!(
                named,
                "{name} refers to vendors; services/src/vendor/merge.rs must move it"
            );
        }
    }
    assert_eq!(seen, 8);
}
