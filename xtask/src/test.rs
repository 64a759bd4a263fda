//! `cargo xtask test`: the whole suite, on both engines and in a browser.
//!
//! A part that cannot run is a failed part. The last lines say what ran.

use std::ffi::OsString;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::postgres::Cluster;
use crate::server::{STORIES, tested};
use crate::{browser_stories, debian_package, external, guard, progress, workspace};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Guard,
    Rust,
    Postgres,
    Browser,
}

impl Part {
    pub(crate) const ALL: [Part; 4] = [Part::Guard, Part::Rust, Part::Postgres, Part::Browser];

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Part::ALL.into_iter().find(|part| part.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Part::Guard => "guard",
            Part::Rust => "rust",
            Part::Postgres => "postgres",
            Part::Browser => "browser",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Part::Guard => "wasmの依存",
            Part::Rust => "規則と物語（SQLite）",
            Part::Postgres => "物語（PostgreSQL）",
            Part::Browser => "画面（ブラウザー）",
        }
    }

    /// Answers what ran, in words.
    fn run(self) -> Result<String> {
        match self {
            Part::Guard => {
                guard::check().map(|count| format!("{count} パッケージ、サーバー専用の部品なし"))
            }
            Part::Rust => on_sqlite(),
            Part::Postgres => on_postgres(),
            Part::Browser => browser_stories::run(),
        }
    }
}

/// Runs the given parts, all of them even when one fails.
pub(crate) fn test(parts: &[Part]) -> Result<()> {
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for part in Part::ALL {
        if !parts.contains(&part) {
            lines.push(line("－", part, "実行していません（--only）"));
            continue;
        }
        progress::step(&format!("試験: {} / {}", part.label(), part.name()), "");
        let started = Instant::now();
        let outcome = part.run();
        let seconds = started.elapsed().as_secs();
        match outcome {
            Ok(what) => lines.push(line("可", part, &format!("{what}、{seconds}秒"))),
            Err(error) => {
                progress::failed(&error);
                lines.push(line("不可", part, &format!("{error:#}、{seconds}秒")));
                failed.push(part.label());
            }
        }
    }
    progress::plain(&format!("\n試験のまとめ / summary\n{}\n", lines.join("\n")));
    if !failed.is_empty() {
        bail!("通らなかった試験: {}", failed.join("、"));
    }
    progress::done("実行した試験はすべて通りました / all parts that ran passed");
    Ok(())
}

fn line(verdict: &str, part: Part, what: &str) -> String {
    format!(
        "  {} {} {what}",
        progress::pad(verdict, 4),
        progress::pad(part.label(), 22)
    )
}

fn on_sqlite() -> Result<String> {
    ensure_readers()?;
    progress::step("cargo test（SQLite）", "初回は約8分、以後は変更分だけ");
    external::run(
        external::cargo()
            .arg("test")
            .args(tested()?)
            .env_remove("TEST_DATABASE_URL"),
        "cargo test",
    )?;
    Ok("cargo test、SQLite".to_owned())
}

/// On the server the operator names, else on a cluster of our own.
fn on_postgres() -> Result<String> {
    ensure_readers()?;
    if let Some(url) = workspace::environment("TEST_DATABASE_URL") {
        stories_on(&url)?;
        return Ok("cargo test --test it、TEST_DATABASE_URL のサーバー".to_owned());
    }
    let cluster = Cluster::start()?;
    stories_on(&OsString::from(&cluster.url))?;
    let connection_count = cluster.connection_count()?;
    if connection_count == 0 {
        bail!(
            "試験はPostgreSQLへ一度も接続しませんでした。TEST_DATABASE_URL を読んでいるか確かめてください"
        );
    }
    Ok(format!(
        "cargo test --test it、PostgreSQL {}（接続 {connection_count} 回）",
        cluster.version
    ))
}

fn stories_on(url: &OsString) -> Result<()> {
    progress::step("cargo test --test it（PostgreSQL）", "約6分");
    external::run(
        external::cargo()
            .arg("test")
            .args(STORIES)
            .args(tested()?)
            .env("TEST_DATABASE_URL", url),
        "cargo test",
    )
}

/// The tests read issued PDF files with programs that are not ours.
fn ensure_readers() -> Result<()> {
    debian_package::ensure(
        || debian_package::answers("pdftotext", "-v"),
        "poppler-utils",
        "PDFの試験",
    )?;
    debian_package::ensure(
        || debian_package::answers("qpdf", "--version"),
        "qpdf",
        "PDFの試験",
    )?;
    // The text of Word files and the sheets of ledgers, as another program reads them.
    for package in ["libreoffice-writer-nogui", "libreoffice-calc-nogui"] {
        debian_package::ensure(
            || external::probe("dpkg", &["-s", package]).is_some() || has_office(),
            package,
            "WordとExcelのファイルの試験",
        )?;
    }
    Ok(())
}

/// A full `LibreOffice`, however it was installed.
fn has_office() -> bool {
    debian_package::answers("soffice", "--version")
        && external::probe("dpkg", &["-s", "libreoffice-core-nogui"]).is_none()
}
