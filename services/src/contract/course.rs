//! Decisions about a contract: 申請, 承認, 差し戻し, 締結, 更新, 完了, 無効化.

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource},
    contract::{
        Contract, ContractState, ContractTerm,
        clauses::Level,
        coverage::{ItemStatus, is_ready},
        decision::ContractClause,
        input::ConclusionDraft,
        summary::ContractStatus,
    },
    id::{ContractId, OrganizationUnitId},
    input::{FieldError, lines, required},
    selection_review::Standing,
    verification::TaskState,
};
use entities::{contract, verification_task};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, sea_query::Query,
};

use super::{
    clauses::{self, on_contract},
    clauses_step::refresh_clauses,
    drafting::editable,
    list::with_status,
    record::{self, save_terms, touch},
};
use crate::{
    Context, ServiceError, annex,
    audit_log::{self, Event},
    contract_change,
    database::among,
    library::{self, LoadedLibrary},
    selection_review, verification,
};

/// 申請: hands the contract to the approver.
///
/// # Errors
/// Without the right; when something that is needed is missing, in words; when somebody else saved first.
pub async fn submit(ctx: &Context, id: ContractId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Edit).await?;
    refresh_clauses(&tx, &before, &library).await?;
    complete(&tx, &before, &library).await?;
    let mut after = before.clone();
    after.preparation = before.preparation.clone().submit(person, ctx.now())?;
    save(&tx, ctx, "契約の申請", &before, &after, revision).await?;
    tx.commit().await?;
    Ok(())
}

/// Everything an approver needs is there: vendor, class, clauses or waivers, cover of the items, and
/// an annex that composes.
pub(crate) async fn complete(
    tx: &impl ConnectionTrait,
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    let mut missing = Vec::new();
    if contract.vendor_id.is_none() {
        missing.push("委託先が選択されていません。「相手方」で選択してください。".to_owned());
    }
    let Some(profile) = contract.profile() else {
        missing
            .push("情報の分類が選択されていません。「業務と情報」で選択してください。".to_owned());
        return Err(ServiceError::Rule(missing.join("\n")));
    };
    let clauses = clauses::clauses(tx, contract.id).await?;
    let covers = clauses::covers(tx, contract.id).await?;
    let on_contract: Vec<_> = clauses.iter().map(on_contract).collect();
    let ready = is_ready(&library.rules, &profile, &on_contract, &covers)
        .map_err(|error| ServiceError::field("facts", error))?;
    if !ready {
        for item in clauses::item_coverage(contract, clauses.iter(), &covers, library)? {
            if let ItemStatus::Missing { clauses } = &item.status {
                missing.push(format!(
                    "{}「{}」が満たされていません。{}を入れるか、「条項」で理由を入力してください。",
                    item.item,
                    item.title,
                    clauses.join("又は")
                ));
            }
        }
    }
    missing.extend(unexplained(&clauses));
    if missing.is_empty()
        && let Err(error) =
            annex::compose(tx, contract, domain::document::DocumentMark::Draft, library).await
    {
        match error {
            ServiceError::Rule(words) => missing.push(words),
            other => return Err(other),
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::Rule(missing.join("\n")))
    }
}

fn unexplained(clauses: &[ContractClause]) -> impl Iterator<Item = String> + '_ {
    clauses
        .iter()
        .filter(|clause| {
            clause.level == Some(Level::Mandatory) && clause.is_waiver() && clause.reason.is_none()
        })
        .map(|clause| {
            format!(
                "必須の条項{}を入れない理由がありません。「条項」で入力してください。",
                clause.clause
            )
        })
}

/// 承認, by somebody other than the submitter. Approves the waivers too, and plans the checks.
///
/// # Errors
/// Without the right; one's own submission; when somebody else decided first.
pub async fn approve(ctx: &Context, id: ContractId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::Contract)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Approve).await?;
    let mut after = before.clone();
    after.preparation = before.preparation.clone().approve(person, ctx.now())?;
    let mut clauses = clauses::clauses(&tx, id).await?;
    for clause in clauses.iter_mut().filter(|clause| clause.is_waiver()) {
        clause.approver = Some(ctx.actor.name.clone());
    }
    clauses::save_clauses(&tx, id, &clauses, &library).await?;
    save(&tx, ctx, "契約の承認", &before, &after, revision).await?;
    verification::replan(&tx, ctx, &after, &library).await?;
    tx.commit().await?;
    Ok(())
}

/// 差し戻し, with a comment. The submitter takes a submission back in the same way.
///
/// # Errors
/// Without the right; without a comment; when somebody else decided first.
pub async fn send_back(
    ctx: &Context,
    id: ContractId,
    revision: i32,
    comment: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let person = ctx.person_id()?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::View).await?;
    let own = super::submitter(&before) == Some(person);
    if !own {
        ctx.authorize_in(Action::Approve, Resource::Contract, before.unit_id)?;
    }
    let comment = lines(comment).map_err(|error| ServiceError::field("comment", error))?;
    let comment = match comment {
        Some(comment) => comment,
        None if own => "申請者が取り下げました。".to_owned(),
        None => return Err(ServiceError::field("comment", FieldError::ReasonRequired)),
    };
    let mut after = before.clone();
    after.preparation = before
        .preparation
        .clone()
        .send_back(person, ctx.now(), comment)?;
    save(&tx, ctx, "契約の差し戻し", &before, &after, revision).await?;
    tx.commit().await?;
    Ok(())
}

/// 起案に戻す: takes up work on the annex again. What is issued stays in force meanwhile.
///
/// # Errors
/// Without the right; when it is not approved or issued.
pub async fn reopen(ctx: &Context, id: ContractId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Edit).await?;
    let mut after = before.clone();
    after.preparation = before.preparation.clone().reopen()?;
    save(&tx, ctx, "起案への差し戻し", &before, &after, revision).await?;
    refresh_clauses(&tx, &after, &library).await?;
    tx.commit().await?;
    Ok(())
}

/// 締結: records the 契約日. Checks are planned anew with it.
///
/// # Errors
/// Without the right; before the annex is issued; without the review of the vendor it needs; when somebody
/// else saved first.
pub async fn conclude(
    ctx: &Context,
    id: ContractId,
    revision: i32,
    conclusion: ConclusionDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Edit).await?;
    if !super::abilities(ctx, &before).conclude {
        return Err(ServiceError::Rule("契約日を記録できるのは、特記事項を発行した契約だけです。先に特記事項を発行してください。".to_owned()));
    }
    let mut after = before.clone();
    after.state = ContractState::Concluded;
    after.signed_on = Some(conclusion.signed_on);
    after.signing_method = Some(conclusion.signing_method);
    reviewed(&tx, ctx, &after, &library).await?;
    save(&tx, ctx, "契約の締結", &before, &after, revision).await?;
    verification::replan(&tx, ctx, &after, &library).await?;
    tx.commit().await?;
    Ok(())
}

/// The 契約日 stands only after the approved review of the vendor, where the criteria demand one.
async fn reviewed(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    match selection_review::standing_of_contract(tx, ctx, contract, library).await? {
        Standing::NotRequired | Standing::Fulfilled(_) => Ok(()),
        Standing::Missing(missing) => Err(ServiceError::Rule(missing.to_string())),
    }
}

/// 更新: adds a term. Checks of the new term are planned; those done stay.
///
/// # Errors
/// Without the right; a term that does not follow the last one.
pub async fn renew(
    ctx: &Context,
    id: ContractId,
    revision: i32,
    ends_on: NaiveDate,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Edit).await?;
    if !super::abilities(ctx, &before).renew {
        return Err(ServiceError::Rule(
            "期間を更新できるのは、契約済みの契約だけです。".to_owned(),
        ));
    }
    let starts_on = before.ends_on.succ_opt().unwrap_or(before.ends_on);
    if ends_on < starts_on {
        return Err(ServiceError::field(
            "ends_on",
            FieldError::EndBeforeStart {
                start: starts_on,
                end: ends_on,
            },
        ));
    }
    let mut terms = record::terms(&tx, id).await?;
    let number = terms.last().map_or(1, |term| term.number + 1);
    terms.push(ContractTerm {
        number,
        starts_on,
        ends_on,
    });
    save_terms(&tx, id, &terms).await?;
    let after = Contract {
        ends_on,
        ..before.clone()
    };
    save(&tx, ctx, "契約期間の更新", &before, &after, revision).await?;
    verification::replan(&tx, ctx, &after, &library).await?;
    tx.commit().await?;
    Ok(())
}

/// 完了: everything at the end is confirmed.
///
/// # Errors
/// Without the right; while checks are open; before the end.
pub async fn close(ctx: &Context, id: ContractId, revision: i32) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::Contract)?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Edit).await?;
    end(&tx, ctx, &before, revision).await?;
    tx.commit().await?;
    Ok(())
}

/// 完了 of one of many contracts, as it is now.
pub(crate) async fn close_one(
    tx: &DatabaseTransaction,
    ctx: &Context,
    id: ContractId,
) -> Result<(), ServiceError> {
    let before = editable(tx, ctx, id, Action::Edit).await?;
    end(tx, ctx, &before, before.revision).await
}

/// How many of the contracts [`close_one`] would close.
pub(crate) async fn closable_count(ctx: &Context, ids: &[i64]) -> Result<usize, ServiceError> {
    let open = Query::select()
        .column(verification_task::Column::ContractId)
        .from(verification_task::Entity)
        .and_where(verification_task::Column::State.eq(TaskState::Planned))
        .take();
    let units: Vec<i64> = contract::Entity::find()
        .select_only()
        .column(contract::Column::UnitId)
        .filter(among(&ctx.db, contract::Column::Id, ids.iter().copied()))
        .filter(with_status(ContractStatus::Ended, ctx.today()))
        .filter(contract::Column::Id.not_in_subquery(open))
        .into_tuple()
        .all(&ctx.db)
        .await?;
    let scope = ctx.scope(Action::Edit, Resource::Contract);
    let own = |unit: &&i64| scope.contains(OrganizationUnitId(**unit));
    Ok(units.iter().filter(own).count())
}

async fn end(
    tx: &DatabaseTransaction,
    ctx: &Context,
    before: &Contract,
    revision: i32,
) -> Result<(), ServiceError> {
    if !super::abilities(ctx, before).close {
        return Err(ServiceError::Rule(
            "契約期間が終わった契約だけを、完了にできます。".to_owned(),
        ));
    }
    let open = verification_task::Entity::find()
        .filter(verification_task::COLUMN.contract_id.eq(before.id.0))
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned))
        .count(tx)
        .await?;
    if 0 < open {
        return Err(ServiceError::Rule(format!(
            "未実施の点検が{open}件あります。結果を記録してから、完了にしてください。"
        )));
    }
    let after = Contract {
        state: ContractState::Closed,
        ..before.clone()
    };
    save(tx, ctx, "契約の完了", before, &after, revision).await?;
    contract_change::end_open(tx, before.id, "契約を完了にしたため、取り下げました。").await
}

/// 無効化, with a reason. Open checks are withdrawn; nothing is deleted.
///
/// # Errors
/// Without the right; without a reason.
pub async fn void(
    ctx: &Context,
    id: ContractId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::Contract)?;
    let tx = ctx.begin().await?;
    let before = editable(&tx, ctx, id, Action::Void).await?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let after = Contract {
        state: ContractState::Void,
        void_reason: Some(reason),
        ..before.clone()
    };
    save(&tx, ctx, "契約の無効化", &before, &after, revision).await?;
    contract_change::end_open(&tx, id, "契約を無効にしたため、取り下げました。").await?;
    verification::withdraw_open(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

async fn save(
    tx: &DatabaseTransaction,
    ctx: &Context,
    action: &'static str,
    before: &Contract,
    after: &Contract,
    revision: i32,
) -> Result<(), ServiceError> {
    touch(tx, ctx, after, revision).await?;
    let event =
        Event::new(action, "contract", after.id.0, &after.title).change(Some(before), after)?;
    audit_log::record(tx, ctx, event).await
}
