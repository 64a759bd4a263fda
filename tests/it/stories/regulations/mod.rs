//! The register of regulations: drafted by one, agreed to by another, in force from a day; read by those it
//! concerns; what is 非公開 opened by named roles alone; followed by accounts of SNS.

mod followed;
mod not_public;
mod reading;

use chrono::{NaiveDate, TimeDelta};
use domain::{authorization::Role, regulation::Topic};
use http::StatusCode;
use tests::{
    TestApp,
    client::{Answer, Browser},
};

fn says(answer: &Answer, words: &str) {
    let text = answer.text();
    assert!(text.contains(words), "{words} is missing in: {text}");
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 規程 or 実施手順 of a unit.
async fn register(browser: &mut Browser, unit: &str, title: &str, disclosure: &str) -> Answer {
    let layer = if disclosure == "non_public" {
        "procedure_document"
    } else {
        "regulation"
    };
    let fields = [
        ("input[layer]", layer),
        ("input[topic]", "social_media"),
        ("input[title]", title),
        ("input[disclosure]", disclosure),
        ("input[unit_id]", unit),
        ("input[note]", ""),
    ];
    let path = "/api/regulation/register";
    browser.submit(path, "/documents/new", &fields).await
}

async fn draft(browser: &mut Browser, revision: &str, in_force: &str, decision: &str) -> Answer {
    let fields = [
        ("id", "1"),
        ("revision", revision),
        ("input[number]", "令和8年訓令第7号"),
        ("input[enacted_on]", in_force),
        ("input[in_force_on]", in_force),
        ("input[next_review_on]", "R9.4.1"),
        ("input[decision_no]", decision),
        ("input[summary]", "制定"),
    ];
    let page = "/documents/1/versions/new";
    let path = "/api/regulation/draft-version";
    browser.submit(path, page, &fields).await
}

/// Sends the text of a version; the answer is that of the upload itself.
async fn upload(
    browser: &mut Browser,
    version: &str,
    revision: &str,
    name: &str,
    content: &[u8],
) -> Answer {
    let head = format!(
        "--itaku\r\nContent-Disposition: form-data; name=\"revision\"\r\n\r\n{revision}\r\n\
         --itaku\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--itaku--\r\n"].concat();
    let request = http::Request::post(format!("/documents/1/versions/{version}/file"))
        .header("accept", "text/html")
        .header("origin", format!("http://{}", tests::client::HOST))
        .header("content-type", "multipart/form-data; boundary=itaku");
    browser.send(request, body.into()).await
}

async fn approve(browser: &mut Browser, version: &str, revision: &str, decision: &str) -> Answer {
    let fields = [
        ("id", "1"),
        ("revision", revision),
        ("version", version),
        ("decision_no", decision),
    ];
    let path = "/api/regulation/approve";
    browser.submit(path, "/documents/1", &fields).await
}

/// A first version in force since 令和8年4月1日: the document is then at revision 4.
async fn in_force(head: &mut Browser, office: &mut Browser, unit: &str, disclosure: &str) {
    register(head, unit, "見本SNS運用手順", disclosure).await;
    says(&draft(head, "1", "R8.4.1", "").await, "版を起案しました");
    let answer = upload(head, "1", "2", "手順.txt", "本文".as_bytes()).await;
    assert!(answer.status.is_redirection(), "{}", answer.text());
    says(
        &approve(office, "1", "3", "見総第1号").await,
        "版を承認しました",
    );
}

async fn people(app: &TestApp) -> (Browser, Browser) {
    let head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let office = app
        .signed_in_as(Role::SecurityOffice, None, "tokatsu")
        .await;
    (head, office)
}

/// A platform, and an account of the unit on it: the page it leads to.
async fn account(head: &mut Browser, office: &mut Browser, unit: &str) -> Answer {
    let service = [
        ("input[name]", "見本SNS"),
        ("input[unit_id]", unit),
        ("input[used_from]", "R2.7.1"),
    ];
    let page = "/social-media/services/new";
    head.submit("/api/social-media/add-service", page, &service)
        .await;
    let account = [
        ("input[service_id]", "1"),
        ("input[unit_id]", unit),
        ("input[name]", "見本町公式"),
        ("input[url]", "https://x.example.com/mihon"),
        ("input[ownership]", "town"),
        ("input[purpose]", "町政情報"),
        ("input[audience]", "町民"),
        ("input[content]", "お知らせ"),
        ("opened_on", "R2.7.1"),
    ];
    let page = "/social-media/accounts/new?existing=1";
    let path = "/api/social-media/register-account";
    office.submit(path, page, &account).await
}

async fn again(app: &TestApp, name: &str) -> Browser {
    let mut browser = app.visitor();
    browser.sign_in(name, tests::test_app::PASSWORD).await;
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_is_drafted_by_one_and_approved_by_another() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office) = people(&app).await;
    let page = register(&mut head, &unit, "見本SNS運用手順", "internal").await;
    says(&page, "規程・手順を登録しました");
    says(&page, "施行中の版はありません");

    let refused = draft(&mut head, "1", "R8.3.1", "").await;
    says(&refused, "過去の日付です");
    assert_eq!(
        refused.value_of("input[in_force_on]").as_deref(),
        Some("R8.3.1"),
        "what was typed stays"
    );
    says(&draft(&mut head, "1", "R8.4.1", "").await, "承認待ちの版");
    says(
        &draft(&mut head, "2", "R8.5.1", "").await,
        "承認待ちの版があります",
    );
    says(&office.visit("/").await, "承認待ちの規程・手順");
    says(
        &approve(&mut office, "1", "2", "見総第1号").await,
        "本文のファイルがない",
    );

    let large = vec![b'a'; services::file::SIZE_LIMIT + 1];
    let answer = upload(&mut head, "1", "2", "大.txt", &large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let answer = upload(&mut head, "1", "2", "悪意.exe", b"MZ").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&answer, "添付できない種類");
    says(
        &upload(&mut head, "1", "2", "空.txt", b"").await,
        "空のファイル",
    );
    let answer = upload(&mut head, "1", "1", "手順.txt", b"old").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let answer = upload(&mut head, "1", "2", "手順.txt", "本文".as_bytes()).await;
    assert!(answer.status.is_redirection(), "{}", answer.text());
    assert_eq!(
        head.get("/document-files/1").await.body,
        "本文".as_bytes(),
        "the text is read back"
    );

    says(
        &approve(&mut head, "1", "3", "見総第1号").await,
        "自分では承認できません",
    );
    let page = approve(&mut office, "1", "3", "見総第1号").await;
    says(&page, "版を承認しました");
    says(&page, "見総第1号");
    let late = upload(&mut head, "1", "4", "別.txt", b"other").await;
    says(&late, "差し替えられません");

    // Two versions never begin on one day, and none before the one in force.
    says(
        &draft(&mut head, "4", "R8.4.1", "見総第2号").await,
        "同じ日に二つの版は施行できません",
    );
    says(
        &draft(&mut head, "4", "R8.3.31", "見総第2号").await,
        "それより後の日",
    );
    says(
        &draft(&mut head, "4", "R8.7.1", "").await,
        "版を起案しました",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_version_in_force_on_any_day_is_told_and_an_abolished_one_is_not() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office) = people(&app).await;
    in_force(&mut head, &mut office, &unit, "internal").await;
    says(&draft(&mut head, "4", "R8.7.1", "").await, "起案しました");
    upload(&mut head, "2", "5", "手順.txt", b"new").await;
    says(&approve(&mut office, "2", "6", "").await, "施行前");
    for (on, version) in [
        ("2026-03-31", None),
        ("2026-04-01", Some(1)),
        ("2026-06-30", Some(1)),
        ("2026-07-01", Some(2)),
    ] {
        let found = services::regulation::in_force(&app.store.db, Topic::SocialMedia, day(on));
        let found = found.await.unwrap().map(|it| it.version_id.0);
        assert_eq!(found, version, "{on}");
    }
    let page = head.visit("/documents/1?on=R8.6.30").await;
    says(&page, "に施行中：第1版");
    says(&head.visit("/documents?on=R8.3.31").await, "施行中の版なし");
    let abolish = |revision: &'static str, on: &'static str, version: &'static str| {
        [
            ("id", "1"),
            ("revision", revision),
            ("version", version),
            ("input[abolished_on]", on),
            ("input[decision_no]", ""),
            ("input[reason]", "統合したため"),
        ]
    };
    let path = "/api/regulation/ask-abolition";
    let page = office
        .submit(path, "/documents/1", &abolish("7", "R8.3.1", "1"))
        .await;
    says(&page, "廃止日が施行日");
    let page = office
        .submit(path, "/documents/1", &abolish("7", "R8.9.1", "2"))
        .await;
    says(&page, "施行中の版だけを廃止できます");
    app.wait(TimeDelta::days(120));
    let mut office = again(&app, "tokatsu").await;
    let page = office
        .submit(path, "/documents/1", &abolish("7", "R8.9.1", "2"))
        .await;
    says(&page, "廃止を申請しました");
    let on_the_day = || {
        let day = day("2026-09-01");
        services::regulation::in_force(&app.store.db, Topic::SocialMedia, day)
    };
    assert!(on_the_day().await.unwrap().is_some(), "only asked for");
    // Whoever asked does not agree.
    let agree = "/api/regulation/approve-abolition";
    let page = office
        .submit(agree, "/documents/1", &[("id", "1"), ("revision", "8")])
        .await;
    says(&page, "本人は承認できません");
    let mut head = again(&app, "shozoku").await;
    says(&head.visit("/").await, "承認を待つ廃止");
    let refuse = "/api/regulation/refuse-abolition";
    let no = [("id", "1"), ("revision", "8"), ("reason", "まだ使うため")];
    says(
        &head.submit(refuse, "/documents/1", &no).await,
        "取りやめました",
    );
    let page = office
        .submit(path, "/documents/1", &abolish("9", "R8.9.1", "2"))
        .await;
    says(&page, "廃止を申請しました");
    let page = head
        .submit(agree, "/documents/1", &[("id", "1"), ("revision", "10")])
        .await;
    says(&page, "廃止を承認しました");
    let found =
        services::regulation::in_force(&app.store.db, Topic::SocialMedia, day("2026-09-01"));
    assert_eq!(found.await.unwrap(), None, "no older one comes back");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_people_save_is_refused_and_strangers_change_nothing() {
    let app = TestApp::start().await;
    let unit = app.unit.to_string();
    let (mut head, mut office) = people(&app).await;
    in_force(&mut head, &mut office, &unit, "internal").await;
    let change = |revision: &'static str, title: &'static str| {
        [
            ("id", "1".to_owned()),
            ("revision", revision.to_owned()),
            ("input[layer]", "regulation".to_owned()),
            ("input[topic]", "social_media".to_owned()),
            ("input[title]", title.to_owned()),
            ("input[disclosure]", "internal".to_owned()),
            ("input[unit_id]", app.unit.to_string()),
            ("input[note]", String::new()),
        ]
    };
    async fn send(browser: &mut Browser, fields: &[(&str, String)]) -> Answer {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let path = "/api/regulation/change";
        browser.submit(path, "/documents/1/edit", &fields).await
    }
    says(
        &send(&mut office, &change("4", "見本町SNS運用手順")).await,
        "保存しました",
    );
    let lost = send(&mut head, &change("4", "SNSの手順")).await;
    says(&lost, "ほかの人が先に保存しました");
    says(&lost, "見本町SNS運用手順");

    let mut other = app
        .signed_in_as(Role::DepartmentHead, Some(app.other_unit), "kensetsu")
        .await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    for browser in [&mut other, &mut officer] {
        assert_eq!(browser.get("/documents/1").await.status, StatusCode::OK);
        for page in ["/documents/1/edit", "/documents/1/versions/new"] {
            let answer = browser.get(page).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        }
        says(
            &send(browser, &change("5", "横取り")).await,
            "権限がありません",
        );
        says(
            &register(browser, &unit, "横取り", "internal").await,
            "権限がありません",
        );
        for page in [
            "/documents/999",
            "/documents/x",
            "/document-files/999",
            "/documents/999/edit",
        ] {
            let answer = browser.get(page).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
        }
    }
    let mut visitor = app.visitor();
    assert!(visitor.get("/documents/1").await.status.is_redirection());
    let void = [("id", "1"), ("revision", "5"), ("reason", "誤り")];
    let path = "/api/regulation/void";
    says(
        &head.submit(path, "/documents/1", &void).await,
        "権限がありません",
    );
    says(
        &office.submit(path, "/documents/1", &void).await,
        "無効の記録です",
    );
    let found =
        services::regulation::in_force(&app.store.db, Topic::SocialMedia, day("2026-04-02"));
    assert_eq!(found.await.unwrap(), None);
}
