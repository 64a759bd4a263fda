//! Every page and every form the people of 見本町 can reach, tried by two who may not do it: the auditor, who
//! only reads, and a 契約担当 of another unit. What each is answered is kept as a table.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::authorization::Role;
use entities::audit_event;
use http::{Request, StatusCode};
use scraper::{ElementRef, Html, Selector};
use sea_orm::{EntityTrait, PaginatorTrait};
use tests::{Browser, TestApp};

const TODAY: &str = "2026-11-26";
/// Whose pages are walked through: between them they may do everything.
const PEOPLE: [&str; 4] = ["keiyaku", "shozoku", "tokatsu", "admin"];
/// So many pages of one kind are enough to meet its forms.
const PAGES_OF_A_KIND: usize = 3;

/// What also those may do who only read: say that they have read a rule.
const OF_ALL: [&str; 1] = ["/api/regulation/acknowledge"];

/// A form as a browser would send it.
#[derive(Clone, Debug)]
struct Form {
    page: String,
    has_files: bool,
    fields: Vec<(String, String)>,
}

/// What somebody came across.
#[derive(Default)]
struct Walk {
    /// Pages by their route.
    pages: BTreeMap<String, BTreeSet<String>>,
    /// Forms by their address, numbers taken out.
    forms: BTreeMap<String, (String, Form)>,
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

/// The route of an address: the one with the fewest parameters.
fn route<'a>(routes: &'a [String], path: &str) -> Option<&'a str> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |route: &&String| {
        let known: Vec<&str> = route.split('/').collect();
        let mut both = known.iter().zip(&parts);
        known.len() == parts.len()
            && both.all(|(known, part)| known.starts_with('{') || known == part)
    };
    let parameters = |route: &&String| route.matches('{').count();
    routes
        .iter()
        .filter(fits)
        .min_by_key(parameters)
        .map(String::as_str)
}

/// The address with `*` for its numbers.
fn without_numbers(path: &str) -> String {
    let is_number = |part: &str| part.chars().any(|it| it.is_ascii_digit()) && part != "v1";
    let parts = path
        .split('/')
        .map(|part| if is_number(part) { "*" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn field(control: ElementRef<'_>) -> Option<(String, String)> {
    let element = control.value();
    let name = element.attr("name")?.to_owned();
    let value = match element.name() {
        "textarea" => control.text().collect(),
        "select" => {
            let value = |choice: ElementRef<'_>| choice.value().attr("value").map(str::to_owned);
            let chosen = control
                .select(&selector("option[selected]"))
                .find_map(value);
            let others = selector("option");
            let mut others = control.select(&others).filter_map(value);
            let is_said = |value: &String| !value.is_empty();
            chosen.filter(is_said).or_else(|| others.find(is_said))?
        }
        _ => match element.attr("type") {
            Some("checkbox" | "radio") if element.attr("checked").is_none() => return None,
            Some("file") => return None,
            _ => element.attr("value").unwrap_or_default().to_owned(),
        },
    };
    Some((
        name.clone(),
        if value.is_empty() {
            typed(&name)
        } else {
            value
        },
    ))
}

/// What somebody types into an empty field.
fn typed(name: &str) -> String {
    let is_day = ["_on", "_from", "_to", "until", "date", "_by"]
        .iter()
        .any(|part| name.contains(part));
    if is_day { "R8.11.26" } else { "見本" }.to_owned()
}

impl Walk {
    async fn of(&mut self, browser: &mut Browser, routes: &[String]) {
        let (links, forms) = (selector("a[href^='/']"), selector("form[method='post' i]"));
        let controls = selector("input[name], select[name], textarea[name], button[name]");
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut known = BTreeSet::from(["/".to_owned()]);
        let mut queue = VecDeque::from(known.clone().into_iter().collect::<Vec<_>>());
        while let Some(path) = queue.pop_front() {
            let Some(route) = route(routes, &path) else {
                continue;
            };
            let count = seen.entry(route.to_owned()).or_default();
            *count += 1;
            if PAGES_OF_A_KIND < *count {
                continue;
            }
            let answer = browser.visit(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
            self.pages
                .entry(route.to_owned())
                .or_default()
                .insert(path.clone());
            let page = Html::parse_document(&answer.html());
            for link in page.select(&links) {
                let path = link.value().attr("href").unwrap();
                let path = path.split(['?', '#']).next().unwrap().to_owned();
                if known.insert(path.clone()) {
                    queue.push_back(path);
                }
            }
            for form in page.select(&forms) {
                let action = form.value().attr("action").unwrap_or(&path).to_owned();
                let form = Form {
                    page: path.clone(),
                    has_files: form.value().attr("enctype") == Some("multipart/form-data"),
                    fields: form.select(&controls).filter_map(field).collect(),
                };
                let address = without_numbers(&action);
                self.forms.entry(address).or_insert((action, form));
            }
        }
    }
}

/// What a program that sends the form is answered.
async fn status(browser: &mut Browser, action: &str, form: &Form) -> StatusCode {
    let request = Request::post(action)
        .header("accept", "application/json")
        .header("origin", format!("http://{}", tests::client::HOST))
        .header(
            "referer",
            format!("http://{}{}", tests::client::HOST, form.page),
        );
    if form.has_files {
        let mut body = String::new();
        for (name, value) in &form.fields {
            body.push_str(&format!(
                "--itaku\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str("--itaku--\r\n");
        let request = request.header("content-type", "multipart/form-data; boundary=itaku");
        return browser.send(request, body.into()).await.status;
    }
    let fields: Vec<(&str, &str)> = form
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let body = tests::client::encoded(&fields);
    browser.send(request, body.into()).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_is_refused_on_every_route() {
    let app = TestApp::demo(TODAY).await;
    let elsewhere = app.add_unit("0990", "よその課").await;
    app.add_person(Role::ProcurementOfficer, Some(elsewhere), "yoso")
        .await;
    let routes = server::router::pages();
    let mut walk = Walk::default();
    for name in PEOPLE {
        walk.of(&mut app.signed_in(name).await, &routes).await;
    }
    let mut auditor = app.signed_in("kansa").await;
    let mut stranger = app.signed_in("yoso").await;
    let mut table = String::new();
    for (route, pages) in &walk.pages {
        let mut answers = [BTreeSet::new(), BTreeSet::new()];
        for page in pages {
            for (browser, answers) in [&mut auditor, &mut stranger].into_iter().zip(&mut answers) {
                answers.insert(browser.get(page).await.status.as_u16());
            }
        }
        let [auditor, stranger] = answers;
        table.push_str(&format!("GET {route}\t{auditor:?}\t{stranger:?}\n"));
    }
    for (address, (action, form)) in &walk.forms {
        // It would end what the others still need.
        if address == "/sign-out" {
            continue;
        }
        let before = events(&app).await;
        let auditor = status(&mut auditor, action, form).await.as_u16();
        let between = events(&app).await;
        let stranger = status(&mut stranger, action, form).await.as_u16();
        let [of_auditor, of_stranger] = [between - before, events(&app).await - between];
        assert_eq!(
            of_auditor != 0,
            OF_ALL.contains(&address.as_str()),
            "{address}"
        );
        table.push_str(&format!(
            "POST {address}\t{auditor}\t{stranger}\t記録 {of_auditor}・{of_stranger}\n"
        ));
    }
    insta::assert_snapshot!(table);
    let met: BTreeSet<&str> = walk.forms.keys().map(String::as_str).collect();
    let all: BTreeSet<String> = server::router::forms().into_iter().collect();
    let unmet: Vec<&String> = all.iter().filter(|it| !met.contains(it.as_str())).collect();
    insta::assert_snapshot!(format!("{unmet:#?}"));
}

/// How many changes are on record.
async fn events(app: &TestApp) -> u64 {
    let all = audit_event::Entity::find();
    all.count(&app.store.db).await.unwrap()
}
