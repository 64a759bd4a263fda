//! What the page of the search asks of the server.

use domain::search::{SearchFilter, SearchResult};

use crate::{error::AppError, server_context};

/// What was found.
pub(super) struct Found {
    pub(super) filter: SearchFilter,
    pub(super) result: SearchResult,
    /// Records of a kind where all kinds are shown.
    pub(super) first: u64,
    /// Records of a page of one kind.
    pub(super) page_size: u64,
}

pub(super) async fn find(filter: SearchFilter) -> Result<Found, AppError> {
    let ctx = server_context::context()?;
    Ok(Found {
        result: services::search::find(&ctx, &filter).await?,
        filter,
        first: services::search::FIRST,
        page_size: services::search::PAGE_SIZE,
    })
}
