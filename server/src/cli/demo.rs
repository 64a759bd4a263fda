//! `demo`: fills an empty database with 見本町, and says who can sign in. It keeps no password.

use std::{io::Write, process::ExitCode};

use services::{Store, demo};

/// Fills the database. Without a password one is made, and told this once.
///
/// # Errors
/// When the database is not empty, the password is too short, or nothing can be written.
pub(super) async fn run(store: &Store, password: Option<String>) -> anyhow::Result<ExitCode> {
    let password = password.unwrap_or_else(demo::readable_password);
    let town = demo::fill(store, &password).await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "デモの町「見本町」を作りました。")?;
    writeln!(
        out,
        "契約 {}件（契約済み {}件）、委託先 {}、点検項目 {}件（期限を過ぎたもの {}件、結果の記録 {}件）",
        town.contracts, town.concluded, town.vendors, town.checks, town.overdue, town.results
    )?;
    writeln!(out, "\nサインイン名　役割（氏名）")?;
    for person in &town.sign_ins {
        writeln!(
            out,
            "  {:<8}　{}（{}）",
            person.name, person.role, person.person
        )?;
    }
    writeln!(out, "\nパスワード（5人共通）　{password}")?;
    Ok(ExitCode::SUCCESS)
}
