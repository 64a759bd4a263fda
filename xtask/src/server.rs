//! The server program: built by cargo with the site inside it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::external;
use crate::progress;
use crate::workspace::{self, Names};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build; the site is read from `target/site` while the server runs.
    Dev,
    /// To try: built in a quarter of an hour, the site inside the program.
    Release,
    /// To install: small, fast, the site inside the program.
    Dist,
}

impl Profile {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Profile::Dev => "dev",
            Profile::Release => "release",
            Profile::Dist => "dist",
        }
    }

    /// Whether the program holds the site, which is then packed for sending.
    pub(crate) fn is_whole(self) -> bool {
        match self {
            Profile::Dev => false,
            Profile::Release | Profile::Dist => true,
        }
    }
}

/// What tests and the server are built with, so that both share the crates: all default members, and the server
/// as it is installed. With `--package` cargo would choose other features of the crates, and compile all of them
/// once more. The folder of the site is there before the compiler looks for it, on a clean checkout too.
pub(crate) fn tested() -> Result<[&'static str; 2]> {
    let site = workspace::site_dir();
    fs::create_dir_all(&site).with_context(|| format!("{} を作れません", site.display()))?;
    Ok(["--features", "server/embedded-site"])
}

/// The test whose crates the server of the browser stories shares.
pub(crate) const STORIES: [&str; 2] = ["--test", "it"];

/// Builds the server of the browser stories from the crates that `cargo test` has compiled; answers the program.
pub(crate) fn build_beside_tests(names: &Names) -> Result<PathBuf> {
    progress::step(
        "サーバーを組み立てます / cargo build (server)",
        "cargo test の後なら約1分",
    );
    let mut cargo = external::cargo();
    cargo.args(["build", "--bin", &names.output]);
    cargo.args(STORIES).args(tested()?);
    external::run(&mut cargo, "サーバーの組み立て")?;
    Ok(workspace::target_dir()?.join("debug").join(&names.output))
}

/// Builds the server; answers the program. `site` is the fingerprint of the site (see [`crate::site::build`]).
pub(crate) fn build(names: &Names, profile: Profile, site: &str) -> Result<PathBuf> {
    let (folder, about) = match profile {
        Profile::Dev => ("debug", "初回は約5分、以後は変更分だけ"),
        Profile::Release => ("release", "初回は約10分、以後は変更分だけ"),
        Profile::Dist => ("dist", "初回は約30分、以後は変更分だけ"),
    };
    progress::step("サーバーを組み立てます / cargo build (server)", about);
    let mut cargo = external::cargo();
    cargo
        .args([
            "build",
            "--package",
            &names.server_package,
            "--bin",
            &names.output,
        ])
        .args(["--profile", profile.name(), "--features", "embedded-site"]);
    if profile.is_whole() {
        // The server names this variable, so that cargo compiles it again when a file of the site is new.
        cargo.env("ITAKU_SITE_FINGERPRINT", site);
    }
    external::run(&mut cargo, "サーバーの組み立て")?;
    Ok(workspace::target_dir()?.join(folder).join(&names.output))
}
