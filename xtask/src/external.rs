//! Other programs: started in the repository, their output left visible, their failure told in plain words.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A command that runs in the root of the repository.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command
}

/// Cargo, without the variables `cargo run` sets for xtask itself: build scripts (ring's, for one) ask to be
/// run again when these change, and would be rebuilt whenever plain cargo and xtask take turns.
pub(crate) fn cargo() -> Command {
    let mut command = command("cargo");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO"
        {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs to the end with its output on the screen. `what` names it in the error.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{what}: {} を起動できません", name(command)))?;
    if !status.success() {
        bail!(
            "{what}: {} が終了しました（{status}）。原因は上の表示を見てください",
            name(command)
        );
    }
    Ok(())
}

/// Runs to the end and answers what it printed; its errors stay on the screen.
pub(crate) fn capture(command: &mut Command, what: &str) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{what}: {} を起動できません", name(command)))?;
    if !output.status.success() {
        bail!(
            "{what}: {} が終了しました（{}）",
            name(command),
            output.status
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What it prints, or nothing when it is missing or fails: for finding out what this machine has.
pub(crate) fn probe(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
