//! `bench-data`: fills an empty database with a seeded ledger, to measure with. It keeps no password.

use std::{io::Write, process::ExitCode};

use services::{
    Store,
    bench_data::{self, Counts, SIGN_IN_NAMES, Size},
    demo,
};

/// Fills the database. Without a password one is made, and told this once.
///
/// # Errors
/// When the database is not empty, the password is too short, or nothing can be written.
pub(super) async fn run(
    store: &Store,
    size: Size,
    password: Option<String>,
) -> anyhow::Result<ExitCode> {
    let password = password.unwrap_or_else(demo::readable_password);
    let told = |line: &str| {
        // Whoever closed the output does not want to hear it.
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    };
    let made = bench_data::fill(store, Counts::from(size), &password, &told).await?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "測定用の台帳を作りました：職員 {}人、委託先 {}、契約 {}件、外部サービス {}、SNSアカウント {}",
        made.people, made.vendors, made.contracts, made.services, made.accounts
    )?;
    writeln!(out, "\nサインイン名　役割")?;
    for (name, role) in SIGN_IN_NAMES {
        writeln!(out, "  {name:<8}　{}", role.label())?;
    }
    writeln!(out, "\nパスワード（5人共通）　{password}")?;
    Ok(ExitCode::SUCCESS)
}
