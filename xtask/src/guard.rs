//! Keeps server crates out of the browser: what the wasm may never depend on.

use anyhow::{Result, bail};

use crate::external;
use crate::wasm_compiler::TARGET;
use crate::workspace::Names;

/// Plain `icu_*` is legitimate: url's idna brings some.
const SERVER_ONLY: [&str; 11] = [
    "services",
    "documents",
    "entities",
    "sea-orm",
    "sqlx",
    "printpdf",
    "subsetter",
    "calamine",
    "icu_segmenter",
    "argon2",
    "openidconnect",
];

/// Fails when the browser part depends on a server crate; answers how many packages were looked at.
pub(crate) fn check() -> Result<usize> {
    let names = Names::read()?;
    // Needs no wasm compiler: cargo tree only reads manifests.
    let tree = external::capture(
        external::cargo()
            .args([
                "tree",
                "--package",
                &names.frontend_package,
                "--target",
                TARGET,
                "--features",
                &names.frontend_features,
            ])
            .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"]),
        "cargo tree",
    )?;
    let packages: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    if packages.is_empty() {
        bail!("cargo tree が何も答えませんでした");
    }
    let intruders = intruders(&packages);
    if !intruders.is_empty() {
        bail!(
            "ブラウザーへ送るwasmに、サーバー専用の部品が入っています: {}。cargo tree -p {} -i 部品名 --target {TARGET} で経路を調べてください",
            intruders.join(", "),
            names.frontend_package
        );
    }
    Ok(packages.len())
}

/// Packages whose name begins with a forbidden one: `sqlx` stands for `sqlx-core` too.
fn intruders<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    let mut found: Vec<&str> = packages
        .iter()
        .filter(|package| {
            SERVER_ONLY
                .iter()
                .any(|forbidden| package.starts_with(forbidden))
        })
        .copied()
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::intruders;

    #[test]
    fn a_server_crate_is_found_under_its_own_and_its_family_name() {
        let packages = [
            "app",
            "domain",
            "sqlx-core",
            "icu_properties",
            "icu_segmenter",
            "sqlx-core",
        ];
        assert_eq!(intruders(&packages), ["icu_segmenter", "sqlx-core"]);
    }

    #[test]
    fn what_leptos_brings_is_legitimate() {
        assert!(intruders(&["leptos", "url", "idna", "icu_normalizer", "web-sys"]).is_empty());
    }
}
