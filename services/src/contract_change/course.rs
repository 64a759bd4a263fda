//! What the drafter does with a 変更契約の案: takes it into the contract and submits it, or withdraws it;
//! and what becomes of it when the next annex is issued.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    contract::{
        Contract, ContractState,
        change::{ContractChangeState, InvalidChangeStep},
    },
    id::{AnnexId, ContractChangeId, ContractId},
    input::{FieldError, required},
};
use entities::contract_change;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;

use super::{prepare::proposal, row};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract::{self, complete, load_row, of_row, touch, write_clauses},
    error::conflict,
    library,
};

/// The contract and the draft, for a step of the drafter.
struct AtWork {
    change: contract_change::Model,
    contract: Contract,
}

async fn at_work(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractChangeId,
    revision: i32,
) -> Result<AtWork, ServiceError> {
    let change = row(tx, id).await?;
    let contract = of_row(load_row(tx, ContractId(change.contract_id)).await?)?;
    ctx.authorize_in(Action::Edit, Resource::Contract, contract.unit_id)?;
    if change.revision != revision {
        let saved = json!({ "state": change.state.label() });
        let seen = json!({ "state": ContractChangeState::Prepared.label() });
        return Err(conflict(&contract.title, &saved, &seen));
    }
    Ok(AtWork { change, contract })
}

/// 起案に取り込む: the contract is open to its drafter with the newer clauses. What is issued stays in force.
///
/// # Errors
/// Without the right; when it waits no longer, or the library or the contract changed meanwhile, in words;
/// when somebody else was faster.
pub async fn take_up(
    ctx: &Context,
    id: ContractChangeId,
    revision: i32,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let tx = ctx.begin().await?;
    let contract = taken_up(&tx, ctx, id, revision).await?;
    tx.commit().await?;
    Ok(contract.id)
}

/// 取り込んで申請する: the same, and on to the approver at once.
///
/// # Errors
/// As [`take_up`]; when something that is needed is missing, in words: then nothing is taken up.
pub async fn submit(
    ctx: &Context,
    id: ContractChangeId,
    revision: i32,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = taken_up(&tx, ctx, id, revision).await?;
    complete(&tx, &before, &library).await?;
    let mut after = before.clone();
    after.preparation = before.preparation.clone().submit(person, ctx.now())?;
    touch(&tx, ctx, &after, before.revision).await?;
    let event = Event::new("契約の申請", "contract", after.id.0, &after.title)
        .change(Some(&before), &after)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(after.id)
}

/// The contract with the clauses of the draft, open to its drafter.
async fn taken_up(
    tx: &DatabaseTransaction,
    ctx: &Context,
    id: ContractChangeId,
    revision: i32,
) -> Result<Contract, ServiceError> {
    let AtWork { change, contract } = at_work(tx, ctx, id, revision).await?;
    let state = change.state.take_up()?;
    if contract.state != ContractState::Concluded {
        return Err(ServiceError::Rule(format!(
            "{}の契約のため、変更契約の手続に入れません。案を取り下げてください。",
            contract.state.label()
        )));
    }
    let library = library::in_force(ctx, ctx.today()).await?;
    let drafted = proposal(tx, &contract, &library).await?.drafted;
    if serde_json::to_value(&drafted)? != change.drafted {
        return Err(ServiceError::Rule(
            "案を作った後に、条項集かこの契約が変わりました。案を取り下げて、「旧版の条項を持つ契約」から作り直してください。"
                .to_owned(),
        ));
    }
    let mut after = contract.clone();
    after.preparation = contract.preparation.clone().reopen()?;
    after.revision = touch(tx, ctx, &after, contract.revision).await?;
    write_clauses(tx, contract.id, &drafted, &library).await?;
    save(tx, &change, state, |_| {}).await?;
    let event = Event::new(
        "変更契約の案の取込み",
        "contract",
        contract.id.0,
        &contract.title,
    )
    .change(Some(&contract), &after)?;
    audit_log::record(tx, ctx, event).await?;
    Ok(after)
}

/// 取下げ, with a reason.
///
/// # Errors
/// Without the right; without a reason; when it waits no longer; when somebody else was faster.
pub async fn withdraw(
    ctx: &Context,
    id: ContractChangeId,
    revision: i32,
    reason: &str,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let tx = ctx.begin().await?;
    let AtWork { change, contract } = at_work(&tx, ctx, id, revision).await?;
    let state = change.state.withdraw()?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    save(&tx, &change, state, |row| {
        row.reason = Set(Some(reason.clone()))
    })
    .await?;
    let event = Event::new(
        "変更契約の案の取下げ",
        "contract",
        contract.id.0,
        &contract.title,
    );
    audit_log::record(&tx, ctx, event.after(json!({ "reason": reason }))).await?;
    tx.commit().await?;
    Ok(contract.id)
}

/// 変更契約日: recorded once the changed annex is issued.
///
/// # Errors
/// Without the right; before the annex is issued; a day after today; when somebody else was faster.
pub async fn record_signing(
    ctx: &Context,
    id: ContractChangeId,
    revision: i32,
    signed_on: NaiveDate,
) -> Result<ContractId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let tx = ctx.begin().await?;
    let AtWork { change, contract } = at_work(&tx, ctx, id, revision).await?;
    if change.state != ContractChangeState::Issued {
        return Err(InvalidChangeStep::NotIssued.into());
    }
    if ctx.today() < signed_on {
        let words = "変更契約日は、今日までの日にしてください。".to_owned();
        return Err(ServiceError::field("signed_on", FieldError::Other(words)));
    }
    save(&tx, &change, change.state, |row| {
        row.signed_on = Set(Some(signed_on));
    })
    .await?;
    let event = Event::new(
        "変更契約日の記録",
        "contract",
        contract.id.0,
        &contract.title,
    );
    let told = json!({ "changed_on": signed_on });
    audit_log::record(&tx, ctx, event.after(told)).await?;
    tx.commit().await?;
    Ok(contract.id)
}

/// An annex of the contract was issued: what was taken up led to it, what waited is overtaken.
pub(crate) async fn annex_issued(
    tx: &impl ConnectionTrait,
    contract: ContractId,
    annex: AnnexId,
) -> Result<(), ServiceError> {
    let Some(change) = open(tx, contract).await? else {
        return Ok(());
    };
    let state = change.state.annex_issued();
    save(tx, &change, state, |row| {
        if state == ContractChangeState::Issued {
            row.annex_id = Set(Some(annex.0));
        } else {
            let words = "別の手続で特記事項を発行したため、取り下げました。";
            row.reason = Set(Some(words.to_owned()));
        }
    })
    .await
}

/// The contract ended: nothing waits any longer.
pub(crate) async fn end_open(
    tx: &impl ConnectionTrait,
    contract: ContractId,
    because: &str,
) -> Result<(), ServiceError> {
    let Some(change) = open(tx, contract).await? else {
        return Ok(());
    };
    save(tx, &change, ContractChangeState::Withdrawn, |row| {
        row.reason = Set(Some(because.to_owned()));
    })
    .await
}

async fn open(
    tx: &impl ConnectionTrait,
    contract: ContractId,
) -> Result<Option<contract_change::Model>, ServiceError> {
    Ok(contract_change::Entity::find()
        .filter(contract_change::COLUMN.open_key.eq(contract.0))
        .one(tx)
        .await?)
}

/// Saves the next state, unless somebody was faster.
async fn save(
    tx: &impl ConnectionTrait,
    before: &contract_change::Model,
    state: ContractChangeState,
    and: impl FnOnce(&mut contract_change::ActiveModel),
) -> Result<(), ServiceError> {
    let mut row = contract_change::ActiveModel {
        state: Set(state),
        revision: Set(before.revision + 1),
        ..Default::default()
    };
    if !state.is_open() {
        row.open_key = Set(None);
    }
    and(&mut row);
    let saved = contract_change::Entity::update_many()
        .set(row)
        .filter(contract_change::COLUMN.id.eq(before.id))
        .filter(contract_change::COLUMN.revision.eq(before.revision))
        .exec(tx)
        .await?;
    if saved.rows_affected == 0 {
        let contract = contract::load_row(tx, ContractId(before.contract_id)).await?;
        let seen = json!({ "state": before.state.label() });
        return Err(conflict(&contract.title, &json!({ "state": "" }), &seen));
    }
    Ok(())
}
