//! 台帳の取込み: the list of imports with the form that sends a file, one import — what will become of its rows,
//! or what became of them —, a row of it cell by cell, and what its columns are read as.

mod api;
mod columns_page;
mod course;
mod list_page;
mod part;
mod row_page;
mod rows;
mod run_page;
mod sheets;
mod source;
mod today;

pub use api::{AbandonImport, ApplyImport, ChooseImportColumns, CorrectImportRow, UndoImport};
pub use columns_page::ImportColumnsPage;
pub use list_page::ImportListPage;
pub use row_page::ImportRowPage;
pub use run_page::ImportRunPage;
pub(crate) use source::Sources;
pub use today::ImportsToday;

use domain::{id::ImportRunId, import_run::ImportState};
use leptos::prelude::*;

use crate::{components::Chip, error::AppError};

/// The import an address speaks of.
fn run_id(text: &str) -> Result<ImportRunId, AppError> {
    text.parse()
        .map_err(|_| AppError::NotFound("取込み".to_owned()))
}

fn state_chip(state: ImportState) -> impl IntoView {
    let color = match state {
        ImportState::Checking => "yellow",
        ImportState::Applied => "green",
        ImportState::Undone | ImportState::Abandoned => "gray",
    };
    view! { <Chip label=state.label() color/> }
}
