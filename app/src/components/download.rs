//! ダウンロード: the list under its filter as a file.

use domain::{
    export::{ExportFormat, ExportLedger},
    id::ImportRunId,
};
use leptos::prelude::*;

use super::Loaded;
use crate::{error::AppError, paths};

async fn load_layouts(ledger: ExportLedger) -> Result<Vec<(ImportRunId, String)>, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(services::export::layouts(&ctx, ledger).await?)
}

/// A file, not a page: the browser is to ask the server for it.
fn link(path: String, label: String) -> impl IntoView {
    view! { <li><a href=path rel="external" download="">{label}</a></li> }
}

/// Links to the files, one for each form; `filter` is what stands in the address of the list.
#[component]
pub fn Download(
    ledger: ExportLedger,
    filter: Vec<(&'static str, String)>,
    /// How many records the file will hold.
    total: u64,
) -> impl IntoView {
    let path = {
        let filter = filter.clone();
        move |format, layout| {
            let filter = filter.iter().map(|(name, value)| (*name, value.as_str()));
            paths::export(ledger, format, layout, &filter.collect::<Vec<_>>())
        }
    };
    let links = ExportFormat::ALL
        .iter()
        .map(|format| link(path(*format, None), format.label().to_owned()))
        .collect_view();
    let of_town = move |layouts: Vec<(ImportRunId, String)>| {
        (!layouts.is_empty()).then(|| view! {
            <p>"取り込んだ台帳の様式（列の名前と順序）で出力"</p>
            <ul>
                {layouts
                    .into_iter()
                    .map(|(id, name)| link(path(ExportFormat::Xlsx, Some(id)), format!("{name}の様式（Excel）")))
                    .collect_view()}
            </ul>
        })
    };
    view! {
        <details class="column-picker download">
            <summary>"ダウンロード"</summary>
            <div class="column-picker__panel">
                <p>{format!("{}を、今の条件で出力します（{total}件）。", ledger.label())}</p>
                <ul>{links}</ul>
                <Loaded data=load_layouts(ledger) children=of_town/>
                <p class="u-support">"「CSV（Shift JIS）」には、書き出せない文字があるときは、その文字を示して出力しません。"</p>
            </div>
        </details>
    }
}
