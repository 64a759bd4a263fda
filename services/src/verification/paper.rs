//! 点検調書 as a file: of a contract, an account or an external service.

use domain::{
    authorization::{Action, Resource},
    id::ContractId,
    verification::{
        paper::{CheckedOn, sheet},
        subject::SubjectKey,
    },
};

use super::{load_sheet, load_subject_sheet};
use crate::{Context, ServiceError, document, file::StoredFile};

/// 点検調書 of a contract and period.
///
/// # Errors
/// Without the right for the unit; when nothing is planned; a character without a glyph, named.
pub async fn sheet_pdf(
    ctx: &Context,
    id: ContractId,
    period: &str,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let detail = load_sheet(ctx, id, period).await?;
    let it = detail.summary;
    let about = CheckedOn {
        kind: "契約",
        name: format!("{}　{}", it.contract_no, it.title),
        vendor: it.vendor_name,
        unit: it.unit_name,
        period: it.period,
        due_on: it.due_on,
    };
    let paper = sheet(&about, &detail.items, &document::making(ctx).await?);
    let identity = format!("sheet {id} {period} {}", ctx.now());
    let name = format!("点検調書_{}_{period}", it.contract_no);
    document::print(ctx, paper, &identity, &name).await
}

/// 点検調書 of an account or an external service and period.
///
/// # Errors
/// As [`sheet_pdf`].
pub async fn subject_sheet_pdf(
    ctx: &Context,
    key: SubjectKey,
    period: &str,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let detail = load_subject_sheet(ctx, key, period).await?;
    let it = detail.summary;
    let about = CheckedOn {
        kind: it.key.kind.label(),
        name: it.name.clone(),
        vendor: None,
        unit: it.unit_name,
        period: it.period,
        due_on: it.due_on,
    };
    let paper = sheet(&about, &detail.items, &document::making(ctx).await?);
    let identity = format!("sheet {key} {period} {}", ctx.now());
    let name = format!("点検調書_{}_{period}", it.name);
    document::print(ctx, paper, &identity, &name).await
}
