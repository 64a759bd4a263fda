//! The layout's rules that the compiler does not check.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

fn sources(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    files
}

fn naming(folder: &str, words: &[&str]) -> Vec<String> {
    sources(folder)
        .into_iter()
        .filter(|(_, text)| words.iter().any(|word| text.contains(word)))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn only_one_part_names_printpdf_and_one_names_lopdf() {
    let outside = |word: &str, part: &str| -> Vec<String> {
        naming("documents/src", &[word])
            .into_iter()
            .filter(|file| !file.starts_with(part))
            .collect()
    };
    assert_eq!(
        outside("printpdf::", "documents/src/pdf/"),
        Vec::<String>::new()
    );
    assert_eq!(
        outside("lopdf::", "documents/src/tags/"),
        Vec::<String>::new()
    );
}

#[test]
fn only_database_rs_knows_the_engine_and_writes_raw_sql() {
    let words = [
        "DbBackend",
        "Expr::cust",
        "from_string(",
        "from_sql_and_values",
        "execute_unprepared",
        "query_all_raw",
    ];
    assert_eq!(naming("services/src", &words), ["services/src/database.rs"]);
    assert_eq!(naming("server/src", &words), Vec::<String>::new());
    assert_eq!(naming("app/src", &words), Vec::<String>::new());
}

#[test]
fn pages_are_the_servers_and_islands_the_browsers() {
    let live = [
        "on:input",
        "on:change",
        "on:click",
        "Effect::",
        "NodeRef",
        "RwSignal",
        "Resource::new",
        "web_sys",
        "#[island]",
        "feature = \"ssr\"",
    ];
    assert_eq!(naming("app/src", &live), Vec::<String>::new());
    let sends = ["ActionForm", "#[server", "#[component]\npub fn Page"];
    assert_eq!(naming("frontend/src", &sends), Vec::<String>::new());
}

#[test]
fn what_a_page_waits_for_is_loaded_by_a_task_of_its_own() {
    let waiting = naming("app/src", &["Suspend::new("]);
    let mut begun = naming("app/src", &["= begin("]);
    begun.retain(|file| waiting.contains(file));
    assert!(!waiting.is_empty());
    assert_eq!(waiting, begun);
}

#[test]
fn domain_has_no_clock_no_io_and_no_async() {
    let words = [
        "Utc::now",
        "Local::now",
        "std::fs",
        "std::env",
        "std::net",
        "async fn",
        "tokio::",
    ];
    assert_eq!(naming("domain/src", &words), Vec::<String>::new());
}

/// Use cases that let another function ask in their first statement: of the same file, or of the module
/// above.
const DELEGATES: [(&str, &str, &str); 10] = [
    ("services/src/annex.rs", "draft_docx", "readable"),
    ("services/src/annex.rs", "draft_pdf", "readable"),
    ("services/src/annex.rs", "preview", "readable"),
    ("services/src/comparison.rs", "contract_pdf", "of_contract"),
    ("services/src/comparison.rs", "versions_pdf", "of_versions"),
    (
        "services/src/contract/clauses_step.rs",
        "clauses_preview",
        "super::load",
    ),
    ("services/src/form.rs", "docx", "Source::of_contract"),
    ("services/src/form.rs", "list_of", "Source::of_contract"),
    ("services/src/form.rs", "pdf", "Source::of_contract"),
    (
        "services/src/import/mod.rs",
        "run",
        "contract_ledger, staff, organization_units",
    ),
];

#[test]
fn every_service_asks_for_permission_before_anything_else() {
    let mut do_not_ask = Vec::new();
    for (name, text) in sources("services/src") {
        for function in functions_with_context(&text) {
            if function.is_public && !function.asks_first() {
                do_not_ask.push(format!("{name}: {}", function.name));
            }
        }
    }
    do_not_ask.sort();
    let delegates = DELEGATES.map(|(file, name, _)| format!("{file}: {name}"));
    assert_eq!(
        do_not_ask, delegates,
        "a public function of services begins with ctx.authorize(…), or is named as a delegate"
    );
}

#[test]
fn those_who_are_asked_instead_do_ask() {
    for (file, name, asked) in DELEGATES {
        let text = fs::read_to_string(root().join(file)).unwrap();
        for asked in asked.split(", ") {
            let function = asked.rsplit("::").next().unwrap();
            let place = if asked.starts_with("super::") {
                root().join(file).with_file_name("mod.rs")
            } else {
                root().join(file)
            };
            let place = fs::read_to_string(place).unwrap();
            let asks = functions_with_context(&place)
                .iter()
                .any(|it| it.name == function && it.asks_first());
            assert!(asks, "{file}: {asked}, asked by {name}, does not ask first");
            let delegate = functions_with_context(&text)
                .into_iter()
                .find(|it| it.name == name)
                .unwrap();
            let calls = delegate.body.contains(&format!("{asked}(ctx, "));
            assert!(calls, "{file}: {name} does not call {asked}");
        }
    }
}

/// An async function that takes a `Context`.
struct UseCase<'a> {
    name: &'a str,
    body: &'a str,
    is_public: bool,
}

impl UseCase<'_> {
    /// The first statement is `ctx.authorize(…)?`; or asks the same, and there is nothing to show without.
    fn asks_first(&self) -> bool {
        let body: String = self.body.split_whitespace().collect();
        let statement = body.split(';').next().unwrap_or_default();
        let nothing = ["{returnOk(Vec::new())", "{returnOk(0)"];
        body.starts_with("ctx.authorize(")
            || (body.starts_with("ifctx.authorize(")
                && nothing
                    .iter()
                    .any(|it| statement.contains(&format!(".is_err(){it}"))))
    }
}

/// Public functions of a file that take a `Context`, and the private ones that ask.
fn functions_with_context(text: &str) -> Vec<UseCase<'_>> {
    let mut functions = Vec::new();
    for (at, _) in text.match_indices("async fn ") {
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let visibility = text[line_start..at].trim();
        let function = &text[at + "async fn ".len()..];
        let Some((signature, rest)) = function.split_once(" {\n") else {
            continue;
        };
        if !signature.contains("ctx: &Context") {
            continue;
        }
        let name = signature.split(['(', '<']).next().unwrap_or_default();
        let body = rest.split("\n}\n").next().unwrap_or_default();
        let function = UseCase {
            name,
            body,
            is_public: visibility == "pub",
        };
        if function.is_public || function.asks_first() {
            functions.push(function);
        }
    }
    functions
}
