//! Every address of the program, asked for by somebody who is not signed in: each leads to the sign-in. The
//! pages and forms come from the router and the plain routes from its sources, so that a new address is asked
//! for too.

use std::collections::BTreeSet;

use http::StatusCode;
use tests::TestApp;

/// What anybody may open.
const OPEN: [&str; 1] = ["/sign-in"];

/// More from one address in a minute are not taken from strangers.
const FORMS_AT_ONCE: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_signed_in_is_sent_to_sign_in() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    let pages = server::router::pages();
    assert!(80 < pages.len(), "{pages:?}");
    for page in &pages {
        let path = filled(page);
        let answer = visitor.get(&path).await;
        if OPEN.contains(&page.as_str()) {
            assert_eq!(answer.status, StatusCode::OK, "{page}");
        } else {
            assert!(answer.status.is_redirection(), "{page}: {}", answer.status);
            assert!(answer.location().starts_with("/sign-in"), "{page}");
        }
    }
    let forms = server::router::forms();
    assert!(100 < forms.len(), "{forms:?}");
    for some in forms.chunks(FORMS_AT_ONCE) {
        let mut visitor = app.elsewhere();
        for form in some {
            let answer = visitor.post(form, &[("id", "1")]).await;
            assert!(answer.status.is_redirection(), "{form}: {}", answer.status);
            assert!(answer.location().starts_with("/sign-in"), "{form}");
        }
    }
    for file in plain_routes() {
        let path = filled(&file);
        if path.starts_with("/pkg/") || path.starts_with("/fonts/") || path == "/favicon.svg" {
            continue;
        }
        if ["/healthz", "/sign-in", "/sign-out"].contains(&path.as_str()) {
            continue;
        }
        let mut visitor = app.elsewhere();
        let get = visitor.get(&path).await.status;
        let post = visitor.post(&path, &[]).await.status;
        let is_refused = |status: StatusCode| {
            status.is_redirection()
                || status == StatusCode::UNAUTHORIZED
                || status == StatusCode::METHOD_NOT_ALLOWED
                || status == StatusCode::BAD_REQUEST
        };
        assert!(is_refused(get), "GET {file}: {get}");
        assert!(is_refused(post), "POST {file}: {post}");
    }
}

/// The address with something for each parameter.
fn filled(route: &str) -> String {
    let parts = route.split('/').map(|part| match part {
        "{subject}" => "external_service-1",
        part if part.starts_with('{') => "1",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Addresses of plain routes, out of the sources of the server: written there as text, or by their names in
/// `app/src/paths.rs`.
fn plain_routes() -> BTreeSet<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src");
    let names = std::fs::read_to_string(folder.join("../../app/src/paths.rs")).unwrap();
    let mut routes = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices(".route(") {
            let rest = text[at + ".route(".len()..].trim_start();
            if let Some(quoted) = rest.strip_prefix('"') {
                routes.insert(quoted.split('"').next().unwrap().to_owned());
            } else {
                let name = rest.split(',').next().unwrap().trim();
                routes.insert(named(&names, name.rsplit("::").next().unwrap()));
            }
        }
    }
    assert!(20 < routes.len(), "{routes:?}");
    routes
}

/// The address that has a name.
fn named(names: &str, name: &str) -> String {
    let start = format!("pub const {name}: &str = \"");
    let (_, rest) = names
        .split_once(&start)
        .unwrap_or_else(|| panic!("no address {name}"));
    rest.split('"').next().unwrap().to_owned()
}
