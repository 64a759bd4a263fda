//! What the views of a ledger ask of the server.

use domain::{
    export::ExportLedger,
    id::SavedViewId,
    saved_view::{SavedView, SavedViewInput, known},
};
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{components::HeldInput, error::AppError, paths, server_context};

/// The views, and the form as it was refused.
pub(super) struct Views {
    pub(super) views: Vec<SavedView>,
    pub(super) input: Option<SavedViewInput>,
}

pub(super) async fn load(ledger: ExportLedger, held: String) -> Result<Views, AppError> {
    let ctx = server_context::context()?;
    let typed: Option<HeldInput<SavedViewInput>> =
        server_context::held(Some(&held), SaveView::PATH).await?;
    Ok(Views {
        views: services::saved_view::list(&ctx, ledger).await?,
        input: typed.map(|held| held.input),
    })
}

#[server(endpoint = "saved-view/save")]
pub async fn save_view(input: SavedViewInput) -> Result<(), AppError> {
    let draft = input.check()?;
    services::saved_view::save(&server_context::context()?, &draft).await?;
    let words = format!("「{}」の名称で、条件を保存しました。", draft.name);
    server_context::done(&paths::view(draft.ledger, &draft.query), &words);
    Ok(())
}

#[server(endpoint = "saved-view/delete")]
pub async fn delete_view(id: SavedViewId, query: String) -> Result<(), AppError> {
    let ledger = services::saved_view::delete(&server_context::context()?, id).await?;
    let page = paths::view(ledger, &known(ledger, &query));
    server_context::done(&page, "保存した条件を削除しました。");
    Ok(())
}
