//! `restore`: puts a backup in the place of the database. The backup is checked first, and what was there is
//! kept beside it.
#![expect(clippy::print_stdout, reason = "a command answers on the standard output")]

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail, ensure};
use services::{Actor, audit_log::Verdict, clock::Clock};

use crate::{clock::SystemClock, config::Options, start};

/// An SQLite database is up to three files.
const SUFFIXES: [&str; 3] = ["", "-wal", "-shm"];
/// The first bytes of every SQLite database.
const SIGNATURE: &[u8] = b"SQLite format 3\0";

pub(super) async fn run(options: &Options, backup: &Path) -> Result<()> {
    let Some(database) = options.database_file() else {
        bail!("PostgreSQLは pg_restore で戻してください / use pg_restore for PostgreSQL");
    };
    let content = fs::read(backup).with_context(|| format!("{} を読めません", backup.display()))?;
    ensure!(content.starts_with(SIGNATURE), "{} は委託台帳のバックアップではありません", backup.display());
    let unfinished = beside(database, ".restoring");
    if let Some(folder) = database.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&unfinished, content).with_context(|| format!("{} を書けません", unfinished.display()))?;
    let checked = check(options, &unfinished).await;
    let events = match checked {
        Ok(events) => events,
        Err(error) => {
            for suffix in SUFFIXES {
                let _ = fs::remove_file(beside(&unfinished, suffix));
            }
            return Err(error);
        }
    };
    let kept = set_aside(database)?;
    fs::rename(&unfinished, database)?;
    println!("{} に戻しました（操作記録 {events} 件） / restored", database.display());
    if let Some(kept) = kept {
        println!("前のデータベースは {} に残してあります / the former database", kept.display());
    }
    Ok(())
}

/// Opens the copy, brings its tables up to date, and checks the audit log.
async fn check(options: &Options, file: &Path) -> Result<i64> {
    let options = Options { database_url: format!("sqlite://{}", file.display()), ..options.clone() };
    let store = start::open_existing(&options).await.context("バックアップを開けません")?;
    let verdict = services::audit_log::verify(&store.acting(Actor::operator())).await?;
    store.db.close().await?;
    match verdict {
        Verdict::Intact(events) => Ok(events),
        Verdict::BrokenAt(number) => {
            bail!("バックアップの操作記録 {number} 番が書き換えられたか欠けているため、戻しません / the audit log is broken")
        }
    }
}

/// Renames the database that is there; answers its new name.
fn set_aside(database: &Path) -> Result<Option<PathBuf>> {
    if !database.exists() {
        return Ok(None);
    }
    let kept = beside(database, &format!(".before-restore-{}", SystemClock.now().format("%Y%m%dT%H%M%SZ")));
    for suffix in SUFFIXES {
        let from = beside(database, suffix);
        if from.exists() {
            fs::rename(from, beside(&kept, suffix))?;
        }
    }
    Ok(Some(kept))
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    PathBuf::from(name)
}
