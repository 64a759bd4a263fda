//! 承諾・許諾: entered by one person, approved by another. What was sent back stays as it is; the next
//! decision is a row of its own.

use domain::{
    authorization::{Action, Resource},
    id::{ContractId, SubcontractDecisionId, SubcontractId},
    input::{FieldError, lines},
    subcontract::{Decision, DecisionDraft, Subcontract},
};
use entities::subcontract_decision;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{changeable, contract_in, course::out_of_use, needed, rows, told::told_decision};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    library,
};

/// 決定の登録: what the town decides, handed to the approver.
///
/// # Errors
/// Without the right; the wrong kind; a day in the future, or before the application; while another
/// decision waits.
pub async fn propose(
    ctx: &Context,
    id: SubcontractId,
    draft: DecisionDraft,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Subcontract)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let subcontract = rows::load(&tx, id).await?;
    let contract = changeable(&tx, ctx, subcontract.contract_id, Action::Edit).await?;
    if subcontract.voided_on.is_some() {
        return Err(out_of_use());
    }
    if subcontract.proposal_on(ctx.today()).is_some() {
        return Err(ServiceError::Rule(
            "この再委託には、承認待ちの決定があります。承認又は差し戻しを待ってください。"
                .to_owned(),
        ));
    }
    let needed = needed(&contract, &library)?;
    if draft.outcome.permits() && !draft.kind.satisfies(needed) {
        let words = "個人番号を扱う契約です。どの段階の再委託にも、町の許諾（番号法第10条）が要ります。許諾を選んでください。";
        return Err(ServiceError::field(
            "kind",
            FieldError::Other(words.to_owned()),
        ));
    }
    check_day(&draft, &subcontract, ctx)?;
    let decision = Decision {
        id: SubcontractDecisionId(0),
        kind: draft.kind,
        outcome: draft.outcome,
        conditions: draft.conditions,
        document_no: draft.document_no,
        decided_on: draft.decided_on,
        proposed_on: ctx.today(),
        proposed_by: ctx.actor.person_id,
        approved_on: None,
        approved_by: None,
        returned_on: None,
        comment: None,
        revision: 1,
    };
    rows::insert_decision(&tx, id, &decision).await?;
    let event = Event::new(
        "再委託の決定の登録",
        "contract",
        contract.id.0,
        &contract.title,
    )
    .change(None::<&()>, &told_decision(&subcontract.name, &decision))?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(contract.id)
}

fn check_day(
    draft: &DecisionDraft,
    subcontract: &Subcontract,
    ctx: &Context,
) -> Result<(), ServiceError> {
    let words = if ctx.today() < draft.decided_on {
        "決定の日が今日より後です。日付を確かめてください。"
    } else if subcontract
        .requested_on
        .is_some_and(|requested| draft.decided_on < requested)
    {
        "決定の日が申請日より前です。日付を確かめてください。"
    } else {
        return Ok(());
    };
    Err(ServiceError::field(
        "decided_on",
        FieldError::Other(words.to_owned()),
    ))
}

/// 承認 of a decision, by somebody other than whoever entered it. From then on it counts.
///
/// # Errors
/// Without the right; one's own entry; a parent that is not consented to; when somebody else was faster.
pub async fn approve(
    ctx: &Context,
    id: SubcontractDecisionId,
    revision: i32,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Approve, Resource::Subcontract)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let (subcontract, before) = load(&tx, id).await?;
    let contract = contract_in(&tx, ctx, subcontract.contract_id, Action::Approve).await?;
    let after = before.clone().approve(person, ctx.today())?;
    if let Some(parent) = subcontract.parent_id.filter(|_| after.outcome.permits()) {
        let parent = rows::load(&tx, parent).await?;
        if !parent.is_consented_on(ctx.today(), needed(&contract, &library)?) {
            return Err(ServiceError::Rule(format!(
                "上位の再委託先「{}」が、まだ承諾（許諾）されていません。上位から順に承認してください。",
                parent.name
            )));
        }
    }
    rows::touch_decision(&tx, &before, &after, None, revision).await?;
    let event = Event::new(
        "再委託の決定の承認",
        "contract",
        contract.id.0,
        &contract.title,
    )
    .change(
        Some(&told_decision("", &before)),
        &told_decision(&subcontract.name, &after),
    )?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(contract.id)
}

/// 差し戻し, with a comment. Whoever entered it takes it back in the same way.
///
/// # Errors
/// Without the right; without a comment; when somebody else was faster.
pub async fn send_back(
    ctx: &Context,
    id: SubcontractDecisionId,
    revision: i32,
    comment: &str,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::View, Resource::Subcontract)?;
    let person = ctx.person_id()?;
    let tx = ctx.begin().await?;
    let (subcontract, before) = load(&tx, id).await?;
    let own = before.proposed_by == Some(person);
    let action = if own { Action::Edit } else { Action::Approve };
    let contract = contract_in(&tx, ctx, subcontract.contract_id, action).await?;
    let comment = match lines(comment).map_err(|error| ServiceError::field("comment", error))? {
        Some(comment) => comment,
        None if own => "登録した人が取り下げました。".to_owned(),
        None => return Err(ServiceError::field("comment", FieldError::ReasonRequired)),
    };
    let after = before.clone().send_back(ctx.today(), comment)?;
    rows::touch_decision(&tx, &before, &after, Some(person), revision).await?;
    let event = Event::new(
        "再委託の決定の差し戻し",
        "contract",
        contract.id.0,
        &contract.title,
    )
    .change(
        Some(&told_decision("", &before)),
        &told_decision(&subcontract.name, &after),
    )?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(contract.id)
}

async fn load(
    tx: &impl ConnectionTrait,
    id: SubcontractDecisionId,
) -> Result<(Subcontract, Decision), ServiceError> {
    let row = subcontract_decision::Entity::find_by_id(id.0)
        .one(tx)
        .await?
        .ok_or(ServiceError::NotFound("再委託の決定"))?;
    let subcontract = rows::load(tx, SubcontractId(row.subcontract_id)).await?;
    Ok((subcontract, rows::decision_of(row)))
}
