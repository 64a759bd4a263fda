//! Documents of a review: proposals, declarations, copies of certificates.

use domain::{
    authorization::{Action, Resource},
    id::{FileId, OrganizationUnitId, SelectionReviewId},
    input::{FieldError, FieldErrors},
    selection_review::{InvalidStep, ReviewState, detail::ReviewFile},
};
use entities::{contract, file as files, selection_file, selection_review};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use super::{course::changeable, rows};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    file::{self, StoredFile},
};

/// A file that came with the form.
#[derive(Clone, Debug)]
pub struct UploadedDocument {
    /// Its name at the sender.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Attaches a document to an open review: for a criterion, for the declaration, or for the whole.
///
/// # Errors
/// Without the right; when the review is no longer open; a file that is empty or no document.
pub async fn attach(
    ctx: &Context,
    id: SelectionReviewId,
    subject: &str,
    upload: UploadedDocument,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SelectionReview)?;
    let tx = ctx.begin().await?;
    let review = rows::load(&tx, id).await?;
    let contract = changeable(&tx, ctx, review.contract_id).await?;
    if review.steps.state() != ReviewState::Drafting {
        return Err(InvalidStep::NotOpen.into());
    }
    check(&upload)?;
    let subject = match subject {
        "declaration" => subject,
        asked if review.answers.iter().any(|it| it.criterion == asked) => asked,
        _ => "other",
    };
    let file_id = file::keep(&tx, ctx, &upload.name, &upload.content).await?;
    let row = selection_file::ActiveModel {
        id: NotSet,
        review_id: Set(id.0),
        subject: Set(subject.to_owned()),
        file_id: Set(file_id.0),
        attached_on: Set(ctx.today()),
        attached_by: Set(ctx.actor.person_id.map(|person| person.0)),
    };
    let twice = sea_orm::sea_query::OnConflict::columns([
        selection_file::Column::ReviewId,
        selection_file::Column::Subject,
        selection_file::Column::FileId,
    ])
    .do_nothing()
    .to_owned();
    selection_file::Entity::insert(row)
        .on_conflict(twice)
        .exec_without_returning(&tx)
        .await?;
    let event = Event::new(
        "選定審査の資料の添付",
        "contract",
        contract.id.0,
        &contract.title,
    )
    .after(serde_json::json!({
        "review": id.0,
        "subject": subject,
        "file": upload.name,
        "sha256": file::sha256_of(&upload.content),
    }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

fn check(upload: &UploadedDocument) -> Result<(), FieldErrors> {
    let words = if upload.content.is_empty() {
        format!(
            "「{}」は空のファイルです。中身を確かめてください。",
            upload.name
        )
    } else if file::is_acceptable(&upload.name, &upload.content) {
        return Ok(());
    } else {
        format!(
            "「{}」は添付できない種類のファイルです。PDF、画像、Excel、Wordなどの文書にしてください。",
            upload.name
        )
    };
    Err(FieldErrors::one("file", FieldError::Other(words)))
}

/// Names of the documents of a review, oldest first.
pub(super) async fn of_review(
    db: &impl ConnectionTrait,
    id: SelectionReviewId,
) -> Result<Vec<ReviewFile>, ServiceError> {
    let rows: Vec<(i64, String, chrono::NaiveDate, String)> = selection_file::Entity::find()
        .select_only()
        .column(selection_file::Column::FileId)
        .column(selection_file::Column::Subject)
        .column(selection_file::Column::AttachedOn)
        .column(files::Column::Name)
        .join(
            JoinType::InnerJoin,
            selection_file::Entity::belongs_to(files::Entity)
                .from(selection_file::Column::FileId)
                .to(files::Column::Id)
                .into(),
        )
        .filter(selection_file::COLUMN.review_id.eq(id.0))
        .order_by_asc(selection_file::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(file_id, subject, attached_on, name)| ReviewFile {
            file_id: FileId(file_id),
            subject,
            name,
            attached_on,
        })
        .collect())
}

/// A document of a review, for whoever may see the review.
///
/// # Errors
/// Without the right; when the file belongs to no review the actor may see.
pub async fn document(ctx: &Context, id: FileId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::SelectionReview)?;
    let units: Vec<i64> = selection_file::Entity::find()
        .select_only()
        .column(contract::Column::UnitId)
        .join(
            JoinType::InnerJoin,
            selection_file::Entity::belongs_to(selection_review::Entity)
                .from(selection_file::Column::ReviewId)
                .to(selection_review::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            selection_review::Entity::belongs_to(contract::Entity)
                .from(selection_review::Column::ContractId)
                .to(contract::Column::Id)
                .into(),
        )
        .filter(selection_file::COLUMN.file_id.eq(id.0))
        .into_tuple()
        .all(&ctx.db)
        .await?;
    if units.is_empty() {
        return Err(ServiceError::NotFound("ファイル"));
    }
    let scope = ctx.scope(Action::View, Resource::SelectionReview);
    let is_seen = |unit: &i64| scope.contains(OrganizationUnitId(*unit));
    if !units.iter().any(is_seen) {
        return Err(ServiceError::Forbidden {
            action: Action::View,
            resource: Resource::SelectionReview,
        });
    }
    file::load(&ctx.db, id).await
}
