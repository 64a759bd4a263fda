//! PDFの確認: whether a file, or a number on paper, is a document we issued. What is asked is part of the
//! address; nothing is kept.

use domain::annex::provenance::{IssuedDocument, Provenance};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use services::provenance::{self, Fingerprint, OnPaper};

use crate::{
    components::{Banner, BannerKind, Breadcrumb, Instant, Loaded, PageHead},
    error::AppError,
    paths,
};

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Question {
    sha256: String,
    claimed: String,
    number: String,
    is_file_missing: bool,
}

/// What there is to say.
enum Answer {
    /// Nothing was asked.
    None,
    /// Of a file.
    File(Provenance, String),
    /// Of a number, or of a code.
    Paper(OnPaper),
    /// Nothing was chosen.
    Missing,
}

async fn load_answer(question: Question) -> Result<Answer, AppError> {
    let ctx = crate::server_context::context()?;
    if !question.sha256.is_empty() {
        let file = Fingerprint {
            sha256: question.sha256.clone(),
            claimed_number: Some(question.claimed).filter(|number| !number.is_empty()),
        };
        let provenance = provenance::verify(&ctx, &file).await?;
        return Ok(Answer::File(provenance, question.sha256));
    }
    if !question.number.is_empty() {
        let paper = provenance::find_on_paper(&ctx, &question.number).await?;
        return Ok(Answer::Paper(paper));
    }
    Ok(if question.is_file_missing {
        Answer::Missing
    } else {
        Answer::None
    })
}

/// `/pdf-check`.
#[component]
pub fn PdfCheckPage() -> impl IntoView {
    let question = use_query_map().with_untracked(|query| Question {
        sha256: query.get("sha256").unwrap_or_default(),
        claimed: query.get("claimed").unwrap_or_default(),
        number: query.get("number").unwrap_or_default(),
        is_file_missing: query.get("missing").is_some(),
    });
    let number = question.number.clone();
    let data = load_answer(question);
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="PDFの確認"/>
        <PageHead title="PDFの確認"/>
        <p>"手元のPDFが、この台帳で発行した特記事項かどうか、発行の後に変えられていないか、現在も有効かを確かめます。ファイルは保存しません。"</p>
        <Loaded data=data children=answer_view/>
        <FileForm/>
        <NumberForm number/>
    }
}

fn answer_view(answer: Answer) -> AnyView {
    match answer {
        Answer::None => ().into_any(),
        Answer::Missing => view! {
            <Banner kind=BannerKind::Error heading="ファイルが選ばれていません。PDFを選んでから「確認」を押してください。"/>
        }
        .into_any(),
        Answer::File(provenance, sha256) => {
            let (kind, heading) = match &provenance {
                Provenance::Current(_) => (BannerKind::Success, "発行した文書です（有効）"),
                Provenance::Superseded(_) => (BannerKind::Warning, "発行した文書ですが、旧版です"),
                Provenance::Altered(_) => (BannerKind::Error, "発行した文書と同じではありません"),
                Provenance::Unknown => (BannerKind::Warning, "発行した文書ではありません"),
            };
            let words = provenance.words();
            let issued = match provenance {
                Provenance::Current(issued)
                | Provenance::Superseded(issued)
                | Provenance::Altered(issued) => Some(issued),
                Provenance::Unknown => None,
            };
            view! {
                <Banner kind heading>
                    <p>{words}</p>
                    <p>"確認したファイルのSHA-256："<span class="u-mono">{sha256}</span></p>
                </Banner>
                {issued.map(|issued| view! { <Issued issued/> })}
            }
            .into_any()
        }
        Answer::Paper(paper) => paper_view(paper),
    }
}

fn paper_view(paper: OnPaper) -> AnyView {
    let Some(issued) = paper.issued else {
        return view! {
            <Banner kind=BannerKind::Warning heading=format!("文書番号「{}」の発行の記録はありません", paper.number)>
                <p>"番号に誤りがないか、ページの右下を見て確かめてください。"</p>
            </Banner>
        }
        .into_any();
    };
    let recorded = format!("文書番号{}の発行の記録があります", issued.document_no);
    let (kind, heading, words) = match paper.is_code_right {
        None => (
            BannerKind::Success,
            recorded,
            "紙や画像では内容が同じかどうかまでは分かりません。発行時のPDFを開いて、見比べてください。",
        ),
        Some(true) => (
            BannerKind::Success,
            format!("{recorded}（二次元コードは発行した内容のものです）"),
            "コードは発行した文面から作られたものです。紙の文面がそのとおりかは、発行時のPDFを開いて、見比べてください。",
        ),
        Some(false) => (
            BannerKind::Error,
            format!(
                "二次元コードが、文書番号{}で発行した内容と合いません",
                issued.document_no
            ),
            "別の文面から作られたコードです。この紙は使わずに、台帳にある発行時のPDFと入れ替えてください。",
        ),
    };
    view! {
        <Banner kind heading><p>{words}</p></Banner>
        <Issued issued/>
    }
    .into_any()
}

#[component]
fn Issued(issued: IssuedDocument) -> impl IntoView {
    view! {
        <dl class="dads-description-list">
            <div class="dads-description-list__row"><dt>"文書番号"</dt><dd>{issued.document_no}"（"{issued.state.label()}"）"</dd></div>
            <div class="dads-description-list__row"><dt>"発行"</dt><dd><Instant at=issued.issued_at/></dd></div>
            {issued.replaced_by.map(|number| view! {
                <div class="dads-description-list__row"><dt>"現在有効な文書"</dt><dd>{number}</dd></div>
            })}
            <div class="dads-description-list__row"><dt>"発行時のSHA-256"</dt><dd class="u-mono">{issued.sha256}</dd></div>
            <div class="dads-description-list__row"><dt>"発行時のPDF"</dt><dd><a href=paths::annex_pdf(issued.id) rel="external" target="_blank">"開く"</a></dd></div>
        </dl>
    }
}

#[component]
fn FileForm() -> impl IntoView {
    view! {
        <section aria-labelledby="file-heading">
            <h2 class="dads-heading" data-size="20" id="file-heading">"ファイルを確認する"</h2>
            <form method="post" action=paths::PDF_CHECK_FILE enctype="multipart/form-data">
                <div class="dads-form-control-label">
                    <label class="dads-form-control-label__label" for="file">"PDF"</label>
                    <div class="dads-file-upload">
                        <div class="dads-file-upload__drop-area">
                            <input class="dads-file-upload__input" id="file" name="file" type="file" accept="application/pdf,.pdf"/>
                        </div>
                    </div>
                </div>
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"確認"</button>
            </form>
        </section>
    }
}

#[component]
fn NumberForm(number: String) -> impl IntoView {
    view! {
        <section class="section-follow" aria-labelledby="number-heading">
            <h2 class="dads-heading" data-size="20" id="number-heading">"紙や画像を文書番号で確認する"</h2>
            <form method="get" action=paths::PDF_CHECK>
                <div class="dads-form-control-label">
                    <label class="dads-form-control-label__label" for="number">"文書番号又は二次元コードの文字"</label>
                    <p class="dads-form-control-label__support-text" id="number-support">"ページの右下にあります（例：特記R8-0001）。二次元コードがあるときは、読み取った文字をそのまま入れてください。"</p>
                    <span class="dads-input-text">
                        <input class="dads-input-text__input" id="number" name="number" type="text" value=number aria-describedby="number-support"/>
                    </span>
                </div>
                <button class="dads-button" data-type="outline" data-size="md" type="submit">"番号で確認"</button>
            </form>
        </section>
    }
}
