//! Debian packages: installed when this machine lets us, else the command to type is told.

use anyhow::{Result, bail};

use crate::external;
use crate::progress;

/// Makes sure that a program is there, by installing the Debian package that holds it.
pub(crate) fn ensure(
    program_is_there: impl Fn() -> bool,
    package: &str,
    what_for: &str,
) -> Result<()> {
    if program_is_there() {
        return Ok(());
    }
    progress::step(
        &format!("{package} を入れます（{what_for}）/ apt-get install {package}"),
        "約30秒",
    );
    install(&[package])?;
    if !program_is_there() {
        bail!("{package} を入れましたが、プログラムが見つかりません");
    }
    Ok(())
}

/// Installs packages, refreshing the package lists only when the first try fails.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    check_that_we_can(packages)?;
    if get(packages).is_ok() {
        return Ok(());
    }
    install_newest(packages)
}

/// Installs packages, or newer ones in their place, after refreshing the package lists.
pub(crate) fn install_newest(packages: &[&str]) -> Result<()> {
    check_that_we_can(packages)?;
    progress::step("パッケージの一覧を取り直します / apt-get update", "約20秒");
    apt_get(&["update"], &[])?;
    if get(packages).is_err() {
        bail!(
            "{} を入れられませんでした。{}",
            packages.join(", "),
            by_hand(packages)
        );
    }
    Ok(())
}

fn check_that_we_can(packages: &[&str]) -> Result<()> {
    if external::probe("apt-get", &["--version"]).is_none() {
        bail!(
            "{} が必要です。この機械にはapt-getがないため、手で入れてください",
            packages.join(", ")
        );
    }
    if !is_root() {
        bail!("{} が必要です。{}", packages.join(", "), by_hand(packages));
    }
    Ok(())
}

fn by_hand(packages: &[&str]) -> String {
    format!(
        "管理者として次を実行してください: apt-get update && apt-get install {}",
        packages.join(" ")
    )
}

fn get(packages: &[&str]) -> Result<()> {
    apt_get(&["install", "--yes", "--no-install-recommends"], packages)
}

pub(crate) fn is_installed(package: &str) -> bool {
    external::probe(
        "dpkg-query",
        &["--show", "--showformat=${db:Status-Status}", package],
    )
    .is_some_and(|status| status == "installed")
}

pub(crate) fn is_root() -> bool {
    external::probe("id", &["-u"]).is_some_and(|id| id == "0")
}

/// True when the program answers to `argument`.
pub(crate) fn answers(program: &str, argument: &str) -> bool {
    external::probe(program, &[argument]).is_some()
}

fn apt_get(verb: &[&str], packages: &[&str]) -> Result<()> {
    external::run(
        external::command("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .arg("--quiet")
            .args(verb)
            .args(packages),
        "apt-get",
    )
}
