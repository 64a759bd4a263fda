//! The stories in a real browser: what they need is installed, the product is built, Node.js runs them.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::server::{self, Profile};
use crate::workspace::{self, Names};
use crate::{debian_package, external, npm, progress, site};

/// Runs all stories; answers how many there were, in words.
pub(crate) fn run() -> Result<String> {
    debian_package::ensure(
        || debian_package::answers("chromium", "--version"),
        "chromium",
        "画面の試験",
    )?;
    npm::ensure()?;
    let harness = workspace::root().join("tests/browser");
    let modules = npm::install(&harness, "browser")?;
    let names = Names::read()?;
    site::build(&names, Profile::Dev)?;
    if !site::hydrates(&names) {
        bail!(
            "ブラウザー用の部分（wasm）がないため、画面の試験ができません。上の案内に従って入れてください"
        );
    }
    let program = server::build_beside_tests(&names)?;
    let result = workspace::root().join("target/browser-stories.json");
    let _ = fs::remove_file(&result);
    progress::step(
        "ブラウザーで物語を実行します / browser stories",
        "1話あたり約5秒",
    );
    let ran = external::run(
        external::command("node")
            .arg(harness.join("run.mjs"))
            .env("ITAKU_BIN", program)
            .env("ITAKU_NODE_MODULES", modules)
            .env("ITAKU_STORY_RESULT", &result),
        "画面の試験",
    );
    let told = read_result(&result);
    match (ran, told) {
        (Ok(()), told) => told,
        (Err(error), Ok(told)) => Err(error.context(told)),
        (Err(error), Err(_)) => Err(error),
    }
}

fn read_result(path: &std::path::Path) -> Result<String> {
    let text = fs::read_to_string(path).context("画面の試験の結果がありません")?;
    let result: Value = serde_json::from_str(&text)?;
    let count = |key: &str| {
        result[key]
            .as_u64()
            .with_context(|| format!("結果に {key} がありません"))
    };
    let (stories, runs, failed) = (count("stories")?, count("runs")?, count("failed")?);
    if runs == 0 {
        bail!("物語が1つも実行されませんでした");
    }
    Ok(format!(
        "物語 {stories}（延べ {runs} 回、失敗 {failed}）、{}",
        result["browser"].as_str().unwrap_or("?")
    ))
}
