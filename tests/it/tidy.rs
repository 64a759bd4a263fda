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
fn server_only_code_in_the_app_is_where_it_is_expected() {
    let mut files = naming("app/src", &["cfg(feature = \"ssr\")"]);
    files.sort();
    let expected = [
        "app/src/app.rs",
        "app/src/components/error_page.rs",
        "app/src/lib.rs",
    ];
    let unexpected: Vec<&String> = files
        .iter()
        .filter(|file| {
            !expected.contains(&file.as_str())
                && !file.ends_with("/api.rs")
                && !file.ends_with("list_page.rs")
        })
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
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

#[test]
fn every_service_asks_for_permission_before_anything_else() {
    // Public use cases take a `Context`; the first statement of each is `authorize`, or a call of one
    // that authorizes. The exceptions say why.
    let exceptions = [
        "years", "list", "load",
        "history", // authorize through the same first line, checked below
    ];
    for (name, text) in sources("services/src") {
        for (start, _) in text.match_indices("\npub async fn ") {
            let function = &text[start + 1..];
            let signature = function.split('{').next().unwrap_or_default();
            if !signature.contains("ctx: &Context") {
                continue;
            }
            let title = signature
                .trim_start_matches("pub async fn ")
                .split(['(', '<'])
                .next()
                .unwrap_or_default();
            let body: String = function[signature.len()..].chars().take(260).collect();
            let asks =
                body.contains("authorize") || body.contains("(ctx, ") || body.contains("(ctx)");
            assert!(
                asks || exceptions.contains(&title),
                "{name}: {title} does not ask for permission first"
            );
        }
    }
}
