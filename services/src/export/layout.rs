//! 町の様式: the columns of a ledger that was once taken in — their heads, their order — filled from ours.

use std::collections::BTreeSet;

use documents::workbook::{Cell, SheetColumn};
use domain::{
    authorization::Action,
    export::{ExportFormat, ExportLedger},
    id::ImportRunId,
    import::{LedgerKind, layout},
    import_run::SheetView,
};

use super::output::Columns;
use crate::{Context, ServiceError, import_run};

/// Layouts that are offered.
const OFFERED: usize = 3;
/// Width of a column nothing of ours belongs to, in half-width characters.
const EMPTY_WIDTH: u16 = 14;

/// How a file is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    pub format: ExportFormat,
    /// With the columns of the ledger of this import; without one, with all of ours.
    pub layout: Option<ImportRunId>,
}

impl From<ExportFormat> for Form {
    fn from(format: ExportFormat) -> Self {
        Self {
            format,
            layout: None,
        }
    }
}

/// The ledgers in whose layout a file can be had, with the names of their files: those taken in last, each
/// layout once.
///
/// # Errors
/// Without the right to see the ledger.
pub async fn layouts(
    ctx: &Context,
    ledger: ExportLedger,
) -> Result<Vec<(ImportRunId, String)>, ServiceError> {
    ctx.authorize(Action::View, ledger.resource())?;
    let Some(kind) = ledger.import_kind() else {
        return Ok(Vec::new());
    };
    let mut known = BTreeSet::new();
    let mut layouts = Vec::new();
    for (id, file_name, sheets) in import_run::taken_in(&ctx.db, kind).await? {
        let heads = first_read(&sheets).map(|sheet| sheet.heads.clone());
        if heads.is_some_and(|heads| known.insert(heads)) {
            layouts.push((id, file_name));
        }
        if layouts.len() == OFFERED {
            break;
        }
    }
    Ok(layouts)
}

fn first_read(sheets: &[SheetView]) -> Option<&SheetView> {
    sheets
        .iter()
        .find(|sheet| sheet.is_read && !sheet.columns.is_empty())
}

/// The columns of a file, and which of ours stands in each.
pub(super) struct Layout(Vec<(SheetColumn, Option<usize>)>);

impl Layout {
    /// All of ours.
    pub(super) fn own(columns: Columns) -> Self {
        let columns = columns.iter().enumerate();
        Self(
            columns
                .map(|(place, column)| (sheet_column(column), Some(place)))
                .collect(),
        )
    }

    /// Those of an import.
    pub(super) async fn load(
        ctx: &Context,
        ledger: ExportLedger,
        run: ImportRunId,
        columns: Columns,
    ) -> Result<Self, ServiceError> {
        let missing = || ServiceError::NotFound("取り込んだ台帳");
        let kind = ledger.import_kind().ok_or_else(missing)?;
        let runs = import_run::taken_in(&ctx.db, kind).await?;
        let (_, _, sheets) = runs
            .into_iter()
            .find(|(id, _, _)| *id == run)
            .ok_or_else(missing)?;
        let sheet = first_read(&sheets).ok_or_else(missing)?;
        Ok(Self::like(kind, sheet, columns))
    }

    fn like(kind: LedgerKind, sheet: &SheetView, columns: Columns) -> Self {
        let own: Vec<Option<&str>> = columns
            .iter()
            .map(|(label, _)| layout::field_of(kind, label).map(|field| field.code()))
            .collect();
        let heads = sheet.columns.iter().map(|column| {
            let place = column
                .field
                .as_deref()
                .filter(|_| !column.head.contains("税抜"))
                .and_then(|field| own.iter().position(|it| *it == Some(field)));
            let width = place.map_or(EMPTY_WIDTH, |place| columns[place].1);
            // Ours are in yen: a head that says otherwise would make them wrong.
            let is_in_thousands = column.head.contains("千円") || column.head.contains("万円");
            let label = match place {
                Some(place) if is_in_thousands => columns[place].0.to_owned(),
                _ => column.head.clone(),
            };
            (SheetColumn { label, width }, place)
        });
        Self(heads.collect())
    }

    /// The columns of the file.
    pub(super) fn columns(&self) -> Vec<SheetColumn> {
        self.0.iter().map(|(column, _)| column.clone()).collect()
    }

    /// One of our rows as the file has it.
    pub(super) fn arranged(&self, row: &[Cell]) -> Vec<Cell> {
        let cell = |place: &Option<usize>| place.and_then(|place| row.get(place).cloned());
        self.0
            .iter()
            .map(|(_, place)| cell(place).unwrap_or(Cell::Empty))
            .collect()
    }
}

fn sheet_column((label, width): &(&str, u16)) -> SheetColumn {
    SheetColumn {
        label: (*label).to_owned(),
        width: *width,
    }
}

#[cfg(test)]
mod tests {
    use domain::{import::field::Field, import_run::ColumnView};

    use super::*;

    const OURS: Columns = &[("契約番号", 16), ("件名", 44), ("契約金額", 14)];

    fn sheet(heads: &[(&str, Option<Field>)]) -> SheetView {
        let columns = heads.iter().enumerate();
        SheetView {
            name: None,
            is_read: true,
            notes: Vec::new(),
            record_count: 1,
            skipped_count: 0,
            header_rows: vec![1],
            heads: Vec::new(),
            columns: columns
                .map(|(place, (head, field))| ColumnView {
                    place,
                    letters: String::new(),
                    head: (*head).to_owned(),
                    field: field.map(|it| it.code().to_owned()),
                    label: None,
                })
                .collect(),
            missing: Vec::new(),
        }
    }

    fn check(heads: &[(&str, Option<Field>)], labels: &[&str], expect: &[Cell]) {
        let layout = Layout::like(LedgerKind::Contract, &sheet(heads), OURS);
        let found: Vec<String> = layout.columns().into_iter().map(|it| it.label).collect();
        assert_eq!(found, labels);
        let row = ["8-1".into(), "清掃".into(), Cell::Number(1_200_000)];
        assert_eq!(layout.arranged(&row), expect);
    }

    #[test]
    fn the_columns_of_the_town_are_filled_from_ours() {
        check(
            &[
                ("業務名", Some(Field::Title)),
                ("決裁番号", None),
                ("番号", Some(Field::ContractNo)),
            ],
            &["業務名", "決裁番号", "番号"],
            &["清掃".into(), Cell::Empty, "8-1".into()],
        );
    }

    #[test]
    fn no_amount_stands_under_a_head_that_makes_it_wrong() {
        check(
            &[("契約金額（千円）", Some(Field::Amount))],
            &["契約金額"],
            &[Cell::Number(1_200_000)],
        );
        check(
            &[("契約金額（税抜）", Some(Field::Amount))],
            &["契約金額（税抜）"],
            &[Cell::Empty],
        );
    }
}
