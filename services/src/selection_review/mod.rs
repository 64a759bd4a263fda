//! 選定審査: a candidate is reviewed by the criteria in force, another person approves. Rows are in `rows`,
//! the steps of a review in `course`, its files in `files`.

mod course;
mod facts;
mod files;
mod paper;
mod rows;
mod told;
mod waiting;

pub use course::{begin, decide, save, submit, void};
pub(crate) use facts::facts;
pub use files::{UploadedDocument, attach, document};
pub use paper::sheet_pdf;
pub(crate) use rows::of_contract;
pub(crate) use waiting::to_approve;

use domain::{
    authorization::{Action, Resource, permits},
    contract::{Contract, ContractState},
    id::{ContractId, SelectionReviewId},
    library::{Facts, SelectionCriterion},
    selection_review::{
        Candidate, Judgement, ReviewState, SelectionReview, Standing, asked,
        detail::{ReviewAbilities, ReviewDetail, SelectionOverview},
        judge, standing,
    },
};
use sea_orm::ConnectionTrait;

use crate::{
    Context, ServiceError, contract,
    library::{self, LoadedLibrary},
    organization, vendor,
};

/// 選定 of a contract: every review with what it says, and how the contract stands.
///
/// # Errors
/// Without the right, for this unit too; when there is no such contract.
pub async fn overview(ctx: &Context, id: ContractId) -> Result<SelectionOverview, ServiceError> {
    ctx.authorize(Action::View, Resource::SelectionReview)?;
    let contract = contract::of_row(contract::load_row(&ctx.db, id).await?)?;
    ctx.authorize_in(Action::View, Resource::SelectionReview, contract.unit_id)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let reviews = of_contract(&ctx.db, id).await?;
    let standing = of_reviews(&contract, &library, &reviews, ctx)?;
    let mut details = Vec::with_capacity(reviews.len());
    for review in reviews {
        details.push(detail(ctx, &contract, &library, review).await?);
    }
    details.reverse();
    let criteria = &library.library.criteria;
    Ok(SelectionOverview {
        criteria: format!("{}（{}）", criteria.title, criteria.version),
        is_required: is_required(&contract, &library)?,
        standing,
        can_begin: can_change(ctx, &contract),
        vendor_id: contract.vendor_id,
        reviews: details,
    })
}

/// One review with everything its page shows.
///
/// # Errors
/// Without the right, for this unit too; when there is none.
pub async fn load(ctx: &Context, id: SelectionReviewId) -> Result<ReviewDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::SelectionReview)?;
    let review = rows::load(&ctx.db, id).await?;
    let contract = contract::of_row(contract::load_row(&ctx.db, review.contract_id).await?)?;
    ctx.authorize_in(Action::View, Resource::SelectionReview, contract.unit_id)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    detail(ctx, &contract, &library, review).await
}

async fn detail(
    ctx: &Context,
    contract: &Contract,
    library: &LoadedLibrary,
    review: SelectionReview,
) -> Result<ReviewDetail, ServiceError> {
    let facts = facts_of(contract, library)?;
    let pinned = rows::pinned_criteria(&ctx.db, review.id).await?;
    let state = review.steps.state();
    // An open review follows the criteria in force, a submitted one keeps those it was made with.
    let questions: Vec<SelectionCriterion> = if state == ReviewState::Drafting {
        asked(&library.library.criterions, &facts)
            .into_iter()
            .cloned()
            .collect()
    } else {
        pinned.criterions
    };
    let company = vendor::load_row(&ctx.db, review.vendor_id).await?;
    let standing = review
        .standing
        .clone()
        .unwrap_or_else(|| course::standing_of(&company));
    let questions_asked: Vec<&SelectionCriterion> = questions.iter().collect();
    let judgement = judge(
        &review,
        &questions_asked,
        &standing,
        contract.procurement_method,
        is_declaration_required(&facts, library),
    );
    let steps = &review.steps;
    let people = [steps.drafted_by, steps.submitted_by, steps.decided_by];
    let names = organization::people_names(&ctx.db, people.iter().flatten().map(|id| id.0)).await?;
    let name_of = |person: Option<domain::id::PersonId>| {
        person.and_then(|person| names.get(&person.0).cloned())
    };
    Ok(ReviewDetail {
        vendor_name: company.name,
        criteria: pinned.title,
        files: files::of_review(&ctx.db, review.id).await?,
        can: abilities(ctx, contract, &review),
        state,
        drafted_by: name_of(steps.drafted_by),
        submitted_by: name_of(steps.submitted_by),
        decided_by: name_of(steps.decided_by),
        is_declaration_required: is_declaration_required(&facts, library),
        declaration_note: library.library.criteria.declaration_note.clone(),
        questions,
        standing,
        judgement,
        review,
    })
}

fn abilities(ctx: &Context, contract: &Contract, review: &SelectionReview) -> ReviewAbilities {
    let may = |action| {
        permits(
            &ctx.actor.roles,
            action,
            Resource::SelectionReview,
            Some(contract.unit_id),
        )
    };
    let state = review.steps.state();
    let me = ctx.actor.person_id;
    let own = me.is_some() && (review.steps.submitted_by == me || review.steps.drafted_by == me);
    let submitted = state == ReviewState::Submitted;
    ReviewAbilities {
        edit: state == ReviewState::Drafting && can_change(ctx, contract),
        decide: submitted && may(Action::Approve) && !own,
        own_submission: submitted && own,
        renew: state == ReviewState::Rejected && can_change(ctx, contract),
        void: state != ReviewState::Void && may(Action::Void),
    }
}

/// Reviews belong before the conclusion, but one that was forgotten can still be made afterwards: it shows as late.
fn can_change(ctx: &Context, contract: &Contract) -> bool {
    matches!(
        contract.state,
        ContractState::Drafting | ContractState::Concluded
    ) && permits(
        &ctx.actor.roles,
        Action::Edit,
        Resource::SelectionReview,
        Some(contract.unit_id),
    )
}

/// The facts that hold for a contract; none while its class of information is open.
pub(crate) fn facts_of(
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<Facts, ServiceError> {
    match contract.profile() {
        Some(profile) => profile
            .facts(&library.rules)
            .map_err(|error| ServiceError::field("facts", error)),
        None => Ok(Facts::default()),
    }
}

fn is_required(contract: &Contract, library: &LoadedLibrary) -> Result<bool, ServiceError> {
    let facts = facts_of(contract, library)?;
    Ok(library.library.criteria.required.holds(&facts).is_some())
}

fn is_declaration_required(facts: &Facts, library: &LoadedLibrary) -> bool {
    library
        .library
        .criteria
        .declaration_required
        .holds(facts)
        .is_some()
}

fn of_reviews(
    contract: &Contract,
    library: &LoadedLibrary,
    reviews: &[SelectionReview],
    ctx: &Context,
) -> Result<Standing, ServiceError> {
    let facts = facts_of(contract, library)?;
    let questions = asked(&library.library.criterions, &facts);
    let candidate = Candidate {
        is_required: library.library.criteria.required.holds(&facts).is_some(),
        vendor_id: contract.vendor_id,
        asked: questions.iter().map(|it| it.id.as_str()).collect(),
        signed_on: contract.signed_on,
    };
    Ok(standing(&candidate, reviews, ctx.today()))
}

/// How a contract stands today: the gate before the conclusion, with the 契約日 it is about to get.
pub(crate) async fn standing_of_contract(
    db: &impl ConnectionTrait,
    ctx: &Context,
    contract: &Contract,
    library: &LoadedLibrary,
) -> Result<Standing, ServiceError> {
    let reviews = of_contract(db, contract.id).await?;
    of_reviews(contract, library, &reviews, ctx)
}

/// Titles and questions a review was made with.
pub(crate) struct PinnedCriteria {
    /// 選定基準（第１版）.
    pub(crate) title: String,
    /// The questions, in order.
    pub(crate) criterions: Vec<SelectionCriterion>,
}

/// What is missing before 申請, in words.
fn refuse_unless_complete(judgement: &Judgement) -> Result<(), ServiceError> {
    if judgement.missing.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::Rule(judgement.missing.join("\n")))
    }
}
