//! Finds a `wasm-opt` that can be trusted, and makes the wasm small with it.
//!
//! Binaryen 108 (Debian 12) miscompiles wasm-bindgen's output (externref tables), hence the lower limit.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::external;
use crate::progress;
use crate::{npm, workspace};

const OLDEST_GOOD: u32 = 116;

/// What rustc emits for the browser; named because wasm-bindgen may drop the section that says so.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

pub(crate) struct WasmOpt {
    program: Program,
    /// Binaryen's version; part of what decides whether the wasm is made anew.
    pub(crate) version: u32,
}

enum Program {
    OnPath,
    /// The script of npm's `binaryen`, run by Node.js.
    Npm(PathBuf),
}

impl WasmOpt {
    /// One that is new enough, or `None` after saying why not.
    pub(crate) fn find() -> Option<Self> {
        let on_path = version_of(&Program::OnPath);
        if let Some(version) = on_path.filter(|version| OLDEST_GOOD <= *version) {
            return Some(WasmOpt {
                program: Program::OnPath,
                version,
            });
        }
        if let Some(version) = on_path {
            progress::note(&format!(
                "この機械の wasm-opt は版 {version} で、誤ったwasmを作るため使いません（{OLDEST_GOOD} 以上が必要）"
            ));
        }
        match from_npm() {
            Ok(wasm_opt) => Some(wasm_opt),
            Err(error) => {
                progress::warn(&format!(
                    "wasm-opt がないため、小さくしていないwasmを使います（動作は同じ）/ unoptimised wasm: {error:#}"
                ));
                None
            }
        }
    }

    /// Rewrites the file in place.
    pub(crate) fn shrink(&self, wasm: &Path) -> Result<()> {
        progress::step("wasmを小さくします / wasm-opt -Oz", "約30秒");
        external::run(
            command(&self.program)
                .arg("-Oz")
                .args(FEATURES)
                .arg(wasm)
                .arg("-o")
                .arg(wasm),
            "wasm-opt",
        )
    }
}

fn from_npm() -> Result<WasmOpt> {
    anyhow::ensure!(npm::is_here(), "Node.js と npm がありません");
    let modules = npm::install(&workspace::root().join("xtask/binaryen"), "binaryen")?;
    let program = Program::Npm(modules.join("binaryen/bin/wasm-opt"));
    let version = version_of(&program).filter(|version| OLDEST_GOOD <= *version);
    let Some(version) = version else {
        anyhow::bail!("npmのbinaryenが起動しません")
    };
    Ok(WasmOpt { program, version })
}

fn command(program: &Program) -> Command {
    match program {
        Program::OnPath => external::command("wasm-opt"),
        Program::Npm(script) => {
            let mut node = external::command("node");
            node.arg(script);
            node
        }
    }
}

fn version_of(program: &Program) -> Option<u32> {
    let output = command(program).arg("--version").output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

/// `wasm-opt version 132 (version_132)` → 132.
fn parse_version(text: &str) -> Option<u32> {
    let (_, after) = text.split_once("version ")?;
    after
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::parse_version;

    #[test]
    fn a_version_is_read_from_what_wasm_opt_prints() {
        assert_eq!(
            parse_version("wasm-opt version 132 (version_132)\n"),
            Some(132)
        );
        assert_eq!(parse_version("wasm-opt version 108"), Some(108));
        assert_eq!(parse_version("command not found"), None);
    }
}
