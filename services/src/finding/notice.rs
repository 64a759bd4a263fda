//! The notice of a measure as a document: previewed and printed as 案, and kept as it went out.

use domain::{
    authorization::{Action, Resource},
    document::Document,
    finding::{
        letter::{LetterParties, letter},
        measure::Measure,
    },
    id::{ContractMeasureId, FileId, VendorId},
};
use entities::contract;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    measure::{finding_row, load_measure_row, records_of},
    rows::records,
};
use crate::{
    Context, ServiceError, document,
    file::{self, StoredFile},
    library, setup, vendor,
};

async fn compose(
    db: &impl ConnectionTrait,
    ctx: &Context,
    measure: &Measure,
) -> Result<Document, ServiceError> {
    let library = library::in_force(ctx, ctx.today()).await?;
    let rule = library
        .library
        .measures
        .iter()
        .find(|rule| rule.kind == measure.kind)
        .ok_or(ServiceError::NotFound("措置の定め"))?;
    let finding = match finding_row(db, measure).await? {
        Some(row) => records(db, vec![row]).await?.pop(),
        None => None,
    };
    let contract = contract::Entity::find_by_id(measure.contract_id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("契約"))?;
    let vendor = match contract.vendor_id {
        Some(id) => Some(vendor::load_row(db, VendorId(id)).await?),
        None => None,
    };
    let name = match (&vendor, contract.vendor_branch) {
        (Some(vendor), Some(branch)) => format!("{}　{branch}", vendor.name),
        (Some(vendor), None) => vendor.name.clone(),
        (None, _) => {
            return Err(ServiceError::Rule(
                "契約に委託先が登録されていないため、通知書を作れません。契約に委託先を登録してください。"
                    .to_owned(),
            ));
        }
    };
    let municipality = setup::municipality(db, &library).await?;
    Ok(letter(
        measure,
        rule,
        finding.as_ref(),
        LetterParties {
            municipality: &municipality,
            unit: &measure.unit_name,
            vendor: &name,
            representative: vendor
                .as_ref()
                .and_then(|vendor| vendor.representative.as_deref()),
        },
    ))
}

pub(super) async fn print(
    db: &impl ConnectionTrait,
    ctx: &Context,
    measure: &Measure,
) -> Result<StoredFile, ServiceError> {
    let document = compose(db, ctx, measure).await?;
    let number = measure.document_no.as_deref().unwrap_or("案");
    let identity = format!("measure-{}-{number}", measure.id);
    let name = format!("{}_{}_{number}", document.title, measure.contract_no);
    document::print(ctx, document, &identity, &name).await
}

/// The notice as it will read, or reads.
///
/// # Errors
/// Without the right, for the unit too; a contract without a vendor.
pub async fn preview(ctx: &Context, id: ContractMeasureId) -> Result<Document, ServiceError> {
    ctx.authorize(Action::View, Resource::Measure)?;
    let (measure, _) = super::load_measure(ctx, id).await?;
    compose(&ctx.db, ctx, &measure).await
}

/// The notice as PDF: the draft, or byte for byte what went out.
///
/// # Errors
/// As [`preview`]; a character without a glyph, named.
pub async fn notice_pdf(ctx: &Context, id: ContractMeasureId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Measure)?;
    let row = load_measure_row(&ctx.db, id).await?;
    let kept = row.notice_file_id;
    let measure = records_of(&ctx.db, vec![row])
        .await?
        .pop()
        .ok_or(ServiceError::NotFound("措置"))?;
    ctx.authorize_in(Action::View, Resource::Measure, measure.unit_id)?;
    match kept {
        Some(file) => file::load(&ctx.db, FileId(file)).await,
        None => print(&ctx.db, ctx, &measure).await,
    }
}
