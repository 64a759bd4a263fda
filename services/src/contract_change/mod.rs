//! 変更契約: concluded contracts take up newer versions of their clauses. Which need it is in `outdated`, the
//! drafts of many at once in `prepare`, the drafter's steps in `course`.

mod course;
mod outdated;
mod prepare;

pub(crate) use course::{annex_issued, end_open};
pub use course::{record_signing, submit, take_up, withdraw};
pub use outdated::outdated;
pub(crate) use prepare::enter;
pub use prepare::request;

use domain::{
    authorization::{Action, Resource},
    contract::change::{ContractChange, ContractChangeState},
    document::{Document, DocumentMark},
    id::{AnnexId, ContractChangeId, ContractId, OrganizationUnitId},
};
use entities::contract_change;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Context, ServiceError, contract::load_row, document, file::StoredFile, organization};

/// Every 変更契約 of a contract, newest first.
///
/// # Errors
/// Without the right, for this unit too; when there is no such contract.
pub async fn of_contract(
    ctx: &Context,
    id: ContractId,
) -> Result<Vec<ContractChange>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let contract = load_row(&ctx.db, id).await?;
    let unit = OrganizationUnitId(contract.unit_id);
    ctx.authorize_in(Action::View, Resource::Contract, unit)?;
    let rows = contract_change::Entity::find()
        .filter(contract_change::COLUMN.contract_id.eq(id.0))
        .order_by_desc(contract_change::Column::Id)
        .all(&ctx.db)
        .await?;
    let people = rows.iter().map(|row| row.prepared_by);
    let names = organization::people_names(&ctx.db, people).await?;
    rows.into_iter()
        .map(|row| {
            let prepared_by = names.get(&row.prepared_by).cloned();
            of_row(row, prepared_by.unwrap_or_default())
        })
        .collect()
}

fn of_row(
    row: contract_change::Model,
    prepared_by: String,
) -> Result<ContractChange, ServiceError> {
    Ok(ContractChange {
        id: ContractChangeId(row.id),
        contract_id: ContractId(row.contract_id),
        state: row.state,
        clauses: serde_json::from_value(row.clauses)?,
        document: serde_json::from_value(row.document)?,
        prepared_by,
        prepared_at: row.prepared_at,
        annex_id: row.annex_id.map(AnnexId),
        signed_on: row.signed_on,
        reason: row.reason,
        revision: row.revision,
    })
}

/// Where the open 変更契約 of a contract stands.
pub(crate) async fn open_state(
    db: &impl ConnectionTrait,
    id: ContractId,
) -> Result<Option<ContractChangeState>, ServiceError> {
    let open = contract_change::Entity::find()
        .filter(contract_change::COLUMN.open_key.eq(id.0))
        .one(db)
        .await?;
    Ok(open.map(|row| row.state))
}

async fn row(
    db: &impl ConnectionTrait,
    id: ContractChangeId,
) -> Result<contract_change::Model, ServiceError> {
    let row = contract_change::Entity::find_by_id(id.0).one(db).await?;
    row.ok_or(ServiceError::NotFound("変更契約"))
}

/// 変更契約書 with the 新旧対照表, as PDF; marked 「案」.
///
/// # Errors
/// Without the right for the contract; when there is none; a character without a glyph, named.
pub async fn pdf(ctx: &Context, id: ContractChangeId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let (document, name) = printable(ctx, id).await?;
    document::print(ctx, document, &format!("change-{id}"), &name).await
}

/// The same for Word, to be worked on.
///
/// # Errors
/// As [`pdf`].
pub async fn docx(ctx: &Context, id: ContractChangeId) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let (document, name) = printable(ctx, id).await?;
    document::print_for_word(ctx, document, &format!("change-{id}"), &name).await
}

async fn printable(
    ctx: &Context,
    id: ContractChangeId,
) -> Result<(Document, String), ServiceError> {
    let row = row(&ctx.db, id).await?;
    let contract = load_row(&ctx.db, ContractId(row.contract_id)).await?;
    let unit = OrganizationUnitId(contract.unit_id);
    ctx.authorize_in(Action::View, Resource::Contract, unit)?;
    let change = of_row(row, String::new())?;
    let (mark, name) = match change.signed_on {
        Some(_) => (DocumentMark::Copy, "変更契約書_写し"),
        None => (DocumentMark::Draft, "変更契約書_案"),
    };
    let document = Document {
        mark,
        ..change.document
    };
    Ok((document, format!("{name}_{}", contract.contract_no)))
}
