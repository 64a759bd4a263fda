//! `cargo xtask <verb>`: builds, starts, tests and measures 委託台帳. The only build tool of the repository.
//!
//! Stands alone: it imports no crate of the workspace, so that a broken crate cannot break the tool that
//! reports it. Each verb is one file; the files after them are the parts they share.
#![expect(
    clippy::print_stdout,
    reason = "a command line tool talks to the person who started it"
)]

mod bench;
mod build;
mod clippy_wasm;
mod dev;
mod run;
mod test;

mod browser_stories;
mod debian_compiler;
mod debian_package;
mod external;
mod frontend;
mod guard;
mod npm;
mod postgres;
mod progress;
mod server;
mod site;
mod wasm_compiler;
mod wasm_opt;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
委託台帳の開発コマンド / development commands

  cargo xtask run   [-- OPTIONS]   組み立てて起動（初回は見本データを作成） / build, then start; sample town on first use
  cargo xtask dev   [-- OPTIONS]   開発用に起動し、変更のたびに作り直す / rebuild and restart on change
  cargo xtask build [--dev]        配布用の1ファイルを作る / one file to install
  cargo xtask test  [--only PART]  全試験。PART: guard, rust, postgres, browser / the whole suite
  cargo xtask bench [NAME]         性能の予算を測る / measure the budgets
  cargo xtask clippy-wasm          ブラウザー側のコード検査（.ci/run用） / clippy for the browser part

OPTIONS はサーバーへそのまま渡します（例: cargo xtask run -- --listen 0.0.0.0:3000）。
終了コード / exit codes: 0 成功 good · 1 失敗 failed · 2 使い方の誤り wrong use
";

/// What went wrong, as far as the exit code tells it.
enum Failure {
    WrongUse(String),
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Failure::Failed(error)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match start(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::WrongUse(what)) => {
            println!("{what}\n\n{HELP}");
            ExitCode::from(2)
        }
        Err(Failure::Failed(error)) => {
            progress::failed(&error);
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: &[String]) -> Result<(), Failure> {
    let (own, passed_on) = split_at_dashes(arguments);
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    match own.as_slice() {
        [] | ["help" | "--help" | "-h"] => println!("{HELP}"),
        ["run"] => run::run(passed_on)?,
        ["dev"] => dev::dev(passed_on)?,
        ["build"] => build::build(server::Profile::Dist)?,
        ["build", "--dev"] => build::build(server::Profile::Dev)?,
        ["test"] => test::test(&test::Part::ALL)?,
        ["test", "--only", part] => match test::Part::parse(part) {
            Some(part) => test::test(&[part])?,
            None => return Err(Failure::WrongUse(format!("--only {part} はありません。"))),
        },
        ["bench"] => bench::bench(None)?,
        ["bench", name] => bench::bench(Some(name))?,
        ["clippy-wasm"] => clippy_wasm::clippy_wasm()?,
        other => {
            let typed = other.join(" ");
            return Err(Failure::WrongUse(format!(
                "「{typed}」という使い方はありません / no such verb or option"
            )));
        }
    }
    Ok(())
}

/// What stands before `--` is ours, what follows it belongs to the server.
fn split_at_dashes(arguments: &[String]) -> (&[String], &[String]) {
    match arguments.iter().position(|argument| argument == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &[]),
    }
}
