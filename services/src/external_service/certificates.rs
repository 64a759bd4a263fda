//! 認証・登録 of a service: added, or taken back when it was entered by mistake.

use domain::{
    authorization::{Action, Resource},
    id::ExternalServiceId,
    vendor::CertificationDraft,
};
use entities::external_service_certificate;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    EntityTrait,
};
use serde_json::json;

use super::open;
use crate::{Context, ServiceError};

/// Adds a 認証・登録 that was looked up today.
///
/// # Errors
/// Without the right for the unit; when somebody else saved first.
pub async fn add_certificate(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    draft: CertificationDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let opened = open(ctx, Action::Edit, id, revision, &draft).await?;
    let row = external_service_certificate::ActiveModel {
        id: NotSet,
        service_id: Set(id.0),
        kind: Set(draft.kind),
        number: Set(draft.number.clone()),
        scope: Set(draft.scope.clone()),
        expires_on: Set(draft.expires_on),
        confirmed_on: Set(ctx.today()),
        removed_on: Set(None),
    };
    external_service_certificate::Entity::insert(row)
        .exec_without_returning(&opened.tx)
        .await?;
    let event = opened
        .event("外部サービスの認証の追加")
        .change(None::<&()>, &draft)?;
    opened.save(ctx, Default::default(), event).await
}

/// Takes a 認証・登録 back. The row stays.
///
/// # Errors
/// Without the right for the unit; when there is no such certificate of this service; when somebody else
/// saved first.
pub async fn remove_certificate(
    ctx: &Context,
    id: ExternalServiceId,
    revision: i32,
    certificate: i64,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::ExternalService)?;
    let opened = open(ctx, Action::Edit, id, revision, &json!({})).await?;
    let mut own = opened.service.certificates.iter();
    let gone = own
        .find(|it| it.certification.id == certificate)
        .ok_or(ServiceError::NotFound("認証"))?
        .certification
        .clone();
    external_service_certificate::ActiveModel {
        id: Set(certificate),
        removed_on: Set(Some(ctx.today())),
        ..Default::default()
    }
    .update(&opened.tx)
    .await?;
    let mut event = opened.event("外部サービスの認証の取消し");
    event.before = Some(serde_json::to_value(&gone)?);
    opened.save(ctx, Default::default(), event).await
}
