//! A file that is being written, with what stands on its second sheet and in the operation log.

use chrono::FixedOffset;
use documents::{
    ledger::{LedgerError, LedgerWriter, Unmappable},
    workbook::Cell,
};
use domain::export::{ExportFormat, ExportLedger};
use serde::Serialize;

use super::layout::{Form, Layout};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    clock,
    file::{StoredFile, sha256_of},
    organization,
};

/// Label and width of a column.
pub(super) type Columns = &'static [(&'static str, u16)];

/// A ledger on its way into a file.
pub(super) struct Output {
    ledger: ExportLedger,
    format: ExportFormat,
    layout: Layout,
    writer: LedgerWriter,
    rows: u64,
}

impl Output {
    pub(super) async fn begin(
        ctx: &Context,
        ledger: ExportLedger,
        form: impl Into<Form>,
        columns: Columns,
    ) -> Result<Self, ServiceError> {
        let Form { format, layout } = form.into();
        let layout = match layout {
            Some(run) => Layout::load(ctx, ledger, run, columns).await?,
            None => Layout::own(columns),
        };
        let writer = LedgerWriter::begin(format, ledger.label(), layout.columns(), ctx.now());
        Ok(Self {
            ledger,
            format,
            layout,
            writer: writer.map_err(refusal)?,
            rows: 0,
        })
    }

    pub(super) fn push(&mut self, row: &[Cell]) -> Result<(), ServiceError> {
        self.rows += 1;
        self.writer
            .push(&self.layout.arranged(row))
            .map_err(refusal)
    }

    /// The file. `conditions` are the filter in words: label and what was chosen; what is empty was not.
    pub(super) async fn finish(
        self,
        ctx: &Context,
        filter: &impl Serialize,
        conditions: Vec<(&str, String)>,
    ) -> Result<StoredFile, ServiceError> {
        let made = FixedOffset::east_opt(clock::JST_OFFSET_SECONDS).map_or_else(
            || ctx.now().naive_utc(),
            |jst| ctx.now().with_timezone(&jst).naive_local(),
        );
        let chosen = conditions
            .into_iter()
            .filter(|(_, value)| !value.is_empty());
        let mut lines: Vec<(String, String)> =
            vec![("台帳".to_owned(), self.ledger.label().to_owned())];
        lines.extend(chosen.map(|(label, value)| (label.to_owned(), value)));
        if lines.len() == 1 {
            lines.push(("条件".to_owned(), "なし".to_owned()));
        }
        lines.push(("件数".to_owned(), format!("{}件", self.rows)));
        lines.push((
            "出力日時".to_owned(),
            made.format("%Y/%m/%d %H:%M").to_string(),
        ));
        lines.push(("出力者".to_owned(), ctx.actor.name.clone()));
        let content = self.writer.finish(&lines).map_err(refusal)?;
        record(ctx, self.ledger, self.format, self.rows, filter).await?;
        let extension = self.format.extension();
        Ok(StoredFile {
            name: format!(
                "{}_{}.{extension}",
                self.ledger.label(),
                made.format("%Y%m%d%H%M")
            ),
            media_type: self.format.media_type().to_owned(),
            sha256: sha256_of(&content),
            content,
        })
    }
}

async fn record(
    ctx: &Context,
    ledger: ExportLedger,
    format: ExportFormat,
    rows: u64,
    filter: &impl Serialize,
) -> Result<(), ServiceError> {
    let tx = ctx.begin().await?;
    let mut after = serde_json::to_value(filter)?;
    if let Some(after) = after.as_object_mut() {
        after.retain(|_, value| value.as_str() != Some("") && value.as_bool() != Some(false));
        after.insert("format".to_owned(), format.label().into());
        after.insert("rows".to_owned(), rows.into());
    }
    let event = Event {
        action: "台帳の出力",
        subject_kind: "ledger",
        subject_id: None,
        subject: ledger.label().to_owned(),
        before: None,
        after: Some(after),
    };
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn refusal(error: LedgerError) -> ServiceError {
    match error {
        LedgerError::Workbook(error) => ServiceError::unexpected(error),
        LedgerError::Unmappable(characters) => ServiceError::Rule(unmappable(&characters)),
    }
}

/// Names the characters; none is replaced behind anybody's back.
fn unmappable(characters: &[Unmappable]) -> String {
    let named: Vec<String> = characters
        .iter()
        .map(|it| format!("「{}」（{}、{}行目）", it.character, it.column, it.row))
        .collect();
    format!(
        "Shift_JISのCSVには書き出せない文字があるため、出力しませんでした：{}。Excel、又はCSV（UTF-8）を選んでください。",
        named.join("、")
    )
}

/// The name of a unit chosen in a filter.
pub(super) async fn unit_name(ctx: &Context, id: &str) -> Result<String, ServiceError> {
    let Ok(id) = id.parse::<i64>() else {
        return Ok(String::new());
    };
    let names = organization::unit_names(ctx).await?;
    Ok(names.get(&id).cloned().unwrap_or_default())
}

/// The label of a choice of a filter; nothing for one that was not made.
pub(super) fn label<T: std::str::FromStr>(code: &str, label: fn(T) -> &'static str) -> String {
    code.parse()
        .map_or_else(|_| String::new(), |value| label(value).to_owned())
}

/// 有 or 無.
pub(super) fn flag(is_so: bool) -> Cell {
    if is_so { "有" } else { "無" }.into()
}
