//! 利用承認書 as a file.

use domain::{
    authorization::{Action, Resource},
    external_service::paper::{ApprovalSender, approval_notice},
    id::{ExternalServiceId, UseApprovalId},
};

use crate::{Context, ServiceError, document, file::StoredFile, library, setup};

/// 利用承認書 of a decision, or the notice that it was not agreed to.
///
/// # Errors
/// Without the right, for the unit too; while nothing is decided; a character without a glyph, named.
pub async fn approval_pdf(
    ctx: &Context,
    id: ExternalServiceId,
    approval: UseApprovalId,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::ExternalService)?;
    let detail = super::load(ctx, id).await?;
    let mut approvals = detail.service.approvals.iter();
    let approval = approvals
        .find(|it| it.id == approval)
        .ok_or(ServiceError::NotFound("利用承認"))?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let municipality = setup::municipality(&ctx.db, &library).await?;
    let sender = ApprovalSender {
        municipality: &municipality,
    };
    let paper = approval_notice(&detail, approval, sender).ok_or_else(|| {
        ServiceError::Rule(
            "まだ承認も不承認もされていないため、通知書はありません。決定の後に作成できます。"
                .to_owned(),
        )
    })?;
    let identity = format!("use-approval {} {}", approval.id, approval.revision);
    let name = format!("{}_{}", paper.title, detail.service.service_no);
    document::print(ctx, paper, &identity, &name).await
}
