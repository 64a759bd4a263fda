//! 別紙: the issued annexes, and the next one as it would be issued.

use domain::{
    annex::AnnexState,
    contract::detail::{AnnexSummary, ContractDetail},
};
use leptos::prelude::*;

use super::{
    api::{AnnexPreview, load_annex_preview},
    contract_id,
    head::ContractHead,
};
use crate::{
    components::{Banner, BannerKind, Chip, Instant, Loaded},
    document::DocumentView,
    paths,
};

/// `/contracts/{id}/annex`.
#[component]
pub fn AnnexPage() -> impl IntoView {
    let id = contract_id();
    let data = load_annex_preview(id);
    view! {
        <Loaded data=data children=|preview: AnnexPreview| view! {
            <ContractHead detail=preview.detail.clone() tab="別紙"/>
            <Issued annexes=preview.detail.annexes.clone()/>
            <Preview preview/>
        }/>
    }
}

#[component]
fn Issued(annexes: Vec<AnnexSummary>) -> impl IntoView {
    if annexes.is_empty() {
        return view! { <p class="zero-state">"発行した特記事項はありません。"</p> }.into_any();
    }
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-table__caption">"発行した特記事項"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"文書番号"</th>
                    <th class="dads-table__col-header" scope="col">"ステータス"</th>
                    <th class="dads-table__col-header" scope="col">"発行"</th>
                    <th class="dads-table__col-header" scope="col">"SHA-256"</th>
                </tr></thead>
                <tbody>
                    {annexes.into_iter().map(|annex| view! {
                        <tr>
                            <th class="dads-table__row-header" scope="row">
                                <a href=paths::annex_pdf(annex.id) rel="external" target="_blank">{annex.document_no.clone()}"（PDF）"</a>
                                "　"
                                <a href=paths::annex_docx(annex.id) rel="external">"Word（写し）"<span class="dads-u-visually-hidden">{format!("（{}）", annex.document_no)}</span></a>
                            </th>
                            <td class="dads-table__status">
                                <Chip label=annex.state.label() color=if annex.state == AnnexState::Issued { "green" } else { "gray" }/>
                            </td>
                            <td class="dads-table__short"><Instant at=annex.issued_at/>"　"{annex.issued_by}</td>
                            <td class="dads-table__text u-mono">{annex.sha256}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Preview(preview: AnnexPreview) -> impl IntoView {
    let AnnexPreview {
        detail,
        document,
        warnings,
    } = preview;
    let ContractDetail { contract, .. } = detail;
    match document {
        Ok(document) => view! {
            {(!warnings.is_empty()).then(|| view! {
                <Banner kind=BannerKind::Warning heading="発行の前に直すこと">
                    <ul>{warnings.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
                </Banner>
            })}
            <section class="section-follow" aria-labelledby="preview-heading">
                <h2 class="dads-heading" data-size="20" id="preview-heading">"現在の内容による案"</h2>
                <p><a class="dads-button" data-type="outline" data-size="md" href=paths::draft_pdf(contract.id) rel="external" target="_blank">"PDF（案）を開く"</a>"　"<a href=paths::draft_docx(contract.id) rel="external">"Word（案）を保存"</a></p>
                <DocumentView document/>
            </section>
        }
        .into_any(),
        Err(words) => view! {
            <Banner kind=BannerKind::Warning heading="案を作るには、次のことが必要です">
                <ul>{words.lines().map(|line| view! { <li>{line.to_owned()}</li> }).collect_view()}</ul>
            </Banner>
        }
        .into_any(),
    }
}
