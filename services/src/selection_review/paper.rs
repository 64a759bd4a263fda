//! 選定審査票 as a file.

use domain::{
    authorization::{Action, Resource},
    id::SelectionReviewId,
    selection_review::paper::{ReviewedContract, review_sheet},
};

use crate::{Context, ServiceError, contract, document, file::StoredFile, organization};

/// 選定審査票 of a review, as it stands.
///
/// # Errors
/// Without the right, for the unit too; when there is none; a character without a glyph, named.
pub async fn sheet_pdf(ctx: &Context, id: SelectionReviewId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::SelectionReview)?;
    let review = super::load(ctx, id).await?;
    let row = contract::load_row(&ctx.db, review.review.contract_id).await?;
    let units = organization::unit_names(ctx).await?;
    let about = ReviewedContract {
        contract_no: &row.contract_no,
        title: &row.title,
        unit: units.get(&row.unit_id).map_or("", String::as_str),
    };
    let paper = review_sheet(&review, about, &document::making(ctx).await?);
    let identity = format!(
        "selection-review {id} {} {}",
        review.review.revision,
        ctx.now()
    );
    let name = format!("選定審査票_{}_{}", row.contract_no, review.vendor_name);
    document::print(ctx, paper, &identity, &name).await
}
