//! The server program: built by cargo with the site inside it.

use std::path::PathBuf;

use anyhow::Result;

use crate::external;
use crate::progress;
use crate::workspace::{self, Names};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build; the site is read from `target/site` while the server runs.
    Dev,
    /// To install: small, fast, the site inside the program.
    Release,
}

impl Profile {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Profile::Dev => "dev",
            Profile::Release => "release",
        }
    }
}

/// Builds the server; answers the program. `site` is the fingerprint of the site (see [`crate::site::build`]).
pub(crate) fn build(names: &Names, profile: Profile, site: &str) -> Result<PathBuf> {
    let (folder, about) = match profile {
        Profile::Dev => ("debug", "初回は約5分、以後は変更分だけ"),
        Profile::Release => ("release", "初回は約10分、以後は変更分だけ"),
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
    if profile == Profile::Release {
        // The server names this variable, so that cargo compiles it again when a file of the site is new.
        cargo.env("ITAKU_SITE_FINGERPRINT", site);
    }
    external::run(&mut cargo, "サーバーの組み立て")?;
    Ok(workspace::target_dir()?.join(folder).join(&names.output))
}
