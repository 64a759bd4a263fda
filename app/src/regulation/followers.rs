//! The accounts that follow a procedure, on its page.

use domain::{id::RegulationDocumentId, social_media::summary::AccountSummary};
use leptos::prelude::*;

use crate::{components::Loaded, error::AppError, social_media::AccountTable};

async fn load(id: RegulationDocumentId) -> Result<Vec<AccountSummary>, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(services::social_media::following(&ctx, id).await?)
}

/// The section of the page; nothing where no account follows the procedure.
#[component]
pub(super) fn Followers(id: RegulationDocumentId) -> impl IntoView {
    view! { <Loaded data=load(id) children=shown/> }
}

fn shown(accounts: Vec<AccountSummary>) -> impl IntoView {
    (!accounts.is_empty()).then(|| {
        let count = accounts.len();
        view! {
            <section aria-labelledby="document-followers">
                <h2 class="dads-heading" data-size="22" id="document-followers">{format!("この手順に従うSNSアカウント（{count}件）")}</h2>
                <AccountTable accounts/>
            </section>
        }
    })
}
