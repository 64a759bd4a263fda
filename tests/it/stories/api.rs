//! Another system of the town reads the ledger: with a token the administrator gave it, through the addresses the
//! document names, and no further than the token's person sees.

use axum::body::Body;
use chrono::{NaiveDate, TimeDelta};
use domain::{
    api_token::ApiTokenDraft,
    authorization::Role,
    id::{OrganizationUnitId, PersonId},
    vendor::{VendorInput, VendorKind},
};
use entities::api_token;
use http::{Method, Request, StatusCode, header};
use sea_orm::EntityTrait;
use serde_json::Value;
use services::{api_token as tokens, organization, vendor};
use tests::{
    TestApp,
    client::{Answer, Browser},
    openapi::problems,
};

/// Another system, with what it was given.
struct System {
    http: Browser,
    token: String,
}

impl System {
    fn new(app: &TestApp, token: &str) -> Self {
        Self {
            http: app.visitor(),
            token: token.to_owned(),
        }
    }

    async fn ask(&mut self, method: Method, path: &str, more: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !self.token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        self.http.send(request, Body::empty()).await
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[]).await
    }

    /// The body of a good answer.
    async fn read(&mut self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.html());
        json(&answer)
    }
}

fn json(answer: &Answer) -> Value {
    let kind = &answer.headers[header::CONTENT_TYPE];
    assert_eq!(kind, "application/json", "{}", answer.html());
    serde_json::from_slice(&answer.body).unwrap()
}

/// Status, code and parameter of a refusal.
fn refusal(answer: &Answer) -> (u16, String, String) {
    let body = json(answer);
    assert!(!body["message"].as_str().unwrap().is_ascii(), "{body}");
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    (answer.status.as_u16(), text("code"), text("parameter"))
}

async fn issue(app: &TestApp, person: PersonId) -> String {
    let draft = ApiTokenDraft {
        name: "財務会計システム".to_owned(),
        purpose: "契約の突合".to_owned(),
        person_id: person,
        expires_on: app.store.today() + TimeDelta::days(30),
    };
    tokens::issue(&app.operator(), draft).await.unwrap()
}

async fn system_of(app: &TestApp, role: Role, unit: Option<OrganizationUnitId>) -> System {
    let person = app.add_person(role, unit, "renkei").await;
    System::new(app, &issue(app, person).await)
}

async fn add_vendor(app: &TestApp, name: &str) {
    let input = VendorInput {
        kind: VendorKind::Corporation.code().to_owned(),
        name: name.to_owned(),
        ..VendorInput::default()
    };
    vendor::add(&app.operator(), input.check().unwrap())
        .await
        .unwrap();
}

/// A value the document allows for a parameter.
fn sample(document: &Value, parameter: &Value) -> String {
    let mut schema = &parameter["schema"];
    if let Some(choices) = schema["oneOf"].as_array() {
        schema = choices.iter().find(|it| it["type"] != "null").unwrap();
    }
    if let Some(name) = schema["$ref"].as_str() {
        schema = document.pointer(name.trim_start_matches('#')).unwrap();
    }
    if let Some(first) = schema["enum"].get(0) {
        return tests::client::encoded(&[("", first.as_str().unwrap())])[1..].to_owned();
    }
    let kinds = schema["type"].to_string();
    if schema["format"] == "date" {
        "2026-04-01".to_owned()
    } else if kinds.contains("integer") {
        let least = schema["minimum"].as_f64().unwrap();
        format!("{least}")
    } else {
        assert!(kinds.contains("string"), "{parameter}");
        "a".to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_answers_as_the_document_says() {
    let app = TestApp::demo("2026-04-01").await;
    let people = organization::list_people(&app.operator()).await.unwrap();
    let officer = people
        .iter()
        .find(|person| person.sign_in_name.as_deref() == Some("tokatsu"))
        .unwrap();
    let mut system = System::new(&app, &issue(&app, officer.id).await);
    let mut stranger = System::new(&app, "");
    let document = stranger.read("/api/v1/openapi.json").await;
    let paths = document["paths"].as_object().unwrap();
    let names: Vec<&str> = paths.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "/api/v1/accounts",
            "/api/v1/accounts/{id}",
            "/api/v1/contracts",
            "/api/v1/contracts/{id}",
            "/api/v1/coverage",
            "/api/v1/responsibilities",
            "/api/v1/services",
            "/api/v1/services/{id}",
            "/api/v1/vendors",
            "/api/v1/vendors/{id}",
            "/api/v1/verifications",
        ]
    );
    for (path, operations) in paths {
        assert_eq!(operations.as_object().unwrap().len(), 1, "{path}: GET only");
        let operation = &operations["get"];
        let address = match path.strip_suffix("/{id}") {
            Some(list) => {
                let first = &system.read(list).await["items"][0]["id"];
                format!("{list}/{first}")
            }
            None => path.clone(),
        };
        let (status, code, _) = refusal(&stranger.get(&address).await);
        assert_eq!((status, code.as_str()), (401, "token_missing"), "{address}");
        let answer = system.read(&address).await;
        if let Some(items) = answer["items"].as_array() {
            assert!(!items.is_empty(), "{address}: the demo town has some");
        }
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        assert_eq!(
            problems(&document, schema, &answer),
            Vec::<String>::new(),
            "{address}"
        );
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        for parameter in parameters.filter(|it| it["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            let asked = format!("{address}?{name}={}", sample(&document, parameter));
            let answer = system.read(&asked).await;
            assert_eq!(
                problems(&document, schema, &answer),
                Vec::<String>::new(),
                "{asked}"
            );
            if sample(&document, parameter) != "a" {
                let wrong = system.get(&format!("{address}?{name}=%E5%A5%BD")).await;
                let expected = (400, "bad_parameter".to_owned(), name.to_owned());
                assert_eq!(refusal(&wrong), expected, "{address}: {name}");
            }
        }
        let unknown = system.get(&format!("{address}?nothing=1")).await;
        let expected = (400, "bad_parameter".to_owned(), "nothing".to_owned());
        assert_eq!(refusal(&unknown), expected, "{address}");
        let head = system.ask(Method::HEAD, &address, &[]).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        let post = system.ask(Method::POST, &address, &[]).await;
        assert_eq!(refusal(&post).0, 405, "{address}");
        assert_eq!(post.headers[header::ALLOW], "GET,HEAD", "{address}");
    }
    for path in ["vendors", "contracts", "services", "accounts"] {
        for id in ["999999", "0", "-1", "x", "99999999999999999999"] {
            let (status, code, _) = refusal(&system.get(&format!("/api/v1/{path}/{id}")).await);
            assert_eq!((status, code.as_str()), (404, "not_found"), "{path}/{id}");
        }
    }
    for path in ["/api/v1", "/api/v1/nothing", "/api/v1/vendors/1/history"] {
        assert_eq!(refusal(&system.get(path).await).0, 404, "{path}");
    }
    let tomorrow = system.get("/api/v1/coverage?on=2026-04-02").await;
    assert_eq!(refusal(&tomorrow).2, "on");
    let before = system.get("/api/v1/coverage?on=1990-01-01").await;
    assert_eq!(
        refusal(&before),
        (400, "bad_parameter".to_owned(), "on".to_owned())
    );
    let mut auditor = app.visitor();
    auditor.sign_in("kansa", tests::test_app::PASSWORD).await;
    let page = auditor.visit("/coverage?on=1990-01-01").await;
    assert!(
        page.text().contains("条項集の適用が始まる前です"),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_until_the_last() {
    let app = TestApp::start().await;
    for number in 1..=5 {
        add_vendor(&app, &format!("株式会社第{number}見本")).await;
    }
    let mut system = system_of(&app, Role::Auditor, None).await;
    let mut seen = Vec::new();
    let mut next = Some("/api/v1/vendors?per_page=2".to_owned());
    while let Some(path) = next {
        let answer = system.get(&path).await;
        let page = json(&answer);
        assert_eq!((&page["total"], &page["per_page"]), (&5.into(), &2.into()));
        for item in page["items"].as_array().unwrap() {
            seen.push(item["name"].as_str().unwrap().to_owned());
        }
        let links = answer.headers[header::LINK].to_str().unwrap();
        assert!(links.contains("page=3>; rel=\"last\""), "{links}");
        next = links.split(", ").find_map(|link| {
            let address = link.strip_suffix(">; rel=\"next\"")?;
            Some(address.trim_start_matches('<').to_owned())
        });
    }
    seen.sort();
    let all: Vec<String> = (1..=5)
        .map(|number| format!("株式会社第{number}見本"))
        .collect();
    assert_eq!(seen, all);
    let beyond = system.read("/api/v1/vendors?page=9&per_page=2").await;
    assert_eq!(beyond["items"], serde_json::json!([]));
    let found = system.read("/api/v1/vendors?q=%E7%AC%AC%EF%BC%93").await;
    assert_eq!(found["total"], 1, "第３ finds 第3");
    for (query, parameter) in [
        ("per_page=201", "per_page"),
        ("per_page=0", "per_page"),
        ("page=0", "page"),
        ("page=1.5", "page"),
        ("page=%2B1", "page"),
        ("page=1&page=2", "page"),
        ("kana=x", "kana"),
        ("q=%00", "q"),
    ] {
        let answer = system.get(&format!("/api/v1/vendors?{query}")).await;
        let expected = (400, "bad_parameter".to_owned(), parameter.to_owned());
        assert_eq!(refusal(&answer), expected, "{query}");
    }
    let answer = system.get("/api/v1/responsibilities?on=2026-4-1").await;
    assert_eq!(refusal(&answer).2, "on");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_not_changed_is_not_sent_again() {
    let app = TestApp::start().await;
    add_vendor(&app, "株式会社見本").await;
    let mut system = system_of(&app, Role::Auditor, None).await;
    let first = system.get("/api/v1/vendors").await;
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    assert_eq!(first.headers[header::CACHE_CONTROL], "private, no-cache");
    let again = |tag: String| [("if-none-match", tag)];
    let [(name, value)] = again(tag.clone());
    let answer = system
        .ask(Method::GET, "/api/v1/vendors", &[(name, &value)])
        .await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert_eq!(answer.headers[header::ETAG], tag.as_str());
    assert!(answer.body.is_empty());
    add_vendor(&app, "株式会社もう一つの見本").await;
    let answer = system
        .ask(Method::GET, "/api/v1/vendors", &[(name, &value)])
        .await;
    assert_eq!(json(&answer)["total"], 2);
    assert_ne!(answer.headers[header::ETAG], tag.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_ends_when_its_time_is_over_when_it_is_revoked_and_when_its_person_leaves() {
    let app = TestApp::start().await;
    let person = app.add_person(Role::Auditor, None, "renkei").await;
    let token = issue(&app, person).await;
    let rows = api_token::Entity::find().all(&app.store.db).await.unwrap();
    assert!(
        !format!("{rows:?}").contains(&token),
        "only its hash is kept"
    );
    let mut system = System::new(&app, &token);
    system.read("/api/v1/vendors").await;
    let used_at = |listed: &[domain::api_token::ApiToken]| listed[0].last_used_at;
    let listed = tokens::list(&app.operator()).await.unwrap();
    assert_eq!(used_at(&listed), Some(app.store.now()));
    app.wait(TimeDelta::minutes(1));
    system.read("/api/v1/vendors").await;
    let a_minute_later = tokens::list(&app.operator()).await.unwrap();
    assert_eq!(
        used_at(&a_minute_later),
        used_at(&listed),
        "not at each use"
    );

    app.wait(TimeDelta::days(31));
    let answer = system.get("/api/v1/vendors").await;
    let challenge = &answer.headers[header::WWW_AUTHENTICATE];
    assert_eq!(
        challenge,
        "Bearer realm=\"itaku-daicho\", error=\"invalid_token\""
    );
    assert_eq!(refusal(&answer).1, "token_expired");

    let mut system = System::new(&app, &issue(&app, person).await);
    system.read("/api/v1/vendors").await;
    let newest = tokens::list(&app.operator()).await.unwrap()[0].id;
    tokens::revoke(&app.operator(), newest).await.unwrap();
    assert_eq!(
        refusal(&system.get("/api/v1/vendors").await).1,
        "token_revoked"
    );
    assert!(tokens::revoke(&app.operator(), newest).await.is_err());

    let mut system = System::new(&app, &issue(&app, person).await);
    let role = organization::list_roles(&app.operator()).await.unwrap();
    let role = role.iter().find(|role| role.person_id == person).unwrap();
    organization::end_role(&app.operator(), role.id)
        .await
        .unwrap();
    let answer = system.get("/api/v1/vendors").await;
    assert_eq!(refusal(&answer).1, "token_without_person");

    // Guessing is slowed down; a right token from the same address is not.
    let other = app.add_person(Role::Auditor, None, "betsu").await;
    let mut right = System::new(&app, &issue(&app, other).await);
    let mut guesser = System::new(&app, "itaku_0000");
    let mut answer = guesser.get("/api/v1/vendors").await;
    assert_eq!(refusal(&answer).1, "token_unknown");
    for _ in 0..100 {
        answer = guesser.get("/api/v1/vendors").await;
    }
    assert_eq!(refusal(&answer).0, 429);
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    right.read("/api/v1/vendors").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_sees_what_its_person_sees() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    for (unit, title) in [(app.unit, "総務課の業務"), (app.other_unit, "建設課の業務")]
    {
        let unit = unit.to_string();
        let fields = [
            ("input[title]", title),
            ("input[unit_id]", &unit),
            ("input[starts_on]", "2026-04-01"),
            ("input[ends_on]", "2027-03-31"),
            ("input[document_kind]", "contract_document"),
            ("input[amount_kind]", "total"),
        ];
        let answer = officer
            .post_from("/api/contract/draft", "/contracts/new", &fields)
            .await;
        assert!(answer.location().contains("/draft/"), "{}", answer.text());
    }
    let mut town = system_of(&app, Role::Auditor, None).await;
    let all = town.read("/api/v1/contracts").await;
    assert_eq!(all["total"], 2);
    let person = app
        .add_person(Role::DepartmentHead, Some(app.unit), "kacho")
        .await;
    let mut unit = System::new(&app, &issue(&app, person).await);
    let own = unit.read("/api/v1/contracts").await;
    assert_eq!(own["total"], 1);
    assert_eq!(own["items"][0]["title"], "総務課の業務");
    for item in all["items"].as_array().unwrap() {
        let answer = unit.get(&format!("/api/v1/contracts/{}", item["id"])).await;
        let is_own = item["unit_id"] == app.unit.0;
        assert_eq!(answer.status == StatusCode::OK, is_own);
        assert!(is_own || refusal(&answer) == (403, "forbidden".to_owned(), String::new()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_opens_no_api_and_a_token_no_screen() {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let answer = officer.get("/api/v1/vendors").await;
    assert_eq!(refusal(&answer).1, "token_missing");
    assert!(!answer.headers.contains_key(header::SET_COOKIE));
    let mut system = system_of(&app, Role::Administrator, None).await;
    let answer = system.get("/vendors").await;
    assert!(
        answer.location().starts_with("/sign-in"),
        "{}",
        answer.status
    );
    let answer = system.ask(Method::POST, "/api/vendor/add", &[]).await;
    assert!(!answer.status.is_success(), "{}", answer.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administrator_issues_a_token_sees_it_once_and_revokes_it() {
    let app = TestApp::start().await;
    let person = app.add_person(Role::Auditor, None, "renkei").await;
    let mut admin = app.signed_in_as(Role::Administrator, None, "kanri").await;
    let page = admin.visit("/organization").await;
    assert!(page.html().contains("href=\"/api-tokens\""));
    let fields = |name, expires_on| {
        [
            ("input[name]", name),
            ("input[purpose]", "契約番号の突合"),
            ("input[person_id]", ""),
            ("input[expires_on]", expires_on),
        ]
    };
    let id = person.to_string();
    let mut typed = fields("財務会計システム", "令和9年4月2日");
    typed[2].1 = &id;
    let page = admin
        .submit("/api/api-token/issue", "/api-tokens", &typed)
        .await;
    assert!(
        page.text()
            .contains("今日（令和8年4月1日）から1年後（令和9年4月1日）までの日")
    );
    assert_eq!(
        page.value_of("input[name]").as_deref(),
        Some("財務会計システム"),
        "what was typed stays"
    );
    typed[3].1 = "令和9年4月1日";
    let page = admin
        .submit("/api/api-token/issue", "/api-tokens", &typed)
        .await;
    let text = page.text();
    let token = text
        .split_whitespace()
        .find(|word| word.starts_with("itaku_"));
    let token = token.expect(&text).to_owned();
    let mut system = System::new(&app, &token);
    system.read("/api/v1/vendors").await;
    let page = admin.visit("/api-tokens").await;
    assert!(!page.text().contains("itaku_"), "shown once");
    assert!(
        page.text().contains("財務会計システム 契約番号の突合"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("2027/04/01"));
    let token_id = page.value_of("id").unwrap();
    let page = admin
        .submit("/api/api-token/revoke", "/api-tokens", &[("id", &token_id)])
        .await;
    assert!(
        page.text().contains("APIトークンを失効させました"),
        "{}",
        page.text()
    );
    assert_eq!(
        refusal(&system.get("/api/v1/vendors").await).1,
        "token_revoked"
    );

    let mut auditor = app.visitor();
    auditor.sign_in("renkei", tests::test_app::PASSWORD).await;
    let log = auditor.visit("/audit-log").await.text();
    for words in ["APIトークンの発行", "APIトークンの失効", "財務会計システム"]
    {
        assert!(log.contains(words), "{log}");
    }
    assert!(!log.contains("itaku_"));
    assert_eq!(
        auditor.get("/api-tokens").await.status,
        StatusCode::FORBIDDEN
    );
    let answer = auditor
        .post_from("/api/api-token/issue", "/api-tokens", &typed)
        .await;
    assert!(!answer.text().contains("itaku_"));
    let count = api_token::Entity::find()
        .all(&app.store.db)
        .await
        .unwrap()
        .len();
    assert_eq!(count, 1);
    let past = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let draft = ApiTokenDraft {
        name: "過去".to_owned(),
        purpose: "過去".to_owned(),
        person_id: person,
        expires_on: past,
    };
    assert!(tokens::issue(&app.operator(), draft).await.is_err());
}
