//! A subcontract is entered, changed, taken out of use.

use domain::{
    authorization::{Action, Resource},
    id::{ContractId, SubcontractId},
    input::{FieldError, required},
    subcontract::{Subcontract, SubcontractDraft, assess, detail::SubcontractForm},
};
use sea_orm::ConnectionTrait;

use super::{changeable, contract_in, needed, rows, told::told};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    error::conflict,
    library, vendor,
};

/// What the form of a new or a known subcontract needs.
///
/// # Errors
/// Without the right; when there is no such contract or subcontract.
pub async fn load(
    ctx: &Context,
    contract_id: ContractId,
    id: Option<SubcontractId>,
) -> Result<SubcontractForm, ServiceError> {
    ctx.authorize(Action::View, Resource::Subcontract)?;
    let contract = contract_in(&ctx.db, ctx, contract_id, Action::View).await?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let needed = needed(&contract, &library)?;
    let all = rows::of_contract(&ctx.db, contract_id).await?;
    let subcontract = match id {
        Some(id) => Some(
            all.iter()
                .find(|it| it.id == id)
                .cloned()
                .ok_or(ServiceError::NotFound("再委託"))?,
        ),
        None => None,
    };
    let parents = assess(&all, needed, ctx.today())
        .into_iter()
        .filter(|it| it.subcontract.voided_on.is_none())
        .map(|it| {
            let label = format!("{}（{}）", it.subcontract.name, it.depth_label());
            (it.subcontract.id.to_string(), label)
        })
        .collect();
    Ok(SubcontractForm {
        contract_id,
        title: contract.title,
        subcontract,
        parents,
        needed,
    })
}

/// 登録: an application for a subcontract, or one that was found.
///
/// # Errors
/// Without the right; a parent of another contract; a vendor that cannot be used.
pub async fn record(
    ctx: &Context,
    contract_id: ContractId,
    draft: SubcontractDraft,
) -> Result<SubcontractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Subcontract)?;
    let tx = ctx.begin().await?;
    let contract = changeable(&tx, ctx, contract_id, Action::Edit).await?;
    if let Some(parent) = draft.parent_id {
        let is_here = rows::of_contract(&tx, contract_id)
            .await?
            .iter()
            .any(|it| it.id == parent && it.voided_on.is_none());
        if !is_here {
            let error = FieldError::NotUsable("上位の再委託先".to_owned());
            return Err(ServiceError::field("above_id", error));
        }
    }
    let blank = Subcontract {
        id: SubcontractId(0),
        contract_id,
        parent_id: draft.parent_id,
        vendor_id: None,
        name: String::new(),
        address: None,
        scope: String::new(),
        reason: None,
        information: String::new(),
        work_place: None,
        safeguards: None,
        supervision: None,
        requested_on: None,
        recorded_on: ctx.today(),
        recorded_by: ctx.actor.person_id,
        started_on: None,
        ended_on: None,
        voided_on: None,
        void_reason: None,
        revision: 1,
        decisions: Vec::new(),
    };
    let after = filled(&tx, blank, draft).await?;
    let id = rows::insert(&tx, ctx, &after).await?;
    let event = Event::new("再委託の登録", "contract", contract_id.0, &contract.title)
        .change(None::<&()>, &told(&after))?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// The record with what the form says; without a typed name, that of the vendor. Its place stays.
async fn filled(
    tx: &impl ConnectionTrait,
    record: Subcontract,
    draft: SubcontractDraft,
) -> Result<Subcontract, ServiceError> {
    let company = match draft.vendor_id {
        Some(id) => {
            let company = vendor::load_row(tx, id).await?;
            if company.void_reason.is_some() && record.vendor_id != Some(id) {
                let error = FieldError::NotUsable("委託先".to_owned());
                return Err(ServiceError::field("vendor_id", error));
            }
            Some(company)
        }
        None => None,
    };
    // A company out of the list is called what the list calls it.
    let name = company
        .as_ref()
        .map(|company| company.name.clone())
        .or(draft.name)
        .unwrap_or_default();
    Ok(Subcontract {
        vendor_id: draft.vendor_id,
        name,
        address: draft
            .address
            .or_else(|| company.and_then(|company| company.address)),
        scope: draft.scope,
        reason: draft.reason,
        information: draft.information,
        work_place: draft.work_place,
        safeguards: draft.safeguards,
        supervision: draft.supervision,
        requested_on: draft.requested_on,
        started_on: draft.started_on,
        ended_on: draft.ended_on,
        ..record
    })
}

/// 変更: what is known of it, also the days work began and ended.
///
/// # Errors
/// Without the right; when it is out of use; when somebody else saved first.
pub async fn change(
    ctx: &Context,
    id: SubcontractId,
    revision: i32,
    draft: SubcontractDraft,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Subcontract)?;
    let tx = ctx.begin().await?;
    let before = rows::load(&tx, id).await?;
    let contract = changeable(&tx, ctx, before.contract_id, Action::Edit).await?;
    if before.voided_on.is_some() {
        return Err(out_of_use());
    }
    let after = filled(&tx, before.clone(), draft).await?;
    if before.revision != revision {
        return Err(conflict(&after.name, &told(&before), &told(&after)));
    }
    rows::touch(&tx, ctx, &after, revision).await?;
    let event = Event::new("再委託の変更", "contract", contract.id.0, &contract.title)
        .change(Some(&told(&before)), &told(&after))?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(contract.id)
}

/// 無効化, with a reason; only with nothing below it.
///
/// # Errors
/// Without the right; without a reason; while something stands below it.
pub async fn void(
    ctx: &Context,
    id: SubcontractId,
    revision: i32,
    reason: &str,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Void, Resource::Subcontract)?;
    let tx = ctx.begin().await?;
    let before = rows::load(&tx, id).await?;
    let contract = changeable(&tx, ctx, before.contract_id, Action::Void).await?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    if before.voided_on.is_some() {
        return Err(out_of_use());
    }
    let below = rows::of_contract(&tx, before.contract_id).await?;
    let has_below = |it: &Subcontract| it.parent_id == Some(id) && it.voided_on.is_none();
    if below.iter().any(has_below) {
        return Err(ServiceError::Rule(
            "この再委託の下に、別の再委託が登録されています。下の再委託から順に無効にしてください。"
                .to_owned(),
        ));
    }
    let after = Subcontract {
        voided_on: Some(ctx.today()),
        void_reason: Some(reason),
        ..before.clone()
    };
    rows::touch(&tx, ctx, &after, revision).await?;
    let event = Event::new("再委託の無効化", "contract", contract.id.0, &contract.title)
        .change(Some(&told(&before)), &told(&after))?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(contract.id)
}

pub(super) fn out_of_use() -> ServiceError {
    ServiceError::Rule("この再委託は無効です。変更できません。".to_owned())
}
