//! A PostgreSQL cluster for one run of the tests: own folder, own port, own password, nothing kept.
//!
//! A small shell script owns the cluster and waits on a pipe from xtask. However xtask ends (good, failed,
//! Ctrl-C, killed), the pipe closes, and the script stops the cluster and removes its folder.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::debian_package;
use crate::external;
use crate::progress;

/// $1 = PostgreSQL's programs, $2 = port. Prints `<folder> <password>` when the cluster answers.
const GUARDIAN: &str = r#"
set -eu
bin=$1 port=$2
dir=$(mktemp -d /tmp/itaku-postgres.XXXXXX)
stop() {
  "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 1' INT TERM HUP
cd "$dir"
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" > password
"$bin/initdb" -D data -U postgres --pwfile=password --auth=scram-sha-256 \
  --encoding=UTF8 --locale=C.UTF-8 --no-sync > log 2>&1 || { cat log >&2; exit 1; }
# Durability is off: the data lives as long as the run.
"$bin/pg_ctl" -D data -l log -w start -o "-h 127.0.0.1 -p $port -k $dir -c max_connections=200 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c log_connections=on" >/dev/null \
  || { cat log >&2; exit 1; }
echo "$dir $password"
read -r _ || true
"#;

pub(crate) struct Cluster {
    guardian: Child,
    log: PathBuf,
    /// For `TEST_DATABASE_URL`: a database in which tests may create databases of their own.
    pub(crate) url: String,
    pub(crate) version: String,
}

impl Cluster {
    /// Installs PostgreSQL when missing, and starts a cluster.
    pub(crate) fn start() -> Result<Self> {
        debian_package::ensure(|| programs().is_some(), "postgresql", "PostgreSQLでの試験")?;
        let programs = programs().context("initdb が見つかりません")?;
        progress::step(
            "一時的なPostgreSQLを用意します / temporary cluster",
            "約5秒",
        );
        let port = free_port()?;
        let mut guardian = guardian(&programs, port)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Out of reach of Ctrl-C: it must live long enough to clean up.
            .process_group(0)
            .spawn()
            .context("PostgreSQLの番人を起動できません")?;
        let stdout = guardian.stdout.take().context("番人の出力がありません")?;
        let mut ready = String::new();
        BufReader::new(stdout).read_line(&mut ready)?;
        let Some((dir, password)) = ready.trim().split_once(' ') else {
            guardian.wait()?;
            bail!("一時的なPostgreSQLが起動しませんでした。原因は上の表示を見てください");
        };
        Ok(Cluster {
            guardian,
            log: Path::new(dir).join("log"),
            url: format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres"),
            version: version(&programs),
        })
    }

    /// How many connections were let in: none means that the tests ran on another engine.
    pub(crate) fn connection_count(&self) -> Result<usize> {
        let log = fs::read(&self.log).context("PostgreSQLの記録を読めません")?;
        let log = String::from_utf8_lossy(&log);
        Ok(log
            .lines()
            .filter(|line| line.contains("connection authorized"))
            .count())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        if self.guardian.wait().is_err() {
            progress::warn("一時的なPostgreSQLの後片付けを確かめられませんでした");
        }
    }
}

/// PostgreSQL refuses to run as root: there, Debian's `postgres` account owns the cluster.
fn guardian(programs: &Path, port: u16) -> Command {
    let mut command = if debian_package::is_root() {
        let mut command = external::command("runuser");
        command.args(["-u", "postgres", "--", "sh"]);
        command
    } else {
        external::command("sh")
    };
    command
        .args(["-c", GUARDIAN, "guardian"])
        .arg(programs)
        .arg(port.to_string());
    command
}

/// The folder of `initdb`: what `pg_config` names, else Debian's newest.
fn programs() -> Option<PathBuf> {
    let named = external::probe("pg_config", &["--bindir"]).map(PathBuf::from);
    if let Some(dir) = named.filter(|dir| dir.join("initdb").exists()) {
        return Some(dir);
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let newest = versions
        .flatten()
        .filter(|version| version.path().join("bin/initdb").exists())
        .max_by_key(|version| {
            version
                .file_name()
                .to_string_lossy()
                .parse::<u32>()
                .unwrap_or(0)
        })?;
    Some(newest.path().join("bin"))
}

fn version(programs: &Path) -> String {
    let output = Command::new(programs.join("postgres"))
        .arg("--version")
        .output();
    let text = output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    text.split_whitespace().nth(2).unwrap_or("?").to_owned()
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
