//! `cargo xtask run`: builds what has changed, fills a database with the sample town on first use, and becomes
//! the server.

use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build;
use crate::external;
use crate::progress;
use crate::server::Profile;
use crate::workspace;

const DATABASE: &str = "data/itaku.db";
/// Filled first and renamed when complete, so that an interrupted start leaves no half town behind.
const UNFINISHED: &str = "data/itaku-unfinished.db";
/// What `demo` printed: sign-in names and the password, for the second start.
const SIGN_IN_NOTE: &str = "data/demo-sign-in.txt";
/// A SQLite database is up to three files.
const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];

pub(crate) fn run(passed_on: &[String]) -> Result<()> {
    let program = build::assemble(Profile::Release)?;
    let mut serve = serve(&program, passed_on)?;
    progress::done("起動します。止めるには Ctrl-C / starting; Ctrl-C stops");
    // Replaces this process, so that Ctrl-C and signals reach the server itself.
    let error = serve.exec();
    Err(error).with_context(|| format!("{} を起動できません", program.display()))
}

/// The command that starts the server, after making sure that its database exists.
pub(crate) fn serve(program: &Path, passed_on: &[String]) -> Result<Command> {
    let mut serve = external::command(program);
    serve.arg("serve");
    if !names_a_database(passed_on) {
        if !workspace::root().join(DATABASE).exists() {
            fill_with_sample_town(program)?;
        }
        serve.args(["--database-url", &url(DATABASE)]);
        let note = workspace::root().join(SIGN_IN_NOTE);
        if note.exists() {
            progress::note(&format!("サインイン名とパスワード: {}", note.display()));
        }
    }
    serve.args(passed_on);
    Ok(serve)
}

/// Whoever names a database takes care of it.
fn names_a_database(passed_on: &[String]) -> bool {
    let by_flag = passed_on
        .iter()
        .any(|argument| argument.starts_with("--database-url"));
    by_flag || workspace::environment("ITAKU_DATABASE_URL").is_some()
}

fn fill_with_sample_town(program: &Path) -> Result<()> {
    progress::step("見本の町のデータを作ります / sample town", "約10秒");
    let root = workspace::root();
    fs::create_dir_all(root.join("data")).context("data フォルダーを作れません")?;
    for suffix in SUFFIXES {
        let _ = fs::remove_file(root.join(format!("{UNFINISHED}{suffix}")));
    }
    let printed = external::capture(
        external::command(program).args(["demo", "--database-url", &url(UNFINISHED)]),
        "見本の町のデータ",
    )?;
    anyhow::ensure!(
        root.join(UNFINISHED).exists(),
        "demo が終わりましたが、データベースができていません"
    );
    progress::plain(printed.trim_end());
    keep_sign_in_note(&root.join(SIGN_IN_NOTE), &printed)?;
    // The database itself last: it is what the next start looks for.
    for suffix in SUFFIXES.iter().rev() {
        let from = root.join(format!("{UNFINISHED}{suffix}"));
        if from.exists() {
            fs::rename(&from, root.join(format!("{DATABASE}{suffix}")))?;
        }
    }
    Ok(())
}

/// Readable by its owner only: it holds a password, if only that of the sample town.
fn keep_sign_in_note(path: &Path, printed: &str) -> Result<()> {
    let _ = fs::remove_file(path);
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    std::io::Write::write_all(&mut file, printed.as_bytes())?;
    Ok(())
}

fn url(database: &str) -> String {
    format!("sqlite://{database}")
}
