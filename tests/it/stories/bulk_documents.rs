//! Many annexes in one file, made in the background: asked for by ticks or by the filter, with what could
//! not be made told; done once by whichever server is there, and taken up again where one stopped.

use std::io::{Cursor, Read as _};

use chrono::TimeDelta;
use domain::{
    authorization::Role,
    contract::input::{PartyInput, ProfileInput},
    id::{ContractId, OrganizationUnitId},
};
use http::StatusCode;
use sea_orm::EntityTrait as _;
use services::job::worker::{Step, claim};
use tests::{Answer, Browser, TestApp};

use super::draft_to_verification::{draft, issue};

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}: {}", page.text());
}

/// A contract in work: with its facts, so that a draft can be made, or without.
async fn contract(app: &TestApp, title: &str, unit: OrganizationUnitId, facts: bool) -> ContractId {
    let ctx = app.operator();
    let party = PartyInput {
        title: title.to_owned(),
        unit_id: unit.to_string(),
        document_kind: "contract_document".to_owned(),
        amount_kind: "total".to_owned(),
        starts_on: "R8.5.1".to_owned(),
        ends_on: "R9.3.31".to_owned(),
        ..PartyInput::default()
    };
    let id = services::contract::draft(&ctx, party.check().unwrap())
        .await
        .unwrap();
    if facts {
        let profile = ProfileInput {
            confidentiality: "C2".to_owned(),
            facts: vec!["sys_ops".to_owned()],
            ..ProfileInput::default()
        };
        services::contract::save_profile(&ctx, id, 1, profile.check().unwrap())
            .await
            .unwrap();
    }
    id
}

/// Asks for the annexes of the contracts; answers the address of the job.
async fn ask(browser: &mut Browser, ids: &[ContractId]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let fields = [("ids", &*ids.join(",")), ("form", "zip")];
    let answer = browser
        .post_from("/api/contract/bundle", "/contracts/bundle", &fields)
        .await;
    let to = answer.location().replace("http://itaku.test", "");
    assert!(to.starts_with("/jobs/"), "{to} {}", answer.text());
    to.split('?').next().unwrap_or_default().to_owned()
}

/// Names and contents of the files in the archive of a job.
async fn archive(browser: &mut Browser, job: &str) -> Vec<(String, Vec<u8>)> {
    let file = browser.get(&format!("{job}/file")).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text());
    assert_eq!(file.headers["content-type"], "application/zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(file.body)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn ticked_contracts_become_one_file_and_what_could_not_be_made_is_told() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let issued = draft(&app, &mut officer).await;
    issue(&mut officer, &mut head, &issued).await;
    let drafted = contract(&app, "保守：庁舎/別館*", app.unit, true).await;
    let same = contract(&app, "保守：庁舎/別館*", app.unit, true).await;
    let unclassified = contract(&app, "清掃業務", app.unit, false).await;

    let list = officer.visit("/contracts").await;
    says(&list, "特記事項をまとめて出力");
    says(&list, "この条件のすべて 4件を出力");
    says(
        &officer.visit("/contracts/bundle").await,
        "契約が選択されていません",
    );
    let confirm = officer
        .visit(&format!("/contracts/bundle?id=1&id={drafted}"))
        .await;
    says(&confirm, "2件の契約の特記事項を、1つのファイルにまとめます");
    says(&confirm, "発行済みの1件は");
    let confirm = officer.visit("/contracts/bundle?all=1&q=").await;
    says(&confirm, "4件をまとめて出力");
    let ids = confirm.value_of("ids").unwrap();
    assert_eq!(ids.split(',').count(), 4);

    let ids: Vec<ContractId> = ids.split(',').map(|id| id.parse().unwrap()).collect();
    let job = ask(&mut officer, &ids).await;
    let waiting = officer.visit(&job).await;
    says(&waiting, "順番を待っています");
    assert_eq!(waiting.headers["refresh"], "3");
    let at_rest = officer.visit(&format!("{job}?refresh=off")).await;
    assert!(!at_rest.headers.contains_key("refresh"));

    app.run_jobs().await;
    let ended = officer.visit(&job).await;
    assert!(!ended.headers.contains_key("refresh"));
    says(&ended, "一部失敗");
    says(&ended, "3件の処理に成功しました。1件の処理に失敗しました。");
    says(&ended, "清掃業務");
    says(&ended, "情報の分類が決まっていません");
    says(&officer.visit("/jobs").await, "契約 4件");

    let files = archive(&mut officer, &job).await;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let named = |id: ContractId| {
        format!(
            "令和8年度_R8-{:04}_保守：庁舎／別館＊_特記事項_案.pdf",
            id.0
        )
    };
    assert_eq!(
        names,
        [
            named(same),
            named(drafted),
            "令和8年度_R8-0001_住民情報システム保守業務_特記事項.pdf".to_owned()
        ]
    );
    let as_issued = officer.get("/annexes/1.pdf").await.body;
    assert!(files[2].1 == as_issued, "the bytes as they were issued");
    assert!(files[0].1.starts_with(b"%PDF-"));
    let _ = unclassified;

    let log = services::audit_log::list(&app.operator(), 1)
        .await
        .unwrap()
        .0;
    let actions: Vec<&str> = log
        .iter()
        .map(|entry| entry.action.as_str())
        .take(3)
        .collect();
    assert_eq!(
        actions,
        ["処理結果のダウンロード", "処理の終了", "処理の受付"]
    );
    let left = entities::job_output::Entity::find()
        .all(&app.store.db)
        .await;
    assert_eq!(left.unwrap().len(), 1, "only the file of the job is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_a_server_left_behind_goes_on_where_it_was() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut ids = Vec::new();
    for title in ["一", "二", "三"] {
        ids.push(contract(&app, title, app.unit, true).await);
    }
    let job = ask(&mut officer, &ids).await;
    let worker = claim(&app.store).await.unwrap().unwrap();
    assert_eq!(worker.step().await.unwrap(), Step::More);
    assert_eq!(worker.step().await.unwrap(), Step::More);
    says(&officer.visit(&job).await, "3件のうち2件が終わりました");
    // While it holds the job, nobody else takes it.
    assert!(claim(&app.store).await.unwrap().is_none());
    let before = entities::job_output::Entity::find()
        .all(&app.store.db)
        .await
        .unwrap();
    // Killed; what it did is not done again.
    app.wait(TimeDelta::seconds(61));
    let other = claim(&app.store).await.unwrap().unwrap();
    assert_eq!(worker.step().await.unwrap(), Step::Lost);
    assert_eq!(other.step().await.unwrap(), Step::More);
    let after = entities::job_output::Entity::find()
        .all(&app.store.db)
        .await
        .unwrap();
    assert_eq!(after[..2], before[..]);
    assert_eq!(other.step().await.unwrap(), Step::Ended);
    says(&officer.visit(&job).await, "3件の処理に成功しました");
    assert_eq!(archive(&mut officer, &job).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_done_by_one_worker_only() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let id = contract(&app, "一", app.unit, true).await;
    for _ in 0..3 {
        ask(&mut officer, &[id]).await;
    }
    let mut workers = Vec::new();
    for _ in 0..6 {
        let store = app.store.clone();
        workers.push(tokio::spawn(async move {
            claim(&store).await.unwrap().is_some()
        }));
    }
    let mut claimed = 0;
    for worker in workers {
        claimed += u32::from(worker.await.unwrap());
    }
    assert_eq!(claimed, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_stopped_by_its_owner_or_the_administrator_and_by_nobody_else() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let mut other = app
        .signed_in_as(Role::ProcurementOfficer, None, "betsu")
        .await;
    let mut admin = app.signed_in_as(Role::Administrator, None, "admin").await;
    let ids = [
        contract(&app, "一", app.unit, true).await,
        contract(&app, "二", app.unit, true).await,
    ];
    let job = ask(&mut officer, &ids).await;
    let id = job.trim_start_matches("/jobs/").to_owned();
    let worker = claim(&app.store).await.unwrap().unwrap();
    worker.step().await.unwrap();

    assert_eq!(other.visit(&job).await.status, StatusCode::NOT_FOUND);
    says(&other.visit("/jobs").await, "処理はありません");
    let fields = [("id", id.as_str())];
    let refused = other.submit("/api/job/cancel", &job, &fields).await;
    says(&refused, "お探しの処理は見つかりません");
    says(&admin.visit("/jobs").await, "keiyaku");
    says(&admin.visit(&job).await, "処理を中止");

    let stopped = admin.submit("/api/job/cancel", &job, &fields).await;
    says(&stopped, "処理を中止しました");
    assert_eq!(worker.step().await.unwrap(), Step::Lost);
    app.run_jobs().await;
    let page = officer.visit(&job).await;
    says(&page, "2件のうち1件が終わったところで中止しました");
    assert_eq!(
        officer.get(&format!("{job}/file")).await.status,
        StatusCode::NOT_FOUND
    );
    let again = officer.submit("/api/job/cancel", &job, &fields).await;
    says(&again, "すでに終わっているため、中止できません");
    let left = entities::job_output::Entity::find()
        .all(&app.store.db)
        .await
        .unwrap();
    assert!(left.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_only_for_the_one_who_asked_and_is_gone_after_thirty_days() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.unit), "keiyaku")
        .await;
    let mut admin = app.signed_in_as(Role::Administrator, None, "admin").await;
    let own = contract(&app, "一", app.unit, true).await;
    let foreign = contract(&app, "よその課", app.other_unit, true).await;
    let job = ask(&mut officer, &[own, foreign]).await;
    app.run_jobs().await;
    let page = officer.visit(&job).await;
    says(&page, "権限がありません");
    assert!(!page.text().contains("よその課"), "{}", page.text());
    assert_eq!(archive(&mut officer, &job).await.len(), 1);
    assert_eq!(
        admin.get(&format!("{job}/file")).await.status,
        StatusCode::NOT_FOUND
    );
    app.wait(TimeDelta::days(30));
    services::job::sweep(&app.store).await.unwrap();
    officer.sign_in("keiyaku", tests::test_app::PASSWORD).await;
    assert_eq!(
        officer.get(&format!("{job}/file")).await.status,
        StatusCode::NOT_FOUND
    );
    says(&officer.visit(&job).await, "30日以内に開けます");
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_contracts_or_none_are_refused_with_what_to_do() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let ids: Vec<String> = (1..=501).map(|id: i64| id.to_string()).collect();
    let page = officer
        .submit(
            "/api/contract/bundle",
            "/contracts/bundle",
            &[("ids", &ids.join(",")), ("form", "zip")],
        )
        .await;
    says(&page, "一度に出力できるのは500件まで");
    let page = officer
        .submit(
            "/api/contract/bundle",
            "/contracts/bundle",
            &[("ids", &ids[..201].join(",")), ("form", "pdf")],
        )
        .await;
    says(&page, "一度に出力できるのは200件まで");
    let page = officer
        .submit(
            "/api/contract/bundle",
            "/contracts/bundle",
            &[("ids", "x"), ("form", "zip")],
        )
        .await;
    says(&page, "要求を読み取れません");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_pdf_of_many_is_still_tagged_and_has_a_bookmark_for_each() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let one = contract(&app, "一の業務", app.unit, true).await;
    let other = contract(&app, "二の業務", app.unit, true).await;
    let ids = format!("{one},{other}");
    let fields = [("ids", ids.as_str()), ("form", "pdf")];
    let answer = officer
        .post_from("/api/contract/bundle", "/contracts/bundle", &fields)
        .await;
    let job = answer.location().replace("http://itaku.test", "");
    app.run_jobs().await;
    says(&officer.visit(&job).await, "2件の処理に成功しました");
    let job = job.split('?').next().unwrap();
    let file = officer.get(&format!("{job}/file")).await;
    assert_eq!(file.headers["content-type"], "application/pdf");
    let pdf = lopdf::Document::load_mem(&file.body).unwrap();
    let catalog = pdf.catalog().unwrap();
    let alone = lopdf::Document::load_mem(
        &officer
            .get(&format!("/contracts/{one}/draft.pdf"))
            .await
            .body,
    )
    .unwrap();
    assert_eq!(pdf.get_pages().len(), 2 * alone.get_pages().len());
    let dictionary = |name: &[u8]| {
        let id = catalog.get(name).unwrap().as_reference().unwrap();
        pdf.get_dictionary(id).unwrap().clone()
    };
    assert_eq!(
        dictionary(b"Outlines")
            .get(b"Count")
            .unwrap()
            .as_i64()
            .unwrap(),
        2
    );
    let tree = dictionary(b"StructTreeRoot");
    let tree = tree.get(b"ParentTree").unwrap().as_reference().unwrap();
    let numbers = pdf.get_dictionary(tree).unwrap().get(b"Nums").unwrap();
    assert_eq!(numbers.as_array().unwrap().len(), 2 * pdf.get_pages().len());
    let missing: Vec<_> = pdf
        .objects
        .values()
        .flat_map(references)
        .filter(|id| !pdf.objects.contains_key(id))
        .collect();
    assert_eq!(missing, [], "what is referred to is there");
}

fn references(object: &lopdf::Object) -> Vec<lopdf::ObjectId> {
    match object {
        lopdf::Object::Reference(id) => vec![*id],
        lopdf::Object::Array(items) => items.iter().flat_map(references).collect(),
        lopdf::Object::Dictionary(dictionary) => dictionary
            .iter()
            .flat_map(|(_, value)| references(value))
            .collect(),
        lopdf::Object::Stream(stream) => stream
            .dict
            .iter()
            .flat_map(|(_, value)| references(value))
            .collect(),
        _ => Vec::new(),
    }
}
