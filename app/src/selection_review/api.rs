//! What the screens of selection reviews ask of the server.

use domain::{
    contract::detail::ContractDetail,
    id::{ContractId, SelectionReviewId},
    selection_review::{
        ReviewDecision, ReviewInput,
        detail::{ReviewDetail, SelectionOverview},
    },
};
use leptos::prelude::*;

use crate::{contract::api::Options, error::AppError};

/// The tab 選定.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    pub detail: ContractDetail,
    pub overview: SelectionOverview,
    /// Candidates to choose from.
    pub vendors: Options,
}

pub async fn load_selection(id: ContractId) -> Result<Selection, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(Selection {
        detail: services::contract::load(&ctx, id).await?,
        overview: services::selection_review::overview(&ctx, id).await?,
        vendors: services::vendor::choosable(&ctx)
            .await?
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
    })
}

/// One review, and what was typed in its form when it was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewForm {
    pub contract: ContractDetail,
    pub review: ReviewDetail,
    pub input: ReviewInput,
}

pub async fn load_review(
    contract: ContractId,
    id: SelectionReviewId,
    held: Option<String>,
) -> Result<ReviewForm, AppError> {
    use crate::{
        components::HeldInput,
        server_context::{context, held as find},
    };
    use leptos::server_fn::ServerFn;
    let ctx = context()?;
    let review = services::selection_review::load(&ctx, id).await?;
    if review.review.contract_id != contract {
        return Err(AppError::NotFound("選定審査".to_owned()));
    }
    let typed: Option<HeldInput<ReviewInput>> = find(held.as_deref(), SaveReview::PATH).await?;
    Ok(ReviewForm {
        contract: services::contract::load(&ctx, contract).await?,
        input: typed.map_or_else(|| ReviewInput::from(&review.review), |typed| typed.input),
        review,
    })
}

#[server(endpoint = "selection-review/begin")]
pub async fn begin_review(id: ContractId, vendor_id: String) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let vendor = domain::input::chosen(&vendor_id)
        .map_err(|error| domain::input::FieldErrors::one("vendor_id", error))?;
    let review = services::selection_review::begin(&context()?, id, vendor).await?;
    done(
        &paths::selection_review(id, review),
        "選定審査を始めました。条件ごとに回答してください。",
    );
    Ok(())
}

/// `then` is `submit` for 保存して申請.
#[server(endpoint = "selection-review/save")]
pub async fn save_review(
    contract: ContractId,
    id: SelectionReviewId,
    revision: i32,
    input: ReviewInput,
    then: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let ctx = context()?;
    services::selection_review::save(&ctx, id, revision, input.check(ctx.today())?).await?;
    let page = paths::selection_review(contract, id);
    if then == "submit" {
        services::selection_review::submit(&ctx, id, revision + 1).await?;
        done(&page, "選定審査を申請しました。承認者が確認します。");
    } else {
        done(&page, "選定審査を保存しました。");
    }
    Ok(())
}

#[server(endpoint = "selection-review/approve")]
pub async fn approve_review(
    contract: ContractId,
    id: SelectionReviewId,
    revision: i32,
    comment: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let decision = ReviewDecision::Approved;
    services::selection_review::decide(&context()?, id, revision, decision, &comment).await?;
    done(
        &paths::contract_tab(contract, "selection"),
        "選定審査を承認しました。",
    );
    Ok(())
}

#[server(endpoint = "selection-review/reject")]
pub async fn reject_review(
    contract: ContractId,
    id: SelectionReviewId,
    revision: i32,
    comment: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    let decision = ReviewDecision::Rejected;
    services::selection_review::decide(&context()?, id, revision, decision, &comment).await?;
    done(
        &paths::contract_tab(contract, "selection"),
        "選定審査を差し戻しました。",
    );
    Ok(())
}

#[server(endpoint = "selection-review/void")]
pub async fn void_review(
    contract: ContractId,
    id: SelectionReviewId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    use crate::{
        paths,
        server_context::{context, done},
    };
    services::selection_review::void(&context()?, id, revision, &reason).await?;
    done(
        &paths::contract_tab(contract, "selection"),
        "選定審査を無効にしました。",
    );
    Ok(())
}
