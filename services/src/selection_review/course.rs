//! The steps of a review: begun, saved, submitted, decided, taken out of use.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    contract::{Contract, ContractState},
    id::{ContractId, PersonId, SelectionReviewId, VendorId},
    input::{FieldError, lines, required},
    selection_review::{
        CriterionAnswer, ReviewDecision, ReviewDraft, ReviewState, SelectionReview, Steps,
        VendorStanding, asked, judge,
    },
    vendor::Vendor,
};
use sea_orm::ConnectionTrait;

use super::{facts_of, is_declaration_required, refuse_unless_complete, rows, told::told};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract, library, vendor,
};

/// What is pinned of a vendor with a review.
pub(super) fn standing_of(vendor: &Vendor) -> VendorStanding {
    VendorStanding {
        certifications: vendor.certifications.clone(),
        debarments: vendor.debarments.clone(),
    }
}

/// 審査の開始: a review of a candidate, with the answers of the last one of the same candidate.
///
/// # Errors
/// Without the right; when the contract is over; when the vendor cannot be used; when a review of it is open.
pub async fn begin(
    ctx: &Context,
    id: ContractId,
    vendor_id: VendorId,
) -> Result<SelectionReviewId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::SelectionReview)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let contract = changeable(&tx, ctx, id).await?;
    let company = vendor::load_row(&tx, vendor_id).await?;
    if company.void_reason.is_some() {
        let error = FieldError::NotUsable("委託先".to_owned());
        return Err(ServiceError::field("vendor_id", error));
    }
    let reviews = rows::of_contract(&tx, id).await?;
    let earlier: Vec<SelectionReview> = reviews
        .into_iter()
        .filter(|review| review.vendor_id == vendor_id)
        .collect();
    let is_open = |review: &SelectionReview| {
        matches!(
            review.steps.state(),
            ReviewState::Drafting | ReviewState::Submitted
        )
    };
    if earlier.iter().any(is_open) {
        return Err(ServiceError::Rule(
            "この候補者の審査が、すでに始まっています。一覧から開いてください。".to_owned(),
        ));
    }
    let review = fresh(ctx, &contract, vendor_id, earlier.last());
    let review_id = rows::insert(&tx, ctx, &review, &library).await?;
    let answers = answers_asked(&contract, &library, &review.answers)?;
    rows::save_answers(&tx, review_id, &answers, &library).await?;
    let event = Event::new("選定審査の開始", "contract", id.0, &contract.title)
        .after(serde_json::json!({ "candidate": company.name, "review": review_id.0 }));
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(review_id)
}

fn fresh(
    ctx: &Context,
    contract: &Contract,
    vendor_id: VendorId,
    earlier: Option<&SelectionReview>,
) -> SelectionReview {
    let today = ctx.today();
    let begun = SelectionReview {
        id: SelectionReviewId(0),
        contract_id: contract.id,
        vendor_id,
        reviewed_on: today,
        prior_notice_on: contract.prior_notice_on.filter(|day| *day <= today),
        prior_notice_reason: None,
        declaration: None,
        declaration_on: None,
        declaration_reason: None,
        debarment_reason: None,
        conclusion: None,
        conclusion_reason: None,
        answers: Vec::new(),
        standing: None,
        steps: Steps::begun(ctx.actor.person_id, today),
        revision: 1,
    };
    match earlier {
        Some(earlier) => SelectionReview {
            id: begun.id,
            reviewed_on: today,
            standing: None,
            steps: begun.steps,
            revision: 1,
            ..earlier.clone()
        },
        None => begun,
    }
}

/// One answer per question asked now, those given kept.
fn answers_asked(
    contract: &Contract,
    library: &library::LoadedLibrary,
    given: &[CriterionAnswer],
) -> Result<Vec<CriterionAnswer>, ServiceError> {
    let facts = facts_of(contract, library)?;
    let given: BTreeMap<&str, &CriterionAnswer> = given
        .iter()
        .map(|answer| (answer.criterion.as_str(), answer))
        .collect();
    Ok(asked(&library.library.criterions, &facts)
        .into_iter()
        .map(|criterion| {
            given.get(criterion.id.as_str()).map_or_else(
                || CriterionAnswer {
                    criterion: criterion.id.clone(),
                    answer: None,
                    note: None,
                },
                |answer| (*answer).clone(),
            )
        })
        .collect())
}

/// Saves an open review; it may be unfinished.
///
/// # Errors
/// Without the right; when it is no longer open; when somebody else saved first.
pub async fn save(
    ctx: &Context,
    id: SelectionReviewId,
    revision: i32,
    draft: ReviewDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SelectionReview)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = rows::load(&tx, id).await?;
    let contract = changeable(&tx, ctx, before.contract_id).await?;
    if before.steps.state() != ReviewState::Drafting {
        return Err(domain::selection_review::InvalidStep::NotOpen.into());
    }
    let after = SelectionReview {
        reviewed_on: draft.reviewed_on,
        prior_notice_on: draft.prior_notice_on,
        prior_notice_reason: draft.prior_notice_reason,
        declaration: draft.declaration,
        declaration_on: draft.declaration_on,
        declaration_reason: draft.declaration_reason,
        debarment_reason: draft.debarment_reason,
        conclusion: draft.conclusion,
        conclusion_reason: draft.conclusion_reason,
        answers: answers_asked(&contract, &library, &draft.answers)?,
        ..before.clone()
    };
    rows::touch(&tx, ctx, &after, revision, &contract.title).await?;
    rows::save_answers(&tx, id, &after.answers, &library).await?;
    record(&tx, ctx, "選定審査の保存", &contract, &before, &after).await?;
    tx.commit().await?;
    Ok(())
}

/// 申請: certificates and debarments are pinned as they stand; what is missing is told in words.
///
/// # Errors
/// Without the right; when something is missing; when somebody else saved first.
pub async fn submit(
    ctx: &Context,
    id: SelectionReviewId,
    revision: i32,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SelectionReview)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let before = rows::load(&tx, id).await?;
    let contract = changeable(&tx, ctx, before.contract_id).await?;
    let company = vendor::load_row(&tx, before.vendor_id).await?;
    let standing = standing_of(&company);
    let facts = facts_of(&contract, &library)?;
    let questions = asked(&library.library.criterions, &facts);
    let after = SelectionReview {
        steps: before.steps.clone().submit(person, ctx.today())?,
        answers: answers_asked(&contract, &library, &before.answers)?,
        standing: Some(standing.clone()),
        ..before.clone()
    };
    refuse_unless_complete(&judge(
        &after,
        &questions,
        &standing,
        contract.procurement_method,
        is_declaration_required(&facts, &library),
    ))?;
    rows::touch(&tx, ctx, &after, revision, &contract.title).await?;
    rows::save_answers(&tx, id, &after.answers, &library).await?;
    record(&tx, ctx, "選定審査の申請", &contract, &before, &after).await?;
    tx.commit().await?;
    Ok(())
}

/// 承認 or 差し戻し, by somebody who neither began nor submitted it. A review sent back is over.
///
/// # Errors
/// Without the right; one's own; 差し戻し without a reason; when somebody else decided first.
pub async fn decide(
    ctx: &Context,
    id: SelectionReviewId,
    revision: i32,
    decision: ReviewDecision,
    comment: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Approve, Resource::SelectionReview)?;
    let person: PersonId = ctx.person_id()?;
    let tx = ctx.begin().await?;
    let before = rows::load(&tx, id).await?;
    let contract = contract_in(&tx, ctx, before.contract_id, Action::Approve).await?;
    let comment = lines(comment).map_err(|error| ServiceError::field("comment", error))?;
    if decision == ReviewDecision::Rejected && comment.is_none() {
        return Err(ServiceError::field("comment", FieldError::ReasonRequired));
    }
    let steps = before
        .steps
        .clone()
        .decide(person, ctx.today(), decision, comment)?;
    let after = SelectionReview {
        steps,
        ..before.clone()
    };
    rows::touch(&tx, ctx, &after, revision, &contract.title).await?;
    let action = match decision {
        ReviewDecision::Approved => "選定審査の承認",
        ReviewDecision::Rejected => "選定審査の差し戻し",
    };
    record(&tx, ctx, action, &contract, &before, &after).await?;
    tx.commit().await?;
    Ok(())
}

/// 無効化, with a reason. A submission is taken back this way too.
///
/// # Errors
/// Without the right; without a reason; when somebody else saved first.
pub async fn void(
    ctx: &Context,
    id: SelectionReviewId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::SelectionReview)?;
    let tx = ctx.begin().await?;
    let before = rows::load(&tx, id).await?;
    let contract = contract_in(&tx, ctx, before.contract_id, Action::Void).await?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let after = SelectionReview {
        steps: before.steps.clone().void(ctx.today(), reason)?,
        ..before.clone()
    };
    rows::touch(&tx, ctx, &after, revision, &contract.title).await?;
    record(&tx, ctx, "選定審査の無効化", &contract, &before, &after).await?;
    tx.commit().await?;
    Ok(())
}

/// The contract, for somebody who may do this with its reviews.
pub(super) async fn contract_in(
    db: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractId,
    action: Action,
) -> Result<Contract, ServiceError> {
    let contract = contract::of_row(contract::load_row(db, id).await?)?;
    ctx.authorize_in(action, Resource::SelectionReview, contract.unit_id)?;
    Ok(contract)
}

/// The same for a change, which a contract that is over no longer takes.
pub(super) async fn changeable(
    db: &impl ConnectionTrait,
    ctx: &Context,
    id: ContractId,
) -> Result<Contract, ServiceError> {
    let contract = contract_in(db, ctx, id, Action::Edit).await?;
    match contract.state {
        ContractState::Drafting | ContractState::Concluded => Ok(contract),
        ContractState::Closed | ContractState::Void => Err(ServiceError::Rule(format!(
            "{}の契約の選定審査は変更できません。",
            contract.state.label()
        ))),
    }
}

async fn record(
    tx: &impl ConnectionTrait,
    ctx: &Context,
    action: &'static str,
    contract: &Contract,
    before: &SelectionReview,
    after: &SelectionReview,
) -> Result<(), ServiceError> {
    let event = Event::new(action, "contract", contract.id.0, &contract.title)
        .change(Some(&told(before)), &told(after))?;
    audit_log::record(tx, ctx, event).await
}
