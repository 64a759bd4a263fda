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
/// Where Debian puts `bin/rustc`.
const FOLDER: &str = "/usr";
/// Beside the standard library: the version of the compiler that we made it for.
const MADE_FOR: &str = "itaku-daicho.rustc";
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
    if let Err(reason) = install_packages() {
        return Ok(Err(format!("{reason:#}")));
    }
    external::run(
        external::command("rustup").args(["toolchain", "link", TOOLCHAIN, FOLDER]),
        "rustup toolchain link",
    )?;
    if let Some(too_old) = too_old()? {
        return Ok(Err(too_old));
    }
    if !has_standard_library()?
        && let Err(error) = build_standard_library()
    {
        return Ok(Err(format!("{error:#}")));
    }
    Ok(Ok(TOOLCHAIN.to_owned()))
}

/// The newest that Debian has: a release begins with a compiler that is too old for the workspace, and gets
/// newer ones with its security updates.
fn install_packages() -> Result<()> {
    let are_there = PACKAGES
        .iter()
        .all(|package| debian_package::is_installed(package));
    if are_there && too_old()?.is_none() {
        return Ok(());
    }
    progress::step(
        "Debianのコンパイラーを入れます / installing Debian's compiler",
        "約2分",
    );
    debian_package::install_newest(&PACKAGES)
}

/// What to say when the compiler is older than the workspace asks for.
fn too_old() -> Result<Option<String>> {
    let needed = workspace::rust_version()?;
    let rustc = format!("{FOLDER}/bin/rustc");
    let answer =
        external::probe(&rustc, &["--version"]).with_context(|| format!("{rustc} が動きません"))?;
    let version = answer.split_whitespace().nth(1).unwrap_or_default();
    Ok((numbers(version) < numbers(&needed)).then(|| {
        format!(
            "Debianのコンパイラーは版 {version} で、{needed} 以上が必要です。パッケージの提供元に security 更新を加えると、新しい版が得られます"
        )
    }))
}

/// `rustc 1.96.0 (… 2026-05-25)`.
fn rustc_version() -> Result<String> {
    let rustc = format!("{FOLDER}/bin/rustc");
    external::probe(&rustc, &["--version"]).with_context(|| format!("{rustc} が動きません"))
}

/// 1.95 and 1.95.0 as numbers that compare.
fn numbers(version: &str) -> Vec<u32> {
    version
        .split('.')
        .map_while(|part| part.parse().ok())
        .take(2)
        .collect()
}

/// Cargo of Debian's compiler, with the linker it needs for the browser.
pub(crate) fn cargo(toolchain: &str) -> Command {
    let mut cargo = external::cargo();
    cargo
        .env("RUSTUP_TOOLCHAIN", toolchain)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER);
    cargo
}

/// True when the standard library is there and fits: one that we made for another version of the compiler
/// does not, and Debian keeps all versions in one folder.
fn has_standard_library() -> Result<bool> {
    let Some(dir) = standard_library_of(Some(TOOLCHAIN)) else {
        return Ok(false);
    };
    match fs::read_to_string(dir.join(MADE_FOR)) {
        Ok(made_for) => Ok(made_for == rustc_version()?),
        Err(_) => Ok(true),
    }
}

/// Builds `std` from Debian's source on an empty crate, and copies it into the compiler's folder.
fn build_standard_library() -> Result<()> {
    progress::step(
        "ブラウザー用の標準ライブラリを一度だけ組み立てます / building std for wasm, once",
        "1〜2分",
    );
    let dir = workspace::cache_dir()?.join("wasm-std");
    // What an older compiler left would be copied with the rest.
    let _ = fs::remove_dir_all(dir.join("target"));
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
    remove_ours(&to)?;
    copy_libraries(&target_dir.join(TARGET).join("release/deps"), &to)?;
    fs::write(to.join(MADE_FOR), rustc_version()?)?;
    Ok(())
}

/// Takes away what we put there for an older compiler.
fn remove_ours(dir: &Path) -> Result<()> {
    if dir.join(MADE_FOR).exists() {
        fs::remove_dir_all(dir).with_context(|| format!("{} を消せません", dir.display()))?;
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_are_compared_by_their_first_two_numbers() {
        assert_eq!(numbers("1.96.0"), numbers("1.96"));
        assert!(numbers("1.85.0") < numbers("1.95"));
        assert!(numbers("1.9.1") < numbers("1.95"));
    }
}
