//! Where things are and what they are called. The only place that reads the environment.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::external;

/// The root of the repository: the one `cargo xtask` was called in, also when two clones share a target
/// folder and so one xtask. Started without cargo it is the folder around the working directory.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let manifest = environment("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let called_in = manifest.as_deref().and_then(Path::parent);
        called_in
            .map(Path::to_path_buf)
            .or_else(around_working_directory)
            .unwrap_or_else(|| PathBuf::from("."))
    })
}

/// The nearest folder, from the working directory upwards, that holds this program's sources.
fn around_working_directory() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let mut folders = here.ancestors();
    folders
        .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        .map(Path::to_path_buf)
}

/// The finished site. Always here, wherever cargo puts its own files: the server embeds this folder.
pub(crate) fn site_dir() -> PathBuf {
    root().join("target/site")
}

/// A variable of the environment, if set and not empty.
pub(crate) fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Downloads and other things that outlive a checkout: `~/.cache/itaku-daicho`.
pub(crate) fn cache_dir() -> Result<PathBuf> {
    let base = match (environment("XDG_CACHE_HOME"), environment("HOME")) {
        (Some(cache), _) => PathBuf::from(cache),
        (None, Some(home)) => PathBuf::from(home).join(".cache"),
        (None, None) => root().join("target/cache"),
    };
    let dir = base.join("itaku-daicho");
    std::fs::create_dir_all(&dir).with_context(|| format!("{} を作れません", dir.display()))?;
    Ok(dir)
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> Result<&'static Path> {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    if let Some(target) = TARGET.get() {
        return Ok(target);
    }
    let json = external::capture(
        external::cargo().args(["metadata", "--no-deps", "--format-version", "1"]),
        "cargo metadata",
    )?;
    let metadata: Value = serde_json::from_str(&json).context("cargo metadata を読めません")?;
    let target = metadata["target_directory"]
        .as_str()
        .context("target_directory がありません")?;
    Ok(TARGET.get_or_init(|| PathBuf::from(target)))
}

/// The names that `cargo leptos` reads too: `[[workspace.metadata.leptos]]`.
pub(crate) struct Names {
    /// Of the js, wasm and css files, and of the program.
    pub(crate) output: String,
    pub(crate) server_package: String,
    pub(crate) frontend_package: String,
    /// Features of the browser part, with commas between.
    pub(crate) frontend_features: String,
    pub(crate) wasm_profile: String,
    /// Folder of js, wasm and css inside the site.
    pub(crate) pkg_dir: String,
    pub(crate) assets_dir: String,
}

/// The root's Cargo.toml.
fn manifest() -> Result<toml::Table> {
    let path = root().join("Cargo.toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{} を読めません", path.display()))?;
    text.parse().context("Cargo.toml を読めません")
}

/// The oldest compiler that can build the workspace.
pub(crate) fn rust_version() -> Result<String> {
    manifest()?
        .get("workspace")
        .and_then(|workspace| workspace.get("package")?.get("rust-version")?.as_str())
        .map(str::to_owned)
        .context("Cargo.toml に rust-version がありません")
}

impl Names {
    pub(crate) fn read() -> Result<Self> {
        let manifest = manifest()?;
        let table = manifest
            .get("workspace")
            .and_then(|workspace| workspace.get("metadata")?.get("leptos")?.get(0))
            .context("Cargo.toml に [[workspace.metadata.leptos]] がありません")?;
        let text = |key: &str| {
            let value = table.get(key).and_then(toml::Value::as_str);
            value
                .map(str::to_owned)
                .with_context(|| format!("[[workspace.metadata.leptos]] に {key} がありません"))
        };
        let list = |key: &str| -> Vec<String> {
            let values = table.get(key).and_then(toml::Value::as_array);
            values
                .into_iter()
                .flatten()
                .filter_map(|value| value.as_str().map(str::to_owned))
                .collect()
        };
        Ok(Names {
            output: text("output-name")?,
            server_package: text("bin-package")?,
            frontend_package: text("lib-package")?,
            frontend_features: list("lib-features").join(","),
            wasm_profile: text("lib-profile-release")?,
            pkg_dir: text("site-pkg-dir")?,
            assets_dir: text("assets-dir")?,
        })
    }
}

/// Every file below a folder, in a fixed order; nothing when there is no such folder.
pub(crate) fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !dir.exists() {
        return Ok(files);
    }
    let mut entries = std::fs::read_dir(dir)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .with_context(|| format!("{} を読めません", dir.display()))?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
