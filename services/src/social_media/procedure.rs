//! Which version of which 運用手順 an account follows, from when to when. The version is one of the register of
//! regulations; a newer one is put in force for the account again, by the present 所属長.

use chrono::{Days, NaiveDate};
use domain::{
    authorization::{Action, Resource},
    id::{RegulationVersionId, SocialMediaAccountId},
    input::FieldError,
    regulation::Topic,
    social_media::{steps::ProcedureDraft, summary::ProcedureInForce},
};
use entities::social_media_procedure;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::notes::{begin, event};
use crate::{Context, ServiceError, audit_log, organization, regulation};

/// Says which version of which operating procedure the account follows from a day on; the one before ends
/// the day before.
///
/// # Errors
/// Without the right to approve for the unit; an account that does not exist; a version that is none of an
/// operating procedure, or not in force on the day; a day before the present version began.
pub async fn set_procedure(
    ctx: &Context,
    id: SocialMediaAccountId,
    draft: ProcedureDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::SocialMedia)?;
    let (tx, account) = begin(ctx, Action::Approve, id).await?;
    if !account.state.exists() {
        return Err(ServiceError::Rule(format!(
            "「{}」のアカウントには、運用手順を適用できません。",
            account.state.label()
        )));
    }
    let label = applicable(&tx, draft.version_id, draft.from_on).await?;
    end_procedure(&tx, id, draft.from_on).await?;
    let row = social_media_procedure::ActiveModel {
        id: NotSet,
        account_id: Set(id.0),
        version_id: Set(draft.version_id.0),
        from_on: Set(draft.from_on),
        to_on: Set(None),
        person_id: Set(ctx.actor.person_id.map(|id| id.0)),
        recorded_at: Set(ctx.now()),
    };
    social_media_procedure::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = event("運用手順の適用", &account)
        .after(serde_json::json!({ "procedure_version": label, "from_on": draft.from_on }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// The name of the version, when an account may follow it from the day on.
async fn applicable(
    tx: &impl ConnectionTrait,
    version: RegulationVersionId,
    from_on: NaiveDate,
) -> Result<String, ServiceError> {
    let unusable = || {
        let what = FieldError::NotUsable("運用手順の版".to_owned());
        ServiceError::field("version_id", what)
    };
    let (document, version) = match regulation::version_of(tx, version).await {
        Err(ServiceError::NotFound(_)) => return Err(unusable()),
        found => found?,
    };
    if document.topic != Topic::SocialMedia || document.void_reason.is_some() {
        return Err(unusable());
    }
    let (begins, ends) = version
        .days_in_force(&document.versions)
        .ok_or_else(unusable)?;
    if from_on < begins || ends.is_some_and(|last| last < from_on) {
        let until = ends.map_or(String::new(), |last| {
            format!("{}まで", domain::wareki::long(last))
        });
        let words = format!(
            "この版は{}から{until}施行です。その期間内の日を入力してください。",
            domain::wareki::long(begins)
        );
        return Err(ServiceError::field("from_on", FieldError::Other(words)));
    }
    Ok(regulation::open_label(&document, &version))
}

async fn end_procedure(
    tx: &impl ConnectionTrait,
    id: SocialMediaAccountId,
    from_on: NaiveDate,
) -> Result<(), ServiceError> {
    let open = social_media_procedure::Entity::find()
        .filter(social_media_procedure::COLUMN.account_id.eq(id.0))
        .filter(social_media_procedure::Column::ToOn.is_null())
        .one(tx)
        .await?;
    let Some(open) = open else {
        return Ok(());
    };
    if from_on <= open.from_on {
        let words = format!(
            "現在の運用手順は{}から適用しています。それより後の日を入力してください。",
            domain::wareki::long(open.from_on)
        );
        return Err(ServiceError::field("from_on", FieldError::Other(words)));
    }
    let mut row = open.into_active_model();
    row.to_on = Set(from_on.checked_sub_days(Days::new(1)));
    row.update(tx).await?;
    Ok(())
}

/// The procedures an account follows and followed, newest first. Of what the person may not open, no title.
pub(super) async fn of_account(
    ctx: &Context,
    id: SocialMediaAccountId,
) -> Result<Vec<ProcedureInForce>, ServiceError> {
    let rows = social_media_procedure::Entity::find()
        .filter(social_media_procedure::COLUMN.account_id.eq(id.0))
        .order_by_desc(social_media_procedure::Column::FromOn)
        .order_by_desc(social_media_procedure::Column::Id)
        .all(&ctx.db)
        .await?;
    let people =
        organization::people_names(&ctx.db, rows.iter().filter_map(|row| row.person_id)).await?;
    let mut procedures = Vec::new();
    for row in rows {
        let version = RegulationVersionId(row.version_id);
        let (document, version) = regulation::version_of(&ctx.db, version).await?;
        let may_open = regulation::may_open(ctx, &document);
        let last = version.days_in_force(&document.versions);
        procedures.push(ProcedureInForce {
            label: if may_open {
                version.label(&document.title)
            } else {
                regulation::open_label(&document, &version)
            },
            document_id: may_open.then_some(document.id),
            from_on: row.from_on,
            to_on: row.to_on,
            in_force_to: match last {
                Some((_, last)) => last,
                None => row.from_on.pred_opt(),
            },
            person: row.person_id.and_then(|id| people.get(&id).cloned()),
        });
    }
    Ok(procedures)
}
