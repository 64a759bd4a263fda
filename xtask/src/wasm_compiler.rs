//! Finds a compiler that can build for the browser: the one in use, else rustup's target, else Debian's.
//!
//! Never fails when there is none: the reason is the answer, because every page works without hydration.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::debian_compiler;
use crate::external;
use crate::progress;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

pub(crate) enum WasmCompiler {
    /// The compiler in use has the standard library for the browser.
    InUse,
    /// Debian's compiler, linked under this rustup name.
    Debian { toolchain: String },
}

/// Nothing on this machine can build for the browser.
pub(crate) struct NoWasmCompiler {
    pub(crate) reason: String,
}

impl WasmCompiler {
    /// Looks for a compiler, and installs what is missing where that is possible.
    pub(crate) fn find() -> Result<Result<Self, NoWasmCompiler>> {
        if standard_library_of(None).is_some() {
            return Ok(Ok(WasmCompiler::InUse));
        }
        let rustup = add_rustup_target();
        if standard_library_of(None).is_some() {
            return Ok(Ok(WasmCompiler::InUse));
        }
        match debian_compiler::install()? {
            Ok(toolchain) => Ok(Ok(WasmCompiler::Debian { toolchain })),
            Err(debian) => Ok(Err(NoWasmCompiler {
                reason: format!("rustup: {rustup}\nDebian: {debian}"),
            })),
        }
    }

    /// Cargo of this compiler; the caller adds `--target` [`TARGET`].
    pub(crate) fn cargo(&self) -> Command {
        match self {
            WasmCompiler::InUse => external::cargo(),
            WasmCompiler::Debian { toolchain } => debian_compiler::cargo(toolchain),
        }
    }
}

/// The folder with the standard library for the browser, if that library is there.
pub(crate) fn standard_library_of(toolchain: Option<&str>) -> Option<PathBuf> {
    let dir = standard_library_dir(toolchain)?;
    let entries = std::fs::read_dir(&dir).ok()?;
    let has_std = entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    });
    has_std.then_some(dir)
}

/// The folder where the standard library for the browser belongs, whether or not it is there.
pub(crate) fn standard_library_dir(toolchain: Option<&str>) -> Option<PathBuf> {
    let output = rustc(toolchain)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .ok()?;
    let dir = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !dir.is_empty()).then(|| PathBuf::from(dir))
}

fn rustc(toolchain: Option<&str>) -> Command {
    let mut rustc = external::command("rustc");
    if let Some(toolchain) = toolchain {
        rustc.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    rustc
}

/// Asks rustup for the target. The answer says in words how that went.
fn add_rustup_target() -> String {
    if external::probe("rustup", &["--version"]).is_none() {
        return "rustup がありません".to_owned();
    }
    progress::step(
        "ブラウザー用の標準ライブラリを入れます / rustup target add wasm32-unknown-unknown",
        "約10秒",
    );
    match external::run(
        external::command("rustup").args(["target", "add", TARGET]),
        "rustup target add",
    ) {
        Ok(()) => "対象を追加しましたが、見つかりません".to_owned(),
        Err(error) => error.to_string(),
    }
}
