//! One word finds records of every kind however it is typed, and only those one may see.

use domain::{
    authorization::Role,
    external_service::ServiceKind,
    social_media::{AccountState, Ownership},
    vendor::{VendorDraft, VendorInput},
};
use entities::{
    contract, external_service, external_service_profile, social_media_account,
    social_media_service,
};
use http::StatusCode;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    EntityTrait, IntoActiveModel,
};
use tests::{Browser, TestApp};

use super::responsible_person;

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn draft(name: &str, kana: &str, number: &str) -> VendorDraft {
    let input = VendorInput {
        kind: "corporation".to_owned(),
        name: name.to_owned(),
        kana: kana.to_owned(),
        corporate_number: number.to_owned(),
        ..VendorInput::default()
    };
    input.check().unwrap()
}

/// A town with 髙橋 in every ledger: two contracts of two units, a vendor, a service, an account, a person.
async fn town() -> TestApp {
    let app = TestApp::start().await;
    let ctx = app.operator();
    let vendor = draft("株式会社髙橋システム", "タカハシシステム", "");
    let vendor = services::vendor::add(&ctx, vendor).await.unwrap();
    let own = responsible_person::contract(&app, app.unit, "高橋記念館サーバー保守業務委託").await;
    responsible_person::contract(&app, app.other_unit, "ﾀｶﾊｼ橋 点検業務委託").await;
    let by_vendor = responsible_person::contract(&app, app.unit, "庁舎清掃業務委託").await;
    let row = contract::Entity::find_by_id(by_vendor.id)
        .one(&app.store.db)
        .await
        .unwrap()
        .unwrap();
    let mut row = row.into_active_model();
    row.vendor_id = Set(Some(vendor.0));
    row.update(&app.store.db).await.unwrap();
    assert_ne!(own.id, by_vendor.id);
    service(&app).await;
    account(&app).await;
    app.add_person(Role::DepartmentHead, Some(app.unit), "髙橋花子")
        .await;
    app
}

async fn service(app: &TestApp) {
    let service = external_service::ActiveModel {
        service_no: Set("外-0001".to_owned()),
        name: Set("かんたん予約".to_owned()),
        name_key: Set(domain::fold::search_key("かんたん予約")),
        unit_id: Set(app.unit.0),
        registered_on: Set(day("2026-04-01")),
        revision: Set(1),
        updated_at: Set(app.store.now()),
        ..Default::default()
    };
    let service = service.insert(&app.store.db).await.unwrap();
    // The provider is no vendor of the list.
    let profile = external_service_profile::ActiveModel {
        id: NotSet,
        service_id: Set(service.id),
        from_on: Set(day("2026-04-01")),
        kind: Set(ServiceKind::CloudTermsBased),
        paid: Set(false),
        provider_name: Set(Some("髙橋クラウド合同会社".to_owned())),
        purpose: Set("施設の予約".to_owned()),
        confidentiality: Set(domain::contract::profile::Confidentiality::C1),
        personal_info: Set(false),
        provider_handling: Set(domain::external_service::ProviderHandling::No),
        segment: Set(domain::contract::profile::Segment::Internet),
        ..Default::default()
    };
    profile.insert(&app.store.db).await.unwrap();
}

async fn account(app: &TestApp) {
    let platform = social_media_service::ActiveModel {
        name: Set("X".to_owned()),
        name_key: Set("x".to_owned()),
        unit_id: Set(app.unit.0),
        used_from: Set(day("2020-04-01")),
        revision: Set(1),
        updated_at: Set(app.store.now()),
        ..Default::default()
    };
    let platform = platform.insert(&app.store.db).await.unwrap();
    let account = social_media_account::ActiveModel {
        service_id: Set(platform.id),
        unit_id: Set(app.unit.0),
        name: Set("高橋記念館".to_owned()),
        name_key: Set(domain::fold::search_key("高橋記念館")),
        handle: Set(Some("@Takahashi_Kinenkan".to_owned())),
        ownership: Set(Ownership::Town),
        purpose: Set("発信".to_owned()),
        audience: Set("町民".to_owned()),
        content: Set("行事".to_owned()),
        state: Set(AccountState::Open),
        registered_on: Set(day("2026-04-01")),
        revision: Set(1),
        updated_at: Set(app.store.now()),
        ..Default::default()
    };
    account.insert(&app.store.db).await.unwrap();
}

async fn search(browser: &mut Browser, q: &str) -> String {
    let path = format!("/search?q={}", server::app::paths::encoded(q));
    let answer = browser.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.text()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_word_finds_every_kind_however_it_is_typed() {
    let app = town().await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    for q in ["高橋", "髙橋", "　高 橋 ", "㈱高橋"] {
        let page = search(&mut auditor, q).await;
        for words in [
            "契約 2件",
            "高橋記念館サーバー保守業務委託",
            "庁舎清掃業務委託",
            "委託先 1件",
            "株式会社髙橋システム",
            "外部サービス 1件",
            "かんたん予約",
            "SNSアカウント 1件",
            "@Takahashi_Kinenkan",
            "職員 1件",
            "髙橋花子",
        ] {
            let page = page.replace('　', " ");
            assert!(page.contains(words), "{q}: {words}\n{page}");
        }
        assert!(!page.contains("点検業務委託"), "{q}\n{page}");
    }
    // フリガナ of the vendor, in any kana and without its long vowel.
    for q in ["ﾀｶﾊｼ", "たかはし", "タカハシ"] {
        let page = search(&mut auditor, q).await;
        assert!(page.contains("株式会社髙橋システム"), "{q}\n{page}");
        assert!(page.contains("点検業務委託"), "{q}\n{page}");
    }
    assert!(
        search(&mut auditor, "サーバ保守")
            .await
            .contains("高橋記念館サーバー保守業務委託")
    );
    assert!(
        search(&mut auditor, "takahashi_k")
            .await
            .contains("高橋記念館")
    );
    assert!(
        search(&mut auditor, "Ｒ８－００１")
            .await
            .contains("高橋記念館サーバー保守業務委託")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_records_of_other_units_are_not_found() {
    let app = town().await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.other_unit), "shozoku")
        .await;
    let page = search(&mut head, "高橋").await;
    assert!(page.contains("株式会社髙橋システム"), "{page}");
    for words in ["高橋記念館", "庁舎清掃業務委託", "かんたん予約"] {
        assert!(!page.contains(words), "{words}\n{page}");
    }
    let page = search(&mut head, "たかはし橋").await;
    assert!(page.contains("点検業務委託"), "{page}");
    // Nobody reads anything without signing in.
    let answer = app.visitor().get("/search?q=x").await;
    assert!(
        answer.location().starts_with("/sign-in"),
        "{}",
        answer.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn signs_and_forms_of_company_find_nothing_but_say_why() {
    let app = town().await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    for q in ["株式会社", "　", "・"] {
        let page = search(&mut auditor, q).await;
        assert!(!page.contains("1件"), "{q}\n{page}");
    }
    assert!(
        search(&mut auditor, "㈱")
            .await
            .contains("だけでは検索できません")
    );
    for q in ["%", "_", "橋%"] {
        let page = search(&mut auditor, q).await;
        assert!(!page.contains("髙橋システム"), "{q} is no wildcard\n{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_of_many_is_read_page_by_page() {
    let (_database, _, router) = super::bench_data::filled().await;
    let mut auditor = Browser::new(router);
    auditor.sign_in("kansa", tests::test_app::PASSWORD).await;
    let page = search(&mut auditor, "R").await;
    assert!(page.contains("契約 60件をすべて見る"), "{page}");
    let rest = auditor.get("/search?q=R&kind=contract&page=2").await;
    assert!(rest.text().contains("51–60 / 60件"), "{}", rest.text());
    assert!(
        !rest.text().contains("見つかった委託先"),
        "one kind\n{}",
        rest.text()
    );
}
