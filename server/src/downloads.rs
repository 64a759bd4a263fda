//! Documents and evidence as files. Who may have one is asked by the use case that loads it.

use app::{error::AppError, server_context::Caller};
use axum::{
    Extension, Router,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    form::Fill,
    id::{AnnexId, ContractChangeId, ContractId, ContractMeasureId, FileId, JobId, SubcontractId},
};
use http::{StatusCode, header};
use services::{
    Context, ServiceError, annex, comparison, contract_change, file::StoredFile, finding, form,
    job, selection_review, verification,
};

use crate::{AppState, error_page::ErrorPage};

const PDF: &str = "application/pdf";
/// Nothing inside the file may run or load. Without `sandbox`, which browsers' own PDF viewers do not survive.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// The addresses.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/contracts/{id}/draft.pdf", get(draft))
        .route("/contracts/{id}/draft.docx", get(draft_for_word))
        .route("/annexes/{file}", get(issued))
        .route("/contracts/{id}/forms/{file}", get(form_of_contract))
        .route(
            "/contracts/{id}/subcontracts/{subcontract}/forms/{file}",
            get(form_of_subcontract),
        )
        .route("/forms/{file}", get(blank_form))
        .route(
            "/contracts/{id}/comparison.pdf",
            get(comparison_of_contract),
        )
        .route(
            "/library/{clause}/comparison.pdf",
            get(comparison_of_versions),
        )
        .route("/files/{id}", get(evidence))
        .route("/measures/{id}/notice.pdf", get(notice))
        .route("/selection-files/{id}", get(selection_document))
        .route("/contract-changes/{file}", get(contract_change_document))
        .route("/jobs/{id}/file", get(output_of_job))
}

async fn draft(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Response {
    answer(&caller, id.parse().ok(), async |ctx, id: ContractId| {
        annex::draft_pdf(&ctx, id).await
    })
    .await
}

async fn draft_for_word(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Response {
    answer(&caller, id.parse().ok(), async |ctx, id: ContractId| {
        annex::draft_docx(&ctx, id).await
    })
    .await
}

/// For whom a file is made.
#[derive(Clone, Copy)]
enum Format {
    Pdf,
    Word,
}

/// `06.pdf`, `06.docx`: the name without its ending, and what the ending says.
fn format_of(file: &str) -> Option<(&str, Format)> {
    let pdf = file.strip_suffix(".pdf").map(|name| (name, Format::Pdf));
    pdf.or_else(|| Some((file.strip_suffix(".docx")?, Format::Word)))
}

async fn issued(Extension(caller): Extension<Caller>, Path(file): Path<String>) -> Response {
    let asked = format_of(&file).and_then(|(id, format)| Some((id.parse().ok()?, format)));
    answer(
        &caller,
        asked,
        async |ctx, (id, format): (AnnexId, Format)| match format {
            Format::Pdf => annex::issued_pdf(&ctx, id).await,
            Format::Word => annex::issued_docx(&ctx, id).await,
        },
    )
    .await
}

/// `06.pdf`: with what the ledger knows; `06.blank.pdf`: to be written in.
async fn form_of_contract(
    Extension(caller): Extension<Caller>,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let named = format_of(&file).map(|(name, format)| match name.strip_suffix(".blank") {
        Some(number) => (number.to_owned(), Fill::Blank, format),
        None => (name.to_owned(), Fill::Ledger, format),
    });
    let asked = id.parse::<ContractId>().ok().zip(named);
    answer(
        &caller,
        asked,
        async |ctx, (id, (number, fill, format))| match format {
            Format::Pdf => form::pdf(&ctx, id, &number, fill, None).await,
            Format::Word => form::docx(&ctx, id, &number, fill, None).await,
        },
    )
    .await
}

/// A form with what the ledger knows of a subcontract.
async fn form_of_subcontract(
    Extension(caller): Extension<Caller>,
    Path((id, subcontract, file)): Path<(String, String, String)>,
) -> Response {
    let named = format_of(&file).map(|(number, format)| (number.to_owned(), format));
    let subcontract = subcontract.parse::<SubcontractId>().ok().map(Some);
    let asked = id.parse::<ContractId>().ok().zip(subcontract.zip(named));
    answer(
        &caller,
        asked,
        async |ctx, (id, (about, (number, format)))| match format {
            Format::Pdf => form::pdf(&ctx, id, &number, Fill::Ledger, about).await,
            Format::Word => form::docx(&ctx, id, &number, Fill::Ledger, about).await,
        },
    )
    .await
}

async fn blank_form(Extension(caller): Extension<Caller>, Path(file): Path<String>) -> Response {
    let asked = format_of(&file).map(|(number, format)| (number.to_owned(), format));
    answer(
        &caller,
        asked,
        async |ctx, (number, format): (String, Format)| match format {
            Format::Pdf => form::blank_pdf(&ctx, &number).await,
            Format::Word => form::blank_docx(&ctx, &number).await,
        },
    )
    .await
}

async fn comparison_of_contract(
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Response {
    answer(&caller, id.parse().ok(), async |ctx, id: ContractId| {
        comparison::contract_pdf(&ctx, id).await
    })
    .await
}

/// Which versions are compared.
#[derive(serde::Deserialize)]
struct Versions {
    old: Option<i32>,
    new: Option<i32>,
}

async fn comparison_of_versions(
    Extension(caller): Extension<Caller>,
    Path(clause): Path<String>,
    Query(versions): Query<Versions>,
) -> Response {
    answer(&caller, Some(clause), async |ctx, clause: String| {
        comparison::versions_pdf(&ctx, &clause, versions.old, versions.new).await
    })
    .await
}

async fn evidence(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Response {
    answer(&caller, id.parse().ok(), async |ctx, id: FileId| {
        verification::evidence_file(&ctx, id).await
    })
    .await
}

async fn notice(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Response {
    answer(
        &caller,
        id.parse().ok(),
        async |ctx, id: ContractMeasureId| finding::notice_pdf(&ctx, id).await,
    )
    .await
}

async fn selection_document(
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Response {
    answer(&caller, id.parse().ok(), async |ctx, id: FileId| {
        selection_review::document(&ctx, id).await
    })
    .await
}

async fn contract_change_document(
    Extension(caller): Extension<Caller>,
    Path(file): Path<String>,
) -> Response {
    let asked = format_of(&file).and_then(|(id, format)| Some((id.parse().ok()?, format)));
    answer(
        &caller,
        asked,
        async |ctx, (id, format): (ContractChangeId, Format)| match format {
            Format::Pdf => contract_change::pdf(&ctx, id).await,
            Format::Word => contract_change::docx(&ctx, id).await,
        },
    )
    .await
}

async fn output_of_job(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Response {
    answer(&caller, id.parse().ok(), async |ctx, id: JobId| {
        job::output(&ctx, id).await
    })
    .await
}

pub(crate) async fn answer<I, F>(caller: &Caller, id: Option<I>, load: F) -> Response
where
    F: AsyncFnOnce(Context, I) -> Result<StoredFile, ServiceError>,
{
    let Some(actor) = caller.actor.clone() else {
        return ErrorPage::of(&AppError::SignInRequired).into_response();
    };
    let Some(id) = id else {
        return ErrorPage::of(&AppError::NotFound("ファイル".to_owned())).into_response();
    };
    match load(caller.store.acting(actor), id).await {
        Ok(file) => file_response(file),
        Err(error) => ErrorPage::of_service(&caller.store, error).into_response(),
    }
}

fn file_response(file: StoredFile) -> Response {
    let headers = [
        (header::CONTENT_TYPE, file.media_type.clone()),
        (header::CONTENT_DISPOSITION, disposition(&file)),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (StatusCode::OK, headers, file.content).into_response()
}

/// RFC 6266: a plain name for old programs, the real one in UTF-8. Only PDF is shown in place.
fn disposition(file: &StoredFile) -> String {
    let kind = if file.media_type == PDF {
        "inline"
    } else {
        "attachment"
    };
    let plain: String = file
        .name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!(
        "{kind}; filename=\"{plain}\"; filename*=UTF-8''{}",
        app::paths::encoded(&file.name)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, media_type: &str, expect: &str) {
        let file = StoredFile {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            sha256: String::new(),
            content: Vec::new(),
        };
        assert_eq!(disposition(&file), expect);
    }

    #[test]
    fn names_of_files_survive_any_character() {
        check(
            "a.pdf",
            PDF,
            "inline; filename=\"a.pdf\"; filename*=UTF-8''a.pdf",
        );
        check(
            "点検\"1\r\n.xlsx",
            "application/zip",
            "attachment; filename=\"___1__.xlsx\"; filename*=UTF-8''%E7%82%B9%E6%A4%9C%221%0D%0A.xlsx",
        );
    }
}
