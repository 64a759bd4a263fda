//! Debian's own compiler (`rustc-web`), for machines that can reach Debian but not rustup's server.
//!
//! Debian ships no standard library for the browser, but its source: it is built once, and put where this
//! compiler looks for it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::external;
use crate::progress;
use crate::wasm_compiler::{TARGET, standard_library_dir, standard_library_of};
use crate::{debian_package, workspace};

const TOOLCHAIN: &str = "debian";
const LINKER: &str = "wasm-ld-19";
const PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "lld-19",
];

/// The rustup name of a complete compiler, or why there is none.
pub(crate) fn install() -> Result<Result<String, String>> {
    if external::probe("rustup", &["--version"]).is_none() {
        return Ok(Err(
            "rustup がないため、Debianのコンパイラーへ切り替えられません".to_owned(),
        ));
    }
    if !PACKAGES
        .iter()
        .all(|package| debian_package::is_installed(package))
    {
        progress::step(
            "Debianのコンパイラーを入れます / installing Debian's compiler",
            "約2分",
        );
        if let Err(reason) = debian_package::install(&PACKAGES) {
            return Ok(Err(reason.to_string()));
        }
    }
    external::run(
        external::command("rustup").args(["toolchain", "link", TOOLCHAIN, "/usr"]),
        "rustup toolchain link",
    )?;
    if standard_library_of(Some(TOOLCHAIN)).is_none()
        && let Err(error) = build_standard_library()
    {
        return Ok(Err(format!("{error:#}")));
    }
    Ok(Ok(TOOLCHAIN.to_owned()))
}

/// Cargo of Debian's compiler, with the linker it needs for the browser.
pub(crate) fn cargo(toolchain: &str) -> Command {
    let mut cargo = external::cargo();
    cargo
        .env("RUSTUP_TOOLCHAIN", toolchain)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER);
    cargo
}

/// Builds `std` from Debian's source on an empty crate, and copies it into the compiler's folder.
fn build_standard_library() -> Result<()> {
    progress::step(
        "ブラウザー用の標準ライブラリを一度だけ組み立てます / building std for wasm, once",
        "約40秒",
    );
    let dir = workspace::cache_dir()?.join("wasm-std");
    fs::create_dir_all(dir.join("src"))?;
    fs::write(
        dir.join("Cargo.toml"),
        "[package]\nname = \"wasm-std\"\nedition = \"2024\"\n\n[lib]\ncrate-type = [\"cdylib\"]\n\n[workspace]\n",
    )?;
    fs::write(dir.join("src/lib.rs"), "")?;
    let target_dir = dir.join("target");
    external::run(
        cargo(TOOLCHAIN)
            .current_dir(&dir)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", &target_dir)
            .args([
                "build",
                "--release",
                "-Zbuild-std=std,panic_abort",
                "--target",
                TARGET,
            ]),
        "標準ライブラリの組み立て",
    )?;
    let to = standard_library_dir(Some(TOOLCHAIN))
        .context("rustc が標準ライブラリの場所を答えません")?;
    copy_libraries(&target_dir.join(TARGET).join("release/deps"), &to)
}

fn copy_libraries(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} を作れません", to.display()))?;
    for file in workspace::files_below(from)? {
        if let Some(name) = file.file_name()
            && file
                .extension()
                .is_some_and(|extension| extension == "rlib")
        {
            fs::copy(&file, to.join(name))
                .with_context(|| format!("{} へ写せません", to.display()))?;
        }
    }
    Ok(())
}
