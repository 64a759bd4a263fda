//! npm packages: exactly those of a committed lock file, in a cache outside the repository.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::external;
use crate::progress;
use crate::{debian_package, workspace};

/// Installs what `lock_dir` (package.json and package-lock.json) names; answers the `node_modules` folder.
/// Does nothing when that lock is already installed.
pub(crate) fn install(lock_dir: &Path, name: &str) -> Result<PathBuf> {
    let dir = workspace::cache_dir()?.join("npm").join(name);
    let modules = dir.join("node_modules");
    let installed = modules.join(".installed");
    let lock = read(&lock_dir.join("package-lock.json"))?;
    if fs::read_to_string(&installed).is_ok_and(|seen| seen == lock) {
        return Ok(modules);
    }
    progress::step(
        &format!("npmのパッケージを入れます: {name} / npm ci"),
        "約20秒",
    );
    fs::create_dir_all(&dir)?;
    fs::write(
        dir.join("package.json"),
        read(&lock_dir.join("package.json"))?,
    )?;
    fs::write(dir.join("package-lock.json"), &lock)?;
    // No package's own script runs: none of ours needs one.
    external::run(
        external::command("npm").current_dir(&dir).args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]),
        "npm ci",
    )?;
    fs::write(&installed, &lock)?;
    Ok(modules)
}

pub(crate) fn is_here() -> bool {
    debian_package::answers("npm", "--version") && debian_package::answers("node", "--version")
}

/// Node.js and npm, installed from Debian when missing. Playwright needs Node.js 20.
pub(crate) fn ensure() -> Result<()> {
    let node = || debian_package::answers("node", "--version");
    debian_package::ensure(node, "nodejs", "画面の試験")?;
    debian_package::ensure(
        || debian_package::answers("npm", "--version"),
        "npm",
        "画面の試験",
    )?;
    let version = external::probe("node", &["--version"]).unwrap_or_default();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!(
            "Node.js 20 以上が必要です（この機械は {version}）。https://nodejs.org/ から入れてください"
        );
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} を読めません", path.display()))
}
