//! `import`: takes a ledger in, or says what would happen. What a row means, and what becomes of it, is
//! decided elsewhere; here it is only told.

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::Args;
use domain::import::{
    LedgerKind,
    message::{ImportMessage, Level},
    reading::{SheetReading, SheetRole},
};
use services::{
    Actor, ServiceError, Store,
    import::{self, Apply, FileRefusal, ImportOutcome, What},
};

/// Wrong use of the command line.
const WRONG_USE: u8 = 2;
/// Most rows listed by name for one outcome that needs no attention.
const LISTED: usize = 20;

/// What to import, and whether to save it.
#[derive(Args, Clone, Debug)]
pub(super) struct ImportArguments {
    /// 台帳の種類 / Kind of ledger: contract, vendor, `external_service`,
    /// `social_media_account`, staff, `organization_unit`
    kind: String,
    /// 台帳のファイル / Ledger file (xlsx, xls, ods, csv)
    file: PathBuf,
    /// 保存する（指定しないときは試行） / Save; without it this is a trial
    #[arg(long)]
    apply: bool,
    /// 結果をJSONで出す / Report as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the import as the operator of the machine.
///
/// # Errors
/// When the file cannot be opened, the database does not answer, or nothing can be written.
pub(super) async fn run(store: &Store, arguments: ImportArguments) -> anyhow::Result<ExitCode> {
    let kind = match kind(&arguments.kind) {
        Ok(kind) => kind,
        Err(words) => {
            writeln!(std::io::stderr(), "{words}")?;
            return Ok(ExitCode::from(WRONG_USE));
        }
    };
    let file_name = arguments
        .file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let bytes = std::fs::read(&arguments.file)
        .with_context(|| format!("ファイルを開けません：{}", arguments.file.display()))?;
    if let Err(refusal) = import::open(&file_name, &bytes) {
        return refuse(&refusal, arguments.json);
    }
    let mode = if arguments.apply {
        Apply::Apply
    } else {
        Apply::DryRun
    };
    match import::run(
        &store.acting(Actor::operator()),
        kind,
        &file_name,
        bytes,
        mode,
    )
    .await
    {
        Ok(outcome) if arguments.json => report_json(&outcome)?,
        Ok(outcome) => report(&mut std::io::stdout().lock(), &file_name, &outcome, mode)?,
        Err(ServiceError::Rule(message)) => {
            return refuse(
                &FileRefusal {
                    code: "ledger_not_found",
                    message,
                },
                arguments.json,
            );
        }
        Err(other) => return Err(other.into()),
    }
    Ok(ExitCode::SUCCESS)
}

fn kind(text: &str) -> Result<LedgerKind, String> {
    let known = LedgerKind::ALL.map(LedgerKind::as_str).join("、");
    if let Some(kind) = LedgerKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == text)
    {
        Ok(kind)
    } else {
        Err(format!(
            "種類「{text}」はありません。次のどれかを指定してください：{known}"
        ))
    }
}

fn refuse(refusal: &FileRefusal, json: bool) -> anyhow::Result<ExitCode> {
    if json {
        let error = serde_json::json!({ "outcome": "refused", "error": refusal });
        writeln!(
            std::io::stdout(),
            "{}",
            serde_json::to_string_pretty(&error)?
        )?;
    } else {
        writeln!(
            std::io::stderr(),
            "取り込めません（{}）。{}",
            refusal.code,
            refusal.message
        )?;
    }
    Ok(ExitCode::FAILURE)
}

/// The shape of the expectation files of the samples, with what became of the rows.
fn report_json(outcome: &ImportOutcome) -> anyhow::Result<()> {
    let mut report = serde_json::to_value(outcome)?;
    if let Some(fields) = report.as_object_mut() {
        fields.insert("outcome".to_owned(), "imported".into());
    }
    writeln!(
        std::io::stdout(),
        "{}",
        serde_json::to_string_pretty(&report)?
    )?;
    Ok(())
}

fn report(
    out: &mut impl Write,
    file_name: &str,
    outcome: &ImportOutcome,
    mode: Apply,
) -> std::io::Result<()> {
    let reading = &outcome.reading;
    writeln!(out, "{}　{file_name}", reading.ledger.label())?;
    for sheet in &reading.sheets {
        let name = sheet.name.as_deref().unwrap_or("（CSV）");
        match sheet.role {
            SheetRole::Ledger => writeln!(
                out,
                "  シート {name}：{}件（見出し {}行目、読み飛ばし {}行）",
                sheet.records.count(),
                sheet.header_rows.first().copied().unwrap_or_default(),
                sheet.skipped.len()
            )?,
            SheetRole::Ignored => writeln!(out, "  シート {name}：台帳ではないため読みません")?,
        }
    }
    writeln!(
        out,
        "\n追加 {}件　更新 {}件　変更なし {}件　取り込めない行 {}件　警告 {}件",
        outcome.count(What::Added),
        outcome.count(What::Updated),
        outcome.count(What::Unchanged),
        outcome.refused.len(),
        reading.summary.warnings
    )?;
    rows(out, outcome)?;
    for sheet in &reading.sheets {
        warnings(out, sheet)?;
    }
    match mode {
        Apply::Apply | Apply::Checked(_) => writeln!(out, "\n取り込みました。"),
        Apply::DryRun => writeln!(
            out,
            "\n試行です。何も保存していません。保存するには --apply を付けてください。"
        ),
    }
}

fn rows(out: &mut impl Write, outcome: &ImportOutcome) -> std::io::Result<()> {
    for what in [What::Added, What::Updated] {
        let rows: Vec<_> = outcome
            .taken
            .iter()
            .filter(|row| row.what == what)
            .collect();
        if !rows.is_empty() {
            writeln!(out, "\n{}", what.label())?;
        }
        for row in rows.iter().take(LISTED) {
            writeln!(
                out,
                "  {}　{}",
                place(row.sheet.as_deref(), row.row),
                row.label
            )?;
        }
        if LISTED < rows.len() {
            writeln!(out, "  ほか{}件", rows.len() - LISTED)?;
        }
    }
    let kept: Vec<_> = outcome
        .taken
        .iter()
        .filter(|row| !row.kept.is_empty())
        .collect();
    if !kept.is_empty() {
        writeln!(
            out,
            "\n台帳と違いますが、承認の手続中か特記事項を発行済みのため、登録を残した項目"
        )?;
    }
    for row in kept {
        writeln!(
            out,
            "  {}　{}：{}",
            place(row.sheet.as_deref(), row.row),
            row.label,
            row.kept.join("、")
        )?;
    }
    if !outcome.refused.is_empty() {
        writeln!(out, "\n取り込めない行")?;
    }
    for row in &outcome.refused {
        writeln!(
            out,
            "  {}　{}：{}",
            place(row.sheet.as_deref(), row.row),
            row.label,
            row.reason
        )?;
    }
    if !outcome.vendor_candidates.is_empty() {
        writeln!(out, "\n同じ会社かもしれない委託先（まとめていません）")?;
    }
    for candidate in &outcome.vendor_candidates {
        writeln!(out, "  {}", candidate.vendor_names.join("　／　"))?;
    }
    Ok(())
}

fn warnings(out: &mut impl Write, sheet: &SheetReading) -> std::io::Result<()> {
    let warnings: Vec<&ImportMessage> = sheet
        .warnings
        .iter()
        .filter(|message| message.level == Level::Warning)
        .collect();
    if warnings.is_empty() && sheet.hidden_columns.is_empty() && sheet.coloured_rows.is_none() {
        return Ok(());
    }
    writeln!(out, "\n警告（{}）", sheet.name.as_deref().unwrap_or("CSV"))?;
    for hidden in &sheet.hidden_columns {
        writeln!(out, "  {}列：{}", hidden.column, hidden.code.text())?;
    }
    if let Some(coloured) = &sheet.coloured_rows {
        let rows: Vec<String> = coloured.rows.iter().map(u32::to_string).collect();
        writeln!(out, "  {}行：{}", rows.join("・"), coloured.code.text())?;
    }
    for message in warnings {
        let column = message
            .column
            .as_ref()
            .map(|column| format!(" {column}列"))
            .unwrap_or_default();
        let value = message
            .value
            .as_ref()
            .map(|value| format!("「{}」", value.replace('\n', " ")))
            .unwrap_or_default();
        writeln!(out, "  {}行{column}{value}：{}", message.row, message.text)?;
    }
    Ok(())
}

fn place(sheet: Option<&str>, row: u32) -> String {
    match sheet {
        Some(sheet) => format!("{sheet} {row}行"),
        None => format!("{row}行"),
    }
}
