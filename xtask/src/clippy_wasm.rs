//! `cargo xtask clippy-wasm`: clippy of the browser part, with whichever compiler can build for the browser.

use anyhow::{Result, bail};

use crate::external;
use crate::progress;
use crate::wasm_compiler::{TARGET, WasmCompiler};
use crate::workspace::Names;

pub(crate) fn clippy_wasm() -> Result<()> {
    let names = Names::read()?;
    let compiler = match WasmCompiler::find()? {
        Ok(compiler) => compiler,
        Err(missing) => bail!(
            "ブラウザー用のコンパイラーがないため、検査できません。\n{}",
            missing.reason
        ),
    };
    progress::step(
        "ブラウザー用の部分を検査します / cargo clippy (wasm)",
        "初回は約2分",
    );
    external::run(
        compiler
            .cargo()
            .args([
                "clippy",
                "--package",
                &names.frontend_package,
                "--features",
                &names.frontend_features,
                "--target",
                TARGET,
            ])
            .args(["--", "-D", "warnings"]),
        "cargo clippy",
    )
}
