//! 特記事項をまとめて出力: the annexes of many contracts in one file — as issued where one is issued, else
//! the draft, marked 「案」.

use std::collections::{HashMap, HashSet};

use documents::{
    Merger,
    archive::{Archive, MEDIA_TYPE},
};
use domain::{
    annex::AnnexState,
    authorization::{Action, Resource},
    contract::{
        ContractState,
        bundle::{BundleContract, BundleForm, BundlePreview},
        summary::ContractFilter,
    },
    fiscal_year::FiscalYear,
    id::{ContractId, FileId, JobId, OrganizationUnitId},
    job::{JobKind, file_name::FileNames},
};
use entities::{annex, contract, job, job_item, job_output};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use serde_json::json;

use crate::{
    Context, ServiceError,
    annex::{draft_pdf, in_force_of},
    clock::japan_date,
    contract::{chosen, load_row, matching},
    database::among,
    document::plain_record,
    file::{self, StoredFile, sha256_of},
    job::{ITEM_LIMIT, NewJob, enqueue},
};

/// Most contracts of one PDF: what a reader can page through.
const MERGE_LIMIT: usize = 200;
/// Media type of the result.
const PDF: &str = "application/pdf";
/// What the file of a draft is called.
const DRAFT: &str = "特記事項_案";

/// What the contracts that match a filter, or those ticked, would come to.
///
/// # Errors
/// Without the right to see contracts.
pub async fn preview(
    ctx: &Context,
    ticked: Option<&[ContractId]>,
    filter: &ContractFilter,
) -> Result<BundlePreview, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let (rows, total) = match ticked {
        Some(ids) => {
            let rows = chosen(ctx, ids).await?;
            let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
            (rows, total)
        }
        None => matching(ctx, filter, ITEM_LIMIT).await?,
    };
    let issued = issued_of(&ctx.db, rows.iter().map(|row| row.id)).await?;
    let contracts = rows.into_iter().map(|row| BundleContract {
        id: ContractId(row.id),
        is_issued: issued.contains(&row.id),
        contract_no: row.contract_no,
        title: row.title,
    });
    Ok(BundlePreview {
        contracts: contracts.collect(),
        total,
        limit: u64::try_from(ITEM_LIMIT).unwrap_or(u64::MAX),
    })
}

/// Those of the contracts with an annex in force.
async fn issued_of(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashSet<i64>, ServiceError> {
    let issued: Vec<i64> = annex::Entity::find()
        .select_only()
        .column(annex::Column::ContractId)
        .filter(among(db, annex::Column::ContractId, ids))
        .filter(annex::COLUMN.state.eq(AnnexState::Issued))
        .into_tuple()
        .all(db)
        .await?;
    Ok(issued.into_iter().collect())
}

/// Asks for the annexes of these contracts in one file.
///
/// # Errors
/// Without the right to see contracts; none chosen, or more than a job takes.
pub async fn request(
    ctx: &Context,
    ids: &[ContractId],
    form: BundleForm,
) -> Result<JobId, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    if ids.is_empty() {
        return Err(ServiceError::Rule(
            "契約が選択されていません。契約の一覧で選んでから、もう一度押してください。".to_owned(),
        ));
    }
    let limit = match form {
        BundleForm::Zip => ITEM_LIMIT,
        BundleForm::Pdf => MERGE_LIMIT,
    };
    if limit < ids.len() {
        return Err(ServiceError::Rule(format!(
            "「{}」で一度に出力できるのは{limit}件までです。条件で絞って、分けて出力してください。",
            form.label()
        )));
    }
    let rows = chosen(ctx, ids).await?;
    let known: HashSet<i64> = rows.iter().map(|row| row.id).collect();
    let mut items: Vec<(i64, String)> = rows
        .into_iter()
        .map(|row| (row.id, format!("{}　{}", row.contract_no, row.title)))
        .collect();
    // What the person may not see is in the report without its name.
    let hidden = ids.iter().filter(|id| !known.contains(&id.0));
    items.extend(hidden.map(|id| (id.0, format!("番号{id}の契約"))));
    let new = NewJob {
        kind: JobKind::AnnexBundle,
        subject: format!("契約 {}件", items.len()),
        parameters: json!({ "form": form }),
        items,
    };
    let tx = ctx.begin().await?;
    let id = enqueue(&tx, ctx, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// The annex of one contract under its name in the archive.
pub(crate) async fn make(ctx: &Context, id: i64) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let row = load_row(&ctx.db, ContractId(id)).await?;
    ctx.authorize_in(
        Action::View,
        Resource::Contract,
        OrganizationUnitId(row.unit_id),
    )?;
    let issued = in_force_of(&ctx.db, ContractId(id)).await?;
    let (made, what) = match issued {
        Some(annex) => (
            file::load(&ctx.db, FileId(annex.file_id)).await?,
            "特記事項",
        ),
        None if row.state == ContractState::Void => {
            return Err(ServiceError::Rule(
                "無効にした契約のため、案を作りません。".to_owned(),
            ));
        }
        None => (draft_pdf(ctx, ContractId(id)).await?, DRAFT),
    };
    Ok(StoredFile {
        name: name(&row, what),
        ..made
    })
}

/// `令和8年度_第123号_件名_特記事項.pdf`
fn name(row: &contract::Model, what: &str) -> String {
    let year = FiscalYear(row.fiscal_year).label();
    let is_bare = row.contract_no.chars().all(|sign| sign.is_ascii_digit());
    let number = if is_bare {
        format!("第{}号", row.contract_no)
    } else {
        row.contract_no.clone()
    };
    FileNames::default().name(&[&year, &number, &row.title, what], "pdf")
}

/// The file of what the items came to; none when none did.
pub(crate) async fn finish(
    ctx: &Context,
    job: &job::Model,
) -> Result<Option<StoredFile>, ServiceError> {
    let ids: Vec<(i64, Option<i64>)> = job_output::Entity::find()
        .select_only()
        .column(job_output::Column::Id)
        .column(job_output::Column::ItemId)
        .filter(job_output::COLUMN.job_id.eq(job.id))
        .filter(job_output::COLUMN.item_id.is_not_null())
        .order_by_asc(job_output::Column::ItemId)
        .into_tuple()
        .all(&ctx.db)
        .await?;
    if ids.is_empty() {
        return Ok(None);
    }
    let parameters: Parameters = serde_json::from_value(job.parameters.clone())?;
    let (content, media_type, ending) = match parameters.form {
        BundleForm::Zip => (archived(ctx, job, &ids).await?, MEDIA_TYPE, "zip"),
        BundleForm::Pdf => (merged(ctx, job, &ids).await?, PDF, "pdf"),
    };
    Ok(Some(StoredFile {
        name: format!("特記事項_{}_{}件.{ending}", day(job), job.done),
        media_type: media_type.to_owned(),
        sha256: sha256_of(&content),
        content,
    }))
}

/// What was asked for.
#[derive(Deserialize)]
struct Parameters {
    form: BundleForm,
}

fn day(job: &job::Model) -> String {
    japan_date(job.asked_at).format("%Y%m%d").to_string()
}

async fn output(ctx: &Context, id: i64) -> Result<job_output::Model, ServiceError> {
    let output = job_output::Entity::find_by_id(id).one(&ctx.db).await?;
    output.ok_or(ServiceError::NotFound("処理の途中のファイル"))
}

/// One at a time: together they may be larger than what a small machine has to spare.
async fn archived(
    ctx: &Context,
    job: &job::Model,
    ids: &[(i64, Option<i64>)],
) -> Result<Vec<u8>, ServiceError> {
    let mut archive = Archive::new(job.asked_at);
    let mut names = FileNames::default();
    for (id, _) in ids {
        let output = output(ctx, *id).await?;
        let stem = output.name.trim_end_matches(".pdf");
        archive
            .add(&names.name(&[stem], "pdf"), &output.content)
            .map_err(ServiceError::unexpected)?;
    }
    archive.finish().map_err(ServiceError::unexpected)
}

async fn merged(
    ctx: &Context,
    job: &job::Model,
    ids: &[(i64, Option<i64>)],
) -> Result<Vec<u8>, ServiceError> {
    let labels: HashMap<i64, String> = job_item::Entity::find()
        .filter(job_item::COLUMN.job_id.eq(job.id))
        .all(&ctx.db)
        .await?
        .into_iter()
        .map(|item| (item.id, item.label))
        .collect();
    let mut merger = Merger::default();
    for (id, item) in ids {
        let output = output(ctx, *id).await?;
        let label = item.and_then(|item| labels.get(&item));
        let mark = if output.name.contains(DRAFT) {
            "（案）"
        } else {
            ""
        };
        let title = format!("{}{mark}", label.map_or(&*output.name, String::as_str));
        merger = tokio::task::spawn_blocking(move || {
            merger.add(&title, &output.content).map(|()| merger)
        })
        .await
        .map_err(ServiceError::unexpected)?
        .map_err(ServiceError::unexpected)?;
    }
    let title = format!("特記事項（{}件）", job.done);
    let record = plain_record(job.asked_at, &format!("job-{}", job.id));
    tokio::task::spawn_blocking(move || merger.finish(&title, &record))
        .await
        .map_err(ServiceError::unexpected)?
        .map_err(ServiceError::unexpected)
}
