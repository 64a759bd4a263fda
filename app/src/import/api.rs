//! What the screens of 台帳の取込み ask of the server.

use std::collections::BTreeMap;

use domain::{
    id::ImportRunId,
    import::{LedgerKind, layout},
    import_run::{
        ApplyInput, CellsInput, ColumnsInput, ImportDetail, ImportRun, RecordSource, RowDetail,
        RowPart, SheetView,
    },
};
use leptos::prelude::*;

use super::run_id;
use crate::{error::AppError, job::reload_while_open, paths};

/// The list of imports, and what may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImportList {
    pub(super) runs: Vec<ImportRun>,
    pub(super) total: u64,
    pub(super) page: u64,
    pub(super) page_size: u64,
    /// Ledgers the asker may take in.
    pub(super) kinds: Vec<LedgerKind>,
}

pub(super) async fn load_list(page: Option<String>) -> Result<ImportList, AppError> {
    let context = crate::server_context::context()?;
    let page = page_number(page.as_deref());
    let (runs, total) = services::import_run::list(&context, page).await?;
    Ok(ImportList {
        runs,
        total,
        page,
        page_size: services::import_run::LIST_PAGE,
        kinds: services::import_run::sendable(&context),
    })
}

/// An import with the page of rows that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RunData {
    pub(super) detail: ImportDetail,
    pub(super) page: u64,
    pub(super) page_size: u64,
    /// True when the page does not load itself again while the file is taken in.
    pub(super) at_rest: bool,
}

pub(super) async fn load_run(
    id: String,
    part: Option<String>,
    page: Option<String>,
    at_rest: bool,
) -> Result<RunData, AppError> {
    let context = crate::server_context::context()?;
    let part = part.and_then(|part| part.parse().ok());
    let page = page_number(page.as_deref());
    let detail = services::import_run::load(&context, run_id(&id)?, part, page).await?;
    if let Some((job, _)) = &detail.course {
        reload_while_open(at_rest, std::slice::from_ref(job));
    }
    Ok(RunData {
        detail,
        page,
        at_rest,
        page_size: services::import_run::ROW_PAGE,
    })
}

fn page_number(text: Option<&str>) -> u64 {
    let number = text.and_then(|text| text.parse().ok());
    number.unwrap_or(1_u64).max(1)
}

/// The columns of an import, what they may be read as, and what was chosen in a form that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ColumnData {
    pub(super) id: ImportRunId,
    pub(super) kind: LedgerKind,
    pub(super) file_name: String,
    pub(super) revision: i32,
    pub(super) sheets: Vec<SheetView>,
    /// Code and label of each field.
    pub(super) fields: Vec<(String, String)>,
    pub(super) held: BTreeMap<String, String>,
}

pub(super) async fn load_columns(id: String, held: Option<String>) -> Result<ColumnData, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let context = crate::server_context::context()?;
    let id = run_id(&id)?;
    let (kind, file_name, revision, sheets) =
        services::import_run::column_choices(&context, id).await?;
    let held: Option<HeldInput<ColumnsInput>> =
        find(held.as_deref(), ChooseImportColumns::PATH).await?;
    Ok(ColumnData {
        id,
        kind,
        file_name,
        revision,
        sheets,
        fields: layout::fields(kind)
            .into_iter()
            .map(|(field, label)| (field.code().to_owned(), label.to_owned()))
            .collect(),
        held: held.unwrap_or_default().input.columns,
    })
}

/// A row of an import, and what was typed in a form that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowData {
    pub(super) detail: RowDetail,
    pub(super) held: BTreeMap<String, String>,
}

pub(super) async fn load_row(
    id: String,
    sheet: String,
    row: String,
    held: Option<String>,
) -> Result<RowData, AppError> {
    use crate::{components::HeldInput, server_context::held as find};
    use leptos::server_fn::ServerFn;
    let context = crate::server_context::context()?;
    let missing = || AppError::NotFound("行".to_owned());
    // Sheets are counted from 1 in the address.
    let sheet: usize = sheet.parse().map_err(|_| missing())?;
    let sheet = sheet.checked_sub(1).ok_or_else(missing)?;
    let row: u32 = row.parse().map_err(|_| missing())?;
    let detail = services::import_run::row(&context, run_id(&id)?, sheet, row).await?;
    let held: Option<HeldInput<CellsInput>> = find(held.as_deref(), CorrectImportRow::PATH).await?;
    Ok(RowData {
        detail,
        held: held.unwrap_or_default().input.cells,
    })
}

pub(super) async fn load_sources(
    kind: &'static str,
    id: i64,
) -> Result<Vec<RecordSource>, AppError> {
    let context = crate::server_context::context()?;
    Ok(services::import_run::of_record(&context, kind, id).await?)
}

#[server(endpoint = "import/columns")]
pub async fn choose_import_columns(
    id: ImportRunId,
    revision: i32,
    sheet: usize,
    input: ColumnsInput,
) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    let chosen = input.check();
    services::import_run::choose_columns(&context, id, revision, sheet, &chosen).await?;
    crate::server_context::done(
        &paths::import_run(id),
        "列の読み方を保存し、読み直しました。同じ見出しのファイルは、次からこの読み方で読みます。",
    );
    Ok(())
}

#[server(endpoint = "import/row")]
pub async fn correct_import_row(
    id: ImportRunId,
    revision: i32,
    sheet: usize,
    row: u32,
    input: CellsInput,
) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    let place = (sheet, row);
    let part =
        services::import_run::correct_row(&context, id, revision, place, &input.cells).await?;
    if part == RowPart::Refused {
        crate::server_context::done(
            &paths::import_row(id, sheet, row),
            "直した内容で読み直しました。まだ取り込めません。下の赤い字の理由を見て、続けて直してください。",
        );
    } else {
        let message = format!("{row}行を直した内容で読み直しました（{}）。", part.label());
        crate::server_context::done(&paths::import_run(id), &message);
    }
    Ok(())
}

#[server(endpoint = "import/apply")]
pub async fn apply_import(
    id: ImportRunId,
    revision: i32,
    input: ApplyInput,
) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    let (extent, split) = input.check()?;
    let taking = services::import_run::apply(&context, id, revision, extent, split).await?;
    crate::server_context::done(&paths::import_run(id), words_of(taking));
    Ok(())
}

fn words_of(taking: services::import_run::Taking) -> &'static str {
    match taking {
        services::import_run::Taking::Done => "台帳を取り込みました。",
        services::import_run::Taking::Begun(_) => "取込みを受け付けました。",
    }
}

#[server(endpoint = "import/abandon")]
pub async fn abandon_import(id: ImportRunId, revision: i32) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    services::import_run::abandon(&context, id, revision).await?;
    crate::server_context::done(
        paths::IMPORT,
        "取込みを中止しました。何も保存していません。",
    );
    Ok(())
}

#[server(endpoint = "import/undo")]
pub async fn undo_import(id: ImportRunId, revision: i32) -> Result<(), AppError> {
    let context = crate::server_context::context()?;
    services::import_run::undo(&context, id, revision).await?;
    crate::server_context::done(
        &paths::import_run(id),
        "取込みを取り消し、取り込む前の内容に戻しました。",
    );
    Ok(())
}
