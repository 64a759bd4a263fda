//! 列の読み方: what people chose for the columns of a layout, kept for the next file with the same heads.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    id::ImportRunId,
    import::{LedgerKind, field::Field, layout::LayoutChoices},
    import_run::{ImportState, SheetView},
    input::{FieldError, FieldErrors},
};
use entities::import_layout;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use serde_json::json;

use super::{SUBJECT, open, overtaken, send::look_again, store};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    file::{self, sha256_of},
};

/// Everything chosen for ledgers of a kind.
pub(crate) async fn choices(
    db: &impl ConnectionTrait,
    kind: LedgerKind,
) -> Result<LayoutChoices, ServiceError> {
    let rows = import_layout::Entity::find()
        .filter(import_layout::COLUMN.kind.eq(kind.as_str()))
        .order_by_asc(import_layout::Column::Id)
        .all(db)
        .await?;
    let mut choices = LayoutChoices::default();
    for row in rows {
        let chosen: BTreeMap<usize, Option<String>> = serde_json::from_value(row.choices)?;
        let fields = chosen
            .into_iter()
            .map(|(place, code)| (place, code.as_deref().and_then(Field::of_code)));
        choices.remember(serde_json::from_value(row.heads)?, fields.collect());
    }
    Ok(choices)
}

/// The sheets of a run with their columns, for choosing.
///
/// # Errors
/// Without the right to take in such ledgers; when the run is no longer looked at.
pub async fn column_choices(
    ctx: &Context,
    id: ImportRunId,
) -> Result<(LedgerKind, String, i32, Vec<SheetView>), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let (row, kind) = open(&ctx.db, ctx, id).await?;
    let file_name = store::file_name(&ctx.db, row.file_id).await?;
    if row.state != ImportState::Checking {
        return Err(overtaken(&file_name, row.state, "列の読み方の変更"));
    }
    let mut sheets: Vec<SheetView> = serde_json::from_value(row.sheets)?;
    sheets.retain(|sheet| !sheet.columns.is_empty());
    Ok((kind, file_name, row.revision, sheets))
}

/// Reads the columns of a sheet as chosen — codes by place, empty for none — and looks at the file again. The
/// choice holds for every file of this layout.
///
/// # Errors
/// Without the right; a field for two columns, or one that the ledger does not have; when somebody else was
/// first.
pub async fn choose_columns(
    ctx: &Context,
    id: ImportRunId,
    revision: i32,
    sheet: usize,
    chosen: &BTreeMap<usize, String>,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let (row, kind) = open(&ctx.db, ctx, id).await?;
    let file_name = store::file_name(&ctx.db, row.file_id).await?;
    if row.state != ImportState::Checking || row.revision != revision {
        return Err(overtaken(&file_name, row.state, "列の読み方の変更"));
    }
    let sheets: Vec<SheetView> = serde_json::from_value(row.sheets.clone())?;
    let view = sheets
        .iter()
        .filter(|sheet| !sheet.columns.is_empty())
        .nth(sheet)
        .ok_or(ServiceError::NotFound("シート"))?;
    let choices = checked(kind, view, chosen)?;
    keep(ctx, kind, view, &choices, &file_name, id).await?;
    let stored = file::load(&ctx.db, super::file_id(&row)).await?;
    look_again(ctx, &row, kind, &stored).await
}

fn checked(
    kind: LedgerKind,
    view: &SheetView,
    chosen: &BTreeMap<usize, String>,
) -> Result<BTreeMap<usize, Option<Field>>, ServiceError> {
    let offered = domain::import::layout::fields(kind);
    let mut errors = FieldErrors::default();
    let mut choices: BTreeMap<usize, Option<Field>> = BTreeMap::new();
    for column in &view.columns {
        let code = chosen.get(&column.place).map_or("", String::as_str);
        if code.is_empty() {
            choices.insert(column.place, None);
            continue;
        }
        let name = format!("columns[{}]", column.place);
        let known = offered.iter().find(|(field, _)| field.code() == code);
        match known {
            None => errors.add(&name, FieldError::UnknownChoice(code.to_owned())),
            Some((field, label)) if choices.values().any(|taken| *taken == Some(*field)) => {
                let words = format!(
                    "「{label}」は、ほかの列でも選ばれています。どちらか1列だけにしてください。"
                );
                errors.add(&name, FieldError::Other(words));
            }
            Some((field, _)) => {
                choices.insert(column.place, Some(*field));
            }
        }
    }
    errors.into_result().map_err(ServiceError::Invalid)?;
    Ok(choices)
}

async fn keep(
    ctx: &Context,
    kind: LedgerKind,
    view: &SheetView,
    choices: &BTreeMap<usize, Option<Field>>,
    file_name: &str,
    id: ImportRunId,
) -> Result<(), ServiceError> {
    let heads = &view.heads;
    let codes: BTreeMap<usize, Option<&str>> = choices
        .iter()
        .map(|(place, field)| (*place, field.map(Field::code)))
        .collect();
    let row = import_layout::ActiveModel {
        id: NotSet,
        kind: Set(kind.as_str().to_owned()),
        layout: Set(sha256_of(heads.join("\u{1f}").as_bytes())),
        heads: Set(serde_json::to_value(heads)?),
        choices: Set(serde_json::to_value(&codes)?),
        chosen_by: Set(ctx.actor.person_id.map(|id| id.0)),
        chosen_at: Set(ctx.now()),
    };
    let tx = ctx.begin().await?;
    let again = OnConflict::columns([import_layout::Column::Kind, import_layout::Column::Layout])
        .update_columns([
            import_layout::Column::Choices,
            import_layout::Column::ChosenBy,
            import_layout::Column::ChosenAt,
        ])
        .to_owned();
    import_layout::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(&tx)
        .await?;
    let read: Vec<String> = view
        .columns
        .iter()
        .filter_map(|column| {
            let field = choices.get(&column.place).copied().flatten()?;
            let label = domain::import::layout::label(kind, field);
            Some(format!("{}→{label}", column.head))
        })
        .collect();
    let event = Event::new("台帳の列の読み方の変更", SUBJECT, id.0, file_name)
        .after(json!({ "import_columns": read }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}
