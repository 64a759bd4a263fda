//! `cargo xtask dev`: the server in the dev profile, rebuilt and restarted when a source file changes.
//!
//! Watches by asking for modification times twice a second: no extra crate, and it works on every file system.

use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result};

use crate::server::Profile;
use crate::{build, external, progress, run, workspace};

const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long the server may take to finish its requests before it is ended.
const PATIENCE: Duration = Duration::from_secs(5);

const WATCHED_FOLDERS: [&str; 11] = [
    "app",
    "documents",
    "domain",
    "entities",
    "frontend",
    "library",
    "migrations",
    "public",
    "server",
    "services",
    "style",
];
const WATCHED_FILES: [&str; 2] = ["Cargo.toml", "Cargo.lock"];

/// Which version of the sources is meant: the newest modification time, and how many files there are.
type Seen = (Option<SystemTime>, usize);

pub(crate) fn dev(passed_on: &[String]) -> Result<()> {
    let mut server: Option<Child> = None;
    loop {
        let seen = look()?;
        match restart(&mut server, passed_on) {
            Ok(()) => progress::done("変更を待っています。止めるには Ctrl-C / watching"),
            Err(error) => {
                progress::failed(&error);
                progress::note("ファイルを直すと、もう一度作ります / waiting for a change");
            }
        }
        wait_for_change(seen, &mut server)?;
    }
}

/// Builds, and only then ends the old server: while an error is mended, the page stays usable.
fn restart(server: &mut Option<Child>, passed_on: &[String]) -> Result<()> {
    let program = build::assemble(Profile::Dev)?;
    if let Some(old) = server.take() {
        stop(old)?;
    }
    let mut serve = run::serve(&program, passed_on)?;
    *server = Some(serve.spawn().context("サーバーを起動できません")?);
    Ok(())
}

fn wait_for_change(seen: Seen, server: &mut Option<Child>) -> Result<()> {
    loop {
        sleep(LOOK_EVERY);
        if let Some(child) = server
            && let Some(status) = child.try_wait()?
        {
            progress::warn(&format!(
                "サーバーが終了しました（{status}）。ファイルを直すと作り直します"
            ));
            *server = None;
        }
        if look()? != seen {
            progress::step("変更を見つけました / changed", "");
            return Ok(());
        }
    }
}

fn look() -> Result<Seen> {
    let root = workspace::root();
    let mut files: Vec<_> = WATCHED_FILES.iter().map(|name| root.join(name)).collect();
    for folder in WATCHED_FOLDERS {
        files.extend(workspace::files_below(&root.join(folder))?);
    }
    let newest = files.iter().filter_map(|file| modified(file)).max();
    Ok((newest, files.len()))
}

/// `None` for a file that vanished between listing and looking: editors do that while saving.
fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().ok()?.modified().ok()
}

/// Asks first: the server finishes its requests and closes the database.
fn stop(mut server: Child) -> Result<()> {
    let _ = external::probe("kill", &["-TERM", &server.id().to_string()]);
    let asked = Instant::now();
    while asked.elapsed() < PATIENCE {
        if server.try_wait()?.is_some() {
            return Ok(());
        }
        sleep(Duration::from_millis(50));
    }
    server.kill()?;
    server.wait()?;
    Ok(())
}
