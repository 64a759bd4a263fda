//! The command line: verbs, their options, and exit codes — 0 good, 1 failed, 2 wrong use.
//!
//! A verb here asks a use case and prints the answer; it decides nothing.
#![expect(
    clippy::print_stdout,
    reason = "a command answers on the standard output"
)]

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::{Args, Parser, Subcommand};
use domain::annex::provenance::Provenance;
use domain::authorization::Role;
use services::{Actor, Context, audit_log::Verdict};

use crate::{
    config::{Options, demo_password},
    start, telemetry,
};

mod bench_data;
mod demo;
mod import;
mod restore;
mod user;

use import::ImportArguments;

const PASSWORD_HELP: &str = "パスワードは ITAKU_PASSWORD か標準入力から読みます。なければ作って表示します。\n\
    The password comes from ITAKU_PASSWORD or the standard input, else one is made and printed.";

/// 委託台帳：外部委託の契約・特記事項・点検の台帳
///
/// Ledger of outsourcing contracts, their security annexes and their checks
#[derive(Debug, Parser)]
#[command(name = "itaku-daicho", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// 画面を出すサーバーを動かす（既定） / Serve the pages (default)
    Serve,
    /// データベースの表と条項集を最新にする / Bring tables and rules up to date
    Migrate,
    /// 空のデータベースに見本の町を入れる / Fill an empty database with the sample town
    Demo,
    /// 空のデータベースに測定用の台帳を入れる / Fill an empty database with a ledger to measure with
    BenchData {
        /// 大きさ / Size: S, M, L
        size: services::bench_data::Size,
    },
    /// サインインする職員を登録する、パスワードを変える / People who sign in
    #[command(subcommand)]
    User(UserVerb),
    /// 台帳のファイルを取り込む（--apply がなければ確かめるだけ） / Read a ledger; changes nothing without --apply
    Import(ImportArguments),
    /// 契約の特記事項をPDFで書き出す / Write the annex of a contract as PDF
    Annex {
        /// 契約番号 / Number of the contract
        contract_no: String,
        /// 書き出すファイル / File to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// PDFがこの台帳で発行したものか、今も有効かを確かめる / Is this PDF one we issued, and in force?
    Verify {
        /// 確かめるPDF / The PDF
        file: PathBuf,
    },
    /// 操作記録 / The audit log
    #[command(subcommand)]
    Audit(AuditVerb),
    /// 動かしたまま、全部を1つのファイルに写す（SQLite） / Copy everything to one file while serving (SQLite)
    Backup {
        /// 書き出すファイル / File to write
        file: PathBuf,
    },
    /// バックアップに戻す。先にサーバーを止める（SQLite） / Put a backup back; stop the server first (SQLite)
    Restore {
        /// バックアップのファイル / The backup
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum UserVerb {
    /// 職員を登録し、役割とサインイン名を与える / Add a person with a role and a sign-in name
    #[command(after_help = PASSWORD_HELP)]
    Add(NewUser),
    /// パスワードを変える / Set a new password
    #[command(after_help = PASSWORD_HELP)]
    Reset {
        /// サインイン名 / Sign-in name
        sign_in_name: String,
    },
}

#[derive(Args, Debug)]
struct NewUser {
    /// サインイン名 / Sign-in name
    sign_in_name: String,
    /// 職員番号 / Number of the member of staff; one that is known keeps name and unit
    #[arg(long)]
    staff_no: String,
    /// 氏名 / Name
    #[arg(long)]
    name: String,
    /// 役割 / Role
    #[arg(long, value_parser = role, help = "役割 / Role: procurement_officer, department_head, auditor, security_office, administrator")]
    role: Role,
    /// 所属の組織コード（なければ全庁） / Code of the unit; without it the role is for the whole town
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

#[derive(Debug, Subcommand)]
enum AuditVerb {
    /// 操作記録が書き換えられていないことを確かめる / Check that nothing was changed or removed
    Verify,
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("one of {}", known.join(", "))
    })
}

/// Runs the verb and answers the exit code.
pub async fn run(cli: Cli) -> ExitCode {
    let done = match telemetry::start(&cli.options.log) {
        Ok(()) => dispatch(&cli.options, cli.verb.unwrap_or(Verb::Serve)).await,
        Err(error) => {
            eprintln!("--log: {error}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", told(&error));
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(options: &Options, verb: Verb) -> Result<ExitCode> {
    match verb {
        Verb::Serve => start::serve(options).await?,
        Verb::Migrate => {
            start::open(options).await?;
            println!("データベースは最新です / up to date");
        }
        Verb::Demo => return demo::run(&start::open(options).await?, demo_password()).await,
        Verb::BenchData { size } => {
            return bench_data::run(&start::open(options).await?, size, demo_password()).await;
        }
        Verb::User(UserVerb::Add(user)) => user::add(&operator(options).await?, &user).await?,
        Verb::User(UserVerb::Reset { sign_in_name }) => {
            user::reset(&existing(options).await?, &sign_in_name).await?
        }
        Verb::Import(arguments) => {
            return import::run(&start::open(options).await?, arguments).await;
        }
        Verb::Annex {
            contract_no,
            output,
        } => annex(options, &contract_no, &output).await?,
        Verb::Verify { file } => return verify(options, &file).await,
        Verb::Audit(AuditVerb::Verify) => return audit_verify(options).await,
        Verb::Backup { file } => {
            services::backup::backup(&existing(options).await?, &file).await?;
            println!("{} に書き出しました / written", file.display());
        }
        Verb::Restore { file } => restore::run(options, &file).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The operator, in a database that is made when it does not exist.
async fn operator(options: &Options) -> Result<Context> {
    Ok(start::open(options).await?.acting(Actor::operator()))
}

/// The operator, in a database that must exist.
async fn existing(options: &Options) -> Result<Context> {
    Ok(start::open_existing(options)
        .await?
        .acting(Actor::operator()))
}

async fn annex(options: &Options, contract_no: &str, output: &std::path::Path) -> Result<()> {
    let file = services::annex::pdf_by_contract_no(&existing(options).await?, contract_no).await?;
    std::fs::write(output, &file.content)
        .with_context(|| format!("{} を書けません", output.display()))?;
    println!(
        "{} （{}） SHA-256 {}",
        output.display(),
        file.name,
        file.sha256
    );
    Ok(())
}

async fn verify(options: &Options, file: &std::path::Path) -> Result<ExitCode> {
    let content =
        std::fs::read(file).with_context(|| format!("{} を読めません", file.display()))?;
    let file = services::provenance::fingerprint(&content);
    let provenance = services::provenance::verify(&existing(options).await?, &file).await?;
    let (english, code) = match &provenance {
        Provenance::Current(_) => ("issued, in force", ExitCode::SUCCESS),
        Provenance::Superseded(_) => ("issued, superseded", ExitCode::FAILURE),
        Provenance::Altered(_) => ("altered after it was issued", ExitCode::FAILURE),
        Provenance::Unknown => ("not issued by us", ExitCode::FAILURE),
    };
    let words = format!("{} / {english}", provenance.words());
    println!("{words}");
    Ok(code)
}

async fn audit_verify(options: &Options) -> Result<ExitCode> {
    Ok(
        match services::audit_log::verify(&existing(options).await?).await? {
            Verdict::Intact(count) => {
                println!("操作記録 {count} 件：書換え・欠落はありません / intact");
                ExitCode::SUCCESS
            }
            Verdict::BrokenAt(number) => {
                println!(
                    "操作記録 {number} 番：書き換えられたか、欠けています / changed or missing"
                );
                ExitCode::FAILURE
            }
        },
    )
}

/// The error with its causes, in words where a use case has them.
fn told(error: &anyhow::Error) -> String {
    match error.downcast_ref::<services::ServiceError>() {
        Some(services::ServiceError::NotFound(what)) => {
            format!("{what}が見つかりません / not found")
        }
        Some(services::ServiceError::Invalid(errors)) => errors
            .iter()
            .map(|(field, error)| format!("{field}: {error}"))
            .collect::<Vec<_>>()
            .join("\n"),
        Some(_) | None => format!("{error:#}"),
    }
}
