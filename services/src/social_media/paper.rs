//! SNSアカウント一覧 as a file.

use std::collections::BTreeMap;

use domain::{
    authorization::{Action, Resource},
    id::SocialMediaAccountId,
    responsibility::{SubjectKind, board::BoardFilter},
    social_media::{paper::account_list, summary::AccountFilter},
};

use super::list;
use crate::{Context, ServiceError, document, file::StoredFile, responsibility};

/// SNSアカウント一覧 of a filter, as of today, with who is responsible.
///
/// # Errors
/// Without the right to see accounts; a character without a glyph, named.
pub async fn list_pdf(ctx: &Context, filter: &AccountFilter) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::SocialMedia)?;
    let today = ctx.today();
    let accounts = list(ctx, filter).await?.accounts;
    let board = BoardFilter {
        kind: SubjectKind::SocialMediaAccount.code().to_owned(),
        ..BoardFilter::default()
    };
    let (_, rows) = responsibility::list_on(ctx, &board).await?;
    let owners: BTreeMap<SocialMediaAccountId, String> = rows
        .into_iter()
        .filter_map(|row| {
            let account = SocialMediaAccountId(row.subject.key.id);
            Some((account, row.standing.owner?.name))
        })
        .collect();
    let making = document::making(ctx).await?;
    let paper = account_list(&accounts, &owners, today, &making);
    let identity = format!("accounts {filter:?} {}", ctx.now());
    let name = format!("SNSアカウント一覧_{}", today.format("%Y%m%d"));
    document::print(ctx, paper, &identity, &name).await
}
